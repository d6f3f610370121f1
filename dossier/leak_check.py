"""Leak check: searches everything for names to be withheld, before it is published (docs/decisions/0004)."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping
from pathlib import Path

from dossier.config import Settings
from dossier.diagnostics import UNQUOTED, Diagnostic, Span
from dossier.history.discreet import Names, silenced, without_names
from dossier.model.corpus import Corpus
from dossier.model.figures import counted
from dossier.model.history import History
from dossier.model.pages import Site
from dossier.model.records import Article, Record
from dossier.model.silence import silence
from dossier.model.withholding import withholds
from dossier.read import Document
from dossier.settings_file import ConfigError
from dossier.store import seal
from dossier.store.withheld import VARIABLE, Hit, names_at_hand, search


class NamesMissing(ConfigError):
    """A record withholds its name, but no spellings of it are at hand to search for."""


def concern_names(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether an error is about something to be withheld."""
    return any(each.severity == "error" and each.code in UNQUOTED for each in diagnostics)


class Withheld(Exception):
    """A withheld name occurs in what would be published. The message names the record and the file, never the name."""

    def __init__(self, hits: list[Hit]) -> None:
        super().__init__(f"withheld names are in {counted(len({hit.file for hit in hits}), 'file')}")
        hint = "find it in the content, take it out, and out of git's history as well"
        self.diagnostics = [
            Diagnostic(
                "withheld-name-published",
                "error",
                Span(hit.file),
                f'it holds a name withheld for "{hit.actor}"',
                hint,
            )
            for hit in hits
        ]


def names_needed(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """The spellings at hand, by record; raises `NamesMissing` if a record withholds a name whose spellings are not."""
    names = names_at_hand()
    withholding = {id_: record.path for id_, record in corpus.records.items() if withholds(record)}
    withholding |= {id_: f'"{id_}"' for id_ in corpus.unpublished}
    for id_, path in withholding.items():
        if id_ not in names:
            raise NamesMissing(f"{path} withholds a name, and ${VARIABLE} names no file with its spellings")
    return names


def published_history(history: History, names: Names, corpus: Corpus) -> tuple[History, bool]:
    """The history without what is withheld, and whether anything was removed."""
    if not history.changes:
        return history, False
    discreet = silenced(without_names(history, names), silence(corpus))
    return discreet, discreet.changes != history.changes


def guard_sources(settings: Settings, documents: Iterable[Document], corpus: Corpus, names: Names) -> None:
    """Search the content files that are published only in part, and whose rest is searched nowhere else; raises
    `Withheld`.
    """
    files = {
        document.path: (settings.content / document.inside).read_bytes()
        for document in documents
        if names and (document.id in corpus.unpublished or _has_withheld_accounts(document.record))
    }
    _refuse(search(files, names))


def _has_withheld_accounts(record: Record | None) -> bool:
    return isinstance(record, Article) and any(account.publish for account in record.claims)


def guard_folder(folder: Path, names: Names, changed: Iterable[str] | None = None) -> None:
    """Search every file below `folder`, or the `changed` ones, by path; raises `Withheld` on the first hit."""
    if not names:
        return
    if changed is None:
        _refuse(hits_in(folder, names))
    else:
        _refuse(search({name: (folder / name).read_bytes() for name in changed}, names, _is_published))


def guard_files(files: Mapping[str, bytes], names: Names) -> None:
    """Search files that are exported, by name; raises `Withheld` on the first hit."""
    if names:
        _refuse(search(files, names))


def hits_in(folder: Path, names: Names) -> list[Hit]:
    """The withheld names in the files below a folder."""
    if not names or not folder.is_dir():
        return []
    paths = [path for path in folder.rglob("*") if path.is_file()]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return search(files, names, _is_published)


def _is_published(file: str, data: bytes) -> bool:
    """True for a file that is byte for byte the theme's or the map's own: one that overrides it may contain anything."""
    if file.startswith(("assets/leaflet/", "assets/map/")):
        return _map_file(file) == data
    spec = importlib.util.find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        return False
    original = Path(spec.submodule_search_locations[0]) / "templates" / file
    try:
        return original.read_bytes() == data
    except OSError:
        return False


def _map_file(file: str) -> bytes | None:
    """A file of the map that no contributor writes; None for others."""
    from dossier.render.maps.leaflet import map_file

    return map_file(file)


def names_tag(names: Names) -> str:
    """A tag that changes with every change of the spellings, and reveals nothing without this machine's key; raises
    `NoKey`.
    """
    return seal.tag("withheld", repr(sorted(names.items())).encode()).hex() if names else ""


def guard_site(site: Site, names: Names) -> None:
    """Search pages and files before they are joined with the theme; raises `Withheld` on the first hit."""
    if names:
        texts = {
            page.file: "\n".join((page.title, page.description, page.head, page.source, page.body))
            for page in site.pages
        }
        _refuse(
            search(
                {**{file: text.encode() for file, text in texts.items()}, **site.files}, names, _is_published
            )
        )


def _refuse(hits: list[Hit]) -> None:
    if hits:
        raise Withheld(hits)

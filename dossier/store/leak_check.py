"""Do no harm: before anything is published, the whole of it is searched for names that are to be withheld."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dossier.config import ConfigError
from dossier.diagnostics import Diagnostic, Span
from dossier.model.corpus import Corpus
from dossier.model.differences import Difference
from dossier.model.history import Change, History
from dossier.model.pages import Site
from dossier.store.withheld import VARIABLE, Hit, names_at_hand, search

Names = Mapping[str, tuple[str, ...]]


class Withheld(Exception):
    """A withheld name stands in what would be published. What is told names the record and the file, never the name."""

    def __init__(self, hits: list[Hit]) -> None:
        super().__init__(f"withheld names are in {len({hit.file for hit in hits})} files")
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
    """The spellings at hand, for publishing: raises `ConfigError` where a record withholds a name that is not at hand."""
    names = names_at_hand()
    for actor in corpus.actors:
        if actor.publish == "withhold" and actor.id not in names:
            raise ConfigError(
                f"{actor.path} withholds a name, and ${VARIABLE} names no file with its spellings"
            )
    return names


def without_names(history: History, names: Names) -> tuple[History, bool]:
    """The history without the words in which a withheld name stands, and whether any do.

    What was written before a name was withheld stays in git, and would else keep everything from being published.
    """
    changes = history.changes
    if names:
        changes = tuple(_without(change, names) for change in changes)
    return replace(history, changes=changes), changes != history.changes


def _without(change: Change, names: Names) -> Change:
    def holds(*texts: str) -> bool:
        return bool(search({"": "\n".join(texts).encode()}, names))

    def cleared(d: Difference) -> Difference:
        causes = (text for cause in d.because for text in (cause.before, cause.after))
        if holds(d.title, d.outlet, d.before, d.after, *causes):
            return replace(d, title="", outlet="", before="", after="", because=())
        return d

    differences = tuple(map(cleared, change.differences))
    return replace(change, differences=differences, reason="" if holds(change.reason) else change.reason)


def guard_folder(folder: Path, names: Names) -> None:
    """Search every file below `folder`; raises `Withheld` on one hit."""
    if names:
        _refuse(hits_in(folder, names))


def hits_in(folder: Path, names: Names) -> list[Hit]:
    """The withheld names in the files below a folder."""
    if not names or not folder.is_dir():
        return []
    paths = [path for path in folder.rglob("*") if path.is_file()]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return search(files, names, _is_published)


def _is_published(file: str, data: bytes) -> bool:
    """True where a file is byte for byte the theme's, or the map's own: a theme that overrides it may say anything."""
    if file.startswith(("assets/leaflet/", "assets/map/")):
        return True
    spec = importlib.util.find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        return False
    original = Path(spec.submodule_search_locations[0]) / "templates" / file
    try:
        return original.read_bytes() == data
    except OSError:
        return False


def guard_site(site: Site, names: Names) -> None:
    """Search pages and files before they are drawn into a theme; raises `Withheld` on one hit."""
    if names:
        texts = {
            page.file: "\n".join((page.title, page.description, page.head, page.source, page.body))
            for page in site.pages
        }
        _refuse(search({**{file: text.encode() for file, text in texts.items()}, **site.files}, names))


def _refuse(hits: list[Hit]) -> None:
    if hits:
        raise Withheld(hits)

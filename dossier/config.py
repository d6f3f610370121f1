"""Settings, typed, from `mkdocs.yml`; keys that only MkDocs needs are left to MkDocs."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args
from urllib.parse import urljoin, urlsplit

from dossier.settings_file import ConfigError, read_mkdocs_yml

License = Literal[
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-ND-4.0",
    "ODbL-1.0",
    "ODC-By-1.0",
    "PDDL-1.0",
]
"""Licences of texts and data, by their SPDX identifiers."""
Borders = Literal["as-disputed", "de-facto"]
"""How maps draw borders that are disputed."""


class Assertion(NamedTuple):
    """A number that the dossier has to have: `check` fails where it has not."""

    bound: Literal["at_least", "at_most"]
    measure: str
    number: int


class SavedView(NamedTuple):
    """A view of Explore that has a feed."""

    id: str
    title: str
    query: str
    """Of its address: `place=quay-town&kind=claim`."""


DataFormat = Literal[
    "csv", "jsonl", "sqlite", "json", "api", "markdown", "kml", "ics", "graphml", "gexf", "ftm", "jsonld"
]
"""Formats of data that can be published on the site; `dossier export` writes all of them."""
DATA: tuple[DataFormat, ...] = ("csv",)
"""Those that are published where the settings say nothing."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that the compiler needs. Paths are absolute; addresses end in a slash."""

    project: Path
    """The directory of `mkdocs.yml`; diagnostics name files relative to it."""
    content: Path
    site: Path
    name: str
    file: str = "mkdocs.yml"
    """The name of the settings file."""
    url: str = ""
    """The address the site is published at; empty if it is not known yet."""
    description: str = ""
    copyright: str = ""
    """What is said of rights: in the foot of pages, and in what describes data."""
    edit_base: str = ""
    """The prefix of a content file's path for "Edit this page"; empty for none."""
    sources_required: bool = False
    """True if a role, a control or a participant without a source is an error, not a warning."""
    authors: tuple[str, ...] = ()
    """Who wrote the dossier, as authors of an article are written; named in citations of it."""
    published_by: str = ""
    """Who stands for the dossier; printed on every page and in citations."""
    reviewed_by: str = ""
    """Who has read it before it was published."""
    license: License | None = None
    """The licence of the dossier's own texts and data; None where mkdocs.yml names none."""
    borders: Borders = "as-disputed"
    """How maps draw borders that are disputed: "as-disputed" (they are dashed, disputed areas shaded, claims dotted), or
    "de-facto" (as all others, by who held an area in 2017). The base map knows no country's point of view.
    """
    data: tuple[DataFormat, ...] = DATA
    """The formats of data that are published."""
    contact: tuple[str, ...] = ()
    """Where corrections and replies are sent: mail addresses, web addresses, or other words ("Signal: …")."""
    assertions: tuple[Assertion, ...] = ()
    """The least and the most that the dossier may have of something, as `assertions: {at_least: {articles: 20}, at_most:
    {orphans: 0}}`; `dossier check` fails where it has less or more.
    """
    views: tuple[SavedView, ...] = ()
    """Views of Explore that get a feed each, as `views: [{id: quay, title: On the quay, query: kind=claim&place=quay}]`: an
    id, a title, and the filters as they stand in Explore's address. A feed follows facets and days, no words.
    """
    citation_style: str = ""
    """The style of notes and bibliography: a file of CSL 1.0 within the project, as `citation_style: styles/house.csl`. It
    needs the extra `csl` (pandoc). Without this setting they are in the Chicago style. How to cite a page of the dossier,
    and the six styles that the page of a source offers, are not changed by it.
    """

    @property
    def base_path(self) -> str:
        """The path of the site on its host: `/dossier/`."""
        return urlsplit(self.url).path or "/"


MOST_CONTACTS, MOST_AUTHORS, MOST_VIEWS = 8, 50, 100
BOUNDS: tuple[Literal["at_least"], Literal["at_most"]] = ("at_least", "at_most")


def _address(found: dict[str, Any], key: str, path: Path) -> str:
    """A setting that is a web address, or empty; raises `ConfigError`."""
    value = found.get(key) or ""
    try:
        parts = urlsplit(str(value))
        valid = not value or (parts.scheme in ("http", "https") and bool(parts.hostname))
        _ = parts.port
    except ValueError:
        valid = False
    if not isinstance(value, str) or not valid or any(c in value for c in "<>\"' \t\n\\`"):
        raise ConfigError(f"{path}: {key} is no web address; write https://…, or leave it out")
    return value


def _inside(project: Path, written: str, path: Path, key: str) -> Path:
    """A folder that a setting names, with links in its parents resolved; raises `ConfigError` if it is a link itself."""
    folder = Path(os.path.normpath(project / written))
    if folder.is_symlink():
        raise ConfigError(f"{path}: {key} is a symbolic link; name the folder itself")
    return folder.parent.resolve() / folder.name


def load(path: Path) -> Settings:
    """Settings from the `mkdocs.yml` at `path`; raises `ConfigError`."""
    path = path.resolve()
    found = read_mkdocs_yml(path)
    project = path.parent
    url = _address(found, "site_url", path)
    if url and not url.endswith("/"):
        url += "/"
    repo = _address(found, "repo_url", path)
    edit = str(found.get("edit_uri") or "")
    if repo and edit:
        edit_base = urljoin(repo if repo.endswith("/") else repo + "/", edit)
        edit_base = edit_base if edit_base.endswith("/") else edit_base + "/"
    else:
        edit_base = ""
    name = _text(found, "site_name", path)
    if not name:
        raise ConfigError(f"{path}: has no site_name")
    for key in ("site_author", "copyright", "edit_uri", "docs_dir", "site_dir", "repo_name"):
        _text(found, key, path)
    content = _inside(project, str(found.get("docs_dir") or "docs"), path, "docs_dir")
    site = _inside(project, str(found.get("site_dir") or "site"), path, "site_dir")
    # The site is replaced as a whole: whatever else lay in it would be lost.
    if (
        site == project
        or site in project.parents
        or site in (content, *content.parents)
        or content in site.parents
    ):
        raise ConfigError(
            f"{path}: site_dir has to be a folder of its own, apart from docs_dir; write site_dir: site"
        )
    return Settings(
        project=project,
        file=path.name,
        content=content,
        site=site,
        name=name,
        url=url,
        description=_text(found, "site_description", path),
        copyright=_text(found, "copyright", path),
        edit_base=edit_base,
        sources_required=_flag(found, "sources_required", path),
        authors=_texts(found, "authors", MOST_AUTHORS, path),
        published_by=_extra(found, "published_by", path),
        reviewed_by=_extra(found, "reviewed_by", path),
        contact=_texts(found, "contact", MOST_CONTACTS, path),
        license=_license(found, path),
        borders=_borders(found, path),
        assertions=_assertions(found, path),
        data=_data(found, path),
        views=_views(found, path),
        citation_style=_extra(found, "citation_style", path),
    )


def _text(found: dict[str, Any], key: str, path: Path) -> str:
    """A setting that is a text in one line, or empty; raises `ConfigError`."""
    value = found.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or any(
        unicodedata.category(c) in ("Cc", "Cs") and c != "\n" for c in value
    ):
        raise ConfigError(f"{path}: {key} is no text; write it in quotation marks")
    return " ".join(value.split())


def _extra(found: dict[str, Any], key: str, path: Path) -> str:
    """A text in one line under `extra`, or empty; raises `ConfigError`."""
    extra = found.get("extra")
    return _text(extra, key, path) if isinstance(extra, dict) else ""


def _texts(found: dict[str, Any], key: str, most: int, path: Path) -> tuple[str, ...]:
    """The texts of a key under `extra`, which is one or a list; raises `ConfigError`."""
    extra = found.get("extra")
    value = extra.get(key) if isinstance(extra, dict) else None
    several = value if isinstance(value, list) else [value]
    if len(several) > most:
        raise ConfigError(f"{path}: {key} has more than {most} entries")
    texts = (_text({key: one}, key, path) for one in several)
    return tuple(text for text in texts if text)


def _license(found: dict[str, Any], path: Path) -> License | None:
    """`license` under `extra`; raises `ConfigError`."""
    value = _extra(found, "license", path)
    for allowed in get_args(License):
        if value == allowed:
            return allowed  # type: ignore[no-any-return]
    if value:
        raise ConfigError(f'{path}: license is "{value}"; write one of {", ".join(get_args(License))}')
    return None


def _borders(found: dict[str, Any], path: Path) -> Borders:
    """`borders` of `extra: map`; raises `ConfigError`."""
    extra = found.get("extra")
    chosen = extra.get("map") if isinstance(extra, dict) else None
    if chosen is None:
        return "as-disputed"
    if not isinstance(chosen, dict) or set(chosen) - {"borders"}:
        raise ConfigError(f"{path}: map has one setting, borders; write map: {{borders: as-disputed}}")
    value = chosen.get("borders", "as-disputed")
    for allowed in get_args(Borders):
        if value == allowed:
            return allowed  # type: ignore[no-any-return]
    raise ConfigError(
        f'{path}: map.borders is "{value}"; write as-disputed (disputed borders dashed, disputed areas shaded) or de-facto '
        "(who held an area in 2017): the base map knows no country's point of view"
    )


def _assertions(found: dict[str, Any], path: Path) -> tuple[Assertion, ...]:
    """The numbers under `extra: assertions`; raises `ConfigError`."""
    extra = found.get("extra")
    bounds = extra.get("assertions") if isinstance(extra, dict) else None
    example = "write assertions: {at_least: {articles: 20}, at_most: {orphans: 0}}"
    if bounds is None:
        return ()
    if not isinstance(bounds, dict) or set(bounds) - set(BOUNDS):
        raise ConfigError(f"{path}: assertions have two settings, at_least and at_most; {example}")
    assertions = []
    for bound in BOUNDS:
        numbers = bounds.get(bound) or {}
        if not isinstance(numbers, dict):
            raise ConfigError(f"{path}: {bound} is a number for each measure; {example}")
        for measure, number in numbers.items():
            if type(number) is not int or number < 0:
                raise ConfigError(f"{path}: {bound}: {measure} is no whole number; {example}")
            assertions.append(Assertion(bound, str(measure), number))
    return tuple(assertions)


def _data(found: dict[str, Any], path: Path) -> tuple[DataFormat, ...]:
    """The formats under `extra: data`, a list, `all` or `none`; raises `ConfigError`."""
    extra = found.get("extra")
    value = extra.get("data") if isinstance(extra, dict) else None
    allowed: tuple[DataFormat, ...] = get_args(DataFormat)
    if value is None:
        return DATA
    if value in ("all", "none"):
        return allowed if value == "all" else ()
    if not isinstance(value, list) or any(each not in allowed for each in value):
        raise ConfigError(
            f"{path}: data is a list of {', '.join(allowed)}; or write data: all, or data: none"
        )
    return tuple(each for each in allowed if each in value)


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _views(found: dict[str, Any], path: Path) -> tuple[SavedView, ...]:
    """The views under `extra: views`; raises `ConfigError`."""
    extra = found.get("extra")
    written = extra.get("views") if isinstance(extra, dict) else None
    example = "write views: [{id: quay, title: Claims on the quay, query: kind=claim&place=quay}]"
    if written is None:
        return ()
    if not isinstance(written, list) or len(written) > MOST_VIEWS:
        raise ConfigError(f"{path}: views is a list of at most {MOST_VIEWS}; {example}")
    views: dict[str, SavedView] = {}
    for each in written:
        if not isinstance(each, dict) or set(each) != set(SavedView._fields):
            raise ConfigError(f"{path}: a view has an id, a title and a query; {example}")
        view = SavedView(*(_text(each, key, path) for key in SavedView._fields))
        if not _ID.fullmatch(view.id) or view.id in views:
            raise ConfigError(
                f'{path}: the id of a view is its own, of small letters, digits and hyphens, and not "{view.id}"; {example}'
            )
        if not view.title:
            raise ConfigError(f'{path}: the view "{view.id}" has no title; {example}')
        views[view.id] = view
    return tuple(views.values())


def _flag(found: dict[str, Any], key: str, path: Path) -> bool:
    """A setting that is true or false, under `extra` or at the top of the file; raises `ConfigError`."""
    extra = found.get("extra")
    value = found.get(key, extra.get(key, False) if isinstance(extra, dict) else False)
    if not isinstance(value, bool):
        raise ConfigError(
            f"{path}: {key} is neither true nor false; write {key}: true, without quotation marks"
        )
    return value

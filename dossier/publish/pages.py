"""Our pages as MkDocs sees them: a body that is already HTML, with everything that varies escaped by us.

Material's templates have no autoescape: whatever a contributor wrote reaches them as finished HTML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from dossier.model.pages import Heading, Page
from dossier.model.parts import FOLDERS

TOP = "#page-title"


@dataclass(frozen=True, slots=True)
class Slots:
    """What a page puts into its shape: finished HTML, or text escaped for an attribute."""

    title: str
    heading: str
    description: str
    canonical: str
    edit: str
    head: str
    body: str
    contents: str


@dataclass(slots=True)
class Entry:
    """An entry of `page.toc`, as far as Material's templates ask: it draws its list from `Slots.contents`."""

    url: str
    level: int
    title: str = ""
    children: list[Entry] = field(default_factory=list)


def slots_of(page: Page, site_name: str, site_url: str, edit_base: str) -> Slots:
    """The slots of a page; `site_url` and `edit_base` end in a slash or are empty."""
    title = page.title if not page.address or not page.title else f"{page.title} - {site_name}"
    return Slots(
        title=escape(title),
        heading=escape(page.title),
        description=escape(page.description),
        canonical=escape(site_url + quote(page.address)) if site_url else "",
        edit=escape(edit_base + quote(page.source)) if edit_base and page.source else "",
        head=page.head,
        body=page.body,
        contents=_contents(page.contents),
    )


def _contents(headings: tuple[Heading, ...]) -> str:
    return "".join(_entry(heading) for heading in headings)


def _entry(heading: Heading) -> str:
    title = escape(heading.title)
    link = (
        f'<li class="md-nav__item"><a href="#{escape(heading.anchor)}" class="md-nav__link">'
        f'<span class="md-ellipsis">{title}</span></a>'
    )
    if heading.children:
        inner = _contents(heading.children)
        link += f'<nav class="md-nav" aria-label="{title}"><ul class="md-nav__list">{inner}</ul></nav>'
    return link + "</li>\n"


class DossierPage(MkDocsPage):
    """A page whose body the compiler has drawn: MkDocs reads and renders nothing."""

    def __init__(
        self, page: Page, slots: Slots, nav_title: str | None, file: File, config: MkDocsConfig
    ) -> None:
        super().__init__(None, file, config)
        self.dossier = page
        self.slots = slots
        # Only the nav shows this; the page itself shows its slots.
        self.title = escape(nav_title or page.title)
        self.canonical_url = slots.canonical or None
        self.edit_url = slots.edit or None
        self.update_date = ""

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing to read."""
        self.markdown = ""
        self.meta = {
            "title": self.slots.heading,
            "description": self.slots.description,
            "hide": ["navigation"],
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing to render; MkDocs' own link and anchor checks have nothing to look at."""
        self.content = self.slots.body
        children = [Entry("#" + heading.anchor, 2) for heading in self.dossier.contents]
        self.toc: Any = [Entry(TOP, 1, children=children)]
        self.present_anchor_ids = set()


def files_of(pages: tuple[Page, ...], slots: dict[str, Slots], config: MkDocsConfig) -> Files:
    """The pages as generated files."""
    files = []
    titles = nav_titles(config)
    for page in pages:
        name = f"{page.address.rstrip('/') or 'index'}.md"
        # `articles/index.md`: the index of a kind stands in its folder, as the nav in mkdocs.yml names it.
        if page.address.rstrip("/") in FOLDERS.values():
            name = f"{page.address}index.md"
        file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        DossierPage(page, slots[page.address], titles.get(page.address), file, config)
        files.append(file)
    return Files(files)


def nav_titles(config: MkDocsConfig) -> dict[str, str | None]:
    """The addresses that `nav` in mkdocs.yml lists, with their titles where it gives one."""
    found: dict[str, str | None] = {}

    def walk(item: object, title: str | None = None) -> None:
        if isinstance(item, str):
            path = item.removesuffix(".md")
            found["" if path == "index" else path.removesuffix("/index") + "/"] = title
        elif isinstance(item, dict):
            for name, value in item.items():
                walk(value, str(name))
        elif isinstance(item, list):
            for value in item:
                walk(value)

    walk(config.nav or [])
    return found


def set_parents(nav: Navigation, files: Files) -> None:
    """A page outside the nav belongs to its section's index: the theme then marks that section."""
    by_address = {p.dossier.address: p for f in files if isinstance(p := f.page, DossierPage)}
    in_nav = {p.dossier.address for p in nav.pages if isinstance(p, DossierPage)}
    for address, page in by_address.items():
        section = page.dossier.section
        if address not in in_nav and section in by_address and section != address:
            page.parent = by_address[section]  # type: ignore[assignment]
        page.previous_page = page.next_page = None

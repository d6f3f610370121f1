"""Our pages as MkDocs sees them: a body that is already HTML, with everything that varies escaped by us.

Material's templates have no autoescape: whatever a contributor wrote reaches them as finished HTML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from dossier.model.pages import Page
from dossier.model.parts import FOLDERS
from dossier.theme.shells import nav_titles
from dossier.theme.slots import Slots

TOP = "#page-title"


@dataclass(slots=True)
class Entry:
    """An entry of `page.toc`, with the attributes that Material's templates read; the list itself comes from
    `Slots.contents`.
    """

    url: str
    level: int
    title: str = ""
    children: list[Entry] = field(default_factory=list)


class DossierPage(MkDocsPage):
    """A page whose body is already rendered: MkDocs reads and renders nothing."""

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
        """Set the metadata; there is no source to read."""
        self.markdown = ""
        self.meta = {
            "title": self.slots.heading,
            "description": self.slots.description,
            "hide": ["navigation"],
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set body and contents; MkDocs' own link and anchor checks get nothing to check."""
        self.content = self.slots.body
        children = [Entry("#" + heading.anchor, 2) for heading in self.dossier.contents]
        self.toc: Any = [Entry(TOP, 1, children=children)]
        self.present_anchor_ids = set()


def files_of(pages: tuple[Page, ...], slots: dict[str, Slots], config: MkDocsConfig) -> Files:
    """The pages as generated files."""
    files = []
    titles = nav_titles(config.nav)
    for page in pages:
        name = f"{page.address.rstrip('/') or 'index'}.md"
        # `articles/index.md`: the index of a kind is in its folder, as the nav in mkdocs.yml names it.
        if page.address.rstrip("/") in FOLDERS.values():
            name = f"{page.address}index.md"
        file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        DossierPage(page, slots[page.address], titles.get(page.address), file, config)
        files.append(file)
    return Files(files)


def set_parents(nav: Navigation, files: Files) -> None:
    """Make a page outside the nav a child of its section's index, so that the theme marks that section."""
    by_address = {p.dossier.address: p for f in files if isinstance(p := f.page, DossierPage)}
    in_nav = {p.dossier.address for p in nav.pages if isinstance(p, DossierPage)}
    for address, page in by_address.items():
        section = page.dossier.section
        if address not in in_nav and section in by_address and section != address:
            page.parent = by_address[section]  # type: ignore[assignment]
        page.previous_page = page.next_page = None

"""The shells of a site's pages: the theme's markup around the slots. Independent of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dossier.model.pages import Page
from dossier.theme.slots import Slots

Shell = tuple[str, ...]
"""Text and names of slots in turn, beginning and ending with text."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the theme's own markup of a page depends on."""

    place: str
    """The page's directory followed by `*/`; of a page in the nav its address, for the nav marks it."""
    section: str
    has_contents: bool
    has_edit: bool
    has_canonical: bool
    has_description: bool


def shape_of(page: Page, slots: Slots, in_nav: frozenset[str]) -> Shape:
    """The shape of a page; `in_nav` are the addresses that the nav lists."""
    own = page.address in in_nav or not page.address
    return Shape(
        place=page.address if own else page.address[: page.address[:-1].rfind("/") + 1] + "*/",
        section=page.section,
        has_contents=bool(page.contents),
        has_edit=bool(slots.edit),
        has_canonical=bool(slots.canonical),
        has_description=bool(slots.description),
    )


@dataclass(frozen=True, slots=True)
class Shells:
    """The shells of a site's pages."""

    shells: Mapping[Shape, Shell]
    in_nav: frozenset[str]
    _encoded: dict[Shape, tuple[bytes | str, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """Shells with their own text in UTF-8, encoded on first use."""

    def fits(self, page: Page, slots: Slots) -> bool:
        """Whether there is a shell for a page."""
        return shape_of(page, slots, self.in_nav) in self.shells

    def page(self, page: Page, slots: Slots, body: bytes) -> bytes:
        """A finished page in UTF-8: the shell with the slots and `body` filled in."""
        shape = shape_of(page, slots, self.in_nav)
        if shape not in self._encoded:
            shell = self.shells[shape]
            self._encoded[shape] = tuple(p if n % 2 else p.encode() for n, p in enumerate(shell))
        return b"".join(
            part if isinstance(part, bytes) else body if part == "body" else getattr(slots, part).encode()
            for part in self._encoded[shape]
        )


def nav_titles(nav: object) -> dict[str, str | None]:
    """The addresses that `nav` in mkdocs.yml lists, with their titles; None where the nav gives no title."""
    titles: dict[str, str | None] = {}

    def walk(item: object, title: str | None = None) -> None:
        if isinstance(item, str):
            path = item.removesuffix(".md")
            titles["" if path == "index" else path.removesuffix("/index") + "/"] = title
        elif isinstance(item, dict):
            for name, value in item.items():
                walk(value, str(name))
        elif isinstance(item, list):
            for value in item:
                walk(value)

    walk(nav or [])
    return titles

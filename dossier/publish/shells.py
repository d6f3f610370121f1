"""The theme is drawn once a shape, not once a page (DESIGN §9).

One real MkDocs build of placeholder pages, one for each shape that the site's pages have, gives a shell a shape. A page
is its shell with its slots put in: byte for byte what Material's templates would have given for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from dossier.model.pages import Heading, Page, Site
from dossier.publish.pages import Slots, nav_titles
from dossier.publish.plugin import DossierPlugin

_MARK = "zqslot"
_H1 = "<h1 hidden>"
_SLOT = re.compile(rf"{_MARK}([a-z]+)zq")
Shell = tuple[str, ...]
"""Text and names of slots in turn, beginning and ending with text."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a page the theme's own markup hangs on."""

    place: str
    """The page's directory; of a page in the nav its address, for the nav marks it."""
    section: str
    has_contents: bool
    has_edit: bool
    has_canonical: bool


def shape_of(page: Page, slots: Slots, in_nav: frozenset[str]) -> Shape:
    """The shape of a page."""
    place = (
        page.address if page.address in in_nav else page.address[: page.address[:-1].rfind("/") + 1] + "*/"
    )
    return Shape(place, page.section, bool(page.contents), bool(slots.edit), bool(slots.canonical))


def draw(config_file: Path, site: Site, slots: dict[str, Slots], into: Path) -> dict[str, Shell]:
    """The shell of every page, by address; the theme's own files are written to the directory `into`."""
    config = load_config(config_file=str(config_file), site_dir=str(into))
    plugin = config.plugins["dossier"]
    assert isinstance(plugin, DossierPlugin)
    in_nav = frozenset(nav_titles(config))
    shapes = {page.address: shape_of(page, slots[page.address], in_nav) for page in site.pages}
    samples: dict[Shape, Page] = {}
    for page in site.pages:
        shape = shapes[page.address]
        if shape not in samples:
            address = page.address if page.address in in_nav else f"{shape.place[:-2]}{_MARK}{len(samples)}/"
            contents = (Heading(_MARK, _MARK),) if page.contents else ()
            samples[shape] = replace(page, address=address, contents=contents)
    plugin.site = Site(tuple(samples.values()), {})
    plugin.slots = {sample.address: _placeholders(shape) for shape, sample in samples.items()}
    plugin.shells = {}
    mkdocs_build(config)
    for sample in samples.values():
        (into / sample.file).unlink()
        if _MARK in sample.address:
            (into / sample.address).rmdir()
    drawn = {shape: _shell(plugin.shells[sample.address]) for shape, sample in samples.items()}
    return {address: drawn[shape] for address, shape in shapes.items()}


def fill(shell: Shell, slots: Slots) -> str:
    """A finished page."""
    parts = list(shell)
    parts[1::2] = [getattr(slots, name) for name in shell[1::2]]
    return "".join(parts)


def _shell(drawn: str) -> Shell:
    return tuple(_SLOT.split(drawn.replace(_H1 + _MARK, _MARK)))


def _placeholders(shape: Shape) -> Slots:
    marks = {field.name: f"{_MARK}{field.name}zq" for field in fields(Slots)}
    # Material adds a heading of its own to a body that seems to have none.
    marks["body"] = _H1 + marks["body"]
    if not shape.has_edit:
        marks["edit"] = ""
    if not shape.has_canonical:
        marks["canonical"] = ""
    return Slots(**marks)

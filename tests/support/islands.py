"""Small dossiers of places alone, for maps: written as a user would."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

MKDOCS = """\
site_name: {name}
site_url: https://example.org/dossier/
docs_dir: content
theme:
  name: material
  font: false
plugins: [dossier]
nav: [Overview: index.md, Map: map.md, Explore: explore.md, Places: places/index.md]
"""
PLACE = """\
---
title: {title}
type: {type}
location: {{lat: {lat}, lon: {lon}, precision: {precision}}}
---

A place.
"""
Point = tuple[str, str, str]
"""Title, latitude and longitude as written."""


def places_alone(
    folder: Path, places: Iterable[Point], kind: str = "town", precision: str = "locality"
) -> None:
    """Write a dossier of these places into a folder."""
    content = folder / "content"
    (content / "places").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MKDOCS.format(name="Places"), encoding="utf-8")
    (content / "index.md").write_text("---\ntitle: Places\n---\n\nPlaces.\n", encoding="utf-8")
    for title, lat, lon in places:
        text = PLACE.format(title=title, type=kind, lat=lat, lon=lon, precision=precision)
        (content / f"places/{title.lower().replace(' ', '-')}.md").write_text(text, encoding="utf-8")


FIJI: tuple[Point, ...] = (
    ("Suva", "-18.14", "178.44"),
    ("Labasa", "-16.43", "179.37"),
    ("Somosomo", "-16.77", "-179.97"),
    ("Lomaloma", "-17.29", "-178.98"),
)

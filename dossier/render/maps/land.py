"""The ground of an SVG map: land, borders of provinces, names of countries."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from functools import cache, lru_cache
from itertools import compress, count, repeat
from operator import itemgetter, ne
from typing import NamedTuple

from markupsafe import Markup

from dossier.render.html import escaped
from dossier.render.labels import Board, Box, text_width
from dossier.render.maps.basemap import Feature, features
from dossier.render.maps.path import path, thin
from dossier.render.maps.projection import Pixels, View, clip_line, clip_ring, mercator
from dossier.store.disk_cache import DiskCache

BEYOND = 6
"""Pixels beyond the edge at which shapes are clipped, so that the clipped edge is not visible."""
COARSE = 12.0
"""Degrees of longitude from edge to edge above which whole pixels are fine enough."""
NAME, NAME_LINE = 11, 14
"""Size and height of a country's name, in pixels; `map.css` sets the same."""
PROVINCES_UNDER = 16.0
"""Degrees of longitude from edge to edge below which borders of provinces are drawn."""
LEAST_ROOM = 8
"""Pixels that must stay free beside a name in its row."""
LEAST_BOX = 4.0
"""Pixels, of width and height together, below which a shape is left out."""
Bounds = tuple[float, float, float, float]
"""West, north, east and south."""
Columns = tuple[tuple[float, ...], tuple[float, ...]]
"""The x and the y coordinates of a ring, in pixels."""
Span = tuple[float, float]
"""The beginning and the end of a row, in pixels."""
Name = tuple[str, str, float, list[Pixels]]
"""A country's name, casefolded and as HTML, its width, and the places where there is room for it."""


def _seen(view: View, kind: str) -> Iterable[Feature]:
    west, south, east, north = view.box(BEYOND)
    for feature in _of_kind(kind):
        w, s, e, n = feature.box
        if w <= east and e >= west and s <= north and n >= south:
            yield feature


@cache
def _of_kind(kind: str) -> list[Feature]:
    return [feature for feature in features() if feature.kind == kind]


@lru_cache(maxsize=1024)
def _rings(feature: Feature, view: View) -> tuple[tuple[Pixels, ...], ...]:
    """A country's rings in pixels, clipped to the view."""
    left, top, scale = view.left, view.top, view.scale
    low, right, bottom = -BEYOND, view.width + BEYOND, view.height + BEYOND
    out = []
    for ring, box in _projected(feature):
        x0, y0, x1, y1 = ((v - start) * scale for v, start in zip(box, (left, top) * 2, strict=True))
        if x0 > right or x1 < low or y0 > bottom or y1 < low:
            continue
        xs, ys = ring
        points = list(zip([(x - left) * scale for x in xs], [(y - top) * scale for y in ys], strict=True))
        if x0 >= low and x1 <= right and y0 >= low and y1 <= bottom:
            out.append(tuple(points[:-1]))
            continue
        cut = clip_ring(points, low, low, right, bottom)
        if len(cut) > 2:
            out.append(tuple(cut))
    return tuple(out)


@cache
def _projected(feature: Feature) -> list[tuple[tuple[list[float], list[float]], Bounds]]:
    """A country's rings in radians of the sphere, each with its box: shared by all views."""
    rings = []
    for ring in feature.lines:
        points = [mercator(lon, lat) for lon, lat in ring]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        rings.append(((xs, ys), (min(xs), min(ys), max(xs), max(ys))))
    return rings


def _grid(view: View) -> float:
    return 1.0 if view.degrees > COARSE else 0.5


def _drawn(paths: list[str], style: str, fill: str) -> str:
    """Paths in half pixels. The style sheet sets the colours; those set here show the map without it."""
    if not paths:
        return ""
    return (
        f'<path class="{style}" transform="scale(.5)" fill="{fill}" fill-rule="evenodd" stroke="#888" '
        f'd="{"".join(paths)}"/>\n'
    )


class Sight(NamedTuple):
    """The part of the world that a view shows, independent of what is marked on it."""

    several: bool
    """Whether more than one country is in sight: one alone would be a blank sheet."""
    ground: str
    """Land and borders, as SVG."""
    names: list[Name]
    """The countries that have room for their names."""


@lru_cache(maxsize=2048)
def sight(view: View, *, needed: bool, remembered: DiskCache) -> Sight:
    """The part of the world that a view shows; if that is a single country, its name and ground only if `needed`."""

    def made() -> tuple[bool, str, list[Name]]:
        several = _several_countries(view)
        return (several, ground(view), _names(view)) if several or needed else (False, "", [])

    return Sight(*remembered.get_or_compute("view", (view, needed), made))


def _several_countries(view: View) -> bool:
    seen = 0
    for feature in _seen(view, "country"):
        seen += any(True for _ in _rings(feature, view))
        if seen > 1:
            return True
    return False


def ground(view: View) -> str:
    """Land, and where the map is large enough the borders of provinces."""
    return land(view) + (provinces(view) if view.degrees < PROVINCES_UNDER else "")


def land(view: View) -> str:
    """All countries in one path: inner rings are holes, by the even-odd rule."""
    grid = _grid(view)
    paths = []
    for feature in _seen(view, "country"):
        for ring in _rings(feature, view):
            cells = thin((*ring, ring[0]), grid)[:-1]
            xs, ys = [x for x, _ in cells], [y for _, y in cells]
            if len(cells) > 2 and (max(xs) - min(xs) + max(ys) - min(ys)) * grid > LEAST_BOX:
                paths.append(path(cells, round(grid * 2), closed=True))
    return _drawn(paths, "dossier-map__land", "#fff")


def provinces(view: View) -> str:
    """The borders between provinces."""
    paths = []
    for feature in _seen(view, "province"):
        for line in feature.lines:
            points = [view.pixel(lon, lat) for lon, lat in line]
            for part in clip_line(points, -BEYOND, -BEYOND, view.width + BEYOND, view.height + BEYOND):
                cells = thin(part, 0.5)
                if len(cells) > 1:
                    paths.append(path(cells, 1, closed=False))
    return _drawn(paths, "dossier-map__province", "none")


def _spans(rings: Iterable[Columns], lines: Sequence[float]) -> list[list[Span]]:
    """The spans in which horizontal lines, given from top to bottom, cross a shape: one walk along its edges for all."""
    cuts: list[list[float]] = [[] for _ in lines]
    for xs, ys in rings:
        # How many of the lines lie above each corner: an edge cuts those by which its ends differ, most cut none.
        above = list(map(bisect_left, repeat(lines), ys))
        above.append(above[0])
        for n in compress(count(), map(ne, above, above[1:])):
            ax, ay, end = xs[n], ys[n], (n + 1) % len(xs)
            dx, dy = xs[end] - ax, ys[end] - ay
            one, other = above[n], above[n + 1]
            for line in range(one, other) or range(other, one):
                cuts[line].append(ax + (lines[line] - ay) / dy * dx)
    for crossings in cuts:
        crossings.sort()
    return [
        list(zip(crossings[::2], crossings[1::2], strict=False)) if crossings else [] for crossings in cuts
    ]


def _name_places(rings: tuple[tuple[Pixels, ...], ...], width: float, view: View) -> list[Pixels]:
    """The places for a name within a shape, roomiest first: the middle of the name's left edge."""
    shape: list[Columns] = [tuple(zip(*ring, strict=True)) for ring in rings]  # type: ignore[misc]
    left, right = min([min(xs) for xs, _ in shape]), max([max(xs) for xs, _ in shape])
    high, low = min([min(ys) for _, ys in shape]), max([max(ys) for _, ys in shape])
    room = min(float(view.width), right) - max(0.0, left)
    top, bottom = max(0.0, high), min(float(view.height), low)
    if room <= width + LEAST_ROOM - 1 or top >= bottom or low - high < NAME_LINE - 1:
        return []
    half, whole = NAME_LINE / 2, (0.0, float(view.width))
    lines = [top + (bottom - top) * step / 16 for step in range(1, 16)]
    middle = [_wide(width, whole, spans) for spans in _spans(shape, lines)]
    heights = sorted(
        {y + shift for y, spans in zip(lines, middle, strict=True) if spans for shift in (-half, half)}
    )
    if not heights:
        return []
    edges = dict(zip(heights, _spans(shape, heights), strict=True))
    places: list[tuple[float, float, float]] = []
    for step, (y, spans) in enumerate(zip(lines, middle, strict=True), 1):
        middling = 1 - 0.5 * abs(step / 8 - 1)
        for span in spans:
            for upper in _wide(width, span, edges[y - half]):
                for x0, x1 in _wide(width, upper, edges[y + half]):
                    room = x1 - x0 - width
                    for share in (0.5, 0.25, 0.75):
                        x = x0 + room * share
                        worth = room * middling * (1 if share == 0.5 else 0.6)
                        places.append((worth, x, y))
    places.sort(key=itemgetter(0), reverse=True)
    return [(x, y) for _, x, y in places]


def _wide(width: float, within: Span, spans: Sequence[Span]) -> list[Span]:
    """The parts that each span shares with another, where these leave room beside the width."""
    begin, end = within
    return [
        (x0, x1)
        for west, east in spans
        if (x1 := east if east < end else end) - (x0 := west if west > begin else begin) - width > LEAST_ROOM
    ]


def _names(view: View) -> list[Name]:
    """The countries in sight that have room for their names."""
    names = []
    for feature in _seen(view, "country"):
        width = text_width(feature.name, NAME) * 1.1
        if (rings := _rings(feature, view)) and (places := _name_places(rings, width, view)):
            names.append((feature.name.casefold(), str(escaped(feature.name)), width, places))
    return names


def country_names(names: Iterable[Name], board: Board, but: Set[str]) -> Markup:
    """Names of countries where there is room for them; `but` are names (casefolded) to leave out."""
    out = []
    half = NAME_LINE / 2
    for folded, name, width, places in names:
        if folded in but:
            continue
        for left, middle in places:
            box = Box(left, middle - half, left + width, middle + half)
            if board.free(box, 4):
                board.take(box)
                x, y = round((box.x0 + box.x1) / 2), round(box.y1 - 4)
                out.append(f'<text class="dossier-map__country-label" x="{x}" y="{y}">{name}</text>')
                break
    return Markup(f'<g aria-hidden="true">{"".join(out)}</g>\n' if out else "")

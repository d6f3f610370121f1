"""What a map shows besides its marks: the ground, names of countries, towns for orientation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from itertools import compress, count, repeat
from operator import itemgetter, ne
from typing import NamedTuple

from markupsafe import Markup

from dossier.config import Borders
from dossier.render.html import escaped
from dossier.render.labels import Board, Box, text_width
from dossier.render.maps import basemap
from dossier.render.maps.basemap import LAYERS, UNITS, Line, areas
from dossier.render.maps.basemap.areas import Country
from dossier.render.maps.ground import BEYOND, drawn, in_sight, is_sheet, level, paths, projected, zoom
from dossier.render.maps.projection import Pixels, View, clip_ring
from dossier.store.disk_cache import DiskCache

NAME, NAME_LINE = 11, 14
"""Size and height of a country's name, in pixels; `map.css` sets the same."""
TOWN, TOWN_LINE, TOWN_DOT = 10.5, 13, 2
"""The same of a town's, and the radius of its dot."""
MOST_TOWNS = 14
LEAST_ROOM = 8
"""Pixels that must stay free beside a name in its row."""
NEAR = 30.0
"""Degrees of longitude from edge to edge below which a country's name is put where there is room in sight; above it, where
it stands on a map of the world.
"""
SEEN = frozenset(("land", "coast", "lake", "river", "border", "disputed-border", "urban"))
"""Layers of which a line shows where a map is."""
Columns = tuple[tuple[float, ...], tuple[float, ...]]
"""The x and the y coordinates of a ring, in pixels."""
Span = tuple[float, float]
"""The beginning and the end of a row, in pixels."""
Name = tuple[str, str, float, list[Pixels]]
"""A country's name, casefolded and as HTML, its width, and the places where there is room for it."""
Dot = tuple[str, float, float]
"""A town's name and pixel."""


class Sight(NamedTuple):
    """The part of the world that a view shows, independent of what is marked on it."""

    shows: bool
    """Whether there is anything by which to know the region: land alone would be a blank sheet."""
    ground: str
    """Land, water and borders, as SVG."""
    names: list[Name]
    """The countries that have room for their names."""
    towns: list[Dot]
    """The largest towns in sight."""


@lru_cache(maxsize=2048)
def sight(view: View, *, needed: bool, borders: Borders, grounds: DiskCache) -> Sight:
    """The part of the world that a view shows; if there is nothing to know it by, its ground only if `needed`."""

    def made() -> tuple[bool, str, list[Name], list[Dot]]:
        lines = in_sight(view)
        found = paths(view, borders, lines)
        towns = _towns(view)
        seen = [each for name in SEEN for each in found.get(name, ()) if not is_sheet(each, view)]
        shows = bool(towns or seen)
        return (shows, drawn(found), _names(view, lines), towns) if shows or needed else (False, "", [], [])

    return Sight(*grounds.get_or_compute("view", (view, needed, borders), made))


def _towns(view: View) -> list[Dot]:
    """The towns in sight, the largest first."""
    found: list[Dot] = []
    for town, _ in basemap.towns(view.box(0), level(view)):
        if town.zoom > zoom(view) + 0.5 or len(found) >= MOST_TOWNS:
            break
        x, y = view.pixel(town.x / UNITS, town.y / UNITS)
        found.append((town.name, round(x, 1), round(y, 1)))
    return found


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


def _rings(country: Country, view: View) -> tuple[tuple[Pixels, ...], ...]:
    """A country's rings in pixels, clipped to the view."""
    low, right, bottom = -BEYOND, view.width + BEYOND, view.height + BEYOND
    out = []
    for ring in areas.outline(country.code):
        for shift in _shifts(ring.box, view):
            cut = clip_ring(projected(ring, shift, view), low, low, right, bottom)
            if len(cut) > 2:
                out.append(tuple(cut))
    return tuple(out)


def _shifts(box: Sequence[int], view: View) -> list[int]:
    """The shifts in degrees by which a box, in units, is in sight."""
    west, south, east, north = (v * UNITS for v in view.box(BEYOND))
    if box[1] > north or box[3] < south:
        return []
    return [s for s in (-360, 0, 360) if box[0] + s * UNITS <= east and box[2] + s * UNITS >= west]


def _names(view: View, lines: Sequence[tuple[Line, int]]) -> list[Name]:
    """The countries in sight that have room for their names, off all disputed areas."""
    names = []
    contested = disputed(lines)
    for country in areas.countries().values():
        if not country.span or not _shifts(country.box, view):
            continue
        width = text_width(country.name, NAME) * 1.1
        places = _own_place(country, width, view)
        if not places and view.degrees < NEAR and (rings := _rings(country, view)):
            places = _name_places(rings, width, view)
        if places := [at for at in places if not over(at, width, view, contested)]:
            names.append((country.name.casefold(), str(escaped(country.name)), width, places))
    return names


def _own_place(country: Country, width: float, view: View) -> list[Pixels]:
    """Where a country's name stands on a map of the world, if that is in sight and wide enough."""
    x, y = view.pixel(*country.at)
    wide = country.span / view.degrees * view.width
    left = x - width / 2
    if wide < width + LEAST_ROOM or left < 0 or left + width > view.width or not 0 < y < view.height:
        return []
    return [(left, y)]


def disputed(lines: Sequence[tuple[Line, int]]) -> list[tuple[Line, int]]:
    """The disputed areas among lines."""
    number = LAYERS.index("disputed")
    return [each for each in lines if each[0].layer == number]


def over(at: Pixels, width: float, view: View, contested: Sequence[tuple[Line, int]]) -> bool:
    """Whether a name, by the middle of its left edge, would stand on a disputed area."""
    if not contested:
        return False
    half = NAME_LINE / 2
    for step in range(9):
        for shift in (-half, 0, half):
            lon, lat = view.degrees_at(at[0] + width * step / 8, at[1] + shift)
            for line, turn in contested:
                if basemap.holds((line,), (lon - turn) * UNITS, lat * UNITS):
                    return True
    return False


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


def town_names(towns: Iterable[Dot], board: Board, but: Set[str]) -> Markup:
    """Towns, for orientation, where there is room for dot and name; `but` are names (casefolded) to leave out."""
    out = []
    for name, x, y in towns:
        dot = Box(x - TOWN_DOT - 1, y - TOWN_DOT - 1, x + TOWN_DOT + 1, y + TOWN_DOT + 1)
        if name.casefold() in but or not board.free(dot, 0):
            continue
        board.take(dot)
        label = board.beside((x, y), text_width(name, TOWN), TOWN_LINE, TOWN_DOT + 3)
        if label:
            at = f'x="{label.x0:g}" y="{label.y0 + TOWN_LINE * 0.76:.1f}"'
            out.append(f'<circle cx="{x:g}" cy="{y:g}" r="{TOWN_DOT}"/><text {at}>{escaped(name)}</text>')
    return Markup(f'<g class="dossier-map__towns" aria-hidden="true">{"".join(out)}</g>\n' if out else "")

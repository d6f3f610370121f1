"""Small maps as SVG: no script, no request, no style but classes (a page's CSP forbids all three inline).

An SVG that holds links is a group, not an image (SVG-AAM: what is in role "img" is hidden from readers).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from dossier.config import Borders
from dossier.derive.names import LONGEST_LABEL
from dossier.model.figures import counted
from dossier.model.languages import direction
from dossier.model.shortening import shortened
from dossier.render.html import escaped, filled, sideways
from dossier.render.labels import Board, Box, Label, text_width
from dossier.render.maps.basemap import DE_FACTO_NOTICE, NOTICE, SHIFTS, UNITS
from dossier.render.maps.basemap.areas import edges, outline
from dossier.render.maps.focus import Inset, focus_of, grouped
from dossier.render.maps.ground import in_sight, line_paths, projected
from dossier.render.maps.land import Sight, country_names, disputed, over, sight, town_names
from dossier.render.maps.markers import Spot
from dossier.render.maps.projection import Pixels, View, fit
from dossier.store.disk_cache import NO_DISK_CACHE, DiskCache

__all__ = ["Spot", "Style", "map_figure", "notice", "stills", "svg_map"]

LEAST = (2.5, 8.0, 20.0, 60.0)
"""Minimal extents of a map in degrees of longitude; the first one that shows where it is is used."""
LABEL, LINE = 14, 18
"""Size and height of a name, in pixels; `map.css` sets the same."""
DOT, TARGET = 5, 16
"""Radius of a dot and of what can be clicked, in pixels."""
LEAST_RADIUS = 7
"""The radius, in pixels, down to which a circle of uncertainty still shows around its dot."""
WIDEST = 1.5
"""Times the width of a view that an area may have whose outline is drawn; `leaflet.js` has the same."""
INSET = (150, 100)
"""Width and height of an inset, in pixels."""
MOST_INSETS = 6


@dataclass(frozen=True, slots=True)
class Style:
    """What a map's drawing depends on besides its places."""

    borders: Borders = "as-disputed"
    grounds: DiskCache = NO_DISK_CACHE
    """Where grounds are cached."""


def notice(borders: Borders) -> str:
    """The notice under every map."""
    return DE_FACTO_NOTICE if borders == "de-facto" else NOTICE


def _number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _text(text: str, box: Box, style: str = "") -> str:
    """A name from the left edge of its box; a right-to-left text ends there."""
    turned = ' direction="rtl" text-anchor="end"' if direction(text) == "rtl" else ""
    x, y = _number(box.x0), _number(box.y0 + LINE * 0.74)
    return f'<text class="dossier-map__label{style}" x="{x}" y="{y}"{turned}>{escaped(text)}</text>'


def _leader(at: Pixels, box: Box) -> str:
    x = min(max(at[0], box.x0), box.x1)
    y = min(max(at[1], box.y0), box.y1)
    x1, y1, x2, y2 = map(_number, (*at, x, y))
    return f'<path class="dossier-map__leader" d="M{x1} {y1}L{x2} {y2}"/>'


def _opened(spot: Spot, uid: str) -> str:
    return (
        f'<a class="dossier-map__spot" id="{escaped(uid)}-{escaped(spot.id)}" href="{escaped(spot.href)}">'
        f"<title>{escaped(spot.described)}</title>"
    )


def _mark(spot: Spot, at: Pixels) -> str:
    """A dot, or a ring for what has an extent that is not drawn."""
    x, y = map(_number, at)
    kind = " dossier-map__dot--area" if spot.is_area else ""
    return f'<circle class="dossier-map__dot{kind}" cx="{x}" cy="{y}" r="{DOT}"/>'


def _link(spot: Spot, at: Pixels, label: Label | None, uid: str) -> str:
    x, y = map(_number, at)
    name = ""
    if label:
        name = (_leader(at, label.box) if label.far else "") + _text(
            shortened(spot.title, LONGEST_LABEL), label.box
        )
    return (
        f"{_opened(spot, uid)}"
        f'<circle class="dossier-map__target" cx="{x}" cy="{y}" r="{TARGET}" fill="none"/>'
        f"{_mark(spot, at)}{name}</a>\n"
    )


def _area_link(spot: Spot, at: Pixels, box: Box | None, uid: str) -> str:
    """The name of an area, within its outline; a ring where there is no room for it."""
    if box is None:
        return _link(spot, at, None, uid)
    x, y, width, height = map(_number, (box.x0 - 3, box.y0, box.x1 - box.x0 + 6, box.y1 - box.y0))
    target = (
        f'<rect class="dossier-map__target" x="{x}" y="{y}" width="{width}" height="{height}" fill="none"/>'
    )
    name = _text(shortened(spot.title, LONGEST_LABEL), box, " dossier-map__label--area")
    return f"{_opened(spot, uid)}{target}{name}</a>\n"


def _circle(spot: Spot, at: Pixels, view: View) -> str:
    radius = max(LEAST_RADIUS, view.length(spot.location.radius, spot.point[1]))
    x, y, r = map(_number, (*at, radius))
    return f'<circle class="dossier-map__radius" cx="{x}" cy="{y}" r="{r}" fill="none" stroke="#000"/>'


@lru_cache(maxsize=256)
def _outline(area: str, view: View) -> str:
    """The outline of a country or province in sight; empty where it is much wider than the view: borders are drawn."""
    found: list[str] = []
    west, _, east, _ = outline(area)[0].box
    if (east - west) / UNITS > WIDEST * view.degrees:
        return ""
    for line in edges(area):
        for shift in SHIFTS:
            found += line_paths(projected(line, shift, view), view, 0.5)
    if not found:
        return ""
    return (
        f'<path class="dossier-map__outline" transform="scale(.5)" fill="none" stroke="#000" '
        f'd="{"".join(found)}"/>'
    )


def _extent(spots: Sequence[Spot]) -> list[tuple[float, float, float]]:
    """What a view has to show, as circles: points with their radius, or whole areas if there is nothing else."""
    if any(not spot.is_area for spot in spots):
        return [(*s.point, 0 if s.is_area else s.location.radius) for s in spots]
    found: list[tuple[float, float, float]] = []
    for spot in spots:
        if spot.area:
            west, south, east, north = (v / UNITS for v in outline(spot.area)[0].box)
            middle = (west + east) / 2
            found += [(west, south, 0), (middle, (south + north) / 2, 0), (east, north, 0)]
        else:
            found.append((*spot.point, spot.location.radius))
    return found


def view_of(spots: Sequence[Spot], width: int, height: int, style: Style) -> tuple[View, Sight]:
    """The smallest view of all spots that shows where it is."""
    circles = _extent(spots)
    for least in LEAST:
        view = fit(circles, width, height, min(width, height) // 10, least)
        needed = least == LEAST[-1] or not spots
        seen = sight(view, needed=needed, borders=style.borders, grounds=style.grounds)
        if seen.shows or needed:
            break
    return view, seen


def svg_map(
    spots: Sequence[Spot],
    *,
    label: str,
    width: int = 640,
    height: int = 400,
    uid: str = "map",
    style: Style | None = None,
    within: Sequence[Spot] | None = None,
) -> Markup:
    """A map in pixels of all spots, or of those in sight where it is drawn around the spots `within`; of the whole world
    if there are none.

    `label` is the map's accessible name. `uid` is the prefix of link ids (`map-quay-town`), different for two maps of one
    page.
    """
    style = style or Style()
    view, seen = view_of(spots if within is None else within, width, height, style)
    return _map(_in_sight(spots, view), view, seen, label, uid)


def _in_sight(spots: Sequence[Spot], view: View) -> list[Spot]:
    """The spots in a view, and the areas around it."""
    found = []
    for spot in spots:
        x, y = view.pixel(*spot.point)
        if (0 <= x <= view.width and 0 <= y <= view.height) or spot.area:
            found.append(spot)
    return found


def _map(spots: Sequence[Spot], view: View, seen: Sight, label: str, uid: str) -> Markup:
    width, height = view.width, view.height
    points = {spot.id: view.pixel(*spot.point) for spot in spots}
    board = Board(width, height)
    for spot in spots:
        if not spot.area:
            board.dot(points[spot.id], DOT + 1)
    links: dict[str, str] = {}
    named: set[str] = set()
    for spot in sorted(spots, key=lambda spot: spot.rank):
        at = points[spot.id]
        wide = text_width(shortened(spot.title, LONGEST_LABEL), LABEL)
        if spot.area:
            if not (0 <= at[0] <= width and 0 <= at[1] <= height):
                continue
            box = board.first(_about(at, wide, view, spot))
            links[spot.id] = _area_link(spot, at, box, uid)
            placed = box is not None
        else:
            found = board.place(at, wide, LINE, DOT + 4)
            links[spot.id] = _link(spot, at, found, uid)
            placed = found is not None
        if placed:
            named.add(spot.title.casefold())
    # A name that a spot has need not be on the land as well.
    names = country_names(seen.names, board, named)
    towns = town_names(seen.towns, board, {spot.title.casefold() for spot in spots})
    outlines = "".join(_outline(spot.area, view) for spot in spots if spot.area)
    circles = "".join(_circle(spot, points[spot.id], view) for spot in spots if not spot.is_area)
    return Markup(
        f'<svg class="dossier-map__svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="group" aria-label="{escaped(label)}">\n'
        f'<rect class="dossier-map__sea" fill="#ddd" width="{width}" height="{height}"/>\n'
        f"{seen.ground}{names}{towns}<g>{outlines}{circles}</g>\n"
        f"{''.join(links[spot.id] for spot in spots if spot.id in links)}</svg>"
    )


def _about(at: Pixels, width: float, view: View, spot: Spot) -> list[Box]:
    """Boxes for the name of an area, around its point; for a country's name off all disputed areas."""
    contested = disputed(in_sight(view)) if spot.type == "country" else []
    x, y = at
    steps = ((0, 0), (0, -22), (0, 22), (0, -44), (0, 44), (-width / 2, 0), (width / 2, 0), (0, -66), (0, 66))
    return [
        Box(
            round(x + dx - width / 2, 1),
            round(y + dy - LINE / 2, 1),
            round(x + dx + width / 2, 1),
            round(y + dy + LINE / 2, 1),
        )
        for dx, dy in steps
        if not over((x + dx - width / 2, y + dy), width, view, contested)
    ]


def _inset(inset: Inset, style: Style, uid: str) -> Markup:
    """A thumbnail with the name of its place and the number of sources that name it; a link to the place's page."""
    view, seen = view_of(inset.spots, *INSET, style)
    marks = "".join(_mark(spot, view.pixel(*spot.point)) for spot in inset.spots)
    drawn = Markup(
        f'<svg class="dossier-map__svg" viewBox="0 0 {INSET[0]} {INSET[1]}" width="{INSET[0]}" '
        f'height="{INSET[1]}" aria-hidden="true">'
        f'<rect class="dossier-map__sea" fill="#ddd" width="{INSET[0]}" height="{INSET[1]}"/>\n'
        f"{seen.ground}{marks}</svg>"
    )
    first = inset.spots[0]
    noun = "source" if len(inset.spots) == 1 else "mention"
    anchors = Markup().join(filled('<span id="{}-{}"></span>', uid, spot.id) for spot in inset.spots[1:])
    return filled(
        '<li>{}<a class="dossier-map__inset" id="{}-{}" href="{}" data-place="{}">{}'
        '<span class="dossier-map__inset-name">{}</span> <span class="dossier-map__inset-count">{}</span></a></li>\n',
        anchors,
        uid,
        first.id,
        first.href,
        first.id,
        drawn,
        inset.title,
        counted(inset.mentions, noun) if inset.mentions else f"no {noun}",
    )


@dataclass(frozen=True, slots=True)
class Stills:
    """A map as drawings."""

    within: list[Spot]
    """The places that its view is drawn around."""
    main: Markup
    insets: Markup


def stills(
    spots: Sequence[Spot],
    *,
    label: str,
    width: int,
    height: int,
    uid: str = "map",
    style: Style | None = None,
    most_insets: int = MOST_INSETS,
) -> Stills:
    """A map of where most of the mentions are, and the other places in insets."""
    style = style or Style()
    within = focus_of(spots)
    view, seen = view_of(within, width, height, style)
    shown = _in_sight(spots, view)
    ids = {spot.id for spot in shown}
    far = grouped([spot for spot in spots if spot.id not in ids and spot.type != "country"])
    parts = [_inset(inset, style, uid) for inset in far[:most_insets]]
    if more := sum(len(inset.spots) for inset in far[most_insets:]):
        parts.append(filled("<li>and {} more {}</li>\n", more, "place" if more == 1 else "places"))
    insets = (
        filled(
            '<ul class="dossier-map__insets" aria-label="Places farther away">\n{}</ul>', Markup().join(parts)
        )
        if parts
        else Markup()
    )
    return Stills(within, _map(shown, view, seen, label, uid), insets)


def map_figure(
    spots: Sequence[Spot],
    *,
    label: str,
    width: int = 640,
    height: int = 360,
    uid: str = "map",
    style: Style | None = None,
    noticed: bool = True,
) -> Markup:
    """A map with its insets, and the notice on borders below it, unless the page has that in another place."""
    style = style or Style()
    drawn = stills(spots, label=label, width=width, height=height, uid=uid, style=style)
    return filled(
        '<figure class="dossier-map-figure">{}{}{}</figure>',
        sideways(drawn.main, label, "dossier-map__frame"),
        drawn.insets,
        filled('<figcaption class="dossier-map__caption">{}</figcaption>', notice(style.borders))
        if noticed
        else "",
    )

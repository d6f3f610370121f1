"""Small maps as SVG: no script, no request, no style but classes (a page's CSP forbids all three inline).

An SVG that holds links is a group, not an image (SVG-AAM: what is in role "img" is hidden from readers).
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dossier.derive.names import shortened
from dossier.model.languages import direction
from dossier.render.html import escaped
from dossier.render.labels import Board, Box, Label, text_width
from dossier.render.maps.basemap import NOTICE
from dossier.render.maps.land import country_names, sight
from dossier.render.maps.markers import WIDE, Spot
from dossier.render.maps.projection import Pixels, View, fit
from dossier.store.disk_cache import NO_DISK_CACHE, DiskCache

__all__ = ["Spot", "map_figure", "svg_map"]

LEAST = (2.5, 8.0, 20.0)
"""Minimal extents of a map in degrees of longitude; the first one that shows a border is used."""
LABEL, LINE = 14, 18
"""Size and height of a name, in pixels; `map.css` sets the same."""
DOT, TARGET = 5, 16
"""Radius of a dot and of what can be clicked, in pixels."""
LEAST_RADIUS = 7
"""The radius, in pixels, down to which a circle of uncertainty still shows around its dot."""


def _number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _text(text: str, box: Box) -> str:
    """A name from the left edge of its box; a right-to-left text ends there."""
    turned = ' direction="rtl" text-anchor="end"' if direction(text) == "rtl" else ""
    x, y = _number(box.x0), _number(box.y0 + LINE * 0.74)
    return f'<text class="dossier-map__label" x="{x}" y="{y}"{turned}>{escaped(text)}</text>'


def _leader(at: Pixels, box: Box) -> str:
    x = min(max(at[0], box.x0), box.x1)
    y = min(max(at[1], box.y0), box.y1)
    x1, y1, x2, y2 = map(_number, (*at, x, y))
    return f'<path class="dossier-map__leader" d="M{x1} {y1}L{x2} {y2}"/>'


def _link(spot: Spot, at: Pixels, label: Label | None, uid: str) -> str:
    x, y = map(_number, at)
    name = ""
    if label:
        name = (_leader(at, label.box) if label.far else "") + _text(shortened(spot.title), label.box)
    return (
        f'<a class="dossier-map__spot" id="{escaped(uid)}-{escaped(spot.id)}" href="{escaped(spot.href)}">'
        f"<title>{escaped(spot.described)}</title>"
        f'<circle class="dossier-map__target" cx="{x}" cy="{y}" r="{TARGET}" fill="none"/>'
        f'<circle class="dossier-map__dot" cx="{x}" cy="{y}" r="{DOT}"/>{name}</a>\n'
    )


def _circle(spot: Spot, at: Pixels, view: View) -> str:
    radius = max(LEAST_RADIUS, view.length(spot.location.radius, spot.point[1]))
    wide = " dossier-map__radius--wide" if spot.location.radius > WIDE else ""
    x, y, r = map(_number, (*at, radius))
    return f'<circle class="dossier-map__radius{wide}" cx="{x}" cy="{y}" r="{r}" fill="none" stroke="#000"/>'


def svg_map(
    spots: Sequence[Spot],
    *,
    label: str,
    width: int = 640,
    height: int = 400,
    uid: str = "map",
    remembered: DiskCache = NO_DISK_CACHE,
) -> Markup:
    """A map of all spots, in pixels; of the whole world if there are none.

    `label` is the map's accessible name. `uid` is the prefix of link ids (`map-quay-town`), different for two maps of one
    page. The ground is taken from the cache `remembered`.
    """
    margin = min(width, height) // 10
    circles_of = [(*s.point, s.location.radius) for s in spots]
    for least in LEAST:
        view = fit(circles_of, width, height, margin, least)
        seen = sight(view, needed=least == LEAST[-1], remembered=remembered)
        if seen.several:
            break
    points = [view.pixel(*spot.point) for spot in spots]
    board = Board(width, height)
    for at in points:
        board.dot(at, DOT + 1)
    labels: dict[int, Label | None] = {}
    for i in sorted(range(len(spots)), key=lambda i: spots[i].rank):
        labels[i] = board.place(points[i], text_width(shortened(spots[i].title), LABEL), LINE, DOT + 4)
    # A name that a spot has need not be on the land as well.
    names = country_names(seen.names, board, {spot.title.casefold() for spot in spots})
    circles = [_circle(spot, at, view) for spot, at in zip(spots, points, strict=True)]
    links = [_link(spot, points[i], labels[i], uid) for i, spot in enumerate(spots)]
    return Markup(
        f'<svg class="dossier-map__svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="group" aria-label="{escaped(label)}">\n'
        f'<rect class="dossier-map__sea" fill="#ddd" width="{width}" height="{height}"/>\n'
        f"{seen.ground}{names}<g>{''.join(circles)}</g>\n{''.join(links)}</svg>"
    )


def map_figure(svg: Markup) -> Markup:
    """A map with the notice on borders below it."""
    return Markup(
        f'<figure class="dossier-map-figure"><div class="dossier-map__frame">{svg}</div>'
        f'<figcaption class="dossier-map__caption">{escaped(NOTICE)}</figcaption></figure>'
    )

"""Drawings of the network: all of it, and one actor with its neighbours. No script, no style but classes.

Stroke and arrow tell the kind of an edge: thin and plain (the same sources), thick with a filled arrow (controls),
dashed with an open arrow (rests on). An actor is a disc, an outlet a square.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from dossier.derive.network import Chosen, Edge, Network, Tie, around, ties_of
from dossier.model.figures import counted
from dossier.model.languages import direction
from dossier.model.shortening import shortened
from dossier.render.html import Links, escaped
from dossier.render.labels import Board, Box, text_width
from dossier.render.network.layout import Point, laid_out, spread
from dossier.store.disk_cache import NO_DISK_CACHE, DiskCache

WIDTH, FONT, LINE = 960, 12, 15
LETTERS, EGO_LETTERS = 26, 30
EGO_WIDTH, EGO_ROW = 640, 30
STRONG = (2, 5)
"""Common articles from which an edge is drawn wider, and wider still."""
KEYS: dict[Tie, str] = {
    "appears": "named by the same sources",
    "controls": "controls",
    "rests": "rests on (an outlet’s account on its source)",
}


def _around(at: Point, width: float, gap: float) -> Iterator[Box]:
    """The positions of a name: beside its node, above or below it, at a corner."""
    (x, y), half, slant = at, LINE / 2, gap * 0.7
    for left, top in (
        (x + gap, y - half),
        (x - gap - width, y - half),
        (x - width / 2, y - gap - LINE),
        (x - width / 2, y + gap),
        (x + slant, y - slant - half),
        (x + slant, y + slant - half),
        (x - slant - width, y - slant - half),
        (x - slant - width, y + slant - half),
    ):
        yield Box(left, top, left + width, top + LINE)


def network_figure(
    links: Links, network: Network, picked: Chosen, label: str, drawings: DiskCache = NO_DISK_CACHE
) -> Markup:
    """The whole network: at most as many nodes as can be distinguished, and the strongest edges; empty if there is none.

    The layout is taken from the cache `drawings`: it depends on edges and sizes, not on names.
    """
    if not picked.ids:
        return Markup()
    ids = picked.ids
    height = round(min(1500.0, max(360.0, 80 * math.sqrt(len(ids)))))
    number = {id_: i for i, id_ in enumerate(ids)}
    lines = sorted({(number[edge.one], number[edge.other]) for edge in picked.edges})
    radii = [radius(network.sources.get(id_, 0)) for id_ in ids]
    room = (WIDTH - 180.0, height - 60.0)
    placed = drawings.replace_latest(
        "network", (lines, radii, room), lambda: spread(laid_out(len(ids), lines, *room), radii, 9, *room)
    )
    at = {id_: (round(x + 90, 1), round(y + 30, 1)) for id_, (x, y) in zip(ids, placed, strict=True)}
    size = dict(zip(ids, radii, strict=True))
    board = Board(WIDTH, height)
    for id_, middle in at.items():
        board.dot(middle, size[id_])
    nodes = []
    for id_ in ids:
        title = links.corpus.records[id_].title
        name, place = _named(board, title, at[id_], size[id_] + 3)
        nodes.append(_node(links, network, id_, at[id_], size[id_], name, place))
    return _svg("dossier-network__svg", WIDTH, height, label, [*_lines(picked.edges, at, size), *nodes])


def _named(board: Board, title: str, at: Point, gap: float) -> tuple[str, Box | None]:
    """A name with its position: close by, a little off, or shortened; the largest nodes are named first."""
    for letters in (LETTERS, LETTERS * 2 // 3):
        name = shortened(title, letters)
        for further in (0, 6):
            if place := board.first(_around(at, text_width(name, FONT), gap + further)):
                return name, place
    return "", None


def ego_graph(links: Links, network: Network, id_: str, label: str) -> Markup:
    """One actor in the middle, its neighbours in two half circles; empty if it has none."""
    neighbours = around(network, id_)
    if not neighbours:
        return Markup()
    right, left = neighbours[::2], neighbours[1::2]
    height = EGO_ROW * max(len(right), 3) + 16
    middle = (EGO_WIDTH / 2, height / 2)
    at: dict[str, Point] = {id_: middle}
    for side, members in ((1, right), (-1, left)):
        for row, (other, _) in enumerate(members):
            y = height / 2 + (row - (len(members) - 1) / 2) * EGO_ROW
            # On an ellipse as high as the drawing, so that the topmost and the lowest are nearer to the middle.
            out = 1 - ((y - height / 2) / (height / 2 + 24)) ** 2
            at[other] = (round(middle[0] + side * 130 * math.sqrt(max(0.0, out)), 1), round(y, 1))
    size = {other: 8.0 if other == id_ else 5.0 for other in at}
    edges = [edge for _, of_one in neighbours for edge in of_one]
    nodes = []
    for side, members in ((1, right), (-1, left)):
        for other, _ in members:
            name = shortened(links.corpus.records[other].title, EGO_LETTERS)
            x, y = at[other]
            width = text_width(name, FONT)
            box = Box(x + 10, y - 8, x + 10 + width, y + 7)
            if side < 0:
                box = Box(x - 10 - width, y - 8, x - 10, y + 7)
            nodes.append(_node(links, network, other, at[other], 5.0, name, box, side=side))
    centre = f'<circle class="dossier-network__self" cx="{middle[0]:g}" cy="{middle[1]:g}" r="8"/>'
    return _svg("dossier-network__ego", EGO_WIDTH, height, label, [*_lines(edges, at, size), centre, *nodes])


def legend(edges: Sequence[Edge]) -> Markup:
    """The legend of the edges that occur in a drawing."""
    at = {"a": (2.0, 6.0), "b": (38.0, 6.0)}
    items = []
    for tie in ties_of(edges):
        line = "".join(_lines([Edge(tie, "a", "b", 1)], at, {"a": 0.0, "b": 0.0}))
        items.append(
            f'<li><svg width="40" height="12" aria-hidden="true">{line}</svg> {escaped(KEYS[tie])}</li>'
        )
    return Markup(f'<ul class="dossier-network__legend">{"".join(items)}</ul>')


def radius(sources: int) -> float:
    """The radius of a node in pixels: its area follows the number of its sources."""
    return round(min(16.0, 3.5 + 1.6 * math.sqrt(sources)), 1)


def _svg(name: str, width: int, height: float, label: str, parts: Sequence[str]) -> Markup:
    return Markup(
        f'<svg class="{name}" viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}" '
        f'role="group" aria-label="{escaped(label)}">{"".join(parts)}</svg>'
    )


def _node(
    links: Links,
    network: Network,
    id_: str,
    at: Point,
    size: float,
    name: str,
    place: Box | None,
    side: int = 1,
) -> str:
    record = links.corpus.records[id_]
    x, y = at
    if record.kind == "publisher":
        half = size * 0.9
        shape = (
            f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" height="{2 * half:.1f}"/>'
        )
    else:
        shape = f'<circle cx="{x:g}" cy="{y:g}" r="{size:g}"/>'
    text = _text(name, place, side) if place else ""
    description = f"{record.title}, {counted(network.sources.get(id_, 0), 'source')}"
    return f'<a href="{escaped(links.to(record.address))}"><title>{escaped(description)}</title>{shape}{text}</a>\n'


def _text(name: str, box: Box, side: int) -> str:
    rtl = direction(name) == "rtl"
    left = side > 0
    x, y = round(box.x0 if left else box.x1, 1), round(box.y0 + LINE * 0.75, 1)
    # A text that runs from right to left begins at its right edge.
    turned = ' direction="rtl"' if rtl else ""
    anchor = ' text-anchor="end"' if left == rtl else ""
    return f'<text x="{x:g}" y="{y:g}"{turned}{anchor}>{escaped(name)}</text>'


def _lines(edges: Sequence[Edge], at: dict[str, Point], size: dict[str, float]) -> list[str]:
    """The edges of each kind as one path, the plain ones in three widths; edges of one pair are drawn side by side."""
    paths: dict[str, list[str]] = {}
    heads: dict[str, list[str]] = {}
    ties: dict[frozenset[str], list[Edge]] = {}
    for edge in edges:
        ties.setdefault(frozenset((edge.one, edge.other)), []).append(edge)
    for pair in ties.values():
        for number, edge in enumerate(pair):
            shift = (number - (len(pair) - 1) / 2) * 6
            if edge.one > edge.other:
                shift = -shift
            line, head = _line(edge, at, size, shift)
            key: str = edge.tie
            if edge.tie == "appears":
                key += f" is-{1 + sum(edge.articles >= least for least in STRONG)}"
            paths.setdefault(key, []).append(line)
            if head:
                heads.setdefault(key, []).append(head)
    drawn = []
    for key in sorted(paths):
        style = 'fill="none" stroke="#888"'
        drawn.append(f'<path class="dossier-network__{key}" {style} d="{"".join(paths[key])}"/>')
        if key in heads:
            drawn.append(f'<path class="dossier-network__{key}-head" {style} d="{"".join(heads[key])}"/>')
    return drawn


def _line(edge: Edge, at: dict[str, Point], size: dict[str, float], shift: float) -> tuple[str, str]:
    (x1, y1), (x2, y2) = at[edge.one], at[edge.other]
    length = math.sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2) or 1.0
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    x1, y1, x2, y2 = x1 - uy * shift, y1 + ux * shift, x2 - uy * shift, y2 + ux * shift
    x1, y1 = x1 + ux * size[edge.one], y1 + uy * size[edge.one]
    if edge.tie == "appears":
        x2, y2 = x2 - ux * size[edge.other], y2 - uy * size[edge.other]
        return f"M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}", ""
    back = size[edge.other] + 2
    x2, y2 = x2 - ux * back, y2 - uy * back
    wing = 4 if edge.tie == "controls" else 5
    ax, ay = x2 - ux * 8, y2 - uy * 8
    left, right = (ax - uy * wing, ay + ux * wing), (ax + uy * wing, ay - ux * wing)
    head = f"M{left[0]:.1f} {left[1]:.1f}L{x2:.1f} {y2:.1f}L{right[0]:.1f} {right[1]:.1f}"
    stop = (ax, ay) if edge.tie == "controls" else (x2, y2)
    return f"M{x1:.1f} {y1:.1f}L{stop[0]:.1f} {stop[1]:.1f}", head + ("Z" if edge.tie == "controls" else "")

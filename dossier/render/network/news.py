"""Where the news came from: outlets at the left, whom they rest on, and at the right where that ends.

A line is as wide as the number of articles that take this way. No script, no style but classes; `network.js` dims what is
not joined to the name that one points at, and says the sentence of its `<title>`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from markupsafe import Markup

from dossier.derive.network import Edge, Network
from dossier.model.figures import counted
from dossier.render.html import Links, escaped, filled
from dossier.render.labels import text_width, wrapped

WIDTH, ROW, FONT, LINE = 960, 26, 13, 14
"""In pixels: the width of the drawing, the height of a row, the size of a name, the height of one of its lines."""
NAME, LINES = 205, 2
"""The width of a name in pixels, and the lines that it may have."""
SAID = 5
"""Names in a sentence; of more, the number follows."""
X = (230, 480, 730)
"""The middle of each column, in pixels."""


@dataclass(frozen=True, slots=True)
class News:
    """The part of a network that is drawn, in columns, and how many names and lines it leaves out."""

    columns: tuple[Sequence[str], ...]
    edges: Sequence[Edge]
    left_out: int
    lines_left_out: int


def news_of(network: Network, most: int, lines: int) -> News:
    """Choose the `most` names that most articles lead through, where they stand, and the widest `lines`.

    Who only rests on others is at the left, on whom others only rest at the right.
    """
    edges = [edge for edge in network.edges if edge.tie == "rests"]
    weight: dict[str, int] = {}
    for edge in edges:
        for id_ in (edge.one, edge.other):
            weight[id_] = weight.get(id_, 0) + edge.articles
    ids = sorted(weight, key=lambda id_: (-weight[id_], id_))
    inside = set(ids[:most])
    inner = [edge for edge in edges if edge.one in inside and edge.other in inside]
    drawn = inner[:lines]  # the strongest come first
    resting, rested_on = {edge.one for edge in drawn}, {edge.other for edge in drawn}
    shown = [id_ for id_ in ids if id_ in resting | rested_on]
    columns = [
        [id_ for id_ in shown if id_ not in rested_on],
        [id_ for id_ in shown if id_ in rested_on and id_ in resting],
        [id_ for id_ in shown if id_ not in resting],
    ]
    return News(tuple(_untangled(columns, drawn)), drawn, len(ids) - len(shown), len(inner) - len(drawn))


def _untangled(columns: Sequence[Sequence[str]], edges: Sequence[Edge]) -> list[list[str]]:
    """The columns with each name near those it is joined to: sorted by their mean places, twice over."""
    order = [list(column) for column in columns]
    for _ in range(2):
        for column in (1, 2, 0, 1):
            at = {id_: n / len(found) for found in order for n, id_ in enumerate(found)}
            joined: dict[str, list[float]] = {}
            for edge in edges:
                joined.setdefault(edge.one, []).append(at[edge.other])
                joined.setdefault(edge.other, []).append(at[edge.one])
            order[column].sort(key=lambda id_: (round(fsum(joined[id_]) / len(joined[id_]), 6), id_))
    return order


def sentences(links: Links, network: Network) -> list[tuple[str, Markup]]:
    """For each outlet or actor that rests on others, whom, and in how many articles."""
    found: dict[str, list[Edge]] = {}
    for edge in network.edges:
        if edge.tie == "rests":
            found.setdefault(edge.one, []).append(edge)
    order = sorted(found, key=lambda id_: (-sum(edge.articles for edge in found[id_]), id_))
    drawn = []
    for id_ in order:
        edges = found[id_]
        named = [filled("{} ({})", links.record(edge.other), edge.articles) for edge in edges[:SAID]]
        drawn.append((id_, Markup(", ").join(named) + _more(edges)))
    return drawn


def _more(edges: Sequence[object]) -> str:
    return f", and {len(edges) - SAID} more" if len(edges) > SAID else ""


def news_figure(links: Links, news: News, label: str) -> Markup:
    """The drawing; empty if nobody rests on anybody."""
    if not news.edges:
        return Markup()
    names = {id_: _lines(links, id_) for column in news.columns for id_ in column}
    height = max(len(ids) * _row(n, [names[id_] for id_ in ids]) for n, ids in enumerate(news.columns)) + 30
    at: dict[str, tuple[float, float]] = {}
    for x, column in zip(X, news.columns, strict=True):
        for n, id_ in enumerate(column):
            at[id_] = x, round(15 + (n + 0.5) * (height - 30) / len(column), 1)
    widest = max(edge.articles for edge in news.edges)
    lines = "".join(_line(edge, at, widest) for edge in news.edges)
    nodes = "".join(
        _node(links, id_, names[id_], at[id_], column, news)
        for column, ids in enumerate(news.columns)
        for id_ in ids
    )
    return Markup(
        f'<svg class="dossier-news" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" role="group" '
        f'aria-label="{escaped(label)}">{lines}{nodes}</svg>'
    )


def _line(edge: Edge, at: Mapping[str, tuple[float, float]], widest: int) -> str:
    (x0, y0), (x1, y1) = at[edge.one], at[edge.other]
    bend = max(40.0, abs(x1 - x0) / 2)
    width = 1.5 + 8.5 * edge.articles / widest
    return (
        f'<path class="dossier-news__line" data-ends="{escaped(edge.one)} {escaped(edge.other)}" fill="none" stroke="#888" '
        f'stroke-width="{width:.1f}" d="M{x0:g} {y0:g}C{x0 + bend:g} {y0:g} {x1 - bend:g} {y1:g} {x1:g} {y1:g}"/>'
    )


def _row(column: int, names: Sequence[Sequence[str]]) -> int:
    """The height of a row: in the middle column a name stands above its mark, with all of its lines."""
    return ROW + max((len(name) - 1 for name in names), default=0) * LINE * (2 if column == 1 else 1)


def _lines(links: Links, id_: str) -> list[str]:
    return wrapped(links.corpus.records[id_].title, FONT, NAME, LINES)


def _node(
    links: Links, id_: str, name: Sequence[str], at: tuple[float, float], column: int, news: News
) -> str:
    record = links.corpus.records[id_]
    x, y = at
    more = (len(name) - 1) * LINE
    if column == 0:
        text = _text(name, x - 10, y + 4 - more / 2, ' text-anchor="end"')
    elif column == 2:
        text = _text(name, x + 10, y + 4 - more / 2)
    else:
        text = _text(name, x, y - 8 - more, ' text-anchor="middle"')
    near = " ".join(
        dict.fromkeys(
            edge.other if edge.one == id_ else edge.one
            for edge in news.edges
            if id_ in (edge.one, edge.other)
        )
    )
    shape = (
        f'<rect x="{x - 5:g}" y="{y - 5:g}" width="10" height="10"/>'
        if record.kind == "publisher"
        else f'<circle cx="{x:g}" cy="{y:g}" r="5.5"/>'
    )
    target = max(text_width(line, FONT) for line in name) + 24
    left = x - target + 12 if column == 0 else x - 12 if column == 2 else x - target / 2
    top = y - 18 - (more if column == 1 else more / 2)
    return (
        f'<a href="{escaped(links.to(record.address))}" data-id="{escaped(id_)}" data-near="{escaped(near)}">'
        f"<title>{escaped(sentence(links, id_, news))}</title>"
        f'<rect class="dossier-news__target" x="{left:g}" y="{top:g}" width="{target:g}" height="{26 + more:g}" '
        'fill="none"/>'
        f"{shape}{text}</a>\n"
    )


def _text(lines: Sequence[str], x: float, y: float, anchor: str = "") -> str:
    """A name in its lines; a reader of the drawing hears it in one."""
    if len(lines) == 1:
        return f'<text x="{x:g}" y="{y:g}"{anchor}>{escaped(lines[0])}</text>'
    spans = "".join(
        f'<tspan x="{x:g}" y="{y + n * LINE:g}">{escaped(line)}</tspan>' for n, line in enumerate(lines)
    )
    return f"<text{anchor}>{spans}</text>"


def sentence(links: Links, id_: str, news: News) -> str:
    """Whom one rests on, and who rests on it, in plain words."""
    title = links.corpus.records[id_].title
    parts = []
    for word, edges in (
        ("rests on", [(edge.other, edge.articles) for edge in news.edges if edge.one == id_]),
        ("is rested on by", [(edge.one, edge.articles) for edge in news.edges if edge.other == id_]),
    ):
        if edges:
            named = ", ".join(
                f"{links.corpus.records[other].title} ({counted(number, 'article')})"
                for other, number in edges[:SAID]
            )
            parts.append(f"{word} {named}{_more(edges)}")
    return f"{title} {'; '.join(parts)}"

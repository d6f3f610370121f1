"""Where the accounts of a claim lead, drawn: article → outlet → agency → who said it. Unknown ends never meet.

A layered drawing without scripts or styles of its own; the same stands beside it as a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from dossier.model.corpus import Corpus
from dossier.model.figures import AccountFigures
from dossier.model.records import Article
from dossier.render.html import Links, escaped, publisher_name
from dossier.render.labels import shortened

COLUMN, ROW, BOX_WIDTH, BOX_HEIGHT, MARGIN = 196, 46, 164, 32, 8
LETTERS = 23
"""Letters of a name that a box holds."""
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Node:
    """A box: its id (an unknown end is `?` and the id before it), its column and its row, which may be between two."""

    id: str
    column: int
    row: float


def paths(accounts: Sequence[AccountFigures]) -> list[tuple[str, ...]]:
    """The ids along each trail, from the article to the origin; an unknown end is `?` and the id before it."""
    found: dict[tuple[str, ...], None] = {}
    for account in accounts:
        for trail in account.trails:
            path = [account.article, *(link for link in trail.links if link not in ("own", "unknown"))]
            end = trail.origin or f"{UNKNOWN}{path[-1]}"
            if path[-1] != end:
                path.append(end)
            found[tuple(dict.fromkeys(path))] = None
    return list(found)


def columns(walked: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """The column of each id: the longest way to it; ends stand in the last."""
    found: dict[str, int] = {}
    for _ in range(max(map(len, walked), default=0)):
        for path in walked:
            for number, id_ in enumerate(path):
                before = found[path[number - 1]] + 1 if number else 0
                found[id_] = max(found.get(id_, 0), before)
    last = max(found.values(), default=0)
    ends = {path[-1] for path in walked} - {id_ for path in walked for id_ in path[:-1]}
    return {id_: last if id_ in ends else column for id_, column in found.items()}


def placed(walked: Sequence[tuple[str, ...]]) -> dict[str, Node]:
    """Every box; a box stands at the middle of those that lead to it, and boxes of one column keep apart."""
    at = columns(walked)
    before: dict[str, list[str]] = {}
    for path in walked:
        for one, other in pairwise(path):
            before.setdefault(other, []).append(one)
    rows: dict[str, float] = {}
    for column in range(max(at.values(), default=0) + 1):
        ids = dict.fromkeys(id_ for path in walked for id_ in path if at[id_] == column)
        wished: dict[str, float] = {}
        for number, id_ in enumerate(ids):
            # Where two chains name the same in opposite order, a box may stand left of one that leads to it.
            leading = [rows[other] for other in before.get(id_, ()) if other in rows]
            wished[id_] = sum(leading) / len(leading) if leading else float(number)
        least = 0.0
        # Of two that are wished for in one row, the one that was met first stands above.
        for id_ in sorted(ids, key=wished.__getitem__):
            rows[id_] = max(wished[id_], least)
            least = rows[id_] + 1
    return {id_: Node(id_, at[id_], row) for id_, row in rows.items()}


def chain_graph(links: Links, accounts: Sequence[AccountFigures], label: str) -> Markup:
    """The drawing; empty where there is no account."""
    walked = paths(accounts)
    if not walked:
        return Markup()
    nodes = placed(walked)
    width = COLUMN * max(node.column for node in nodes.values()) + BOX_WIDTH + 2 * MARGIN
    height = ROW * max(node.row for node in nodes.values()) + BOX_HEIGHT + 2 * MARGIN
    edges = dict.fromkeys(pair for path in walked for pair in pairwise(path))
    drawn = [_edge(nodes[one], nodes[other]) for one, other in edges]
    drawn += [_box(links, node) for node in sorted(nodes.values(), key=lambda node: (node.column, node.row))]
    return Markup(
        f'<div class="dossier-scroll"><svg class="dossier-chain-graph" viewBox="0 0 {width} {round(height)}" '
        f'width="{width}" height="{round(height)}" role="group" aria-label="{escaped(label)}">{"".join(drawn)}</svg></div>'
    )


def _corner(node: Node) -> tuple[float, float]:
    return MARGIN + node.column * COLUMN, MARGIN + node.row * ROW


def _edge(one: Node, other: Node) -> str:
    (x1, y1), (x2, y2) = _corner(one), _corner(other)
    x1, y1, y2 = x1 + BOX_WIDTH, y1 + BOX_HEIGHT / 2, y2 + BOX_HEIGHT / 2
    middle = (x1 + x2) / 2
    line = f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    return f'<path class="dossier-chain-graph__edge" fill="none" stroke="#888" d="{line}"/>'


def _box(links: Links, node: Node) -> str:
    x, y = _corner(node)
    unknown = node.id.startswith(UNKNOWN)
    name = "unknown" if unknown else _name(links.corpus, node.id)
    kind = "unknown" if unknown else links.corpus.records[node.id].kind
    shape = (
        f'<rect class="dossier-chain-graph__box dossier-chain-graph__box--{kind}" x="{x}" y="{y}" '
        f'width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="3" fill="none" stroke="#888"/>'
        f'<text class="dossier-chain-graph__name" x="{x + BOX_WIDTH / 2}" y="{y + BOX_HEIGHT / 2 + 4}" '
        f'text-anchor="middle">{escaped(shortened(name, LETTERS))}<title>{escaped(name)}</title></text>'
    )
    if unknown:
        return shape
    return f'<a href="{escaped(links.to(links.corpus.records[node.id].address))}">{shape}</a>'


def _name(corpus: Corpus, id_: str) -> str:
    record = corpus.records[id_]
    return publisher_name(corpus, record) if isinstance(record, Article) else record.title

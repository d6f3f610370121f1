"""The layout of a network: springs along its edges, repulsion between all other nodes (Fruchterman and Reingold, 1991).

Only sums, products and square roots, which IEEE 754 fixes to the last bit: the same drawing on every machine. The usual
libraries use numpy for it, whose sums differ by processor (docs/decisions/0013).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Point = tuple[float, float]
Placed = tuple[int, float, float]
"""A node, and its coordinates."""
ROUNDS = 100
NEAR = 2.0
"""Spring lengths beyond which two nodes do not repel each other."""
PULL = 0.06
"""A force toward the middle, which holds together nodes without edges."""
_GOLDEN = 2.399963


def laid_out(count: int, lines: Sequence[tuple[int, int]], width: float, height: float) -> list[Point]:
    """A point within the box for each of `count` nodes; the first ones near the middle, as far as their edges allow."""
    if not count:
        return []
    around: list[list[int]] = [[] for _ in range(count)]
    for one, other in lines:
        around[one].append(other)
        around[other].append(one)
    # Rounded, so that no last digit of a sine, which platforms may give differently, grows.
    places = [
        [round(math.sqrt(rank + 0.5) * f(rank * _GOLDEN), 6) for f in (math.cos, math.sin)]
        for rank in range(count)
    ]
    xs, ys = [0.0] * count, [0.0] * count
    for rank, node in enumerate(_walk(around)):
        xs[node], ys[node] = places[rank]
    for number in range(ROUNDS):
        _step(xs, ys, around, 1.6 * (1 - number / ROUNDS) + 0.02)
    return _fitted(xs, ys, width, height)


def _walk(around: Sequence[Sequence[int]]) -> list[int]:
    """All nodes, each after one that it has an edge to, so that connected nodes begin close together."""
    nodes: dict[int, None] = {}
    for start in range(len(around)):
        waiting = [start]
        for node in waiting:
            if node not in nodes:
                nodes[node] = None
                waiting += around[node]
    return list(nodes)


def _step(xs: list[float], ys: list[float], around: Sequence[Sequence[int]], most: float) -> None:
    """Move every node by at most `most` spring lengths.

    The forces on a node are summed in one fixed order, in local variables: this is the inner loop.
    """
    moves_x, moves_y = [-PULL * x for x in xs], [-PULL * y for y in ys]
    reach = NEAR * NEAR
    for node, others in _near(xs, ys):
        x, y, move_x, move_y = xs[node], ys[node], moves_x[node], moves_y[node]
        for other, other_x, other_y in others:
            dx, dy = x - other_x, y - other_y
            square = dx * dx + dy * dy
            if square < reach:
                push = 1 / square if square > 0.01 else 100.0
                dx, dy = (dx * push, dy * push) if square else (0.1, 0.0)
                move_x += dx
                move_y += dy
                moves_x[other] -= dx
                moves_y[other] -= dy
        moves_x[node], moves_y[node] = move_x, move_y
    sqrt = math.sqrt
    for node, tied in enumerate(around):
        x, y, move_x, move_y = xs[node], ys[node], moves_x[node], moves_y[node]
        # A hub is not pulled about by all its edges.
        share = 3 / max(3, len(tied))
        for end in tied:
            dx, dy = xs[end] - x, ys[end] - y
            pull = sqrt(dx * dx + dy * dy) * share
            move_x += dx * pull
            move_y += dy * pull
        moves_x[node], moves_y[node] = move_x, move_y
    for node, (dx, dy) in enumerate(zip(moves_x, moves_y, strict=True)):
        length = sqrt(dx * dx + dy * dy)
        part = most / length if length > most else 1.0
        xs[node] += dx * part
        ys[node] += dy * part


def _near(xs: Sequence[float], ys: Sequence[float]) -> Iterator[tuple[int, Sequence[Placed]]]:
    """Each node with others that may be near, each pair once: those in the same square or in an adjacent one."""
    cells: dict[tuple[int, int], list[Placed]] = {}
    for placed in zip(range(len(xs)), xs, ys, strict=True):
        _, x, y = placed
        cells.setdefault((int(x // NEAR), int(y // NEAR)), []).append(placed)
    for (column, row), nodes in cells.items():
        for number, (node, _, _) in enumerate(nodes, 1):
            yield node, nodes[number:]
        for cell in ((column + 1, row - 1), (column + 1, row), (column + 1, row + 1), (column, row + 1)):
            if cell in cells:
                for node, _, _ in nodes:
                    yield node, cells[cell]


def _fitted(xs: Sequence[float], ys: Sequence[float], width: float, height: float) -> list[Point]:
    """The points scaled to the box, half by coordinates and half by rank, so that crowds are spread."""
    axes = []
    for values, length in ((xs, width), (ys, height)):
        low, size = min(values), max(values) - min(values)
        order = {
            node: i
            for i, node in enumerate(sorted(range(len(values)), key=lambda node: (values[node], node)))
        }
        steps = max(1, len(values) - 1)
        axes.append(
            [
                round(((value - low) / size + order[node] / steps) / 2 * length, 1) if size else length / 2
                for node, value in enumerate(values)
            ]
        )
    return list(zip(*axes, strict=True))


def spread(
    places: Sequence[Point], radii: Sequence[float], gap: float, width: float, height: float
) -> list[Point]:
    """The same points, moved until no two discs are nearer than `gap`, as far as the box has room."""
    # Two in one place would only ever move along one line.
    at = [[x + node % 7 / 100, y + node % 5 / 100] for node, (x, y) in enumerate(places)]
    reach = 2 * max(radii, default=0) + gap
    for _ in range(30):
        moved = False
        cells: dict[tuple[int, int], list[int]] = {}
        for node, (x, y) in enumerate(at):
            cells.setdefault((int(x // reach), int(y // reach)), []).append(node)
        for (column, row), nodes in sorted(cells.items()):
            near = [
                other
                for c in (column, column + 1)
                for r in (row - 1, row, row + 1)
                for other in cells.get((c, r), ())
            ]
            for one in nodes:
                for other in near:
                    if other > one or (other != one and other not in nodes):
                        moved |= _apart(at[one], at[other], radii[one] + radii[other] + gap)
        for place in at:
            place[0] = min(max(place[0], 0.0), width)
            place[1] = min(max(place[1], 0.0), height)
        if not moved:
            break
    return [(round(x, 1), round(y, 1)) for x, y in at]


def _apart(one: list[float], other: list[float], wanted: float) -> bool:
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = math.sqrt(dx * dx + dy * dy)
    if length >= wanted:
        return False
    if not length:
        dx, dy, length = 1.0, 0.0, 1.0
    push = (wanted - length) / 2
    dx, dy = dx / length * push, dy / length * push
    one[0], one[1], other[0], other[1] = one[0] - dx, one[1] - dy, other[0] + dx, other[1] + dy
    return True

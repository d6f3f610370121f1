"""The layout of a chain graph: boxes in columns, and lines that never pass behind a box.

A line that passes a column takes a lane of its own there, at the same distance from boxes as they have from one another;
between columns nothing is in its way. Lines to one box share their lanes. All coordinates are whole pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

COLUMN, BOX_WIDTH, BOX_HEIGHT, MARGIN = 204, 164, 40, 14
"""In pixels: the distance of columns, the width of a box, and the margin, in which a line may turn back."""
APART = {(True, True): 54, (True, False): 30, (False, True): 30, (False, False): 12}
"""In pixels: the distance between the middles of two boxes (True) or lanes in a column."""
TURN = 16
"""In pixels: the distance from a box to the control point of a line that turns back; the curve comes three quarters as
far.
"""
SWEEPS = 4
"""How often the order in each column is adapted to that of its neighbours."""
Key = tuple[str, ...]
"""Of a box: its id. Of a lane: the id of the box that it leads to, and what distinguishes it from other lanes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A box, or the place where a line passes a column: the column, and the middle in pixels from the top."""

    column: int
    y: int

    @property
    def x(self) -> int:
        """The left edge of the column in pixels."""
        return MARGIN + self.column * COLUMN


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes by id, the path data of each line by its two ends, and the size."""

    boxes: Mapping[str, Spot]
    lines: Mapping[tuple[str, str], str]
    width: int
    height: int


def layout(walked: Sequence[tuple[str, ...]]) -> Layout:
    """The layout of paths, each from an article to an origin."""
    at = columns(walked)
    edges = list(dict.fromkeys(pair for path in walked for pair in pairwise(path)))
    ways = {edge: _way(edge, at) for edge in edges}
    spots = _placed(_ordered(at, ways), _neighbours(ways))
    lines = {}
    for (one, other), lanes in ways.items():
        passed = [spots[lane] for lane in lanes]
        lines[one, other] = _path(spots[(one,)], passed, spots[(other,)])
    boxes = {id_: spots[(id_,)] for id_ in at}
    lowest = max((spot.y for spot in spots.values()), default=0)
    last = max(at.values(), default=0)
    return Layout(boxes, lines, last * COLUMN + BOX_WIDTH + 2 * MARGIN, lowest + BOX_HEIGHT // 2 + MARGIN)


def columns(walked: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """The column of each id: the length of the longest path to it; ends are in the last column."""
    column_of: dict[str, int] = {}
    for _ in range(max(map(len, walked), default=0)):
        for path in walked:
            for number, id_ in enumerate(path):
                before = column_of[path[number - 1]] + 1 if number else 0
                column_of[id_] = max(column_of.get(id_, 0), before)
    ends = {path[-1] for path in walked} - {id_ for path in walked for id_ in path[:-1]}
    last = max(column_of.values(), default=0)
    column_of = {id_: last if id_ in ends else column for id_, column in column_of.items()}
    # Chains that name the same in opposite order leave columns without a box.
    used = sorted(set(column_of.values()))
    return {id_: used.index(column) for id_, column in column_of.items()}


def _way(edge: tuple[str, str], at: Mapping[str, int]) -> list[Key]:
    """The lanes of a line in order; the last text of each is its column."""
    one, other = edge
    if at[one] < at[other]:
        return [(other, "on", str(column)) for column in range(at[one] + 1, at[other])]
    # Where two chains name the same in opposite order, a line leads back: round both of its boxes.
    return [(other, "back", str(column)) for column in range(at[one], at[other] - 1, -1)]


def _neighbours(ways: Mapping[tuple[str, str], Sequence[Key]]) -> dict[Key, list[Key]]:
    """The boxes and lanes that each one is joined to, without duplicates."""
    neighbours: dict[Key, dict[Key, None]] = {}
    for (one, other), lanes in ways.items():
        for left, right in pairwise([(one,), *lanes, (other,)]):
            neighbours.setdefault(left, {})[right] = None
            neighbours.setdefault(right, {})[left] = None
    return {key: list(joined) for key, joined in neighbours.items()}


def _ordered(at: Mapping[str, int], ways: Mapping[tuple[str, str], Sequence[Key]]) -> list[list[Key]]:
    """The boxes and lanes of each column from top to bottom: near their neighbours, so that few lines cross."""
    joined = _neighbours(ways)
    where: dict[Key, int] = {(id_,): column for id_, column in at.items()}
    where |= {lane: int(lane[-1]) for lanes in ways.values() for lane in lanes}
    order: list[list[Key]] = [[] for _ in range(max(where.values(), default=-1) + 1)]
    for key, column in where.items():
        order[column].append(key)
    for sweep in range(SWEEPS):
        rightwards = sweep % 2 == 0
        numbers = range(1, len(order)) if rightwards else range(len(order) - 2, -1, -1)
        for number in numbers:
            beside = {key: i for i, key in enumerate(order[number - 1 if rightwards else number + 1])}
            wished = {}
            for i, key in enumerate(order[number]):
                places = [beside[other] for other in joined.get(key, ()) if other in beside]
                # Of integers, so that it is the same on every machine.
                wished[key] = sum(places) / len(places) if places else float(i)
            order[number].sort(key=wished.__getitem__)
    return order


def _placed(order: Sequence[Sequence[Key]], joined: Mapping[Key, Sequence[Key]]) -> dict[Key, Spot]:
    """Every box and lane at the mean height of its predecessors, as far as the ones above leave room."""
    spots: dict[Key, Spot] = {}
    for column, keys in enumerate(order):
        above: Key | None = None
        y = 0
        for key in keys:
            leading = [
                spots[other].y
                for other in joined.get(key, ())
                if other in spots and spots[other].column == column - 1
            ]
            least = y + APART[len(above) == 1, len(key) == 1] if above else MARGIN + BOX_HEIGHT // 2
            y = max(least, sum(leading) // len(leading)) if leading else least
            spots[key] = Spot(column, y)
            above = key
    return spots


def _path(one: Spot, lanes: Sequence[Spot], other: Spot) -> str:
    """The path data of a line: curves between columns and straight lines through them."""
    parts = [f"M{one.x + BOX_WIDTH} {one.y}"]
    x, y = one.x + BOX_WIDTH, one.y
    back = one.column >= other.column
    for lane in lanes:
        if back and lane.column == one.column:
            parts.append(f"C{x + TURN} {y} {x + TURN} {lane.y} {x} {lane.y}H{lane.x}")
            x, y = lane.x, lane.y
            continue
        ahead = lane.x + BOX_WIDTH if back else lane.x
        parts.append(_curve(x, y, ahead, lane.y))
        x, y = lane.x if back else lane.x + BOX_WIDTH, lane.y
        parts.append(f"H{x}")
    if back:
        parts.append(f"C{x - TURN} {y} {x - TURN} {other.y} {other.x} {other.y}")
    else:
        parts.append(_curve(x, y, other.x, other.y))
    return "".join(parts)


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    """A curve from one column to the next that goes no further to either side than the two."""
    middle = (x + to_x) // 2
    return f"C{middle} {y} {middle} {to_y} {to_x} {to_y}"

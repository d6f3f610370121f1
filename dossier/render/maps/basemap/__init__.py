"""The base of every map: Natural Earth 1:10,000,000, the whole world, read only where a map shows it.

`earth.zip` is made by `make`; `LICENCE.md` says where it is from. Its files are JSON:

- `world`: the lines and rings of maps of the world, `[layer, zoom, x, y, dx, dy, …]`, in units of 1/2000 degree.
- `middle-X-Y` and `near-X-Y`, of cells of 15 and 5 degrees: what maps of a country and of a district need besides.
  `detail` has the points between two points of a line of `world`, `[line, point, dx, dy, …]`, of which the first lies in
  the cell; `lines` the lines that `world` has not, `[number, layer, zoom, x, y, dx, dy, …]`; `towns` are
  `[x, y, zoom, name]`.
- `countries`: by ISO 3166-1 code the name, where it may stand (`at`, `span`), and boxes, in units.
- `country-CODE`: the outline of a country and those of its provinces: `rings`, and of those that touch a disputed area the
  `edges` that do not, by the number of the ring.

A line is one from the world's map to a district's: a map takes its detail cell by cell, and there is no seam.
"""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import accumulate
from typing import Literal, NamedTuple

UNITS = 2000
"""Units to a degree: one is 55 metres or less."""
MIDDLE, CELL = 15, 5
"""Degrees, in both directions, of the cells of maps of a country, and of a district."""
LAYERS = (
    "land",
    "bare",
    "coast",
    "lake",
    "river",
    "border",
    "disputed-border",
    "claim",
    "disputed",
    "urban",
    "province",
)
"""What a line is. "bare" is land whose edge is no coast (it holds the pole), whose coast is a line of its own."""
CLOSED = frozenset(("land", "bare", "lake", "disputed", "urban"))
"""The layers of rings; their last point is not repeated."""
DETAIL = 0.21
"""Degrees of latitude by which the detail of a line may lie off the line on the world's map."""
LARGEST = 1.1
"""Degrees by which a ring that is not on the world's map may reach out of its cell."""

NOTICE = (
    "Natural Earth 1:10 m of 2017. Borders show who held an area in fact; dashed ones and shaded areas are disputed, "
    "dotted lines are claims. This dossier takes no side on them."
)
"""The notice under every map."""
DE_FACTO_NOTICE = (
    "Natural Earth 1:10 m of 2017. Borders show who held an area in fact, also where that is disputed; "
    "this dossier takes no side on them."
)
"""The same where `map.borders` is "de-facto"."""

OVER = 20 * UNITS
"""Units by which shapes across the antimeridian reach past 180 degrees, at most."""
SHIFTS = (-360, 0, 360)
"""Degrees by which lines are shifted to lie in a window across the antimeridian."""

Level = Literal["world", "middle", "near"]
Degrees = tuple[float, float, float, float]
"""West, south, east and north; east may be past 180."""


class Line(NamedTuple):
    """A line or ring, in units."""

    layer: int
    zoom: float
    """The zoom of a web map from which it is drawn."""
    xs: Sequence[int]
    ys: Sequence[int]
    box: tuple[int, int, int, int]
    """West, south, east and north, in units."""


class Town(NamedTuple):
    """A populated place, for orientation. Its point is in units."""

    x: int
    y: int
    zoom: float
    name: str


class Block(NamedTuple):
    """A file of the archive."""

    detail: dict[tuple[int, int], list[int]]
    lines: list[Line]
    towns: list[Town]


@cache
def _archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(files(__name__).joinpath("earth.zip").read_bytes()))


@cache
def names() -> frozenset[str]:
    """The names of the archive's files."""
    return frozenset(name.removesuffix(".json") for name in _archive().namelist())


def text(name: str) -> str:
    """A file of the archive."""
    return _archive().read(f"{name}.json").decode()


def line_of(layer: int, zoom: float, steps: list[int]) -> Line:
    """A line from its steps, x and y in turn."""
    xs, ys = list(accumulate(steps[::2])), list(accumulate(steps[1::2]))
    return Line(layer, zoom, xs, ys, (min(xs), min(ys), max(xs), max(ys)))


@cache
def _world() -> tuple[list[Line], list[Town]]:
    raw = json.loads(text("world"))
    return [line_of(line[0], line[1], line[2:]) for line in raw["lines"]], [Town(*t) for t in raw["towns"]]


@lru_cache(maxsize=512)
def _block(name: str) -> Block:
    if name not in names():
        return Block({}, [], [])
    raw = json.loads(text(name))
    return Block(
        {(each[0], each[1]): each[2:] for each in raw["detail"]},
        [line_of(each[1], each[2], each[3:]) for each in raw["lines"]],
        [Town(*town) for town in raw["towns"]],
    )


def cell_of(x: int, y: int, cell: int) -> tuple[int, int]:
    """The cell, of so many degrees, in which a point in units lies."""
    return math.floor(x / UNITS / cell) % (360 // cell), math.floor((y / UNITS + 90) / cell)


def cells(box: Degrees, cell: int, margin: float = 0.0) -> list[tuple[int, int]]:
    """The cells of so many degrees that a box touches."""
    west, south, east, north = box
    wide = math.ceil(360 / cell)
    columns = range(math.floor((west - margin) / cell), math.floor((east + margin) / cell) + 1)
    rows = range(math.floor((south + 90 - margin) / cell), math.floor((north + 90 + margin) / cell) + 1)
    return sorted({(x % wide, y) for x in columns for y in rows})


def lines(box: Degrees, level: Level) -> Iterator[tuple[Line, int]]:
    """The lines that a box may show, and the degrees by which each is to be shifted to lie in it (0, 360 or -360)."""
    world = _world()[0]
    for shift, wider in _shifted(_with_detail(box)):
        for number, line in enumerate(world):
            if _touch(line.box, wider):
                yield (line if level == "world" else _detailed(number, line, wider, level)), shift
    if level == "world":
        return
    shifted = _shifted(box)
    for name in _own_blocks(box, level):
        for line in _block(name).lines:
            for shift, within in shifted:
                if _touch(line.box, within):
                    yield line, shift


@lru_cache(maxsize=512)
def blocks(box: Degrees, level: Level) -> tuple[str, ...]:
    """The names of the blocks that a box needs at a level."""
    found = set(_own_blocks(box, level))
    for _, wider in _shifted(_with_detail(box)):
        for number, line in enumerate(_world()[0]):
            if _touch(line.box, wider):
                found.update(name for _, name in _steps(number, line, wider, level))
    return tuple(sorted(found & names()))


def _own_blocks(box: Degrees, level: Level) -> list[str]:
    size = MIDDLE if level == "middle" else CELL
    return [f"{level}-{x}-{y}" for x, y in cells(box, size, LARGEST)]


def _with_detail(box: Degrees) -> Degrees:
    """A box, and as much around it as detail may lie off its line."""
    west, south, east, north = box
    high = min(89.0, max(abs(south), abs(north)) + DETAIL)
    wide = DETAIL / max(0.05, math.cos(math.radians(high)))
    return west - wide, south - DETAIL, east + wide, north + DETAIL


def _shifted(box: Degrees) -> list[tuple[int, tuple[int, int, int, int]]]:
    """The shifts at which a box meets the base map's window of the earth, each with the box in units of that window."""
    west, south, east, north = (round(v * UNITS) for v in box)
    half, turn = 180 * UNITS, 360 * UNITS
    return [
        (shift, (west - shift // 360 * turn, south, east - shift // 360 * turn, north))
        for shift in SHIFTS
        if west - shift // 360 * turn <= half + OVER and east - shift // 360 * turn >= -half - OVER
    ]


def _touch(a: Sequence[int], b: Sequence[int]) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _steps(number: int, line: Line, within: Sequence[int], level: Level) -> Iterator[tuple[int, str]]:
    """The steps of a line of the world's map that touch a box, and have detail: the number of each, and its block."""
    size = MIDDLE if level == "middle" else CELL
    xs, ys = line.xs, line.ys
    west, south, east, north = within
    last = len(xs) - 1
    for i in range(last + (LAYERS[line.layer] in CLOSED)):
        x, y, ax, ay = xs[i], ys[i], xs[i + 1 if i < last else 0], ys[i + 1 if i < last else 0]
        if (x < west and ax < west) or (x > east and ax > east):
            continue
        if (y < south and ay < south) or (y > north and ay > north):
            continue
        cx, cy = cell_of(x, y, size)
        name = f"{level}-{cx}-{cy}"
        if (number, i) in _block(name).detail:
            yield i, name


def _detailed(number: int, line: Line, wider: Sequence[int], level: Level) -> Line:
    """A line of the world's map with all detail that lies in a box."""
    out_x: list[int] = []
    out_y: list[int] = []
    done = 0
    for i, name in _steps(number, line, wider, level):
        steps = _block(name).detail[number, i]
        out_x += line.xs[done:i]
        out_y += line.ys[done:i]
        out_x += accumulate(steps[::2], initial=line.xs[i])
        out_y += accumulate(steps[1::2], initial=line.ys[i])
        done = i + 1
    out_x += line.xs[done:]
    out_y += line.ys[done:]
    if not done:
        return line
    return Line(line.layer, line.zoom, out_x, out_y, (min(out_x), min(out_y), max(out_x), max(out_y)))


def towns(box: Degrees, level: Level) -> list[tuple[Town, int]]:
    """The towns in a box, the largest first, with their shifts as those of `lines`."""
    if level == "world":
        found = _world()[1]
    else:
        size = MIDDLE if level == "middle" else CELL
        found = [town for x, y in cells(box, size) for town in _block(f"{level}-{x}-{y}").towns]
    west, south, east, north = (v * UNITS for v in box)
    seen = [
        (town, shift)
        for town in found
        for shift in SHIFTS
        if west <= town.x + shift * UNITS <= east and south <= town.y <= north
    ]
    return sorted(seen, key=lambda each: (each[0].zoom, each[0].name))


def holds(rings: Sequence[Line], x: float, y: float) -> bool:
    """Whether a point, in units, lies in rings: inner ones are holes, by the even-odd rule."""
    inside = False
    for ring in rings:
        west, south, east, north = ring.box
        if not (west <= x <= east and south <= y <= north):
            continue
        ax, ay = ring.xs[-1], ring.ys[-1]
        for bx, by in zip(ring.xs, ring.ys, strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                inside = not inside
            ax, ay = bx, by
    return inside

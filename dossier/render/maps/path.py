"""Path data of SVG, as short as the pixels allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from dossier.render.maps.projection import Pixels

Cell = tuple[int, int]


def thin(line: Iterable[Pixels], grid: float) -> list[Cell]:
    """Points rounded to a grid of so many pixels, without those that repeat, go straight on, or there and back.

    The cell of a point depends on that point alone, so that the common border of two countries stays common.
    """
    cells = [cell for cell, _ in groupby([(round(x / grid), round(y / grid)) for x, y in line])]
    out = cells[:1]
    # The last point, and the step that led to it.
    bx, by = out[0] if out else (0, 0)
    dx = dy = 0
    for cell in cells[1:]:
        x, y = cell
        if len(out) > 1 and dx * (y - by) == dy * (x - bx):
            _straighten(out, cell)
            bx, by = out[-1]
            if len(out) > 1:
                dx, dy = bx - out[-2][0], by - out[-2][1]
        else:
            out.append(cell)
            dx, dy, bx, by = x - bx, y - by, x, y
    return out


def _straighten(out: list[Cell], cell: Cell) -> None:
    """Append a point, and remove points before it that lie on the straight line to it."""
    x, y = cell
    while len(out) > 1:
        (ax, ay), (bx, by) = out[-2], out[-1]
        if (bx - ax) * (y - by) != (by - ay) * (x - bx):
            break
        out.pop()
        if cell == out[-1]:
            return
    if cell != out[-1]:
        out.append(cell)


def path(cells: Sequence[Cell], step: int, closed: bool) -> str:
    """SVG path data "M8 4l2-2z": the first point, then relative steps; `step` is the width of a cell in units of the
    drawing.
    """
    (x, y), after = cells[0], cells[1:]
    steps = [n * step for (ax, ay), (bx, by) in zip(cells, after, strict=False) for n in (bx - ax, by - ay)]
    # A minus sign parts two numbers as well as a blank does.
    drawn = (" %d" * len(steps) % tuple(steps)).replace(" -", "-").removeprefix(" ")
    return f"M{x * step} {y * step}l{drawn}{'z' if closed else ''}"

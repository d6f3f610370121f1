"""Path data of SVG, as short as the pixels allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dossier.render.projection import Pixels

Cell = tuple[int, int]


def thin(line: Iterable[Pixels], grid: float) -> list[Cell]:
    """Points on a grid of so many pixels, without those that repeat, go straight on, or there and back.

    A point's cell depends on nothing but the point, so that the common border of two countries stays common.
    """
    out: list[Cell] = []
    for x, y in line:
        cell = (round(x / grid), round(y / grid))
        if out and cell == out[-1]:
            continue
        while len(out) > 1:
            (ax, ay), (bx, by) = out[-2], out[-1]
            if (bx - ax) * (cell[1] - by) != (by - ay) * (cell[0] - bx):
                break
            out.pop()
            if cell == out[-1]:
                break
        if not out or cell != out[-1]:
            out.append(cell)
    return out


def path(cells: Sequence[Cell], step: int, closed: bool) -> str:
    """ "M8 4l2-2z": the first point, then steps; `step` is how many units of the drawing a cell is wide."""
    x, y = cells[0]
    out = [f"M{x * step} {y * step}l"]
    for following in cells[1:]:
        dx, dy = (following[0] - x) * step, (following[1] - y) * step
        x, y = following
        gap = "" if out[-1].endswith("l") or dx < 0 else " "
        out.append(f"{gap}{dx}{'' if dy < 0 else ' '}{dy}")
    return "".join(out) + ("z" if closed else "")

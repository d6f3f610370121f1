"""Simplifies lines and rings: the geometry that `make` needs. All in degrees, WGS 84."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]
"""Longitude, latitude."""
Edge = tuple[Point, Point]


def worth(line: Sequence[Point]) -> list[float]:
    """How far, in degrees of latitude, a line would be off without each of its points (Douglas and Peucker, 1973).

    The points worth more than a tolerance are the line within that tolerance; a coarser line is part of a finer one.
    A closed line, whose last point is its first, keeps three points at any tolerance.
    """
    last = len(line) - 1
    found = [0.0] * len(line)
    found[0] = found[last] = math.inf
    todo = [(0, last, math.inf)]
    forced = 2 if line[0] == line[last] else 0
    while todo:
        begin, end, most = todo.pop()
        if end - begin < 2:
            continue
        (ax, ay), (bx, by) = line[begin], line[end]
        shorter = max(0.05, math.cos(math.radians(ay)))
        dx, dy = (bx - ax) * shorter, by - ay
        length = dx * dx + dy * dy
        far, at = -1.0, begin
        for i in range(begin + 1, end):
            x, y = line[i]
            px, py = (x - ax) * shorter, y - ay
            if length:
                t = (px * dx + py * dy) / length
                t = 0.0 if t < 0 else 1.0 if t > 1 else t
                px, py = px - t * dx, py - t * dy
            square = px * px + py * py
            if square > far:
                far, at = square, i
        here = math.inf if forced else min(most, math.sqrt(far))
        found[at] = here
        halves = [(begin, at, here), (at, end, here)]
        # The last one is next: a closed line's third point lies on its longer half.
        todo += sorted(halves, key=lambda half: half[1] - half[0]) if forced else halves
        forced = max(0, forced - 1)
    return found


def chains(edges: Iterable[Edge]) -> list[list[Point]]:
    """Lines joined from single edges; a line ends at a point where other than two edges meet."""
    beside: dict[Point, list[Point]] = defaultdict(list)
    for a, b in edges:
        beside[a].append(b)
        beside[b].append(a)
    ends = [p for p in sorted(beside) if len(beside[p]) != 2]
    done: set[Edge] = set()
    lines = []
    for start in ends + sorted(beside):
        for following in sorted(beside[start]):
            if (start, following) in done:
                continue
            line = [start]
            here, there = start, following
            while (here, there) not in done:
                done |= {(here, there), (there, here)}
                line.append(there)
                if len(beside[there]) != 2:
                    break
                here, there = there, next(p for p in beside[there] if p != here)
            lines.append(line)
    return lines


def _seam(a: Point, b: Point) -> bool:
    """Whether an edge runs along the antimeridian or the south edge: the source cuts shapes there."""
    return (a[0] == b[0] and abs(a[0]) == 180) or (a[1] == b[1] and a[1] <= -89.9)


def sewn(rings: Iterable[Sequence[Point]]) -> tuple[list[list[Point]], list[list[Point]]]:
    """Rings that the source cuts at the antimeridian, joined again, with longitudes past 180; and what stays open.

    Open lines end at the pole (Antarctica).
    """
    whole: list[list[Point]] = []
    pieces: list[list[Point]] = []
    for ring in rings:
        points = list(ring)
        cuts = [i for i, (a, b) in enumerate(pairwise(points)) if _seam(a, b)]
        if not cuts:
            whole.append(points)
            continue
        turned = points[cuts[0] + 1 : -1] + points[: cuts[0] + 1]
        piece = [turned[0]]
        for a, b in pairwise(turned):
            if _seam(a, b):
                pieces.append(piece)
                piece = [b]
            else:
                piece.append(b)
        pieces.append(piece)
    pieces = [piece for piece in pieces if len(piece) > 1]
    open_: list[list[Point]] = []
    while pieces:
        line = pieces.pop(0)
        while line[0] != line[-1]:
            x, y = line[-1]
            follow = next((p for p in pieces if _meets(p[0], x, y)), None)
            if follow is None:
                break
            pieces.remove(follow)
            shift = round((x - follow[0][0]) / 360) * 360
            line = line + [(lon + shift, lat) for lon, lat in follow[1:]]
            if _meets(line[0], *line[-1]) and abs(line[0][0] - line[-1][0]) < 1:
                line[-1] = line[0]
        if line[0] != line[-1] and _meets(line[0], *line[-1]) and abs(line[0][0] - line[-1][0]) < 1:
            line[-1] = line[0]
        (whole if line[0] == line[-1] else open_).append(_turned(line))
    return whole, open_


def _turned(line: list[Point]) -> list[Point]:
    """A line with the middle of its box within 180 degrees."""
    west, _, east, _ = box(line)
    shift = -360 * round((west + east) / 720)
    return [(lon + shift, lat) for lon, lat in line]


def _meets(point: Point, lon: float, lat: float) -> bool:
    return abs(point[1] - lat) < 0.002 and abs((point[0] - lon + 180) % 360 - 180) < 0.002


def box(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """West, south, east and north."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return min(lons), min(lats), max(lons), max(lats)


def area(ring: Sequence[Point]) -> float:
    """The area of a closed ring, in square degrees, as it lies in its latitude."""
    double = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))
    return abs(double) / 2 * math.cos(math.radians(ring[0][1]))


def widest_span(ring: Sequence[Point], free: Callable[[float, float], bool]) -> tuple[float, float, float]:
    """Where a name fits best: longitude and latitude of the middle of the widest stretch, and its width in degrees.

    The middle and both ends are `free`.
    """
    lats = [lat for _, lat in ring]
    south, north = min(lats), max(lats)
    best = (0.0, 0.0, 0.0, 0.0)
    for step in range(1, 24):
        lat = south + (north - south) * step / 24
        cuts = sorted(
            a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
            for a, b in pairwise(ring)
            if (a[1] > lat) != (b[1] > lat)
        )
        central = 1 - 0.6 * abs(step / 12 - 1)
        for west, east in zip(cuts[::2], cuts[1::2], strict=False):
            stretch = [west + (east - west) * part / 12 for part in range(13)]
            while stretch and not free(stretch[0], lat):
                stretch.pop(0)
            for count, lon in enumerate(stretch):
                if not free(lon, lat):
                    del stretch[count:]
                    break
            if len(stretch) > 2:
                w, e = stretch[0], stretch[-1]
                best = max(best, ((e - w) * central, (w + e) / 2, lat, e - w))
    return round(best[1], 2), round(best[2], 2), round(best[3], 2)


def flat(points: Iterable[tuple[int, int]], begin: tuple[int, int] = (0, 0)) -> list[int]:
    """Steps from point to point, x and y in turn, the first from `begin`."""
    x, y = begin
    out = []
    for px, py in points:
        out += [px - x, py - y]
        x, y = px, py
    return out

"""Simplifies lines: the geometry that `make` needs. All in degrees, WGS 84."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

Point = tuple[float, float]
"""Longitude, latitude."""

ZONES = (
    # west, south, east, north, tolerance, digits
    (34.0, 31.0, 44.5, 38.5, 0.006, 3),
    (25.0, 28.0, 50.0, 44.0, 0.025, 2),
    (-12.0, 12.0, 70.0, 72.0, 0.1, 2),
)
"""The tolerance for each part of the world, in degrees; the first zone that contains a point counts.

A pixel is 0.011° when Syria fills a map, and 0.09° when Moscow and Syria do.
"""
ELSEWHERE = (0.4, 2)


def zone(lon: float, lat: float) -> tuple[float, int]:
    """Tolerance in degrees, and decimal digits, at a point."""
    for west, south, east, north, tolerance, places in ZONES:
        if west <= lon <= east and south <= lat <= north:
            return tolerance, places
    return ELSEWHERE


def digits(lon: float, lat: float) -> int:
    """Decimal digits of a degree that are kept at a point."""
    return zone(lon, lat)[1]


def _distance(p: Point, a: Point, b: Point) -> float:
    """The distance of a point from a line segment, in degrees of latitude (longitudes scaled to them)."""
    shorter = math.cos(math.radians(p[1]))
    px, py, bx, by = (p[0] - a[0]) * shorter, p[1] - a[1], (b[0] - a[0]) * shorter, b[1] - a[1]
    length = bx * bx + by * by
    t = min(1.0, max(0.0, (px * bx + py * by) / length)) if length else 0.0
    return math.hypot(px - t * bx, py - t * by)


def simplify(line: list[Point]) -> list[Point]:
    """Douglas and Peucker (1973), with the tolerance at each place; a closed line keeps four points."""
    keep = {0, len(line) - 1}
    closed = line[0] == line[-1]
    todo = [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        force = closed and len(keep) < 4
        worst, at = 0.0, first
        for i in range(first + 1, last):
            distance = _distance(line[i], line[first], line[last]) / zone(*line[i])[0]
            if distance > worst:
                worst, at = distance, i
        if worst > (0.0 if force else 1.0):
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def unwrapped(line: list[Point]) -> list[Point]:
    """A line without jumps between the edges of the map: beyond the antimeridian, longitudes go past 180."""
    out: list[Point] = []
    turns = 0
    for lon, lat in line:
        if out:
            turns -= round((lon + 360 * turns - out[-1][0]) / 360)
        out.append((lon + 360 * turns if turns else lon, lat))
    return out


def east_of(ring: list[Point], meridian: float, east: bool) -> list[Point]:
    """The part of a closed ring east, or not east, of a meridian in degrees."""
    out: list[Point] = []
    for a, b in pairwise(ring):
        if (a[0] > meridian) == east:
            out.append(a)
        if (a[0] > meridian) != (b[0] > meridian):
            t = (meridian - a[0]) / (b[0] - a[0])
            out.append((meridian, round(a[1] + t * (b[1] - a[1]), 3)))
    return [*out, out[0]] if out else []


def area(ring: list[Point]) -> float:
    """Square degrees of latitude that a ring encloses."""
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return abs(twice) / 2 * math.cos(math.radians(ring[0][1]))


def least_area(ring: list[Point]) -> float:
    """Square degrees below which a ring is too small to be drawn at its place."""
    return float((3 * zone(*ring[0])[0]) ** 2)


def chains(edges: Iterable[tuple[Point, Point]]) -> list[list[Point]]:
    """Lines joined from single edges; a line ends at a point where other than two edges meet."""
    beside: dict[Point, list[Point]] = defaultdict(list)
    for a, b in edges:
        beside[a].append(b)
        beside[b].append(a)
    ends = [p for p in sorted(beside) if len(beside[p]) != 2]
    done: set[tuple[Point, Point]] = set()
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


def widest_span(ring: list[Point]) -> tuple[float, float, float]:
    """Where a name fits best: longitude and latitude of the middle of the widest stretch, and its width in degrees."""
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
            best = max(best, ((east - west) * central, (west + east) / 2, lat, east - west))
    return round(best[1], 2), round(best[2], 2), round(best[3], 2)

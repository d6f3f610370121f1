"""Web Mercator, and clipping. Pixels count from the top left corner."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, count, pairwise
from operator import ne

EARTH = 6_378_137.0
"""Radius of the sphere of Web Mercator (EPSG:3857), in metres."""
STEPS = 3
"""The number of scales of a map between one and its double."""
LIMIT = 84.0
"""The latitude at which the map ends, in degrees: Mercator cannot show the poles."""

Pixels = tuple[float, float]


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Degrees to radians of the sphere: east of Greenwich, and south of the equator (as pixels run)."""
    lat = min(LIMIT, max(-LIMIT, lat))
    return math.radians(lon), -math.asinh(math.tan(math.radians(lat)))


@dataclass(frozen=True, slots=True)
class View:
    """A window on the projected earth."""

    left: float
    top: float
    """The top left corner, in radians of the sphere."""
    scale: float
    """Pixels to a radian."""
    width: int
    height: int
    """In pixels."""

    def pixel(self, lon: float, lat: float) -> Pixels:
        """The pixel of a point in degrees; east or west of the antimeridian, it lies on the nearer side of the view."""
        x, y = mercator(lon, lat)
        x -= math.tau * round((x - self.left - self.width / self.scale / 2) / math.tau)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def degrees_at(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a pixel."""
        south = self.top + y / self.scale
        return math.degrees(self.left + x / self.scale), -math.degrees(math.atan(math.sinh(south)))

    def length(self, metres: float, lat: float) -> float:
        """The length in pixels of a stretch at a latitude in degrees: Mercator stretches by the secant."""
        return metres / EARTH / math.cos(math.radians(min(LIMIT, abs(lat)))) * self.scale

    @property
    def degrees(self) -> float:
        """Degrees of longitude from the left edge to the right."""
        return math.degrees(self.width / self.scale)

    def box(self, margin: float) -> tuple[float, float, float, float]:
        """West, south, east and north of the window, in degrees, with a margin in pixels around it."""
        x0, y0 = self.left - margin / self.scale, self.top - margin / self.scale
        x1, y1 = x0 + (self.width + 2 * margin) / self.scale, y0 + (self.height + 2 * margin) / self.scale
        return tuple(
            round(math.degrees(v), 6) for v in (x0, -math.atan(math.sinh(y1)), x1, -math.atan(math.sinh(y0)))
        )  # type: ignore[return-value]


def beginning(lons: Iterable[float]) -> float:
    """The longitude from which the smallest window of the earth that holds all of these runs east; -180 if that does not
    cross the antimeridian.
    """
    found = sorted(set(lons))
    if len(found) < 2:
        return -180.0
    widest, west = found[0] + 360 - found[-1], -180.0
    for a, b in pairwise(found):
        if b - a > widest:
            widest, west = b - a, b
    return west


def fit(
    circles: Iterable[tuple[float, float, float]], width: int, height: int, margin: int, least: float
) -> View:
    """The view that shows all circles (longitude, latitude, radius in metres) within a margin in pixels.

    It is the smallest one: places on both sides of the antimeridian lie side by side.


    `least` is the smallest extent in degrees of longitude, so that one point shows its surroundings. Views lie on a grid
    of scales and corners, so that maps of one region share a view, whose ground is rendered once.
    """
    boxes = []
    circles = list(circles)
    west = beginning(lon for lon, _, _ in circles)
    for lon, lat, radius in circles:
        x, y = mercator(lon + 360 if lon < west else lon, lat)
        r = radius / EARTH / math.cos(math.radians(min(LIMIT, abs(lat))))
        boxes.append((x - r, y - r, x + r, y + r))
    if not boxes:
        boxes = [(-math.pi, mercator(0, 75)[1], math.pi, mercator(0, -56)[1])]
    x0, y0 = min(b[0] for b in boxes), min(b[1] for b in boxes)
    x1, y1 = max(b[2] for b in boxes), max(b[3] for b in boxes)
    wide, high = max(x1 - x0, math.radians(least)), max(y1 - y0, math.radians(least) * height / width)
    scale = min((width - 2 * margin) / wide, (height - 2 * margin) / high)
    whole = width / math.tau
    scale = float(f"{whole * 2 ** (math.floor(STEPS * math.log2(max(scale / whole, 1))) / STEPS):.6g}")
    # Half a cell is less than the margin, so the fitted circles stay in sight.
    cell = margin / scale
    left = round(((x0 + x1) / 2 - width / 2 / scale) / cell) * cell
    top = round(((y0 + y1) / 2 - height / 2 / scale) / cell) * cell
    return View(round(left, 7), round(top, 7), scale, width, height)


def _cut(ring: list[Pixels], axis: int, at: float, above: bool) -> list[Pixels]:
    """The part of a polygon on one side of a line: with its coordinate `at` or `above`, or else below it."""
    inside = [p[axis] >= at for p in ring] if above else [p[axis] <= at for p in ring]
    out: list[Pixels] = []
    begin = 0
    # Runs on one side are long: only the points where the polygon crosses the line are handled one by one.
    for n in compress(count(), map(ne, inside, inside[1:] + inside[:1])):
        if inside[begin]:
            out += ring[begin : n + 1]
        begin = n + 1
        a, b = ring[n], ring[begin % len(ring)]
        t = (at - a[axis]) / (b[axis] - a[axis])
        other = a[1 - axis] + t * (b[1 - axis] - a[1 - axis])
        out.append((at, other) if axis == 0 else (other, at))
    return out + ring[begin:] if begin < len(ring) and inside[begin] else out


def clip_ring(ring: Sequence[Pixels], x0: float, y0: float, x1: float, y1: float) -> list[Pixels]:
    """The part of a polygon within a rectangle (Sutherland and Hodgman, 1974); empty where there is none."""
    out = list(ring)
    if out and out[0] == out[-1]:
        out.pop()
    if not out:
        return out
    xs, ys = zip(*out, strict=True)
    # Most reach over one edge or two, and a cut never makes a polygon reach further.
    for over, axis, at, above in (
        (min(xs) < x0, 0, x0, True),
        (max(xs) > x1, 0, x1, False),
        (min(ys) < y0, 1, y0, True),
        (max(ys) > y1, 1, y1, False),
    ):
        if over:
            out = _cut(out, axis, at, above)
    return out


def clip_line(line: Sequence[Pixels], x0: float, y0: float, x1: float, y1: float) -> list[list[Pixels]]:
    """The parts of a line whose segments touch a rectangle; they may reach out of it by one segment."""
    parts: list[list[Pixels]] = []
    joined = False
    for a, b in pairwise(line):
        seen = (
            max(a[0], b[0]) >= x0
            and min(a[0], b[0]) <= x1
            and max(a[1], b[1]) >= y0
            and min(a[1], b[1]) <= y1
        )
        if seen and joined:
            parts[-1].append(b)
        elif seen:
            parts.append([a, b])
        joined = seen
    return parts

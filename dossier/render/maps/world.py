"""The lines of the world's map in parts, by where on the earth they lie: a map loads those that its view needs.

A line keeps the number that blocks of the base map know it by.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from dossier.model.scripted import inert
from dossier.render.maps import basemap
from dossier.render.maps.basemap import LAYERS, UNITS, areas

WIDE, HIGH = 60, 45
"""Degrees from west to east and from south to north of a part; a longer line is in none, and there from the start."""
NAME = "world-"


class Part(NamedTuple):
    """Lines whose middles lie in one cell."""

    box: tuple[int, int, int, int]
    """What they cover, in whole degrees: west, south, east and north."""
    lines: list[list[float]]
    """`[number, layer, zoom, x, y, dx, dy, …]`, in units."""


@cache
def _world() -> tuple[dict[str, Any], dict[str, Part]]:
    """What is there from the start, and the parts by name."""
    first = json.loads(basemap.text("world"))
    always, parts = [], dict[str, Part]()
    for number, line in enumerate(first["lines"]):
        xs, ys = list(accumulate(line[2::2])), list(accumulate(line[3::2]))
        west, south, east, north = (
            min(xs) // UNITS,
            min(ys) // UNITS,
            -(-max(xs) // UNITS),
            -(-max(ys) // UNITS),
        )
        # Where a place lies in a disputed area is asked wherever the view is.
        if east - west > WIDE or north - south > WIDE or LAYERS[line[0]] == "disputed":
            always.append([number, *line])
            continue
        name = f"{NAME}{((west + east) // 2 + 180) % 360 // WIDE}-{((south + north) // 2 + 90) // HIGH}"
        box, lines = parts.get(name, Part((west, south, east, north), []))
        box = (min(box[0], west), min(box[1], south), max(box[2], east), max(box[3], north))
        parts[name] = Part(box, [*lines, [number, *line]])
    return {**first, "lines": always}, dict(sorted(parts.items()))


def basemap_script() -> bytes:
    """The ground of every map (`assets/map/basemap.js`) as a script: a page on `file://` can fetch nothing else."""
    first, parts = _world()
    whole = {
        **first,
        "units": UNITS,
        "countries": [[c.name, *c.at, c.span] for c in areas.countries().values()],
        "parts": {name: part.box for name, part in parts.items()},
        "world": {},
        "blocks": {},
    }
    return f"window.dossierBasemap={_written(whole)};\n".encode()


def part_names() -> tuple[str, ...]:
    """The names of all parts."""
    return tuple(_world()[1])


def part_script(name: str) -> bytes:
    """A part (`assets/map/world-3-2.js`) as a script."""
    return f'window.dossierBasemap.world["{name}"]={_written(_world()[1][name].lines)};\n'.encode()


def parts_in(view: basemap.Degrees) -> list[str]:
    """The parts that a view needs."""
    west, south, east, north = view
    return [
        name
        for name, part in _world()[1].items()
        if part.box[1] <= north
        and part.box[3] >= south
        and any(part.box[0] + shift <= east and part.box[2] + shift >= west for shift in basemap.SHIFTS)
    ]


def _written(value: object) -> str:
    return inert(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

"""The base map is true everywhere: 200 towns of the world, each on land and in its country, at every scale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from dossier.render.maps import basemap
from dossier.render.maps.basemap import LAYERS, UNITS, Level, areas


class Town(NamedTuple):
    name: str
    lon: float
    lat: float
    country: str
    """ISO 3166-1; empty where it is disputed whose it is."""


def towns() -> Iterator[Town]:
    for line in Path(__file__).with_name("towns.tsv").read_text("utf-8").splitlines():
        name, lon, lat, country = line.split("\t")
        yield Town(name, float(lon), float(lat), country)


TOWNS = list(towns())
AT_THE_SHORE = 0.035
"""Degrees within which a town of a coast or an atoll may lie off the land as it is drawn at this scale."""


def around(town: Town, off: float = AT_THE_SHORE) -> list[tuple[float, float]]:
    """The town, and points around it, near and farther off."""
    steps = [off * step for step in (0, 0.5, -0.5, 1, -1)]
    return [(town.lon + dx, town.lat + dy) for dx in steps for dy in steps]


def on_land(lon: float, lat: float, level: Level) -> bool:
    lat = max(lat, -89.0)
    found = basemap.lines((lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1), level)
    return any(
        LAYERS[line.layer] in ("land", "bare") and basemap.holds((line,), (lon - shift) * UNITS, lat * UNITS)
        for line, shift in found
    )


def test_there_are_two_hundred_towns_on_all_continents_and_many_islands() -> None:
    assert len(TOWNS) >= 200
    assert len({town.country for town in TOWNS}) > 90
    assert min(town.lat for town in TOWNS) == -90
    assert max(town.lat for town in TOWNS) > 80


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
def test_a_town_is_in_its_country_and_on_land(town: Town) -> None:
    assert any(on_land(lon, lat, "near") for lon, lat in around(town))
    if town.country:
        assert areas.country_at(town.lon, town.lat) == town.country
    else:
        assert areas.is_disputed(town.lon, town.lat)


@pytest.mark.parametrize(("level", "off", "most"), [("middle", AT_THE_SHORE, 6), ("world", 0.3, 36)])
def test_few_towns_are_off_the_land_on_coarser_maps(level: Level, off: float, most: int) -> None:
    """There a pixel is 0.02 and 0.14 degrees at least: what is missing are islands smaller than a dot."""
    wrong = [t.name for t in TOWNS if not any(on_land(lon, lat, level) for lon, lat in around(t, off))]
    assert len(wrong) <= most, wrong


def test_nine_of_ten_towns_are_on_the_land_to_the_point() -> None:
    assert sum(on_land(town.lon, town.lat, "near") for town in TOWNS) >= 0.9 * len(TOWNS)

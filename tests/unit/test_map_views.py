"""What a map shows first, how it lies across the antimeridian and at the poles, and what it writes."""

from __future__ import annotations

import re

import pytest
from test_maps import AFRIN, ALEPPO, IDLIB, MOSCOW, boxes, spot

from dossier.config import Borders
from dossier.render.labels import Board
from dossier.render.maps.basemap import UNITS, areas
from dossier.render.maps.focus import focus_of, grouped
from dossier.render.maps.ground import paths
from dossier.render.maps.land import country_names, sight
from dossier.render.maps.projection import beginning, fit
from dossier.render.maps.svg import Style, map_figure, stills, svg_map, view_of
from dossier.store.disk_cache import NO_DISK_CACHE

SUVA = spot("suva", "-18.14", "178.44", weight=3)
TAVEUNI = spot("taveuni", "-16.77", "-179.97", weight=2)
LAU = spot("lau", "-17.2", "-178.95", weight=2)
SYRIA = spot("syria", "35", "38", "country", 20, type="country")
PROVINCE = spot("idlib-governorate", "35.8", "36.7", "region", 30, type="province", title="Idlib governorate")


def test_the_smallest_window_of_the_earth_is_chosen() -> None:
    assert beginning([36.6, 37.6]) == -180
    assert beginning([179.3, -179.9]) == 179.3
    assert beginning([-179.9, 179.3, 178]) == 178
    assert beginning([-170, 170, 0]) in (0, 170)
    assert beginning([]) == beginning([5]) == -180


def test_neighbours_across_the_antimeridian_lie_side_by_side() -> None:
    view = fit([(*each.point, 8000) for each in (SUVA, TAVEUNI, LAU)], 640, 400, 40, 2.5)
    assert view.degrees < 6
    (x0, _), (x1, _), (x2, _) = (view.pixel(*each.point) for each in (SUVA, TAVEUNI, LAU))
    assert 0 < x0 < x1 < x2 < 640
    found = paths(view, "as-disputed")["land"]
    edges = [float(x) / 2 for x in re.findall(r"M(-?\d+) ", "".join(found))]
    assert min(edges) < x1 < max(edges), "there is land on both sides"


def test_no_coast_is_drawn_along_the_antimeridian() -> None:
    """The source cuts land there: the edges that it makes are no coasts."""
    view = fit([(179.9, -16.8, 8000), (-179.5, 68.5, 0)], 640, 400, 40, 2.5)
    x, _ = view.pixel(180, 0)
    for each in paths(view, "as-disputed")["land"]:
        at = complex(*map(int, re.match(r"M(-?\d+) (-?\d+)", each).groups()))  # type: ignore[union-attr]
        for dx, dy in re.findall(r"(-?\d+)[ -]?(-?\d+)", each.partition("l")[2].replace("-", " -")):
            after = at + complex(int(dx), int(dy))
            vertical = abs(at.real / 2 - x) < 1.5 and abs(after.real / 2 - x) < 1.5
            assert not (vertical and abs(at.imag - after.imag) > 60)
            at = after


@pytest.mark.parametrize("lat", ["90", "-90"])
def test_a_pole_is_on_its_map_and_says_that_the_map_ends_before(lat: str) -> None:
    pole = spot("pole", lat, "0")
    svg = str(svg_map([pole], label="m"))
    (x, y) = re.search(r'class="dossier-map__dot" cx="([\d.]+)" cy="([\d.]+)"', svg).groups()  # type: ignore[union-attr]
    assert 0 < float(x) < 640
    assert 0 < float(y) < 400
    assert "drawn at 84°" in svg
    radius = re.search(r'class="dossier-map__radius" [^>]* r="([\d.]+)"', svg)
    assert radius
    assert float(radius[1]) < 100, "no line across the map"


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("tarawa", "1.33", "172.98"),
        ("malé", "4.17", "73.51"),
        ("yaren", "-0.55", "166.92"),
        ("jamestown", "-15.93", "-5.72"),
    ],
)
def test_an_island_is_drawn(name: str, lat: str, lon: str) -> None:
    island = spot(name, lat, lon, "exact")
    view, seen = view_of([island], 640, 400, Style())
    assert 'class="dossier-map__land"' in seen.ground
    assert view.degrees < 30


def test_a_map_opens_on_four_fifths_of_what_happened() -> None:
    north = [spot("afrin", "36.51", "36.87", happened=11), spot("idlib", "35.93", "36.63", happened=4)]
    far = [
        spot("moscow", "55.75", "37.62", weight=99, happened=1),
        spot("ankara", "39.93", "32.86", happened=1),
    ]
    assert focus_of([*north, *far, SYRIA]) == north
    assert focus_of([*north, spot("moscow", "55.75", "37.62", happened=9)])[-1].id == "moscow"


def test_without_events_and_claims_it_opens_on_four_fifths_of_the_sources() -> None:
    north = [spot("afrin", "36.51", "36.87", weight=44), spot("idlib", "35.93", "36.63", weight=30)]
    assert focus_of([*north, spot("moscow", "55.75", "37.62", weight=9)]) == north
    assert len(focus_of([spot("a", "1", "1"), spot("b", "2", "2"), spot("c", "60", "60")])) == 3
    assert focus_of([*north, spot("moscow", "55.75", "37.62", weight=60)])[-1].id == "moscow"
    assert focus_of([SYRIA]) == [SYRIA]
    assert focus_of([]) == []


def test_what_lies_apart_is_an_inset_that_leads_there() -> None:
    near = [spot("afrin", "36.51", "36.87", weight=44), spot("idlib", "35.93", "36.63", weight=30)]
    far = [
        spot("moscow", "55.75", "37.62", weight=9),
        spot("astana", "51.17", "71.43", weight=1),
        spot("lake", "51.6", "71", weight=1),
    ]
    figure = str(map_figure([*near, *far, SYRIA], label="m"))
    insets = re.findall(
        r'<a class="dossier-map__inset" id="map-(\w+)" href="([^"]+)" data-place="\w+">', figure
    )
    assert insets == [("moscow", "../places/moscow/"), ("astana", "../places/astana/")]
    assert re.findall(r'inset-(name|count)">([^<]*)<', figure) == [
        ("name", "Moscow"),
        ("count", "9 sources"),
        ("name", "Astana and 1 more"),
        ("count", "2 mentions"),
    ]
    assert '<span id="map-lake"></span>' in figure
    assert figure.count('id="map-afrin"') == figure.count('id="map-moscow"') == 1


def test_there_are_six_insets_at_most_and_the_rest_is_counted() -> None:
    near = [spot("afrin", "36.51", "36.87", weight=400)]
    far = [spot(f"p{n}", "10", str(n * 20 - 170), weight=1) for n in range(9)]
    figure = str(map_figure([*near, *far], label="m"))
    assert figure.count('class="dossier-map__inset"') == 6
    assert "<li>and 3 more places</li>" in figure
    assert [len(inset.spots) for inset in grouped(far)] == [1] * 9


def test_names_go_by_the_number_of_sources() -> None:
    """Of places side by side the one that most sources name has its name, whatever it is called."""
    crowd = [
        spot(f"a{n}", f"36.5{n % 3}", f"36.8{n % 4}", title=f"A place with a name {n}") for n in range(40)
    ]
    svg = str(svg_map([*crowd, spot("zz", "36.51", "36.81", title="Zz", weight=5)], label="m"))
    assert "Zz" in boxes(svg)
    assert len(boxes(svg)) < 41


def test_a_country_and_a_province_are_outlines_without_dot_and_circle() -> None:
    svg = str(svg_map([PROVINCE, SYRIA, AFRIN], label="m"))
    assert svg.count('class="dossier-map__outline"') == 2
    assert svg.count('class="dossier-map__radius"') == svg.count('class="dossier-map__dot"') == 1
    assert "Idlib governorate" in svg
    alone = str(svg_map([SYRIA], label="m"))
    assert "dossier-map__dot" not in alone
    assert "dossier-map__label--area" in alone


def test_a_region_without_an_outline_is_a_ring_without_a_circle() -> None:
    svg = str(svg_map([spot("north", "36", "38", "region", type="region")], label="m"))
    assert "dossier-map__dot--area" in svg
    assert "dossier-map__radius" not in svg
    assert "dossier-map__outline" not in svg


def test_no_outline_is_drawn_where_it_is_disputed_whose_a_country_is() -> None:
    somaliland = spot("somaliland", "9.6", "44.1", "country", type="country")
    assert somaliland.area == ""
    assert SYRIA.area == "SY"
    assert PROVINCE.area == "SY-ID"
    assert AFRIN.area == ""


def test_moscow_is_a_city_not_a_blank() -> None:
    view, seen = view_of([MOSCOW], 640, 400, Style())
    assert view.degrees < 6
    assert {"dossier-map__urban", "dossier-map__river"} <= set(re.findall(r'class="([\w-]+)', seen.ground))
    assert len(seen.towns) > 3


def test_a_town_that_is_a_place_of_the_dossier_is_not_named_twice() -> None:
    svg = str(svg_map([MOSCOW], label="m"))
    assert svg.count(">Moscow<") == 1


def test_leases_are_no_places() -> None:
    """Baikonur looked like a place of the dossier."""
    view = fit([(63.3, 45.9, 0)], 640, 400, 40, 2)
    assert not paths(view, "as-disputed").get("disputed")
    assert not paths(view, "as-disputed").get("border")


@pytest.mark.parametrize(("borders", "layers"), [("as-disputed", True), ("de-facto", False)])
def test_disputed_borders_are_drawn_as_such_unless_told_otherwise(borders: Borders, layers: bool) -> None:
    view = fit([(76, 34.5, 200_000)], 640, 400, 40, 8)
    found = paths(view, borders)
    for layer in ("disputed", "disputed-border", "claim"):
        assert bool(found.get(layer)) is layers
    assert found["border"]
    svg = str(svg_map([spot("x", "34.5", "76")], label="m", style=Style(borders)))
    assert ("dossier-map__border--disputed" in svg) is layers


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(34.2, 45.3), (76, 34.5), (44.5, 9.8), (-13, 25), (35.8, 33.1), (35.2, 32), (94, 28), (-59, 6)],
)
@pytest.mark.parametrize("degrees", [2.5, 8, 20, 90])
def test_no_country_is_named_on_a_disputed_area(lon: float, lat: float, degrees: float) -> None:
    view = fit([(lon, lat, 0)], 640, 400, 40, degrees)
    seen = sight(view, needed=True, borders="as-disputed", grounds=NO_DISK_CACHE)
    drawn = str(country_names(seen.names, Board(640, 400), set()))
    for x, y, name in re.findall(r'x="(\d+)" y="(\d+)">([^<]+)<', drawn):
        half = len(name) * 3
        for at in (int(x) - half, int(x), int(x) + half):
            assert not areas.is_disputed(*view.degrees_at(at, int(y) - 3)), name


def test_a_small_map_names_what_most_sources_name() -> None:
    drawn = stills([IDLIB, AFRIN, ALEPPO], label="m", width=640, height=360)
    assert {"Idlib", "Afrin", "Aleppo"} <= set(boxes(str(drawn.main)))
    assert not drawn.insets


@pytest.mark.parametrize("code", ["UA", "RU", "SY", "IN", "CN", "UA-KS", "GE"])
def test_an_outline_is_open_where_it_is_disputed_whose_an_area_is(code: str) -> None:
    """A line around a disputed area, or along it, would take a side."""
    assert any((line.xs[0], line.ys[0]) != (line.xs[-1], line.ys[-1]) for line in areas.edges(code))
    for line in areas.edges(code):
        for x, y in zip(line.xs[::7], line.ys[::7], strict=True):
            assert not areas.is_disputed(x / UNITS, y / UNITS)


def test_the_outline_of_others_is_closed() -> None:
    (line,) = [line for line in areas.edges("BY") if len(line.xs) > 50]
    assert (line.xs[0], line.ys[0]) == (line.xs[-1], line.ys[-1])


@pytest.mark.parametrize(("title", "lat", "lon"), [("Ukraine", "46.6", "34.3"), ("India", "32.4", "76.5")])
def test_nor_is_the_name_of_a_country_of_the_dossier(title: str, lat: str, lon: str) -> None:
    country = spot("c", lat, lon, "country", type="country", title=title)
    svg = str(svg_map([country], label="m"))
    placed = re.search(r'label--area" x="([\d.]+)" y="([\d.]+)"', svg)
    assert placed
    view, _ = view_of([country], 640, 400, Style())
    left, base = float(placed[1]), float(placed[2])
    for part in range(6):
        for up in (0, 5, 10):
            at = view.degrees_at(left + part * 0.18 * 14 * len(title) * 0.57, base - up)
            assert not areas.is_disputed(*at)

"""Maps: what contributors write stays text, two builds are alike, and nothing is finer than it is known."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from decimal import Decimal
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import pytest

from dossier.config import Borders
from dossier.derive.names import LONGEST_LABEL
from dossier.model.geography import DIGITS, Location, Precision
from dossier.model.languages import direction
from dossier.model.shortening import shortened
from dossier.render.labels import Board, Box, text_width
from dossier.render.maps import basemap
from dossier.render.maps.leaflet import SCRIPTS, block_files, leaflet_files, map_block
from dossier.render.maps.markers import Spot
from dossier.render.maps.path import path, thin
from dossier.render.maps.program import map_program, written
from dossier.render.maps.projection import clip_line, clip_ring, fit
from dossier.render.maps.svg import Style, map_figure, svg_map
from dossier.render.maps.world import basemap_script
from dossier.store.disk_cache import DiskCache

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "</script><script>alert(1)</script>",
    "${alert(1)}`{{7*7}}`",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    "</title></text></svg><b>",
    "a\u2028b\u2029c & <!--",
)
DRAWN = {*"a circle div figcaption figure g li p path rect script span svg text title ul".split()}


def spot(
    id_: str,
    lat: str,
    lon: str,
    precision: Precision = "locality",
    weight: int = 0,
    happened: int = 0,
    **more: str,
) -> Spot:
    location = Location(lat=Decimal(lat), lon=Decimal(lon), precision=precision)
    title = more.get("title", id_.title())
    href = f"../places/{id_}/"
    kind, note = more.get("type", "city"), more.get("note", "")
    return Spot(id_, title, kind, href, location, weight, happened, note)


IDLIB, AFRIN, ALEPPO = (
    spot("idlib", "35.9306", "36.6339"),
    spot("afrin", "36.5119", "36.8694"),
    spot("aleppo", "36.2021", "37.1343"),
)
SYRIA = [IDLIB, AFRIN, ALEPPO, spot("damascus", "33.5138", "36.2765"), spot("deir", "35.3359", "40.1408")]
MOSCOW = spot("moscow", "55.7558", "37.6173")
EVERYTHING = [*SYRIA, MOSCOW, spot("syria", "35", "38", "country", type="country")]


class Tags(HTMLParser):
    """Every start tag with its attributes, and the text of elements by name."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_contributors_stay_text(text: str) -> None:
    marked = spot("x", "36", "37", title=text, type=text, note=text)
    for html in (
        svg_map([marked], label=text),
        map_figure([marked], label=text),
        map_block([marked], label=text),
    ):
        parsed = Tags(str(html))
        assert {tag for tag, _ in parsed.tags} <= DRAWN
        assert not [
            key for _, attrs in parsed.tags for key in attrs if key.startswith("on") or key == "style"
        ]
        assert next(attrs["aria-label"] for tag, attrs in parsed.tags if tag == "svg") == text
        assert any(text in found for found in parsed.texts), "the title holds the text word for word"
    assert text not in map_program()


@pytest.mark.parametrize("text", HOSTILE)
def test_data_block_holds_the_text_and_ends_no_element(text: str) -> None:
    html = str(map_block([spot("x", "36", "37", title=text)], label="Map"))
    block = re.search(r'id="dossier-map-data">(.*?)</script>', html, re.S)
    assert block
    assert not set("<>&\u2028\u2029") & set(block[1])
    assert json.loads(block[1])["places"][0]["title"] == text


def test_no_inline_program_and_no_style() -> None:
    html = str(map_block(EVERYTHING, label="Map", root="../.."))
    for tag, attrs in Tags(html).tags:
        assert tag != "style"
        assert "style" not in attrs
        if tag == "script":
            assert attrs.get("type") == "application/json" or str(attrs["src"]).startswith("../../assets/")
    named = [str(a["src"]).removeprefix("../../") for t, a in Tags(html).tags if t == "script" and "src" in a]
    assert [name for name in named if name in SCRIPTS] == list(SCRIPTS)
    blocks = named[2:-1]
    assert blocks
    assert blocks == [name for name in block_files(EVERYTHING) if name in blocks]
    assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write", map_program())


def test_the_kept_program_is_what_folium_writes() -> None:
    kept = Path("dossier/render/maps/program.js").read_text("utf-8").partition("\n")[2]
    assert kept == written(), "keep it anew: dossier.render.maps.program.keep()"
    assert map_program().endswith(kept)


def test_nothing_of_another_host() -> None:
    ours = [map_program(), basemap_script().decode(), str(map_block(EVERYTHING, label="Map")), map_program()]
    for text in [*ours, str(svg_map(EVERYTHING, label="Map"))]:
        assert not re.search(r"https?:|//[a-z0-9-]+\.[a-z]", re.sub(r"^\s*//.*$", "", text, flags=re.M))


def test_leaflet_comes_with_what_its_style_sheet_names() -> None:
    files = leaflet_files()
    assert {"assets/leaflet/leaflet.js", "assets/leaflet/leaflet.css"} < set(files)
    for image in re.findall(rb"url\((images/[^)]+)\)", files["assets/leaflet/leaflet.css"]):
        assert files[f"assets/leaflet/{image.decode()}"].startswith(b"\x89PNG")


def test_two_runs_are_alike() -> None:
    code = (
        "import sys, hashlib; sys.path[:0] = ['.', 'tests/unit']\n"
        "from test_maps import *\n"
        "text = map_program() + str(map_block(EVERYTHING, label='m')) + str(svg_map(SYRIA, label='m'))\n"
        "print(hashlib.sha256(text.encode() + basemap_script()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
    assert svg_map(EVERYTHING, label="m") == svg_map(EVERYTHING, label="m")


@pytest.mark.parametrize("precision", list(DIGITS))
def test_no_digit_more_than_is_shown(precision: Precision) -> None:
    fine = spot("x", "36.12345678", "37.87654321", precision)
    shown = Location(lat=fine.location.shown[0], lon=fine.location.shown[1], precision=precision)
    coarse = Spot(fine.id, fine.title, fine.type, fine.href, shown)
    assert svg_map([fine], label="m") == svg_map([coarse], label="m")
    html = map_block([fine], label="m")
    assert html == map_block([coarse], label="m"), "what is not shown leaves no trace"
    for number in re.findall(r'"l(?:at|on)":(-?\d+(?:\.\d+)?)', html):
        assert len(number.partition(".")[2].rstrip("0")) <= DIGITS[precision]


def test_sizes() -> None:
    assert len(gzip.compress(basemap_script(), mtime=0)) <= 100_000
    assert len(svg_map([IDLIB], label="m")) <= 12_000
    assert len(svg_map(SYRIA, label="m")) <= 20_000
    assert len(svg_map([], label="m")) <= 50_000
    assert len(svg_map(EVERYTHING, label="m")) <= 50_000


def boxes(svg: str) -> dict[str, Box]:
    """Where names stand, measured as they were placed."""
    found = {}
    for x, y, name in re.findall(r'<text class="dossier-map__label" x="([\d.]+)" y="([\d.]+)">([^<]+)<', svg):
        found[name] = Box(float(x), float(y) - 13, float(x) + text_width(name, 14), float(y) + 4)
    return found


@pytest.mark.parametrize("others", [[], [MOSCOW], EVERYTHING[3:]])
def test_names_in_the_north_stand_apart(others: list[Spot]) -> None:
    placed = boxes(str(svg_map([IDLIB, AFRIN, ALEPPO, *others], label="m")))
    assert {"Idlib", "Afrin", "Aleppo"} <= set(placed)
    assert not [pair for pair in combinations(placed.values(), 2) if pair[0].over(pair[1])]


def test_crowded_names_are_left_out_but_not_their_links() -> None:
    crowd = [spot(f"place-{i}", f"36.{i:02}", "37", title=f"A place with a long name {i}") for i in range(60)]
    svg = str(svg_map(crowd, label="m"))
    assert svg.count("<a ") == svg.count("<title>") == 60
    placed = boxes(svg)
    assert 0 < len(placed) < 60
    assert not [pair for pair in combinations(placed.values(), 2) if pair[0].over(pair[1])]


def test_right_to_left_names_end_where_their_box_begins() -> None:
    assert direction("إدلب") == "rtl"
    assert direction("Idlib إدلب") == "ltr"
    assert direction("1234") == "ltr"
    assert 'direction="rtl" text-anchor="end"' in svg_map([spot("x", "36", "37", title="إدلب")], label="m")


def test_board_keeps_names_on_the_map_and_apart() -> None:
    board = Board(100, 40)
    board.dot((90, 20), 5)
    first = board.place((90, 20), 50, 18, 8)
    assert first
    assert first.box.x1 <= 90, "no room on the right"
    assert board.place((90, 20), 80, 18, 8) is None
    assert len(shortened("x" * 100, LONGEST_LABEL)) == 32


def test_clipping() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    assert set(clip_ring(square, 2, 3, 20, 20)) == {(2, 3), (10, 3), (10, 10), (2, 10)}
    assert set(clip_ring(square, -5, -5, 15, 15)) == set(square)
    assert clip_ring(square, 20, 20, 30, 30) == []
    around = clip_ring([(-99.0, -99.0), (99.0, -99.0), (99.0, 99.0), (-99.0, 99.0)], 0, 0, 1, 1)
    assert set(around) == {(0, 0), (1, 0), (1, 1), (0, 1)}, "a view within a country is all land"
    line = [(-9.0, 5.0), (-8.0, 5.0), (5.0, 5.0), (50.0, 5.0), (60.0, 5.0)]
    assert clip_line(line, 0, 0, 10, 10) == [[(-8, 5), (5, 5), (50, 5)]]


def test_paths_are_short() -> None:
    cells = thin([(0, 0), (0.1, 0.1), (2, 0), (4, 0), (4, 2)], 1)
    assert cells == [(0, 0), (4, 0), (4, 2)]
    assert path(cells, 2, closed=True) == "M0 0l8 0 0 4z"


def test_views_show_everything_at_true_scale() -> None:
    view = fit([(36.63, 35.93, 8000), (37.62, 55.76, 8000)], 640, 400, 40, 2.5)
    for lon, lat in ((36.63, 35.93), (37.62, 55.76)):
        x, y = view.pixel(lon, lat)
        assert 0 < x < 640
        assert 0 < y < 400
    near = fit([(36.63, 35.93, 100)], 640, 400, 40, 2.5)
    assert 2.5 <= near.degrees * 560 / 640 < 2.5 * 2 ** (1 / 3) + 0.01, "a step of scale wider at most"
    degree = near.pixel(36.63, 36.43)[1] - near.pixel(36.63, 35.43)[1]
    assert near.length(111_195, 35.93) == pytest.approx(-degree, rel=0.01)


@pytest.mark.parametrize(
    ("borders", "said"), [("as-disputed", basemap.NOTICE), ("de-facto", basemap.DE_FACTO_NOTICE)]
)
def test_borders_are_commented_on(borders: Borders, said: str) -> None:
    style = Style(borders)
    assert "2017" in said
    assert said in map_figure([IDLIB], label="m", style=style)
    assert said in map_block([IDLIB], label="m", style=style)


def test_a_view_of_a_name_that_is_escaped_is_remembered(tmp_path: Path) -> None:
    marked = [spot("x", "4.8", "-7"), spot("y", "10", "-4")]
    style = Style(grounds=DiskCache(tmp_path))
    drawn = svg_map(marked, label="m", width=641, style=style)
    assert "d&#39;Ivoire" in drawn
    assert list(tmp_path.iterdir())
    assert drawn == svg_map(marked, label="m", width=641)

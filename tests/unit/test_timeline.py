"""The timeline: bars as wide as their windows, none over another, nothing finer than known, nothing left out."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small import Small

from dossier.derive.timeline import Item, items_of, years
from dossier.model.dates import MONTHS, Window
from dossier.model.pages import Page
from dossier.render.timeline.bars import packed
from dossier.render.timeline.scale import EDGE, WIDTH, Range, greatest, span, ticks
from dossier.render.timeline.svg import BAR, MANY, _share, timeline_figure

DAY = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS[1:])}) 18\d\d|18\d\d-\d\d-\d\d")
RECORDS = {
    "content/index.md": "---\ntitle: Home\n---\nText.\n",
    "content/publishers/o.md": "---\ntitle: Outlet\n---\nText.\n",
    "content/actors/speaker.md": "---\ntitle: Speaker\ntype: person\n---\nText.\n",
    "content/events/e.md": "---\ntitle: An event\nwhen: 1871-03\nactors: [{actor: speaker}]\nsources: [s]\n---\nText.\n",
    "content/claims/said.md": "---\ntitle: Said so\nabout: [speaker]\nspeaker: speaker\nwhen: 1871-03..\n---\nText.\n",
    "content/claims/was.md": "---\ntitle: It was so\nabout: [speaker]\nwhen: 1871-03/1871-05\n---\nText.\n",
    "content/claims/undated.md": "---\ntitle: Some day it was\nabout: [speaker]\n---\nText.\n",
    "content/articles/s.md": (
        '---\ntitle: "</script><b>مرحبا"\npublisher: o\nurl: https://example.org/s\npublished: 1871-03~\n'
        "accessed: 2026-11-20\nlanguage: en\nread: full\nrests_on: [own]\n"
        "actors: {speaker: {named: [Speaker]}}\nevents: [e]\nclaims:\n"
        "  - {claim: said, stance: reports}\n  - {claim: was, stance: asserts}\n"
        "  - {claim: undated, stance: asserts}\n---\nText.\n"
    ),
}


@pytest.fixture
def page(small: Small) -> Page:
    checked = small.check(RECORDS)
    assert not checked.failed, checked.diagnostics
    return next(page for page in small.pages(checked) if page.address == "timeline/")


def item(when: str, id_: str = "x", title: str = "A title") -> Item:
    return Item(id_, "events", title, title, f"events/{id_}/", Window.parse(when))


def days(first: str, last: str) -> Range:
    return Range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


def test_everything_has_a_lane_and_the_undated_come_last(small: Small) -> None:
    found = items_of(small.check(RECORDS).corpus)
    assert [(i.id, i.lane) for i in found] == [
        ("e", "events"),
        ("s", "publications"),
        ("was", "claims"),
        ("said", "statements"),
        ("undated", "claims"),
    ]
    assert found[-1].when is None


def test_a_headline_never_stands_without_its_outlet(small: Small) -> None:
    article = next(i for i in items_of(small.check(RECORDS).corpus) if i.id == "s")
    assert article.title.startswith("Outlet: “")
    assert article.label == "Outlet"


def test_the_page_lists_everything_and_no_day(page: Page) -> None:
    for id_ in ("e", "said", "was", "undated", "s"):
        assert f'<li id="on-{id_}">' in page.body
    assert page.body.index('id="undated"') < page.body.index('id="on-undated"')
    assert not DAY.search(page.body)
    assert "</script><b>" not in page.body


def test_the_scale_names_no_day_where_none_is_known() -> None:
    coarse = timeline_figure([item("1871-03"), item("1871-03~", "y")], root="..", label="x")
    assert ">Mar 1871<" in coarse
    assert not re.search(r">\d+ Mar", coarse)
    assert re.search(
        r">\d+ Mar", timeline_figure([item("1871-03-05"), item("1871-03~", "y")], root="..", label="x")
    )


def test_the_data_carries_the_date_as_written(page: Page) -> None:
    found = re.search(r'<script type="application/json" id="dossier-timeline-data">(.*?)</script>', page.body)
    assert found
    data = {entry["id"]: entry for entry in json.loads(found[1])["items"]}
    assert data["e"] == {
        "id": "e",
        "lane": "events",
        "title": "An event",
        "label": "An event",
        "href": "../events/e/",
        "when": "1871-03",
        "wording": "March 1871",
    }
    assert data["undated"]["when"] == data["undated"]["wording"] == ""


def test_nothing_is_styled_inline(page: Page) -> None:
    assert not re.search(r"\sstyle=|\son\w+=", page.body)


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2022-10", "2022-10-01", "2022-10-31"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-12-28/2023-01-02", "2022-12-28", "2023-01-02"),
        ("2023-01-02..2023-01-20", "2023-01-02", "2023-01-20"),
        ("2022-22", "2022-06-01", "2022-08-31"),
    ],
)
def test_a_bar_is_as_wide_as_its_window(when: str, first: str, last: str) -> None:
    shown = days("2021-12-01", "2023-02-01")
    bar = packed([item(when)], shown)[0]
    begin, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    assert bar.place.x0 == pytest.approx(shown.x(begin))
    assert bar.place.x1 == pytest.approx(shown.x(end + 1))


def test_an_open_end_reaches_the_edge() -> None:
    drawn = timeline_figure([item("2022-10"), item("2022-11-05..", "later")], root="..", label="x")
    assert f"H{WIDTH - EDGE:.1f}" in drawn
    assert "dossier-timeline__arrow" in drawn


def test_no_two_bars_or_names_of_a_row_touch() -> None:
    windows = [
        "2022-10",
        "..2022-10-15",
        "2022-12-28",
        "2022-12-28..",
        "2022",
        "2022-11-03/2022-11-20",
        "2022-12~",
    ]
    items = [
        item(
            when, f"{number}-{when}", "A rather long title of something" if number % 2 else "هيئة تحرير الشام"
        )
        for number in range(12)
        for when in windows
    ]
    shown = days("2022-01-01", "2023-01-31")
    text = str(timeline_figure(items, root="..", label="x"))
    assert text == str(timeline_figure(items, root="..", label="x"))
    taken: dict[int, list[tuple[float, float]]] = {}
    for bar in packed(items, shown):
        when = bar.item.when
        assert when
        assert bar.text_x is not None
        left = EDGE if when.earliest is None else bar.place.x0
        right = WIDTH - EDGE if when.latest is None else bar.place.x1
        reach = (min(left, bar.text_x), max(right, bar.text_x + 1))
        assert all(reach[0] >= end or reach[1] <= begin for begin, end in taken.get(bar.row, [])), bar
        taken.setdefault(bar.row, []).append(reach)


def test_an_end_outside_has_no_mark_and_says_its_year() -> None:
    """A call "on or before 19 January 2026" stood, with its end mark, in January 2023."""
    near = [item(f"2022-10-{day:02}", f"d{day}") for day in range(1, 29)]
    drawn = str(timeline_figure([item("..2026-01-19", "call"), *near], root="..", label="x"))
    assert "events/call/" not in drawn
    assert ">1 later →</text>" in drawn
    assert "1 item later" in drawn
    shown = days("2022-09-01", "2023-01-31")
    drawn = str(timeline_figure([item("2022-10-10..2026-01-19", "call")], root="..", label="x", days=shown))
    assert "at latest 2026 →" in drawn
    assert "later →" not in drawn
    drawn = str(timeline_figure([item("2017/2022-10-10", "war")], root="..", label="x", days=shown))
    assert "← begins 2017" in drawn
    rect = re.search(r'events/war/.*?<rect [^>]*? x="([-0-9.]+)"', drawn)
    assert rect
    assert float(rect[1]) < 0


def test_a_window_counts_evenly_over_all_its_time_in_heights() -> None:
    shown = days("2022-01-01", "2022-12-31")
    heights = [0.0, 0.0]
    edges = [shown.first, shown.first + 181, shown.last + 1]
    _share(heights, edges, Window.parse("2021-01-01/2022-12-31"))
    assert sum(heights) == pytest.approx(0.5)
    _share(heights, edges, Window.parse("2022-03-05.."))
    assert sum(heights) == pytest.approx(1.5)


def test_what_lies_far_off_is_outside_and_told() -> None:
    items = [item("1950", "old"), *(item(f"2022-10-{day:02}", f"d{day}") for day in range(1, 29))]
    drawn = timeline_figure(items, root="..", label="x")
    assert "1 item earlier" in drawn
    assert "events/old/" not in drawn
    assert "events/d28/" in drawn


def test_many_are_counted_not_drawn() -> None:
    items = [item(f"2022-{1 + n % 12:02}", f"i{n}") for n in range(MANY + 1)]
    drawn = timeline_figure(items, root="..", label="x")
    assert "dossier-timeline__density" in drawn
    assert f'height="{BAR}"' not in drawn


def test_the_list_goes_by_year_and_month_as_far_as_known() -> None:
    found = years(
        [
            item("2022", "a"),
            item("2022-10", "b"),
            item("2022-10-15..", "c"),
            item("187X", "d"),
            item("2022-22", "e"),
        ]
    )
    assert [
        (year.name, [(month, [i.id for i in group]) for month, group in year.months]) for year in found
    ] == [
        ("the 1870s", [("", ["d"])]),
        ("2022", [("", ["a", "e"]), ("October 2022", ["b", "c"])]),
    ]


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2022-10-01", "2022-10-12", "1 Oct 2022"),
        ("2022-01-01", "2022-12-31", "Jan 2022"),
        ("1990-01-01", "2000-12-31", "1990"),
        ("0001-01-01", "9999-12-31", "1000"),
    ],
)
def test_ticks_are_few_and_named(first: str, last: str, name: str) -> None:
    found = ticks(days(first, last))
    assert 2 <= len(found) <= 15
    assert name in [text for _, text in found]


@pytest.mark.parametrize("when", ["0001", "9999-12-31", "..0001-01-01", "9999-12-31.."])
def test_the_edges_of_time_are_drawn(when: str) -> None:
    assert "events/x/" in timeline_figure([item(when)], root="..", label="x")
    assert span([]).first < span([]).last


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30), st.integers(1, 30))
def test_the_greatest_of_those_that_stand_together(numbers: list[int], wanted: int) -> None:
    expected = [max(numbers[at : at + wanted]) for at in range(len(numbers) - wanted + 1)]
    assert list(greatest(numbers, wanted)) == expected

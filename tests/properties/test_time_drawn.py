"""The timeline's drawing, for random dates and views: no end mark but where an end is, nothing missing, nothing twice."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_windows import VIEWS, WINDOWS

from dossier.derive.timeline import LANES, Item, Lane
from dossier.model.dates import Window
from dossier.render.timeline.bars import LEAST
from dossier.render.timeline.scale import WIDTH, Range
from dossier.render.timeline.svg import timeline_figure

ITEMS = st.lists(st.tuples(WINDOWS, st.sampled_from(list(LANES))), min_size=1, max_size=12)
NAMES = ("An event of some length", "هيئة تحرير الشام", "x")


def item(number: int, when: str, lane: Lane) -> Item:
    name = NAMES[number % len(NAMES)]
    return Item(f"i{number}", lane, name, name, f"events/i{number}/", Window.parse(when))


def known_ends(when: Window) -> list[int]:
    """The ends of a window as borders between days."""
    begin = [when.earliest.toordinal()] if when.earliest else []
    return begin + ([when.latest.toordinal() + 1] if when.latest else [])


def is_drawn(when: Window, days: Range) -> bool:
    """By the rule in words: some of it lies in view, and, where it has a single known end, that end does."""
    if when.earliest and when.latest:
        return any(
            when.earliest.toordinal() <= day <= when.latest.toordinal()
            for day in range(days.first, days.last + 1)
        )
    return any(days.first <= end <= days.last + 1 for end in known_ends(when)) and days.side(when) == "within"


@pytest.mark.slow
@settings(max_examples=400)
@given(ITEMS, VIEWS)
def test_every_end_mark_is_an_end(drawn: list[tuple[str, Lane]], view: tuple[int, int]) -> None:
    items = [item(number, when, lane) for number, (when, lane) in enumerate(drawn)]
    days = Range(*view)
    figure = ElementTree.fromstring(f"<div>{timeline_figure(items, root='..', label='x', days=days)}</div>")
    links = {link.get("href"): link for link in figure.iter("a")}
    for one in items:
        assert one.when
        link = links.pop(f"../{one.address}", None)
        assert (link is not None) == is_drawn(one.when, days), one
        if link is None:
            continue
        rect = link.find("rect")
        assert rect is not None
        left = float(rect.attrib["x"])
        inside = [days.x(end) for end in known_ends(one.when) if days.first <= end <= days.last + 1]
        for edge in (left, left + float(rect.attrib["width"])):
            if 0 <= edge <= WIDTH:
                assert any(abs(edge - end) <= LEAST + 0.11 for end in inside), (one, edge, inside)
        words = " ".join(text for node in link.findall("text") for text in node.itertext())
        if one.when.earliest and one.when.latest:
            begins = re.search(r"← (?:begins|at earliest) (\d+)", words)
            ends = re.search(r"(?:ends|at latest) (\d+) →", words)
            cut = one.when.earliest.toordinal() < days.first, one.when.latest.toordinal() > days.last
            assert (begins and int(begins[1])) == (one.when.earliest.year if cut[0] else None)
            assert (ends and int(ends[1])) == (one.when.latest.year if cut[1] else None)
        else:
            assert "→" not in words
            assert "←" not in words
        assert one.when.wording in (link.findtext("title") or "")
    assert not links


@settings(max_examples=200)
@given(ITEMS, VIEWS)
def test_what_is_not_drawn_is_counted(drawn: list[tuple[str, Lane]], view: tuple[int, int]) -> None:
    items = [item(number, when, lane) for number, (when, lane) in enumerate(drawn)]
    days = Range(*view)
    text = str(timeline_figure(items, root="..", label="x", days=days))
    sides = [days.side(one.when) for one in items if one.when]
    for word, mark in (("earlier", "← {} earlier"), ("later", "{} later →")):
        counts = [int(n) for n in re.findall(mark.format(r"(\d+)"), text)]
        assert sum(counts) == sides.count("earlier" if word == "earlier" else "later")
        sentence = re.search(rf"(\d+) items? {word}", text)
        assert (int(sentence[1]) if sentence else 0) == sum(counts)
    shown = [int(n) for n in re.findall(r'<tspan class="dossier-timeline__count">(\d+)</tspan>', text)]
    assert sum(shown) == sides.count("within") == text.count("<a href=")

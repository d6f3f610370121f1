"""Dates: a window begins before it ends, and its wording is never finer than what was written."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.model.checks import Malformed
from dossier.model.dates import MONTHS, Window

YEARS = st.integers(1, 9998).map(lambda year: f"{year:04}")
MONTH = st.integers(1, 12).map(lambda month: f"{month:02}")
DAYS = st.dates().map(str)
COARSE = st.one_of(
    YEARS,
    st.builds("{}-{}".format, YEARS, MONTH),
    st.builds("{}-{}".format, YEARS, st.integers(21, 24)),
    st.builds("{}-{}-XX".format, YEARS, MONTH),
    YEARS.map(lambda year: f"{year[:3]}X"),
).filter(lambda text: not text.startswith("000"))
DOUBT = st.sampled_from(["", "~", "?", "%"])
POINTS = st.builds("{}{}".format, DAYS | COARSE, DOUBT)
RANGES = st.one_of(
    st.builds("{}/{}".format, POINTS | st.just("..") | st.just(""), POINTS | st.just("..") | st.just("")),
    st.builds("{}..{}".format, POINTS | st.just(""), POINTS | st.just("")),
    st.builds("[{}..{}]".format, POINTS, POINTS),
)
_DAY = re.compile(rf"\b\d{{1,2}}(?: to \d{{1,2}})? (?:{'|'.join(filter(None, MONTHS))})\b")


def parsed(text: str) -> Window | Malformed:
    try:
        return Window.parse(text)
    except Malformed as wrong:
        return wrong


@given(POINTS | RANGES)
@settings(max_examples=300)
def test_a_window_begins_before_it_ends(text: str) -> None:
    window = parsed(text)
    if isinstance(window, Malformed):
        assert window.hint, text
        return
    assert window.earliest or window.latest
    assert window.earliest is None or window.latest is None or window.earliest <= window.latest
    assert window.contains(window)
    assert window.wording


@given(st.builds("{}{}".format, COARSE, DOUBT))
@settings(max_examples=150)
def test_no_day_is_worded_where_none_is_written(text: str) -> None:
    window = Window.parse(text)
    assert not _DAY.search(window.wording), window.wording
    assert not window.is_day


@given(COARSE, COARSE, st.sampled_from(["/", ".."]))
@settings(max_examples=150)
def test_nor_in_a_range(begin: str, end: str, between: str) -> None:
    begin, end = sorted([begin, end], key=lambda text: Window.parse(text).sort_key)
    window = Window.parse(f"{begin}{between}{end}")
    assert not _DAY.search(window.wording), window.wording


@given(DAYS)
@settings(max_examples=100)
def test_a_day_is_worded(day: str) -> None:
    window = Window.parse(day)
    assert window.is_day
    assert _DAY.search(window.wording)


@given(st.text(max_size=20) | st.text("0123456789-X/.~?%T:Z[]", max_size=24))
@settings(max_examples=400)
def test_any_text_is_a_window_or_malformed(text: str) -> None:
    window = parsed(text)
    if isinstance(window, Malformed):
        assert window.code == "bad-date"
    else:
        assert window.wording

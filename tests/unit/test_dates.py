"""EDTF levels 0 and 1 and the one-of sets: the days a date may mean, its wording, and what is said of bad ones."""

from __future__ import annotations

from datetime import date

import pytest

from dossier.model.checks import Malformed
from dossier.model.dates import Window, wording_of_day
from dossier.render.html import window

POINTS = [
    ("2022", "2022-01-01", "2022-12-31", "2022", "in 2022"),
    ("2022-10", "2022-10-01", "2022-10-31", "October 2022", "in October 2022"),
    ("2022-10-05", "2022-10-05", "2022-10-05", "5 October 2022", "on 5 October 2022"),
    ("2024-02", "2024-02-01", "2024-02-29", "February 2024", "in February 2024"),
    ("2023-02", "2023-02-01", "2023-02-28", "February 2023", "in February 2023"),
    ("0001-01-01", "0001-01-01", "0001-01-01", "1 January AD 1", "on 1 January AD 1"),
    ("0044", "0044-01-01", "0044-12-31", "AD 44", "in AD 44"),
    ("0044-03", "0044-03-01", "0044-03-31", "March AD 44", "in March AD 44"),
    ("0044-21", "0044-03-01", "0044-05-31", "spring AD 44", "in spring AD 44"),
    ("0044-XX", "0044-01-01", "0044-12-31", "an unknown month of AD 44", None),
    ("004X", "0040-01-01", "0049-12-31", "between AD 40 and 49", None),
    ("0966-05-12", "0966-05-12", "0966-05-12", "12 May 966", "on 12 May 966"),
    ("0966", "0966-01-01", "0966-12-31", "966", "in 966"),
    ("096X", "0960-01-01", "0969-12-31", "the 960s", "in the 960s"),
    ("09XX", "0900-01-01", "0999-12-31", "between 900 and 999", None),
    ("2022-10~", "2022-10-01", "2022-10-31", "around October 2022", "around October 2022"),
    ("2022-12-28?", "2022-12-28", "2022-12-28", "possibly 28 December 2022", "possibly 28 December 2022"),
    ("2022%", "2022-01-01", "2022-12-31", "possibly around 2022", "possibly around 2022"),
    ("2022-10-XX", "2022-10-01", "2022-10-31", "an unknown day of October 2022", None),
    ("2022-XX", "2022-01-01", "2022-12-31", "an unknown month of 2022", None),
    ("2022-XX-XX", "2022-01-01", "2022-12-31", "an unknown day of 2022", None),
    ("202X", "2020-01-01", "2029-12-31", "the 2020s", "in the 2020s"),
    ("19XX", "1900-01-01", "1999-12-31", "between 1900 and 1999", None),
    ("2022-21", "2022-03-01", "2022-05-31", "spring 2022", "in spring 2022"),
    ("2022-22", "2022-06-01", "2022-08-31", "summer 2022", "in summer 2022"),
    ("2022-23", "2022-09-01", "2022-11-30", "autumn 2022", "in autumn 2022"),
    ("2022-24", "2022-12-01", "2023-02-28", "winter 2022", "in winter 2022"),
    ("2023-24", "2023-12-01", "2024-02-29", "winter 2023", "in winter 2023"),
    ("2023-01-02T14:05:00Z", "2023-01-02", "2023-01-02", "2 January 2023", "on 2 January 2023"),
    ("2023-01-02T14:05+03:00", "2023-01-02", "2023-01-02", "2 January 2023", "on 2 January 2023"),
    (" 2022-10 ", "2022-10-01", "2022-10-31", "October 2022", "in October 2022"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "wording", "phrase"), POINTS)
def test_a_point_in_time(text: str, earliest: str, latest: str, wording: str, phrase: str | None) -> None:
    window = Window.parse(text)
    assert (str(window.earliest), str(window.latest), window.wording) == (earliest, latest, wording)
    assert window.shape == "point"
    assert window.is_day is (earliest == latest)
    if phrase is not None:
        assert window.phrase == phrase


RANGES = [
    ("2022-12-28/2023-01-02", "2022-12-28", "2023-01-02", "interval", "from 28 December 2022 to 2 January 2023"),
    ("2023-01-02/2023-01-05", "2023-01-02", "2023-01-05", "interval", "from 2 to 5 January 2023"),
    ("2022-10/2022-12", "2022-10-01", "2022-12-31", "interval", "from October to December 2022"),
    ("0044-03/0044-05", "0044-03-01", "0044-05-31", "interval", "from March to May AD 44"),
    ("2022-10/2023-01-02", "2022-10-01", "2023-01-02", "interval", "from October 2022 to 2 January 2023"),
    ("2011/..", "2011-01-01", "None", "interval", "since 2011"),
    ("2011/", "2011-01-01", "None", "interval", "from 2011, end unknown"),
    ("../2023", "None", "2023-12-31", "interval", "until 2023"),
    ("/2023-01", "None", "2023-01-31", "interval", "until January 2023"),
    ("2023-01-02..", "2023-01-02", "None", "one-of", "on or after 2 January 2023"),
    ("[2023-01-02..]", "2023-01-02", "None", "one-of", "on or after 2 January 2023"),
    ("2023-01..", "2023-01-01", "None", "one-of", "in or after January 2023"),
    ("..2022-10-13", "None", "2022-10-13", "one-of", "on or before 13 October 2022"),
    ("[..2022-10]", "None", "2022-10-31", "one-of", "in or before October 2022"),
    ("2023-01-02..2023-01-05", "2023-01-02", "2023-01-05", "one-of", "on a day from 2 to 5 January 2023"),
    ("[2023-01-02..2023-01-05]", "2023-01-02", "2023-01-05", "one-of", "on a day from 2 to 5 January 2023"),
    ("2022-12..2023-01", "2022-12-01", "2023-01-31", "one-of", "at some time from December 2022 to January 2023"),
    ("2022-10~/2022-12", "2022-10-01", "2022-12-31", "interval", "from around October 2022 to December 2022"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "earliest", "latest", "shape", "wording"), RANGES)
def test_a_range(text: str, earliest: str, latest: str, shape: str, wording: str) -> None:
    window = Window.parse(text)
    found = (str(window.earliest), str(window.latest), window.shape, window.wording)
    assert found == (earliest, latest, shape, wording)
    assert window.phrase == wording
    assert not window.is_day


BAD = [
    ("", "is not a date", "write it as 2019"),
    ("October 2022", "is not a date", "2019-05"),
    ("28.12.2022", "does not begin with the year", "2022-12-28"),
    ("2022-1-2", "has a month or day of one digit", "write 2022-01-02"),
    ("22-10", "is not a date", "2019-05"),
    ("2022-13", "has no month 13", "2019-05"),
    ("2022-00", "has no month 00", "2019-05"),
    ("2022-02-29", "February 2022 has 28 days", "2019-05-14"),
    ("2022-04-31", "April 2022 has 30 days", "2019-05-14"),
    ("2022-10-00", "October 2022 has 31 days", "2019-05-14"),
    ("2022-21-01", "has no month 21", "2019-05-14"),
    ("0000", "before the year 1", "begin with the year 1"),
    ("000X", "before the year 1", "begin with the year 1"),
    ("-0044-03-15", "before the year 1", "begin with the year 1"),
    ("44 BC", "before the year 1", "begin with the year 1"),
    ("44 b.c.e.", "before the year 1", "begin with the year 1"),
    ("2023-2-5", "has a month or day of one digit", "write 2023-02-05"),
    ("2023-2", "has a month or day of one digit", "write 2023-02"),
    ("966-05-12", "has a year of three digits", "write 0966-05-12"),
    ("202X-10", "has a month of an unknown year", 'write "202X"'),
    ("2022-XX-05", "has a day of an unknown month", 'write "2022-XX"'),
    ("2022T10:00", "has a time without a day", "2019-05-14"),
    ("2022-10T10:00", "has a time without a day", "2019-05-14"),
    ("2022-10??", "is not a date", "2019-05"),
    ("/", "is not an interval", "2011/.."),
    ("../..", "is not an interval", "2011/.."),
    ("2022/2023/2024", "is not an interval", "2011/.."),
    ("2023-01-02/2022-12-28", "ends before it begins", "write 2022-12-28 first, then 2023-01-02"),
    ("2023-01-05..2023-01-02", "ends before it begins", "write 2023-01-02 first, then 2023-01-05"),
    ("[2022-10..", "has a bracket too few", "brackets left out"),
    ("2022-10..]", "has a bracket too few", "brackets left out"),
]


@pytest.mark.parametrize(("text", "message", "hint"), BAD)
def test_a_bad_date_says_what_to_write(text: str, message: str, hint: str) -> None:
    with pytest.raises(Malformed) as raised:
        Window.parse(text)
    assert raised.value.code == "bad-date"
    assert message in raised.value.message
    assert hint in raised.value.hint


@pytest.mark.parametrize("text", ["[]", "[..]", "..", "[2022-10]", "[2022,2023]"])
def test_no_set_of_level_2_but_the_three_is_read(text: str) -> None:
    with pytest.raises(Malformed):
        Window.parse(text)


@pytest.mark.parametrize("text", ["9999", "9999-12-31", "9999-23", "999X", "99XX"])
def test_the_last_year_there_is(text: str) -> None:
    assert Window.parse(text).latest is not None


def test_windows_are_ordered_by_their_earliest_day_then_their_latest() -> None:
    texts = ["..2021", "2022-01-01", "2022", "2022-10", "2022-10-05", "2022-10-05/..", "2023"]
    windows = [Window.parse(text) for text in texts[::-1]]
    assert [w.text for w in sorted(windows, key=lambda w: w.sort_key)] == texts


CONTAINED = [
    ("2022", "2022-10", True),
    ("2022-10", "2022", False),
    ("2022-10", "2022-10", True),
    ("2011/..", "2022-10-05", True),
    ("2011/..", "2010/..", False),
    ("../2023", "2022-10", True),
    ("2022-10", "2022-10-31/2022-11-01", False),
    ("2022-10", "2022-10..", False),
    ("..2022", "..2021", True),
]


@pytest.mark.parametrize(("outer", "inner", "contained"), CONTAINED)
def test_a_window_contains_another(outer: str, inner: str, contained: bool) -> None:
    assert Window.parse(outer).contains(Window.parse(inner)) is contained


def test_a_day_in_words() -> None:
    assert wording_of_day(date(2023, 1, 2)) == "2 January 2023"


WIDTHS = [
    ("2031-06", "2031-05", "moved"),
    ("2031-02", "2031-03", "moved"),
    ("2032", "2031", "moved"),
    ("2031-24", "2031-21", "moved"),
    ("2031-05-02", "2031-05-03", "moved"),
    ("2031-05-02", "2031-05", "narrowed"),
    ("2031-05", "2031-05-02", "widened"),
    ("2031-06", "2031-05-31", "widened"),
    ("2031-05-30/2031-06-02", "2031-05", "narrowed"),
    ("2031-02", "2031-02-01/2031-03-01", "narrowed"),
    ("2031-02-01/2031-03-01", "2031-02", "widened"),
    ("2031-05-02~", "2031-05-02", "widened"),
    ("2031-05-02", "2031-05-02?", "narrowed"),
    ("2031-05-03~", "2031-05-02", "widened"),
    ("2031-05-02~", "2031-05", "narrowed"),
    ("2031..", "2031", "widened"),
    ("9999", "9998", "moved"),
]


@pytest.mark.parametrize(("now", "was", "kind"), WIDTHS)
def test_widths_are_compared_by_their_precision(now: str, was: str, kind: str) -> None:
    """May is no wider than June, nor a leap year than another; what is doubtful is wider than what is not."""
    one, other = Window.parse(now), Window.parse(was)
    found = (one.as_narrow_as(other), other.as_narrow_as(one))
    assert found == {"moved": (True, True), "narrowed": (True, False), "widened": (False, True)}[kind]


CERTAIN = [
    ("2031-05-02", True),
    ("2031-05-02T10:00", True),
    ("2031-05-02~", False),
    ("2031-05-02?", False),
    ("2031-05-02%", False),
    ("2031-05", False),
    ("2031-05-02..", False),
]


@pytest.mark.parametrize(("text", "certain"), CERTAIN)
def test_a_day_is_a_date_to_machines_only_where_it_is_certain(text: str, certain: bool) -> None:
    assert Window.parse(text).is_certain_day is certain
    assert ("datetime=" in window(Window.parse(text))) is certain

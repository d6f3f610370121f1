"""Random EDTF dates near one another, and random views of time, for tests of what is drawn."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from dossier.model.checks import Malformed
from dossier.model.dates import Window

FIRST, LAST = date(2010, 1, 1), date(2030, 12, 31)
_DAYS = st.dates(FIRST, LAST).map(str)
_YEARS = st.integers(FIRST.year, LAST.year)
_POINTS = st.one_of(
    _DAYS,
    st.builds("{}-{:02}".format, _YEARS, st.integers(1, 12)),
    st.builds("{}-{}".format, _YEARS, st.integers(21, 24)),
    _YEARS.map(str),
    st.sampled_from(["201X", "202X", "20XX"]),
)
_ENDS = st.tuples(_POINTS, _POINTS).map(sorted)


def _is_date(text: str) -> bool:
    try:
        Window.parse(text)
    except Malformed:
        return False
    return True


WINDOWS = st.one_of(
    st.builds("{}{}".format, _POINTS, st.sampled_from(["", "~", "?"])),
    st.builds(lambda ends, mark: f"{ends[0]}{mark}{ends[1]}", _ENDS, st.sampled_from(["/", ".."])),
    st.builds("{}{}".format, _POINTS, st.sampled_from(["/..", ".."])),
    st.builds("{}{}".format, st.sampled_from(["../", ".."]), _POINTS),
).filter(_is_date)
"""Points, intervals and one-of sets, closed and open."""
VIEWS = st.tuples(st.dates(FIRST, LAST), st.one_of(st.integers(4, 60), st.integers(61, 4_000))).map(
    lambda drawn: (drawn[0].toordinal(), drawn[0].toordinal() + drawn[1] - 1)
)
"""The first and the last day, as ordinals."""

"""Dates for standards that know years, months and days, and neither doubt nor windows."""

from __future__ import annotations

import re
from typing import NamedTuple

from dossier.model.dates import Window

_PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")


class PlainDate(NamedTuple):
    """What such a standard can hold of a date: ISO 8601, of a year, a month or a day. Empty where it can hold nothing."""

    at: str = ""
    begin: str = ""
    end: str = ""


def plain_date(window: Window | None) -> PlainDate:
    """A point in time that is beyond doubt, or an interval's known ends; one unknown day of several is neither."""
    if window is None or window.doubtful or window.shape == "one-of":
        return PlainDate()
    if window.shape == "point":
        return PlainDate(at=window.text if _PLAIN.fullmatch(window.text) else "")
    begin, _, end = window.text.partition("/")
    return PlainDate(begin=begin if _PLAIN.fullmatch(begin) else "", end=end if _PLAIN.fullmatch(end) else "")

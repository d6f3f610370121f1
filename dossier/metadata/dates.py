"""Dates for programs: ISO 8601 with reduced precision where a day, a month or a year is certain, else words."""

from __future__ import annotations

from dossier.cite.dates import Point, ends, known
from dossier.model.dates import Window


def iso(window: Window) -> str:
    """The certain part of a date, `2023-01-02`, `2023-01` or `2023`; empty if there is none."""
    point = known(window)
    return _iso(point) if point else ""


def span(window: Window) -> tuple[str, str]:
    """The first date of something, and the last of what lasts; each empty where it is open or doubtful."""
    if window.shape != "interval":
        return iso(window), ""
    begin, end = (_iso(point) if point and point.sure else "" for point in ends(window))
    return begin, end


def coverage(window: Window) -> str:
    """A time that is covered, for `temporalCoverage`: ISO 8601 where it is certain, else the wording."""
    begin, end = span(window)
    if begin and (end or window.text.endswith("..")):
        return f"{begin}/{end or '..'}"
    return begin if window.shape == "point" and begin else window.wording


def _iso(point: Point) -> str:
    """Without the season, which ISO 8601 does not have: the year of it."""
    parts = [point.year]
    if point.month and not point.season:
        parts += [f"{point.month:02d}"] + ([f"{point.day:02d}"] if point.day else [])
    return "-".join(parts)

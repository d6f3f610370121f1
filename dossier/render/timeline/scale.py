"""The scale of a timeline: the days that are drawn, the position of a day, and the days that are named."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dossier.model.dates import MONTHS, Window, year_wording

Side = Literal["earlier", "within", "later"]
"""The side of the drawn days on which a window lies."""

WIDTH, EDGE = 960, 4.0
"""In pixels: the width of the drawing, and its margin on either side."""
MOST = 85
"""The percentage of items that must lie in the drawn days; items far off are only counted."""


@dataclass(frozen=True, slots=True)
class Range:
    """The days that are drawn, both included, as ordinals."""

    first: int
    last: int

    def x(self, day: float) -> float:
        """The position of the beginning of a day, in pixels."""
        return EDGE + (day - self.first) / (self.last + 1 - self.first) * (WIDTH - 2 * EDGE)

    def side(self, when: Window) -> Side:
        """The side on which a window lies. One with a single known end lies at that end, for nothing else of it can be
        drawn.
        """
        begin = when.earliest.toordinal() if when.earliest else None
        end = when.latest.toordinal() if when.latest else None
        if begin is None or end is None:
            known = end if begin is None else begin
            assert known is not None
            return "earlier" if known < self.first else "later" if known > self.last else "within"
        return "earlier" if end < self.first else "later" if begin > self.last else "within"


def span(windows: Sequence[Window]) -> Range:
    """The days to draw: all of them, or, if a few lie far off, the shortest time that contains most."""
    ends = [d.toordinal() for w in windows for d in (w.earliest, w.latest) if d]
    if not ends:
        return Range(date(2000, 1, 1).toordinal(), date(2000, 12, 31).toordinal())
    first, last = min(ends), max(ends)
    known = sorted((ordinal(w.earliest or w.latest), ordinal(w.latest or w.earliest)) for w in windows)
    wanted = max(1, (MOST * len(known) + 50) // 100)
    starts = [begin for begin, _ in known]
    best = min((end - starts[i], i) for i, end in enumerate(greatest([end for _, end in known], wanted)))
    if best[0] * 3 < last - first:
        begin, end = starts[best[1]], starts[best[1]] + best[0]
        near = max(7, best[0] // 4)
        first = min(day for day in ends if day >= begin - near)
        last = max(day for day in ends if day <= end + near)
    margin = max(2, (last - first) // 40)
    return Range(max(1, first - margin), min(date.max.toordinal(), last + margin))


def greatest(numbers: Sequence[int], wanted: int) -> Iterator[int]:
    """The greatest of each `wanted` adjacent numbers."""
    falling: deque[int] = deque()  # indices of numbers that no later one equals or exceeds so far
    for at, number in enumerate(numbers):
        while falling and numbers[falling[-1]] <= number:
            falling.pop()
        falling.append(at)
        if falling[0] <= at - wanted:
            falling.popleft()
        if at + 1 >= wanted:
            yield numbers[falling[0]]


def ordinal(day: date | None) -> int:
    """The ordinal of a day; 0 for None."""
    return day.toordinal() if day else 0


def ticks(days: Range, *, by_day: bool = True) -> list[tuple[int, str]]:
    """The beginnings of years, months or, with `by_day`, days, as there is room; each with its name."""
    length = days.last + 1 - days.first
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    for step in (1, 2, 7, 14) if by_day else ():
        if length / step <= 14:
            named = [date.fromordinal(day) for day in range(days.first, days.last + 1, step)]
            years = [day.year for day in named]
            # The year is said once.
            return [
                (
                    day.toordinal(),
                    f"{day.day} {MONTHS[day.month][:3]}{'' if day.year in years[:i] else f' {year_wording(day.year)}'}",
                )
                for i, day in enumerate(named)
            ]
    for months in (1, 2, 3, 6):
        if length / (30.4 * months) <= 14:
            return list(_months(first, last, months))
    steps = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if length / (365 * step) <= 14)
    begin = first.year - first.year % steps or steps
    ticks_ = [
        (date(year, 1, 1).toordinal(), year_wording(year)) for year in range(begin, last.year + 1, steps)
    ]
    return [(day, name) for day, name in ticks_ if day >= days.first]


def _months(first: date, last: date, step: int) -> Iterator[tuple[int, str]]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = divmod(number, 12)
        day = date(year, month + 1, 1).toordinal()
        if month % step == 0 and day >= first.toordinal():
            yield day, f"{MONTHS[month + 1][:3]} {year_wording(year)}"


def cells(days: Range) -> list[int]:
    """The beginnings of the months within it, or, if these are many, of years."""
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    if days.last - days.first > 20 * 365:
        return [date(year, 1, 1).toordinal() for year in range(first.year + 1, last.year + 1)]
    return [day for day, _ in _months(first, last, 1)]

"""The time line beside a step: every step's window, the current one emphasised and drawn last, none finer than known."""

from __future__ import annotations

import re

from dossier.model.dates import Window
from dossier.render.story import time_line
from dossier.render.timeline.scale import span

WINDOWS = [Window.parse("2022-10"), None, Window.parse("2022-12-28"), Window.parse("../2022-11-23")]
DAYS = span([window for window in WINDOWS if window])
_BAR = re.compile(r'<rect class="([^"]*)"[^>]* x="([^"]*)"[^>]* width="([^"]*)"')


def bars(current: int) -> list[tuple[str, float, float]]:
    return [
        (classes, float(x), float(width))
        for classes, x, width in _BAR.findall(time_line(WINDOWS, current, DAYS))
    ]


def test_the_current_window_is_the_last_and_the_only_one_emphasised() -> None:
    emphasised = ["is-current" in classes for classes, *_ in bars(0)]
    assert emphasised == [False, False, True]
    assert "is-solid" not in bars(0)[-1][0], "a month is no day"
    assert "is-solid" in bars(2)[-1][0]


def test_a_window_is_as_wide_as_it_is_known() -> None:
    _, x, width = bars(0)[-1]
    assert x <= DAYS.x(Window.parse("2022-10-01").earliest.toordinal()) + 0.1  # type: ignore[union-attr]
    assert x + width >= DAYS.x(Window.parse("2022-10-31").latest.toordinal()) - 0.1  # type: ignore[union-attr]


def test_a_step_without_a_date_has_no_time_line() -> None:
    assert time_line(WINDOWS, 1, DAYS) == ""

"""The drawing of the timeline: bars as wide as their windows, in lanes. No script, no style but classes.

A bar known to the day is filled; one unknown day of several is an outline; what lasts has a heavy line below it; an open
end is a dashed line with an arrow. An end outside the drawn days has no mark: the bar runs out of the drawing, with the
year. Items outside, also by their only known end, are counted. `timeline.js` draws the same in a browser
(docs/decisions/0006).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from dossier.derive.timeline import LANES, Item
from dossier.model.dates import Window
from dossier.model.figures import counted
from dossier.model.languages import direction
from dossier.render.html import sideways
from dossier.render.labels import text_width
from dossier.render.timeline.bars import BETWEEN, FONT, Bar, doubtful, is_lasting, is_solid, packed, placed
from dossier.render.timeline.scale import EDGE, WIDTH, Range, cells, ordinal, span, ticks

TOP, HEAD, ROW, BAR = 26, 24, 18, 11
"""In pixels: the heights of the scale, of a lane's heading, of a row, and of a bar."""
MANY = 400
"""Items above which months are counted, instead of bars drawn."""
_PEAK = 48
_DAY = re.compile(r"[0-9]-[0-9]{2}-[0-9]{2}")


def timeline_figure(items: Sequence[Item], *, root: str, label: str, days: Range | None = None) -> Markup:
    """The drawing of all dated items, and a sentence on those outside it; empty if nothing is dated.

    It shows `days`, or by default the days that most items lie in.
    """
    dated = [item for item in items if item.when]
    if not dated:
        return Markup()
    days = days or span([item.when for item in dated if item.when])
    # Where no day is known, the scale names none either.
    by_day = any(_DAY.search(item.when.text) for item in dated if item.when)
    drawn = _density(dated, days) if len(dated) > MANY else _lanes(dated, days, root)
    body, height = drawn
    svg = Markup(
        '<svg class="dossier-timeline__svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="group" '
        'aria-label="{2}"><desc>{5}</desc>{3}{4}</svg>'
    ).format(WIDTH, height + 20, label, _scale(days, height, by_day), body, _summary(dated))
    return sideways(svg, label, "dossier-timeline__frame") + _outside(dated, days)


def _summary(dated: Sequence[Item]) -> str:
    """What is drawn, in a sentence, for who does not see it: "Events 3, Publications 12; from 2018 to 6 January 2023"."""
    lanes = Counter(item.lane for item in dated)
    first, last = dated[0].when, dated[-1].when
    assert first
    assert last
    named = ", ".join(f"{title} {lanes[lane]}" for lane, title in LANES.items() if lanes[lane])
    if first.wording == last.wording:
        return f"{named}; {first.wording}."
    return f"{named}; the first {first.wording}, the last {last.wording}."


def _scale(days: Range, height: float, by_day: bool) -> Markup:
    """The named days, at the top and at the bottom: a drawing may be higher than a screen."""
    lines = Markup().join(
        Markup(
            '<path class="dossier-timeline__tick" stroke="#888" d="M{0:.1f} 18V{1:g}"/>'
            '<text class="dossier-timeline__scale" x="{2:.1f}" y="14">{3}</text>'
            '<text class="dossier-timeline__scale" x="{2:.1f}" y="{4:g}">{3}</text>'
        ).format(days.x(day), height, days.x(day) + 3, name, height + 14)
        for day, name in ticks(days, by_day=by_day)
        if days.x(day) + text_width(name, FONT) < WIDTH
    )
    return Markup('<g aria-hidden="true">{}</g>').format(lines)


def _away(items: Sequence[Item], days: Range) -> tuple[int, int]:
    """How many items lie before the drawn days, and how many after them."""
    sides = [days.side(item.when) for item in items if item.when]
    return sides.count("earlier"), sides.count("later")


def _outside(dated: Sequence[Item], days: Range) -> Markup:
    sentences = [
        f"{counted(number, 'item')} {word}"
        for number, word in zip(_away(dated, days), ("earlier", "later"), strict=True)
        if number
    ]
    if not sentences:
        return Markup()
    text = Markup(
        '<p class="dossier-caption dossier-timeline__outside">Outside the time that is drawn, and in the list below: {}. '
        "A date with one known end counts where that end is.</p>"
    )
    return text.format(" and ".join(sentences))


def _heading(lane: str, y: float, count: int, away: tuple[int, int]) -> Markup:
    """A lane's name, how many items it draws, and how many lie before and after the drawn days."""
    heading = Markup(
        '<path class="dossier-timeline__rule" stroke="#888" d="M0 {0:g}H{1}"/>'
        '<text class="dossier-timeline__lane" x="{2:g}" y="{3:g}">{4} '
        '<tspan class="dossier-timeline__count">{5}</tspan></text>'
    ).format(y, WIDTH, EDGE, y + 16, lane, count)
    words = BETWEEN.join(
        text
        for number, text in zip(away, (f"\u2190 {away[0]} earlier", f"{away[1]} later \u2192"), strict=True)
        if number
    )
    if not words:
        return heading
    return heading + Markup(
        '<text class="dossier-timeline__count dossier-timeline__away" x="{:g}" y="{:g}" text-anchor="end">{}</text>'
    ).format(WIDTH - EDGE, y + 16, words)


def _lanes(dated: Sequence[Item], days: Range, root: str) -> tuple[Markup, float]:
    y = float(TOP)
    parts = []
    for lane, name in LANES.items():
        mine = [item for item in dated if item.lane == lane]
        if not mine:
            continue
        shown = [item for item in mine if item.when and days.side(item.when) == "within"]
        bars = packed(sorted(shown, key=lambda item: _left(item, days)), days)
        parts.append(_heading(name, y, len(shown), _away(mine, days)))
        parts += [_bar(bar, y + HEAD + bar.row * ROW, root) for bar in bars]
        y += HEAD + max((bar.row + 1 for bar in bars), default=0) * ROW + 6
    return Markup().join(parts), y


def _left(item: Item, days: Range) -> tuple[float, str]:
    assert item.when
    return placed(item.when, days).left, item.id


def _bar(bar: Bar, y: float, root: str) -> Markup:
    item, place = bar.item, bar.place
    assert item.when
    when = item.when
    classes = (
        "dossier-timeline__bar"
        + (" is-solid" if is_solid(when) else "")
        + (" is-doubtful" if doubtful(when) else "")
    )
    middle = y + BAR / 2
    ends = Markup()
    if is_lasting(when):
        line = Markup(
            '<path class="dossier-timeline__lasting" fill="none" stroke="#444" d="M{:.1f} {:g}H{:.1f}"/>'
        )
        ends = line.format(place.x0, y + BAR - 1, place.x1)
    if when.earliest is None:
        ends = _open(place.x0, EDGE, middle)
    elif when.latest is None:
        ends = _open(place.x1, WIDTH - EDGE, middle)
    return Markup(
        '<a href="{}"><title>{}</title><rect class="{}" fill="#ccc" stroke="#444" x="{:.1f}" y="{:g}" width="{:.1f}" '
        'height="{}" rx="1.5"/>{}{}</a>\n'
    ).format(
        f"{root}/{item.address}",
        f"{item.title} \u2013 {when.wording}",
        classes,
        place.x0,
        y,
        place.x1 - place.x0,
        BAR,
        ends,
        _words(bar, y + BAR - 2),
    )


def _words(bar: Bar, y: float) -> Markup:
    """The words of a bar; those with a year before or after the name are set from left to right."""
    plain = not (bar.place.begins or bar.place.ends) or bool(bar.tail and not bar.place.begins)
    turned = Markup("")
    if plain and direction(bar.text) == "rtl":
        turned = Markup(' direction="rtl" text-anchor="end"')
    words = Markup('<text class="dossier-timeline__name" x="{:.1f}" y="{:g}"{}>{}</text>').format(
        bar.text_x, y, turned, bar.text
    )
    if bar.tail:
        words += Markup(
            '<text class="dossier-timeline__name" x="{:.1f}" y="{:g}" text-anchor="end">{}</text>'
        ).format(WIDTH - EDGE - 4, y, bar.tail)
    return words


def _open(begin: float, end: float, y: float) -> Markup:
    back = 5 if end < begin else -5
    return Markup(
        '<path class="dossier-timeline__open" fill="none" stroke="#444" d="M{0:.1f} {2:g}H{1:.1f}"/>'
        '<path class="dossier-timeline__arrow" fill="none" stroke="#444" d="M{3:.1f} {4:g}L{1:.1f} {2:g}L{3:.1f} {5:g}"/>'
    ).format(begin, end, y, end + back, y - 3, y + 3)


def _density(dated: Sequence[Item], days: Range) -> tuple[Markup, float]:
    """The number of items in each stretch of time; a window counts evenly over all days that it may mean."""
    edges = [days.first, *(day for day in cells(days) if day > days.first), days.last + 1]
    y = float(TOP)
    parts = []
    for lane, name in LANES.items():
        heights = [0.0] * (len(edges) - 1)
        mine = [item for item in dated if item.lane == lane]
        shown = [item for item in mine if item.when and days.side(item.when) == "within"]
        for item in shown:
            assert item.when
            _share(heights, edges, item.when)
        if not mine:
            continue
        peak = max(heights) or 1.0
        base = y + HEAD + _PEAK
        shapes = "".join(
            f"M{days.x(edges[i]) + 0.5:.1f} {base:g}V{base - height / peak * _PEAK:.1f}"
            f"H{days.x(edges[i + 1]) - 0.5:.1f}V{base:g}Z"
            for i, height in enumerate(heights)
            if height
        )
        parts.append(_heading(name, y, len(shown), _away(mine, days)))
        parts.append(Markup('<path class="dossier-timeline__density" fill="#888" d="{}"/>').format(shapes))
        y = base + 10
    return Markup().join(parts), y


def _share(heights: list[float], edges: Sequence[int], when: Window) -> None:
    """Add one item, spread over all days of its window, also those not drawn; an open one counts at its known end."""
    begin, end = ordinal(when.earliest or when.latest), ordinal(when.latest or when.earliest)
    for i in range(max(0, bisect_right(edges, begin) - 1), bisect_left(edges[:-1], end + 1)):
        overlap = min(edges[i + 1] - 1, end) - max(edges[i], begin) + 1
        heights[i] += overlap / (end - begin + 1)

"""A story: sections of a page's text, each with what is drawn beside it: its day among the others, a map, words, evidence.

Without script: each step's drawing stays in sight while its section is read, and the next one replaces it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dossier.model.dates import Window
from dossier.model.parts import Cited, Quote, Step
from dossier.model.records import Article, Event
from dossier.render.bodies import Section
from dossier.render.html import Links, filled
from dossier.render.labels import text_width
from dossier.render.renderer import Renderer
from dossier.render.timeline.bars import is_lasting, is_solid, placed
from dossier.render.timeline.scale import WIDTH, Range, span, ticks

STYLE = "assets/dossier/story.css"
MAP_WIDTH = 400
"""In pixels, of the map beside a step, as wide as its column: names keep their size."""
HEIGHT, LINE, BAR, FONT = 80, 34, 16, 32
"""In pixels: the height of a time line, where its line is, the heights of its bars and its letters (as in `story.css`)."""


@dataclass(frozen=True, slots=True)
class Words:
    """A quotation with its source."""

    article: Article
    quote: Quote
    lang: str

    @property
    def is_original(self) -> bool:
        """Whether these are the words as they were said, as far as the page shows them."""
        return not self.quote.translated_from


@dataclass(frozen=True, slots=True)
class Drawn:
    """A step as its page shows it."""

    number: int
    step: Step
    when: Window | None
    time: Markup
    map: Markup
    map_again: bool
    """Whether an earlier step has the same map: a narrow screen shows it once."""
    words: Sequence[Words]


def steps_of(renderer: Renderer, steps: Sequence[Step], root: str) -> list[Drawn]:
    """The steps of a page whose root is `root`."""
    records = renderer.corpus.records
    events = [records.get(step.event or "") for step in steps]
    windows = [event.when if isinstance(event, Event) else None for event in events]
    days = span([window for window in windows if window])
    drawn: list[Drawn] = []
    mapped: set[frozenset[str]] = set()
    for number, step in enumerate(steps):
        event = events[number]
        places = step.places or (event.places if isinstance(event, Event) else ())
        again = frozenset(places) in mapped
        mapped.add(frozenset(places))
        drawn.append(
            Drawn(
                number + 1,
                step,
                windows[number],
                time_line(windows, number, days),
                renderer.small_map(
                    list(places),
                    root,
                    f"Where: {step.heading}",
                    f"map-{number + 1}",
                    width=MAP_WIDTH,
                    noticed=False,
                ),
                again,
                words_of(renderer.links(root), step.quotes),
            )
        )
    return drawn


def words_of(links: Links, quotes: Sequence[Cited]) -> list[Words]:
    """The first published quotation that each source has of its claim; a source without one is left out."""
    found = []
    for cited in quotes:
        article = links.corpus.records.get(cited.source)
        if isinstance(article, Article):
            quote = next(
                (
                    quote
                    for account in article.claims
                    if account.claim == cited.claim
                    for quote in account.quotes
                    if not quote.publish
                ),
                None,
            )
            if quote:
                found.append(Words(article, quote, quote.lang or article.language))
    return found


def sections_by_heading(sections: Sequence[Section]) -> dict[str, Section]:
    """The sections of a text by their headings; of several with one heading the first."""
    return {section.heading: section for section in reversed(sections)}


def time_line(windows: Sequence[Window | None], current: int, days: Range) -> Markup:
    """The windows of all steps on one line, the current one emphasised; empty if it has none.

    Decoration: its date stands beside it in words.
    """
    if windows[current] is None:
        return Markup()
    order = [n for n in range(len(windows)) if n != current] + [current]
    bars = Markup().join(_bar(window, n == current, days) for n in order if (window := windows[n]))
    scale = Markup().join(
        filled(
            '<text class="dossier-time__tick" x="{}" y="{}">{}</text>', f"{days.x(day):.1f}", HEIGHT - 8, name
        )
        for day, name in ticks(days, by_day=False)
        if days.x(day) + text_width(name, FONT) < WIDTH
    )
    return filled(
        '<svg class="dossier-time" viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true" focusable="false">'
        '<path class="dossier-time__line" stroke="#888" d="M0 {2}H{0}"/>{3}{4}</svg>',
        *(WIDTH, HEIGHT, LINE, scale, bars),
    )


def _bar(window: Window, is_current: bool, days: Range) -> Markup:
    place = placed(window, days)
    classes = (
        "dossier-time__bar"
        + (" is-current" if is_current else "")
        + (" is-solid" if is_solid(window) else "")
    )
    classes += " is-lasting" if is_lasting(window) else ""
    return filled(
        '<rect class="{}" fill="#ccc" stroke="#444" x="{}" y="{}" width="{}" height="{}" rx="2"/>',
        *(
            classes,
            f"{place.x0:.1f}",
            LINE - 2 - BAR,
            f"{max(BAR / 2, place.x1 - place.x0):.1f}",
            BAR,
        ),
    )

"""The picture of a claim's echo, and of the front page: an SVG of the size that other sites show, and the same as PNG.

It holds the evidence line whole, dissent first, and no label: a headline in which an outlet uses one is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources

from markupsafe import Markup

from dossier.derive.names import publisher_name
from dossier.model.corpus import Corpus
from dossier.model.dates import wording_of_day
from dossier.model.figures import ClaimFigures, Support, counted
from dossier.model.headlines import headline, is_printed
from dossier.model.languages import direction
from dossier.model.prose import ended
from dossier.model.records import Article, Claim, Finding
from dossier.model.shortening import shortened
from dossier.render.echo import Echo, echo_of, speaking_against
from dossier.render.html import filled
from dossier.render.labels import text_width, wrapped
from dossier.render.renderer import Renderer
from dossier.store.disk_cache import DiskCache

WIDTH, HEIGHT, EDGE = 1200, 630, 60
MOST = 40
"""Headlines that are drawn as slips."""
NAMED = 6
"""Origins whose names are written."""
STEP, ROOM = 60.0, 190.0
"""In pixels: the widest distance of two slips, and the room for a name of an origin."""
BELOW = 1000
"""In pixels, how far below its place a part stands again that narrow screens show alone."""
FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansArabic-Regular.ttf")
_IN_FONTS = re.compile(
    "[\u0020-\u024f\u0259\u02b0-\u02ff\u0370-\u052f\u0600-\u06ff\u0750-\u077f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf\u2190-\u2193\u25cb\u25cf\ufb50-\ufdff\ufe70-\ufeff]*"
)
INK, PAPER, MUTED, ACCENT, LINE = "#1d3543", "#f8f6f1", "#565b61", "#9a3412", "#8a94a0"


def card(corpus: Corpus, claim: Claim, figures: ClaimFigures, echo: Echo, foot: Sequence[str]) -> Markup:
    """The picture of a claim as SVG; the lines of `foot` say whose it is."""
    threads = filled('<g id="threads">{}</g>', _threads(corpus, figures, echo))
    drawn = threads + _lines(_headlines(corpus, figures, echo)) + _narrow(figures, echo)
    return _picture("", claim.title, numbers_of(figures), drawn, figures.line_in_dossier, foot)


def _narrow_width(figures: ClaimFigures, echo: Echo) -> int:
    """The width of the part that a narrow screen shows, in pixels."""
    _, step, slots = _slots(figures, echo)
    return round(max(_reach(figures, step * slots), text_width(numbers_of(figures), 40)) + 40)


def _narrow(figures: ClaimFigures, echo: Echo) -> Markup:
    """The numbers and the threads once more, below the picture, where nothing else is: `echo.svg#narrow` shows them."""
    return filled(
        '<rect y="{0}" width="{1}" height="{0}" fill="{2}"/>{3}<use href="#threads" y="{0}"/>'
        '<view id="narrow" viewBox="{4} {5} {6} 296"/>',
        *(BELOW, WIDTH, PAPER, _text(numbers_of(figures), EDGE, BELOW + 214, 40, ACCENT, bold=True)),
        *(EDGE - 20, BELOW + 172, _narrow_width(figures, echo)),
    )


def front_card(
    corpus: Corpus,
    claims: Mapping[str, ClaimFigures],
    question: str,
    finding: Finding,
    support: Support,
    foot: Sequence[str],
) -> Markup:
    """The picture of the front page: a finding below the question, over the echo of its claim with most articles."""
    said = f"How sure we are of this reading: {finding.confidence}. It rests on {support.sentence}."
    drawn = Markup()
    claim = max(finding.rests_on, key=lambda id_: len(claims[id_].articles), default="")
    echo = echo_of(corpus, claims[claim], speaking_against(claims, claims[claim])) if claim else None
    numbers = ""
    if echo:
        figures = claims[claim]
        numbers = numbers_of(figures)
        lines = [f"A claim under it: {corpus.records[claim].title}", *_headlines(corpus, figures, echo)]
        drawn = _threads(corpus, figures, echo) + _lines(
            wrapped(line, 20, WIDTH - 2 * EDGE, 1)[0] for line in lines[:2]
        )
    return _picture(question, finding.title, numbers, drawn, said, foot)


def numbers_of(figures: ClaimFigures) -> str:
    """ "12 articles, 3 independent origins"."""
    return (
        f"{counted(len(figures.articles), 'article')}, {counted(len(figures.origins), 'independent origin')}"
    )


def _lines(lines: Iterable[str]) -> Markup:
    """The lines of text below the threads."""
    return Markup().join(_text(line, EDGE, 490 + 26 * n, 20, INK) for n, line in enumerate(lines))


def _picture(above: str, title: str, numbers: str, drawn: Markup, line: str, foot: Sequence[str]) -> Markup:
    """A picture: a title, with what stands above it, in large letters two numbers, a drawing, and the evidence line."""
    wide = WIDTH - 2 * EDGE
    parts = [_text(wrapped(above, 24, wide, 1)[0], EDGE, 42, 24, MUTED)] if above else []
    parts += [
        _text(each, EDGE, 92 + 52 * n, 42, INK, bold=True)
        for n, each in enumerate(wrapped(title, 42, wide, 2))
    ]
    parts += [_text(numbers, EDGE, 214, 40, ACCENT, bold=True), drawn]
    parts += [
        _text(each, EDGE, 546 + 26 * n, 21, INK, bold=True)
        for n, each in enumerate(wrapped(line, 21, wide, 2))
    ]
    top = 620 - 20 * (len(foot) - 1)
    parts += [
        _text(wrapped(each, 15, wide, 1)[0], EDGE, top + 20 * n, 15, MUTED) for n, each in enumerate(foot)
    ]
    name = " ".join([*([ended(above)] if above else []), ended(title), line])
    return filled(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" '
        'aria-label="{2}"><rect width="{0}" height="{1}" fill="{3}"/>{4}</svg>\n',
        *(WIDTH, HEIGHT, name, PAPER, Markup().join(parts)),
    )


def foot_of(renderer: Renderer, address: str) -> list[str]:
    """Whose picture it is and until when; and where its page stands."""
    settings, until = renderer.settings, renderer.common.read_until
    publisher = f"published by {settings.published_by}" if settings.published_by else ""
    when = (
        f"as of {wording_of_day(renderer.as_of.day)}"
        if renderer.as_of
        else f"read until {until.wording}"
        if until
        else ""
    )
    where = f"{settings.url}{address}" if settings.url else ""
    lines = (" · ".join(part for part in (settings.name, publisher, when) if part), where)
    return [line for line in lines if line]


def png(svg: str, drawings: DiskCache) -> bytes | None:
    """The picture as PNG; None if a letter of it is in no font that is at hand."""
    if not _IN_FONTS.fullmatch(svg.replace("\n", "")):
        return None
    return drawings.get_or_compute("card", svg, lambda: _drawn(svg))


def _drawn(svg: str) -> bytes:
    from resvg_py import svg_to_bytes

    folder = resources.files("dossier.render") / "fonts"
    return svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=[str(folder / name) for name in FONTS]
    )


def _text(
    text: str, x: float, y: float, size: int, fill: str, *, bold: bool = False, middle: bool = False
) -> Markup:
    """A line of text; what runs right to left is isolated, for renderers disagree on where such a line begins."""
    shown = f"\u2067{text}\u2069" if direction(text) == "rtl" else text
    anchor = Markup(' text-anchor="middle"') if middle else ""
    return filled(
        '<text x="{}" y="{}" font-family="Noto Sans, Noto Sans Arabic, sans-serif" font-size="{}" font-weight="{}" '
        'fill="{}"{}>{}</text>',
        *(f"{x:g}", f"{y:g}", size, 700 if bold else 400, fill, anchor, shown),
    )


def _headlines(corpus: Corpus, figures: ClaimFigures, echo: Echo) -> list[str]:
    """The first two headlines, each behind its outlet, in two languages if there are: of articles with a known origin, if
    there are; none with a label, none of our own.
    """
    found: list[Article] = []
    for id_ in sorted(echo.articles, key=lambda id_: id_ in figures.unknown):
        article = corpus.records[id_]
        assert isinstance(article, Article)
        labels = [label for naming in article.actors.values() for label in naming.called]
        if not is_printed(article.title) or any(
            label.casefold() in article.title.casefold() for label in labels
        ):
            continue
        found.append(article)
    first = found[:1]
    second = [a for a in found[1:] if a.language != first[0].language][:1] or found[1:2]
    return [
        f"{shortened(publisher_name(corpus, article), 40)}: {headline(article.title, shortened(article.title, 70))}"
        for article in (*first, *second)
    ]


def _threads(corpus: Corpus, figures: ClaimFigures, echo: Echo) -> Markup:
    """A slip for each article, a dot for each origin, and a thread from one to the other; what has no thread is hollow."""
    supporting, step, slots = _slots(figures, echo)
    contrary = echo.against_articles
    at = {id_: EDGE + step * (n + 0.5) for n, id_ in enumerate(supporting)}
    leading: dict[str, list[str]] = {}
    for account in figures.accounts:
        if account.supports:
            leading.setdefault(account.article, []).extend(account.origins)
    reach = _reach(figures, step * slots)
    first = [origin for id_ in echo.articles for origin in leading.get(id_, ())]
    origins = {
        origin: EDGE + reach * (n + 0.5) / len(figures.origins)
        for n, origin in enumerate(sorted(figures.origins, key=first.index))
    }
    threads = dict.fromkeys(
        (id_, origin) for id_ in supporting for origin in leading.get(id_, ()) if origin in origins
    )
    parts = [
        filled(
            '<path d="M{0} 290C{0} 340 {1} 340 {1} 390" fill="none" stroke="{2}" stroke-width="3"/>',
            *(f"{at[article]:.1f}", f"{origins[origin]:.1f}", LINE),
        )
        for article, origin in threads
    ]
    led = {article for article, _ in threads}
    wide = min(44.0, step * 0.7)
    for id_, x in at.items():
        hollow = id_ not in led
        parts.append(_slip(x, wide, PAPER if hollow else INK, INK, broken=hollow))
    for n, _ in enumerate(contrary):
        parts.append(_slip(EDGE + step * (len(supporting) + 1 + n + 0.5), wide, PAPER, ACCENT, broken=False))
    for origin, x in origins.items():
        parts.append(filled('<circle cx="{}" cy="402" r="13" fill="{}"/>', f"{x:.1f}", ACCENT))
        if len(origins) <= NAMED:
            name = wrapped(corpus.records[origin].title, 19, reach / len(origins) - 10, 2)
            parts += [_text(line, x, 438 + 22 * n, 19, INK, middle=True) for n, line in enumerate(name)]
    return Markup().join(parts)


def _slots(figures: ClaimFigures, echo: Echo) -> tuple[list[str], float, int]:
    """The articles that are drawn as slips, the distance of two, and how many have room, with those that speak against."""
    supporting = [id_ for id_ in echo.articles if id_ not in figures.same_text][:MOST]
    slots = len(supporting) + len(echo.against_articles) + (1 if echo.against_articles else 0)
    return supporting, min(STEP, (WIDTH - 2 * EDGE) / max(1, slots)), slots


def _reach(figures: ClaimFigures, slips: float) -> float:
    """The width of the threads: of the slips, and of the names that are written below them."""
    named = len(figures.origins) if len(figures.origins) <= NAMED else 0
    return max(slips, min(ROOM * named, WIDTH - 2 * EDGE), 500.0)


def _slip(x: float, wide: float, fill: str, stroke: str, *, broken: bool) -> Markup:
    return filled(
        '<rect x="{}" y="246" width="{}" height="44" rx="3" fill="{}" stroke="{}" stroke-width="3"{}/>',
        *(
            f"{x - wide / 2:.1f}",
            f"{wide:.1f}",
            fill,
            stroke,
            Markup(' stroke-dasharray="5 4"') if broken else "",
        ),
    )

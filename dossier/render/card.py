"""The picture of a claim's echo: an SVG of the size that other sites show, and the same as PNG.

It holds the evidence line whole, dissent first, and no label: a headline in which an outlet uses one is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import resources

from markupsafe import Markup

from dossier.derive.names import publisher_name, shortened
from dossier.model.corpus import Corpus
from dossier.model.figures import ClaimFigures, counted
from dossier.model.languages import direction, in_marks
from dossier.model.records import Article, Claim
from dossier.render.echo import Echo
from dossier.render.html import filled
from dossier.render.labels import text_width
from dossier.store.disk_cache import DiskCache

WIDTH, HEIGHT, EDGE = 1200, 630, 60
MOST = 40
"""Headlines that are drawn as slips."""
NAMED = 6
"""Origins whose names are written."""
FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansArabic-Regular.ttf")
_IN_FONTS = re.compile(
    "[\u0020-\u024f\u0259\u02b0-\u02ff\u0370-\u052f\u0600-\u06ff\u0750-\u077f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf\u2190-\u2193\u25cb\u25cf\ufb50-\ufdff\ufe70-\ufeff]*"
)
INK, PAPER, MUTED, ACCENT, LINE = "#1d3543", "#f8f6f1", "#565b61", "#9a3412", "#8a94a0"


def card(corpus: Corpus, claim: Claim, figures: ClaimFigures, echo: Echo, foot: Sequence[str]) -> Markup:
    """The picture as SVG; the lines of `foot` say whose it is."""
    parts: list[Markup] = []
    y = 92.0
    for line in wrapped(claim.title, 42, WIDTH - 2 * EDGE, 2):
        parts.append(_text(line, EDGE, y, 42, INK, bold=True))
        y += 52
    numbers = (
        f"{counted(len(figures.articles), 'article')}, {counted(len(figures.origins), 'independent origin')}"
    )
    parts.append(_text(numbers, EDGE, 214, 40, ACCENT, bold=True))
    parts.append(_threads(corpus, figures, echo))
    y = 482.0
    for line in _headlines(corpus, figures, echo):
        parts.append(_text(line, EDGE, y, 20, INK))
        y += 28
    y = 546.0
    for line in wrapped(figures.line_in_dossier, 21, WIDTH - 2 * EDGE, 2):
        parts.append(_text(line, EDGE, y, 21, INK, bold=True))
        y += 26
    y = 620.0 - 20 * (len(foot) - 1)
    for line in foot:
        parts.append(_text(wrapped(line, 15, WIDTH - 2 * EDGE, 1)[0], EDGE, y, 15, MUTED))
        y += 20
    return filled(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" '
        'aria-label="{2}"><rect width="{0}" height="{1}" fill="{3}"/>{4}</svg>\n',
        *(WIDTH, HEIGHT, f"{claim.title}. {figures.line_in_dossier}", PAPER, Markup().join(parts)),
    )


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


def wrapped(text: str, size: float, width: float, most: int) -> list[str]:
    """A text in at most `most` lines of `width` pixels; the last one ends in an ellipsis where it is cut."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and text_width(f"{line} {words[0]}", size) <= width:
            line += f" {words.pop(0)}"
        lines.append(line)
    if lines and (words or text_width(lines[-1], size) > width):
        cut = lines[-1]
        while cut and text_width(f"{cut}…", size) > width:
            cut = cut[:-1]
        lines[-1] = f"{cut.rstrip()}…"
    return lines


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
        if article.title.startswith("[") or any(
            label.casefold() in article.title.casefold() for label in labels
        ):
            continue
        found.append(article)
    first = found[:1]
    second = [a for a in found[1:] if a.language != first[0].language][:1] or found[1:2]
    return [
        f"{shortened(publisher_name(corpus, article), 40)}: {in_marks(shortened(article.title, 70))}"
        for article in (*first, *second)
    ]


def _threads(corpus: Corpus, figures: ClaimFigures, echo: Echo) -> Markup:
    """A slip for each article, a dot for each origin, and a thread from one to the other; what has no thread is hollow."""
    supporting = [id_ for id_ in echo.articles if id_ not in figures.same_text][:MOST]
    contrary = echo.against_articles
    slots = len(supporting) + len(contrary) + (1 if contrary else 0)
    step = min(84.0, (WIDTH - 2 * EDGE) / max(1, slots))
    at = {id_: EDGE + step * (n + 0.5) for n, id_ in enumerate(supporting)}
    leading: dict[str, list[str]] = {}
    for account in figures.accounts:
        if account.supports:
            leading.setdefault(account.article, []).extend(account.origins)
    reach = max(step * slots, 500.0)
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
            room = int(reach / len(origins) / 10.5)
            title = shortened(corpus.records[origin].title, max(6, room))
            parts.append(_text(title, x, 444, 18, INK, middle=True))
    return Markup().join(parts)


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

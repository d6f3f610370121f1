"""The graph of a claim's accounts: article → outlet → agency → who said it. Unknown ends are never joined.

A drawing without scripts or styles of its own; the page has the same as a list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from dossier.derive.chains import UNKNOWN
from dossier.derive.names import publisher_name, shown_title
from dossier.model.corpus import Corpus
from dossier.model.figures import counted
from dossier.model.headlines import headline
from dossier.model.records import Article
from dossier.model.shortening import shortened
from dossier.render.html import Links, escaped
from dossier.render.network.chain_layout import BOX_HEIGHT, BOX_WIDTH, Spot, layout

LETTERS, SMALL_LETTERS = 23, 28
"""Characters of a name in a box, and of the line below it."""
TITLE_LETTERS = 300
"""Characters of a headline in a box's accessible name."""
LONGEST = 12
"""The most boxes along a path that is drawn: a longer one is no readable picture."""
REM = 20
"""Pixels of the theme's `rem`, in which a drawing is as wide as it is: it grows with the text."""
CAPTION = (
    "From left to right: the article, whom it names, and where that leads. A heavy frame is a person or a body, "
    "a broken one says that no origin is known."
)


def drawable(walked: Sequence[tuple[str, ...]], most: int) -> list[tuple[str, ...]]:
    """The first paths that fit into `most` boxes, without those of very many links."""
    chosen: list[tuple[str, ...]] = []
    boxes: set[str] = set()
    for path in walked:
        if len(path) <= LONGEST:
            boxes.update(path)
            if len(boxes) > most:
                break
            chosen.append(path)
    return chosen


def chain_graph(links: Links, walked: Sequence[tuple[str, ...]], label: str, most: int) -> Markup:
    """The drawing of these `paths`, in `most` boxes; empty if there is none."""
    shown = drawable(walked, most)
    if not shown:
        return Markup()
    drawn = layout(shown)
    below = told_apart(links.corpus, [id_ for id_ in drawn.boxes if not id_.startswith(UNKNOWN)])
    lines = "".join(
        f'<path class="dossier-chain-graph__edge" fill="none" stroke="#888" d="{line}"/>'
        for line in drawn.lines.values()
    )
    rest = len(walked) - len(shown)
    left = f" {counted(rest, 'more chain')} {'is' if rest == 1 else 'are'} not drawn." if rest else ""
    order = sorted(drawn.boxes.items(), key=lambda box: (box[1].column, box[1].y))
    boxes = "".join(_box(links, id_, spot, below.get(id_, "")) for id_, spot in order)
    return Markup(
        f'<div class="dossier-scroll"><svg class="dossier-chain-graph" viewBox="0 0 {drawn.width} {drawn.height}" '
        f'width="{drawn.width / REM:g}rem" height="{drawn.height / REM:g}rem" role="group" '
        f'aria-label="{escaped(label)}" aria-describedby="dossier-chains">'
        f'<g class="dossier-chain-graph__edges">{lines}</g>{boxes}</svg></div>'
        f'<p class="dossier-caption" id="dossier-chains">{CAPTION}{left}</p>'
    )


def told_apart(corpus: Corpus, ids: Sequence[str]) -> dict[str, str]:
    """The line below the outlet's name in each article's box: its date; if articles of the outlet share that, its
    headline; and if they share both, its id.
    """
    by_outlet: dict[str, list[Article]] = {}
    for id_ in ids:
        if isinstance(record := corpus.records[id_], Article):
            by_outlet.setdefault(publisher_name(corpus, record), []).append(record)
    found: dict[str, str] = {}
    for articles in by_outlet.values():
        alike = articles
        for says in (_date, _headline):
            texts = {article.id: says(article) for article in alike}
            number = Counter(texts.values())
            found |= {id_: text for id_, text in texts.items() if number[text] == 1}
            alike = [article for article in alike if article.id not in found]
        found |= {article.id: article.id for article in alike}
    return found


def _date(article: Article) -> str:
    return shortened(article.published.wording, SMALL_LETTERS)


def _headline(article: Article) -> str:
    return headline(article.title, shortened(shown_title(article), SMALL_LETTERS - 2))


def _box(links: Links, id_: str, spot: Spot, below: str) -> str:
    """A box; its accessible name is the full text of its shortened lines."""
    unknown = id_.startswith(UNKNOWN)
    record = None if unknown else links.corpus.records[id_]
    name = record.title if record else "unknown"
    full = (
        name if record else f"{_name(links.corpus, id_.removeprefix(UNKNOWN))} does not say where it is from"
    )
    if isinstance(record, Article):
        # A headline may hold a label: it stands beside the outlet that printed it.
        name = publisher_name(links.corpus, record)
        title = headline(record.title, f"\u2068{shortened(shown_title(record), TITLE_LETTERS)}\u2069")
        full = f"{name}, {record.published.wording}: {title}"
        if below == record.id:
            full += f", {record.id}"
    middle, y = spot.x + BOX_WIDTH // 2, spot.y - BOX_HEIGHT // 2
    shape = (
        f'<title>{escaped(full)}</title><rect class="dossier-chain-graph__box dossier-chain-graph__box--'
        f'{record.kind if record else "unknown"}" x="{spot.x}" y="{y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" '
        f'rx="3" fill="none" stroke="#888"/><text class="dossier-chain-graph__name" x="{middle}" '
        f'y="{spot.y + (-2 if below else 4)}" text-anchor="middle">{escaped(shortened(name, LETTERS))}</text>'
    )
    if below:
        shape += (
            f'<text class="dossier-chain-graph__below" x="{middle}" y="{spot.y + 13}" text-anchor="middle">'
            f"{escaped(below)}</text>"
        )
    if not record:
        return f"<g>{shape}</g>"
    address = escaped(links.to(record.address))
    return f'<a href="{address}" aria-label="{escaped(full)}">{shape}</a>'


def _name(corpus: Corpus, id_: str) -> str:
    record = corpus.records[id_]
    return publisher_name(corpus, record) if isinstance(record, Article) else record.title

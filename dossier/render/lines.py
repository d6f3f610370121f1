"""The lines of lists and tables that most pages have: accounts, events, sources, chains, mentions, notes.

They are Python, not macros: a build renders tens of thousands (docs/decisions/0015). Every text is escaped here, by
`escaped` or by the function that renders a link or a quotation; records are named through `Links` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from dossier.cite.typography import typographic
from dossier.model.corpus import Mention
from dossier.model.figures import NO_ORIGIN, AccountFigures, ClaimFigures, Trail
from dossier.model.languages import language_name
from dossier.model.parts import Chain, Quote
from dossier.model.phrases import STANCES
from dossier.model.records import Article, Claim, Event
from dossier.model.shortening import boundary, shortened
from dossier.render.accounts import Row
from dossier.render.html import Links, escaped, in_language, origins, quoted, translated, window
from dossier.render.limits import Lists
from dossier.render.notes import Note

_ONWARD = ' <span aria-hidden="true">→</span><span class="dossier-hidden">, which rests on</span> '
_ENDS = {"own": "its own reporting", "unknown": "<em>unknown</em>"}
"""Ends of a chain that are no record."""
AROUND = 500
"""Characters of a sentence shown before and after a name, since a text without a full stop is one sentence."""
COUNT = "count"
"""The anchor, on a claim's page, of the derivation of its figures."""


def stance(name: str) -> Markup:
    """A stance as a mark."""
    return Markup(f'<span class="dossier-stance dossier-stance--{escaped(name)}">{STANCES[name]}</span>\n')


def names_in(found: Iterable[str], lang: str | None) -> Markup:
    """Names in one language, with commas between."""
    return Markup(", ".join([in_language(name, lang) for name in found]))


def labels_in(found: Iterable[str], lang: str) -> Markup:
    """Labels that somebody used, with commas between."""
    return Markup(", ".join([quoted(label, lang) for label in found]))


def account_row(
    lists: Lists, links: Links, row: Row, with_source: bool = True, counted_as: str = ""
) -> Markup:
    """An account as a table row, after its source or, on that source's own page, after its claim.

    `counted_as` is the article that is counted instead, for both have the same text.
    """
    account = row.account
    about = links.source(row.article.id) if with_source else links.record(account.claim)
    by = f'<br><span class="dossier-because">as the word of {escaped(row.by)}</span>' if row.by else ""
    value = f"<br>{escaped(typographic(account.value))}" if account.value else ""
    same = (
        f'<br><span class="dossier-because">the same text as {links.source(counted_as)}: counted once</span>'
        if counted_as
        else ""
    )
    return Markup(
        f'<tr>\n<th scope="row">{about}</th>\n<td data-label="Stance">{stance(account.stance)}{by}{value}</td>\n'
        f"{_evidence_cells(lists, links, row)}{same}</td>\n</tr>\n"
    )


def contrary_row(lists: Lists, links: Links, row: Row) -> Markup:
    """An account of a claim that contradicts this page's claim."""
    return Markup(
        f'<tr>\n<th scope="row">{links.source(row.article.id)}</th>\n<td data-label="Stance">{stance("contrary")}'
        f"{links.record(row.account.claim)}</td>\n{_evidence_cells(lists, links, row)}</td>\n</tr>\n"
    )


def _evidence_cells(lists: Lists, links: Links, row: Row) -> str:
    """The cells for an account's words, basis and origins; the last one is left open."""
    name = f"words of {row.article.id} on {row.account.claim}"
    quotes = lists.inner(row.account.quotes, name)
    words = "<br>".join([_quotation(quote, row.article.language) for quote in quotes])
    words = f"{words}{lists.more(name, inline=True)}"
    return (
        f'<td data-label="In its words">{words}</td>\n<td data-label="How it knows">{escaped(row.knows)}</td>\n'
        f'<td data-label="Rests on">{ends(lists, links, row.traced)}'
    )


def ends(lists: Lists, links: Links, traced: AccountFigures) -> Markup:
    """Where an account leads: its origins, and each unknown end by its name, if it has one."""
    shown: dict[str, None] = {}
    name = f"trails of {traced.article}, account {traced.number}"
    for trail in lists.inner(traced.trails, name):
        if trail.origin:
            shown[links.record(trail.origin)] = None
        elif trail.end:
            shown[f"{_ENDS['unknown']}: {links.record(trail.end)}, {NO_ORIGIN[trail.why]}"] = None
        elif not trail.links:
            shown[f"{_ENDS['unknown']}: {escaped(trail.why)}"] = None
        else:
            shown[_ENDS["unknown"]] = None
    return Markup("; ".join(shown)) + lists.more(name, inline=True)


def evidence(links: Links, record: Claim, figures: ClaimFigures) -> Markup:
    """A claim's evidence line, linked to the derivation of its figures."""
    href = links.to(f"{record.address}#{COUNT}")
    return Markup(
        f'<a class="dossier-evidence" href="{escaped(href)}">{origins(figures)}{escaped(figures.line)}</a>'
    )


def _quotation(quote: Quote, lang: str) -> str:
    at = f' <span class="dossier-at">{escaped(quote.at.wording)}</span>' if quote.at else ""
    if quote.publish:
        return f"<em>a quotation is withheld by the editors</em>{at}"
    ours = ""
    if quote.translation:
        ours = f'<br><span class="dossier-because">that is: {translated(quote.translation)}</span>'
    return f"{quoted(quote.text, quote.lang or lang)}{at}{ours}"


def article_rows(links: Links, ids: Iterable[str]) -> Markup:
    """Articles as table rows: outlet, headline, day, language."""
    drawn = []
    for id_ in ids:
        article = links.corpus.records[id_]
        assert isinstance(article, Article)
        when = article.published
        drawn.append(
            f"<tr><td>{links.outlet(article)}</td><td>{links.record(id_)}</td>"
            f'<td data-sort="{escaped(when.sortable)}">{window(when)}</td>'
            f"<td>{escaped(language_name(article.language))}</td></tr>\n"
        )
    return Markup("".join(drawn))


def event_lines(links: Links, ids: Iterable[str]) -> Markup:
    """Events as list items, each after its date."""
    drawn = []
    for id_ in ids:
        event = links.corpus.records[id_]
        assert isinstance(event, Event)
        when = window(event.when)
        drawn.append(f'<li><span class="dossier-events__when">{when}</span> {links.record(id_)}</li>\n')
    return Markup("".join(drawn))


def summary_lines(links: Links, ids: Iterable[str], sentences: Mapping[str, Mention]) -> Markup:
    """Articles as list items, each with the sentence of its body that names the page's record."""
    drawn = []
    for id_ in ids:
        article = links.corpus.records[id_]
        assert isinstance(article, Article)
        drawn.append(f"<li>{links.source(id_)}, {window(article.published)}")
        if sentence := sentences.get(id_):
            drawn.append(f'<br>{_sentence(sentence)} <span class="dossier-because">(our summary)</span>')
        drawn.append("</li>\n")
    return Markup("".join(drawn))


def mention_lines(links: Links, found: Iterable[Mention]) -> Markup:
    """Sentences of our own texts, each after the record that contains it."""
    return Markup("".join([f"<li>{links.record(one.source)}: {_sentence(one)}</li>\n" for one in found]))


def _typeset(found: Mention) -> tuple[str, str, str]:
    """The three pieces of a sentence with typographic quotation marks."""
    whole = typographic(f"{found.before}{found.name}{found.after}")
    end = len(found.before) + len(found.name)
    return whole[: len(found.before)], whole[len(found.before) : end], whole[end:]


def _sentence(found: Mention) -> str:
    """A sentence of ours stands without quotation marks: those are for the words of a source."""
    before, name, after = _typeset(found)
    if (much := len(before) - AROUND) > 0:
        before = f"… {before[boundary(before, much) :].split(' ', 1)[-1]}"
    name, after = escaped(shortened(name, AROUND)), escaped(shortened(after, AROUND))
    before = escaped(before)
    return f'<span class="dossier-sentence-of-ours">{before}<mark>{name}</mark>{after}</span>'


def chain_lines(lists: Lists, links: Links, chains: Iterable[Chain]) -> Markup:
    """What an article rests on: one line for each chain."""
    drawn = []
    for entry in chains:
        first, rest = lists.steps(entry.chain, entry)
        named = [_ENDS[link] if link in _ENDS else links.named(link) for link in first]
        chain = _ONWARD.join([*named, *([rest] if rest else [])])
        because = (
            f' <span class="dossier-because">({escaped(typographic(entry.because))})</span>'
            if entry.because
            else ""
        )
        drawn.append(f"<li>\n{chain}{because}</li>\n")
    return Markup("".join(drawn))


def trail_line(lists: Lists, links: Links, article: str, trail: Trail) -> Markup:
    """Where an account of `article` leads, in one line: the first links, and the end."""
    first, rest = lists.steps(trail.links, (article, trail))
    steps = [*(_step(links, link) for link in first), *([rest] if rest else [])]
    end = trail.origin or trail.end
    if end and (rest or trail.links[-1:] != (end,)):
        steps.append(links.record(end))
    why = (
        ""
        if trail.origin
        else f' <span class="dossier-because">(origin unknown: {escaped(trail.why)})</span>'
    )
    return Markup(" → ".join(steps or [_ENDS["unknown"]]) + why)


def _step(links: Links, link: str) -> str:
    if link in _ENDS:
        return _ENDS[link]
    return links.named(link) if link in links.corpus.records else f"<code>{escaped(link)}</code>"


def note_lines(notes: Sequence[Note]) -> Markup:
    """The notes at the foot of a page, each with links back to its marks."""
    drawn = []
    for note in notes:
        back = "".join(
            [
                f'<a href="#noteref-{note.number}-{use}" aria-label="Back to note {note.number} in the text'
                f'{f", place {use}" if note.uses > 1 else ""}">↑</a>'
                for use in range(1, note.uses + 1)
            ]
        )
        drawn.append(
            f'<li id="note-{note.number}"><div class="dossier-notes__text">{escaped(note.text)}</div>\n'
            f'<span class="dossier-notes__back">{back}</span></li>\n'
        )
    return Markup("".join(drawn))


LINES = (
    account_row,
    article_rows,
    chain_lines,
    contrary_row,
    event_lines,
    evidence,
    labels_in,
    mention_lines,
    names_in,
    note_lines,
    stance,
    summary_lines,
    trail_line,
)
"""The functions that templates call, by name."""

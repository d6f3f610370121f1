"""The evidence of a claim as blocks: its line, how the number came about, each account with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dossier.cite.typography import typographic
from dossier.derive.accounts import in_order
from dossier.export.documents.model import (
    BOLD,
    ITALIC,
    MUTED,
    Block,
    Facts,
    Heading,
    Items,
    Paragraph,
    Span,
    Spans,
    Table,
    Words,
)
from dossier.export.documents.writing import Writing, bold, joined, muted, name, spans
from dossier.model.checks import is_id
from dossier.model.figures import RULE, AccountFigures, ClaimFigures, Trail, counted
from dossier.model.languages import in_marks, language_name
from dossier.model.ledger import Entry, Ledger, ledger_of, withheld_accounts_line
from dossier.model.parts import Account, Quote
from dossier.model.phrases import BASIS, STANCES
from dossier.model.records import Article

_UNKNOWN = spans("unknown", style=ITALIC)


def evidence_line(figures: ClaimFigures) -> Paragraph:
    """The evidence in one line, dissent first."""
    return Paragraph(bold(figures.line_in_dossier), "evidence")


def figures_table(w: Writing, ids: Sequence[str], caption: str) -> Table:
    """Claims with the numbers that their evidence lines say in words."""
    head = ("Claim", "Articles", "Origins", "Unknown", "Against it", "No account")
    return Table(
        tuple(spans(title) for title in head),
        tuple((w.link(id_), *map(spans, _numbers(w.figures.claims[id_]))) for id_ in ids),
        caption,
        numbers=True,
    )


def _numbers(f: ClaimFigures) -> Iterator[str]:
    against = len(f.dissent) + len(f.contradictions)
    for number in (len(f.articles), len(f.origins), len(f.unknown), against, len(f.silent)):
        yield str(number)


def claim_list(w: Writing, ids: Iterable[str]) -> Items:
    """Claims, each with its evidence line."""
    return Items(
        tuple(
            (Paragraph((*w.link(id_), Span(". "), *muted(w.figures.claims[id_].line))),)
            for id_ in ids
            if id_ in w.figures.claims
        )
    )


def ledger_blocks(w: Writing, figures: ClaimFigures) -> tuple[Block, ...]:
    """How a claim's number came about, article by article."""
    ledger = ledger_of(figures)
    items: list[tuple[Block, ...]] = [
        (
            Paragraph((*_bold(w.link(origin)), *spans(f" ({figures.bases[origin].replace('-', ' ')})"))),
            _lines(w, entries),
        )
        for origin, entries in ledger.origins
    ]
    for title, entries in (
        ("Origin unknown, not counted", ledger.unknown),
        (
            "Of unknown origin besides, in articles that are counted above by another account or chain",
            ledger.unknown_beside,
        ),
    ):
        if entries:
            items.append((Paragraph(bold(title)), _lines(w, entries)))
    items += _once(w, ledger)
    result = (
        f"{ledger.result}. {counted(ledger.articles, 'article')}, "
        f"{counted(len(ledger.origins), 'independent origin')}; counting rule {RULE}."
    )
    heading = Heading(spans("How this number came about"), 1)
    return (heading, *([Items(tuple(items))] if items else []), Paragraph(spans(result)))


def _once(w: Writing, ledger: Ledger) -> Iterator[tuple[Block, Block]]:
    """What is counted once."""
    if ledger.same_text:
        lines = [
            (
                *w.source(a),
                *spans(": the same text as "),
                *w.source(b),
                *spans(", and neither says whose it is"),
            )
            for a, b in ledger.same_text
        ]
        yield Paragraph(bold("One text, counted once")), _list(lines)
    if ledger.repeated:
        lines = [(*w.source(a), *spans(f": {number} accounts")) for a, number in ledger.repeated]
        yield Paragraph(bold("Counted once, though they speak more often")), _list(lines)


def _lines(w: Writing, entries: Iterable[Entry]) -> Items:
    return _list([(*w.source(e.article), *spans(" → "), *trail(w, way)) for e in entries for way in e.trails])


def _list(lines: Iterable[Spans]) -> Items:
    return Items(tuple((Paragraph(line),) for line in lines))


def _bold(found: Spans) -> Spans:
    return tuple(span if span.style else span._replace(style=BOLD) for span in found)


def trail(w: Writing, way: Trail) -> Spans:
    """A chain in words: each link, and where it ends; of one without a known origin, why."""
    links = [step(w, link) for link in way.links]
    end = way.origin or way.end
    if end and way.links[-1:] != (end,):
        links.append(w.link(end))
    why = () if way.origin else muted(f" (origin unknown: {way.why})")
    return (*joined(links or [_UNKNOWN], " → "), *why)


def step(w: Writing, link: str) -> Spans:
    """A link of a chain: a record, or what is none."""
    if link == "own":
        return spans("its own reporting")
    return _UNKNOWN if link == "unknown" else w.named(link)


def account_blocks(w: Writing, figures: ClaimFigures) -> tuple[Block, ...]:
    """Each account of a claim: those that say otherwise first, then those that support it."""
    traced = [figures.accounts[number] for number in in_order(w.corpus, figures.accounts)]
    contrary = [
        each for id_ in figures.contradictions for each in w.figures.claims[id_].accounts if each.supports
    ]
    against = [each for each in traced if not each.supports]
    found: list[Block] = []
    if against or contrary:
        said = [account(w, each) for each in against]
        said += [account(w, each, contrary=True) for each in contrary]
        found += [Heading(spans("Who says otherwise"), 1), Items(tuple(said))]
    if supporting := [each for each in traced if each.supports]:
        said = [account(w, each, figures.same_text.get(each.article, "")) for each in supporting]
        found += [Heading(spans("Who says so"), 1), Items(tuple(said))]
    if figures.withheld:
        found.append(Paragraph(spans(f"{withheld_accounts_line(figures.withheld)}."), "small"))
    if figures.silent:
        found += [
            Heading(spans("Read in full, and no account of it"), 1),
            Paragraph(spans("That is no denial."), "small"),
            _list([w.source(id_) for id_ in figures.silent]),
        ]
    return tuple(found)


def account(
    w: Writing, traced: AccountFigures, counted_as: str = "", *, contrary: bool = False, of_claim: bool = True
) -> tuple[Block, ...]:
    """An account: its source (or, unless `of_claim`, its claim), stance, words, and what it rests on."""
    article = w.corpus.records[traced.article]
    assert isinstance(article, Article)
    account_ = article.claims[traced.number]
    dated = spans(f", {article.published.wording}")
    first = (*w.source(article.id), *dated) if of_claim else w.link(account_.claim)
    ends = [trail(w, way) for way in traced.trails]
    rows: list[tuple[Spans, tuple[Block, ...]]] = [
        (spans("Stance"), (Paragraph(_stance(w, account_, contrary=contrary)),)),
        (spans("How it knows"), (Paragraph(spans(BASIS[account_.basis])),)),
    ]
    if ends:
        rests = Paragraph(ends[0]) if len(ends) == 1 else _list(ends)
        rows.append((spans("Rests on"), (rests,)))
    if counted_as:
        same = (*spans("the same text as "), *w.source(counted_as), *spans(": counted once"))
        rows.append((spans("Counted"), (Paragraph(same),)))
    return (
        Paragraph(_bold(first), "head"),
        *(words(quote, article) for quote in account_.quotes),
        Facts(tuple(rows)),
    )


def _stance(w: Writing, account_: Account, *, contrary: bool) -> Spans:
    said = spans(STANCES["contrary" if contrary else account_.stance])
    if contrary:
        said = (*said, Span(": "), *w.link(account_.claim))
    if account_.by:
        known = is_id(account_.by) and account_.by in w.corpus.records
        by = w.link(account_.by) if known else name(in_marks(account_.by))
        said = (*said, *spans(", as the word of "), *by)
    if account_.value:
        said = (*said, Span(": "), *name(typographic(account_.value)))
    return (*said, *spans(f" ({account_.when.wording})")) if account_.when else said


def words(quote: Quote, article: Article) -> Block:
    """A quotation in its own language, with its place, its language and our translation."""
    place = quote.at.wording if quote.at else ""
    if quote.publish:
        return Paragraph(
            spans(f"A quotation is withheld by the editors{f' ({place})' if place else ''}.", style=MUTED)
        )
    lang = quote.lang or article.language
    after = [language_name(lang), place]
    after += [f"translated from {language_name(quote.translated_from)}"] if quote.translated_from else []
    said = muted("; ".join(part for part in after if part))
    if quote.translation:
        ours = (*spans("Our translation: ", style=MUTED), *name(in_marks(quote.translation), "en"))
        said = joined((ours, said), ". ")
    (text,) = name(in_marks(quote.text), lang) or (Span(""),)
    return Words(text.text, lang, said)

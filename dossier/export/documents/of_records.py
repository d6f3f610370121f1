"""A record's page as a chapter, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dossier.cite import reference_of
from dossier.cite.typography import typographic
from dossier.derive.names import publisher_name
from dossier.export.documents.bodies import BodyWriter
from dossier.export.documents.evidence import (
    account,
    account_blocks,
    claim_list,
    evidence_line,
    figures_table,
    ledger_blocks,
    step,
    words,
)
from dossier.export.documents.model import (
    MUTED,
    Block,
    Chapter,
    Facts,
    Heading,
    Items,
    Paragraph,
    Span,
    Spans,
)
from dossier.export.documents.writing import Shared, Writing, bold, cited, joined, muted, name, spans, web
from dossier.model.figures import counted, support_of
from dossier.model.languages import country_name, in_marks, language_name
from dossier.model.parts import Chain, Cited, Kind, Named, Sourced, Waiver
from dossier.model.phrases import SURE
from dossier.model.records import Actor, Article, Claim, Event, Finding, FreePage, Place, Publisher, Record

NOUNS: dict[Kind, str] = {
    "finding": "Finding",
    "claim": "Claim",
    "event": "Event",
    "actor": "Actor",
    "place": "Place",
    "publisher": "Outlet",
    "article": "Source",
}
SHORTENED = (
    "Part of this text is left out here: it rests on sources that this dossier, as of its day, does not have."
)


def chapter(shared: Shared, record: Record) -> Chapter:
    """The chapter of a record that has an anchor."""
    w = Writing(shared, record.id if isinstance(record, Article) else "")
    blocks = tuple(_blocks(w, record))
    noun = NOUNS.get(record.kind, "")
    if isinstance(record, Claim) and record.speaker:
        noun += " · what somebody said"
    return Chapter(
        anchor=shared.anchors[record.id],
        title=_title(w, record),
        blocks=blocks,
        notes=tuple(w.notes),
        kicker=noun,
    )


def _title(w: Writing, record: Record) -> Spans:
    """The title of a record; a headline after its outlet."""
    if isinstance(record, Article):
        return (*name(publisher_name(w.corpus, record)), Span(": "), *w.title(record))
    return w.title(record)


def _blocks(w: Writing, record: Record) -> Iterator[Block]:
    if record.withheld:
        verb = "is" if record.withheld == 1 else "are"
        said = f"{counted(record.withheld, 'record')} named here {verb} withheld by the editors."
        yield Paragraph(spans(said), "small")
    match record:
        case Finding():
            yield from _finding(w, record)
        case Claim():
            yield from _claim(w, record)
        case Article():
            yield from _article(w, record)
        case Event():
            yield from _event(w, record)
        case Actor():
            yield from _actor(w, record)
        case Publisher():
            yield from _publisher(w, record)
        case Place():
            yield from _place(w, record)
        case FreePage():
            yield from _free(w, record)


def _text(w: Writing, record: Record) -> Iterator[Block]:
    yield from BodyWriter(w, record).blocks()
    if record.body.shortened:
        yield Paragraph(spans(SHORTENED), "small")


def _finding(w: Writing, finding: Finding) -> Iterator[Block]:
    support = support_of([w.figures.claims[id_] for id_ in finding.rests_on])
    yield Facts(
        (
            (spans("How sure we are of this reading"), _said(spans(SURE[finding.confidence]))),
            (spans("What it rests on"), _said(bold(support.sentence))),
        )
    )
    yield from _text(w, finding)
    if finding.rests_on:
        yield Heading(spans("The claims under it"))
        yield figures_table(w, finding.rests_on, "Their figures, in this dossier")
        yield claim_list(w, finding.rests_on)


def _claim(w: Writing, claim: Claim) -> Iterator[Block]:
    f = w.figures.claims[claim.id]
    yield evidence_line(f)
    if f.sole_controller:
        one = (*bold("One controller: "), *spans("every known origin is controlled by "))
        yield Paragraph((*one, *w.link(f.sole_controller), Span(".")))
    yield from _waivers(claim.waivers)
    yield from _text(w, claim)
    rows = [("Said by", w.link(claim.speaker))] if claim.speaker else []
    rows += [("When", spans(claim.when.wording))] if claim.when else []
    rows += [("Event", w.link(claim.event))] if claim.event else []
    rows += [("About", joined(map(w.named, claim.about)))] if claim.about else []
    yield from _facts(rows)
    yield from ledger_blocks(w, f)
    yield from account_blocks(w, f)
    for title, ids in (
        ("Cannot hold together with", f.contradictions),
        ("Stands uneasily beside", f.contrary),
        ("Supports", claim.supports),
        ("Undercuts", claim.undercuts),
    ):
        if ids:
            yield from (Heading(spans(title)), claim_list(w, ids))


def _article(w: Writing, article: Article) -> Iterator[Block]:
    w.shared.used[article.id] = None
    if ours := article.title_translated.get("en"):
        yield Paragraph(muted(f"Our translation: {in_marks(ours)}"), "small")
    yield Paragraph(cited(w.shared.note_style.entry(reference_of(w.corpus, article))))
    published = spans(article.published.wording)
    if article.published_because:
        published = (*published, *muted(f" ({article.published_because})"))
    read = f"{'in full' if article.read == 'full' else 'its opening only'}, {article.accessed.phrase}"
    rows = [
        ("Outlet", w.link(article.publisher)),
        ("Published", published),
        ("Language", spans(language_name(article.language))),
        ("Read", spans(read)),
    ]
    rows += [("Carries the text of", _chains(w, [article.carries]))] if article.carries else []
    rows += [("About", joined(map(w.link, article.subject)))] if article.subject else []
    if article.rests_on or not article.carries:
        unknown = (*spans("unknown", style="i"), *spans(": not declared"))
        title = "Rests on, in what it is about" if article.subject else "Rests on"
        rows.append((title, _chains(w, article.rests_on) if article.rests_on else unknown))
    yield from _facts(rows)
    yield from _waivers(article.waivers)
    yield from _text(w, article)
    traced = {
        (claim, each.number): each
        for claim in dict.fromkeys(account_.claim for account_ in article.claims)
        for each in (w.figures.claims[claim].accounts if claim in w.figures.claims else ())
        if each.article == article.id
    }
    said = [
        account(w, traced[key], of_claim=False)
        for number, account_ in enumerate(article.claims)
        if (key := (account_.claim, number)) in traced
    ]
    if said:
        yield from (Heading(spans("What it says")), Items(tuple(said)))


def _chains(w: Writing, chains: Iterable[Chain]) -> Spans:
    """What an article declares that it rests on."""
    return joined(
        (
            (
                *joined((step(w, link) for link in chain.chain), " → "),
                *(muted(f" ({typographic(chain.because)})") if chain.because else ()),
            )
            for chain in chains
        ),
        "; ",
    )


def _event(w: Writing, event: Event) -> Iterator[Block]:
    rows = [("When", spans(event.when.wording))]
    rows += [("Where", joined(map(w.link, event.places)))] if event.places else []
    yield from _facts(rows)
    yield from _waivers(event.waivers)
    yield from _text(w, event)
    who = [
        (*w.link(each.actor), *(spans(f", {typographic(each.as_)}") if each.as_ else ()), *_vouched(w, each))
        for each in event.actors
    ]
    yield from _listed("Who took part", who)
    yield from _claims_and_sources(w, event)


def _actor(w: Writing, actor: Actor) -> Iterator[Block]:
    rows = [("Kind", spans(actor.type.replace("-", " ")))]
    if control := actor.controlled_by:
        rows.append(("Controlled by", (*w.link(control.actor), *_vouched(w, control))))
    rows += [(key.capitalize(), spans(value, style="c")) for key, value in sorted(actor.identifiers.items())]
    yield from _facts([*rows, *_names(actor.names, actor.title)])
    yield from _waivers(actor.waivers)
    yield from _text(w, actor)
    roles = [
        (
            *name(typographic(role.as_)),
            *((*spans(" of "), *w.link(role.of)) if role.of else ()),
            *(spans(f", {role.when.phrase}") if role.when else ()),
            *_vouched(w, role),
        )
        for role in actor.roles
    ]
    yield from _listed("Roles", roles)
    yield from _events(w, actor)
    yield from _claims_and_sources(w, actor)


def _publisher(w: Writing, outlet: Publisher) -> Iterator[Block]:
    rows = [("Kind", spans((outlet.medium or "outlet").replace("-", " ")))]
    rows += [("Based in", spans(country_name(outlet.country)))] if outlet.country else []
    rows += [("Address", web(outlet.url))] if outlet.url else []
    rows += [("Is", w.link(outlet.is_))] if outlet.is_ else []
    rows += [("Edition of", w.link(outlet.edition_of))] if outlet.edition_of else []
    if control := outlet.controlled_by:
        rows.append(("Controlled by", (*w.link(control.actor), *_vouched(w, control))))
    if outlet.grade:
        rows.append(("Grade", spans(f"{outlet.grade.letter} (NATO STANAG 2511): {outlet.grade.because}")))
    yield from _facts([*rows, *_names(outlet.names, outlet.title)])
    yield from _waivers(outlet.waivers)
    yield from _text(w, outlet)
    yield from _claims_and_sources(w, outlet)


def _place(w: Writing, place: Place) -> Iterator[Block]:
    rows = [("Kind", spans(place.type))]
    rows += [("Within", w.link(place.within))] if place.within else []
    where = "not recorded"
    if at := place.location:
        where = f"{at.wording}, known to {at.precision}: within {at.radius:,} m"
    yield from _facts([*rows, ("Position", spans(where)), *_names(place.names, place.title)])
    yield from _waivers(place.waivers)
    yield from _text(w, place)
    yield from _events(w, place)
    yield from _claims_and_sources(w, place)


def _free(w: Writing, page: FreePage) -> Iterator[Block]:
    steps = {step.heading: step for step in reversed(page.steps)}
    for title, blocks in BodyWriter(w, page).sections():
        yield from blocks
        if step := steps.pop(title, None):
            yield from _quoted(w, step.quotes)
            if step.claims:
                yield claim_list(w, step.claims)
    if page.body.shortened:
        yield Paragraph(spans(SHORTENED), "small")
    if page.quotes:
        yield from (Heading(spans("In these words")), *_quoted(w, page.quotes))


def _quoted(w: Writing, quotes: Iterable[Cited]) -> Iterator[Block]:
    """The first published quotation that each source has of its claim."""
    for each in quotes:
        article = w.corpus.records.get(each.source)
        if not isinstance(article, Article):
            continue
        said = (quote for a in article.claims if a.claim == each.claim for quote in a.quotes)
        if quote := next((quote for quote in said if not quote.publish), None):
            yield from (words(quote, article), Paragraph((Span("— "), *w.source(article.id)), "small"))


def _facts(rows: Sequence[tuple[str, Spans]]) -> Iterator[Block]:
    if rows:
        yield Facts(tuple((spans(title), _said(value)) for title, value in rows))


def _said(value: Spans) -> tuple[Block, ...]:
    return (Paragraph(value),)


def _names(names: Sequence[Named], title: str) -> list[tuple[str, Spans]]:
    others = [
        (*name(each.name, each.lang or ""), *(muted(f" ({language_name(each.lang)})") if each.lang else ()))
        for each in names
        if each.name != title
    ]
    return [("Other names", joined(others))] if others else []


def _vouched(w: Writing, datum: Sourced) -> Spans:
    """Where a datum is from."""
    if datum.source:
        note = w.citations([(datum.source, "")])
        return (w.mark(note),) if note else ()
    return (w.mark(web(datum.reference)),) if datum.reference else ()


def _waivers(waivers: Iterable[Waiver]) -> Iterator[Block]:
    for waiver in waivers:
        head = f"Exception ({waiver.rule.replace('-', ' ')}, {waiver.published.wording}): "
        yield Paragraph((*bold(head), *spans(typographic(waiver.reason))), "small")


def _listed(title: str, lines: Sequence[Spans]) -> Iterator[Block]:
    if lines:
        yield from (Heading(spans(title)), Items(tuple((Paragraph(line),) for line in lines)))


def _events(w: Writing, record: Record) -> Iterator[Block]:
    lines = []
    for id_ in w.corpus.events_by.get(record.id, ()):
        event = w.corpus.records[id_]
        assert isinstance(event, Event)
        lines.append((*spans(f"{event.when.wording}: ", style=MUTED), *w.link(id_)))
    yield from _listed("Events", lines)


def _claims_and_sources(w: Writing, record: Record) -> Iterator[Block]:
    if ids := w.figures.accounts_by.get(record.id, ()):
        yield from (Heading(spans("Claims about it")), claim_list(w, ids))
    lines = []
    for id_ in w.corpus.articles_by.get(record.id, ()):
        article = w.corpus.records[id_]
        assert isinstance(article, Article)
        lines.append((*w.source(id_), *spans(f", {article.published.wording}")))
    yield from _listed("Sources", lines)

"""The lines of each kind's twin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.cite import chicago_bibliography, reference_of
from dossier.derive.accounts import in_order
from dossier.export.twins.writing import Writing, plain, web
from dossier.model.figures import NO_ORIGIN, AccountFigures, Trail, counted, support_of
from dossier.model.languages import in_marks, language_name
from dossier.model.ledger import withheld_accounts_line
from dossier.model.parts import Account, Sourced
from dossier.model.records import Actor, Article, Claim, Event, Finding, FreePage, Place, Publisher, Record

MOST = 100
"""Entries of a list; the tables on the page Data have all."""


def lines_of(w: Writing, record: Record) -> Iterator[str]:
    """The lines of a record's twin."""
    yield from (f"# {w.title(record)}", "")
    if record.withheld:
        verb = "is" if record.withheld == 1 else "are"
        named = f"{counted(record.withheld, 'record')} named here {verb} withheld by the editors."
        yield from (named, "")
    match record:
        case Claim():
            yield from _claim(w, record)
        case Article():
            yield from _article(w, record)
        case Finding():
            yield from _finding(w, record)
        case Event():
            yield from _event(w, record)
        case Place():
            yield from _place(w, record)
        case Actor():
            yield from _actor(w, record)
        case Publisher():
            yield from _publisher(w, record)
        case FreePage():
            pass
    yield from w.body(record.body.blocks)
    if not isinstance(record, (Claim, Article, Finding, FreePage)):
        yield from _claims_on(w, record)
        yield from _sources(w, record)


def _claim(w: Writing, claim: Claim) -> Iterator[str]:
    f = w.figures.claims[claim.id]
    yield from (plain(f.line_in_dossier), "")
    facts = [("Event", w.link(claim.event))] if claim.event else []
    facts += [("When", plain(claim.when.wording))] if claim.when else []
    facts += [("Said by", w.link(claim.speaker))] if claim.speaker else []
    yield from _facts(facts)
    traced = [f.accounts[number] for number in in_order(w.corpus, f.accounts)]
    against = [each for each in traced if not each.supports]
    support = [each for each in traced if each.supports]
    for heading, accounts in (("Who says otherwise", against), ("Who says so", support)):
        if accounts:
            yield from (f"## {heading}", "")
            for each in accounts[:MOST]:
                yield from _account(w, each, f.same_text.get(each.article))
            yield from _more(len(accounts))
    if f.withheld:
        yield from (f"{withheld_accounts_line(f.withheld)}.", "")
    for heading, ids in (
        ("Cannot hold together with", f.contradictions),
        ("Stands uneasily beside", f.contrary),
        ("Read in full, and has no account of it", f.silent),
    ):
        yield from _listed(heading, [w.link(id_) for id_ in ids[:MOST]], len(ids))


def _account(w: Writing, traced: AccountFigures, counted_as: str | None) -> Iterator[str]:
    article = w.corpus.records[traced.article]
    assert isinstance(article, Article)
    account = article.claims[traced.number]
    address = f" {web(article.url)}" if article.url else ""
    yield f"- {w.link(article.id)}, {article.published.wording}.{address}"
    yield from (f"  - {line}" for line in _said(w, account))
    yield from (f"  - Rests on: {_trail(w, trail)}" for trail in traced.trails)
    if counted_as:
        yield f"  - The same text as {w.link(counted_as)}: counted once."
    yield ""


def _said(w: Writing, account: Account) -> Iterator[str]:
    by = ""
    if account.by:
        by = f", as the word of {w.link(account.by) if account.by in w.corpus.records else plain(account.by)}"
    value = f": {plain(account.value)}" if account.value else ""
    when = f" ({plain(account.when.wording)})" if account.when else ""
    yield f"Stance: {account.stance}{value}{by}{when}. Basis: {account.basis}."
    for quote in account.quotes:
        words = "a quotation is withheld" if quote.publish else in_marks(quote.text)
        ours = f" (our translation: {in_marks(quote.translation)})" if quote.translation else ""
        place = f", {quote.at.wording}" if quote.at else ""
        yield f"Words: {plain(words + ours + place)}"


def _trail(w: Writing, trail: Trail) -> str:
    links = [w.link(link) if link in w.corpus.records else plain(link) for link in trail.links]
    if trail.origin:
        end = f"origin {w.link(trail.origin)}"
    elif trail.end:
        end = f"unknown: {w.link(trail.end)}, {NO_ORIGIN.get(trail.why, trail.why)}"
    else:
        end = f"unknown: {plain(trail.why)}"
    return f"{' → '.join(links)} → {end}" if links else end


def _article(w: Writing, article: Article) -> Iterator[str]:
    if translated := article.title_translated.get("en"):
        yield from (f"Our translation of the headline: {plain(translated)}", "")
    facts = [
        ("Outlet", w.link(article.publisher)),
        ("Published", plain(article.published.wording)),
        ("Language", language_name(article.language)),
        ("Read", "in full" if article.read == "full" else "the opening alone"),
    ]
    facts += [("Page", web(article.url))] if article.url else []
    facts += [("Archived", web(article.archived))] if article.archived else []
    yield from _facts(facts)
    cited = chicago_bibliography(reference_of(w.corpus, article), day_first=True).plain
    yield from (plain(cited), "")
    accounts = [account for account in article.claims if not account.publish]
    if accounts:
        yield from ("## What it says", "")
    for account in accounts[:MOST]:
        yield f"- {w.link(account.claim)}"
        yield from (f"  - {line}" for line in _said(w, account))
        yield ""
    yield from _more(len(accounts))


def _finding(w: Writing, finding: Finding) -> Iterator[str]:
    claims = [w.figures.claims[id_] for id_ in finding.rests_on]
    yield from (f"How sure we are: {finding.confidence}. It rests on {support_of(claims).sentence}.", "")
    lines = [f"{w.link(id_)}. {plain(w.figures.claims[id_].line)}" for id_ in finding.rests_on[:MOST]]
    yield from _listed("What it rests on", lines, len(claims))


def _event(w: Writing, event: Event) -> Iterator[str]:
    facts = [("When", plain(event.when.wording))]
    facts += [("Where", ", ".join(w.link(id_) for id_ in event.places))] if event.places else []
    yield from _facts(facts)
    who = [
        f"{w.link(each.actor)}{f', {plain(each.as_)}' if each.as_ else ''}{_vouched(w, each)}"
        for each in event.actors[:MOST]
    ]
    yield from _listed("Who took part", who, len(event.actors))


def _place(w: Writing, place: Place) -> Iterator[str]:
    facts: list[tuple[str, str]] = [("Kind", place.type)]
    facts += [("Within", w.link(place.within))] if place.within else []
    if place.location:
        known = f"{place.location.wording}, {place.location.precision}: within {place.location.radius:,} m"
        facts.append(("Position", known))
    yield from _facts([*facts, *_names(place)])


def _actor(w: Writing, actor: Actor) -> Iterator[str]:
    facts = [("Kind", actor.type.replace("-", " ")), *_names(actor)]
    if control := actor.controlled_by:
        facts.append(("Controlled by", f"{w.link(control.actor)}{_vouched(w, control)}"))
    yield from _facts(facts)
    roles = [
        f"{plain(role.as_)}{f', {w.link(role.of)}' if role.of else ''}"
        f"{f', {plain(role.when.wording)}' if role.when else ''}{_vouched(w, role)}"
        for role in actor.roles[:MOST]
    ]
    yield from _listed("Roles", roles, len(actor.roles))


def _publisher(w: Writing, outlet: Publisher) -> Iterator[str]:
    facts = [("Kind", (outlet.medium or "outlet").replace("-", " ")), *_names(outlet)]
    facts += [("Based in", outlet.country)] if outlet.country else []
    facts += [("Address", web(outlet.url))] if outlet.url else []
    if control := outlet.controlled_by:
        facts.append(("Controlled by", f"{w.link(control.actor)}{_vouched(w, control)}"))
    yield from _facts(facts)


def _names(record: Actor | Publisher | Place) -> list[tuple[str, str]]:
    others = [named.name for named in record.names if named.name != record.title]
    return [("Other names", ", ".join(map(plain, others)))] if others else []


def _vouched(w: Writing, datum: Sourced) -> str:
    """Where a datum is from, in brackets."""
    if datum.source:
        return f" ({w.link(datum.source)})"
    return f" ({web(datum.reference)})" if datum.reference else ""


def _claims_on(w: Writing, record: Record) -> Iterator[str]:
    ids = w.figures.accounts_by.get(record.id, ())
    lines = [f"{w.link(id_)}. {plain(w.figures.claims[id_].line)}" for id_ in ids[:MOST]]
    yield from _listed("Claims", lines, len(ids))


def _sources(w: Writing, record: Record) -> Iterator[str]:
    ids = w.corpus.articles_by.get(record.id, ())
    lines = []
    for id_ in ids[:MOST]:
        article = w.corpus.records[id_]
        assert isinstance(article, Article)
        address = f" {web(article.url)}" if article.url else ""
        lines.append(f"{w.link(id_)}, {article.published.wording}.{address}")
    yield from _listed("Sources", lines, len(ids))


def _facts(facts: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield from (f"- {name}: {value}" for name, value in facts)
    if facts:
        yield ""


def _listed(heading: str, lines: Sequence[str], number: int) -> Iterator[str]:
    if lines:
        yield from (f"## {heading}", "", *(f"- {line}" for line in lines), "")
        yield from _more(number)


def _more(number: int) -> Iterator[str]:
    if number > MOST:
        yield from (f"And {number - MOST} more, in the tables of the page Data.", "")

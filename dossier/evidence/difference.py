"""The differences between two states of a dossier: records, figures, words of pages, dates.

What follows from an account is listed once, with the claim whose figures it changed, and the account as the cause
(docs/decisions/0014).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, get_args

from dossier.evidence.accounts import apart, fallen
from dossier.evidence.standing import in_figures
from dossier.evidence.wordings import in_words
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.differences import KINDS, Difference, Snapshot
from dossier.model.geography import Location, Precision
from dossier.model.parts import Sourced
from dossier.model.records import RECORDS, Article, Claim, Event, Finding, FreePage, Place, Record
from dossier.model.schema import hints
from dossier.model.silence import silence
from dossier.model.sourced import sourced
from dossier.model.withholding import withholds

CONFIDENCES = ("low", "moderate", "high")
RELATIONS = ("contradicts", "contrary_to", "supports", "undercuts")
PRECISIONS: tuple[str, ...] = get_args(Precision)
TOLD_APART = {
    "title",
    "when",
    "published",
    "confidence",
    "actors",
    "claims",
    "rests_on",
    "carries",
    "subject",
    "archived",
    "waivers",
    *RELATIONS,
}
"""Keys that have kinds of differences of their own; `actors` of events and `rests_on` of findings have none."""
_ORDER = {kind: number for number, kind in enumerate(KINDS)}


def difference(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """All differences, by the record's kind and id; `difference(b, a)` contains the mirror of each."""
    found: list[Difference] = []
    old = {record.address: record for record in before.corpus.records.values()}
    new = {record.address: record for record in after.corpus.records.values()}
    for address in sorted(old.keys() | new.keys()):
        was, now = old.get(address), new.get(address)
        if was is None or now is None:
            found.append(_come_or_gone(was, now, before, after))
        elif was is not now:  # states of one process share the records of files that have not changed
            found += _in_record(was, now)
    both = {record.id for address, record in new.items() if address in old}
    rules = (written_for(before.corpus), written_for(after.corpus))
    recounted = all(rules) and rules[0] != rules[1]
    if recounted:
        found.append(
            Difference(kind="recounted", record="rule", id="counting", before=rules[0], after=rules[1])
        )
        older = before if rules[0] < rules[1] else after
        found += in_figures(before, after, both - _counted_otherwise(older.corpus), both)
    else:
        found += in_figures(before, after, both, both)
    found += in_words(before, after)
    quiet = silence(before.corpus, after.corpus)
    return tuple(sorted((quiet.of(_titled(d, before, after)) for d in found), key=_place))


def written_for(corpus: Corpus) -> str:
    """The version of the counting rule that a dossier is written for; empty if both give the same figures.

    Under rule 1 every account inherited what its article rests on. `carries` and `subject` came with rule 2, in which
    such accounts have no known origin.
    """
    articles = corpus.of(Article)
    if any(article.carries or article.subject for article in articles):
        return "2"
    inherits = any(
        article.rests_on and any(not account.rests_on and not account.publish for account in article.claims)
        for article in articles
    )
    return "1" if inherits else ""


def _counted_otherwise(corpus: Corpus) -> set[str]:
    """The claims of a dossier for rule 1 with an account that inherits: only their figures differ with the rule."""
    return {
        account.claim
        for article in corpus.of(Article)
        if article.rests_on
        for account in article.claims
        if not account.rests_on and not account.publish
    }


def _place(d: Difference) -> tuple[str, str, int, str, list[str]]:
    number = min(_ORDER[d.kind], _ORDER[d.explained.mirror])
    return d.record, d.id, number, d.subject, sorted((d.before, d.after))


def _titled(d: Difference, before: Snapshot, after: Snapshot) -> Difference:
    # Of two states of a record, one of which withholds its name, that one gives the title.
    for state in sorted((after, before), key=lambda s: not withholds(s.corpus.records.get(d.id))):
        if record := state.corpus.records.get(d.id):
            publisher = state.corpus.publisher_of(record) if isinstance(record, Article) else None
            return replace(d, title=record.title, outlet=publisher.title if publisher else "")
    return d


def _come_or_gone(was: Record | None, now: Record | None, before: Snapshot, after: Snapshot) -> Difference:
    record = now or was
    assert record is not None
    there, other = (after, before) if now else (before, after)
    retired = {entry.address: entry.reason for entry in other.corpus.retired}
    kinds, said = ("added", "removed"), ""
    if record.address in other.broken:
        kinds = ("readable", "unreadable")
    elif record.address in retired:
        kinds, said = ("reinstated", "retired"), retired[record.address]
    figures = there.figures.claims.get(record.id) if isinstance(record, Claim) else None
    summary = figures.line if figures else _dated(record)
    return Difference(
        kind=kinds[0] if now else kinds[1],
        record=record.kind,
        id=record.id,
        before=said if now else summary,
        after=summary if now else said,
    )


def _dated(record: Record) -> str:
    return next((window.wording for _, window in _windows(record) if window), "")


def _windows(record: Record) -> Iterator[tuple[str, Window | None]]:
    if isinstance(record, (Event, Claim)):
        yield "when", record.when
    if isinstance(record, Article):
        yield "published", record.published
    if isinstance(record, FreePage):
        yield "covers", record.covers


def _in_record(was: Record, now: Record) -> Iterator[Difference]:
    """The differences in one record of any kind, except figures, accounts and words of its page."""

    def change(kind: str, subject: str = "", before: str = "", after: str = "") -> Difference:
        return Difference(kind=kind, record=now.kind, id=now.id, subject=subject, before=before, after=after)

    if was.title != now.title:
        yield change("retitled", "", was.title, now.title)
    for (key, old), (_, new) in zip(_windows(was), _windows(now), strict=True):
        if old != new and (old is None or new is None or old.text != new.text):
            yield change(_window_kind(old, new), key, old.wording if old else "", new.wording if new else "")
    if isinstance(was, Claim) and isinstance(now, Claim):
        for relation in RELATIONS:
            lost, won = apart(getattr(was, relation), getattr(now, relation))
            yield from (change("relation-removed", relation, id_, "") for id_ in lost)
            yield from (change("relation-added", relation, "", id_) for id_ in won)
    if isinstance(was, Finding) and isinstance(now, Finding) and was.confidence != now.confidence:
        kind = fallen(
            "confidence-lowered", CONFIDENCES.index(was.confidence), CONFIDENCES.index(now.confidence)
        )
        yield change(kind, "", was.confidence, now.confidence)
    if isinstance(was, Place) and isinstance(now, Place) and was.location and now.location:
        finer, coarser = PRECISIONS.index(was.location.precision), PRECISIONS.index(now.location.precision)
        if finer != coarser:
            kind = fallen("precision-coarsened", coarser, finer)
            yield change(kind, "", was.location.precision, now.location.precision)
    yield from _sources(was, now, change)
    lost, won = apart(_waivers(was), _waivers(now))
    yield from (change("waiver-removed", "", text, "") for text in lost)
    yield from (change("waiver-added", "", "", text) for text in won)
    if keys := _other_keys(was, now):
        yield change("changed", ", ".join(keys), *(_shown(record, keys) for record in (was, now)))


def _sources(was: Record, now: Record, change: Callable[..., Difference]) -> Iterator[Difference]:
    """Archived copies and sources that were added, removed or exchanged."""
    if isinstance(was, Article) and isinstance(now, Article) and was.archived != now.archived:
        kind = _came_or_went("archived-copy", was.archived, now.archived)
        yield change(kind, "", was.archived or "", now.archived or "")
    data = {what: datum for _, what, datum in sourced(now)}
    for _, what, old in sourced(was):
        if what in data:
            before, after = (datum.source or datum.reference or "" for datum in (old, data[what]))
            if before != after:
                yield change(_came_or_went("source", before, after), what, before, after)


def _came_or_went(noun: str, before: str | None, after: str | None) -> str:
    return f"{noun}-{'changed' if before and after else 'added' if after else 'removed'}"


def _window_kind(old: Window | None, new: Window | None) -> str:
    if old is None or new is None:
        return "window-widened" if new is None else "window-narrowed"
    if not new.as_narrow_as(old):
        return "window-widened"
    return "window-moved" if old.as_narrow_as(new) else "window-narrowed"


def _waivers(record: Record) -> list[str]:
    return [f"{waiver.rule}: {waiver.reason}" for waiver in getattr(record, "waivers", ())]


def _other_keys(was: Record, now: Record) -> list[str]:
    """The keys that differ and have no kind of their own, and "text" for the body. The order of sets of ids is ignored."""
    schema: Any = RECORDS[now.kind]
    keys = [
        key
        for key in hints(schema)
        if key not in _apart_of(now) and _comparable(was, key) != _comparable(now, key)
    ]
    if isinstance(was, Place) and isinstance(now, Place) and keys == ["location"] and _same_point(was, now):
        keys = []
    return [*keys, *(["text"] if was.body.text.split() != now.body.text.split() else [])]


def _same_point(was: Place, now: Place) -> bool:
    """True if only the precision differs, which has a kind of its own."""
    if was.location is None or now.location is None:
        return False
    return replace(was.location, precision=now.location.precision) == now.location


def _apart_of(record: Record) -> set[str]:
    own = {"covers"} if isinstance(record, FreePage) else set()
    among = (
        {"actors"} if isinstance(record, Event) else {"rests_on"} if isinstance(record, Finding) else set()
    )
    return (TOLD_APART | own) - among


def _comparable(record: Record, key: str) -> Any:
    value = getattr(record, key, getattr(record, f"{key}_", None))
    if isinstance(value, tuple) and key != "names":
        return sorted(str(_unsourced(item)) for item in value)
    return _unsourced(value)


def _unsourced(value: Any) -> Any:
    """A datum without its source, which has kinds of its own."""
    return replace(value, source=None, reference=None) if isinstance(value, Sourced) else value


def _shown(record: Record, keys: Sequence[str]) -> str:
    """The values of some keys, if they are short."""
    said = []
    for key in keys:
        value = getattr(record, key, getattr(record, f"{key}_", None))
        words = ""
        if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
            words = ", ".join(value)
        elif isinstance(value, Window):
            words = value.text
        elif isinstance(value, Location):
            words = value.wording
        elif isinstance(value, str):
            words = value
        if words:
            said.append(f"{key}: {words}" if len(keys) > 1 else str(words))
    return "; ".join(said)

"""The ratchet: what has weakened since an earlier state of the dossier, unless a waiver or retired.yml says why."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dossier.diagnostics import Report, Span, Spot
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import Figures
from dossier.model.records import Article, Claim, Event, FreePage, Record

RETIRED = "content/retired.yml"


def compare(
    before: Corpus,
    figures_before: Figures,
    now: Corpus,
    figures: Figures,
    present: Collection[str],
    report: Report,
) -> None:
    """Report claims that lost an origin, windows that widened and ids that vanished.

    `present` are the ids of all files, of those too that have errors of their own. A waiver that was there before says
    nothing of what is lost now.
    """
    for id_, old in figures_before.claims.items():
        new = figures.claims.get(id_)
        lost = sorted(set(old.origins) - set(new.origins)) if new else []
        if new and lost and not _waived(before.records[id_], now.records[id_], "weakened-claim"):
            message = f"{len(old.origins)} independent origins before, {len(new.origins)} now; lost: {', '.join(lost)}"
            hint = "restore the source, or add a waiver: {rule: weakened-claim, reason: …, published: YYYY-MM-DD}"
            report.error("weakened-claim", Spot(now.records[id_].path), message, hint)
    tombstones = {entry.address for entry in now.retired}
    for id_, was in before.records.items():
        record = now.records.get(id_)
        if record is not None and record.address == was.address:
            _windows(was, record, report)
        elif (record is not None or id_ not in present) and was.address not in tombstones:
            gone = (
                "is gone" if record is None else f"is now a record of kind {record.kind}, at another address"
            )
            hint = f"add it to retired.yml: - {{id: {id_}, kind: {was.kind}, date: …, reason: …}}"
            if not isinstance(was, FreePage):
                report.error("vanished-id", Span(was.path), f'"{id_}" was published and {gone}', hint)

    addresses = {record.address for record in now.records.values()} | tombstones
    for entry in before.retired:
        if entry.address not in addresses:
            at = Span(RETIRED)
            hint = "restore its entry: an address that was published goes on saying why"
            report.error("vanished-id", at, f'the tombstone of "{entry.id}" is gone', hint)


def _windows(was: Record, record: Record, report: Report) -> None:
    for (key, old), (_, new) in zip(_dated(was), _dated(record), strict=True):
        if (
            old is None
            or (new is not None and new.as_narrow_as(old))
            or _waived(was, record, "widened-window")
        ):
            continue
        message = f'"{key}" said {old.wording}, and now {new.wording if new else "nothing"}'
        hint = "write the narrower date again, or add a waiver: {rule: widened-window, reason: …, published: YYYY-MM-DD}"
        report.error("widened-window", Spot(record.path, (key,)), message, hint)


def _dated(record: Record) -> Iterator[tuple[str, Window | None]]:
    if isinstance(record, (Event, Claim)):
        yield "when", record.when
    if isinstance(record, Article):
        yield "published", record.published


def _waived(was: Record, record: Record, rule: str) -> bool:
    """True when a waiver of that rule is new."""
    earlier = was.waivers if isinstance(was, Waivable) else ()
    waivers = record.waivers if isinstance(record, Waivable) else ()
    return any(waiver.rule == rule and waiver not in earlier for waiver in waivers)


Waivable = (Article, Event, Claim)

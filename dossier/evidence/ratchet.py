"""The ratchet: what has weakened since an earlier state of the dossier, unless a waiver or retired.yml says why."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Report, Span, Spot
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import Figures
from dossier.model.records import Article, Claim, Event, FreePage, Record


def compare(before: Corpus, figures_before: Figures, now: Corpus, figures: Figures, report: Report) -> None:
    """Report claims that lost an origin, windows that widened and ids that vanished."""
    for id_, old in figures_before.claims.items():
        claim, new = now.records.get(id_), figures.claims.get(id_)
        if not isinstance(claim, Claim) or new is None:
            continue
        lost = sorted(set(old.origins) - set(new.origins))
        if len(new.origins) < len(old.origins) and not _waived(claim, "weakened-claim"):
            message = f"{len(old.origins)} independent origins before, {len(new.origins)} now; lost: {', '.join(lost)}"
            hint = "restore the source, or add waivers: [{rule: weakened-claim, reason: …, published: YYYY-MM-DD}]"
            report.error("weakened-claim", Spot(claim.path), message, hint)
    for id_, was in before.records.items():
        record = now.records.get(id_)
        if record is not None and type(record) is type(was):
            _windows(was, record, report)
    retired = {entry.id for entry in now.retired}
    for id_, was in before.records.items():
        if id_ not in now.records and id_ not in retired and not isinstance(was, FreePage):
            hint = f"add it to retired.yml: - {{id: {id_}, kind: {was.kind}, date: …, reason: …}}"
            report.error("vanished-id", Span(was.path), f'"{id_}" was published and is gone', hint)


def _windows(was: Record, record: Record, report: Report) -> None:
    for (key, old), (_, new) in zip(_dated(was), _dated(record), strict=True):
        wider = old is not None and (new is None or (new.contains(old) and not old.contains(new)))
        if wider and not (isinstance(record, Claim) and _waived(record, "widened-window")):
            assert old is not None
            message = f'"{key}" said {old.wording}, and now {new.wording if new else "nothing"}'
            hint = "write the narrower date again" + (
                ", or add a waiver: {rule: widened-window, reason: …, published: …}"
                if isinstance(record, Claim)
                else ""
            )
            report.error("widened-window", Spot(record.path, (key,)), message, hint)


def _dated(record: Record) -> Iterator[tuple[str, Window | None]]:
    if isinstance(record, (Event, Claim)):
        yield "when", record.when
    if isinstance(record, Article):
        yield "published", record.published


def _waived(claim: Claim, rule: str) -> bool:
    return any(waiver.rule == rule for waiver in claim.waivers)

"""The ratchet: reports what has weakened since an earlier state, unless a waiver or retired.yml gives a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dossier.diagnostics import Report, Span, Spot
from dossier.evidence.accounts import paired
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import Figures, counted
from dossier.model.parts import Waiver
from dossier.model.records import Article, Claim, Event, Finding, FreePage, Place, Record
from dossier.model.sourced import sourced

RETIRED = "content/retired.yml"


def compare(
    before: Corpus,
    figures_before: Figures,
    now: Corpus,
    figures: Figures,
    present: Collection[str],
    report: Report,
) -> None:
    """Report what has weakened: origins, windows, places, archived copies, quotations and sources lost, ids that
    vanished.

    `present` are the ids of all files, also of those with errors of their own. A waiver that existed before does not
    excuse a loss now.
    """
    for id_, old in figures_before.claims.items():
        new = figures.claims.get(id_)
        lost = sorted(set(old.origins) - set(new.origins)) if new else []
        if new and lost and not _waived(before.records[id_], now.records[id_], "weakened-claim"):
            were = counted(len(old.origins), "independent origin")
            message = f"{were} before, {len(new.origins)} now; lost: {', '.join(lost)}"
            hint = f"restore the source, {_or_waive('weakened-claim')}"
            report.error("weakened-claim", Spot(now.records[id_].path), message, hint)
    _findings(figures_before, now, figures, report)
    tombstones = {entry.address for entry in now.retired}
    for id_, was in before.records.items():
        record = now.records.get(id_)
        if record is not None and record.address == was.address:
            _windows(was, record, report)
            _places(was, record, report)
            _archived(was, record, report)
            _quotations(was, record, now, report)
            _accounts(was, record, before, now, report)
            _sources(was, record, report)
        elif (record is not None or id_ not in present) and was.address not in tombstones:
            gone = (
                "is gone" if record is None else f"is now a record of kind {record.kind}, at another address"
            )
            said = ", said: …" if isinstance(was, (Claim, Finding)) else ""
            hint = f"add it to retired.yml: - {{id: {id_}, kind: {was.kind}, date: …, reason: …{said}}}"
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
        hint = f"write the narrower date again, {_or_waive('widened-window')}"
        report.error("widened-window", Spot(record.path, (key,)), message, hint)


def _dated(record: Record) -> Iterator[tuple[str, Window | None]]:
    if isinstance(record, (Event, Claim)):
        yield "when", record.when
    if isinstance(record, Article):
        yield "published", record.published


def _places(was: Record, record: Record, report: Report) -> None:
    if not (isinstance(was, Place) and isinstance(record, Place) and was.location):
        return
    old, new = was.location.precision, record.location.precision if record.location else "nothing"
    if old != new and not _waived(was, record, "changed-precision"):
        keys = ("location", "precision") if record.location else ()
        message = f'the place was known to the precision "{old}", and now to "{new}"'
        hint = f"write precision: {old} again, {_or_waive('changed-precision')}"
        report.error("changed-precision", Spot(record.path, keys), message, hint)


def _archived(was: Record, record: Record, report: Report) -> None:
    if not (isinstance(was, Article) and isinstance(record, Article)):
        return
    if was.archived and not record.archived and not _waived(was, record, "lost-archived-copy"):
        message = f'the archived copy "{was.archived}" is gone'
        hint = f"write archived: again, {_or_waive('lost-archived-copy')}"
        report.error("lost-archived-copy", Spot(record.path), message, hint)


def _quotations(was: Record, record: Record, now: Corpus, report: Report) -> None:
    """Quotations are counted for each account: one replaced by another, or moved to another account, is not lost.

    The quotations of a withdrawn account go with it.
    """
    if not (isinstance(was, Article) and isinstance(record, Article)):
        return
    if _waived(was, record, "lost-quotation"):
        return
    left = {quote.text for account in record.claims for quote in account.quotes}
    for old, new in paired(was, record):
        if old is None or old.claim not in now.records or (new and new.publish):
            continue
        gone = [quote.text for quote in old.quotes if quote.text not in left and not quote.publish]
        if gone and len(old.quotes) > (len(new.quotes) if new else 0):
            keys = ("claims", record.claims.index(new), "claim") if new else ()
            message = f'the account of "{old.claim}" has lost a quotation: "{gone[0]}"'
            hint = f"restore it, {_or_waive('lost-quotation')}"
            report.error("lost-quotation", Spot(record.path, keys), message, hint)


def _accounts(was: Record, record: Record, before: Corpus, now: Corpus, report: Report) -> None:
    """Report a counted account that is now withheld without a reason, which the claim's page would show.

    The waiver belongs on the claim: on the article it would reveal whose account it is.
    """
    if not (isinstance(was, Article) and isinstance(record, Article)):
        return
    for number, account in enumerate(record.claims):
        claim = now.records.get(account.claim)
        earlier = [old for old in was.claims if old.claim == account.claim]
        withheld = [new for new in record.claims if new.claim == account.claim and new.publish]
        if (
            not account.publish
            or claim is None
            or all(old.publish for old in earlier)
            or len(withheld) <= sum(bool(old.publish) for old in earlier)
            or _waived(before.records.get(account.claim, claim), claim, "withheld-account")
        ):
            continue
        message = f'the account of "{account.claim}" was counted, and is withheld now'
        hint = f"publish it again, {_or_waive('withheld-account')} to {claim.path}"
        report.error("withheld-account", Spot(record.path, ("claims", number, "publish")), message, hint)


def _sources(was: Record, record: Record, report: Report) -> None:
    if _waived(was, record, "lost-source"):
        return
    now = {what: datum for _, what, datum in sourced(record)}
    for _, what, old in sourced(was):
        new = now.get(what)
        if new and (old.source or old.reference) and not (new.source or new.reference):
            message = f"the source of {what} is gone: {old.source or old.reference}"
            hint = f"restore it, {_or_waive('lost-source')}"
            report.error("lost-source", Spot(record.path), message, hint)


def _findings(before: Figures, now: Corpus, figures: Figures, report: Report) -> None:
    """Report findings under which a claim lost an origin, or came to be disputed."""
    for finding in now.of(Finding):
        for index, id_ in enumerate(finding.rests_on):
            old, new = before.claims.get(id_), figures.claims.get(id_)
            if not old or not new:
                continue
            lost = sorted(set(old.origins) - set(new.origins))
            weaker = [f"lost the origin {', '.join(lost)}"] if lost else []
            weaker += ["come to be disputed"] if new.disputed and not old.disputed else []
            if weaker:
                message = f'"{id_}", on which the finding rests, has {" and ".join(weaker)}'
                hint = "read the finding again: does it still follow, and as surely?"
                spot = Spot(finding.path, ("rests_on", index))
                report.warning("finding-on-weak-claim", spot, message, hint)


def _or_waive(rule: str) -> str:
    return f"or add a waiver: {{rule: {rule}, reason: …, published: YYYY-MM-DD}}"


def _waived(was: Record, record: Record, rule: str) -> bool:
    """True if a waiver of that rule is new."""
    earlier: tuple[Waiver, ...] = getattr(was, "waivers", ())
    waivers: tuple[Waiver, ...] = getattr(record, "waivers", ())
    return any(waiver.rule == rule and waiver not in earlier for waiver in waivers)

"""`dossier explain`."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.terminal import config_option, fail, settings_or_exit
from dossier.diagnostics import CODES, did_you_mean
from dossier.formats.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dossier.model.ledger import Entry
    from dossier.pipeline import Checked


@click.command("explain")
@click.argument("what", metavar="CLAIM|CODE", required=False)
@config_option
def command(what: str | None, config_file: Path) -> None:
    """Say how a CLAIM's figures come about, or what a diagnostic's CODE means; without either, list the codes.

    \b
    Examples:
      dossier explain
      dossier explain missing-key
      dossier explain strike-began-2019-05-14
    """
    if what is None:
        for name in sorted(CODES):
            click.echo(f"{name:24} {CODES[name]}")
        return
    if what in CODES:
        click.echo("\n".join([what, CODES[what], *_rule(what)]))
        return
    from dossier.pipeline import check

    checked = check(settings_or_exit(config_file))
    if what not in checked.figures.claims:
        nearest = did_you_mean(what, [*CODES, *checked.figures.claims])
        fail(f'no claim and no diagnostic is called "{what}"; {nearest or "dossier explain lists the codes"}')
    for line in claim_lines(checked, what):
        click.echo(safe(line))


def _rule(code: str) -> list[str]:
    """The docstring of an editorial rule; empty for other codes."""
    from dossier.lint import RULES

    found = next((rule for rule in RULES if rule.__name__ == code.replace("-", "_")), None)
    return ["", "The rule:", *(inspect.getdoc(found) or "").splitlines()] if found else []


def claim_lines(checked: Checked, id_: str) -> list[str]:
    """The evidence line, then each figure with what it counts: the same derivation as on the claim's page."""
    from dossier.model.figures import RULE, counted
    from dossier.model.ledger import ledger_of, withheld_accounts_line

    figures, names = checked.figures.claims[id_], checked.corpus.titles
    ledger = ledger_of(figures)
    lines = [figures.line_in_dossier, "", "How this number came about:"]
    for origin, entries in ledger.origins:
        lines.append(f"  {names.get(origin, origin)} ({origin}; {figures.bases[origin]})")
        lines += _entries(entries)
    if ledger.unknown:
        lines += ["  Origin unknown, not counted", *_entries(ledger.unknown)]
    if ledger.unknown_beside:
        lines += [
            "  Of unknown origin besides, in articles that are counted above by another account or chain",
            *_entries(ledger.unknown_beside),
        ]
    if ledger.same_text:
        lines.append("  One text, counted once: neither says whose it is")
        lines += [f"    {article} = {other}" for article, other in ledger.same_text]
    if ledger.repeated:
        lines.append("  Counted once, though they speak more often")
        lines += [f"    {article}: {number} accounts" for article, number in ledger.repeated]
    lines += [f"  {ledger.result} (counting rule {RULE})"]
    lines += [f"  {withheld_accounts_line(ledger.withheld)}"] if ledger.withheld else []
    lines += ["", "What speaks against it:"]
    against = [
        ("denied by", figures.denied_by),
        ("another value in", figures.differs_by),
        ("contradicted by a claim with a known origin", figures.contradicting),
        ("contradicted by a claim of unknown origin, not counted", figures.contradicting_unknown),
        ("stands uneasily beside it, not counted", figures.contrary),
    ]
    lines += [f"  {what}: {', '.join(ids)}" for what, ids in against if ids] or ["  nothing in this dossier"]
    others = [checked.figures.claims[other] for other in figures.contradictions]
    says = [
        (account.article, other.claim) for other in others for account in other.accounts if account.supports
    ]
    lines += [f"    {article} says the contrary: {claim}" for article, claim in dict.fromkeys(says)]
    if figures.silent:
        lines += [
            "",
            f"No account in the text read: {', '.join(figures.silent)}",
            "  (read in full, listing the event, not too early; that is no denial)",
        ]
    bases = ", ".join(f"{origin or 'unknown origins'}: {basis}" for origin, basis in figures.bases.items())
    controllers = ", ".join(figures.controllers) or "none recorded"
    missing = counted(len(figures.uncontrolled), "origin")
    lines += [
        "",
        f"Strongest basis of each origin: {bases or 'none'}",
        f"Controllers of the origins: {controllers}; not recorded for {missing}",
    ]
    return lines


def _entries(entries: Iterable[Entry]) -> list[str]:
    return [
        f"    {entry.article} > {' > '.join(trail.links) or 'not declared'}: {trail.why}"
        for entry in entries
        for trail in entry.trails
    ]

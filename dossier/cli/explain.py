"""`dossier explain`."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.terminal import config_option, fail, settings_or_exit
from dossier.diagnostics import CODES, did_you_mean
from dossier.plaintext import safe

if TYPE_CHECKING:
    from dossier.compiler import Checked


@click.command("explain")
@click.argument("what", metavar="CLAIM|CODE", required=False)
@config_option
def command(what: str | None, config_file: Path) -> None:
    """Say how a CLAIM's figures come about, or what a diagnostic's CODE means; without either, list the codes.

    \b
    Examples:
      dossier explain
      dossier explain missing-key
      dossier explain ministers-met-moscow-2022-12-28
    """
    if what is None:
        for name in sorted(CODES):
            click.echo(f"{name:24} {CODES[name]}")
        return
    if what in CODES:
        click.echo("\n".join([what, CODES[what], *_rule(what)]))
        return
    from dossier.compiler import check

    checked = check(settings_or_exit(config_file))
    if what not in checked.figures.claims:
        nearest = did_you_mean(what, [*CODES, *checked.figures.claims])
        fail(f'no claim and no diagnostic is called "{what}"; {nearest or "dossier explain lists the codes"}')
    for line in claim_lines(checked, what):
        click.echo(safe(line))


def _rule(code: str) -> list[str]:
    """What an editorial rule demands, as its own text has it; nothing for other codes."""
    from dossier.lint import RULES

    found = next((rule for rule in RULES if rule.__name__ == code.replace("-", "_")), None)
    return ["", "The rule:", *(inspect.getdoc(found) or "").splitlines()] if found else []


def claim_lines(checked: Checked, id_: str) -> list[str]:
    """The sentence, then the inputs, the rule and the result of each figure."""
    figures = checked.figures.claims[id_]
    lines = [figures.sentence, figures.dissent_sentence, "", "Accounts, and where each leads:"]
    for account in figures.accounts:
        counts = "counts" if account.stance in ("asserts", "reports") else "does not count"
        lines.append(f"  {account.article}  {account.stance}, basis {account.basis} ({counts} as support)")
        for trail in account.trails:
            end = f"origin {trail.origin}" if trail.origin else "origin unknown"
            lines.append(f"    {' > '.join(trail.links)}  =  {end}: {trail.why}")
    bases = ", ".join(f"{origin or 'unknown origins'}: {basis}" for origin, basis in figures.bases.items())
    lines += [
        "",
        "Result:",
        _counted("articles", "each once, however many accounts it has", figures.articles),
        _counted("independent origins", "distinct known ends of their chains", figures.origins),
        _counted("unknown", "supporting articles with no known origin; never +1", figures.unknown),
        _counted("controllers", "recorded roots of controlled_by over the origins", figures.controllers),
        _counted("controller not recorded", "origins without one", figures.uncontrolled),
        _counted("denied by", "articles", figures.denied_by),
        _counted("differs", "articles that give another value", figures.differs_by),
        _counted("contradicted by", "other claims that have a known origin", figures.contradicting),
        _counted(
            "no account in the text read",
            "read in full, listing the event, not too early; no denial",
            figures.silent,
        ),
        f"  strongest basis of each origin: {bases or 'none'}",
    ]
    return lines


def _counted(name: str, rule: str, ids: tuple[str, ...]) -> str:
    return f"  {name}: {len(ids)} ({rule}){': ' + ', '.join(ids) if ids else ''}"

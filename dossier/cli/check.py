"""`dossier check`."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.terminal import (
    AUTHOR,
    at_hand,
    config_option,
    does_one_thing,
    fail_of_git,
    settings_or_exit,
    show,
)
from dossier.config import Settings
from dossier.formats.text import safe, summed_up
from dossier.model.figures import counted

if TYPE_CHECKING:
    from dossier.build.checking import Verdict

FORMATS = ("text", "json", "github", "sarif")


@click.command("check")
@config_option
@click.option(
    "--ratchet",
    is_flag=True,
    help="Fail where a claim has lost an origin, a date has widened or an id is gone.",
)
@click.option(
    "--base",
    default="HEAD",
    show_default=True,
    metavar="REF",
    help="The git state that --ratchet compares with.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to tell it: to people, to programs, as annotations of a GitHub workflow, to code scanning.",
)
@click.option(
    "--fix", is_flag=True, help="Mend what is mechanical first: order of keys, dates, quotation marks."
)
@click.option("--watch", is_flag=True, help="Go on checking whenever the content changes, until Ctrl-C.")
@click.option(
    "--links",
    is_flag=True,
    help="Ask the addresses of sources and outlets, slowly and as robots.txt allows, and say which lead nowhere.",
)
def command(
    config_file: Path, ratchet: bool, base: str, form: str, fix: bool, watch: bool, links: bool
) -> None:
    """Say what is wrong with the content, all at once; without --fix, write nothing.

    --fix changes only what can mean one thing: 14.05.2019 is written 2019-05-14, and 5.6.2019 is left. Comments and
    everything else stay as they are.

    \b
    Exit status: 0 nothing forbids publishing, 1 errors in the content,
    2 the environment is broken.

    \b
    Examples:
      dossier check
      dossier check --watch
      dossier check --fix
      dossier explain unknown-id    what a code in brackets means
      dossier check --ratchet --base origin/main
      dossier check --format sarif > dossier.sarif
      dossier check --links
    """
    settings = settings_or_exit(config_file)
    if watch:
        if form != "text":
            raise click.UsageError("--watch prints text; leave --format out")
        if links:
            raise click.UsageError("--links asks every address; leave --watch out")
        _watch(settings, config_file, base if ratchet else None, fix)
        return
    does_one_thing()
    checked = _checked(settings, config_file, base if ratchet else None, fix)
    if form != "text":
        for line in _formatted(checked, settings, form):
            click.echo(line)
    _tell(checked, quiet=form != "text")
    if form == "text":
        _tell_shelf(settings)
    if links:
        _links(settings)
    if checked.failed:
        sys.exit(AUTHOR)


def _checked(settings: Settings, config_file: Path, base: str | None, fix: bool) -> Verdict:
    from dossier.build.checking import verdict, verdict_of

    if fix:
        _fix(settings)
    if base is None:
        return _with_captures(verdict(settings, config_file.resolve(), at_hand()), settings)
    from dossier.history.git import GitError, state_at
    from dossier.pipeline import check

    try:
        return verdict_of(check(settings, state_at(settings, base), at_hand()))
    except GitError as error:
        fail_of_git(error)


def _with_captures(found: Verdict, settings: Settings) -> Verdict:
    """The verdict, with what the captures at hand say about articles that are not locked yet: a misquotation is told before
    the lock is written.
    """
    captures = settings.project / "captures"
    waiting = {
        d.at.path for d in found.diagnostics if d.code == "quote-not-verified" and d.severity == "error"
    }
    if not waiting or captures.is_symlink() or not captures.is_dir():
        return found
    from dossier.diagnostics import in_order
    from dossier.pipeline import check
    from dossier.verify import misquoted

    checked = check(settings, withheld=at_hand())
    ids = {article.id for article in checked.corpus.articles if article.path in waiting}
    more = misquoted(checked, captures, ids, settings)
    return replace(found, diagnostics=in_order((*found.diagnostics, *more))) if more else found


def _tell(checked: Verdict, *, quiet: bool) -> None:
    if not quiet:
        show(checked.diagnostics)
    click.echo(f"{summed_up(checked.diagnostics)} in {counted(checked.records, 'record')}.", err=True)
    if checked.note:
        click.echo(f"Note: {safe(checked.note)}.", err=True)
    if checked.unread and not quiet:
        click.echo(
            f"{counted(checked.unread, 'file')} could not be read whole: more may come to light once mended.",
            err=True,
        )
    if checked.failed and not quiet:
        click.echo(
            "Mend the errors, then run it again; 'dossier explain CODE' tells the rule behind a code.",
            err=True,
        )
    elif not quiet:
        click.echo("Next: dossier serve to look at it, dossier build to write it.", err=True)


def _tell_shelf(settings: Settings) -> None:
    """One line for each source that was imported and waits to be read."""
    if not (settings.project / "drafts").is_dir():
        return
    from dossier.ingest.shelf import FOLDER, waiting

    for entry in waiting(settings):
        click.echo(
            safe(
                f"{FOLDER}/{entry.path.name}: to be read: {entry.title}"
                + (f" <{entry.url}>" if entry.url else "")
            ),
            err=True,
        )


def _fix(settings: Settings) -> None:
    from dossier.cli.fixing import fix

    files = 0
    for path, done in fix(settings):
        files += 1
        for line in done:
            click.echo(safe(f"{path}: {line}"), err=True)
    click.echo(
        f"Mended {files} {'file' if files == 1 else 'files'}." if files else "Nothing to mend.", err=True
    )


def _links(settings: Settings) -> None:
    """Check every address. A dead link is no mistake of the content: the exit status does not change."""
    from dossier.cli.extras import needs_extra
    from dossier.cli.progress import progress

    with needs_extra(), progress(quiet=False) as sink:
        from dossier.ingest.links import addresses_of, rotten
        from dossier.pipeline import check

        records = check(settings, withheld=at_hand()).corpus.records
        cited = {
            address: record for record in records.values() for address in addresses_of({record.id: record})
        }
        sink.stage("asking addresses", len(cited))
        found = list(rotten(cited, asked=lambda address: sink.step()))
    for rot in found:
        click.echo(safe(f"{cited[rot.address].path}: {rot.kind}: {rot.address}: {rot.happened}"))
    click.echo(f"{len(found)} of {len(cited)} addresses are not what they were.", err=True)


def _formatted(checked: Verdict, settings: Settings, form: str) -> list[str]:
    found = checked.diagnostics
    if form == "github":
        from dossier.formats.github import annotated

        return list(annotated(found, _within_repository(settings.project)))
    if form == "sarif":
        from importlib.metadata import version

        from dossier.formats.sarif import sarif

        return [sarif(found, version("dossier")).rstrip("\n")]
    from dossier.formats.listed import listed

    return [listed(found, checked.records).rstrip("\n")]


def _within_repository(project: Path) -> str:
    """The project's folder within its repository, "docs/" or empty: GitHub expects paths from the root."""
    root = os.environ.get("GITHUB_WORKSPACE", "")
    inside = bool(root) and project != Path(root).resolve() and project.is_relative_to(Path(root).resolve())
    return project.relative_to(Path(root).resolve()).as_posix() + "/" if inside else ""


def _watch(settings: Settings, config_file: Path, base: str | None, fix: bool) -> None:
    """Check now and after every change; a terminal is cleared before."""
    from dossier.cli.watching import changes

    try:
        for burst in changes(settings):
            if not burst.settled:
                continue
            click.clear()
            click.echo("Checking ...", err=True)
            _tell(_checked(settings, config_file, base, fix), quiet=False)
            click.echo("Watching; Ctrl-C ends it.", err=True)
    except KeyboardInterrupt:
        click.echo("", err=True)

"""`dossier release`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.add import refuse
from dossier.cli.rename import write
from dossier.cli.terminal import at_hand, config_option, fail_of_git, settings_or_exit
from dossier.formats.text import safe

if TYPE_CHECKING:
    from dossier.config import Settings
    from dossier.model.differences import Difference
    from dossier.model.releases import Release

NAMED = 5
"""Uncommitted files that are named."""


@click.command("release")
@click.argument("version")
@config_option
@click.option(
    "-m", "--summary", default="", help="What is new in it, in a sentence: its page begins with it."
)
@click.option("--dry-run", is_flag=True, help="Show all of it; write nothing.")
def command(version: str, config_file: Path, summary: str, dry_run: bool) -> None:
    """Give the dossier as it is committed a VERSION: a page that says what changed, and a tag.

    What changed in the evidence since the release before (what rose, fell, was withdrawn) is written to
    content/releases.yml, which is committed and tagged as dossier-VERSION. That file, and not the tag, is what the site is
    built from: a clone without history has it as well.

    Refused while dossier check finds an error, files are not committed, or the version is taken.

    \b
    Examples:
      dossier release 1.0 --dry-run
      dossier release 2026-11 -m "Two witnesses of the talks, and a correction."
    """
    from dossier.derive.version import dossier_version, versions_of
    from dossier.formats.changed import as_text
    from dossier.history import release as git
    from dossier.history.process import GitError
    from dossier.model.checks import Malformed
    from dossier.model.dates import Window
    from dossier.model.releases import RELEASES, Release, listed, release_version, written
    from dossier.pipeline import check

    settings = settings_or_exit(config_file)
    try:
        release_version(version)
    except Malformed as wrong:
        refuse(f"{wrong.message}; {wrong.hint}")
    try:
        checked = check(settings, withheld=at_hand())
        if checked.failed:
            refuse("dossier check finds errors: mend them first")
        before = checked.corpus.releases
        if any(release.version == version for release in before):
            refuse(f"there is a release {version}: see content/releases.yml")
        if git.has_tag(settings.content, tag := git.tag_of(version)):
            refuse(f"there is a tag {tag}")
        if changed := git.uncommitted(settings.content):
            more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
            refuse(f"not committed: {', '.join(safe(name) for name in changed[:NAMED])}{more}")
        commit, day = git.head_of(settings.content)
        differences = _since(settings, before[-1] if before else None)
        changes, others = listed(differences)
        release = Release(
            version=version,
            date=Window.parse(day.isoformat()),
            content=dossier_version(versions_of(checked.corpus, checked.figures)),
            commit=commit,
            summary=" ".join(summary.split()) or None,
            changes=changes,
            others=str(others) if others else None,
        )
        entry = written(release)
        click.echo(_said(release, before[-1].version if before else "", day))
        for line in as_text(differences):
            click.echo(line)
        if dry_run:
            click.echo(f"\n{settings.content.name}/{RELEASES} would gain:\n{entry}", nl=False)
            click.echo("Nothing was written.")
            return
        file = settings.content / RELEASES
        old = file.read_text("utf-8") if before else ""
        data = f"{old}{'' if old.endswith(chr(10)) or not old else chr(10)}{entry}".encode()
        write({file: data})
        git.make(settings.content, RELEASES, data, tag, f"Release {version}\n\n{summary}".strip())
    except GitError as error:
        fail_of_git(error)
    click.echo(f"{settings.content.name}/{RELEASES} is committed, and tagged {tag}.")
    click.echo(f"Next: git push --follow-tags, and the site that is built from it has releases/{version}/.")


def _since(settings: Settings, last: Release | None) -> Sequence[Difference]:
    """The differences since the last release; of the first one there are none."""
    from dossier.history.git import GitError, state_at
    from dossier.pipeline import compared

    if last is None or last.commit is None:
        return ()
    try:
        state = state_at(settings, last.commit)
    except GitError:
        refuse(
            f"the commit of release {last.version}, {last.commit[:12]}, is not in this clone: git fetch --unshallow"
        )
    return compared(state, settings)


def _said(release: Release, before: str, day: date) -> str:
    since = f", since {before}" if before else ", the first one"
    return f"Release {release.version}{since}: content {release.content}, commit {(release.commit or '')[:12]}, {day}."

"""`dossier release`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.add import refuse
from dossier.cli.terminal import AUTHOR, at_hand, config_option, fail, fail_of_git, settings_or_exit, show
from dossier.read.files import UNPUBLISHED

if TYPE_CHECKING:
    from dossier.config import Settings
    from dossier.history.discreet import Names
    from dossier.model.differences import Difference
    from dossier.model.releases import Release


@click.command("release")
@click.argument("version")
@config_option
@click.option(
    "-m",
    "--summary",
    default="",
    help="What is new in it, in a sentence of one line: its page begins with it.",
)
@click.option("--dry-run", is_flag=True, help="Show all of it; write nothing.")
def command(version: str, config_file: Path, summary: str, dry_run: bool) -> None:
    """Give the dossier as it is committed a VERSION: a page that says what changed, and a tag.

    What changed in the evidence since the release before (what rose, fell, was withdrawn) is written to
    content/releases.yml, which is committed and tagged as dossier-VERSION. That file, and not the tag, is what the site is
    built from: a clone without history has it as well.

    Refused while dossier check finds an error, files are not committed, the version is taken, or nothing has changed.

    \b
    Examples:
      dossier release 1.0 --dry-run
      dossier release 2026-11 -m "Two witnesses of the talks, and a correction."
    """
    from dossier.derive.version import dossier_version, versions_of
    from dossier.formats.changed import as_text
    from dossier.history import release as git
    from dossier.history.process import GitError
    from dossier.leak_check import NamesMissing, Withheld, guard_files, names_needed
    from dossier.model.checks import Malformed, printed_text
    from dossier.model.dates import Window
    from dossier.model.releases import RELEASES, Release, listed, release_version, written
    from dossier.pipeline import check

    settings = settings_or_exit(config_file)
    try:
        release_version(version)
        if len(summary.splitlines()) > 1:
            refuse("-m is one line: leave the line breaks out")
        summary = printed_text(summary) if summary else ""
    except Malformed as wrong:
        refuse(f"{wrong.message}; {wrong.hint}")
    file, path = settings.content / RELEASES, f"{settings.content.name}/{RELEASES}"
    tag, message = git.tag_of(version), f"Release {version}\n\n{summary}".strip()
    try:
        checked = check(settings, withheld=at_hand())
        if checked.failed:
            refuse("dossier check finds errors: mend them first")
        names = names_needed(checked.corpus)
        guard_files({"the text of -m": message.encode()}, names)
        before = checked.corpus.releases
        if twin := next((r for r in before if r.version.casefold() == version.casefold()), None):
            refuse(f"there is a release {twin.version}: see {path}")
        read = {document.inside for document in checked.documents} | set(checked.corpus.images)
        read |= {name for name in UNPUBLISHED if (settings.content / name).exists()}
        if why := git.obstacle(settings, tag, read):
            refuse(why)
        if file.is_symlink():
            refuse(f"{path} is a symbolic link: put the file itself there")
        last = before[-1] if before else None
        commit, day = git.head_of(settings.content)
        differences = _since(settings, last, names)
        content = dossier_version(versions_of(checked.corpus, checked.figures))
        if last and last.content == content and not differences:
            refuse(f"nothing has changed since release {last.version}: its content is {content} as well")
        changes, others = listed(differences)
        release = Release(
            version=version,
            date=Window.parse(day.isoformat()),
            content=content,
            commit=commit,
            summary=summary or None,
            changes=changes,
            others=str(others) if others else None,
        )
        entry = written(release)
        guard_files({path: entry.encode()}, names)
        data = git.appended(settings, before, release)
        click.echo(_said(release, last, day))
        for line in as_text(differences):
            click.echo(line)
        if dry_run:
            click.echo(f"\n{path} would gain:\n{entry}", nl=False)
            click.echo("Nothing was written.")
            return
        git.make(settings.content, RELEASES, data, tag, message)
    except GitError as error:
        if "not a git repository" in str(error):
            fail("there is no git repository here; a release is a commit and a tag: git init")
        fail_of_git(error)
    except git.Unwritable as error:
        refuse(str(error))
    except NamesMissing as error:
        fail(f"{error}; nothing was written")
    except Withheld as stopped:
        show(stopped.diagnostics)
        click.echo(f"{stopped}; nothing was written.", err=True)
        sys.exit(AUTHOR)
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}")
    click.echo(f"{path} is committed, and tagged {tag}.")
    click.echo(f"Next: git push --follow-tags, and the site that is built from it has releases/{version}/.")


def _since(settings: Settings, last: Release | None, names: Names) -> Sequence[Difference]:
    """The differences since the last release, without what either state withholds or `names` spells; of the first
    release there are none.
    """
    from dossier.evidence.difference import difference
    from dossier.history.discreet import cleared
    from dossier.history.git import GitError, state_at
    from dossier.model.silence import silence
    from dossier.pipeline import snapshot

    if last is None or last.commit is None:
        return ()
    try:
        state = state_at(settings, last.commit)
    except GitError:
        refuse(
            f"the commit of release {last.version}, {last.commit[:12]}, is not in this clone: git fetch --unshallow"
        )
    was, now = snapshot(state)[0], snapshot(settings)[0]
    hidden = silence(was.corpus, now.corpus)
    found = (hidden.of(d) for d in difference(was, now) if not hidden.hides(d))
    return tuple(cleared(d, names) for d in found)


def _said(release: Release, last: Release | None, day: date) -> str:
    since = f", since {last.version}" if last else ", the first one"
    if last and last.commit is None:
        since = f", not compared with {last.version}, whose entry names no commit"
    return f"Release {release.version}{since}: content {release.content}, commit {(release.commit or '')[:12]}, {day}."

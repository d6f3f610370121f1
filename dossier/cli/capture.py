"""`dossier capture`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.add import captures_option
from dossier.cli.extras import needs_extra
from dossier.cli.progress import progress
from dossier.cli.terminal import AUTHOR, BROKEN, config_option, settings_or_exit
from dossier.formats.text import safe

if TYPE_CHECKING:
    from dossier.config import Settings
    from dossier.ingest.again import Again
    from dossier.ingest.fetch import Permit
    from dossier.model.records import Article

PAUSE = 2.0
"""Seconds between two requests."""


@click.command("capture")
@click.argument("ids", nargs=-1, metavar="[ARTICLE-ID]...")
@click.option(
    "--saved",
    type=click.Path(path_type=Path, exists=True),
    help="Read saved pages instead of addresses: a folder of ARTICLE-ID.html (.warc, .wacz), or one file for one article.",
)
@click.option("--dry-run", is_flag=True, help="Say what has changed; write nothing.")
@captures_option
@config_option
def command(
    ids: tuple[str, ...], saved: Path | None, dry_run: bool, captures: Path, config_file: Path
) -> None:
    """Read the articles' sources again, all or those given, and mark what a silent edit touched.

    A first reading becomes the capture. A later one is compared with it, paragraph by paragraph: where a paragraph that was
    quoted has changed, the accounts that quote it are listed under to_confirm in the article, and dossier check fails until
    somebody has read the change. The last capture is kept beside the new one, with the day it was read.

    \b
    Examples:
      dossier capture
      dossier capture dock-herald-strike --dry-run
      dossier capture dock-herald-strike --saved page.html
    """
    settings = settings_or_exit(config_file)
    with needs_extra():
        run(ids, saved, captures, settings, dry_run=dry_run)


@dataclass
class _Tally:
    """Counts articles by outcome."""

    first: int = 0
    same: int = 0
    edited: int = 0
    failed: int = 0


def run(
    ids: tuple[str, ...],
    saved: Path | None,
    captures: Path,
    settings: Settings,
    *,
    dry_run: bool = False,
    permit: Permit | None = None,
    pause: float = PAUSE,
) -> None:
    """Read each source, compare, write, report; exit status 1 if something was marked, 2 if a source did not answer."""
    import datetime
    import time

    from dossier.cli.add import refuse
    from dossier.ingest import Refused, again
    from dossier.ingest.fetch import public
    from dossier.pipeline import check

    corpus = check(settings).corpus
    known = {article.id: article for article in corpus.articles}
    if unknown := [id_ for id_ in ids if id_ not in known]:
        refuse(f'no article "{unknown[0]}"')
    wanted = [known[id_] for id_ in ids] if ids else list(known.values())
    try:
        pairs = list(_given(wanted, saved, bool(ids)))
    except Refused as error:
        refuse(str(error))
    tally = _Tally()
    lines: list[str] = []
    with progress(quiet=False) as shown:
        shown.stage("Reading", len(pairs))
        for number, (article, given) in enumerate(pairs):
            if number and saved is None:
                time.sleep(pause)
            try:
                found = again.read(article, given, captures, permit or public)
                if not dry_run:
                    again.write(found, article, captures, settings, datetime.date.today())
                lines += _outcome(found, article, tally)
            except Refused as error:
                tally.failed += 1
                lines.append(f"{article.id}: {error}")
            shown.step()
    click.echo("\n".join(safe(line) for line in lines))
    click.echo(
        f"{tally.same} as they were, {tally.first} read for the first time, {tally.edited} edited, {tally.failed} not read."
        + (" Nothing was written." if dry_run else ""),
        err=True,
    )
    if tally.edited and not dry_run:
        click.echo("Next: dossier check lists what to read again; then dossier lock.", err=True)
    sys.exit(AUTHOR if tally.edited else BROKEN if tally.failed else 0)


def _given(articles: list[Article], saved: Path | None, chosen: bool) -> Iterator[tuple[Article, str]]:
    """Each article with the address or the file to read it from."""
    from dossier.foreign_paths import ForeignPathError, join
    from dossier.ingest import Refused

    if saved is not None and saved.is_file():
        if len(articles) != 1 or not chosen:
            raise Refused("--saved FILE is for one article; name its id")
        yield articles[0], str(saved)
        return
    for article in articles:
        if saved is None:
            if article.url or article.archived:
                yield article, str(article.url or article.archived)
            continue
        for ending in (".html", ".htm", ".warc", ".warc.gz", ".wacz"):
            try:
                path = join(saved, f"{article.id}{ending}")
            except ForeignPathError as wrong:
                raise Refused(str(wrong)) from None
            if path.is_file():
                yield article, str(path)
                break


def _outcome(found: Again, article: Article, tally: _Tally) -> list[str]:
    from dossier.ingest.draft import place

    if found.comparison is None:
        tally.first += 1
        return [f"{article.id}: captured, {len(found.blocks) - 1} paragraphs, SHA-256 {found.sha256[:16]}…"]
    if not found.comparison.edits:
        tally.same += 1
        return []
    tally.edited += 1
    changed = [place(n) for edit in found.comparison.edits for n in edit.before]
    come = [place(n) for edit in found.comparison.edits if not edit.before for n in edit.after]
    lines = [f"{article.id}: edited" + (f"; changed or gone: {', '.join(changed)}" if changed else "")]
    lines[0] += f"; new: {', '.join(come)}" if come else ""
    if found.by_hand:
        lines.append(
            "  the last capture was made by hand: look whether only the paragraphs are drawn otherwise"
        )
    for touched in found.comparison.touched:
        fate = (
            "no longer stands in the text"
            if touched.fate == "gone"
            else "still stands; its paragraph has changed"
        )
        lines.append(f'  {touched.want.kind:<6} {place(touched.paragraph):<9} "{touched.want.text}" {fate}')
    lines += [
        f'  quote  {"":<9} "{want.text}" stands at {place(now)} now' for want, now in found.comparison.moved
    ]
    lines += [f"  to confirm: {mark}" for mark in found.comparison.marks]
    return lines

"""Builds for a command, and ends the command where that fails."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dossier.build.driver import ContentErrors, Request, Result, build, is_of_names
from dossier.cli.endings import reason
from dossier.cli.progress import ProgressSink
from dossier.cli.terminal import AUTHOR, fail, show
from dossier.formats.text import safe, summed_up
from dossier.leak_check import Withheld, hits_in
from dossier.model.pages import TooLarge
from dossier.settings_file import ConfigError
from dossier.store.withheld import names_at_hand


def built_or_exit(request: Request, timed: ProgressSink, stays: str, published: Path) -> Result:
    """Build. Where that fails: say why and what `stays`, and exit; if a name is withheld, `published` is searched for it."""
    try:
        return build(request, timed)
    except (ContentErrors, Withheld) as stopped:
        timed.stop()
        show(stopped.diagnostics)
        why = stopped if isinstance(stopped, Withheld) else summed_up(stopped.diagnostics)
        click.echo(f"{why}; {stays}.", err=True)
        if is_of_names(stopped) and (found := hits_in(published, names_at_hand())):
            files = len({hit.file for hit in found})
            click.echo(
                f"{published.name}/ holds such a name already, in {files} files: take it offline, and delete it.",
                err=True,
            )
        sys.exit(AUTHOR)
    except TooLarge as error:
        timed.stop()
        click.echo(f"{safe(str(error))}; {stays}.", err=True)
        sys.exit(AUTHOR)
    except ConfigError as error:
        timed.stop()
        fail(f"{error}; nothing was written")
    except OSError as error:
        timed.stop()
        site = request.settings.site
        error.filename = error.filename or str(site)
        places = (site, request.cache) if request.cache else (site,)
        fail(f"{reason(error, places)}; {stays}")

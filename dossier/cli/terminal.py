"""Shared by commands: finding mkdocs.yml, printing diagnostics, and exiting with the right status."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from click.core import ParameterSource

from dossier.config import Settings, load
from dossier.diagnostics import Diagnostic
from dossier.formats.text import report_texts
from dossier.settings_file import ConfigError
from dossier.store.withheld import names_at_hand

if TYPE_CHECKING:
    from dossier.history.git import GitError

F = TypeVar("F", bound=Callable[..., Any])

AUTHOR, BROKEN = 1, 2
"""Exit statuses: a mistake in the content, a broken environment."""

DEFAULT = Path("mkdocs.yml")


def config_option(function: F) -> F:
    """The option `-f/--config-file`, as in MkDocs."""
    option = click.option(
        "-f",
        "--config-file",
        type=click.Path(path_type=Path, dir_okay=False),
        default=DEFAULT,
        show_default=True,
        help="The dossier's mkdocs.yml.",
    )
    return option(function)


def settings_or_exit(config_file: Path) -> Settings:
    """The settings; without them, print one line and exit with status 2."""
    try:
        settings = load(config_file)
    except ConfigError as error:
        fail(str(error))
    if not settings.content.is_dir():
        fail(f"{settings.content}: no such folder; docs_dir in {config_file} says where the content lies")
    return settings


def no_link_by_default(context: click.Context, parameter: click.Parameter, folder: Path) -> Path:
    """Refuse a default folder that is a symbolic link: a branch may contain one, and we would write through it."""
    by_default = context.get_parameter_source(str(parameter.name)) is ParameterSource.DEFAULT
    if by_default and folder.is_symlink():
        fail(f"{folder} is a symbolic link; where that is meant, name the folder on the command line")
    return folder


def does_one_thing() -> None:
    """Declare that the process ends after this: garbage collection on the way would take a seventh of its time, and at
    the end a tenth.
    """
    gc.disable()
    atexit.register(gc.freeze)


def at_hand() -> frozenset[str]:
    """The records whose withheld names $DOSSIER_WITHHELD gives; if the file is unreadable, exit with status 2."""
    try:
        return frozenset(names_at_hand())
    except ConfigError as error:
        fail(str(error))


def fail(message: str) -> NoReturn:
    """Print one line, exit with status 2: the environment is broken, not the content."""
    click.echo(f"dossier: {message}", err=True)
    sys.exit(BROKEN)


def fail_of_git(error: GitError) -> NoReturn:
    """Print why git failed, in one line of ours; exit with status 2."""
    said = str(error)
    if "not a git repository" in said:
        fail("there is no git repository here, and an earlier state is one that git has")
    fail(f"git: {said.removeprefix('fatal: ')}" if said.startswith("fatal: ") else said)


def show(diagnostics: Sequence[Diagnostic]) -> None:
    """Print all diagnostics on standard error, in colour on a terminal."""
    for diagnostic, text in zip(diagnostics, report_texts(diagnostics), strict=True):
        head, newline, rest = text.partition("\n")
        colour = "red" if diagnostic.severity == "error" else "yellow"
        head = head.replace(
            f" {diagnostic.severity}: ", f" {click.style(diagnostic.severity, fg=colour, bold=True)}: ", 1
        )
        shown = head + newline + rest
        # GitHub's older commands count wherever they stand in a line of a log.
        click.echo(shown.replace("##[", "##\u200b[") if "GITHUB_ACTIONS" in os.environ else shown, err=True)

"""`dossier`: the commands, one a file. The only package that imports click and rich."""

from __future__ import annotations

import importlib
import os
import sys

import click

COMMANDS = {
    "build": "Compile the dossier into site/.",
    "check": "Say what is wrong with the content; write nothing.",
    "export": "Write the data in a format of its field: tables, database, map, graph, …",
    "pack": "Write the whole dossier as one zip file that checks itself.",
    "diff": "Say what changed in the evidence between two states.",
    "serve": "Show the dossier at a local address and follow edits.",
    "add": "Draft an article from an address, a saved page or a reference.",
    "confirm": "Ask for each value that was guessed, with its passage.",
    "capture": "Read the sources again, and mark what a silent edit touched.",
    "undo": "Take back a dossier add.",
    "find": "List records by any spelling of a name, with their ids.",
    "rename": "Give a record another id, everywhere.",
    "merge": "Make one record of two that mean the same.",
    "new": "Write a skeleton for a new record.",
    "schema": "Write the JSON Schemas of the front matter, for editors.",
    "init": "Begin a new dossier on another subject.",
    "explain": "Say how a claim's figures come about, or what a diagnostic means.",
    "without": "Say what falls without a source.",
    "release": "Give the dossier a version: a page that says what changed, and a tag.",
    "verify": "Find every quotation, name and label in the captures.",
    "lock": "Verify, and write down what was found in content/dossier.lock.",
}


class Commands(click.Group):
    """Imports a command when it is called: `--help` does not wait for MkDocs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of a name."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"dossier.cli.{cmd_name}").command
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Report a file or folder that cannot be read or written as a broken environment: one line, exit status 2."""
        from dossier.cli.endings import end_in_order, reason

        end_in_order()
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # `dossier explain | head`: the reader has closed the pipe.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except OSError as error:
            click.echo(f"dossier: {reason(error)}", err=True)
            ctx.exit(2)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dossier")
def main() -> None:
    """Compile annotated published sources into a cross-linked, citable static site.

    \b
    Examples:
      dossier new article dock-herald-strike   write a skeleton to fill in
      dossier check                            what is wrong, at file:line:column
      dossier serve                            look at it while you write
      dossier build                            write site/ in one step
    """

"""`dossier schema`."""

from __future__ import annotations

from pathlib import Path

import click

from dossier.cli.terminal import no_link_by_default
from dossier.foreign_paths import replace_file


@click.command("schema")
@click.argument(
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("schemas"),
    required=False,
    callback=no_link_by_default,
)
def command(directory: Path) -> None:
    """Write the JSON Schemas of the front matter to DIRECTORY (schemas/), one a kind, of retired.yml and releases.yml, and
    of the complete dossier as JSON.

    They are made from the program's own model. A skeleton's first line names its schema, for editors whose YAML
    language server reads front matter.

    \b
    Examples:
      dossier schema
    """
    for name in write(directory):
        click.echo(directory / name)


def write(directory: Path) -> list[str]:
    """Write all schemas; returns the names of the files."""
    from dossier.export.complete_schema import COMPLETE, complete_schema
    from dossier.export.json_schema import NAMES, schema_of

    directory.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        replace_file(directory / f"{name}.json", schema_of(name).encode())
    replace_file(directory / f"{COMPLETE}.json", complete_schema().encode())
    return [*(f"{name}.json" for name in NAMES), f"{COMPLETE}.json"]

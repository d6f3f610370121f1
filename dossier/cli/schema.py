"""`dossier schema`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("schema")
@click.argument(
    "directory", type=click.Path(path_type=Path, file_okay=False), default=Path("schemas"), required=False
)
def command(directory: Path) -> None:
    """Write the JSON Schemas of the front matter to DIRECTORY (schemas/), one a kind, and of retired.yml.

    They are made from the program's own model. A skeleton's first line names its schema, for editors whose YAML
    language server reads front matter.

    \b
    Examples:
      dossier schema
    """
    for name in write(directory):
        click.echo(directory / name)


def write(directory: Path) -> list[str]:
    """Write all of them; the names of the files."""
    from dossier.formats.json_schema import NAMES, schema_of

    directory.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        (directory / f"{name}.json").write_text(schema_of(name), encoding="utf-8", newline="\n")
    return [f"{name}.json" for name in NAMES]

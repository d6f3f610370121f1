"""`dossier init`."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from dossier.cli.schema import write
from dossier.cli.terminal import fail
from dossier.model.checks import Malformed, printed_text
from dossier.read.frontmatter import as_written

FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "gitignore": ".gitignore",
    "index.md": "content/index.md",
    "method.md": "content/about/method.md",
    "corrections.md": "content/about/corrections.md",
}
"""The files of a new dossier: under `skeletons/dossier/` here, and where they are written."""


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="A new dossier", show_default=True, help="What the dossier is called.")
def command(directory: Path, title: str) -> None:
    """Begin a new, empty dossier in DIRECTORY, which must be empty or not there yet. It builds as it stands.

    \b
    Examples:
      dossier init ../quay-strike --title "The Quay Town strike of May 2019"
      cd ../quay-strike && dossier new publisher dock-herald && dossier build
    """
    if directory.exists() and any(directory.iterdir()):
        fail(f"{directory}: is not empty; name a new directory")
    try:
        title = printed_text(title)
    except Malformed as wrong:
        fail(f"--title: {wrong.message}")
    quoted = as_written(title)
    for name, target in FILES.items():
        text = (resources.files("dossier.cli") / "skeletons" / "dossier" / name).read_text("utf-8")
        path = directory / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{title}", quoted), encoding="utf-8", newline="\n")
    write(directory / "schemas")
    click.echo(
        f"{directory} holds a new dossier. Next: cd {directory}, dossier new publisher ID, dossier serve"
    )

"""`dossier new`."""

from __future__ import annotations

import datetime
from importlib import resources
from pathlib import Path

import click

from dossier.cli.terminal import config_option, fail, settings_or_exit
from dossier.config import Settings
from dossier.model.checks import is_id
from dossier.model.parts import FOLDERS, Kind


@click.command("new")
@click.argument("kind", type=click.Choice(sorted(FOLDERS)), metavar="KIND")
@click.argument("id_", metavar="ID")
@config_option
def command(kind: Kind, id_: str, config_file: Path) -> None:
    """Write a skeleton of a record of KIND with the id ID, with a comment at each key.

    KIND is actor, article, claim, event, finding, place or publisher (an outlet or agency).

    It can be read as it stands, and says in capitals what to fill in; dossier check tells what is left.

    \b
    Examples:
      dossier new article reuters-moscow-talks
      dossier new actor sergei-shoigu
    """
    settings = settings_or_exit(config_file)
    if not is_id(id_) or id_ == "index":
        fail(f'"{id_}" cannot be an id; write it in lower-case letters, digits and hyphens')
    for folder in FOLDERS.values():
        for taken in (settings.content / folder).rglob(f"{id_}.md"):
            fail(f'"{id_}" is already the id of {taken}; an id is unique in the whole dossier')
    path = settings.content / FOLDERS[kind] / f"{id_}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(skeleton(kind, settings))
    click.echo(f"{_near(path)} written. Fill it in, then run: dossier check")


def skeleton(kind: Kind, settings: Settings) -> str:
    """The text of a new record. An article needs a publisher: the first there is, or one to be added."""
    template = (resources.files("dossier.cli") / "skeletons" / f"{kind}.md").read_text("utf-8")
    publishers = sorted(path.stem for path in (settings.content / "publishers").rglob("*.md"))
    today = datetime.date.today().isoformat()
    return template.replace("{today}", today).replace(
        "{publisher}", publishers[0] if publishers else "add-a-publisher"
    )


def _near(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path

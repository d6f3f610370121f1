"""`dossier new`."""

from __future__ import annotations

import datetime
import re
from importlib import resources
from pathlib import Path

import click

from dossier.cli.terminal import config_option, fail, settings_or_exit
from dossier.config import Settings
from dossier.foreign_paths import ForeignPathError, join
from dossier.model.checks import Malformed, id_fault, is_id, printed_text, web_address
from dossier.model.parts import FOLDERS, Kind
from dossier.read.frontmatter import as_written


@click.command("new")
@click.argument("kind", type=click.Choice(sorted(FOLDERS)), metavar="KIND")
@click.argument("id_", metavar="ID")
@click.option("--title", help="Its title or name, where you know it already.")
@click.option("--url", help="Its address: of a publisher or an article.")
@config_option
def command(kind: Kind, id_: str, title: str | None, url: str | None, config_file: Path) -> None:
    """Write a skeleton of a record of KIND with the id ID, with a comment at each key.

    KIND is actor, article, claim, event, finding, place or publisher (an outlet or agency).

    It can be read as it stands, and says in capitals what to fill in; dossier check tells what is left.

    \b
    Examples:
      dossier new article dock-herald-strike
      dossier new actor olga-vintner
      dossier new publisher dock-herald --title "Dock Herald" --url https://herald.example/
    """
    settings = settings_or_exit(config_file)
    if not is_id(id_) or id_ == "index":
        fault = id_fault(id_)
        fail(f"{fault.message}; {fault.hint}")
    for folder in FOLDERS.values():
        for taken in (settings.content / folder).rglob(f"{id_}.md"):
            fail(f'"{id_}" is already the id of {taken}; an id is unique in the whole dossier')
    text = skeleton(kind, settings)
    try:
        if title is not None:
            text = titled(text, printed_text(title))
        if url is not None:
            text = addressed(text, web_address(url))
    except Malformed as wrong:
        fail(wrong.message)
    try:
        path = join(settings.content, f"{FOLDERS[kind]}/{id_}.md")
    except ForeignPathError as wrong:
        fail(str(wrong))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    click.echo(f"{_near(path)} written. Fill it in, then run: dossier check")


def skeleton(kind: Kind, settings: Settings) -> str:
    """The text of a new record. An article needs a publisher: the first one of the dossier, or a placeholder."""
    template = (resources.files("dossier.cli") / "skeletons" / f"{kind}.md").read_text("utf-8")
    publishers = sorted(path.stem for path in (settings.content / "publishers").rglob("*.md"))
    today = datetime.date.today().isoformat()
    return template.replace("{today}", today).replace(
        "{publisher}", publishers[0] if publishers else "add-a-publisher"
    )


def titled(text: str, title: str, language: str = "en") -> str:
    """A skeleton with this title instead of the placeholder, also in the name, of this language, that repeats it."""
    placeholder = re.search(r"^title: (.+)$", text, re.M)
    assert placeholder
    quoted = _quoted(title)
    text = text.replace(f"\ntitle: {placeholder[1]}\n", f"\ntitle: {quoted}\n", 1)
    return text.replace(f"{{name: {placeholder[1]}, lang: en", f"{{name: {quoted}, lang: {language}", 1)


def addressed(text: str, url: str) -> str:
    """A skeleton with this address; raises `Malformed` if the kind has none."""
    filled = re.sub(r"^url:.*$", lambda _: f"url: {_quoted(url)}", text, count=1, flags=re.M)
    if filled == text:
        raise Malformed("bad-url", "--url is for a publisher or an article; no other record has an address")
    return filled


def _quoted(text: str) -> str:
    """A text as YAML, valid in a flow mapping too: "Post: Harbour" and "1, 2" are quoted, Dock Herald is not."""
    plain = re.fullmatch(r"[^\W\d_][^\W\d_]+(?: [^\W_]+)*|https?://[\w./~%+=&?-]+", text)
    word = text.casefold() in ("true", "false", "yes", "no", "on", "off", "null")
    return text if plain and not word else as_written(text)


def _near(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path

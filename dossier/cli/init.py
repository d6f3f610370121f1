"""`dossier init`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.terminal import fail
from dossier.foreign_paths import ForeignPathError, join
from dossier.model.checks import Malformed, printed_text
from dossier.read.frontmatter import as_written

if TYPE_CHECKING:
    from dossier.cli.program import Program

SKELETONS = resources.files("dossier.cli") / "skeletons"
LICENCES = {
    "cc-by-4.0": "Texts: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/).",
    "cc0-1.0": "Texts: public domain, as far as the law allows ([CC0 1.0](https://creativecommons.org/publicdomain/zero/1.0/)).",
    "none": "",
}
"""What the README says of each licence; its text is in `skeletons/licences/`."""
COPYRIGHT = {"cc-by-4.0": "Text CC BY 4.0. ", "cc0-1.0": "Text CC0 1.0. ", "none": ""}
ALIKE = {
    "README.md": re.compile(r"readme(\..*)?", re.I),
    "LICENSE": re.compile(r"(licen[sc]e|copying)(\..*)?", re.I),
}
"""Names under which a repository may have these already."""
IGNORED = ("/captures/", "/site/", "/.site-*/", "/.cache/")
LOCK = "content/dossier.lock"


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="A new dossier", show_default=True, help="What the dossier is called.")
@click.option(
    "--license",
    "licence",
    type=click.Choice(list(LICENCES)),
    default="cc-by-4.0",
    show_default=True,
    help="Of the texts that you write.",
)
@click.option(
    "--example/--no-example", default=True, help="With a first record of each kind, to look at and delete."
)
@click.option(
    "--program",
    metavar="ADDRESS@COMMIT",
    help="The Dossier that CI installs; the one that runs, if left out.",
)
def command(directory: Path, title: str, licence: str, example: bool, program: str | None) -> None:
    """Begin a new dossier in DIRECTORY, a repository of its own: README, licence, checks for GitHub and GitLab, forms for
    issues, the method, and an example of each kind of record. It builds as it stands.

    DIRECTORY may be a repository already. A README, a licence and other files that are there are kept; a dossier that is
    there is left alone.

    \b
    Examples:
      dossier init ../quay-strike --title "The Quay Town strike of May 2019"
      dossier init . --license cc0-1.0
    """
    from dossier.cli import program as programs

    try:
        title = printed_text(title)
    except Malformed as wrong:
        fail(f"--title: {wrong.message}")
    pinned = programs.parse(program) if program else programs.installed()
    if pinned is None:
        fail(f'--program: "{program}" is no address with a commit, such as {programs.REPOSITORY}@COMMIT')
    alike = {name: _alike(directory, pattern) for name, pattern in ALIKE.items()}
    # What is under a licence already is not put under another one.
    files = dict(_files(title, "none" if alike["LICENSE"] else licence, pinned, example=example))
    try:
        paths = {name: join(directory, name) for name in (*files, LOCK)}
    except ForeignPathError as wrong:
        fail(str(wrong))
    there = {name for name, path in paths.items() if path.is_symlink() or path.exists()}
    if taken := sorted(name for name in there if _is_the_dossiers(name)):
        names = ", ".join(taken[-3:]) + (f" and {len(taken) - 3} more" if len(taken) > 3 else "")
        fail(f"{directory}: {names} would be overwritten; name another directory. Nothing was written")
    above = (up for path in paths.values() for up in path.parents)
    if blocking := next((up for up in above if up.exists() and not up.is_dir()), None):
        fail(f"{blocking} is a file, and a folder belongs there. Nothing was written")
    existing = {name for name in there if not alike.get(name)} | {found for found in alike.values() if found}
    for name, text in files.items():
        if name not in there and not alike.get(name):
            paths[name].parent.mkdir(parents=True, exist_ok=True)
            with paths[name].open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    if example:
        _lock(directory)
    _tell(directory, sorted(existing), pinned, example=example)


def _files(title: str, licence: str, program: Program, *, example: bool) -> Iterator[tuple[str, str]]:
    """Every file of a new dossier: its path, and its text."""
    from dossier.export.json_schema import NAMES, schema_of
    from dossier.model.figures import RULE

    said = LICENCES[licence]
    values = {
        "title": as_written(title),
        "name": re.sub(r"([\\`*_\[\]<>&#|{}])", r"\\\1", title),
        "program": program.repository,
        "pin": program.ref,
        "action": program.action,
        "rule": RULE,
        "licence": f"{said} " if said else "",
        "copyright": as_written(f"{COPYRIGHT[licence]}Quotations belong to their outlets."),
    }
    for name, text in _tree(SKELETONS / "dossier"):
        yield name, _filled(text, values)
    if example:
        yield from _tree(SKELETONS / "example")
    if licence != "none":
        yield "LICENSE", (SKELETONS / "licences" / f"{licence}.txt").read_text("utf-8")
    for name in NAMES:
        yield f"schemas/{name}.json", schema_of(name)


def _tree(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    """The texts in a folder by their paths, in which `dot-x` stands for `.x`."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = above + re.sub("^dot-", ".", entry.name)
        if entry.is_dir():
            yield from _tree(entry, f"{name}/")
        else:
            yield name, entry.read_text("utf-8")


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"(?<!\$)\{(\w+)\}", lambda match: values.get(match[1], match[0]), text)


def _is_the_dossiers(name: str) -> bool:
    """Whether a file belongs to a dossier: where one is, another cannot begin."""
    return name == "mkdocs.yml" or name.startswith(("content/", "captures/example-"))


def _alike(directory: Path, pattern: re.Pattern[str]) -> str:
    """The file that is there by such a name, or the empty text."""
    names = sorted(path.name for path in directory.iterdir()) if directory.is_dir() else []
    return next((name for name in names if pattern.fullmatch(name)), "")


def _lock(directory: Path) -> None:
    """Verify the example's quotations, as `dossier lock` does."""
    from dossier.config import load
    from dossier.foreign_paths import replace_file
    from dossier.pipeline import check
    from dossier.store import lock
    from dossier.verify import verified

    settings = load(directory / "mkdocs.yml")
    done = verified(check(settings), directory / "captures", settings)
    replace_file(settings.content / lock.NAME, lock.dump(done.found, done.signed).encode())


def _tell(directory: Path, existing: list[str], program: Program, *, example: bool) -> None:
    click.echo(f"{directory} holds a new dossier.")
    if existing:
        click.echo(f"Kept as they were: {', '.join(existing)}.")
    if ".gitignore" in existing:
        lines = {line.strip("/") for line in (directory / ".gitignore").read_text("utf-8", "replace").split()}
        if missing := [line for line in IGNORED if line.strip("/") not in lines]:
            click.echo(f"Add to .gitignore: {' '.join(missing)}")
    where = "its checks in .github/, .gitlab-ci.yml and .pre-commit-config.yaml"
    click.echo(f"Dossier {program.version} is pinned at {program.repository}@{program.ref[:12]} in {where}.")
    if not program.is_on_github:
        click.echo(
            "It is not on GitHub: put a repository that is in the place of example/dossier in .github/workflows/."
        )
    go = "" if directory.resolve() == Path.cwd().resolve() else f"cd {directory}, "
    click.echo(
        f"Next: {go}dossier serve, dossier new publisher ID"
        + ("; then delete the example:" if example else "")
    )
    if example:
        click.echo("  rm content/*/example-* captures/example-* content/dossier.lock")

"""`dossier export`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.extras import needs_extra
from dossier.cli.terminal import AUTHOR, at_hand, config_option, fail, settings_or_exit, show
from dossier.formats.text import safe, summed_up

if TYPE_CHECKING:
    from dossier.config import Settings
    from dossier.export.catalogue import Format
    from dossier.pipeline import Checked


@click.command("export")
@click.argument("form", metavar="[FORMAT]", required=False)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write it, - for standard output; a folder for csv, jsonl and parquet. The format's own name if left out.",
)
@click.option(
    "--only",
    "query",
    metavar="QUERY",
    help="Only what is about these records: an id, a kind, or what dossier find takes.",
)
@click.option("--table", metavar="NAME", help="Of csv, jsonl and parquet this table alone.")
@click.option(
    "--fonts",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Of pdf: a folder with fonts for letters that ours lack; fonts of the machine are not used.",
)
@config_option
def command(
    form: str | None,
    ids: tuple[str, ...],
    output: Path | None,
    query: str | None,
    table: str | None,
    fonts: Path | None,
    config_file: Path,
) -> None:
    """Write the dossier in FORMAT, as data or as a document to read; without one, list the formats.

    With --only every format has the records asked for, those that they name and those that name them; what these refer to
    besides is there by title, kind and page, and in tables and the database, whose keys join, as rows. Figures are those of
    the complete dossier. What a standard cannot express is said. Nothing is written where a name that is withheld would be.

    pdf and epub are documents: of the records that are named by ID, in their order, with the claims that they rest on as an
    annex; without any, of the complete dossier. pdf needs the extra of this name.

    \b
    Examples:
      dossier export                                  the formats, and what each holds
      dossier export csv -o tables/
      dossier export sqlite -o dossier.sqlite
      dossier export csv --table accounts -o -
      dossier export jsonl --only "2nd dockers union"
      dossier export pdf strike-was-called-early      a finding with its evidence
      dossier export epub                             the complete dossier as a book
    """
    from dossier.export.catalogue import BY_NAME, FORMATS
    from dossier.export.documents import DOCUMENTS

    if form is None:
        if output or query is not None or table or fonts:
            fail("which format? dossier export FORMAT; without one and without options it lists them")
        lines = [(each.name, each.title, each.standard) for each in FORMATS]
        for name, title, standard in (*lines, *DOCUMENTS.values()):
            click.echo(f"{name:<10} {title}: {standard}")
        click.echo("Next: dossier export FORMAT -o FILE", err=True)
        return
    form = form.lower()
    if query is not None and not query.strip():
        fail("--only names nothing; leave it out for the complete dossier")
    if form in DOCUMENTS:
        from dossier.cli.documents import write_document

        if query is not None or table is not None:
            fail(
                f"{form} is a document of records: name them, dossier export {form} ID; leave out --only and --table"
            )
        write_document(form, ids, output, fonts, config_file)
        return
    if form not in BY_NAME:
        from dossier.diagnostics import did_you_mean

        known = (*BY_NAME, *DOCUMENTS)
        fail(f'no format is called "{form}"; {did_you_mean(form, known) or "dossier export lists them"}')
    if ids:
        fail(f"{form} takes no ids; what is about a record: dossier export {form} --only {safe(ids[0])}")
    if fonts:
        fail(f"{form} has no fonts; leave out --fonts")
    wanted = BY_NAME[form]
    files, notices = _files(wanted, query, config_file)
    if table is not None:
        files = _alone(wanted, files, table)
    with needs_extra(wanted.name) if wanted.command_only else nullcontext():
        _write(wanted, files, output, whole=table is None)
    for notice in notices:
        click.echo(f"Note: {safe(notice)}.", err=True)


Files = Iterable[tuple[str, Iterable[bytes]]]
"""The names of files, each with its parts; to be gone through once."""


def _files(wanted: Format, query: str | None, config_file: Path) -> tuple[Files, list[str]]:
    """The files of a format, searched for withheld names; exits where the content has an error."""
    from dossier.derive.selection import Selection
    from dossier.leak_check import guard_files, guard_sources, names_needed

    settings = settings_or_exit(config_file)
    checked = checked_or_exit(settings)
    selection = Selection(
        checked.corpus,
        checked.figures,
        settings,
        wanted=None if query is None else _matching(checked, query),
    )
    with refused_where_withheld():
        names = names_needed(checked.corpus)
        guard_sources(settings, checked.documents, checked.corpus, names)
        files: Files = wanted.write(selection)
        if names:
            found = {name: b"".join(parts) for name, parts in (wanted.searched or wanted.write)(selection)}
            guard_files(found, names)
            files = files if wanted.searched else [(name, (data,)) for name, data in found.items()]
    return files, list(wanted.notices(selection))


def checked_or_exit(settings: Settings) -> Checked:
    """The dossier; exits where the content has an error."""
    from dossier.pipeline import check

    checked = check(settings, withheld=at_hand())
    if checked.failed:
        errors = [each for each in checked.diagnostics if each.severity == "error"]
        show(errors)
        click.echo(f"{summed_up(errors)}; nothing was written.", err=True)
        sys.exit(AUTHOR)
    return checked


@contextmanager
def refused_where_withheld() -> Iterator[None]:
    """Say which withheld name was found, or is not at hand to be searched for, and exit."""
    from dossier.leak_check import NamesMissing, Withheld

    try:
        yield
    except NamesMissing as error:
        fail(f"{error}; nothing was written")
    except Withheld as stopped:
        show(stopped.diagnostics)
        click.echo(f"{stopped}; nothing was written.", err=True)
        sys.exit(AUTHOR)


def _matching(checked: Checked, query: str) -> frozenset[str]:
    """The records that a query means; exits where there is none."""
    from dossier.ingest.lookup import Lookup
    from dossier.model.parts import FOLDERS

    records = checked.corpus.records
    if query in records:
        return frozenset((query,))
    kind = next((kind for kind, folder in FOLDERS.items() if query in (kind, folder)), None)
    if kind:
        return frozenset(id_ for id_, record in records.items() if record.kind == kind)
    found = frozenset(id_ for _, id_, *_ in Lookup(checked.corpus).find(query))
    if not found:
        click.echo(
            f"Nothing is called {safe(query)!r}; nothing was written. Next: dossier find WORDS", err=True
        )
        sys.exit(AUTHOR)
    return found


def _alone(wanted: Format, files: Files, table: str) -> Files:
    from dossier.derive.tables import TABLES
    from dossier.diagnostics import did_you_mean

    names = [each.name for each in TABLES]
    if not wanted.folder:
        fail(f"{wanted.name} is one file, and has no tables of its own; leave out --table")
    if table not in names:
        fail(f'no table is called "{table}"; {did_you_mean(table, names) or ", ".join(names)}')
    return ((name, parts) for name, parts in files if Path(name).stem == table)


def _write(wanted: Format, files: Files, output: Path | None, *, whole: bool) -> None:
    """Write one file, or several into a folder, and say what was written."""
    from dossier.foreign_paths import ForeignPathError, join, replacing
    from dossier.model.figures import counted

    several = wanted.folder and whole
    if str(output) == "-":
        if several:
            fail(f"{wanted.name} is several files; name a folder with -o, or one table with --table")
        for part in (part for _, parts in files for part in parts):
            sys.stdout.buffer.write(part)
        sys.stdout.flush()
        return
    folder = output or Path(f"dossier-{wanted.name}")
    if several and folder.exists() and not folder.is_dir():
        fail(f"{folder} is a file, and a folder belongs there. Nothing was written")
    if not several and output and output.is_dir():
        fail(f"{output} is a folder, and {wanted.name} is one file: name it. Nothing was written")
    written, paths = _Written(), set[Path]()
    for name, parts in files:
        if several:
            folder.mkdir(parents=True, exist_ok=True)
        try:
            path = join(folder, name) if several else output or Path(name)
        except ForeignPathError as error:
            fail(str(error))
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.writelines(written.counting(name, parts))
        paths.add(path)
    where = f"{folder}/" if several else str(path)
    rows = f", {counted(written.rows, 'row')}" if written.rows else ""
    click.echo(f"{where}: {counted(written.files, 'file')}, {written.size:,} bytes{rows}.", err=True)
    others = sorted(set(folder.rglob("*")) - paths) if several else []
    if stale := [other for other in others if not other.is_dir()]:
        first = safe(str(stale[0]))
        click.echo(
            f"Note: {counted(len(stale), 'other file')} in {where} stays as it was: {first}.", err=True
        )
    example = wanted.example.splitlines()[-1]
    if "{url}" in example and (several or not wanted.folder):
        click.echo(f"Next: {example.format(url=where)}", err=True)
    else:
        click.echo(f"Next: open it with a program that reads {wanted.standard}.", err=True)


class _Written:
    """What was written: files, bytes, and rows of tables."""

    files = size = rows = 0

    def counting(self, name: str, parts: Iterable[bytes]) -> Iterator[bytes]:
        """The parts of a file, counted on the way."""
        self.files += 1
        end = {".csv": b"\r\n", ".jsonl": b"\n"}.get(Path(name).suffix)
        self.rows -= name.endswith(".csv")  # its line of headings
        for part in parts:
            self.size += len(part)
            self.rows += part.count(end) if end else 0
            yield part

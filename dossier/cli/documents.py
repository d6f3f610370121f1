"""The documents that `dossier export` writes: PDF and EPUB."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import click

from dossier.cli.export import checked_or_exit, refused_where_withheld
from dossier.cli.extras import needs_extra
from dossier.cli.terminal import AUTHOR, fail, settings_or_exit
from dossier.formats.text import safe

MOST_LETTERS = 12
"""Letters without a font that are named."""


def write_document(
    form: str, ids: Sequence[str], output: Path | None, fonts: Path | None, config_file: Path
) -> None:
    """Write a document of these records, or of all, and say what was written.

    What it holds is searched for withheld names before it is compressed.
    """
    from dossier.derive.note_style import note_style_of
    from dossier.export.documents import DOCUMENTS, epub, pdf
    from dossier.export.documents.assembly import document
    from dossier.foreign_paths import replacing
    from dossier.leak_check import guard_files, guard_sources, names_needed

    if fonts and form != "pdf":
        fail(f"{form} has no fonts, its reader has; leave out --fonts")
    settings = settings_or_exit(config_file)
    with needs_extra("pdf"):
        if form == "pdf":
            pdf.needed()
    if fonts and not pdf.holds_fonts(fonts):
        what = "has no font" if fonts.is_dir() else "is no folder"
        fail(
            f"--fonts: {safe(str(fonts))} {what}; name a folder with .ttf or .otf files: fonts of the machine are not "
            "looked for by name, so that the file is the same everywhere. Nothing was written"
        )
    checked = checked_or_exit(settings)
    _known_or_exit(ids, checked.corpus.records)
    path = output or Path(f"{ids[0].replace('/', '-') if len(ids) == 1 else 'dossier'}.{form}")
    if path.is_dir():
        fail(f"{path} is a folder, and {form} is one file: name it. Nothing was written")
    made = document(checked.corpus, checked.figures, settings, ids, note_style_of(settings))
    parts = pdf.parts(made) if form == "pdf" else epub.parts(made)
    with refused_where_withheld():
        names = names_needed(checked.corpus)
        guard_sources(settings, checked.documents, checked.corpus, names)
        # The lines of text have no marks of notes, which may stand within a name.
        searched = {**parts, pdf.TEXT: pdf.text(made)}
        guard_files({f"{path.name}/{part}": data for part, data in searched.items()}, names)
    if form == "pdf":
        try:
            done = pdf.typeset(made, parts, [fonts] if fonts else [])
        except pdf.NotTypeset as error:
            fail(f"{safe(str(error))}. Nothing was written")
    else:
        done = pdf.Typeset(epub.packed(parts))
    if str(output) == "-":
        sys.stdout.buffer.write(done.data)
        sys.stdout.flush()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(done.data)
        click.echo(f"{path}: {len(done.data):,} bytes.", err=True)
        click.echo(
            f"Next: open it with a program that reads {DOCUMENTS[form].standard.split(',')[0]}.", err=True
        )
    if done.missing:
        letters = " ".join(done.missing[:MOST_LETTERS])
        more = f" and {len(done.missing) - MOST_LETTERS} more" if len(done.missing) > MOST_LETTERS else ""
        click.echo(
            f"Note: no font here has {safe(letters)}{more}: they are boxes, and the file does not conform to PDF/UA "
            "and PDF/A.\nNext: a folder with a font that has them: --fonts FOLDER",
            err=True,
        )
    elif done.fault:
        click.echo(f"Note: the file does not conform to PDF/UA and PDF/A: {safe(done.fault)}.", err=True)


def _known_or_exit(ids: Sequence[str], known: Collection[str]) -> None:
    """Name the ids that no record has, each with the nearest one, and exit."""
    from dossier.diagnostics import did_you_mean

    unknown = [id_ for id_ in dict.fromkeys(ids) if id_ not in known]
    for id_ in unknown:
        nearest = did_you_mean(id_, known)
        click.echo(f"No record is called {safe(id_)!r}{f'; {nearest}' if nearest else '.'}", err=True)
    if unknown:
        click.echo("Nothing was written. Next: dossier find WORDS", err=True)
        sys.exit(AUTHOR)

"""What `dossier add` says it has done, and the outlet's record that it writes."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.formats.text import safe

if TYPE_CHECKING:
    from dossier.config import Settings
    from dossier.ingest.candidates import Words
    from dossier.ingest.draft import Draft
    from dossier.ingest.source import Source
    from dossier.ingest.suggest import Suggestions
    from dossier.model.corpus import Corpus


def tell(
    drafted: Draft,
    source: Source,
    found: Suggestions,
    captures: Path,
    settings: Settings,
    corpus: Corpus,
    outlets: Sequence[Path],
) -> None:
    """Print what was written, guessed and found."""
    from dossier.ingest.credits import AGENCIES
    from dossier.ingest.draft import place
    from dossier.ingest.identity import slug
    from dossier.model.figures import counted

    def words(several: Sequence[Words]) -> str:
        return ", ".join(f'"{w.text}" {place(w.paragraph)}' for w in several[:4])

    near = (settings.content / "articles" / f"{drafted.id}.md").relative_to(settings.project)
    lines = [f"{near} written."]
    lines += [f"{path.relative_to(settings.project)} written, for its outlet." for path in outlets]
    size = counted(len(source.paragraphs), "paragraph")
    lines.append(f"{captures / drafted.id}.txt written: {size}, SHA-256 {drafted.sha256[:16]}…")
    lines.append("\nGuessed, for you to compare with the page:")
    lines += [f"  {key:<10} {_short(f.value)}   ({f.how})" for key, f in drafted.guesses.items()]
    if drafted.missing:
        lines.append(f"  Not found: {', '.join(drafted.missing)}.")
    lines += [f"  Note: {note}." for note in source.notes]
    if found.accounts:
        lines.append("\nAccounts that it may give, with the passage that led to each:")
        for account in found.accounts:
            by = f", by {account.by}" if account.by else ""
            lines.append(f"  {account.claim}   {account.stance}{by}, {place(account.paragraph)}")
            lines.append(f"    {corpus.titles[account.claim]}")
            lines.append(f"    “{_short(account.sentence)}”")
    filled = {
        "actor": len(found.candidates["actors"]),
        "place": len(found.candidates["places"]),
        "event": len(found.events),
    }
    named = [counted(number, noun) for noun, number in filled.items() if number]
    if named:
        lines.append(f"\nFilled in from the text: {', '.join(named)}.")
    if several := found.candidates.get("either"):
        lines += [
            "Actors by words that may mean the place:",
            *(f"  {c.id:<32} {words(c.words)}" for c in several),
        ]
    if found.unrecorded:
        lines.append("\nNamed often, and in no record; make one where it belongs to the subject:")
        lines += [
            f"  {number} × {_command(slug(name), name, kind='actor')}" for name, number in found.unrecorded
        ]
    if found.credits:
        lines.append("\nCredits, for rests_on:")
        for credit in found.credits:
            title = AGENCIES[credit.id][0] if credit.id in AGENCIES else ""
            new = "" if credit.known else f"   (new: {_command(credit.id, title)})"
            lines.append(f"  {credit.id:<32} {words(credit.words)}{new}")
    if found.unnamed_credit:
        known = any(credit.known for credit in found.credits)
        then = "others than the one in rests_on may be meant" if known else "rests_on stays unknown"
        lines.append(f'\nIt credits "{found.unnamed_credit}" and names none: {then}.')
    if found.compared.reprints:
        lines.append("\nThe same text as (carries: in the file says so; they count as one origin):")
        lines += [f"  {r.article:<32} {r.share:.0%} of the shorter text" for r in found.compared.reprints]
    if found.compared.not_compared:
        missing = counted(found.compared.not_compared, "article")
        lines.append(f"\nNot compared: {missing} without a signature in the lock and a capture at hand.")
    click.echo("\n".join(safe(part) for line in lines for part in line.split("\n")) + "\n")


def outlet_file(id_: str, source: Source, settings: Settings) -> tuple[Path, str]:
    """The path and the text of a record for the source's outlet, with what the source says about it."""
    from urllib.parse import urlsplit

    from dossier.cli.new import addressed, skeleton, titled
    from dossier.foreign_paths import join
    from dossier.model.parts import FOLDERS

    name = source.outlet.value if source.outlet else id_
    text = titled(skeleton("publisher", settings), name, _language_of(name, source))
    parts = urlsplit(source.url.value) if source.url else None
    if parts and parts.netloc:
        text = addressed(text, f"{parts.scheme}://{parts.netloc}/")
    return join(settings.content, f"{FOLDERS['publisher']}/{id_}.md"), text


def _language_of(name: str, source: Source) -> str:
    """The source's language, if the name is in its script; else English for a Latin name, und for another."""
    language = source.language.value if source.language else "und"
    latin = name.isascii() or any("a" <= c <= "z" for c in name.casefold())
    native = language.partition("-")[0] not in (
        "ar",
        "fa",
        "ru",
        "uk",
        "he",
        "zh",
        "ja",
        "ckb",
        "ur",
        "el",
        "th",
    )
    return language if latin == native else "en" if latin else "und"


def _command(id_: str, title: str, kind: str = "publisher") -> str:
    """`dossier new`, ready to be pasted: text from a page is quoted for the shell."""
    title = " ".join(safe(title).split())
    plain = not any(c in title for c in '"\\$`!')
    quoted = shlex.quote(title) if shlex.quote(title) == title or not plain else f'"{title}"'
    return " ".join(["dossier new", kind, id_ or "ID", *([f"--title {quoted}"] if title else [])])


def tell_next(id_: str, captures: Path) -> None:
    """Print what to do next with a draft."""
    lock = (
        "dossier lock"
        if captures == Path("captures")
        else f"dossier lock --captures {shlex.quote(str(captures))}"
    )
    where = "captures/" if captures == Path("captures") else f"{captures}/"
    click.echo(
        f"Next: dossier confirm {id_} asks for each guess; then write in content/articles/{id_}.md what it says."
        " The id is permanent and takes no side: dossier rename changes it now, if ever."
    )
    click.echo(
        f"The text as it was read lies in {safe(where)}. When the quotations are in: {safe(lock)}, which compares them"
        " with it. Not what you meant: dossier undo"
    )


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:87]}…"

"""`dossier add`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dossier.cli.terminal import AUTHOR, config_option, fail, no_link_by_default, settings_or_exit
from dossier.formats.text import safe

if TYPE_CHECKING:
    from dossier.config import Settings
    from dossier.ingest.candidates import Words
    from dossier.ingest.draft import Draft
    from dossier.ingest.fetch import Permit
    from dossier.ingest.source import Source
    from dossier.ingest.suggest import Suggestions
    from dossier.model.corpus import Corpus

NO_OUTLET = "add-a-publisher"
EXTRA = "this command needs more packages; install them: pip install 'dossier[ingest]'"


def captures_option(function: click.decorators.FC) -> click.decorators.FC:
    """The option `--captures DIR`, whose directory need not exist."""
    option = click.option(
        "--captures",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("captures"),
        callback=no_link_by_default,
        show_default=True,
        help="The folder for the texts as they were read: ARTICLE-ID.txt. Keep it out of git.",
    )
    return option(function)


@click.command("add")
@click.argument("source")
@click.option("--id", "id_", help="The article's id; else one is made of the outlet and the headline.")
@click.option("--url", help="The address of a saved page, where its file does not say it.")
@click.option("--publisher", help="The outlet's id, where the source does not name it, or names another.")
@captures_option
@config_option
def command(
    source: str, id_: str | None, url: str | None, publisher: str | None, captures: Path, config_file: Path
) -> None:
    """Draft an article from SOURCE: an address, a saved page, a WARC or WACZ, or a reference.

    Writes the text as a capture, and an article with what could be found out. Lists whom and what of the dossier the text
    names, whom it credits, and whether a source already here has the same text. What was guessed stands under to_confirm in
    the file: dossier check fails until you have compared it and emptied that list.

    Only the address given is fetched. References are CSL-JSON, BibTeX, RIS, or Zotero's export (JSON, RDF).

    \b
    Examples:
      dossier add https://example.org/ministers-meet
      dossier add saved.html --url https://example.org/ministers-meet
      dossier add reading-list.bib
    """
    settings = settings_or_exit(config_file)
    with needs_extra():
        run(source, id_, url, captures, settings, publisher=publisher)


class needs_extra:
    """Turns a missing package of the extra `ingest` into one line and exit status 2."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Say what to install."""
        if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] != "dossier":
            fail(EXTRA)


def run(
    given: str,
    id_: str | None,
    url: str | None,
    captures: Path,
    settings: Settings,
    permit: Permit | None = None,
    publisher: str | None = None,
) -> None:
    """Read the source, write the draft, report. A source that cannot be taken in ends with one line, and nothing is
    written.
    """
    import datetime

    from dossier.diagnostics import Report
    from dossier.ingest import Refused, Unreachable, draft, identity, journal, placing
    from dossier.ingest.fetch import public
    from dossier.ingest.suggest import suggest
    from dossier.ingest.take import take
    from dossier.pipeline import check
    from dossier.store import lock as locks
    from dossier.store.withheld import names_at_hand

    today = datetime.date.today()
    done: list[tuple[Draft, Source, Suggestions]] = []
    try:
        taken = take(given, url, permit=permit or public)
        for option, value in (("--id", id_), ("--publisher", publisher)):
            if value and len(taken.sources) != 1:
                raise Refused(f"{option} is for one source, and {given} holds {len(taken.sources)}")
        corpus = check(settings).corpus
        ids = identity.ids_in(settings, corpus)
        lock = locks.read(settings, Report())
        locked = lock.signatures if lock else {}
        if id_ and id_ in ids:
            raise Refused(f'"{id_}" is taken; an id is unique in the whole dossier')
        passed_over = list(taken.passed_over)
        for source in taken.sources:
            if there := identity.already_here(source, corpus):
                passed_over.append(
                    f'"{source.title.value if source.title else ""}": it is here already, as {there}'
                )
                continue
            outlet = _outlet(publisher, corpus) or identity.publisher_of(source, corpus)
            if outlet is None and len(taken.sources) > 1:
                title = source.title.value if source.title else ""
                passed_over.append(f'"{title}": no outlet is named; add it alone, with --publisher ID')
                continue
            if outlet is None and not id_:
                raise Refused(
                    "no outlet is named, and the article's id begins with it; add --publisher ID, or --id ID"
                )
            outlet = outlet or (NO_OUTLET, "no outlet is named")
            name = id_ or identity.propose_id(source, outlet[0], corpus, ids)
            ids |= {name}
            found = suggest(source, outlet[0], corpus, captures, locked)
            drafted = draft.draft(source, name, outlet, today, found, corpus.titles)
            placing.check_withheld(drafted, names_at_hand())
            done.append((drafted, source, found))
        facts = {drafted.id: {"accessed": today.isoformat(), **taken.facts} for drafted, _, _ in done}
        outlets = {
            drafted.publisher: _outlet_file(drafted.publisher, source, settings)
            for drafted, source, _ in done
            if drafted.publisher not in ids and drafted.publisher != NO_OUTLET
        }
        written = placing.write(
            [drafted for drafted, _, _ in done], settings, captures, facts, [*outlets.values()]
        )
        if written:
            journal.note(captures, settings, [drafted.id for drafted, _, _ in done], written)
    except Unreachable as error:
        fail(safe(str(error)))
    except Refused as error:
        refuse(str(error))
    for line in passed_over:
        click.echo(f"passed over: {safe(line)}", err=True)
    if not done:
        refuse("nothing was added; to read a source again: dossier capture ID")
    for drafted, source, found in done:
        _tell(drafted, source, found, captures, settings, corpus, outlets)
    _tell_next([drafted for drafted, _, _ in done], captures)


def _outlet(given: str | None, corpus: Corpus) -> tuple[str, str] | None:
    """The publisher's id in `--publisher`; raises `ContentErrors` if it is not one."""
    from dossier.ingest import Refused
    from dossier.model.checks import is_id
    from dossier.model.records import Publisher

    if given is None:
        return None
    record = corpus.records.get(given)
    if record and not isinstance(record, Publisher):
        raise Refused(f'--publisher: "{given}" is {record.kind}, not a publisher')
    if not is_id(given):
        raise Refused(
            f'--publisher: "{given}" cannot be an id; write it in lower-case letters, digits and hyphens'
        )
    return given, "--publisher"


def refuse(message: str) -> NoReturn:
    """Print one line, exit with status 1: the source is at fault. Nothing was written."""
    click.echo(f"dossier: {safe(message)}", err=True)
    sys.exit(AUTHOR)


def _tell(
    drafted: Draft,
    source: Source,
    found: Suggestions,
    captures: Path,
    settings: Settings,
    corpus: Corpus,
    outlets: Mapping[str, tuple[Path, str]],
) -> None:
    from dossier.ingest.credits import AGENCIES
    from dossier.ingest.draft import place
    from dossier.ingest.identity import slug
    from dossier.model.figures import counted

    def words(several: Sequence[Words]) -> str:
        return ", ".join(f'"{w.text}" {place(w.paragraph)}' for w in several[:4])

    near = (settings.content / "articles" / f"{drafted.id}.md").relative_to(settings.project)
    lines = [f"{near} written."]
    if drafted.publisher in outlets:
        lines.append(
            f"{outlets[drafted.publisher][0].relative_to(settings.project)} written, for its outlet."
        )
    if drafted.capture:
        size = counted(len(source.paragraphs), "paragraph")
        lines.append(f"{captures / drafted.id}.txt written: {size}, SHA-256 {drafted.sha256[:16]}…")
    else:
        lines.append(
            f"A reference holds no text. Read the page into a capture with: dossier capture {drafted.id}"
        )
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
        lines.append(f'\nIt credits "{found.unnamed_credit}" and names none: rests_on stays unknown.')
    if found.compared.reprints:
        lines.append("\nThe same text as (carries: in the file says so; they count as one origin):")
        lines += [f"  {r.article:<32} {r.share:.0%} of the shorter text" for r in found.compared.reprints]
    if found.compared.not_compared:
        missing = counted(found.compared.not_compared, "article")
        lines.append(f"\nNot compared: {missing} without a signature in the lock and a capture at hand.")
    click.echo("\n".join(safe(part) for line in lines for part in line.split("\n")) + "\n")


def _outlet_file(id_: str, source: Source, settings: Settings) -> tuple[Path, str]:
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


def _tell_next(drafts: Sequence[Draft], captures: Path) -> None:
    which = f"content/articles/{drafts[0].id}.md" if len(drafts) == 1 else f"the {len(drafts)} articles"
    click.echo(
        f"Next: dossier confirm{' ' + drafts[0].id if len(drafts) == 1 else ''} asks for each guess; then write in {which}"
        " what it says."
        " The id is permanent and takes no side: dossier rename changes it now, if ever."
    )
    if any(drafted.capture for drafted in drafts):
        usual = captures == Path("captures")
        lock = "dossier lock" if usual else f"dossier lock --captures {shlex.quote(str(captures))}"
        where = "captures/" if usual else f"{captures}/"
        click.echo(
            f"The text as it was read lies in {safe(where)}. When the quotations are in: {safe(lock)}, which compares them"
            " with it."
        )


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:87]}…"

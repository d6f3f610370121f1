"""`dossier add`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dossier.cli.added import outlet_file, tell, tell_next
from dossier.cli.extras import needs_extra
from dossier.cli.terminal import AUTHOR, config_option, fail, no_link_by_default, settings_or_exit
from dossier.formats.text import safe

if TYPE_CHECKING:
    from dossier.config import Settings
    from dossier.ingest.fetch import Permit
    from dossier.ingest.source import Source
    from dossier.model.corpus import Corpus

FATES = {"new": "new", "changed": "changed", "same": "as they were", "edited": "edited by hand and left"}
NO_OUTLET = "add-a-publisher"


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
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--id", "id_", help="The article's id; else one is made of the outlet and the headline.")
@click.option(
    "--url", help="The address of a saved page or a pasted text; of an archive's pages, which is meant."
)
@click.option("--publisher", help="The outlet's id, where the source does not name it, or names another.")
@click.option(
    "--columns",
    default="",
    metavar="KEY=HEADING,...",
    help="Which columns of a table to read, where their headings are not understood: title=Headline,url=Link.",
)
@captures_option
@config_option
def command(
    sources: tuple[str, ...],
    id_: str | None,
    url: str | None,
    publisher: str | None,
    columns: str,
    captures: Path,
    config_file: Path,
) -> None:
    """Draft an article from each SOURCE: an address, a saved page (HTML, MHTML), a WARC or WACZ, a PDF, a text, or - for a
    text on standard input, its headline first.

    Writes the text as a capture, the outlet's record if it is new, and an article with what the text names, credits and
    says, as far as it could be found out. What was guessed stands under to_confirm in the file: dossier confirm asks for
    each, and dossier check fails until nothing is left there.

    A list is put on the shelf, drafts/, to be read later: references (CSL-JSON, BibTeX, RIS, Zotero's JSON and RDF), a table
    (CSV, XLSX), or a text with an address on each line. It is not counted and not published. The same list again changes
    what has changed in it. Adding the page completes its entry.

    The JSON of an issue on GitHub or GitLab, or of an event of one, is a suggestion made by the form "Suggest a source".

    Only the address given is fetched.

    \b
    Examples:
      dossier add https://herald.example/strike-begins
      dossier add saved.html --url https://herald.example/strike-begins
      dossier add crawl.wacz --url https://herald.example/strike-begins
      dossier add - --url https://herald.example/strike-begins --publisher dock-herald
      dossier add reading-list.bib
      dossier add sources.xlsx --columns "title=Headline,url=Link"
    """
    settings = settings_or_exit(config_file)
    if len(sources) > 1 and (id_ or url):
        fail("--id and --url are for one source")
    failed = 0
    with needs_extra():
        for source in sources:
            try:
                with _standard_input() if source == "-" else nullcontext(source) as path:
                    run(path, id_, url, captures, settings, publisher=publisher, columns=columns)
            except SystemExit as ended:
                failed = max(failed, int(ended.code or 0))
    sys.exit(failed)


@contextmanager
def _standard_input() -> Iterator[str]:
    """A file with what comes on standard input."""
    import tempfile

    from dossier.ingest.fetch import LIMITS

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "standard input"
        path.write_bytes(sys.stdin.buffer.read(LIMITS.size + 1))
        yield str(path)


def run(
    given: str,
    id_: str | None,
    url: str | None,
    captures: Path,
    settings: Settings,
    permit: Permit | None = None,
    publisher: str | None = None,
    columns: str = "",
) -> None:
    """Read the source, write the draft, report. A source that cannot be taken in ends with one line, and nothing is
    written.
    """
    from dossier.ingest import Refused, Unreachable, identity, shelf
    from dossier.ingest.fetch import public
    from dossier.ingest.references.from_table import column_map
    from dossier.ingest.take import take
    from dossier.model.addresses import comparable
    from dossier.pipeline import check

    try:
        taken = take(given, url, columns=column_map(columns), permit=permit or public)
        for option, value in (("--id", id_), ("--publisher", publisher)):
            if value and len(taken.sources) != 1:
                raise Refused(f"{option} is for one source, and {given} holds {len(taken.sources)}")
        corpus = check(settings).corpus
        if id_ and id_ in identity.ids_in(settings, corpus):
            raise Refused(f'"{id_}" is taken; an id is unique in the whole dossier')
        passed_over = list(taken.passed_over)
        new: list[Source] = []
        shelved = shelf.waiting(settings)
        file = Path(given).name
        first: dict[str, str] = {}
        for source in taken.sources:
            title = source.title.value if source.title else ""
            address = comparable(source.url.value) if source.url else ""
            if there := identity.already_here(source, corpus):
                passed_over.append(f'"{title}": it is here already, as {there}')
            elif not source.paragraphs and (there := shelf.other_entry(source, file, shelved)):
                passed_over.append(f'"{title}": its address waits on the shelf already, in {there}')
            elif not source.paragraphs and address in first:
                passed_over.append(f'"{title}": it has the address of "{first[address]}", before it')
            else:
                new.append(source)
                first |= {address: title} if address else {}
        read = [source for source in new if source.paragraphs]
        outlet = _outlet(publisher, corpus)
        if read:
            _draft(read[0], id_, outlet, taken.facts, captures, settings, corpus)
        elif new:
            _shelve(new, id_, outlet, Path(given).name, captures, settings, corpus)
    except Unreachable as error:
        fail(f"{safe(str(error))}. Save the page, then: dossier add FILE --url {shlex.quote(safe(given))}")
    except Refused as error:
        refuse(str(error))
    for line in passed_over:
        click.echo(f"passed over: {safe(line)}", err=True)
    if not new:
        refuse("nothing was added; to read a source again: dossier capture ID")


def add_one(given: str, url: str, publisher: str, captures: Path, settings: Settings) -> str:
    """Draft an article from a file or an address, as the desk asks for it; returns its id. Raises `ingest.Refused`."""
    from dossier.ingest import Refused, identity
    from dossier.ingest.fetch import public
    from dossier.ingest.take import take
    from dossier.pipeline import check

    taken = take(given, url or None, columns={}, permit=public)
    if len(taken.sources) != 1 or not taken.sources[0].paragraphs:
        raise Refused("this is a list of sources, or has no text; bring lists in with dossier add FILE")
    corpus = check(settings).corpus
    if there := identity.already_here(taken.sources[0], corpus):
        raise Refused(f"it is here already, as {there}")
    return _draft(
        *(
            taken.sources[0],
            None,
            _outlet(publisher or None, corpus),
            taken.facts,
            captures,
            settings,
            corpus,
        ),
        say=False,
    )


def _draft(
    source: Source,
    id_: str | None,
    given: tuple[str, str] | None,
    facts: Mapping[str, str],
    captures: Path,
    settings: Settings,
    corpus: Corpus,
    *,
    say: bool = True,
) -> str:
    """Write the article of a source that was read, its capture, its outlet's record; returns its id. Raises `Refused`."""
    import datetime
    from dataclasses import replace

    from dossier.diagnostics import Report
    from dossier.ingest import Refused, draft, identity, journal, placing, shelf
    from dossier.ingest.paragraphs import not_searched, without_letters
    from dossier.ingest.suggest import suggest
    from dossier.store import lock as locks
    from dossier.store.withheld import names_at_hand

    today = datetime.date.today()
    ids = identity.ids_in(settings, corpus)
    lock = locks.read(settings, Report())
    entry = shelf.completing(source, settings)
    if entry:
        source = shelf.completed(source, entry)
    outlet = given or identity.publisher_of(source, corpus)
    if outlet is None and not id_:
        raise Refused(
            "no outlet is named, and the article's id begins with it; add --publisher ID, or --id ID"
        )
    outlet = outlet or (NO_OUTLET, "no outlet is named")
    source = identity.with_language(source, outlet[0], corpus)
    if odd := without_letters(("" if source.title is None else source.title.value, *source.paragraphs)):
        raise Refused(odd)
    source = replace(source, notes=(*source.notes, *not_searched(("", *source.paragraphs))))
    name = id_ or (entry.id if entry else identity.propose_id(source, outlet[0], corpus, ids))
    found = suggest(source, outlet[0], corpus, captures, lock.signatures if lock else {})
    drafted = draft.draft(source, name, outlet, today, found, corpus.titles)
    placing.check_withheld(drafted, names_at_hand())
    is_new = outlet[0] not in ids and outlet[0] != NO_OUTLET
    beside = [outlet_file(outlet[0], source, settings)] if is_new else []
    read = {drafted.id: {"accessed": today.isoformat(), **facts}}
    written = placing.write([drafted], settings, captures, read, beside)
    before = {}
    if entry:
        before[entry.path] = entry.text
        entry.path.unlink()
    journal.note(settings, captures, [drafted.id], written, before)
    if not say:
        return drafted.id
    tell(drafted, source, found, captures, settings, corpus, [path for path, _ in beside])
    if entry:
        click.echo(f"{shelf.FOLDER}/{entry.id}.md is completed by it, and taken off the shelf.\n")
    tell_next(drafted.id, captures)
    return drafted.id


def _shelve(
    sources: Sequence[Source],
    id_: str | None,
    given: tuple[str, str] | None,
    file: str,
    captures: Path,
    settings: Settings,
    corpus: Corpus,
) -> None:
    """Put sources that nobody has read on the shelf; raises `Refused`."""
    from collections import Counter

    from dossier.cli.rename import write
    from dossier.ingest import identity, journal, placing, shelf
    from dossier.model.figures import counted
    from dossier.store.withheld import names_at_hand

    ids = identity.ids_in(settings, corpus)
    proposed = []
    for source in sources:
        outlet = given or identity.publisher_of(source, corpus) or ("", "")
        name = id_ or identity.propose_id(source, outlet[0] or "source", corpus, ids)
        ids |= {name}
        proposed.append((source, name, outlet[0]))
    found = list(shelf.shelve(proposed, file, settings))
    placing.check_texts({f"{entry.id}.md": entry.text for entry in found}, names_at_hand())
    news = {entry.path: entry.text for entry in found if entry.fate in ("new", "changed")}
    before = {path: path.read_text("utf-8") for path in news if path.exists()}
    for path in news:
        path.parent.mkdir(exist_ok=True)
    write({path: text.encode() for path, text in news.items()})
    if news:
        journal.note(settings, captures, [entry.id for entry in found if entry.path in news], news, before)
    for entry in found:
        if entry.fate == "edited":
            click.echo(
                f"not updated: {shelf.FOLDER}/{entry.id}.md was edited by hand, and changed in {safe(file)}",
                err=True,
            )
    fates = Counter(entry.fate for entry in found)
    counts = ", ".join(f"{number} {words}" for fate, words in FATES.items() if (number := fates[fate]))
    click.echo(f"{counted(len(found), 'source')} of {safe(file)} on the shelf, {shelf.FOLDER}/: {counts}.")
    if news:
        click.echo(
            "Next: save a page, and dossier add it: its entry is completed and taken off the shelf. Or: dossier undo"
        )


def _outlet(given: str | None, corpus: Corpus) -> tuple[str, str] | None:
    """The publisher's id in `--publisher`; raises `ContentErrors` if it is not one."""
    from dossier.ingest import Refused
    from dossier.model.checks import id_fault, is_id
    from dossier.model.records import Publisher

    if given is None:
        return None
    record = corpus.records.get(given)
    if record and not isinstance(record, Publisher):
        raise Refused(f'--publisher: "{given}" is {record.kind}, not a publisher')
    if not is_id(given):
        fault = id_fault(given)
        raise Refused(f"--publisher: {fault.message}; {fault.hint}")
    return given, "--publisher"


def refuse(message: str) -> NoReturn:
    """Print one line, exit with status 1: the source is at fault. Nothing was written."""
    click.echo(f"dossier: {safe(message)}", err=True)
    sys.exit(AUTHOR)

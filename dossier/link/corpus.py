"""The linking stage: checks all references, and builds the indexes by target."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Protocol

from dossier.diagnostics import Report, Spot, did_you_mean
from dossier.link.bodies import BodyChecker
from dossier.link.ids import check_references, unique
from dossier.link.mentions import Named, mentions
from dossier.link.unpublished_ids import HINT, UnpublishedIds
from dossier.model.corpus import Corpus, earliest_first, newest_first
from dossier.model.folding import fold
from dossier.model.parts import Body, Kind
from dossier.model.records import Actor, Article, Claim, Event, Place, Publisher, Record
from dossier.model.retired import Retired
from dossier.model.withholding import has_page, withholds

ALL_LINES = (0, 1_000_000)
"""The range of lines of a whole file."""


class Read(Protocol):
    """The attributes of a document that this stage uses."""

    @property
    def path(self) -> str:
        """As `dossier.read.Document`."""

    @property
    def inside(self) -> str:
        """As `dossier.read.Document`."""

    @property
    def kind(self) -> Kind:
        """As `dossier.read.Document`."""

    @property
    def id(self) -> str:
        """As `dossier.read.Document`."""

    @property
    def body(self) -> Body:
        """As `dossier.read.Document`."""

    @property
    def record(self) -> Record | None:
        """As `dossier.read.Document`."""


def link(
    documents: Sequence[Read],
    images: Mapping[str, bytes],
    retired: Sequence[Retired],
    retired_path: str,
    report: Report,
    sound: Container[str] = frozenset(),
    known: Mapping[str, Named] | None = None,
) -> Corpus:
    """The corpus of all valid records; ids of files with errors count as known.

    The references of the files `sound`, by path within the content folder, are known to be valid; and `known` has what
    some texts mention and cite.
    """
    corpus = linked(documents, images, retired, known)
    kinds = unique(((d.kind, d.id, d.path) for d in documents), report)
    bodies = {d.inside: (d.path, d.body) for d in documents}
    unpublished = frozenset(id_ for id_, record in corpus.records.items() if not has_page(record))
    checker = BodyChecker(kinds, {d.inside: d.id for d in documents}, list(images), bodies.get, unpublished)
    ids = UnpublishedIds(unpublished)
    none = BodyChecker(kinds, checker.files, list(images), bodies.get)
    for document in documents:
        # A record that is published no longer is still a file: what leads there is looked at again.
        if document.inside in sound and not unpublished:
            continue
        of = none if document.id in unpublished else checker
        of.check(document.path, document.body, document.inside, report)
        if document.record is not None:
            check_references(document.record, kinds, report)
            if document.id not in unpublished:
                ids.check(document.record, report)
    for id_, articles in _withheld(corpus).items():
        if isinstance(claim := corpus.records.get(id_), Claim):
            ids.check_waivers(claim, articles, report)
    seen: set[str] = set()
    for gone in retired:
        at = Spot(retired_path, text=gone.id, lines=ALL_LINES, nth=int(gone.id in seen))
        if gone.id in seen:
            report.error("duplicate-id", at, f'"{gone.id}" is retired twice', "keep one of the two")
        seen.add(gone.id)
        # An id may live on as a record of another kind, at another address.
        if kinds.get(gone.id) == gone.kind:
            report.error(
                "duplicate-id", at, f'"{gone.id}" is retired, and a file has it', "take it out of retired.yml"
            )
        if id_ := ids.search(gone.reason):
            report.error("unpublished-link", at, f'the reason has "{id_}", which is not published', HINT)
        if gone.replaced_by in unpublished:
            hint = "leave replaced_by: out"
            message = f'"{gone.replaced_by}" is not published, and cannot be linked'
            report.error("unpublished-link", at, message, hint)
        if gone.replaced_by and gone.replaced_by not in kinds:
            report.error(
                "unknown-id", at, f'no record "{gone.replaced_by}"', did_you_mean(gone.replaced_by, kinds)
            )
    return corpus


def _withheld(corpus: Corpus) -> dict[str, set[str]]:
    """The articles whose accounts are withheld, by claim."""
    found: dict[str, set[str]] = {}
    for article in corpus.articles:
        for account in article.claims:
            if account.publish:
                found.setdefault(account.claim, set()).add(article.id)
    return found


def linked(
    documents: Iterable[Read],
    images: Mapping[str, bytes],
    retired: Sequence[Retired] = (),
    known: Mapping[str, Named] | None = None,
) -> Corpus:
    """The corpus of all valid records, as `link` returns it; no reference is checked."""
    readable = sorted((d for d in documents if d.record is not None), key=lambda d: d.id)
    records: dict[str, Record] = {}
    for document in readable:
        assert document.record is not None
        records.setdefault(document.id, document.record)
    return corpus_of(records, images, {d.id: d.inside for d in readable}, retired, known)


def corpus_of(
    records: Mapping[str, Record],
    images: Mapping[str, bytes],
    files: Mapping[str, str],
    retired: Sequence[Retired] = (),
    known: Mapping[str, Named] | None = None,
) -> Corpus:
    """The corpus of `records`, whose files stand at `files` (id → path within the content folder)."""
    found, cited = mentions(records, known)
    articles = newest_first([r for r in records.values() if isinstance(r, Article)])
    events = earliest_first(r for r in records.values() if isinstance(r, Event))
    printed = printed_names(articles)
    aliases = {record.id: names_of(record, printed.get(record.id, ())) for record in records.values()}
    return Corpus(
        records=records,
        files=files,
        ids_by_file={path: id_ for id_, path in files.items()},
        mentions=found,
        cited_by=cited,
        articles_by=articles_by_target(articles, events),
        events_by=events_by_target(events),
        places_in=places_by_place(records.values()),
        aliases=aliases,
        corporate_authors=corporate_authors(articles, records.values(), aliases),
        retired=retired,
        images=images,
    )


def article_targets(article: Article) -> dict[str, None]:
    """The ids of what an article is listed with, each once, in a fixed order."""
    return dict.fromkeys([article.publisher, *article.actors, *article.places, *article.events])


def event_targets(event: Event) -> dict[str, None]:
    """The ids of what an event is listed with, each once, in a fixed order."""
    return dict.fromkeys([*event.places, *(participant.actor for participant in event.actors)])


def articles_by_target(articles: Iterable[Article], events: Iterable[Event]) -> dict[str, list[str]]:
    """`Corpus.articles_by`, of articles in the order of that index; after them, an event has its other sources."""
    index: dict[str, list[str]] = {}
    for article in articles:
        for target in article_targets(article):
            index.setdefault(target, []).append(article.id)
    for event in events:
        for source in event.sources:
            if source not in index.setdefault(event.id, []):
                index[event.id].append(source)
    return index


def events_by_target(events: Iterable[Event]) -> dict[str, list[str]]:
    """`Corpus.events_by`, of events in the order of that index."""
    index: dict[str, list[str]] = {}
    for event in events:
        for target in event_targets(event):
            index.setdefault(target, []).append(event.id)
    return index


def places_by_place(records: Iterable[Record]) -> dict[str, list[str]]:
    """`Corpus.places_in`, of records in the order of their ids."""
    index: dict[str, list[str]] = {}
    for record in records:
        if isinstance(record, Place) and record.within:
            index.setdefault(record.within, []).append(record.id)
    return index


def printed_names(articles: Iterable[Article]) -> dict[str, list[str]]:
    """For each actor, the names that articles printed, in the order of the articles."""
    index: dict[str, list[str]] = {}
    for article in articles:
        for actor, naming in article.actors.items():
            index.setdefault(actor, []).extend(naming.named)
    return index


def is_body(record: Record) -> bool:
    """Whether a record is of an outlet or body, whose name among an article's authors is no person's."""
    return isinstance(record, Publisher) or (isinstance(record, Actor) and record.type != "person")


def corporate_authors(
    articles: Iterable[Article], records: Iterable[Record], aliases: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """`Corpus.corporate_authors` of some articles; `records` and `aliases` are of the whole dossier."""
    bodies = {fold(name) for record in records if is_body(record) for name in aliases[record.id]}
    found = {article.id: [name for name in article.authors if fold(name) in bodies] for article in articles}
    return {id_: names for id_, names in found.items() if names}


def names_of(record: Record, printed: Sequence[str]) -> list[str]:
    """Title, names, and what the articles printed as names. Labels are no aliases; a withheld name is none either."""
    if withholds(record):
        return [record.title]
    named = record.names if isinstance(record, (Actor, Place, Publisher)) else ()
    return list(dict.fromkeys([record.title, *(name.name for name in named), *printed]))

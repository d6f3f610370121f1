"""The pipeline: one call a stage, readable from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Generator, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dossier.config import Settings
from dossier.diagnostics import Diagnostic, Report, Span, forbidden
from dossier.evidence import assess
from dossier.evidence.difference import difference
from dossier.evidence.impact import Fall, falls, gone_with
from dossier.evidence.quotes import with_places
from dossier.evidence.ratchet import compare
from dossier.evidence.same_text import undeclared_same_texts
from dossier.evidence.scope import left_out, reached, without
from dossier.export import Directory, Entry, Preview, indexes
from dossier.export.identity import Identity, identity_files
from dossier.incremental.previous import PreviousBuild
from dossier.link import corpus_of, link, linked, published
from dossier.lint import TEXT_CODES, lint
from dossier.lint.measures import MEASURES
from dossier.lint.subject import NO_WORDS, Subject
from dossier.lint.words import Words, words_of
from dossier.model.corpus import Corpus
from dossier.model.differences import Difference, Snapshot
from dossier.model.figures import AsOf, Figures
from dossier.model.history import NO_HISTORY, History
from dossier.model.pages import Site, record_digests
from dossier.model.parts import address_of
from dossier.model.records import Claim, Record
from dossier.pool import JobResult, OnPage, RenderedPage, jobs, render_jobs
from dossier.read import (
    Document,
    Texts,
    check_assertions,
    check_citation_style,
    check_settings,
    check_views,
    locate,
    read,
    read_releases,
    read_retired,
)
from dossier.render.context import RenderContext
from dossier.render.site import files_of
from dossier.store import lock as locks
from dossier.store.content import CommittedSettings, is_there


@dataclass(frozen=True, slots=True)
class Checked:
    """The content after reading, linking, assessing and checking."""

    corpus: Corpus
    figures: Figures
    diagnostics: tuple[Diagnostic, ...]
    as_of: AsOf | None = None
    unread: frozenset[str] = frozenset()
    """Addresses of records whose files could not be read completely: their links were not checked."""
    documents: tuple[Document, ...] = ()
    """The files that the corpus was read from."""
    words: Words = NO_WORDS
    """The names and labels that texts were searched for."""

    @property
    def failed(self) -> bool:
        """True if an error forbids publishing."""
        return forbidden(self.diagnostics)

    @property
    def broken(self) -> bool:
        """True if an error forbids even a draft: what is merely unfinished can be shown to its author."""
        return forbidden(self.diagnostics, draft=True)


def check(
    settings: Settings,
    base: Settings | None = None,
    withheld: frozenset[str] = frozenset(),
    stage: Callable[[str], None] = lambda name: None,
    before: PreviousBuild | None = None,
) -> Checked:
    """Read, link, assess and check the content; all its diagnostics are found here.

    With `base`, an earlier state of the same dossier, the ratchet applies: what has weakened since is an error.
    `withheld` are the records whose withheld names are at hand. `stage` is called with the name of each stage that
    begins. `before` is what an earlier build knows.
    """
    report, before = Report(), before or PreviousBuild()
    stage("reading")
    if settings.file:
        check_settings(settings, report)
        check_citation_style(settings, report)
    documents, images = read(settings, report, before.documents)
    retired, releases = read_retired(settings, report), read_releases(settings, report)
    stage("linking")
    written = link(documents, images, retired.entries, retired.path, report, before.links_hold, before.named)
    lock = locks.read(settings, report)
    corpus = with_places(published(written, before.named), lock or locks.Lock())
    corpus = replace(corpus, releases=releases.entries)
    stage("weighing the evidence")
    figures = _assessed(corpus, lock)
    stage("checking")
    complete = all(document.record is not None for document in documents)
    words = words_of(corpus)
    # Diagnostics point into files, so rules judge records as they are written, not as they are published.
    subject = Subject(written, figures, lock, complete, withheld, words, settings.sources_required)
    if before.documents:
        subject, still_valid = _again(subject, before)
        report.again(still_valid)
    lint(subject, report)
    if settings.file and complete:
        counts = {name: partial(count, subject) for name, count in MEASURES.items()}
        check_assertions(settings, counts, report)
        check_views(settings, partial(_facets, corpus, figures), report)
    if base is not None:
        was = check(replace(base, file=""))
        compare(was.corpus, was.figures, corpus, figures, {d.id for d in documents}, report)
        if is_there(base, locks.NAME) and not is_there(settings, locks.NAME):
            at = Span(f"{settings.content.name}/{locks.NAME}")
            report.error(
                "quote-not-verified", at, "the lock was there, and is gone", "restore it, or run dossier lock"
            )
    # A committed state has no files on disk, and its diagnostics are not shown.
    paths = set() if isinstance(settings, CommittedSettings) else {document.path for document in documents}
    texts = Texts(settings.project, paths, {retired.path: retired.text, releases.path: releases.text})
    unread = frozenset(address_of(d.kind, d.id) for d in documents if d.record is None)
    return Checked(
        corpus,
        figures,
        report.resolved(locate(texts)),
        unread=unread,
        documents=tuple(documents),
        words=words,
    )


def _facets(corpus: Corpus, figures: Figures) -> Mapping[str, Collection[str]]:
    """The values of Explore's facets."""
    from dossier.derive.facets import entries
    from dossier.derive.views import known_values

    return known_values(entries(corpus, figures))


MOST_NAMES = 100
"""Changed names from which on all texts are searched for all names."""


def _again(subject: Subject, before: PreviousBuild) -> tuple[Subject, list[Diagnostic]]:
    """A subject restricted to texts that have to be checked again; and the earlier diagnostics that are still valid."""
    records, words = subject.corpus.records, subject.words
    read = {document.id for document in before.documents.values()}
    changed = [record for id_, record in records.items() if id_ not in read]
    # A link without a text of its own shows its target's title.
    relabelled = [record for id_, record in records.items() if id_ not in before.named]
    if words.labels != before.words.labels:
        relabelled = list(records.values())
    was, now = ({pair for pairs in each.names.values() for pair in pairs} for each in (before.words, words))
    names = sorted({name for name, _ in was ^ now})
    reported = {d.at.path for d in before.diagnostics if d.code == "unlinked-name"}
    suspects = set(records) if len(names) > MOST_NAMES else {*before.ids_containing(names)}
    named = [r for id_, r in records.items() if id_ not in read or id_ in suspects or r.path in reported]
    moved = sorted(before.ids ^ records.keys())
    about = set(records) if len(moved) > MOST_NAMES else {*before.ids_containing(moved)}
    marked = [r for id_, r in records.items() if id_ not in read or id_ in about]
    of_titles = {r.path for r in relabelled}
    again = {
        "unlinked-name": {r.path for r in named},
        "malformed-link": {r.path for r in marked},
        "label-in-prose-heading": of_titles,
        "page-too-large": of_titles,
    }
    other = {record.path for record in changed}
    unchanged = {document.path for document in before.documents.values()}
    still_valid = [
        d
        for d in before.diagnostics
        if d.code in TEXT_CODES and d.at.path in unchanged and d.at.path not in again.get(d.code, other)
    ]
    # The linker reports broken links in every text that it checks again.
    still_valid = [
        d for d in still_valid if d.code != "broken-link" or _inside(before, d.at.path) in before.links_hold
    ]
    return replace(subject, changed=changed, named=named, marked=marked, labelled=relabelled), still_valid


def _inside(before: PreviousBuild, path: str) -> str:
    return next((inside for inside, document in before.documents.items() if document.path == path), "")


def compose(
    checked: Checked,
    settings: Settings,
    changes: History = NO_HISTORY,
    *,
    commit: str = "",
    executor: Executor | None = None,
    processes: int = 1,
) -> Site:
    """Render a dossier without errors completely: pages, assets, exports.

    `changes` is its history, newest first, and `commit` the one that the content is at.
    """
    context = RenderContext(
        checked.corpus, checked.figures, settings, checked.as_of, NO_HISTORY if checked.as_of else changes
    )
    rendered: list[RenderedPage] = []
    files: dict[str, bytes] = {}
    for result in drawing(context, list(checked.corpus.records), processes, executor):
        files |= result.files
        for page_ in result.pages:
            files |= page_.page.files_beside
        rendered += result.pages
    pages = sorted((replace(s.page, body=s.body.decode()) for s in rendered), key=lambda page: page.address)
    previews = {page_.page.address: page_.preview for page_ in rendered if page_.preview}
    entries, addresses = [page_.entry for page_ in rendered], [page.address for page in pages]
    digests = {name: digest for page in rendered for name, digest in record_digests(page.page).items()}
    indexes_, _ = finished(context, entries, previews, addresses, digests=digests)
    versions = {page.address: page.version for page in pages if page.version}
    day = checked.as_of.day if checked.as_of else None
    files |= identity_files(settings, Identity(versions, checked.corpus.releases, commit, day))
    return Site(tuple(pages), dict(sorted({**files, **indexes_}.items())))


def drawing(
    context: RenderContext,
    ids: Sequence[str],
    processes: int = 1,
    executor: Executor | None = None,
    done: Container[str] = (),
    then: OnPage | None = None,
    first: Iterable[str] = (),
) -> Generator[JobResult, None, None]:
    """Render overviews, aggregate files and the pages of the records `ids`; yields the results of jobs.

    `executor` or `processes` of this machine render, to the same bytes, and call `then` with each page. Aggregates in
    `done` are left out. The pages of the records `first` come before aggregate files.
    """
    return render_jobs(context, jobs(context.corpus, ids, done, first), executor, processes, then)


def finished(
    context: RenderContext,
    entries: Sequence[Entry],
    previews: Mapping[str, Preview],
    addresses: Sequence[str],
    bring: Callable[[Entry], Entry] | None = None,
    digests: Mapping[str, str] | None = None,
) -> tuple[dict[str, bytes], Directory]:
    """Assets, images and the indexes of all pages, by address; and the directory of the search index, for later
    updates.

    `digests` are those of the records as JSON, by address.
    With `bring`, the entries have no texts, words and spellings; it returns an entry with them.
    """
    index_files, directory = indexes(
        context.corpus, entries, previews, addresses, context.settings, bring, digests
    )
    return {**files_of(context.corpus, context.folders), **index_files}, directory


def as_of(checked: Checked, day: date) -> Checked:
    """The dossier as it could be known on `day`: the articles published by then, and what they link to."""
    gone = left_out(checked.corpus, day)
    corpus = _among(checked.corpus, reached(checked.corpus, {entry.article for entry in gone}))
    claims = len(checked.corpus.of(Claim)) - len(corpus.of(Claim))
    figures = assess(corpus, checked.figures.same_texts)
    return replace(checked, corpus=corpus, figures=figures, as_of=AsOf(day, gone, claims))


def impact(checked: Checked, id_: str) -> list[Fall]:
    """What changes in the figures without the record `id_`, as if it were deleted."""
    remaining = without(checked.corpus, gone_with(checked.corpus, id_))
    return falls(checked.figures, assess(_among(checked.corpus, remaining), checked.figures.same_texts))


def compared(base: Settings, head: Settings) -> tuple[Difference, ...]:
    """The differences in the evidence from one state of the content to another."""
    return difference(snapshot(base)[0], snapshot(head)[0])


def snapshot(
    settings: Settings,
    reused: Mapping[str, Document] | None = None,
) -> tuple[Snapshot, dict[str, Document]]:
    """A state of the content for a comparison, without checks; and its sound documents, by path within the content
    folder.

    `reused` are such documents of another state whose files are the same in this one.
    """
    report = Report()
    documents, images = read(settings, report, reused)
    retired = read_retired(settings, report)
    lock = locks.read(settings, report)
    corpus = published(linked(documents, images, retired.entries))
    corpus = with_places(corpus, lock or locks.Lock())
    # A file that could not be read is unreadable, not removed (docs/decisions/0014).
    broken = frozenset(address_of(d.kind, d.id) for d in documents if d.record is None)
    verified = None if lock is None else frozenset(lock.entries)
    sound = {document.inside: document for document in documents if document.record is not None}
    return Snapshot(corpus, _assessed(corpus, lock), verified, broken), sound


def _assessed(corpus: Corpus, lock: locks.Lock | None) -> Figures:
    """Count the figures; articles that are the same text by the lock's signatures count as one origin at most."""
    return assess(corpus, undeclared_same_texts(corpus, lock.signatures) if lock else ())


def _among(corpus: Corpus, records: Mapping[str, Record]) -> Corpus:
    """The corpus of `records`, all of them from `corpus`."""
    files = {id_: path for id_, path in corpus.files.items() if id_ in records}
    # A tombstone does not name a successor that is left out.
    retired = tuple(
        entry if entry.replaced_by in records else replace(entry, replaced_by=None)
        for entry in corpus.retired
    )
    restricted = corpus_of(dict(sorted(records.items())), corpus.images, files, retired)
    return replace(restricted, unpublished=corpus.unpublished)

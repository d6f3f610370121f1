"""The pipeline: one call a stage, readable from top to bottom. Nobody else knows the order."""

from __future__ import annotations

from collections.abc import Callable, Container, Generator, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date

from dossier.config import Settings
from dossier.diagnostics import Diagnostic, Report, Span, forbidden
from dossier.evidence import assess
from dossier.evidence.difference import difference
from dossier.evidence.impact import Fall, falls, gone_with
from dossier.evidence.ratchet import compare
from dossier.evidence.same_text import undeclared_same_texts
from dossier.evidence.scope import left_out, reached, without
from dossier.export import Directory, Entry, Preview, indexes
from dossier.incremental.previous import TEXT_CODES, PreviousBuild
from dossier.link import corpus_of, link, published
from dossier.lint import lint
from dossier.lint.subject import NO_WORDS, Subject
from dossier.lint.words import Words, words_of
from dossier.model.corpus import Corpus
from dossier.model.differences import Difference, Snapshot
from dossier.model.figures import AsOf, Figures
from dossier.model.history import NO_HISTORY, History
from dossier.model.pages import Site
from dossier.model.parts import address_of
from dossier.model.records import Claim, Record
from dossier.pool import JobResult, OnPage, RenderedPage, jobs, render_jobs
from dossier.read import Document, Texts, check_settings, locate, read, read_retired
from dossier.render.context import RenderContext
from dossier.render.site import files_of
from dossier.store import lock as locks
from dossier.store.content import CommittedSettings, is_there


@dataclass(frozen=True, slots=True)
class Checked:
    """The content read, linked and judged."""

    corpus: Corpus
    figures: Figures
    diagnostics: tuple[Diagnostic, ...]
    as_of: AsOf | None = None
    unread: frozenset[str] = frozenset()
    """Addresses of the records whose files could not be read whole: what leads from them was not looked at."""
    documents: tuple[Document, ...] = ()
    """The files it was read from."""
    words: Words = NO_WORDS
    """What was looked for in their texts."""

    @property
    def failed(self) -> bool:
        """True when an error forbids publishing."""
        return forbidden(self.diagnostics)

    @property
    def broken(self) -> bool:
        """True when an error forbids even looking at it: what is merely unfinished can be shown to its author."""
        return forbidden(self.diagnostics, draft=True)


def check(
    settings: Settings,
    base: Settings | None = None,
    withheld: frozenset[str] = frozenset(),
    stage: Callable[[str], None] = lambda name: None,
    before: PreviousBuild | None = None,
) -> Checked:
    """Read, link, assess and judge the content: everything that can be wrong with it is found here.

    With `base`, an earlier state of the same dossier, the ratchet is applied: what has weakened since is an error.
    `withheld` are the records whose withheld names are at hand. `stage` is told what begins.
    `before` is what an earlier build knows.
    """
    report, before = Report(), before or PreviousBuild()
    stage("reading")
    if settings.file:
        check_settings(settings, report)
    documents, images = read(settings, report, before.documents)
    retired = read_retired(settings, report)
    stage("linking")
    written = link(documents, images, retired.entries, retired.path, report, before.links_hold, before.named)
    corpus = published(written, before.named)
    stage("weighing the evidence")
    lock = locks.read(settings, report)
    figures = _assessed(corpus, lock)
    stage("checking")
    complete = all(document.record is not None for document in documents)
    words = words_of(corpus)
    # Rules say where in a file something stands: they judge records as they are written.
    subject = Subject(written, figures, lock, complete, withheld, words, settings.sources_required)
    if before.documents:
        subject, holds = _again(subject, before)
        report.again(holds)
    lint(subject, report)
    if base is not None:
        was = check(replace(base, file=""))
        compare(was.corpus, was.figures, corpus, figures, {d.id for d in documents}, report)
        if is_there(base, locks.NAME) and not is_there(settings, locks.NAME):
            at = Span(f"{settings.content.name}/{locks.NAME}")
            report.error(
                "quote-not-verified", at, "the lock was there, and is gone", "restore it, or run dossier lock"
            )
    # Of a state that git holds nothing is on disk; its diagnostics are not shown.
    paths = set() if isinstance(settings, CommittedSettings) else {document.path for document in documents}
    texts = Texts(settings.project, paths, {retired.path: retired.text})
    unread = frozenset(address_of(d.kind, d.id) for d in documents if d.record is None)
    return Checked(
        corpus,
        figures,
        report.resolved(locate(texts)),
        unread=unread,
        documents=tuple(documents),
        words=words,
    )


MOST_NAMES = 100
"""Names that may have changed before all texts are looked through for all names."""


def _again(subject: Subject, before: PreviousBuild) -> tuple[Subject, list[Diagnostic]]:
    """The texts alone that have to be judged again, where some have been before; and what was found then and holds."""
    records, words = subject.corpus.records, subject.words
    read = {document.id for document in before.documents.values()}
    changed = [record for id_, record in records.items() if id_ not in read]
    # A text whose links show other titles reads otherwise.
    labelled = [record for id_, record in records.items() if id_ not in before.named]
    if words.labels != before.words.labels:
        labelled = list(records.values())
    was, now = ({pair for of in each.names.values() for pair in of} for each in (before.words, words))
    names = sorted({name for name, _ in was ^ now})
    told = {d.at.path for d in before.told if d.code == "unlinked-name"}
    suspects = set(records) if len(names) > MOST_NAMES else {*before.ids_containing(names)}
    named = [r for id_, r in records.items() if id_ not in read or id_ in suspects or r.path in told]
    of_titles = {r.path for r in labelled}
    again = {
        "unlinked-name": {r.path for r in named},
        "label-in-prose-heading": of_titles,
        "page-too-large": of_titles,
    }
    other = {record.path for record in changed}
    unchanged = {document.path for document in before.documents.values()}
    holds = [
        d
        for d in before.told
        if d.code in TEXT_CODES and d.at.path in unchanged and d.at.path not in again.get(d.code, other)
    ]
    # What leads nowhere is told by the linker, of every text that it looks through.
    holds = [d for d in holds if d.code != "broken-link" or _inside(before, d.at.path) in before.links_hold]
    return replace(subject, changed=changed, named=named, labelled=labelled), holds


def _inside(before: PreviousBuild, path: str) -> str:
    return next((inside for inside, document in before.documents.items() if document.path == path), "")


def compose(
    checked: Checked,
    settings: Settings,
    changes: History = NO_HISTORY,
    *,
    executor: Executor | None = None,
    processes: int = 1,
) -> Site:
    """A dossier that has no errors, drawn whole: pages, assets, exports.

    `changes` is its history, newest first.
    """
    whole = RenderContext(
        checked.corpus, checked.figures, settings, checked.as_of, NO_HISTORY if checked.as_of else changes
    )
    sheets: list[RenderedPage] = []
    files: dict[str, bytes] = {}
    for some in drawing(whole, list(checked.corpus.records), processes, executor):
        files |= some.files
        for sheet in some.pages:
            files |= sheet.page.files_beside
        sheets += some.pages
    pages = sorted((replace(s.page, body=s.body.decode()) for s in sheets), key=lambda page: page.address)
    previews = {sheet.page.address: sheet.preview for sheet in sheets if sheet.preview}
    entries, addresses = [sheet.entry for sheet in sheets], [page.address for page in pages]
    also, _ = finished(whole, entries, previews, addresses)
    return Site(tuple(pages), dict(sorted({**files, **also}.items())))


def drawing(
    whole: RenderContext,
    ids: Sequence[str],
    processes: int = 1,
    executor: Executor | None = None,
    done: Container[str] = (),
    then: OnPage | None = None,
    first: Iterable[str] = (),
) -> Generator[JobResult, None, None]:
    """The overviews, the files made of the whole, and the pages of the records `ids`, a few at a time.

    They are drawn by `executor` or by so many processes: the same bytes. The processes do `then` with each page. What is
    made of many is left out where it is `done`. The pages of the records `first` come before the files.
    """
    return render_jobs(whole, jobs(whole.corpus, ids, done, first), executor, processes, then)


def finished(
    whole: RenderContext,
    entries: Sequence[Entry],
    previews: Mapping[str, Preview],
    addresses: Sequence[str],
    bring: Callable[[Entry], Entry] | None = None,
) -> tuple[dict[str, bytes], Directory]:
    """Assets and images, and the indexes of all pages, by address.

    And the directory of the search index, by which it can be changed. With `bring`, entries have no texts, words and
    spellings, and it gives each with them.
    """
    made, directory = indexes(whole.corpus, entries, previews, addresses, whole.settings, bring)
    return {**files_of(whole.corpus), **made}, directory


def as_of(checked: Checked, day: date) -> Checked:
    """The dossier as it could be known on `day`: the articles published by then, and what they lead to."""
    gone = left_out(checked.corpus, day)
    corpus = _among(checked.corpus, reached(checked.corpus, {entry.article for entry in gone}))
    claims = len(checked.corpus.of(Claim)) - len(corpus.of(Claim))
    figures = assess(corpus, checked.figures.same_texts)
    return replace(checked, corpus=corpus, figures=figures, as_of=AsOf(day, gone, claims))


def impact(checked: Checked, id_: str) -> list[Fall]:
    """What falls without the record `id_`, as if it had been deleted."""
    remaining = without(checked.corpus, gone_with(checked.corpus, id_))
    return falls(checked.figures, assess(_among(checked.corpus, remaining), checked.figures.same_texts))


def compared(base: Settings, head: Settings) -> tuple[Difference, ...]:
    """What changed in the evidence from one state of the content to another."""
    return difference(snapshot(base)[0], snapshot(head)[0])


def snapshot(
    settings: Settings, reused: Mapping[str, Document] | None = None
) -> tuple[Snapshot, dict[str, Document]]:
    """A state of the content for a comparison, unjudged; and its sound documents, by their paths within the folder.

    `reused` are such documents of another state, whose files are the same in this one.
    """
    report = Report()
    documents, images = read(settings, report, reused)
    retired = read_retired(settings, report)
    corpus = published(link(documents, images, retired.entries, retired.path, report))
    lock = locks.read(settings, report)
    # Of a file that could not be read nothing is known; it is not gone.
    broken = frozenset(address_of(d.kind, d.id) for d in documents if d.record is None)
    verified = None if lock is None else frozenset(lock.entries)
    sound = {document.inside: document for document in documents if document.record is not None}
    return Snapshot(corpus, _assessed(corpus, lock), verified, broken), sound


def _assessed(corpus: Corpus, lock: locks.Lock | None) -> Figures:
    """The figures, with the same texts that the lock's signatures show."""
    return assess(corpus, undeclared_same_texts(corpus, lock.signatures) if lock else ())


def _among(corpus: Corpus, records: Mapping[str, Record]) -> Corpus:
    """The corpus of `records`, all of them from `corpus`."""
    files = {id_: path for id_, path in corpus.files.items() if id_ in records}
    # A tombstone leads to nothing that is not there.
    retired = tuple(
        entry if entry.replaced_by in records else replace(entry, replaced_by=None)
        for entry in corpus.retired
    )
    found = corpus_of(dict(sorted(records.items())), corpus.images, files, retired)
    return replace(found, unpublished=corpus.unpublished)

"""The planner of text edits: nothing has changed but texts, below unchanged front matter.

No figure, name, title or order can have changed then, and what a text links to is loaded by id. The pages to render are
the edited records' own, and those of the records that the texts name or cite, or did. Any other change makes the planner
return None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from dossier.config import Settings
from dossier.diagnostics import Diagnostic, Report
from dossier.incremental.cache import Cache
from dossier.incremental.codec import NamesRow, named_of, names_row
from dossier.incremental.manifest import content_is_unchanged
from dossier.incremental.schema import (
    ANCHORS,
    BODIES,
    COMMON,
    DIAGNOSTICS,
    FIGURES,
    FILES,
    INDEX_ROWS,
    NAMES,
    RECORDS,
    WITHHOLDS,
    WORDS,
    Manifest,
    Rows,
)
from dossier.link import BodyChecker, Named, named_in
from dossier.lint import OF_TEXTS, TEXT_CODES, lint
from dossier.lint.subject import Subject
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.parts import Body
from dossier.model.records import Article, Finding, FreePage, Record
from dossier.read import Document, Texts, is_image, locate, reread, source_at
from dossier.render import FRONT
from dossier.render.context import INDEX_NAMES, IndexRow, RenderContext, lazy_context
from dossier.store.bodies import with_body
from dossier.store.disk_cache import NO_CACHE_FOLDERS, CacheFolders
from dossier.store.file_stats import ALWAYS_STALE, FileStat
from dossier.tracking import Recorder

MAX_EDITS = 100
"""Edited texts from which on a full build costs no more."""
MENTIONS, CITED = INDEX_NAMES.index("mentions"), INDEX_NAMES.index("cited_by")


@dataclass(frozen=True, slots=True)
class TextEdit:
    """The consequences of edited texts."""

    documents: Sequence[Document]
    """The edited documents."""
    changed: Manifest
    """The entries of the manifest that differ from the last build's."""
    diagnostics: tuple[Diagnostic, ...]
    """All diagnostics of the dossier."""
    ids: tuple[str, ...] = ()
    """The records whose pages have to be rendered."""
    rows: Rows = field(default_factory=dict)
    context: RenderContext | None = None
    """The lazy context that the pages are rendered from."""
    recorder: Recorder = field(default_factory=Recorder)


def plan_text_edit(
    state: Cache, settings: Settings, now: Mapping[str, FileStat], folders: CacheFolders = NO_CACHE_FOLDERS
) -> TextEdit | None:
    """Plan a build where nothing but texts has changed since the last one; None where more has."""
    files = state.get(FILES)
    if not files or files.keys() != now.keys() or state.get(WITHHOLDS):
        return None
    differing = [
        inside for inside, stamp in now.items() if stamp != files[inside][0] or stamp == ALWAYS_STALE
    ]
    documents: list[Document] = []
    for inside in differing:
        if content_is_unchanged(settings, inside, files[inside]):
            continue
        document = _edited_document(state, settings, inside, files) if len(documents) < MAX_EDITS else None
        if document is None:
            return None
        documents.append(document)
    previous = state.get(DIAGNOSTICS)
    changed: Manifest = {inside: (now[inside], *files[inside][1:]) for inside in differing}
    if not documents:
        return TextEdit((), changed, previous)
    for document in documents:
        changed[document.inside] = (*changed[document.inside][:4], document.sums[1])
    edit = _consequences(state, settings, {**files, **changed}, documents, previous)
    if edit is None or edit.context is None:
        return edit
    return replace(edit, changed=changed, context=replace(edit.context, folders=folders))


def _edited_document(state: Cache, settings: Settings, inside: str, files: Manifest) -> Document | None:
    """The document of a file whose front matter is unchanged and which nothing links by a heading; None otherwise."""
    _, id_, kind, front, _ = files[inside]
    linked = {target for targets in state.get(ANCHORS).values() for target in targets}
    if not id_ or id_ == FRONT or inside in linked:
        return None
    source = source_at(settings, inside)
    if source is None:
        return None
    document = reread(source, state.required(RECORDS, id_), front)
    return document if document and document.kind == kind else None


def _consequences(
    state: Cache,
    settings: Settings,
    files: Manifest,
    documents: Sequence[Document],
    previous: Sequence[Diagnostic],
) -> TextEdit | None:
    recorder = Recorder()
    texts = {document.id: document.body for document in documents}
    index_rows: dict[str, IndexRow] = {}
    context = _context(state, settings, files, texts, index_rows, recorder)
    corpus = context.corpus
    named: dict[str, NamesRow] = {}
    for document in documents:
        before = named_of(state.required(NAMES, document.id), document.id)
        after = named_in(corpus.records[document.id], corpus.titles)
        named[document.id] = names_row(document.body, after)
        if not _update_index_rows(state, corpus, document.id, before, after, index_rows, previous):
            return None
    rows = {**BODIES.rows(texts), **NAMES.rows(named), **INDEX_ROWS.rows(index_rows)}
    context = _context(state, settings, files, texts, index_rows, recorder)
    diagnostics = _diagnostics(state, context, files, documents, previous)
    ids = tuple(dict.fromkeys([*texts, *sorted(index_rows)]))
    return TextEdit(documents, files, diagnostics, ids, rows, context, recorder)


def _update_index_rows(
    state: Cache,
    corpus: Corpus,
    id_: str,
    before: Named,
    after: Named,
    beside: dict[str, IndexRow],
    previous: Sequence[Diagnostic],
) -> bool:
    """Add to `beside` the changed index rows of records that a text names or cites; False if a record may become an
    orphan.

    Mentions and citations keep the order of the records they come from.
    """

    def row_of(target: str) -> list[Any]:
        if target not in beside:
            beside[target] = state.required(INDEX_ROWS, target)
        return list(beside[target])

    for target in before[0].keys() | after[0].keys():
        if before[0].get(target) == after[0].get(target) or target not in corpus.records:
            continue
        values = row_of(target)
        others = [mention for mention in values[MENTIONS] or () if mention.source != id_]
        mentions = sorted(
            [*others, *([after[0][target]] if target in after[0] else [])], key=lambda m: m.source
        )
        record = corpus.records[target]
        if bool(mentions) != bool(values[MENTIONS]) and not isinstance(record, (Article, Finding, FreePage)):
            path = record.path
            if not mentions or any(d.code == "orphan-record" and d.at.path == path for d in previous):
                return False
        values[MENTIONS] = mentions or None
        beside[target] = tuple(values)
    for target in set(before[1]) ^ set(after[1]):
        if target not in corpus.records:
            continue
        values = row_of(target)
        cited = {*(values[CITED] or ())} - {id_} | ({id_} if target in after[1] else set())
        values[CITED] = sorted(cited) or None
        beside[target] = tuple(values)
    return True


def _context(
    state: Cache,
    settings: Settings,
    files: Manifest,
    texts: Mapping[str, Body],
    beside: Mapping[str, IndexRow],
    recorder: Recorder,
) -> RenderContext:
    """The dossier as it is now; records, figures and index rows are loaded by id on first access."""

    def head(id_: str) -> Record | None:
        record = state.row(RECORDS, id_)
        load = partial(texts.__getitem__ if id_ in texts else partial(state.required, BODIES), id_)
        return record and with_body(record, load)

    def around(id_: str) -> IndexRow | None:
        return beside[id_] if id_ in beside else state.row(INDEX_ROWS, id_)

    by_file = {inside: known[1] for inside, known in files.items() if known[1]}
    like = RenderContext(
        Corpus(records={}, ids_by_file=by_file),
        Figures(),
        settings,
        precomputed_common=state.get(COMMON),
    )
    return lazy_context(like, recorder, head, partial(state.row, FIGURES), around)


class _Bodies(dict[str, tuple[str, Body]]):
    """Texts by path within the content folder, loaded on first access."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__()
        self.corpus = corpus

    def get(self, inside: str, default: Any = None) -> Any:
        id_ = self.corpus.ids_by_file.get(inside)
        record = self.corpus.records.get(id_) if id_ else None
        return (record.path, record.body) if record else default


def _diagnostics(
    state: Cache,
    context: RenderContext,
    files: Manifest,
    documents: Sequence[Document],
    previous: Sequence[Diagnostic],
) -> tuple[Diagnostic, ...]:
    """All diagnostics of the dossier: those of these texts anew, the others as stored."""
    report = Report()
    paths = {document.path for document in documents}
    report.again(d for d in previous if d.at.path not in paths or d.code not in TEXT_CODES)
    bodies = _Bodies(context.corpus)
    kinds = {known[1]: known[2] for known in files.values() if known[1]}
    images = [inside for inside, known in files.items() if not known[1] and is_image(inside)]
    checker = BodyChecker(kinds, context.corpus.ids_by_file, images, bodies)
    for document in documents:
        checker.check(document.path, document.body, document.inside, report)
    records = [context.corpus.records[document.id] for document in documents]
    subject = Subject(context.corpus, context.figures, None, words=state.get(WORDS), changed=records)
    lint(subject, report, OF_TEXTS)
    return report.resolved(locate(Texts(context.settings.project, paths)))

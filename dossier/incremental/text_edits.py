"""The planner of text edits: nothing has changed but texts, below unchanged front matter.

No figure, name, title or order can have changed then, and what a text links to is loaded by id. The pages to render are
the edited records' own, and those of the records that the texts name or cite, or did. Any other change makes the planner
return None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from dossier.config import Settings
from dossier.diagnostics import Diagnostic, Report
from dossier.incremental import facts, tables
from dossier.incremental.cache import Cache
from dossier.incremental.codec import NamesRow, named_of, names_row
from dossier.incremental.manifest import content_is_unchanged
from dossier.link import BodyChecker, named_in, relink
from dossier.lint import OF_TEXTS, TEXT_CODES, lint
from dossier.lint.orphan_record import may_be_orphan
from dossier.lint.subject import Subject
from dossier.model.corpus import Corpus, Mention
from dossier.model.figures import Figures
from dossier.model.parts import Body
from dossier.model.prose import summary
from dossier.model.records import Record
from dossier.read import Document, Texts, is_image, locate, reread, source_at
from dossier.render import FRONT
from dossier.render.context import IndexRow, RenderContext, lazy_context
from dossier.store.bodies import with_body
from dossier.store.disk_cache import NO_CACHE_FOLDERS, CacheFolders
from dossier.store.file_stats import ALWAYS_STALE, FileStat
from dossier.tracking import Recorder

MAX_EDITS = 100
"""Edited texts from which on a full build costs no more."""
ORPHAN = "orphan-record"


@dataclass(frozen=True, slots=True)
class TextEdit:
    """The consequences of edited texts."""

    documents: Sequence[Document]
    """The edited documents."""
    changed: facts.Manifest
    """The entries of the manifest that differ from the last build's."""
    diagnostics: tuple[Diagnostic, ...]
    """All diagnostics of the dossier."""
    ids: tuple[str, ...] = ()
    """The records whose pages have to be rendered."""
    rows: tables.Rows = field(default_factory=dict)
    context: RenderContext | None = None
    """The lazy context that the pages are rendered from."""
    recorder: Recorder = field(default_factory=Recorder)


def plan_text_edit(
    state: Cache, settings: Settings, now: Mapping[str, FileStat], folders: CacheFolders = NO_CACHE_FOLDERS
) -> TextEdit | None:
    """Plan a build where nothing but texts has changed since the last one; None where more has."""
    files = state.get(facts.FILES)
    if not files or files.keys() != now.keys() or state.get(facts.WITHHOLDS):
        return None
    differing = [
        inside for inside, stamp in now.items() if stamp != files[inside].stat or stamp == ALWAYS_STALE
    ]
    documents: list[Document] = []
    for inside in differing:
        if content_is_unchanged(settings, inside, files[inside]):
            continue
        document = _edited_document(state, settings, inside, files) if len(documents) < MAX_EDITS else None
        if document is None:
            return None
        documents.append(document)
    previous = state.get(facts.DIAGNOSTICS)
    changed: facts.Manifest = {inside: files[inside]._replace(stat=now[inside]) for inside in differing}
    if not documents:
        return TextEdit((), changed, previous)
    for document in documents:
        changed[document.inside] = changed[document.inside]._replace(digest=document.sums[1])
    edit = _consequences(state, settings, {**files, **changed}, documents, previous)
    if edit is None or edit.context is None:
        return edit
    return replace(edit, changed=changed, context=replace(edit.context, folders=folders))


def _edited_document(state: Cache, settings: Settings, inside: str, files: facts.Manifest) -> Document | None:
    """The document of a file whose front matter is unchanged and which nothing links by a heading; None otherwise."""
    entry = files[inside]
    linked = {target for targets in state.get(facts.ANCHORS).values() for target in targets}
    if not entry.id or entry.id == FRONT or inside in linked:
        return None
    source = source_at(settings, inside)
    if source is None:
        return None
    document = reread(source, state.required(tables.RECORDS, entry.id), entry.front_digest)
    if document is None or document.kind != entry.kind:
        return None
    if document.kind == "finding":
        # The front page has its first sentence. Links without a text of their own have the same titles before and after.
        before = state.required(tables.BODIES, entry.id)
        if summary(before.blocks) != summary(document.body.blocks):
            return None
    return document


def _consequences(
    state: Cache,
    settings: Settings,
    files: facts.Manifest,
    documents: Sequence[Document],
    previous: Sequence[Diagnostic],
) -> TextEdit | None:
    recorder = Recorder()
    texts = {document.id: document.body for document in documents}
    corpus = _context(state, settings, files, texts, {}, recorder).corpus
    named: dict[str, NamesRow] = {}
    mentions: dict[str, list[Mention]] = {}
    cited_by: dict[str, list[str]] = {}
    for document in documents:
        before = named_of(state.required(tables.NAMES, document.id), document.id)
        after = named_in(corpus.records[document.id], corpus.titles)
        named[document.id] = names_row(document.body, after)
        relink(document.id, before, after, corpus, mentions, cited_by)
    orphans = {d.at.path for d in previous if d.code == ORPHAN}
    for target, now in mentions.items():
        record = corpus.records[target]
        if may_be_orphan(record) and (record.path in orphans if now else corpus.mentions.get(target)):
            return None
    index_rows = {
        target: _index_row(
            state.required(tables.INDEX_ROWS, target), mentions.get(target), cited_by.get(target)
        )
        for target in sorted(mentions.keys() | cited_by.keys())
    }
    rows = {**tables.BODIES.rows(texts), **tables.NAMES.rows(named), **tables.INDEX_ROWS.rows(index_rows)}
    context = _context(state, settings, files, texts, index_rows, recorder)
    diagnostics = _diagnostics(state, context, files, documents, previous)
    ids = tuple(dict.fromkeys([*texts, *index_rows]))
    return TextEdit(documents, files, diagnostics, ids, rows, context, recorder)


def _index_row(row: IndexRow, mentions: Sequence[Mention] | None, cited_by: Sequence[str] | None) -> IndexRow:
    """A row with other values; None leaves a value as it is."""
    if mentions is not None:
        row = row._replace(mentions=mentions or None)
    if cited_by is not None:
        row = row._replace(cited_by=cited_by or None)
    return row


def _context(
    state: Cache,
    settings: Settings,
    files: facts.Manifest,
    texts: Mapping[str, Body],
    beside: Mapping[str, IndexRow],
    recorder: Recorder,
) -> RenderContext:
    """The dossier as it is now; records, figures and index rows are loaded by id on first access."""

    def head(id_: str) -> Record | None:
        record = state.row(tables.RECORDS, id_)
        load = partial(texts.__getitem__ if id_ in texts else partial(state.required, tables.BODIES), id_)
        return record and with_body(record, load)

    def around(id_: str) -> IndexRow | None:
        return beside[id_] if id_ in beside else state.row(tables.INDEX_ROWS, id_)

    by_file = {inside: known.id for inside, known in files.items() if known.id}
    like = RenderContext(
        Corpus(records={}, ids_by_file=by_file),
        Figures(),
        settings,
        precomputed_common=state.get(facts.COMMON),
    )
    return lazy_context(like, recorder, head, partial(state.row, tables.FIGURES), around)


def _diagnostics(
    state: Cache,
    context: RenderContext,
    files: facts.Manifest,
    documents: Sequence[Document],
    previous: Sequence[Diagnostic],
) -> tuple[Diagnostic, ...]:
    """All diagnostics of the dossier: those of these texts anew, the others as stored."""
    report = Report()
    paths = {document.path for document in documents}
    report.again(d for d in previous if d.at.path not in paths or d.code not in TEXT_CODES)
    records = context.corpus.records
    kinds = {known.id: known.kind for known in files.values() if known.id}
    images = [inside for inside, known in files.items() if not known.id and is_image(inside)]

    def body_of(inside: str) -> tuple[str, Body] | None:
        record = records.get(context.corpus.ids_by_file.get(inside, ""))
        return (record.path, record.body) if record else None

    checker = BodyChecker(kinds, context.corpus.ids_by_file, images, body_of)
    for document in documents:
        checker.check(document.path, document.body, document.inside, report)
    changed = [records[document.id] for document in documents]
    subject = Subject(context.corpus, context.figures, None, words=state.get(facts.WORDS), changed=changed)
    lint(subject, report, OF_TEXTS)
    return report.resolved(locate(Texts(context.settings.project, paths)))

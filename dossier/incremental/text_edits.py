"""The quick way: nothing has changed but texts, below front matter that is what it was.

Then no figure changes, no name, no title and no order, and what a text leads to is found without the rest of the dossier:
its own page, and the pages of the records that it names or cites, or did. Whatever else has changed, this way is not taken.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dossier.config import Settings
from dossier.diagnostics import Diagnostic, Report
from dossier.incremental.codec import (
    bringing,
    common_kept,
    diagnostics_of,
    kept_named,
    named_of,
)
from dossier.incremental.database import State
from dossier.incremental.figures_codec import beside_of, claim_of, plain_beside
from dossier.incremental.manifest import Files, anchors, as_it_was, left
from dossier.incremental.previous import OF_TEXTS
from dossier.link import BodyChecker, Named, named_in
from dossier.lint import OF_TEXTS as RULES_OF_TEXTS
from dossier.lint import lint
from dossier.lint.subject import Subject
from dossier.lint.words import Words
from dossier.model.corpus import Corpus
from dossier.model.figures import ClaimFigures, Figures
from dossier.model.parts import Body
from dossier.model.records import Article, Finding, FreePage, Record
from dossier.pool import Drawing
from dossier.read import Document, Texts, is_image, locate, reread, source_at
from dossier.render import FRONT
from dossier.render.context import FIELDS, Beside, Whole, brought
from dossier.store.bodies import record_of, text
from dossier.store.disk_cache import NO_FOLDERS, Folders
from dossier.store.file_stats import NEVER, Stamp
from dossier.tracking import Seen

MOST = 100
"""Texts that have changed: with more, looking at everything costs no more."""
MENTIONS, CITED = FIELDS.index("mentions"), FIELDS.index("cited_by")


@dataclass(frozen=True, slots=True)
class Retold:
    """What follows from texts that have changed."""

    documents: Sequence[Document]
    """The texts."""
    changed: Files
    """The content files that are not as they were read."""
    diagnostics: tuple[Diagnostic, ...]
    """All that there is to say of the dossier."""
    ids: tuple[str, ...] = ()
    """The records whose pages have to be drawn."""
    blobs: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """What is to be kept, by table and id."""
    whole: Whole | None = None
    """What they are drawn from."""
    seen: Seen = field(default_factory=Seen)

    def drawing(self) -> Drawing | None:
        """What draws their pages; None where there are none."""
        return Drawing(self.whole, self.seen) if self.whole else None


def retold(
    state: State, settings: Settings, now: Mapping[str, Stamp], folders: Folders = NO_FOLDERS
) -> Retold | None:
    """What follows, where nothing but texts has changed since the last build; None otherwise."""
    files = left(state)
    if not files or files.keys() != now.keys():
        return None
    differing = [inside for inside, stamp in now.items() if stamp != files[inside][0] or stamp == NEVER]
    documents: list[Document] = []
    for inside in differing:
        if as_it_was(settings, inside, files[inside]):
            continue
        document = _read(state, settings, inside, files) if len(documents) < MOST else None
        if document is None:
            return None
        documents.append(document)
    told = diagnostics_of(state.fact("diagnostics") or ())
    changed: Files = {inside: (now[inside], *files[inside][1:]) for inside in differing}
    if not documents:
        return Retold((), changed, told)
    for document in documents:
        changed[document.inside] = (*changed[document.inside][:4], document.sums[1])
    found = _followed(state, settings, {**files, **changed}, documents, told)
    if found is None or found.whole is None:
        return found
    return replace(found, changed=changed, whole=replace(found.whole, folders=folders))


def _read(state: State, settings: Settings, inside: str, files: Files) -> Document | None:
    """The document of a file, where its front matter is what it was."""
    _, id_, kind, front, _ = files[inside]
    linked = {target for targets in anchors(state).values() for target in targets}
    if not id_ or id_ == FRONT or inside in linked:
        return None
    kept = state.blob("heads", id_)
    source = source_at(settings, inside)
    assert kept is not None
    if source is None:
        return None
    document = reread(source, record_of(kept, Body), front)
    return document if document and document.kind == kind else None


def _followed(
    state: State,
    settings: Settings,
    files: Files,
    documents: Sequence[Document],
    told: Sequence[Diagnostic],
) -> Retold | None:
    seen = Seen()
    texts = {document.id: document.body for document in documents}
    beside: dict[str, Beside] = {}
    whole = _whole(state, settings, files, texts, beside, seen)
    corpus = whole.corpus
    named: dict[str, bytes] = {}
    for document in documents:
        kept = state.blob("named", document.id)
        assert kept is not None
        before, _ = named_of(kept, document.id)
        after = named_in(corpus.records[document.id], corpus.titles)
        named[document.id] = kept_named(document.body, after)
        if not _moved(state, corpus, document.id, before, after, beside, told):
            return None
    blobs = {
        "bodies": {id_: text(body) for id_, body in texts.items()},
        "named": named,
        "beside": {id_: marshal.dumps(plain_beside(value)) for id_, value in beside.items()},
    }
    whole = _whole(state, settings, files, texts, beside, seen)
    found = _judged(state, whole, files, documents, told)
    ids = tuple(dict.fromkeys([*texts, *sorted(beside)]))
    return Retold(documents, files, found, ids, blobs, whole, seen)


def _moved(
    state: State,
    corpus: Corpus,
    id_: str,
    before: Named,
    after: Named,
    beside: dict[str, Beside],
    told: Sequence[Diagnostic],
) -> bool:
    """Put into `beside` what changes for the records that a text names or cites; False where one may become an orphan.

    Mentions and citations stand in the order of the records they come from.
    """

    def of(target: str) -> list[Any]:
        if target not in beside:
            kept = state.blob("beside", target)
            assert kept is not None
            beside[target] = beside_of(marshal.loads(kept))  # noqa: S302 - authenticated
        return list(beside[target])

    for target in before[0].keys() | after[0].keys():
        if before[0].get(target) == after[0].get(target) or target not in corpus.records:
            continue
        values = of(target)
        others = [mention for mention in values[MENTIONS] or () if mention.source != id_]
        mentions = sorted(
            [*others, *([after[0][target]] if target in after[0] else [])], key=lambda m: m.source
        )
        record = corpus.records[target]
        if bool(mentions) != bool(values[MENTIONS]) and not isinstance(record, (Article, Finding, FreePage)):
            path = record.path
            if not mentions or any(d.code == "orphan-record" and d.at.path == path for d in told):
                return False
        values[MENTIONS] = mentions or None
        beside[target] = tuple(values)
    for target in set(before[1]) ^ set(after[1]):
        if target not in corpus.records:
            continue
        values = of(target)
        cited = {*(values[CITED] or ())} - {id_} | ({id_} if target in after[1] else set())
        values[CITED] = sorted(cited) or None
        beside[target] = tuple(values)
    return True


def _whole(
    state: State,
    settings: Settings,
    files: Files,
    texts: Mapping[str, Body],
    beside: Mapping[str, Beside],
    seen: Seen,
) -> Whole:
    """The dossier as it is now, brought a record at a time."""

    def head(id_: str) -> Record | None:
        kept = state.blob("heads", id_)
        if kept is None:
            return None
        return record_of(kept, (lambda: texts[id_]) if id_ in texts else bringing(state, id_))

    def claim(id_: str) -> ClaimFigures | None:
        kept = state.blob("claims", id_)
        return None if kept is None else claim_of(marshal.loads(kept))  # noqa: S302 - authenticated

    def around(id_: str) -> Beside | None:
        if id_ in beside:
            return beside[id_]
        kept = state.blob("beside", id_)
        return None if kept is None else beside_of(marshal.loads(kept))  # noqa: S302 - authenticated

    by_file = {inside: known[1] for inside, known in files.items() if known[1]}
    like = Whole(
        Corpus(records={}, ids_by_file=by_file),
        Figures(),
        settings,
        given_common=common_kept(state.fact("common")),
    )
    return brought(like, seen, head, claim, around)


class _Bodies(dict[str, tuple[str, Body]]):
    """The texts by their paths within the content folder, brought one at a time."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__()
        self.corpus = corpus

    def get(self, inside: str, default: Any = None) -> Any:
        """As of any mapping."""
        id_ = self.corpus.ids_by_file.get(inside)
        record = self.corpus.records.get(id_) if id_ else None
        return (record.path, record.body) if record else default


def _judged(
    state: State,
    whole: Whole,
    files: Files,
    documents: Sequence[Document],
    told: Sequence[Diagnostic],
) -> tuple[Diagnostic, ...]:
    """What there is to say of the dossier: of these texts anew, and all else as it was."""
    report = Report()
    paths = {document.path for document in documents}
    report.again(d for d in told if d.at.path not in paths or d.code not in OF_TEXTS)
    bodies = _Bodies(whole.corpus)
    kinds = {known[1]: known[2] for known in files.values() if known[1]}
    images = [inside for inside, known in files.items() if not known[1] and is_image(inside)]
    checker = BodyChecker(kinds, whole.corpus.ids_by_file, images, bodies)
    for document in documents:
        checker.check(document.path, document.body, document.inside, report)
    names, labels = state.fact("words")
    records = [whole.corpus.records[document.id] for document in documents]
    subject = Subject(whole.corpus, whole.figures, None, words=Words(names, labels), changed=records)
    lint(subject, report, RULES_OF_TEXTS)
    return report.resolved(locate(Texts(whole.settings.project, paths)))

"""A document from a dossier: some records, with the claims they rest on as an annex, or all of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dossier.cite import CHICAGO, NoteStyle, reference_of
from dossier.cite.names import name as author_name
from dossier.cite.part import Part as Cited
from dossier.cite.part import chicago_part, evidence_note
from dossier.config import Settings
from dossier.derive.note_style import prepare
from dossier.derive.version import dossier_version, record_version, versions_of
from dossier.export.cells import storable
from dossier.export.documents.model import (
    Block,
    Chapter,
    Document,
    Facts,
    Heading,
    Paragraph,
    Part,
    Spans,
    plain,
)
from dossier.export.documents.of_records import NOUNS, chapter
from dossier.export.documents.writing import Shared, cited, contact, entry_anchor, joined, name, spans, web
from dossier.model.corpus import Corpus
from dossier.model.figures import RULE, Figures
from dossier.model.records import Actor, Article, Claim, Event, Finding, FreePage, Place, Publisher, Record

ABOUT = "about"
_SCOPE = uuid.UUID("5b0e6c5e-6d0e-5c52-9d3e-0f6f2c6b3a41")
"""The namespace of the identifiers of documents."""
_KINDS: tuple[tuple[str, type[Record]], ...] = (
    ("Findings", Finding),
    ("Claims", Claim),
    ("Events", Event),
    ("Actors", Actor),
    ("Places", Place),
    ("Outlets", Publisher),
    ("Sources", Article),
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which records have a chapter, under which title."""

    parts: tuple[tuple[str, tuple[str, ...]], ...]
    alone: str = ""
    """The record that the document is about, if it is one."""


def document(
    corpus: Corpus,
    figures: Figures,
    settings: Settings,
    ids: Sequence[str] = (),
    note_style: NoteStyle = CHICAGO,
) -> Document:
    """The document of these records, in their order; without any, of the complete dossier.

    Figures are those of the complete dossier. `note_style` sets notes and bibliography.
    """
    plan = _some(corpus, figures, ids) if ids else _all(corpus)
    order = [id_ for _, found in plan.parts for id_ in found]
    anchors = {id_: f"r{n}" for n, id_ in enumerate(order, 1)}
    prepare(note_style, corpus, order, everything=not ids)
    shared = Shared(corpus, figures, settings, anchors, note_style=note_style)
    parts = [
        Part(title, tuple(chapter(shared, corpus.records[id_]) for id_ in found))
        for title, found in plan.parts
    ]
    title = name(settings.name) or spans("–")
    if plan.alone:
        # Its title is that of the document, and is not repeated.
        (first,) = parts[0].chapters
        title = first.title or title
        parts[0] = Part("", (replace(first, title=spans(first.kicker or "Text"), kicker=""),))
    version = dossier_version(versions_of(corpus, figures))
    closing = [*_bibliography(shared, everything=not ids), _about(shared, plan, version)]
    read = corpus.read_until
    front = corpus.records.get("index")
    return Document(
        title=title,
        dossier=storable(settings.name),
        version=version,
        parts=(*parts, Part("", tuple(closing))),
        identifier=f"urn:uuid:{uuid.uuid5(_SCOPE, repr((settings.url, settings.name, version, tuple(ids))))}",
        authors=tuple(storable(author_name(author).direct) for author in settings.authors),
        publisher=storable(settings.published_by),
        description=storable(
            settings.description or (isinstance(front, FreePage) and front.description) or ""
        ),
        rights=storable(" ".join(part for part in (settings.copyright, settings.license or "") if part)),
        url=f"{settings.url}{corpus.records[plan.alone].address if plan.alone else ''}"
        if settings.url
        else "",
        day=(read.latest or read.earliest) if read else None,
        read=read.wording if read else "",
        long=not ids,
    )


def _some(corpus: Corpus, figures: Figures, ids: Sequence[str]) -> _Plan:
    """The records that were asked for, then the claims that they rest on."""
    asked = tuple(dict.fromkeys(ids))
    claims = dict.fromkeys(id_ for each in asked for id_ in _resting(corpus, corpus.records[each]))
    annex = tuple(id_ for id_ in claims if id_ not in asked and id_ in figures.claims)
    parts = [("", asked)]
    parts += [("Annex: the evidence", annex)] if annex else []
    return _Plan(tuple(parts), asked[0] if len(asked) == 1 else "")


def _resting(corpus: Corpus, record: Record) -> Iterable[str]:
    """The claims that a record rests on, or that are on it."""
    if isinstance(record, Finding):
        return record.rests_on
    if isinstance(record, FreePage):
        return [id_ for step in record.steps for id_ in step.claims]
    if isinstance(record, Event):
        return [claim.id for claim in corpus.of(Claim) if claim.event == record.id]
    return ()


def _all(corpus: Corpus) -> _Plan:
    """The front page's question and answer, the story, each kind, and the pages about the dossier."""
    pages = {page.id: page for page in corpus.pages}
    first = [id_ for id_ in ("index",) if id_ in pages]
    first += [page.id for page in corpus.pages if page.steps and page.id not in first]
    rest = [id_ for id_ in pages if id_ not in first]
    parts: list[tuple[str, tuple[str, ...]]] = [("", (id_,)) for id_ in first]
    for title, kind in _KINDS:
        found: Iterable[Record] = corpus.of(kind)
        if kind is Event:
            found = corpus.events
        elif kind is Article:
            found = reversed(corpus.articles)
        parts.append((title, tuple(record.id for record in found)))
    parts.append(("About the dossier", tuple(rest)))
    return _Plan(tuple((title, found) for title, found in parts if found))


def _bibliography(shared: Shared, *, everything: bool) -> list[Chapter]:
    corpus = shared.corpus
    used = corpus.of(Article) if everything else [corpus.records[id_] for id_ in shared.used]
    articles = [article for article in used if isinstance(article, Article)]
    shared.note_style.prepare((reference_of(corpus, article), "") for article in articles)
    entries = [
        Paragraph(
            cited(shared.note_style.entry(reference_of(corpus, article))),
            "entry",
            entry_anchor(article),
        )
        for article in articles
    ]
    entries.sort(key=lambda entry: ((text := plain(entry.spans)).casefold(), text, entry.anchor))
    blocks = tuple(entries)
    if not entries:
        return []
    return [Chapter(anchor="sources", title=spans("Bibliography"), blocks=blocks, role="bibliography")]


def _about(shared: Shared, plan: _Plan, version: str) -> Chapter:
    """What the document is, of which version, and whom to write to."""
    corpus, settings = shared.corpus, shared.settings
    release = next((each for each in reversed(corpus.releases) if each.content == version), None)
    read = corpus.read_until
    rows: list[tuple[str, Spans]] = [
        ("Dossier", name(settings.name)),
        ("Version", spans(version, style="c")),
        ("Release", spans(f"{release.version}, {release.date.wording}") if release else ()),
        ("Sources read until", spans(read.wording) if read else ()),
        ("Figures", spans(f"counted over the complete dossier, by counting rule {RULE}")),
        ("Written by", joined(name(author_name(author).direct) for author in settings.authors)),
        ("Published by", name(settings.published_by)),
        ("Reviewed by", name(settings.reviewed_by)),
        ("Corrections and replies", joined(map(contact, settings.contact))),
        ("Licence", spans(settings.license or "")),
        ("Rights", name(settings.copyright)),
        ("Address", web(settings.url) if settings.url else ()),
    ]
    facts = Facts(tuple((spans(title), (Paragraph(said),)) for title, said in rows if said))
    return Chapter(
        anchor=ABOUT,
        title=spans("About this document"),
        blocks=(facts, *_how_to_cite(shared, plan, version)),
        role="about",
    )


def _how_to_cite(shared: Shared, plan: _Plan, version: str) -> Iterable[Block]:
    settings, record = shared.settings, shared.corpus.records.get(plan.alone)
    alone = record is not None and record.id != "index"
    figures = shared.figures.claims.get(plan.alone)
    read = shared.corpus.read_until
    when = f"Sources read until {read.wording}." if read else ""
    part = Cited(
        id="document",
        title=record.title if record and alone else settings.name,
        noun=NOUNS.get(record.kind, "") if record and alone else "",
        dossier=settings.name if alone else "",
        authors=settings.authors,
        published_by=settings.published_by,
        version=f"{record_version(record, figures)} of the page, {version} of the dossier"
        if record and alone
        else version,
        url=f"{settings.url}{record.address if record and alone else ''}" if settings.url else "",
        note=" ".join(said for said in (evidence_note(record, shared.figures), when) if said),
    )
    yield from (Heading(spans("How to cite it")), Paragraph(cited(chicago_part(part))))

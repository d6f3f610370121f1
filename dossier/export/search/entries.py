"""The entry of a page in the search index: what is shown of it, and its words by field. It depends on that page alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain as chained

from dossier.cite.typography import typeset, typographic
from dossier.derive.names import shown_title, title_language
from dossier.model.addresses import host_of
from dossier.model.bylines import shown as author_shown
from dossier.model.checks import is_id
from dossier.model.corpus import Corpus
from dossier.model.languages import country_name
from dossier.model.markup import LINK, Part
from dossier.model.pages import Page
from dossier.model.prose import prose_of, text_of
from dossier.model.records import Actor, Article, Claim, Event, Place, Publisher, Record
from dossier.model.schema import published_references
from dossier.model.words import COMMON, LATIN_ARTICLES, chunks, forms, words

FIELDS = ("whole title", "whole name", "name", "title", "related", "often", "text")
"""The fields of a word, by descending weight; a word of a page counts in the first of its fields. In order: the title of
an actor, a place or an outlet that consists of this word; another name of it that does; a name that contains it; any
other title; names of records that it refers to, or that an article printed; the text, three times or more; the text.
"""
OFTEN = 3
LONGEST_TEXT = 16_000
"""Characters of a page's text that are searched for snippets and phrases."""
GROUPS = {
    "actors/": "Actor", "places/": "Place", "publishers/": "Outlet", "events/": "Event", "claims/": "Claim",
    "findings/": "Finding", "": "Page", "articles/": "Source",
}  # fmt: skip
"""Groups of pages in the order of results, by folder, and what they are called."""
_ARTICLE = re.compile(rf"^(?:{'|'.join(LATIN_ARTICLES)})[-\u2010\u2013]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the index."""

    address: str
    group: str
    title: str
    note: str
    """The kind of page; for a source also its outlet, unless the title names it."""
    names: str
    """Other spellings of its name, with commas between."""
    language: str
    """Of its title; empty if it is ours."""
    text: str
    fields: tuple[str, ...]
    """The words of each of `FIELDS`, separated by blanks: one text takes less memory than a list, for thousands of pages."""
    spelled: tuple[tuple[str, str], ...]
    """Folded words of names and titles, each with a spelling of it."""


def entry(corpus: Corpus, page: Page, record: Record | None) -> Entry:
    """The entry of a page: what it shows. Labels are left out: a snippet would show them away from their outlet.

    Words of a source are in the entry of its article alone, which names the outlet.
    """
    names = [name for name in corpus.aliases.get(record.id, ()) if name != record.title] if record else []
    related = _related(corpus, record) if record else ""
    body = _body(corpus, record) if record else page.description
    shown = "\n".join(part for part in (body, *(_shown(record) if record else ())) if part)
    named = isinstance(record, Actor | Place | Publisher)
    group = group_of(page.address, record is not None)
    return Entry(
        page.address,
        group,
        page.title if record is None or isinstance(record, Article) else shown_title(record),
        _note(corpus, record, page.title, group),
        ", ".join(names),
        title_language(record) if record else "",
        "\n".join(part for part in (shown, related) if part)[:LONGEST_TEXT],
        _fields([page.title, *names], named, related, shown),
        # A printed headline may hold a label, and suggestions are in our own voice.
        tuple(_spelled([] if isinstance(record, Article) else [page.title, *names])),
    )


def _body(corpus: Corpus, record: Record) -> str:
    """The body as plain text, a line a block, with the quotation marks and the titles that its page shows."""
    lines = (
        text_of([_titled(corpus, part) for part in typeset(parts)], corpus.titles)
        for _, _, parts in prose_of(record.body.blocks)
    )
    return "\n".join(lines)


def _titled(corpus: Corpus, part: Part) -> Part:
    if isinstance(part, tuple) and part[0] == LINK and not part[2]:
        linked = corpus.records.get(part[1])
        return part if linked is None else (LINK, part[1], shown_title(linked), *part[3:])
    return part


def group_of(address: str, is_record: bool) -> str:
    """The group of a page, by its address and by whether it is a record's page."""
    head = address.partition("/")[0] + "/"
    return head if is_record and head in GROUPS and address != head else ""


def _note(corpus: Corpus, record: Record | None, title: str, group: str) -> str:
    publisher = corpus.publisher_of(record) if isinstance(record, Article) else None
    if publisher is None or publisher.title in title:
        return GROUPS[group]
    return f"{GROUPS[group]} · {publisher.title}"


def _related(corpus: Corpus, record: Record) -> str:
    """The titles of the records that it refers to, and the names that an article printed."""
    targets = (corpus.records.get(ref.target) for ref in published_references(record))
    related = [
        shown_title(other) for other in targets if other is not None and not isinstance(other, Article)
    ]
    if isinstance(record, Article):
        related += [author_shown(author) for author in record.authors]
        related += [name for naming in record.actors.values() for name in naming.named]
    return ", ".join(dict.fromkeys(related))


def _shown(record: Record) -> Iterator[str]:
    """The texts of its front matter that a page shows, besides names and titles of records."""
    if isinstance(record, Article):
        yield from record.title_translated.values()
        for account in record.claims:
            if account.publish:
                continue
            for quote in account.quotes:
                yield from (quote.text, quote.translation or "")
            by = "" if account.by is None or is_id(account.by) else account.by
            yield from (
                by,
                typographic(account.value or ""),
                *(typographic(chain.because or "") for chain in account.rests_on),
            )
        carries = (record.carries,) if record.carries else ()
        yield from (typographic(chain.because or "") for chain in (*carries, *record.rests_on))
        yield typographic(record.published_because or "")
        yield ", ".join([record.published.wording, *([host_of(record.url)] if record.url else [])])
    elif isinstance(record, Actor):
        yield ", ".join([*(typographic(role.as_) for role in record.roles), *record.identifiers.values()])
    elif isinstance(record, Event):
        yield ", ".join([record.when.wording, *(typographic(who.as_) for who in record.actors if who.as_)])
    elif isinstance(record, Publisher):
        yield typographic(record.grade.because) if record.grade else ""
        yield country_name(record.country) if record.country else ""
    elif isinstance(record, Claim) and record.when:
        yield record.when.wording
    yield from (typographic(waiver.reason) for waiver in getattr(record, "waivers", ()))


def _fields(names: Iterable[str], named: bool, related: str, body: str) -> tuple[str, ...]:
    seen: set[str] = set()

    def new(terms: Iterable[str]) -> tuple[str, ...]:
        added = tuple([term for term in dict.fromkeys(terms) if term not in seen])
        seen.update(added)
        return added

    folded = [[word for chunk in chunks(name) for word in words(chunk)] for name in names]
    one_word_names = [name[0] if named and len(name) == 1 else () for name in folded]
    alone = new(one_word_names[0])
    also = new(form for name in one_word_names[1:] for form in name)
    within = new(form for name in folded for word in name for form in word)
    seen.update(COMMON)
    beside = new(chained.from_iterable(map(forms, chunks(related))))
    counted = Counter(chained.from_iterable(map(forms, chunks(body))))
    for term in seen:
        counted.pop(term, None)
    often = tuple([term for term, count in counted.items() if count >= OFTEN])
    for term in often:
        del counted[term]
    fields_ = (alone, also, *((within, ()) if named else ((), within)), beside, often, counted)
    return tuple(map(" ".join, fields_))


def _spelled(names: Iterable[str]) -> Iterable[tuple[str, str]]:
    for name in names:
        for chunk in chunks(name):
            shown = _ARTICLE.sub("", chunk.strip("\"'’‘“”«»()[].,:;!?،؟"))
            word_forms = words(chunk)
            if len(word_forms) == 1 and len(word_forms[0][0]) > 2 and word_forms[0][0] not in COMMON:
                yield word_forms[0][0], shown

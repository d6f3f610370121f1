"""The id of a source in the dossier, and whether the source is there already."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from dossier.config import Settings
from dossier.ingest.shelf import waiting
from dossier.ingest.source import Found, Source
from dossier.model.addresses import comparable, host_of
from dossier.model.checks import is_id
from dossier.model.corpus import Corpus
from dossier.model.parts import FOLDERS
from dossier.model.quotations import folded
from dossier.model.records import Publisher
from dossier.model.scripts import foreign_script, foreign_words, likely_language

_STOP = frozenset(
    """a an the of to in on at for and or but by with from as is are was were be been has have had he
    she it its his her their that this after over says said new""".split()
)
FEWEST_LETTERS = 8
"""Letters of an address's last part that can stand for a headline."""
_LETTERS = str.maketrans(
    {"ı": "i", "İ": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


def with_language(source: Source, publisher: str, corpus: Corpus) -> Source:
    """The source with a language, if nothing says which it is in: its outlet's, where its letters and words agree with
    that, else the one that these are of.
    """
    if source.language or not source.paragraphs:
        return source
    text = " ".join(source.paragraphs)
    record = corpus.records.get(publisher)
    of_outlet = record.language if isinstance(record, Publisher) else None
    if of_outlet and not foreign_script(text, of_outlet) and not foreign_words(text, of_outlet):
        return replace(source, language=Found(of_outlet, "the outlet's language"))
    by_text = likely_language(text)
    return replace(source, language=Found(by_text, "its letters and commonest words")) if by_text else source


def publisher_of(source: Source, corpus: Corpus) -> tuple[str, str] | None:
    """The publisher's id, and how it was found: by the address's host, by the outlet's name, or made from either.

    None if neither is known: an article's id contains the publisher's, and is permanent.
    """
    host = host_of(source.url.value) if source.url else ""
    known = corpus.of(Publisher)
    for publisher in known:
        if host and publisher.url and host_of(publisher.url) == host:
            return publisher.id, "the address's host"
    name = folded(source.outlet.value).casefold() if source.outlet else ""
    for publisher in known:
        if name and name in {
            folded(n).casefold() for n in (publisher.title, *corpus.aliases.get(publisher.id, ()))
        }:
            return publisher.id, "the outlet's name"
    for article in corpus.articles:
        if host and article.url and host_of(article.url) == host:
            return article.publisher, "another article on that host"
    name = source.outlet.value if source.outlet else ""
    of_host = slug(host.rpartition(".")[0])
    # A transliteration is a last resort: the outlet itself has chosen Latin letters for its host.
    if proposed := _as_id((slug(name) if _is_latin(name) else "") or of_host or _transliterated(name)):
        return (
            proposed,
            "the outlet's name, in no record yet"
            if proposed != of_host
            else "the address's host, in no record yet",
        )
    return None


def _as_id(proposed: str) -> str:
    """A publisher's id, short enough for its articles' ids to begin with it; no name that Windows keeps for a device."""
    short = proposed[:40].rpartition("-")[0] or proposed[:40] if len(proposed) > 40 else proposed
    return short if not short or is_id(short) else f"{short}-outlet"


def already_here(source: Source, corpus: Corpus) -> str | None:
    """The article that has the source's address, or None."""
    wanted = {comparable(found.value) for found in (source.url, source.archived) if found}
    for article in corpus.articles:
        if wanted & {comparable(address) for address in (article.url, article.archived) if address}:
            return article.id
    return None


def propose_id(source: Source, publisher: str, corpus: Corpus, taken: frozenset[str]) -> str:
    """An id from the outlet and words of the headline, without labels that a source used: an id takes no side.

    It is never the outlet's own.
    """
    labels = {
        word
        for a in corpus.articles
        for n in a.actors.values()
        for c in n.called
        for word in slug(c).split("-")
    }
    words = [w for w in _headline(source).split("-") if w and w not in _STOP | labels]
    day = source.published.value[:10] if source.published else ""
    tail = "-".join(words[:4]) if words else slug(day)
    stem = f"{publisher}-{tail}".strip("-")[:70].strip("-")
    numbers = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 1000))
    return next(id_ for id_ in numbers if id_ not in taken and id_ != publisher)


def ids_in(settings: Settings, corpus: Corpus) -> frozenset[str]:
    """Every id in use: of records, of files that cannot be read, of retired records."""
    files = {p.stem for folder in FOLDERS.values() for p in (settings.content / folder).rglob("*.md")}
    files |= {entry.id for entry in waiting(settings)}
    return frozenset({*corpus.records, *files, *(entry.id for entry in corpus.retired), "index"})


def _headline(source: Source) -> str:
    """The headline as an id; of one in another script the Latin words of the address, else a transliteration."""
    title = source.title.value if source.title else ""
    if _is_latin(title):
        return slug(title)
    path = urlsplit(source.url.value).path if source.url else ""
    words = slug(re.sub(r"\.\w{2,5}$", "", unquote(path).rstrip("/").rpartition("/")[2]))
    return words if sum(c.isalpha() for c in words) >= FEWEST_LETTERS else _transliterated(title)


def _is_latin(text: str) -> bool:
    """True if most letters of a text are Latin: its id then tells what it names."""
    return sum(c.isalpha() for c in slug(text)) * 2 > sum(c.isalpha() for c in text)


def _transliterated(text: str) -> str:
    from anyascii import anyascii

    return slug(anyascii(text))


def slug(text: str) -> str:
    """A text as an id: lower-case Latin letters, digits and hyphens; empty if it has none."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘")
    return re.sub(r"[^a-z0-9]+", "-", plain.translate(_LETTERS)).strip("-")

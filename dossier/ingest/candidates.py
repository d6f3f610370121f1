"""Actors, places and events that a text names, each with the words that led to it; and the quotations in it.

All spellings are looked for in one pass (an Aho-Corasick automaton), folded on both sides: case, accents, vowel signs and
letter forms. What is proposed stands in the text as whole words by the rule that `dossier lock` applies, so that it can be
taken over as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.quotations import count_words, occurrences
from dossier.model.records import Actor, Event, Place, Publisher, Record

_ALIKE = str.maketrans("ıİøłđأإآٱىئکیةؤ–—‐‑’‘ʼ´`ʿʾ", "iioldااااييكيهو----'''''''")
_QUOTED = re.compile(r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|(?<!\w)\"([^\"]+)\"")
RECENT = 60
"""Days after an event in which a text about its actors and its place is likely to be about it."""
SHORTEST_QUOTATION = 3
"""Words; what is shorter is a name or a word set apart."""


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """Words of the text, and where they stand: 0 is the headline."""

    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record, and the words that led to it, each spelling once."""

    id: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling of a record's name in a block."""

    id: str
    block: int
    start: int
    end: int
    words: str


class Spellings:
    """Every spelling of some records' names, to be looked for at once."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of a record's id and a spelling."""
        import ahocorasick_rs

        found: dict[str, list[tuple[str, str]]] = {}
        for id_, name in names:
            pattern = fold(name)[0]
            if len(pattern) > 1:
                found.setdefault(pattern, []).append((id_, name))
        self._patterns = list(found.items())
        self._automaton = ahocorasick_rs.AhoCorasick([pattern for pattern, _ in self._patterns])

    def find(self, blocks: Sequence[str]) -> Iterator[Hit]:
        """Every spelling in the blocks, the longest where one lies within another, in the order of the text."""
        for number, block in enumerate(blocks):
            text, places = fold(block)
            hits = []
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
                begin, stop = places[start], places[end - 1] + 1
                while stop < len(block) and unicodedata.combining(block[stop]):
                    stop += 1
                words = block[begin:stop]
                for id_, name in self._patterns[index][1]:
                    if _same_case(name, words) and _whole(block, begin, stop):
                        hits.append(Hit(id_, number, begin, stop, words))
            for hit in sorted(hits, key=lambda h: (h.start, -h.end, h.id)):
                if not any(
                    o.start <= hit.start and hit.end <= o.end and o.end - o.start > hit.end - hit.start
                    for o in hits
                ):
                    yield hit


def fold(text: str) -> tuple[str, list[int]]:
    """A text as it is compared, and for each of its characters the place it comes from."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character == "\u0640":  # a stretched Arabic letter
            continue
        character = character.translate(_ALIKE)
        for part in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(part) and unicodedata.category(part) != "Cf":
                kept.append(" " if part.isspace() else part.translate(_ALIKE))
                places.append(place)
    return "".join(kept), places


def _same_case(name: str, words: str) -> bool:
    """A name with a capital is not the word without one (US, us); headlines in capitals are names all the same."""
    if name.isupper() and len(name) <= 5:
        return words.isupper()
    return not name[0].isupper() or words[0].isupper()


def _whole(block: str, start: int, end: int) -> bool:
    """True where these words stand as whole words just here, by the rule of the lock."""
    around = block[max(0, start - 12) : end + 12]
    return occurrences(block[start:end], around) > 0 and occurrences(block[start:end], block) > 0


def named(
    corpus: Corpus, blocks: Sequence[str], published: Window | None = None
) -> dict[str, list[Candidate]]:
    """Candidates for `actors`, `places` and `events`, in the order of the text. `blocks` are headline and paragraphs.

    An event is seldom named: it is one where the text names whom and where it concerned, and came out soon after it.
    """
    records: list[Record] = [*corpus.of(Actor), *corpus.of(Place), *corpus.of(Event)]
    names = (
        (r.id, name) for r in records for name in dict.fromkeys((r.title, *corpus.aliases.get(r.id, ())))
    )
    found: dict[str, dict[str, Words]] = {}
    for hit in Spellings(names).find(blocks):
        found.setdefault(hit.id, {}).setdefault(hit.words, Words(hit.block, hit.words))
    for event in corpus.of(Event):
        if event.id not in found and _lately(event, published) and (words := _parts_of(event, found)):
            found[event.id] = words
    kinds = {"actors": Actor, "places": Place, "events": Event}
    return {
        key: [
            Candidate(i, tuple(w.values())) for i, w in found.items() if isinstance(corpus.records[i], kind)
        ]
        for key, kind in kinds.items()
    }


def _lately(event: Event, published: Window | None) -> bool:
    """True where the event may have been some weeks before the text came out, or that is not known."""
    if published is None or published.latest is None or event.when.earliest is None:
        return True
    soon = (
        published.earliest is None
        or (published.earliest - (event.when.latest or event.when.earliest)).days <= RECENT
    )
    return soon and event.when.earliest <= published.latest


def _parts_of(event: Event, found: dict[str, dict[str, Words]]) -> dict[str, Words]:
    """The words that name an event's places (one of them) and at least half of its actors; empty where they do not."""
    places = [p for p in event.places if p in found]
    actors = [p.actor for p in event.actors if p.actor in found]
    if not actors or len(actors) * 2 < len(event.actors) or (event.places and not places):
        return {}
    return {next(iter(found[i])): next(iter(found[i].values())) for i in (*places[:1], *actors)}


def quotations(blocks: Sequence[str]) -> list[Words]:
    """What stands in quotation marks, in the order of the text."""
    found = []
    for number, block in enumerate(blocks):
        for match in _QUOTED.finditer(block):
            text = next(filter(None, match.groups())).strip()
            if count_words(text) >= SHORTEST_QUOTATION:
                found.append(Words(number, text))
    return found


def outlets(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Every publisher and its spellings."""
    for publisher in corpus.of(Publisher):
        for name in dict.fromkeys((publisher.title, *corpus.aliases.get(publisher.id, ()))):
            yield publisher.id, name

"""Actors and places that a text names, each with the words that matched; and the quotations in it.

All spellings are searched for in one pass (an Aho-Corasick automaton), folded on both sides: case, accents, vowel signs
and letter forms. A candidate's words are whole words of the text by the rule of `dossier lock`, so that they can be
copied as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.ingest.variants import Variants, inflected, ordinals, without_article
from dossier.model.corpus import Corpus
from dossier.model.folding import fold, folded_with_places
from dossier.model.quotations import count_words, folded, stands_in
from dossier.model.records import Actor, Event, Place, Publisher, Record

_QUOTED = re.compile(r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|(?<!\w)\"([^\"]+)\"")
_WORD = re.compile(r"[^\W_]+")
_CREDITED = re.compile(
    r"\s*[^\W\d_][^()/“”\"!?:;]{1,60}(?:\([^()]{2,40}\)\s*[-–—:]|(?:/[^/\s]{2,20})+/\.?\s|,\s*[A-Z]{2,6}\s?[-–—])"
)
_LETTERS = r"[^\W\d_a-zçğıöşü]{2,}"
_CAPITALS = re.compile(
    # Groups are set apart by blanks or commas: else a long word could be cut into four in n^3 ways.
    rf"\s*(?:{_LETTERS}[ ,]+){{0,3}}{_LETTERS}[ ,]*"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})?,?\s?[-–—]+\s"
)
LONGEST_DATELINE = 9
"""Words and numbers in a dateline, at most."""
SHORTEST_QUOTATION = 3
"""Words in a quotation, at least; fewer are a name or a word set apart."""


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """Words of the text, and the numbers of the blocks they occur in: 0 is the headline."""

    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record, and the words that matched it, each spelling once."""

    id: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The actors, places and events that a text names."""

    all: Mapping[str, Sequence[Words]]
    """For each actor, place and event, all words that name it, in the order of the text."""
    actors: Sequence[Candidate]
    either: Sequence[Candidate]
    """Actors by words that are also a place's name: "Moscow" for a government."""
    places: Sequence[Candidate]
    unknown: frozenset[tuple[str, str]]
    """Records and words in spellings that the dossier has not."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling of a record's name in a block."""

    id: str
    block: int
    start: int
    end: int
    words: str
    known: bool = True
    """False if the dossier has no such spelling of the name."""


class Spellings:
    """Searches for all spellings of some records' names at once."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of a record's id and a spelling."""
        import ahocorasick_rs

        ids_by_spelling: dict[str, list[tuple[str, str]]] = {}
        for id_, written in names:
            for name in (written, *ordinals(written)):
                pattern = fold(name)
                if len(pattern) > 1:
                    ids_by_spelling.setdefault(pattern, []).append((id_, name))
        self._patterns = list(ids_by_spelling.items())
        self._automaton = ahocorasick_rs.AhoCorasick([pattern for pattern, _ in self._patterns])

    def find(self, blocks: Sequence[str]) -> Iterator[Hit]:
        """Every spelling in the blocks, in the order of the text; of overlapping ones the longest."""
        for number, block in enumerate(blocks):
            text, places = folded_with_places(block)
            hits: list[Hit] = []
            whole = _Whole(block)
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
                begin, stop = places[start], places[end - 1] + 1
                while stop < len(block) and unicodedata.combining(block[stop]):
                    stop += 1
                words = block[begin:stop]
                for id_, name in self._patterns[index][1]:
                    if _same_case(name, words) and whole.stands(begin, stop):
                        hits.append(Hit(id_, number, begin, stop, words))
            yield from _longest(hits)


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits that lie within no longer one, in the order of the text."""
    reach, span = 0, (-1, -1)
    """The furthest end of any spelling that begins before this one, or with it and is longer."""
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, h.id)):
        if (hit.start, hit.end) != span:
            reach, span = max(reach, span[1]), (hit.start, hit.end)
        if hit.end > reach:
            yield hit


def _same_case(name: str, words: str) -> bool:
    """False if only one of the two has a capital (US, us); headlines in capitals match all names.

    An Arabic article before a name is written either way: "al-Bab", "Al-Bab".
    """
    name, words = without_article(name), without_article(words)
    if name.isupper() and len(name) <= 5:
        return words.isupper()
    return not name[0].isupper() or words[0].isupper()


class _Whole:
    """Tells whether words are whole words of a block, by the rule of the lock; the block is folded once."""

    def __init__(self, block: str) -> None:
        self._block = block
        self._folded = folded(block)
        self._known: dict[str, bool] = {}

    def stands(self, start: int, end: int) -> bool:
        """True if the words from `start` to `end` are whole words there."""
        words = self._block[start:end]
        if not stands_in(words, folded(self._block[max(0, start - 12) : end + 12])):
            return False
        if words not in self._known:
            self._known[words] = stands_in(words, self._folded)
        return self._known[words]


def named(corpus: Corpus, blocks: Sequence[str], language: str = "") -> Names:
    """The actors and places that a text names, and events whose titles it names. `blocks` are headline and paragraphs,
    `language` is the text's.
    """
    records: list[Record] = [*corpus.of(Actor), *corpus.of(Place), *corpus.of(Event)]
    names = [
        (r.id, name) for r in records for name in dict.fromkeys((r.title, *corpus.aliases.get(r.id, ())))
    ]
    places = {
        fold(name) for place in corpus.of(Place) for name in (place.title, *corpus.aliases.get(place.id, ()))
    }
    written = [_dateline(block) for block in blocks]
    every: dict[str, list[Words]] = {}
    sure: dict[str, dict[str, Words]] = {}
    either: dict[str, dict[str, Words]] = {}
    hits = list(Spellings(names).find(blocks))
    proper = [(id_, name) for id_, name in names if _is_proper_name(corpus.records[id_], name)]
    hits += _variants(proper, blocks, hits)
    if forms := [(id_, form) for id_, name in proper for form in inflected(name, language)]:
        taken = {(hit.block, place) for hit in hits for place in range(hit.start, hit.end)}
        hits += [
            replace(hit, known=False)
            for hit in Spellings(forms).find(blocks)
            if (hit.block, hit.start) not in taken
        ]
    for hit in sorted(hits, key=lambda hit: (hit.block, hit.start, hit.id)):
        actor = isinstance(corpus.records[hit.id], Actor)
        if actor and hit.end <= written[hit.block]:
            continue
        words = Words(hit.block, hit.words)
        every.setdefault(hit.id, []).append(words)
        into = either if actor and fold(hit.words) in places else sure
        into.setdefault(hit.id, {}).setdefault(hit.words, words)

    def of(kind: type[Record], found: dict[str, dict[str, Words]]) -> list[Candidate]:
        return [Candidate(i, _once(w)) for i, w in found.items() if isinstance(corpus.records[i], kind)]

    unknown = frozenset((hit.id, hit.words) for hit in hits if not hit.known)
    return Names(every, of(Actor, sure), of(Actor, either), of(Place, sure), unknown)


def _is_proper_name(record: Record, name: str) -> bool:
    """False for an event, and for an office in Latin script: "Defense Minister" is no spelling of "Defence Ministry"."""
    office = getattr(record, "type", "") in ("government-body", "state")
    return not (isinstance(record, Event) or (office and fold(name).isascii()))


def _variants(names: Sequence[tuple[str, str]], blocks: Sequence[str], exact: Sequence[Hit]) -> list[Hit]:
    """Names in spellings that the dossier has not, outside of those found already."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for hit in exact:
        taken.setdefault(hit.block, []).append((hit.start, hit.end))
    found = []
    for id_, number, start, end in Variants(names).find(blocks):
        # An exact name within a longer variant is a part of it; the other way round, the exact one stands.
        if any(begin <= start and end <= stop for begin, stop in taken.get(number, ())):
            continue
        if stands_in(blocks[number][start:end], folded(blocks[number])):
            found.append(Hit(id_, number, start, end, blocks[number][start:end], known=False))
    return found


def _once(words: dict[str, Words]) -> tuple[Words, ...]:
    """Each spelling once; one in capitals, from a headline, only if there is none in small letters."""
    small = {fold(w) for w in words if not w.isupper()}
    return tuple(spelling for w, spelling in words.items() if not (w.isupper() and fold(w) in small))


def _dateline(block: str) -> int:
    """The end of a paragraph's dateline, or 0: "MOSCOW, Dec 28 (Reuters) -", "Moscow, SANA-"."""
    match = _CREDITED.match(block) or _CAPITALS.match(block)
    return match.end() if match and len(_WORD.findall(match[0])) <= LONGEST_DATELINE else 0


def quotations(blocks: Sequence[str]) -> list[Words]:
    """The texts in quotation marks, in the order of the text."""
    texts = []
    for number, block in enumerate(blocks):
        for match in _QUOTED.finditer(block):
            text = next(filter(None, match.groups())).strip()
            if count_words(text) >= SHORTEST_QUOTATION:
                texts.append(Words(number, text))
    return texts


def outlets(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Every publisher and its spellings."""
    for publisher in corpus.of(Publisher):
        for name in dict.fromkeys((publisher.title, *corpus.aliases.get(publisher.id, ()))):
            yield publisher.id, name

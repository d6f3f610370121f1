"""What a new record may hold, by what is known of the words that it is made from: guesses, each with what led to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dossier.desk.guesses import CLOSE, OPEN
from dossier.model.corpus import Corpus
from dossier.model.figures import counted
from dossier.model.folding import fold
from dossier.model.quotations import count_words, folded, stands_in
from dossier.model.records import Article, Claim, Event

LONGEST_TITLE = 14
"""Words of a passage that may be a title."""


@dataclass(frozen=True, slots=True)
class Default:
    """A value of a new record, and why it is guessed."""

    key: str
    value: Any
    because: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that a record is made from, and where they stand."""

    words: str
    """Those that are marked; empty if none are."""
    sentence: str
    """The one that they stand in."""
    paragraph: int


def defaults(kind: str, article: Article, corpus: Corpus, at: Passage) -> list[Default]:
    """The values of a new record that can be guessed from an article and a passage of it; none for other kinds."""
    of = {"claim": _claim, "event": _event, "actor": _named, "place": _named}.get(kind)
    return list(of(article, corpus, at)) if of else []


def _claim(article: Article, corpus: Corpus, at: Passage) -> Iterator[Default]:
    yield from _title(article, at)
    event, why = _event_of(article, corpus)
    named = list(_of_sentence(article, corpus, at.sentence))
    about = [id_ for id_, _ in named] + ([event.id] if event else [])
    if about:
        shown = ", ".join(f"{OPEN}{words}{CLOSE}" for _, words in named)
        said = [f"the sentence names {shown}"] if named else []
        yield Default("about", about, "; ".join([*said, *([why] if event else [])]))
    if event:
        yield Default("event", event.id, why)
    yield _when(article, at, event)
    yield from _body(article, at)


def _event(article: Article, corpus: Corpus, at: Passage) -> Iterator[Default]:
    yield from _title(article, at)
    yield _when(article, at, None)
    named = list(_of_sentence(article, corpus, at.sentence))
    places = [(id_, words) for id_, words in named if id_ in article.places]
    actors = [(id_, words) for id_, words in named if id_ in article.actors]
    for key, found in (("places", places), ("actors", actors)):
        shown = ", ".join(f"{OPEN}{words}{CLOSE}" for _, words in found)
        ids: list[Any] = [id_ for id_, _ in found]
        if key == "actors":
            ids = [{"actor": id_, "source": article.id} for id_ in ids]
        if ids:
            yield Default(key, ids, f"the sentence names {shown}")
    yield Default("sources", [article.id], "its words stand there")
    yield from _body(article, at)


def _named(article: Article, corpus: Corpus, at: Passage) -> Iterator[Default]:
    """The name in the text, with its language: it is no title in a dossier's own language, perhaps."""
    if at.words:
        name = {"name": at.words, "lang": article.language}
        yield Default("names", [name], f"the text has it, in the article's language, at ¶ {at.paragraph}")
        yield from _body(article, at, "Named by")


def _title(article: Article, at: Passage) -> Iterator[Default]:
    """The words as a title, where they are few, and in the language of titles."""
    words = " ".join(at.words.split()).strip(" .,;:!?\"“”«»‘’'")
    if words and count_words(words) <= LONGEST_TITLE and article.language.partition("-")[0] == "en":
        yield Default("title", words[0].upper() + words[1:], "the words that are marked; make them neutral")


def _event_of(article: Article, corpus: Corpus) -> tuple[Event | None, str]:
    """The event that a claim in an article is likely on, and why."""
    for id_ in article.subject:
        if isinstance(event := corpus.records.get(id_), Event):
            return event, f"the article is about {OPEN}{event.title}{CLOSE}"
    claims = [c for account in article.claims if isinstance(c := corpus.records.get(account.claim), Claim)]
    among = Counter(claim.event for claim in claims if claim.event)
    for id_, number in among.most_common(1):
        if isinstance(event := corpus.records.get(id_), Event):
            return (
                event,
                f"{counted(number, 'account')} of the article {'is' if number == 1 else 'are'} on it",
            )
    events = [e for id_ in article.events if isinstance(e := corpus.records.get(id_), Event)]
    return (events[0], "the one event that the article mentions") if len(events) == 1 else (None, "")


def _when(article: Article, at: Passage, event: Event | None) -> Default:
    """The date that the sentence prints, else that of the event, else no later than the article."""
    try:
        from dossier.ingest.happened import dates
    except ModuleNotFoundError:
        printed = []
    else:
        printed = list(dates([at.sentence], article.published))
    if printed:
        window, words = printed[0]
        return Default("when", window.text, f"the sentence has {OPEN}{words.text}{CLOSE}")
    if event:
        return Default("when", event.when.text, f"{OPEN}{event.title}{CLOSE} was then")
    latest = article.published.latest
    return Default("when", f"..{latest.isoformat()}" if latest else "", "the article was published by then")


def _of_sentence(article: Article, corpus: Corpus, sentence: str) -> Iterator[tuple[str, str]]:
    """The actors and places of the article that a sentence names, and by which words: "Moscow" is one of them."""
    text = folded(sentence)
    taken = set()
    for id_, naming in article.actors.items():
        for words in (*naming.named, *naming.called):
            if stands_in(words, text):
                taken.add(fold(words))
                yield id_, words
                break
    plain = fold(sentence)
    for id_ in article.places:
        names: Sequence[str] = (corpus.titles.get(id_, ""), *corpus.aliases.get(id_, ()))
        name = next((n for n in names if n and fold(n) in plain and stands_in(n, text)), "")
        if name and fold(name) not in taken:
            yield id_, name


def _body(article: Article, at: Passage, how: str = "From") -> Iterator[Default]:
    yield Default(" body", sourced(article, at.paragraph, how), "where its words stand; say more")


def sourced(article: Article, paragraph: int, how: str) -> str:
    """A sentence that says where something stands; what is known of it is for a person to add."""
    place = f"¶ {paragraph}" if paragraph else "headline"
    return f"{how} [[{article.publisher}]] [@{article.id}, {place}]."

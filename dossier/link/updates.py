"""Updates of a corpus where few of its records have changed: what they do not touch is taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dossier.link.corpus import (
    article_targets,
    articles_by_target,
    corporate_authors,
    event_targets,
    events_by_target,
    is_body,
    names_of,
    places_by_place,
    printed_names,
)
from dossier.link.mentions import Named, relink
from dossier.model.corpus import Corpus, Mention, earliest_first, newest_first, with_rows
from dossier.model.records import Article, Event, Place, Record

R = TypeVar("R", bound=Record)


def updated(
    before: Corpus,
    changed: Mapping[str, Record],
    named_before: Mapping[str, Named],
    named: Mapping[str, Named],
) -> Corpus:
    """`before` with some changed records, equal to `corpus_of` all of them.

    Their ids, kinds and files are as before. `named_before` and `named` are what all texts mention and
    cite before and after; of a text of which that is the same, it is the same object.
    """
    records = {**before.records, **changed}
    pairs = [(before.records[id_], record) for id_, record in changed.items()]
    mentions: dict[str, list[Mention]] = {}
    cited: dict[str, list[str]] = {}
    for id_, now in named.items():
        if named_before[id_] is not now:
            relink(id_, named_before[id_], now, before, mentions, cited)
    articles_by = _articles_by(before, records, pairs)
    corpus = replace(
        before,
        records=records,
        mentions=with_rows(before.mentions, mentions, mentions),
        cited_by=with_rows(before.cited_by, cited, cited),
        articles_by=articles_by,
        events_by=_events_by(before, records, pairs),
        places_in=_places_in(before, records, pairs),
    )
    corpus = replace(corpus, aliases=_aliases(corpus, pairs))
    corpus = replace(corpus, corporate_authors=_corporate_authors(before, corpus, pairs))
    corpus.take_derived(before, changed)
    return corpus


Pairs = Sequence[tuple[Record, Record]]
"""Records before and after a change."""


def _of(pairs: Pairs, kind: type[R]) -> list[tuple[R, R]]:
    return [(was, now) for was, now in pairs if isinstance(was, kind) and isinstance(now, kind)]


def _touched(
    pairs: Sequence[tuple[R, R]], keys: Callable[[R], Iterable[str]], order: Callable[[R], object]
) -> set[str]:
    """The keys of an index that change: those that a record came to or left, and all of its keys if its place in the
    order has changed.
    """
    touched: set[str] = set()
    for was, now in pairs:
        old, new = set(keys(was)), set(keys(now))
        touched |= old ^ new if order(was) == order(now) else old | new
    return touched


def _members(index: Mapping[str, Sequence[str]], keys: Iterable[str], pairs: Pairs) -> set[str]:
    """The ids of all records that some keys of an index may have."""
    return {id_ for key in keys for id_ in index.get(key, ())} | {now.id for _, now in pairs}


def _known(records: Mapping[str, Record], ids: Iterable[str], kind: type[R]) -> list[R]:
    return [record for id_ in ids if isinstance(record := records.get(id_), kind)]


def _articles_by(before: Corpus, records: Mapping[str, Record], pairs: Pairs) -> Mapping[str, Sequence[str]]:
    articles, events = _of(pairs, Article), _of(pairs, Event)
    keys = _touched(articles, article_targets, lambda article: article.published.sort_key[:2])
    keys |= {now.id for was, now in events if was.sources != now.sources}
    members = newest_first(_known(records, _members(before.articles_by, keys, articles), Article))
    return with_rows(before.articles_by, keys, articles_by_target(members, _known(records, keys, Event)))


def _events_by(before: Corpus, records: Mapping[str, Record], pairs: Pairs) -> Mapping[str, Sequence[str]]:
    events = _of(pairs, Event)
    keys = _touched(events, event_targets, lambda event: event.when.sort_key)
    members = earliest_first(_known(records, _members(before.events_by, keys, events), Event))
    return with_rows(before.events_by, keys, events_by_target(members))


def _places_in(before: Corpus, records: Mapping[str, Record], pairs: Pairs) -> Mapping[str, Sequence[str]]:
    places = _of(pairs, Place)
    keys = _touched(places, lambda place: [place.within] if place.within else [], lambda place: None)
    members = _known(records, sorted(_members(before.places_in, keys, places)), Place)
    return with_rows(before.places_in, keys, places_by_place(members))


def _aliases(corpus: Corpus, pairs: Pairs) -> Mapping[str, Sequence[str]]:
    """The names of changed records, and of actors whose names changed articles print."""
    articles = _of(pairs, Article)
    ids = {now.id for _, now in pairs}
    for was, now in articles:
        in_order = was.published.sort_key[:2] == now.published.sort_key[:2]
        old, new = ({id_: naming.named for id_, naming in a.actors.items()} for a in (was, now))
        ids |= {id_ for id_ in old.keys() | new.keys() if not in_order or old.get(id_) != new.get(id_)}
    ids &= corpus.records.keys()
    printing = {source for id_ in ids for source in corpus.articles_by.get(id_, ())}
    printed = printed_names(newest_first(_known(corpus.records, printing, Article)))
    new_names = {id_: names_of(corpus.records[id_], printed.get(id_, ())) for id_ in ids}
    return with_rows(corpus.aliases, ids, new_names)


def _corporate_authors(before: Corpus, corpus: Corpus, pairs: Pairs) -> Mapping[str, Sequence[str]]:
    if any(is_body(was) != is_body(now) for was, now in pairs) or any(
        before.aliases[id_] != names and is_body(corpus.records[id_])
        for id_, names in corpus.aliases.items()
        if before.aliases[id_] is not names
    ):
        return corporate_authors(corpus.articles, corpus.records.values(), corpus.aliases)
    changed = [now for was, now in _of(pairs, Article) if was.authors != now.authors]
    if not changed:
        return before.corporate_authors
    new = corporate_authors(changed, corpus.records.values(), corpus.aliases)
    return with_rows(before.corporate_authors, [article.id for article in changed], new)

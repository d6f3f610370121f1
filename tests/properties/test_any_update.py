"""A corpus that is updated by what has changed equals one that is linked anew; and so do figures counted on demand."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from support.effort import times
from support.generate import generate

from dossier.config import load
from dossier.derive.few import relations_of_few
from dossier.derive.network import Network, line_of, network_around, network_of
from dossier.derive.relations import relations
from dossier.evidence import assess, assess_on_demand
from dossier.link import corpus_of, named_in, updated
from dossier.model.corpus import Corpus, Titles
from dossier.model.dates import Window
from dossier.model.figures import Figures
from dossier.model.parts import Naming
from dossier.model.records import Actor, Article, Claim, Event, Place, Publisher, Record
from dossier.pipeline import snapshot


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("made")
    generate(folder, 60)
    state, _ = snapshot(load(folder / "mkdocs.yml"))
    # Some bodies are authors, too: the generator has none.
    body = state.corpus.publishers[0].title
    records = {
        id_: replace(r, authors=(*r.authors, body)) if isinstance(r, Article) and int(id_[-1:], 36) % 3 else r
        for id_, r in state.corpus.records.items()
    }
    return corpus_of(records, {}, state.corpus.files)


def some(chance: random.Random, records: Sequence[Record], most: int = 3) -> tuple[str, ...]:
    return tuple(r.id for r in chance.sample(records, min(len(records), chance.randrange(most + 1))))


def one(chance: random.Random, records: Sequence[Record]) -> str:
    return chance.choice(records).id


def day(chance: random.Random) -> Window:
    return Window.parse(
        f"{chance.choice((2021, 2022, 2023))}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
    )


def article(chance: random.Random, corpus: Corpus, was: Article) -> Article:
    """Another version of an article, in one respect."""
    accounts = list(was.claims)
    if accounts:
        number = chance.randrange(len(accounts))
        accounts[number] = replace(
            accounts[number],
            claim=one(chance, corpus.of(Claim)),
            publish=chance.choice((None, None, "withhold")),
            basis=chance.choice(("on-record", "unstated", "outlet")),
        )
    names = {id_: Naming(named=(f"Name {chance.randrange(3)}",)) for id_ in some(chance, corpus.actors)}
    ways: list[Callable[[], Article]] = [
        lambda: replace(was, actors=names),
        lambda: replace(was, places=some(chance, corpus.places), events=some(chance, corpus.events)),
        lambda: replace(was, publisher=one(chance, corpus.publishers)),
        lambda: replace(was, published=day(chance)),
        lambda: replace(was, authors=(corpus.publishers[0].title,) if chance.random() < 0.5 else ()),
        lambda: replace(was, read=chance.choice(("full", "opening"))),
        lambda: replace(was, claims=tuple(accounts)),
        lambda: replace(was, claims=(), rests_on=()),
        lambda: replace(was, body=chance.choice(corpus.articles).body),
    ]
    return chance.choice(ways)()


def version(chance: random.Random, corpus: Corpus, was: Record) -> Record:
    """Another version of a record."""
    if chance.random() < 0.2:
        return replace(was, title=f"Title {chance.randrange(9)}")
    if isinstance(was, Article):
        return article(chance, corpus, was)
    if isinstance(was, Event):
        return chance.choice(
            (
                replace(was, places=some(chance, corpus.places), actors=was.actors[:1]),
                replace(was, sources=some(chance, corpus.articles)),
                replace(was, when=day(chance)),
            )
        )
    if isinstance(was, Place):
        return replace(was, within=chance.choice((None, one(chance, corpus.places))))
    if isinstance(was, Claim):
        return chance.choice(
            (
                replace(was, contradicts=some(chance, corpus.of(Claim))),
                replace(was, contrary_to=some(chance, corpus.of(Claim))),
                replace(was, event=one(chance, corpus.events), about=some(chance, corpus.actors)),
            )
        )
    if isinstance(was, Actor):
        return chance.choice(
            (replace(was, type="person"), replace(was, type="state"), replace(was, names=()))
        )
    if isinstance(was, Publisher):
        return replace(was, is_=chance.choice((None, one(chance, corpus.actors))), names=())
    return replace(was, body=chance.choice(corpus.articles).body)


def as_values(figures: Figures) -> dict[str, Mapping[str, object]]:
    """The figures that are counted on demand, all of them."""
    return {
        "claims": dict(figures.claims),
        "coverage": dict(figures.coverage),
        "accounts_by": dict(figures.accounts_by),
    }


@pytest.mark.parametrize("seed", range(times(3)))
def test_an_update_equals_a_corpus_and_figures_made_anew(corpus: Corpus, seed: int) -> None:
    chance = random.Random(seed)
    named = {id_: named_in(record, corpus.titles) for id_, record in corpus.records.items()}
    figures = assess_on_demand(corpus)
    for _ in range(20):
        for id_ in chance.sample(list(figures.claims), 9):
            _ = figures.claims[id_]
        before = corpus
        ids = chance.sample(list(corpus.records), chance.choice((0, 1, 1, 1, 2, 9)))
        changed = {id_: version(chance, corpus, corpus.records[id_]) for id_ in ids}
        records = {**corpus.records, **changed}
        now = {id_: named_in(record, Titles(records)) for id_, record in records.items()}
        now = {id_: named[id_] if named[id_] == of else of for id_, of in now.items()}
        corpus, named = updated(corpus, changed, named, now), now
        anew = corpus_of(records, {}, corpus.files)
        assert corpus == anew
        assert corpus.articles == anew.articles
        assert corpus.events == anew.events
        assert corpus.resting_on == anew.resting_on
        figures = assess_on_demand(corpus, (), (before, figures))
        all_figures = assess(anew)
        some_ids = chance.sample(list(figures.claims), 30)
        assert {i: figures.claims[i] for i in some_ids} == {i: all_figures.claims[i] for i in some_ids}
        actor = one(chance, corpus.actors)
        around = line_of(network_around(corpus, figures, actor), actor)
        assert around == line_of(network_of(anew, all_figures), actor)
        few, whole = relations_of_few(corpus, figures), relations(anew, all_figures, lambda: Network({}))
        assert few.said_by[actor] == whole.said_by.get(actor, ())
    assert as_values(figures) == as_values(all_figures)


def test_what_an_edit_does_not_touch_is_taken_over(corpus: Corpus) -> None:
    """Of an article that is edited, only figures are counted again that follow it; of its title none."""
    figures = assess_on_demand(corpus)
    before = dict(figures.claims)
    was = next(a for a in corpus.articles if a.claims)
    named = {id_: named_in(record, corpus.titles) for id_, record in corpus.records.items()}
    retitled = updated(corpus, {was.id: replace(was, title="Edited")}, named, named)
    now = assess_on_demand(retitled, (), (corpus, figures))
    assert all(value is before[id_] for id_, value in now.claims.items())
    other = replace(was, read="full" if was.read == "opening" else "opening")
    after = updated(corpus, {was.id: other}, named, named)
    now = assess_on_demand(after, (), (corpus, figures))
    same = {id_ for id_, value in now.claims.items() if value is before[id_]}
    own = {account.claim for account in was.claims if not account.publish}
    assert own.isdisjoint(same)
    assert len(same) > len(before) / 2
    assert after.articles_by is corpus.articles_by
    assert after.events is corpus.events

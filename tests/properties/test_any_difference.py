"""Two states of any dossier: what one way round has weakened has strengthened the other way round."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from support.corpora import account, actor, article, chains, corpus, outlet

from dossier.evidence import assess
from dossier.evidence.difference import difference
from dossier.formats.changed import as_json, as_markdown, as_text
from dossier.model.dates import Window
from dossier.model.differences import Snapshot, mirrored
from dossier.model.parts import Account, Naming, Quote
from dossier.model.quotations import wanted
from dossier.model.records import Article, Claim, Event, Record

WORDS = st.sampled_from(["one", "two", "three"])
CHAINS = st.lists(st.sampled_from(["x", "y", "unknown", "own", "a1", "x > y"]), max_size=2)
DATES = st.sampled_from(["2022", "2022-10", "2022-12-28", "2023-01-02..", "2022-12-28/2023-01-02"])
NAMINGS = st.builds(
    lambda named, called: Naming(named=tuple(named), called=tuple(called)),
    st.lists(WORDS, max_size=2, unique=True),
    st.lists(WORDS, max_size=2, unique=True),
)


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    stance = draw(st.sampled_from(["asserts", "reports", "denies", "differs"]))
    basis = draw(st.sampled_from(["unstated", "outlet", "on-record"]))
    found = account(*draw(CHAINS), claim=draw(st.sampled_from("cd")), stance=stance, basis=basis)
    return replace(found, quotes=tuple(Quote(text=text) for text in draw(st.lists(WORDS, max_size=3))))


@st.composite
def states(draw: st.DrawFn) -> Snapshot:
    records: list[Record] = [actor("x"), actor("y"), outlet("z")]
    records.append(
        Claim(
            id="d",
            path="content/claims/d.md",
            title=draw(WORDS),
            about=("e",),
            event="e",
            when=Window.parse(draw(DATES)),
        )
    )
    records.append(Event(id="e", path="content/events/e.md", title="E", when=Window.parse(draw(DATES))))
    for name in draw(st.lists(st.sampled_from(["a1", "a2", "a3"]), unique=True)):
        made = article(
            name, *draw(st.lists(accounts(), max_size=3)), rests_on=draw(CHAINS), published=draw(DATES)
        )
        records.append(
            replace(made, actors=draw(st.dictionaries(st.sampled_from("xy"), NAMINGS)), title=draw(WORDS))
        )
    made_corpus = corpus(*records)
    verified = {
        (r.id, want.kind, want.text)
        for r in made_corpus.records.values()
        if isinstance(r, Article)
        for want in wanted(r)
        if draw(st.booleans())
    }
    return Snapshot(made_corpus, assess(made_corpus), draw(st.sampled_from([None, frozenset(verified)])))


@given(states(), states())
def test_the_other_way_round_it_is_the_mirror(before: Snapshot, after: Snapshot) -> None:
    there, back = difference(before, after), difference(after, before)
    assert sorted(map(repr, map(mirrored, map(untitled, there)))) == sorted(map(repr, map(untitled, back)))


def untitled(d):  # type: ignore[no-untyped-def]
    return replace(d, title="", outlet="")


@given(states())
def test_a_state_does_not_differ_from_itself(state: Snapshot) -> None:
    assert difference(state, state) == ()


@given(states(), states())
def test_whatever_differs_can_be_told(before: Snapshot, after: Snapshot) -> None:
    found = difference(before, after)
    assert len(list(as_text(found))) == len(found)
    assert as_json(found, "a", "b").endswith("}\n")
    assert as_markdown(found).count("\n- ") >= len(found)


def meaning(state: Snapshot) -> object:
    """All that a state says, without the order it says it in."""
    return {r.id: meaning_of(r, state.verified) for r in state.corpus.records.values()}


def meaning_of(r: Record, verified: frozenset[tuple[str, str, str]] | None) -> object:
    if not isinstance(r, Article):
        return repr(r)
    accounts = [
        repr(
            (
                a.claim,
                a.stance,
                a.by,
                a.basis,
                sorted(map(repr, a.rests_on)),
                sorted(set(map(repr, a.quotes))),
            )
        )
        for a in r.claims
    ]
    actors = {actor: (sorted(n.named), sorted(n.called)) for actor, n in r.actors.items()}
    locked = sorted({(w.kind, w.text) for w in wanted(r) if (r.id, w.kind, w.text) in (verified or ())})
    return (r.title, r.published.text, sorted(map(repr, r.rests_on)), actors, sorted(accounts), locked)


@given(states(), states())
def test_what_is_not_told_is_the_same(before: Snapshot, after: Snapshot) -> None:
    if (before.verified is None) == (after.verified is None):
        assert (meaning(before) == meaning(after)) == (difference(before, after) == ())


@given(states(), st.data())
def test_one_article_changed_is_told(before: Snapshot, data: st.DataObject) -> None:
    """Two states that are nearly the same, which two drawn apart hardly are."""
    articles = [r for r in before.corpus.records.values() if isinstance(r, Article)]
    if not articles:
        return
    old = data.draw(st.sampled_from(articles))
    keys = {
        "rests_on": chains(*data.draw(CHAINS)),
        "claims": tuple(data.draw(st.lists(accounts(), max_size=3))),
    }
    key = data.draw(st.sampled_from(sorted(keys)))
    new = replace(old, **{key: keys[key]})
    made = corpus(*[new if r is old else r for r in before.corpus.records.values()])
    after = replace(before, corpus=made, figures=assess(made))
    assert (meaning(before) == meaning(after)) == (difference(before, after) == ())

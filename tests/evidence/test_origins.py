"""Counting origins, case by case (decision 1 of docs/decisions)."""

from __future__ import annotations

import pytest
from support.corpora import account, actor, all_figures, article, corpus, counts, figures, outlet

from dossier.evidence import assess
from dossier.model.figures import ClaimFigures, SameText
from dossier.model.ledger import ledger_of
from dossier.model.parts import Account, Basis
from dossier.model.records import Claim, Record

REPRINTS = (
    outlet("reuters"),
    actor("ministry"),
    article("a", account("reuters")),
    article("b", account("reuters")),
    article("m", account("ministry", stance="reports")),
)

CASES: dict[str, tuple[tuple[Record, ...], tuple[int, int, int]]] = {
    "two reprints of one agency and one ministry's statement are two": (REPRINTS, (3, 2, 0)),
    "one reprint more is still two": ((*REPRINTS, article("d", account("reuters"))), (4, 2, 0)),
    "undeclared is unknown, and not one more": ((*REPRINTS, article("u", account())), (4, 2, 1)),
    "unknown anywhere in a chain makes it unknown": (
        (outlet("reuters"), article("a", account("reuters > unknown"))),
        (1, 0, 1),
    ),
    "own is the outlet": ((article("a", account("own")), article("b", account("own"))), (2, 2, 0)),
    "the same outlet twice is one": (
        (article("a", account("own"), publisher="p"), article("b", account("own"), publisher="p")),
        (2, 1, 0),
    ),
    "the article's chain serves where the claim's event is its subject": (
        (outlet("reuters"), article("a", account(), rests_on=["reuters"])),
        (1, 1, 0),
    ),
    "an aside inherits nothing": (
        (outlet("reuters"), article("a", account(), rests_on=["reuters"], subject=["other"])),
        (1, 0, 1),
    ),
    "an article without a subject hands nothing down": (
        (outlet("reuters"), article("a", account(), rests_on=["reuters"], subject=[])),
        (1, 0, 1),
    ),
    "what a page carries is inherited by asides, too": (
        (outlet("reuters"), article("a", account(), carries="reuters", subject=[])),
        (1, 1, 0),
    ),
    "what a page carries goes before what it rests on": (
        (outlet("reuters"), outlet("ap"), article("a", account(), carries="ap", rests_on=["reuters"])),
        (1, 1, 0),
    ),
    "who does not say how it knows is no origin on its own page": (
        (article("a", account("own", basis="unstated")),),
        (1, 0, 1),
    ),
    "nor relayed by another": (
        (outlet("mee"), article("a", account("mee", basis="unstated"))),
        (1, 0, 1),
    ),
    "nor carried by another": (
        (outlet("mee"), article("a", account(basis="unstated"), carries="mee")),
        (1, 0, 1),
    ),
    "nor through an article that says how it knows that one": (
        (outlet("mee"), article("a", account("own", basis="unstated")), article("b", account("a"))),
        (2, 0, 2),
    ),
    "the account's own chain goes before the article's": (
        (outlet("reuters"), outlet("ap"), article("a", account("ap"), rests_on=["reuters"])),
        (1, 1, 0),
    ),
    "a chain ends in its last link": (
        (
            outlet("reuters"),
            outlet("ria"),
            actor("ministry"),
            article("a", account("reuters > ria > ministry")),
            article("b", account("ministry")),
        ),
        (2, 1, 0),
    ),
    "a chain through an article that has an account uses that account": (
        (
            outlet("reuters"),
            article("a", account("reuters")),
            article("b", account("a")),
        ),
        (2, 1, 0),
    ),
    "a chain through an article that has none is unknown": (
        (
            outlet("reuters"),
            article("a", rests_on=["reuters"]),
            article("b", account("a")),
        ),
        (1, 0, 1),
    ),
    "a ministry's own site and its statement are one": (
        (
            actor("ministry"),
            outlet("site", is_="ministry"),
            article("a", account("own"), publisher="site"),
            article("b", account("ministry")),
        ),
        (2, 1, 0),
    ),
    "two editions of one outlet are one": (
        (
            outlet("english", edition_of="arabic"),
            outlet("arabic"),
            article("a", account("own"), publisher="english"),
            article("b", account("own"), publisher="arabic"),
        ),
        (2, 1, 0),
    ),
    "an article counts once, however many accounts it has": (
        (actor("x"), actor("y"), article("a", account("x"), account("y"))),
        (1, 2, 0),
    ),
    "an article with a known and an unknown account is not unknown": (
        (actor("x"), article("a", account("x"), account("unknown"))),
        (1, 1, 0),
    ),
    "who denies or differs supports nothing": (
        (article("a", account("own")), article("b", account("own", stance="denies"))),
        (1, 1, 0),
    ),
    "an article that is not there is unknown": ((article("a", account("gone")),), (1, 0, 1)),
}


@pytest.mark.parametrize("name", list(CASES))
def test_counts(name: str) -> None:
    records, (articles, origins, unknown) = CASES[name]
    assert counts(figures(*records)) == {"articles": articles, "origins": origins, "unknown": unknown}


def test_a_speaker_is_no_origin() -> None:
    claim = Claim(id="c", title="X said Y", about=("e",), event="e", speaker="x")
    found = figures(claim, actor("x"), article("a", account(stance="reports")), article("b", account("own")))
    assert found.origins == ("outlet-b",)
    assert found.unknown == ("a",)


@pytest.mark.parametrize("basis", ["unstated", "on-record"])
def test_an_origin_that_does_not_count_is_named(basis: Basis) -> None:
    found = figures(outlet("mee"), article("a", account("mee", basis=basis)))
    (trail,) = found.accounts[0].trails
    assert (trail.origin, trail.end) == ((None, "mee") if basis == "unstated" else ("mee", None))


def test_the_line_is_whole() -> None:
    assert (
        figures(*REPRINTS, article("u", account())).line
        == "Reported by 4 articles, from 2 independent origins (1 unknown). No dissent."
    )
    assert (
        figures(article("a", account("own"))).line_in_dossier
        == "In this dossier: reported by 1 article, from 1 independent origin. No dissent."
    )
    silent = figures(article("a", account("own")), article("s"))
    assert silent.line.endswith("No dissent. 1 article read in full has no account of it.")
    assert figures(article("a", account("own", stance="denies"))).line.startswith(
        "Denied by 1 article. No article"
    )


SAME = (SameText("a", "b", 0.87),)


@pytest.mark.parametrize(
    ("one", "other", "origins", "unknown"),
    [
        (account("own"), account("own"), ("outlet-a",), ()),
        (account("unknown"), account("own"), ("outlet-b",), ("a",)),
        (account("unknown"), account("unknown"), (), ("b", "a")),
        (account("x"), account("x"), ("x",), ()),
    ],
)
def test_one_text_is_one_origin_at_most(
    one: Account, other: Account, origins: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    records = corpus(actor("x"), article("a", one), article("b", other, published="2022-12-30"))
    found = assess(records, SAME).claims["c"]
    assert (found.origins, found.unknown, len(found.articles)) == (origins, unknown, 2)
    assert assess(records).claims["c"].same_text == {}


def test_a_third_text_alike_to_one_of_two_is_of_the_same_group() -> None:
    records = corpus(*(article(id_, account("own")) for id_ in "abd"))
    found = assess(records, (*SAME, SameText("b", "d", 0.7))).claims["c"]
    assert found.origins == ("outlet-a",)
    assert found.same_text == {"b": "a", "d": "a"}
    ledger = ledger_of(found)
    assert ledger.result == "3 → 1, and 0 unknown"
    assert ledger.same_text == (("b", "a"), ("d", "a"))


def test_what_an_article_leads_to_through_its_one_text_stays() -> None:
    """A text of three statements has three origins, and its copy takes none of them away."""
    three = [account(id_) for id_ in "xyz"]
    records = corpus(*map(actor, "xyz"), article("a", *three), article("b", account("own")))
    assert assess(records, SAME).claims["c"].origins == ("x", "y", "z")


def test_a_copy_that_is_dated_earlier_takes_no_statement_away() -> None:
    three = [account(id_) for id_ in "xyz"]
    earlier = article("b", account("own"), published="2022-12-01")
    records = corpus(*map(actor, "xyz"), article("a", *three), earlier)
    assert assess(records, SAME).claims["c"].origins == ("x", "y", "z")


def test_a_copy_of_a_declared_reprint_adds_nothing_though_it_is_dated_earlier() -> None:
    """The reprint says whose text it has; who does not say so, and is dated before it, is no origin for that."""
    records = corpus(
        outlet("reuters"),
        article("a", account("own"), publisher="reuters"),
        article("b", account("reuters")),
        article("d", account("own"), published="2022-12-01"),
    )
    found = assess(records, (SameText("b", "d", 0.9),)).claims["c"]
    assert (found.origins, dict(found.same_text)) == (("reuters",), {"d": "b"})


def test_the_original_is_counted_for_who_carries_it_and_for_who_does_not_say_so() -> None:
    records = corpus(
        outlet("reuters"),
        article("a", account("own"), publisher="reuters"),
        article("b", account("a"), published="2022-12-30"),
        article("d", account("own"), published="2022-12-28"),
    )
    found = assess(records, (SameText("a", "d", 0.9), SameText("b", "d", 0.9))).claims["c"]
    assert (found.origins, dict(found.same_text)) == (("reuters",), {"d": "a"})


def test_of_several_copies_that_article_counts_which_adds_least() -> None:
    """The copy of a text whose statement is known from elsewhere adds none, whichever of them is entered first."""
    records = corpus(
        *map(actor, "xy"),
        article("a", account("x"), published="2022-12-01"),
        article("b", account("y")),
        article("d", account("y")),
    )
    assert assess(records, SAME).claims["c"].origins == ("y",)


def test_one_copy_more_of_two_texts_makes_them_one() -> None:
    records = corpus(
        *map(actor, "xy"),
        article("a", account("x")),
        article("b", account("y")),
        article("d", account("own")),
    )
    assert assess(records).claims["c"].origins == ("outlet-d", "x", "y")
    found = assess(records, (SameText("a", "d", 0.9), SameText("b", "d", 0.9))).claims["c"]
    assert (found.origins, dict(found.same_text)) == (("x",), {"b": "a", "d": "a"})


def test_many_texts_of_many_articles_are_settled_in_time() -> None:
    """Beyond some thousand choices each text is settled by itself; the number is no higher than that of its texts."""
    ids = [f"a{n}" for n in range(60)]
    records = corpus(
        *(article(id_, account(f"x{n}"), publisher="p") for n, id_ in enumerate(ids)),
        *(actor(f"x{n}") for n in range(60)),
    )
    pairs = [SameText(ids[n], ids[n + 1], 0.9) for n in range(0, 60, 3)] + [
        SameText(ids[n], ids[n + 2], 0.9) for n in range(0, 60, 3)
    ]
    assert len(assess(records, pairs).claims["c"].origins) == 20


def test_the_ledger_adds_up() -> None:
    found = figures(
        *REPRINTS,
        article("u", account("unknown"), account("unknown")),
        article("w", account("reuters"), account("unknown")),
    )
    ledger = ledger_of(found)
    under = {origin: [entry.article for entry in entries] for origin, entries in ledger.origins}
    assert under == {"ministry": ["m"], "reuters": ["a", "b", "w"]}
    assert [entry.article for entry in ledger.unknown] == ["u"]
    assert [entry.article for entry in ledger.unknown_beside] == ["w"]
    assert ledger.repeated == (("u", 2), ("w", 2))
    assert ledger.result == "5 → 2, and 1 unknown"


def test_a_circle_is_found_once_and_leads_nowhere() -> None:
    records = (article("a", account("b")), article("b", account("d")), article("d", account("a")))
    found = all_figures(*records)
    assert found.circles == (("a", "b", "d"),)
    assert found.claims["c"].origins == ()
    assert len(found.claims["c"].unknown) == 3


def test_a_circle_of_whole_articles_is_found_without_claims() -> None:
    records = (article("a", rests_on=["b"]), article("b", rests_on=["a"]))
    assert assess(corpus(*records)).circles == (("a", "b"),)


def test_a_silent_link_is_remembered_at_its_place() -> None:
    found = all_figures(article("a"), article("b", account("a")))
    assert found.silent_links == (("b", 0, "a"),)


def test_controllers_are_recorded_roots_and_no_countries() -> None:
    found = figures(
        actor("state", state=True),
        actor("ministry", held="state"),
        outlet("agency", held="ministry"),
        outlet("paper"),
        article("a", account("agency")),
        article("b", account("ministry")),
        article("d", account("paper")),
    )
    assert found.controllers == ("state",)
    assert found.uncontrolled == ("paper",)
    assert found.sole_controller is None


def test_one_controller_behind_all_origins_is_told() -> None:
    found = figures(
        actor("state", state=True),
        actor("ministry", held="state"),
        outlet("agency", held="state"),
        article("a", account("agency")),
        article("b", account("ministry")),
    )
    assert found.sole_controller == "state"


def test_the_strongest_basis_is_taken_per_origin() -> None:
    found = figures(
        actor("x"),
        article("a", account("x", basis="outlet")),
        article("b", account("x", basis="on-record")),
        article("d", account("unknown", basis="deduced")),
    )
    assert dict(found.bases) == {"": "deduced", "x": "on-record"}


def test_dissent_is_counted_apart() -> None:
    found = figures(
        article("a", account("own")),
        article("b", account("own", stance="denies")),
        article("d", account("own", stance="differs", value="12")),
    )
    assert found.denied_by == ("b",)
    assert found.differs_by == ("d",)
    assert found.line == (
        "Denied by 1 article; another value in 1 article. Reported by 1 article, from 1 independent origin."
    )


def test_contradiction_counts_both_ways_and_only_with_a_known_origin() -> None:
    one = Claim(id="c", title="C", about=("e",), contradicts=("other",))
    other = Claim(id="other", title="O", about=("e",))
    known = (one, other, article("a", account("own")), article("b", account("own", claim="other")))
    assert figures(*known).contradicting == ("other",)
    assert figures(*known, claim="other").contradicting == ("c",)
    unknown = (one, other, article("a", account("own")), article("b", account("unknown", claim="other")))
    assert figures(*unknown).contradicting == ()
    assert figures(*unknown).contradicting_unknown == ("other",)
    assert figures(*unknown).line.startswith(
        "Contradicted by 1 claim of unknown origin (not counted). Reported by 1 article"
    )
    assert figures(*unknown, claim="other").contradicting == ("c",)


def test_what_is_contrary_is_shown_and_not_counted_and_holds_both_ways() -> None:
    one = Claim(id="c", title="C", about=("e",), contrary_to=("other",))
    records = (one, Claim(id="other", title="O", about=("e",)), article("a", account("own")))
    for claim in ("c", "other"):
        found = figures(*records, claim=claim)
        assert found.line.startswith("No dissent; 1 claim stands uneasily beside it (not counted). ")
        assert not found.disputed


def test_who_says_the_contrary_has_an_account() -> None:
    one = Claim(id="c", title="C", about=("e",), event="e", contradicts=("other",))
    other = Claim(id="other", title="O", about=("e",))
    records = (one, other, article("a", account("own")), article("s"))
    assert figures(*records).silent == ("s",)
    assert figures(*records, article("s", account("unknown", claim="other"))).silent == ()


@pytest.mark.parametrize(
    ("changes", "silent"),
    [
        ({}, True),
        ({"read": "opening"}, False),
        ({"events": ()}, False),
        ({"published": "2022-12-27"}, False),
        ({"published": "2022-12-28"}, True),
        ({"published": "2022-12-28.."}, True),
        ({"published": "..2023-01-01"}, False),
    ],
)
def test_no_account_in_the_text_read(changes: dict[str, object], silent: bool) -> None:
    found: ClaimFigures = figures(article("a", account("own")), article("s", **changes))  # type: ignore[arg-type]
    assert found.silent == (("s",) if silent else ())

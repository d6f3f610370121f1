"""Counting origins, case by case (DESIGN §4)."""

from __future__ import annotations

import pytest
from build import account, actor, all_figures, article, corpus, counts, figures, outlet

from dossier.evidence import assess
from dossier.model.figures import ClaimFigures
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
    "the article's chain serves where the account has none": (
        (outlet("reuters"), article("a", account(), rests_on=["reuters"])),
        (1, 1, 0),
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


def test_the_sentence_is_the_designs() -> None:
    found = figures(*REPRINTS, article("u", account()))
    assert found.sentence == "Reported by 4 articles, from 2 independent origins (1 unknown)."
    assert (
        figures(article("a", account("own"))).sentence == "Reported by 1 article, from 1 independent origin."
    )


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
    assert found.dissent_sentence == "Dissent: denied by 1 article; 1 article with another value."


def test_contradiction_counts_both_ways_and_only_with_a_known_origin() -> None:
    one = Claim(id="c", title="C", about=("e",), contradicts=("other",))
    other = Claim(id="other", title="O", about=("e",))
    known = (one, other, article("a", account("own")), article("b", account("own", claim="other")))
    assert figures(*known).contradicting == ("other",)
    assert figures(*known, claim="other").contradicting == ("c",)
    unknown = (one, other, article("a", account("own")), article("b", account(claim="other")))
    assert figures(*unknown).contradicting == ()


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

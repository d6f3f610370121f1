"""Candidates with the words that led to them, credits, reprints, quotations."""

from __future__ import annotations

import pytest
from harbour import FILES
from small import Small

from dossier.ingest.candidates import Words, named, quotations
from dossier.ingest.credits import credits
from dossier.ingest.reprints import reprints, runs
from dossier.model.corpus import Corpus


@pytest.fixture
def corpus(small: Small) -> Corpus:
    return small.check(FILES).corpus


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Ilse Kramer was there", ["ilse-kramer"]),
        ("ILSE KRAMER WAS THERE", ["ilse-kramer"]),
        ("Novaport'tan ayrıldı", ["novaport"]),
        ("a Novaportian", []),
        ("the kramer brand", []),
        ("غادرت إلزه كرامر المدينة", ["ilse-kramer"]),
        ("غادرت الزة كرامر المدينة", ["ilse-kramer"]),
        ("اجتماع بنوفابورت", ["novaport"]),
        ("Ilse Krámer was there", ["ilse-kramer"]),
        ("", []),
    ],
)
def test_a_name_in_any_spelling_as_whole_words(text: str, ids: list[str], corpus: Corpus) -> None:
    found = named(corpus, ["", text])
    assert [c.id for several in found.values() for c in several] == ids


def test_the_words_and_their_place_are_told(corpus: Corpus) -> None:
    found = named(corpus, ["Talks", "Ilse Kramer came.", "Kramer left Novaport; Kramer slept."])
    assert found["actors"][0].words == (Words(1, "Ilse Kramer"), Words(2, "Kramer"))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("NOVAPORT (Reuters) - She left.", ["reuters"]),
        ("NOVAPORT (AFP/Reuters) She left.", ["afp", "reuters"]),
        ("AFP reported that she left.", ["afp"]),
        ("She left, according to the Reuters news agency.", ["reuters"]),
        ("She left, an official told Reuters on Sunday.", ["reuters"]),
        ("Source: Xinhua", ["xinhua"]),
        ("غادرت بحسب رويترز", ["reuters"]),
        ("Reuters'ın haberine göre ayrıldı", ["reuters"]),
        ("The Reuters building is empty.", []),
        ("Island Post reported that she left.", []),
    ],
)
def test_a_credit_is_more_than_a_name(text: str, ids: list[str], corpus: Corpus) -> None:
    found = credits(corpus, ["", text], (), "island-post")
    assert sorted(c.id for c in found) == ids
    assert all(c.known == (c.id == "reuters") for c in found)


def test_a_byline_credits(corpus: Corpus) -> None:
    assert [c.id for c in credits(corpus, ["", "x"], ("Agence France-Presse",), "island-post")] == ["afp"]


def test_quotations_in_any_marks() -> None:
    text = (
        'She said “we were close to it” and «نحن قريبون من الاتفاق» and "so we were indeed"; the “old” pier.'
    )
    assert [q.text for q in quotations(["", text])] == [
        "we were close to it",
        "نحن قريبون من الاتفاق",
        "so we were indeed",
    ]


BASE = " ".join(f"word{n} of the agency text" for n in range(40))


def test_reprints_are_found_and_reports_of_one_statement_are_not() -> None:
    statement = "we shall not sign any paper before the pilots of the harbour have been heard by the council of the islands"
    others = {
        "cut": runs(["A", BASE[:600]]),
        "led-otherwise": runs(["B", f"A lead of its own that nobody else has printed so far. {BASE}"]),
        "other": runs(["C", " ".join(f"item{n} in another story" for n in range(40))]),
        "same-statement": runs(
            ["D", f"{statement} {' '.join(f'ours{n} and more of it' for n in range(12))}"]
        ),
    }
    assert {r.article for r in reprints(runs(["X", BASE]), others)} == {"cut", "led-otherwise"}
    theirs = runs(["Y", f"{statement} {' '.join(f'theirs{n} or less of that' for n in range(12))}"])
    assert reprints(theirs, others) == []
    assert reprints(runs(["Z", "word1 of the agency text"]), others) == []

"""Candidates with the words that led to them, credits, reprints, quotations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.captures import FILES
from support.small import Small

from dossier.ingest.candidates import Candidate, Words, named, quotations
from dossier.ingest.credits import credits
from dossier.ingest.happened import claims, events
from dossier.ingest.reprints import compared
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.signatures import signature


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
    assert [c.id for several in (found.actors, found.either, found.places) for c in several] == ids


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Li Novaportê civiyan", "Novaportê"),
        ("Ji bo Ilse Krameran", "Ilse Krameran"),
        ("bi Ilse Kramerî re", "Ilse Kramerî"),
    ],
)
def test_a_name_with_a_kurdish_ending(text: str, words: str, corpus: Corpus) -> None:
    found = named(corpus, ["", text], "ku")
    (one,) = [c for several in (found.actors, found.places) for c in several]
    assert [w.text for w in one.words] == [words]
    assert (one.id, words) in found.unknown


def test_the_words_and_their_place_are_told(corpus: Corpus) -> None:
    found = named(corpus, ["Talks", "Ilse Kramer came.", "Kramer left Novaport; Kramer slept."])
    assert found.actors[0].words == (Words(1, "Ilse Kramer"), Words(2, "Kramer"))


def candidates(
    corpus: Corpus, blocks: Sequence[str], published: Window | None
) -> dict[str, Sequence[Candidate]]:
    """The names, events and claims that a text may be about, by key of an article."""
    names = named(corpus, blocks)
    about = events(corpus, blocks, names.all, published)
    found = {"actors": names.actors, "either": names.either, "places": names.places}
    return {**found, "events": about, "claims": claims(corpus, blocks, about)}


def record(kind: str, id_: str, **keys: object) -> dict[str, str]:
    front = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return {f"content/{kind}/{id_}.md": f"---\n{front}---\n\nA record.\n"}


def person(id_: str, name: str) -> dict[str, str]:
    return record("actors", id_, title=name, type="person", names=f"[{{name: {name}, lang: en}}]")


AFFAIRS = {
    **FILES,
    **person("otto-brandt", "Otto Brandt"),
    **person("mira-solis", "Mira Solis"),
    **record("places", "westland", title="Westland", type="country", names="[{name: Westland, lang: en}]"),
    **record(
        "actors", "west-state", title="State of Westland", type="state",
        names="[{name: State of Westland, lang: en}, {name: Westland, lang: en}, {name: Novaport, lang: en}]",
    ),
    **record(
        "events", "pilots-talks", title="Harbour ministers of Westland and the islands meet in Novaport",
        when="2023-03-01", places="[novaport]",
        actors="[{actor: ilse-kramer}, {actor: otto-brandt}, {actor: mira-solis}, {actor: west-state}]",
    ),
    **record(
        "events", "kramer-tolls", title="Kramer speaks of ferry tolls",
        when="2023-02-26..2023-02-27", actors="[{actor: ilse-kramer, as: speaker}]",
    ),
    **record("events", "strike-2019", title="Strike in Novaport, 2019", when="2019-05-01", places="[novaport]"),
    **record(
        "events", "later", title="Ministers meet again", when="2024-01-01",
        places="[novaport]", actors="[{actor: ilse-kramer}, {actor: otto-brandt}]",
    ),
    **record("claims", "ministers-met", title="The ministers met in Novaport", about="[pilots-talks]", event="pilots-talks"),
    **record("claims", "tolls-agreed", title="Tolls were agreed upon", about="[pilots-talks]"),
    **record("claims", "tolls-rise", title="The tolls will rise", about="[ilse-kramer]", event="kramer-tolls"),
}  # fmt: skip


def listed(small: Small, *blocks: str, published: str | None = "2023-03-02") -> dict[str, list[str]]:
    when = Window.parse(published) if published else None
    found = candidates(small.check(AFFAIRS).corpus, ["", *blocks], when)
    return {key: [c.id for c in several] for key, several in found.items()}


def test_the_main_event_is_found_by_place_day_and_what_happened_not_by_one_name(small: Small) -> None:
    found = listed(small, "The ministers of Westland and the islands held talks in Novaport on Wednesday.",
                   "Ilse Kramer took part.")  # fmt: skip
    assert found["events"] == ["pilots-talks"]
    assert found["claims"] == ["ministers-met", "tolls-agreed"]


@pytest.mark.parametrize(
    ("text", "published", "events"),
    [
        ("Ilse Kramer took part.", "2023-03-02", []),
        ("Westland is in the news again.", "2023-03-02", []),
        ("Novaport is a town of Westland.", "2023-03-02", []),
        ("Ilse Kramer met Otto Brandt and Mira Solis.", "2023-03-02", ["pilots-talks"]),
        ("Ilse Kramer met Otto Brandt and Mira Solis.", "2023-02-28", []),
        ("Ilse Kramer met Otto Brandt.", "2024-11-01", []),
        ("Otto Brandt was in Novaport on 1 March 2023.", "2023-06-01", ["pilots-talks"]),
        ("Otto Brandt war am Kai von Novaport.", "2023-03-03", ["pilots-talks"]),
        ("Kramer spoke of tolls for every ferry.", "2023-02-28", ["kramer-tolls"]),
        ("A ferry strike in Novaport.", "2019-05-02", ["strike-2019"]),
        ("Ilse Kramer met Otto Brandt in Novaport.", None, ["pilots-talks", "later"]),
    ],
)
def test_two_things_must_agree(text: str, published: str | None, events: list[str], small: Small) -> None:
    assert listed(small, text, published=published)["events"] == events


def test_an_event_tells_the_words_that_led_to_it(small: Small) -> None:
    blocks = ["Talks", "Otto Brandt was in Novaport on 1 March."]
    (event,) = candidates(small.check(AFFAIRS).corpus, blocks, Window.parse("2023-03-02"))["events"]
    assert [w.text for w in event.words] == ["Otto Brandt", "Novaport", "1 March"]
    assert {w.paragraph for w in event.words} == {1}


@pytest.mark.parametrize(
    "dateline",
    [
        "NOVAPORT, March 1 (Reuters) -", "NOVAPORT (AFP) —", "Novaport, 1 March 2023 (AP) –", "NOVAPORT, March 1 -",
        "NOVAPORT, March 1. /TASS/.", "Novaport, SANA-", "نوفابورت (رويترز) -",
    ],
)  # fmt: skip
def test_a_dateline_names_no_actor(dateline: str, small: Small) -> None:
    found = listed(small, f"{dateline} The quay was empty.")
    assert (found["actors"], found["either"], found["places"]) == ([], [], ["novaport"])


@pytest.mark.parametrize(
    ("text", "sure", "either"),
    [
        ("Novaport said that it would not sign.", [], ["west-state"]),
        ("Westland - the State of Westland, that is - agreed.", ["west-state"], ["west-state"]),
        ("Ilse Kramer (of the islands) came.", ["ilse-kramer"], []),
    ],
)
def test_a_name_that_is_a_places_too_is_listed_apart(
    text: str, sure: list[str], either: list[str], small: Small
) -> None:
    found = listed(small, text)
    assert (found["actors"], found["either"]) == (sure, either)


def test_a_spelling_in_capitals_is_not_listed_beside_the_same_in_small_letters(corpus: Corpus) -> None:
    found = named(corpus, ["KRAMER LEAVES", "Kramer left."])
    assert [w.text for w in named(corpus, ["ILSE KRAMER LEAVES", "Ilse Kramer left."]).actors[0].words] == [
        "Ilse Kramer"
    ]
    assert [w.text for w in found.actors[0].words] == ["Kramer"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("NOVAPORT (Reuters) - She left.", ["reuters"]),
        ("NOVAPORT (AFP/Reuters) She left.", ["afp", "reuters"]),
        ("AFP reported that she left.", ["afp"]),
        ("She left, according to the Reuters news agency.", ["reuters"]),
        ("She left, an official told Reuters on Sunday.", ["reuters"]),
        ("She left, according to Chile's state news agency EFE.", ["efe"]),
        ("EFE Chilean news agency reported that she left.", ["efe"]),
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


def test_reprints_are_found_and_reports_of_one_statement_are_not(tmp_path: Path) -> None:
    statement = "we shall not sign any paper before the pilots of the harbour have been heard by the council of the islands"
    texts = {
        "cut": ["A", BASE[:600]],
        "led-otherwise": ["B", f"A lead of its own that nobody else has printed so far. {BASE}"],
        "other": ["C", " ".join(f"item{n} in another story" for n in range(40))],
        "same-statement": ["D", f"{statement} {' '.join(f'ours{n} and more of it' for n in range(12))}"],
    }
    locked = {id_: signature(blocks) for id_, blocks in texts.items()}

    def alike(*blocks: str) -> set[str]:
        return {r.article for r in compared(blocks, texts, locked, tmp_path).reprints}

    assert alike("X", BASE) == {"cut", "led-otherwise"}
    assert alike("Y", f"{statement} {' '.join(f'theirs{n} or less of that' for n in range(12))}") == set()
    assert alike("Z", "word1 of the agency text") == set()


def test_a_capture_at_hand_is_compared_before_it_is_locked_and_the_rest_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Headline\n\n{BASE}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    found = compared(["X", BASE], ["a", "b", "c"], {}, tmp_path)
    assert [r.article for r in found.reprints] == ["a"]
    assert (found.texts, found.not_compared) == (1, 2)

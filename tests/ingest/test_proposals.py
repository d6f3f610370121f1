"""Accounts, labels, spellings and credits that are proposed from a text."""

# ruff: noqa: E501 - tables and made-up files read better unbroken

from __future__ import annotations

import pytest
from support.small import Small

from dossier.ingest.candidates import named
from dossier.ingest.credits import credits, unnamed_credit
from dossier.ingest.happened import events
from dossier.ingest.labels import labels
from dossier.ingest.proposals import MOST, Proposal, proposals
from dossier.ingest.stems import stem, stems
from dossier.ingest.unrecorded import repeated_names
from dossier.ingest.variants import Variants
from dossier.model.corpus import Corpus
from dossier.model.dates import Window


def record(kind: str, id_: str, front: str) -> dict[str, str]:
    return {f"content/{kind}/{id_}.md": f"---\n{front}\n---\n\nA record.\n"}


ARTICLE = """title: Talks
publisher: island-post
published: 2023-03-05
accessed: 2023-03-06
language: en
read: full
rests_on: [unknown]
actors:
  dockers-front:
    named: [Dockers' Front]
    called: [armed group, Kramer regime]
claims:
  - claim: dues-halved
    stance: asserts
    quotes: [{text: the dues of the fleet were cut by half, at: ¶ 1}]"""
AFFAIR = {
    "content/index.md": "---\ntitle: Home\n---\n\nA text.\n",
    **record("publishers", "island-post", "title: Island Post\nnames: [{name: Island Post, lang: en}]"),
    **record("publishers", "ria-novosti", "title: RIA Novosti\nmedium: agency"),
    **record("actors", "ilse-kramer", "title: Ilse Kramer\ntype: person\nnames: [{name: Ilse Kramer, lang: en}, {name: Ильза Крамер, lang: ru}]"),
    **record("actors", "third-corps", "title: Third Corps\ntype: group\nnames: [{name: Third Corps, lang: en}]"),
    **record("actors", "al-nur", "title: Al-Nur\ntype: group\nnames: [{name: Al-Nur, lang: en}]"),
    **record("actors", "beshar-asad", "title: Beşar Esad\ntype: person\nnames: [{name: Beşar Esad, lang: tr}]"),
    **record("actors", "port-ministry", "title: Port Defence Ministry\ntype: government-body\nnames: [{name: Port Defence Ministry, lang: en}]"),
    **record("actors", "dockers-front", "title: Dockers' Front\ntype: group\nnames: [{name: Dockers' Front, lang: en}]"),
    **record("places", "novaport", "title: Novaport\ntype: town\nnames: [{name: Novaport, lang: en}, {name: Новая Гавань, lang: ru}]"),
    **record("events", "the-talks", "title: Talks in Novaport\nwhen: 2023-03-04\nplaces: [novaport]\nactors: [{actor: ilse-kramer}]"),
    **record("claims", "dues-halved", "title: The talks halved the dues of the fleet\nabout: [novaport]\nevent: the-talks"),
    **record("claims", "paper-signed", "title: Kramer signed a paper\nabout: [ilse-kramer]\nevent: the-talks\nspeaker: ilse-kramer"),
    **record("claims", "later", "title: The dues were raised\nabout: [novaport]\nwhen: 2024-01-01"),
    **record("articles", "post-talks", ARTICLE),
}  # fmt: skip


@pytest.fixture
def corpus(small: Small) -> Corpus:
    return small.check(AFFAIR).corpus


def proposed(corpus: Corpus, *paragraphs: str, language: str = "en") -> list[Proposal]:
    blocks = ["Talks end", *paragraphs]
    published = Window.parse("2023-03-06")
    names = named(corpus, blocks).all
    return proposals(corpus, blocks, language, published, names, events(corpus, blocks, names, published))


DUES = "In Novaport on 4 March 2023, after six hours, the dues of the fleet were halved, the authority said."
OTHER = "The ferry left late, and the guards had gone home for the rest of the week."


def test_a_claim_is_proposed_with_its_sentence(corpus: Corpus) -> None:
    found = proposed(corpus, OTHER, f"{OTHER} {DUES} {OTHER}")
    assert [p.claim for p in found] == ["dues-halved"]
    (dues,) = found
    assert (dues.paragraph, dues.sentence, dues.stance) == (2, DUES, "reports")
    assert "the dues of the fleet were halved" in dues.quotation
    assert dues.quotation in DUES


def test_what_other_articles_quote_leads_to_it(corpus: Corpus) -> None:
    assert (
        proposed(corpus, "Owners said that fleet dues were cut by half in Novaport.")[0].claim
        == "dues-halved"
    )


def test_nothing_is_proposed_of_another_subject_or_a_later_time(corpus: Corpus) -> None:
    assert proposed(corpus, OTHER) == []
    assert "later" not in [
        p.claim for p in proposed(corpus, "The dues were raised in Novaport, the authority said.")
    ]


def test_a_speaker_who_is_not_named_counts_against_it(corpus: Corpus) -> None:
    without, with_ = (
        proposed(corpus, f"On 4 March 2023 {who} signed a paper in Novaport.")
        for who in ("the guest", "Ilse Kramer")
    )
    assert with_[0].claim == "paper-signed"
    assert with_[0].points > max((p.points for p in without if p.claim == "paper-signed"), default=0) + 1


@pytest.mark.parametrize(
    ("sentence", "stance", "basis"),
    [
        ("The dues of the fleet were halved in Novaport.", "asserts", "unstated"),
        ("The dues of the fleet were halved in Novaport, officials said.", "reports", "anonymous"),
        ("The authority denied that the dues of the fleet were halved in Novaport.", "denies", "unstated"),
    ],
)
def test_stance_and_basis(sentence: str, stance: str, basis: str, corpus: Corpus) -> None:
    assert [(p.stance, p.basis) for p in proposed(corpus, sentence)] == [(stance, basis)]


def test_at_most_five(small: Small) -> None:
    many = {k: v for n in range(9) for k, v in record("claims", f"c{n}", f"title: The dues of the fleet were halved {n}\nabout: [novaport]").items()}  # fmt: skip
    assert len(proposed(small.check({**AFFAIR, **many}).corpus, DUES)) == MOST


@pytest.mark.parametrize(
    ("text", "id_", "words", "known"),
    [
        ("fighters of the al-Nur brigade", "al-nur", "al-Nur", True),
        ("the 3rd Corps came", "third-corps", "3rd Corps", True),
        ("встреча с Ильзой Крамер прошла", "ilse-kramer", "Ильзой Крамер", False),
        ("в Новой Гавани прошли переговоры", "novaport", "Новой Гавани", False),
        ("President Bashar Assad's envoy", "beshar-asad", "Bashar Assad", False),
        ("with Ilze Kramer on Friday", "ilse-kramer", "Ilze Kramer", False),
    ],
)
def test_a_name_in_another_spelling(text: str, id_: str, words: str, known: bool, corpus: Corpus) -> None:
    found = named(corpus, ["", text])
    assert [w.text for w in found.all[id_]] == [words]
    assert ((id_, words) not in found.unknown) is known


@pytest.mark.parametrize(
    "text",
    [
        "the Port Defense Minister spoke",
        "ilse kramer soap",
        "Third, Corps members left",
        "The Ilse. Kramer left",
        "Nurse Alma",
    ],
)
def test_what_is_no_spelling_of_a_name(text: str, corpus: Corpus) -> None:
    assert not named(corpus, ["", text]).unknown


def test_a_key_of_two_persons_tells_neither() -> None:
    names = [("a", "Karim Salman"), ("b", "Karem Silman")]
    assert list(Variants(names).find(["Kareem Selman spoke"])) == []
    assert [hit[0] for hit in Variants(names[:1]).find(["Kareem Selman spoke"])] == ["a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The armed group Dockers' Front left.", {"dockers-front": ["armed group"]}),
        ("The island-backed Dockers' Front left.", {"dockers-front": ["island-backed Dockers' Front"]}),
        ("The so-called Dockers' Front left.", {"dockers-front": ["so-called Dockers' Front"]}),
        ("The Kramer regime fell.", {"dockers-front": ["Kramer regime"]}),
        ("Ilse Kramer, an opposition militia leader, left.", {}),
        ("The armed group Third Corps left.", {"third-corps": ["armed group"]}),
    ],
)
def test_labels(text: str, expected: dict[str, list[str]], corpus: Corpus) -> None:
    blocks = ["", text]
    names = named(corpus, blocks)
    found = labels(corpus, blocks, names.all, [c.id for c in names.actors])
    assert {actor: [w.text for w in words] for actor, words in found.items()} == expected


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Talks ended, передаёт РИА Новости.", "ria-novosti"),
        ("Об этом сообщает РИА Новости", "ria-novosti"),
        ("Talks ended on Friday. -AFP", "afp"),
        ("— AFP", "afp"),
        ("Talks ended, İHA'nın haberine göre.", "iha"),
    ],
)
def test_credits_of_every_form(text: str, id_: str, corpus: Corpus) -> None:
    assert [c.id for c in credits(corpus, ["", text], (), "island-post")] == [id_]


def test_agencies_without_a_name() -> None:
    assert unnamed_credit(["", "Talks ended. (Agencies)"]) == "(Agencies)"
    assert unnamed_credit(["", "Two agencies came."]) == ""


def test_names_that_no_record_has() -> None:
    blocks = [
        "Talks end",
        "Quay Owners Union met. The union of Olga Vintner left.",
        "On Friday Olga Vintner met the Quay Owners Union.",
    ]
    assert repeated_names(blocks, ["Novaport"]) == [("Quay Owners Union", 2), ("Olga Vintner", 2)]
    assert repeated_names(blocks, ["Olga Vintner", "Quay Owners Union"]) == []


def test_stems_follow_the_script() -> None:
    assert stem("Акаром", "en") == stem("Акар", "tr")
    assert set(stems("Ministers met, and the minister said", "en")) == {"minist", "met"}
    assert list(stems("", "en")) == []

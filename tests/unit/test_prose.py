"""Sentences of a text, and the one around a mention."""

from __future__ import annotations

import pytest

from dossier.model.markup import CITATION, LINK
from dossier.model.prose import pieces, plain, prose_of, sentences, sentences_around, summary
from dossier.read.bodies import read_body

SPLIT = [
    ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
    ("He met Mr. Akar and Dr. Abbas. They spoke.", ["He met Mr. Akar and Dr. Abbas.", "They spoke."]),
    ("V. Putin spoke. R. T. Erdogan answered.", ["V. Putin spoke.", "R. T. Erdogan answered."]),
    ("The U.S. Army left. It came back.", ["The U.S. Army left.", "It came back."]),
    ("It is No. 5 of 9. Then 6.", ["It is No. 5 of 9.", "Then 6."]),
    ("He said “no.” She left.", ["He said “no.”", "She left."]),
    ("It costs 3.5 million. Nobody pays.", ["It costs 3.5 million.", "Nobody pays."]),
    ("See example.org for more. Or not.", ["See example.org for more.", "Or not."]),
    ("هل هذا صحيح؟ نعم. لا.", ["هل هذا صحيح؟", "نعم.", "لا."]),
    ("Conflict with e.g. rockets. Over.", ["Conflict with e.g. rockets.", "Over."]),
    ("", []),
    ("   ", []),
    ("No end", ["No end"]),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


AROUND = [
    ("A met |Idlib| in C.", ("A met ", " in C.")),
    ("First. A met |Idlib|. Last.", ("A met ", ".")),
    ("|Idlib| began.", ("", " began.")),
    ("It began with |Idlib|", ("It began with ", "")),
    ("He left. He left. He met |Idlib|. He left.", ("He met ", ".")),
    ("Met Idlib. Met |Idlib|. Met Idlib.", ("Met ", ".")),
    ("Mr. |Akar| spoke. Dr. X answered.", ("Mr. ", " spoke.")),
    ("One.   |Idlib| two.", ("", " two.")),
]


def around(before: str, name: str, after: str) -> tuple[str, str]:
    (found,) = sentences_around(before + name + after, [(len(before), len(before + name))])
    return found


@pytest.mark.parametrize(("text", "expected"), AROUND)
def test_the_sentence_around_a_mention(text: str, expected: tuple[str, str]) -> None:
    before, name, after = text.split("|")
    assert around(before, name, after) == expected


def test_two_mentions_in_equal_sentences() -> None:
    names = [(4, 9), (15, 20)]
    assert list(sentences_around("Met Idlib. Met Idlib. End.", names)) == [("Met ", ".")] * 2


def test_a_name_that_ends_a_sentence_itself() -> None:
    before, _ = around("He reads ", "Who? Nobody knows", " today. End.")
    assert before == "He reads "


def test_the_blocks_of_a_body() -> None:
    text = (
        "# Title *x*\n\nA `b` ![alt](c.png)\nd [e](https://example.org/)\n\n- f\n\n"
        "| g |\n|---|\n| h |\n\n```\ncode\n```\n"
    )
    assert plain(read_body(text)[0]) == "Title x\nA b alt d e\nf\ng\nh"
    linked = [
        mark[0]
        for _, _, parts in prose_of(read_body("[[a]] [[b|c]] [@d]")[0])
        for _, mark in pieces(parts)
        if mark
    ]
    assert linked == [LINK, LINK, CITATION]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First sentence. Second.", "First sentence."),
        ("First sentence [@s, ¶ 3]. Second.", "First sentence."),
        ("\n\n> quoted words", "quoted words"),
        ("", ""),
        ("word " * 100, "word " * 39 + "word …"),
    ],
)
def test_a_summary(text: str, expected: str) -> None:
    assert summary(read_body(text)[0]) == expected

"""Sentences of a text, and the one around a mention."""

from __future__ import annotations

import pytest

from dossier.model.prose import Piece, blocks, plain, sentence_around, sentences, summary
from dossier.read.markdown import tokens_of

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


@pytest.mark.parametrize(("text", "expected"), AROUND)
def test_the_sentence_around_a_mention(text: str, expected: tuple[str, str]) -> None:
    before, name, after = text.split("|")
    block = [Piece(before), Piece(name), Piece(after)]
    assert sentence_around(block, 1) == expected


def test_two_mentions_in_equal_sentences() -> None:
    block = [Piece("Met "), Piece("Idlib"), Piece(". Met "), Piece("Idlib"), Piece(". End.")]
    assert sentence_around(block, 1) == sentence_around(block, 3) == ("Met ", ".")


def test_a_name_that_ends_a_sentence_itself() -> None:
    block = [Piece("He reads "), Piece("Who? Nobody knows"), Piece(" today. End.")]
    before, _ = sentence_around(block, 1)
    assert before == "He reads "


def test_the_blocks_of_a_body() -> None:
    text = (
        "# Title *x*\n\nA `b` ![alt](c.png)\nd [e](https://example.org/)\n\n- f\n\n"
        "| g |\n|---|\n| h |\n\n```\ncode\n```\n"
    )
    assert plain(tokens_of(text)[0]) == "Title x\nA b alt d e\nf\ng\nh"
    linked = [
        piece.token.type
        for block in blocks(tokens_of("[[a]] [[b|c]] [@d]")[0])
        for piece in block
        if piece.token
    ]
    assert linked == ["record_link", "record_link", "citation"]


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
    assert summary(tokens_of(text)[0]) == expected

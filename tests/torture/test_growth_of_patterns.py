"""Ten times the text takes at most 15 times as long: every pattern, and what is done with a stranger's text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from support.growth import assert_tenfold
from support.patterns import MARKS, SCRIPTS, ask, hostile, pairs, patterns, pieces, starts

FOUND = patterns()
BOUNDED = {
    r"dossier.model.quotations:\d+: '\\\\w\*\$'": "asked of the eight characters before a word",
    r"dossier.model.weekdays:": "asked of the table of names of days that stands above it",
}
"""Patterns that are not linear by themselves, and why that does not matter."""


def exempt(name: str) -> bool:
    return any(re.match(form, name) for form in BOUNDED)


def test_there_are_patterns() -> None:
    assert len(FOUND) > 100
    assert any("candidates._CAPITALS" in name for name in FOUND)
    for form in BOUNDED:
        assert any(re.match(form, name) for name in FOUND), f"{form} is not there any more"


def grows(name: str, start: str, piece: str, size: int) -> None:
    pattern, methods = FOUND[name]

    def run(n: int) -> Callable[[], object]:
        return partial(ask, pattern, methods, hostile(pattern, start, piece, n))

    try:
        assert_tenfold(run, size)
    except AssertionError as grown:
        raise AssertionError(f"{name}: {start!r}, then {piece!r} over and over: {grown}") from None


@pytest.mark.parametrize("name", [name for name in FOUND if not exempt(name)])
def test_a_pattern_is_linear(name: str) -> None:
    for piece in pieces(FOUND[name][0]):
        grows(name, "", piece, 12_000)


@pytest.mark.torture
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", [name for name in FOUND if not exempt(name)])
def test_a_pattern_is_linear_behind_every_start(name: str) -> None:
    pattern = FOUND[name][0]
    for piece in [*pieces(pattern), *pairs(pattern)]:
        for start in starts(pattern):
            grows(name, start, piece, 12_000)


def corpus():  # type: ignore[no-untyped-def]
    from dossier.link import corpus_of
    from dossier.model.parts import Body
    from dossier.model.records import Publisher

    return corpus_of({"reuters": Publisher(id="reuters", title="Reuters", path="p", body=Body())}, {}, {})


def spellings(text: str) -> object:
    from dossier.ingest.candidates import Spellings

    names = [
        ("a", "Reuters"),
        ("b", "Reuters Reuters"),
        ("c", "AAA"),
        ("d", "Aleppo"),
        ("e", "A"),
        ("f", "AA"),
    ]
    return list(Spellings(names).find([text]))


def credited(text: str) -> object:
    from dossier.ingest.credits import credits

    return credits(corpus(), [text], [text], "")


def quoted(text: str) -> object:
    from dossier.ingest.candidates import quotations

    return quotations([text])


def dateline(text: str) -> object:
    from dossier.ingest.candidates import _dateline

    return _dateline(text)


def clean(text: str) -> object:
    from dossier.ingest.cleaned import cleaned

    return cleaned(text)


def date(text: str) -> object:
    from dossier.ingest.printed_dates import edtf

    return edtf(text, "en")


def frame(text: str) -> object:
    from dossier.ingest.paragraphs import without_frame

    return without_frame(("A", "B", text), "")


def corrected(text: str) -> object:
    from dossier.history.changelog import corrections

    return corrections(f"2023-01-01\n: {text}\n")


def occurs(text: str) -> object:
    from dossier.model.quotations import count_words, occurrences

    return occurrences("A", text), occurrences(text, text), count_words(text)


def body(text: str) -> object:
    from dossier.read.bodies import read_body

    return read_body(text)


def front(text: str) -> object:
    from dossier.diagnostics import Report
    from dossier.read.frontmatter import FrontMatterError, load, split

    try:
        return load(split(f"---\ntitle: {text}\n---\n")[0], "a.md", Report())
    except FrontMatterError:
        return None


def recaptured(text: str) -> object:
    from dossier.ingest.recapture import _opcodes

    half = len(text)
    return list(_opcodes(["p"] * half, ["p"] * half + ["q"]))


def signed(text: str) -> object:
    from dossier.model.signatures import signature

    return signature([text])


def read_again(text: str) -> object:
    from dossier.store.captures import parse

    return parse("a", f"a{text}".encode("utf-8", "replace"))


TEXTS = [
    *(c for c in SCRIPTS + MARKS),
    *("Reuters ", "(Reuters) ", "Reuters reported ", "A ", "AA ", "Aleppo, ", "ReUters "),
    *(
        "[[a",
        "[[a|b]] ",
        "[@a] ",
        "[a](b) ",
        "[a](",
        "**a",
        "*a ",
        "`a",
        "“a ",
        "«a",
        "a\n\n",
        "- a\n",
        "> ",
        "<sup>",
    ),
    *(
        "subscribe-",
        "subscribe ",
        "a/b",
        "MOSCOW, ",
        "January 2023 ",
        "1/2/2023 ",
        "[…] ",
        "a.b ",
        "e\u0301",
        "\u202e",
        "&amp;",
    ),
]
WORK = [spellings, credited, quoted, dateline, clean, date, frame, corrected, occurs, body, front, recaptured, signed,
        read_again]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_work_on_a_strangers_text_is_linear(work: Callable[[str], object]) -> None:
    work("once, for what is loaded and compiled")
    for piece in TEXTS:
        try:
            assert_tenfold(lambda n, piece=piece: partial(work, piece * (n // len(piece))), 12_000)
        except AssertionError as grown:
            raise AssertionError(f"{piece!r} over and over: {grown}") from None

"""`dossier confirm`: each guess is asked for with its passage; an answer is written at once, the draft's comment
on it goes, and nothing else is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.captures import CAPTURE, FILES
from support.small import Small

from dossier.cli import main

DRAFT = """---
title: Talks in the harbour
publisher: island-post
url: https://post.example/other
published: 2023-03-04
accessed: 2023-03-05
language: en
read: full
authors: [A. Person]
rests_on:
  - reuters   # "(Reuters)" ¶ 1
actors:
  ilse-kramer: {named: [Ilse Kramer]}   # ¶ 1
places: [novaport]
claims:
  - claim: talks-held   # Talks were held
    stance: reports
    basis: on-record
    quotes:
      - {text: six hours of talks, at: ¶ 1}
  - claim: paper-signed
    stance: asserts
    quotes:
      - {text: no paper was signed, at: ¶ 2}
# Guessed by dossier add.
to_confirm:
  - published
  - authors
  - rests_on
  - actors ilse-kramer
  - places
  - claims talks-held
  - claims paper-signed
---

It tells of talks.
"""
ENTRIES = [
    "published",
    "authors",
    "rests_on",
    "actors ilse-kramer",
    "places",
    "claims talks-held",
    "claims paper-signed",
]


@pytest.fixture
def path(small: Small) -> Path:
    small.write({**FILES, "content/articles/draft.md": DRAFT, "captures/draft.txt": CAPTURE})
    return small.content / "articles" / "draft.md"


def confirm(path: Path, answers: str, *ids: str) -> Result:
    project = path.parents[2]
    given = ["confirm", "-f", str(project / "mkdocs.yml"), "--captures", str(project / "captures"), *ids]
    return CliRunner().invoke(main, given, input=answers)


COMMENTS = {
    "rests_on": '   # "(Reuters)" ¶ 1',
    "actors ilse-kramer": "   # ¶ 1",
    "claims talks-held": "   # Talks were held",
}
"""What the draft says beside a guess; it goes with the question."""


def without(text: str, *entries: str) -> str:
    for entry in entries:
        text = text.replace(f"  - {entry}\n", "").replace(COMMENTS.get(entry) or "\0", "")
    return text.replace("to_confirm:\n---", "---")


def test_all_right(path: Path) -> None:
    done = confirm(path, "y\n" * 6 + "\ny\n", "draft")
    assert done.exit_code == 0, done.output
    assert path.read_text("utf-8") == without(DRAFT, *ENTRIES)
    assert "7 values settled, 0 left" in done.output
    assert confirm(path, "", "draft").exit_code == 0


def test_the_passage_is_shown(path: Path) -> None:
    done = confirm(path, "q\n")
    assert done.exit_code == 1
    shown = confirm(path, "s\n" * 7).output
    for words in (
        'It reports (on-record): "Talks were held"',
        "¶ 1: Ilse Kramer held six hours of talks with the authority",
        "rests_on: reuters",
        "authors: A. Person",
        "published: 2023-03-04",
        "page: https://post.example/other",
    ):
        assert words in shown
    assert path.read_text("utf-8") == DRAFT
    assert "7 left to confirm" in shown


@pytest.mark.parametrize(
    ("entry", "gone", "come"),
    [
        ("authors", "authors: [A. Person]\n", ""),
        ("rests_on", '  - reuters   # "', '  - unknown   # "'),
        ("actors ilse-kramer", "actors:\n  ilse-kramer: {named: [Ilse Kramer]}   # ¶ 1\n", "actors: {}\n"),
        ("places", "places: [novaport]\n", ""),
        (
            "claims talks-held",
            "  - claim: talks-held   # Talks were held\n    stance: reports\n    basis: on-record\n    quotes:\n"
            "      - {text: six hours of talks, at: ¶ 1}\n",
            "",
        ),
        (
            "claims paper-signed",
            "  - claim: paper-signed\n    stance: asserts\n    quotes:\n      - {text: no paper was signed, at: ¶ 2}\n",
            "",
        ),
    ],
)
def test_what_is_wrong_is_taken_out(entry: str, gone: str, come: str, path: Path) -> None:
    done = confirm(path, "".join("n\n" if other == entry else "s\n" for other in ENTRIES))
    assert path.read_text("utf-8") == without(DRAFT.replace(gone, come), entry), done.output


def test_what_an_article_needs_is_replaced_and_not_taken_out(path: Path) -> None:
    done = confirm(path, "n\n" + "s\n" * 6)
    assert "answer e and write the right one" in done.output
    assert path.read_text("utf-8") == DRAFT
    confirm(path, "e\n2023-03\n" + "s\n" * 6)
    assert path.read_text("utf-8") == without(
        DRAFT.replace("published: 2023-03-04", "published: 2023-03"), "published"
    )


@pytest.mark.parametrize(
    ("typed", "written"), [("ilse-kramer", "ilse-kramer"), ("a man: at the gate", '"a man: at the gate"')]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_asks_whose_word_is_reported(typed: str, written: str, end: str, path: Path) -> None:
    path.write_bytes(DRAFT.replace("\n", end).encode())
    done = confirm(path, "s\n" * 5 + f"y\n{typed}\ny\n")
    assert "whose word is it?" in done.output
    expected = without(DRAFT, "claims talks-held", "claims paper-signed")
    expected = expected.replace("stance: reports\n", f"stance: reports\n    by: {written}\n")
    assert path.read_bytes().decode() == expected.replace("\n", end)


def test_an_account_is_edited(path: Path) -> None:
    confirm(path, "s\n" * 5 + "e\nasserts\nunstated\nsix hours\n" + "s\n")
    edited = DRAFT.replace("stance: reports", "stance: asserts").replace(
        "basis: on-record", "basis: unstated"
    )
    assert path.read_text("utf-8") == without(
        edited.replace("{text: six hours of talks", '{text: "six hours"'), "claims talks-held"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n---\n\nIt", "\n...\n\nIt"),
    ],
)
def test_the_file_stays_as_it_is_written(change: Callable[[str], str], path: Path) -> None:
    path.write_bytes(change(DRAFT).encode())
    confirm(path, "y\n" * 8)
    assert path.read_bytes().decode() == change(without(DRAFT, *ENTRIES).replace("\n...\n", "\n---\n"))


def test_an_unknown_id(path: Path) -> None:
    done = confirm(path, "", "nothing")
    assert done.exit_code == 1
    assert 'no article "nothing"' in done.output

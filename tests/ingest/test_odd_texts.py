"""Texts that no newspaper prints, of a megabyte in one paragraph and the like: each is bounded, and told in one line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from support.desk import FILES
from support.small import Small

from dossier.cli import main
from dossier.ingest.paragraphs import LONGEST, MOST_MARKS, not_searched, searchable, without_letters

SENTENCE = "The crane fell on the quay on Monday, said Olga Vintner of the dockers, and nobody was hurt. "
HEAD = "Crane falls on the quay\n\n"
MARK = "\u0301"


@pytest.fixture
def small_(small: Small) -> Small:
    small.write(FILES)
    return small


def add(small: Small, text: str) -> str:
    source = small.project / "source.txt"
    source.write_text(text, "utf-8")
    where = ["-f", str(small.project / "mkdocs.yml"), "--captures", str(small.project / "captures")]
    more = ["--url", "https://herald.example/crane", "--publisher", "dock-herald"]
    done = CliRunner().invoke(main, ["add", str(source), *where, *more])
    assert done.exit_code in (0, 1), done.output
    return done.output


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + SENTENCE * 110_000, "is larger than 10,000,000 bytes"),
        (HEAD + SENTENCE * 30_000, "source.txt is longer than any article"),
        (HEAD + "\n\n".join(f"{SENTENCE}{n}" for n in range(100_000)), "is longer than any article"),
        (HEAD + "\n\n".join(f"Paragraph {n}." for n in range(100_000)), "is no text of an article"),
        (HEAD + SENTENCE + "\n\n" + MARK * 1_000, "¶ 2 has 1,000 combining marks in a row; 30 are the most"),
        (HEAD + "x" + MARK * 100_000 + "\n\n" + SENTENCE * 3, "¶ 1 has 100,000 combining marks in a row"),
        (MARK * 20 + "\n\n" + SENTENCE * 3 + "\n\n" + SENTENCE, "begins with a line without a letter"),
        (MARK * 1_000, "is no text of an article"),
    ],
    ids=[
        "10 MB",
        "3 MB",
        "9 MB of paragraphs",
        "100,000 paragraphs",
        "a line of marks",
        "marks on a letter",
        "a headline of marks",
        "marks alone",
    ],
)
def test_a_text_that_is_none_is_refused_in_one_line(small_: Small, text: str, line: str) -> None:
    before = sorted(small_.project.rglob("*.md"))
    said = add(small_, text)
    assert line in said
    assert said.count("\n") == 1
    assert sorted(small_.project.rglob("*.md")) == before


def test_a_paragraph_of_a_megabyte_is_kept_and_not_searched(small_: Small) -> None:
    said = add(small_, HEAD + SENTENCE * 11_000 + "\n\n" + "Then the gate fell, said Olga Vintner. " * 3)
    letters = f"{len(SENTENCE) * 11_000 - 1:,}"
    assert f"Note: ¶ 1 has {letters} letters: nothing is looked for in it; divide it" in " ".join(
        said.split()
    )
    assert "gate-fell" in said, "the other paragraphs are searched"


def test_what_is_too_long_is_left_out_of_what_is_searched() -> None:
    blocks = ["A headline", "x" * LONGEST, "x" * (LONGEST + 1)]
    assert searchable(blocks) == ["A headline", "x" * LONGEST, ""]
    assert not_searched(blocks) == [
        "¶ 2 has 100,001 letters: nothing is looked for in it; divide it, a blank line between paragraphs"
    ]


def test_the_marks_of_a_writing_are_no_odd_ones() -> None:
    assert without_letters(["é" * 100, "ạ̈̂" * 500, "كَتَبَ", "e" + MARK * MOST_MARKS]) == ""
    assert (
        without_letters([MARK * 31])
        == "the headline has 31 combining marks in a row; 30 are the most in any writing"
    )

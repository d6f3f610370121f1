"""Front matter that is read without a YAML parser says what the parser reads in it; every mistake is left to the parser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.diagnostics import Report
from dossier.read.frontmatter import MAX_DEPTH, parsed_front, split
from dossier.read.plain_front import plain_front

pytestmark = pytest.mark.slow

CONTENT = Path(__file__).parents[2] / "content"
FRONTS = [split(path.read_text("utf-8"))[0] for path in sorted(CONTENT.rglob("*.md"))]


def by_the_parser(front: str) -> Any:
    """What the YAML parser reads; raises where it refuses, and where a key stands twice."""
    report = Report()
    found = parsed_front(front, "a.md", report)
    assert not list(report)
    return found


INDENT = st.sampled_from(["", "", "  ", "  ", "    ", "      ", " ", "   "])
BEFORE = st.sampled_from(["", "", "- ", "- ", "- - ", "-", "? ", "# "])
KEY = st.sampled_from(
    ["a: ", "b:", "c: ", "d-e: ", "f:  ", "a:b", "", '"a": ', "- ", "...", "---", "<<: ", "%a: "]
)
VALUE = st.sampled_from(
    [
        *(
            "x",
            "x y",
            "it's",
            "a > b",
            "1.5",
            "12:30",
            "a:b",
            "null",
            "~",
            "¶ 3",
            "é",
            "😀",
            "\u00a0",
            "\ufeff",
            "\x85",
        ),
        *(
            "",
            " ",
            "  x",
            "x ",
            "x: y",
            "x :",
            "x:",
            "x # c",
            "x #c",
            "x#c",
            "# c",
            "- z",
            "-z",
            "? z",
            "?z",
            ":z",
        ),
        *(
            '"q"',
            '"q: #"',
            '""',
            '"a" b',
            '"a\\n"',
            '"a',
            "'q'",
            "'",
            '"',
            "|",
            ">",
            "&a x",
            "*a",
            "!t x",
            "%x",
            "@x",
            "`x",
        ),
        *(
            "[]",
            "[a]",
            "[a, b c]",
            "[a,b]",
            '["c, d", e]',
            "[a, [b]]",
            "[a, ]",
            "[a: b]",
            "[a",
            "[a] b",
            "[a #b]",
            "[a?]",
        ),
        *(
            "{}",
            "{a: b}",
            '{a: b c, d: "e: f"}',
            "{a: [b, c]}",
            "{a: b, c}",
            "{a: b, a: c}",
            "{a: }",
            "{a:b}",
            "{a: {b: c}}",
        ),
        *(
            "{a: b} c",
            "{a: b",
            "{a: b, c: -d}",
            "{a: b:c}",
            "{a: [b], c: d}",
            "[a - b]",
            "[a > b]",
            "[a's]",
            '[a "b"]',
        ),
    ]
)
LINES = st.lists(st.builds("{}{}{}{}".format, INDENT, BEFORE, KEY, VALUE), max_size=7).map("\n".join)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """A piece of this dossier's own front matter, with something put into it."""
    lines = draw(st.sampled_from(FRONTS)).split("\n")
    at = draw(st.integers(0, max(0, len(lines) - 2)))
    text = "\n".join(lines[at : at + 8])
    cut = draw(st.integers(0, len(text)))
    put = draw(VALUE | st.sampled_from(["\n", "\n  ", "\n- ", "\n\n", ": ", ", ", "}", "]", "\t"]))
    return text[:cut] + put + text[cut + draw(st.integers(0, 2)) :]


@given(LINES | LINES.map(lambda text: text + "\n") | edited())
@settings(max_examples=2_000)
def test_plain_front_matter_is_read_as_the_parser_reads_it(front: str) -> None:
    found = plain_front(front)
    assert found is None or found == by_the_parser(front)


@pytest.mark.parametrize("front", FRONTS)
def test_the_front_matter_of_this_dossier(front: str) -> None:
    assert plain_front(front) in (None, by_the_parser(front))


def test_most_front_matter_of_this_dossier_is_plain() -> None:
    assert sum(plain_front(front) is not None for front in FRONTS) > 0.9 * len(FRONTS)


def test_what_is_deep_or_long_is_left_to_the_parser() -> None:
    deep = "".join(f"{' ' * n}a:\n" for n in range(MAX_DEPTH)) + " " * MAX_DEPTH + "a: b\n"
    assert plain_front(deep) is None
    assert plain_front(f"a: [{', '.join('x' * 1001)}]\n") is None
    assert plain_front("a:\n" + "- b\n" * 1001) is None

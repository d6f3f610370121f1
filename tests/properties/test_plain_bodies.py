"""Bodies that are read without a Markdown parser are read as the parser reads them, and are kept in plain values."""

from __future__ import annotations

import marshal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.read.bodies import read_body
from dossier.read.frontmatter import split
from dossier.read.markdown import parsed
from dossier.read.plain import plain_blocks

CONTENT = Path(__file__).parents[2] / "content"

MARKS = (
    "* ** _ ` ~~ ~ # ## > - 1. 2) | : !!! ??? [ ] ( ) [[ ]] [@ [^1] ^[ ]( ! ![ \\ & ; + = == --- @ %".split()
)
LIKELY = st.sampled_from(
    [
        *(
            "Word",
            "and",
            "Çok",
            "هيئة",
            "3.5",
            "“no.”",
            "it’s",
            "x-y",
            "a*b",
            "e.g.",
            "\u00a0",
            "\u2028",
            "\x85",
        ),
        *("[[other]]", "[[other|the other]]", "[[ other | a  b ]]", "[[a]](b)", "[[a]]: b", "[[]]", "[[a|]]"),
        *("[@source]", "[@source, ¶ 3; @b]", "[@source,\n¶ 3]", "[@a b]", "[@]", "[@a]: b", "[@a; ]"),
        *(
            "*it*",
            "**bold**",
            "**bold**,",
            "(*it*)",
            "*a b*.",
            "**a**b",
            "*a *",
            "*[[a]]*",
            "***x***",
            "*²*",
            "*a*!",
        ),
        *(
            "\n",
            "\n\n",
            "\n\n\n",
            "\n- ",
            "\n\n- ",
            "\n\n## ",
            "\n# ",
            "  \n",
            "\n ",
            "\t",
            "\n1. ",
            "\n* ",
            "\n---",
        ),
    ]
)
PLAIN = st.lists(LIKELY | st.just(" ") | st.sampled_from(MARKS) | st.text(max_size=3), max_size=16)
BODIES = st.builds(str.join, st.sampled_from(["", " "]), PLAIN)


@pytest.mark.slow
@given(BODIES)
@settings(max_examples=1_500)
def test_a_plain_body_is_read_as_the_parser_reads_it(text: str) -> None:
    text = text.replace("\r", "")  # a file's lines end in \n when its body is read
    found = plain_blocks(text)
    assert found is None or (found, ()) == parsed(text)


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.md")), ids=lambda path: path.stem)
def test_the_bodies_of_this_dossier(path: Path) -> None:
    text = split(path.read_text("utf-8"))[1]
    assert read_body(text) == parsed(text)


def test_most_bodies_of_this_dossier_are_plain() -> None:
    bodies = [split(path.read_text("utf-8"))[1] for path in CONTENT.rglob("*.md")]
    assert sum(plain_blocks(text) is not None for text in bodies) > 0.9 * len(bodies)


@pytest.mark.parametrize(
    "text",
    [
        "Words [[a]] [@b, ¶ 1] *it* **bold**.\nMore\n[@c]",
        "# Head\n\nText\n\n- one [@b]\n- two *x*\n\nText",
        "A citation [@a,\n¶ 2] over two lines",
        "Übung “quoted” Erdoğan’s هيئة تحرير",
    ],
)
def test_what_is_plain(text: str) -> None:
    assert (plain_blocks(text), ()) == parsed(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a\\*b",
            "`a`",
            "a_b_",
            "<b>",
            "&amp;",
            "a[^1]",
            "~~a~~",
            "![a](b.png)",
            "[a](b)",
            "[a]: b",
            "[@a]: b",
        ),
        *(
            "> a",
            "1. a",
            "2) a",
            "| a |\n|---|",
            "a\n===",
            "a\n---",
            "a\n\n: b",
            "!!! note\n    a",
            "    code",
        ),
        *(
            "a  \nb",
            " a",
            "a\n b",
            "- a\n  b",
            "- a\n\n- b",
            "- a\nb",
            "- - a",
            "* a",
            "***a***",
            "*a *b",
            "a*b*",
        ),
        *("# a #", "#", "####### a", "a\tb", "a\0b", "a\x0cb", "\u00a0a", "a\u2003", "- ", "-", "+ a"),
    ],
)
def test_what_is_left_to_the_parser(text: str) -> None:
    assert plain_blocks(text) is None


@given(BODIES)
@settings(max_examples=200)
def test_a_text_is_made_of_plain_values(text: str) -> None:
    blocks, _ = read_body(text)
    assert marshal.loads(marshal.dumps(blocks)) == blocks

"""Front matter: bounded, every scalar a text, every value with its place."""

from __future__ import annotations

import pytest

from dossier.diagnostics import Report, Span
from dossier.read.frontmatter import FrontMatterError, load, positions, split


def loaded(front: str) -> dict[str, object]:
    report = Report()
    values = load(front, "a.md", report)
    assert list(report) == []
    return values


@pytest.mark.parametrize(
    "written",
    [
        "NO",
        "no",
        "on",
        "yes",
        "true",
        "null",
        "12:30",
        "0123",
        "0o17",
        "1.10",
        "1e3",
        "0x1F",
        "2022-10-05",
        ".inf",
        "~",
    ],
)
def test_a_scalar_stays_what_was_written(written: str) -> None:
    assert loaded(f"key: {written}\n") == {"key": written}


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", {}),
        ("# a comment\n", {}),
        ("a:\nb: x\n", {"b": "x"}),
        ("a:   # nothing\nb: x\n", {"b": "x"}),
        ('a: ""\n', {"a": ""}),
        ("a: ''\n", {"a": ""}),
        ("a: {b: }\n", {"a": {}}),
        ("a: {b: x, c}\n", {"a": {"b": "x", "c": ""}}),
        ("a: [x, y]\n", {"a": ["x", "y"]}),
        ("a: []\nb: {}\n", {"a": [], "b": {}}),
        ("a: |-\n  one\n  two\n", {"a": "one\ntwo"}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("a: one\n  two\n", {"a": "one two"}),
        ('a: "b: c, [d]"\n', {"a": "b: c, [d]"}),
        ("a:\n- x\n- y: z\n", {"a": ["x", {"y": "z"}]}),
        ("? a\n: b\n", {"a": "b"}),
        ("1: x\nyes: y\n", {"1": "x", "yes": "y"}),
        ("a: x # c\nb: x#c\n", {"a": "x", "b": "x#c"}),
    ],
)
def test_values(front: str, expected: dict[str, object]) -> None:
    assert loaded(front) == expected


BAD = [
    ("a: &x 1\n", "yaml-alias", 1, 3),
    ("a: *x\n", "yaml-alias", 1, 3),
    ("a: !!str 1\n", "yaml-alias", 1, 3),
    ("a: " + "[" * 40, "too-large", 1, 34),
    ("a: b: c\n", "yaml-syntax", 1, 4),
    ("- a\n", "wrong-type", 1, 0),
    ("a\n", "wrong-type", 1, 0),
    ("{a: b}: c\n", "yaml-syntax", 1, 0),
    ("a: \x07\n", "yaml-syntax", 1, 3),
    ("a: é\x07\n", "yaml-syntax", 1, 4),
    ("b: x\na: 😀é\x07\n", "yaml-syntax", 2, 5),
    ("a: x\u2028y\n", "yaml-syntax", 1, 4),
    ("a: x\x85y\n", "yaml-syntax", 1, 4),
    ("a: b\n--- c\n", "yaml-syntax", 2, 0),
    ('a: "x\n', "yaml-syntax", 1, 3),
    ("a:\n\t- b\n", "yaml-syntax", 2, 0),
]


@pytest.mark.parametrize(("front", "code", "line", "column"), BAD)
def test_what_cannot_be_read_is_placed(front: str, code: str, line: int, column: int) -> None:
    """Lines are counted from 0 within the file, whose first is the line of hyphens."""
    with pytest.raises(FrontMatterError) as raised:
        load(front, "a.md", Report())
    assert (raised.value.code, raised.value.line, raised.value.column) == (code, line, column)


def test_a_key_twice_is_reported_with_its_line() -> None:
    report = Report()
    assert load("a: x\nb: y\na: z\n", "f.md", report) == {"a": "z", "b": "y"}
    (found,) = report
    assert (found.code, found.at) == ("duplicate-key", Span("f.md", 4, 1, 1, "a: z"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: b\n---\nbody\n", ("a: b\n", "body\n", 3)),
        ("---\n---\n", ("\n", "", 2)),
        ("---\na: b\n...\nbody", ("a: b\n", "body", 3)),
        ("---\na: b\n---  \nbody", ("a: b\n", "body", 3)),
        ("---\na: b\n---", ("a: b\n", "", 3)),
        ("---\na: ----\n---\n---\n", ("a: ----\n", "---\n", 3)),
    ],
)
def test_front_matter_and_body(text: str, expected: tuple[str, str, int]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    "text", ["", "a", "--", "---", "---\n", "---\na: b\n", " ---\na: b\n---\n", "--- a\n---\n"]
)
def test_no_front_matter(text: str) -> None:
    with pytest.raises(FrontMatterError) as raised:
        split(text)
    assert (raised.value.code, raised.value.line) == ("yaml-syntax", 0)


def test_the_front_matter_is_bounded() -> None:
    with pytest.raises(FrontMatterError, match="256,000 are allowed"):
        split("---\na: " + "x" * 256_000 + "\n---\n")


def test_where_keys_and_values_stand() -> None:
    marks = positions("a: x\nb:\n  - {c: yy, d: z}\n  - e\nf:\n")
    found = {keys: (m.line, m.column, m.end_column) for (keys, on_key), m in marks.items() if not on_key}
    assert found[("a",)] == (1, 3, 4)
    assert found[("b", 0, "c")] == (3, 8, 10)
    assert found[("b", 0, "d")] == (3, 15, 16)
    assert found[("b", 1)] == (4, 4, 5)
    assert marks[(("f",), True)].line == 5
    assert marks[(("b",), True)].line == 2


def test_positions_up_to_a_syntax_error() -> None:
    assert (("a",), False) in positions("a: x\nb: [\n")

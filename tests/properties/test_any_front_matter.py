"""Front matter: what is written is what is read, and strings stay strings."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.diagnostics import Report
from dossier.read.frontmatter import FrontMatterError, load, positions, split
from dossier.read.odd_blanks import ODD_BLANK

TEXTS = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    [
        "NO",
        "on",
        "12:30",
        "0123",
        "1.10",
        "null",
        "~",
        "",
        " ",
        "a: b",
        "#",
        "- x",
        "[a",
        "\u2028",
        "&a",
        "*a",
        "!x",
        "---",
    ]
)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=15,
)


class Plain(yaml.SafeDumper):
    """Writes no aliases for values that happen to be the same object."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


@given(st.dictionaries(TEXTS, VALUES, max_size=5), st.booleans(), st.sampled_from([None, True, False]))
@settings(max_examples=150)
def test_what_yaml_writes_is_read_back(values: dict[str, Any], unicode: bool, flow: bool | None) -> None:
    written = yaml.dump(values, allow_unicode=True)
    if any(c in repr(values) for c in ("\\u2028", "\\u2029", "\\x85")) or ODD_BLANK.search(written):
        unicode = False  # PyYAML would write them as they are, and they are refused as they are
    front = yaml.dump(values, Dumper=Plain, allow_unicode=unicode, default_flow_style=flow, sort_keys=False)
    report = Report()
    assert load(front, "a.md", report) == values
    assert list(report) == []


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5))
@settings(max_examples=75)
def test_every_key_has_its_place(values: dict[str, Any]) -> None:
    front = yaml.dump(values, Dumper=Plain, sort_keys=False)
    marks = positions(front)
    lines = front.split("\n")
    for key in values:
        mark = marks[(key,), True]
        written = lines[mark.line - 1][mark.column :]
        assert written.startswith((key[:1], "'", '"')), (key, written)


YAMLISH = st.lists(
    st.sampled_from([*list("ab:-[]{},#&*!|>'\"%@`?~ \n\t\x00\x85\u2028é😀"), "\n- ", ": ", "--- ", "<<: "]),
    max_size=40,
).map("".join)


@given(YAMLISH | st.text(st.characters(codec="utf-8"), max_size=60))
@settings(max_examples=300)
def test_any_front_matter_is_read_or_refused_at_a_place_in_it(front: str) -> None:
    lines = f"---\n{front}".split("\n")
    refused: FrontMatterError | None = None
    values: dict[str, Any] = {}
    try:
        values = load(front, "a.md", Report())
    except FrontMatterError as error:
        refused = error
    if refused:
        assert 0 <= refused.line <= len(lines)
        assert 0 <= refused.column <= max(len(line) for line in lines)
    assert all(isinstance(key, str) for key in values)


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(max_size=40))
@settings(max_examples=100)
def test_a_file_is_split_where_its_front_matter_ends(front: str, body: str) -> None:
    written = f"---\n{front}\n---\n{body}"
    try:
        found, rest, line = split(written)
    except FrontMatterError as error:
        raise AssertionError("there is an end") from error
    assert written == "---\n" + found + written.split("\n")[line - 1] + "\n" + rest

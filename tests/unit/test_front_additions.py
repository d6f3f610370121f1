"""Values written into front matter: only the lines that are meant change, in every style that people write."""

# ruff: noqa: E501

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import times

from dossier.read.front_additions import Value, append, put
from dossier.read.front_edits import CannotEdit, values

QUOTE = {"text": "it fell", "at": "¶ 2"}
ACCOUNT = {"claim": "gate-fell", "stance": "asserts", "quotes": [QUOTE]}
STYLES = {
    "block": "---\ntitle: A\nactors:\n  hts:\n    named: [HTS]\nclaims:\n  - claim: c\n    quotes:\n      - {text: a, at: ¶ 1}\n---\n\nB\n",
    "not indented": "---\ntitle: A\nactors:\n  hts:\n    named:\n    - HTS\nclaims:\n- claim: c\n  quotes:\n  - text: a\n---\nB\n",
    "flow": "---\ntitle: A\nactors: {hts: {named: [HTS]}}\nclaims: [{claim: c, quotes: [{text: a}]}]\n---\nB\n",
    "empty": "---\ntitle: A\nactors: {}\nclaims: []   # none yet\nplaces: []\n---\nB\n",
    "without": "---\ntitle: A\n---\nB\n",
    "no value": "---\ntitle: A\nclaims:\nactors:\nplaces:\npublished:\n---\nB\n",
    "CRLF": "---\r\ntitle: A\r\nclaims: []\r\n---\r\nB\r\n",
    "BOM": "\ufeff---\ntitle: A\nclaims:\n  - claim: c\n---\nB\n",
    "comments": "---\n# first\ntitle: A # the title\nclaims:   # here\n  - claim: c   # one\n# behind\nread: full\n---\nB\n",
    "dots": "---\ntitle: A\nclaims:\n  - claim: c\n...\nB\n",
    "a block of text": "---\ntitle: |-\n  A: b\n\nclaims:\n  - claim: >-\n      c\n---\nB\n",
    "quoted keys": '---\n"title": A\n"claims": [{"claim": "c"}]\n---\nB\n',
}


@pytest.mark.parametrize("style", STYLES)
def test_an_account_is_added_in_every_style(style: str) -> None:
    text = STYLES[style]
    there = values(text).get("claims") or []
    after = append(text, ACCOUNT, "claims")
    assert values(after)["claims"] == [*there, ACCOUNT]
    assert after.partition("B")[2] == text.partition("B")[2]
    assert ("\r\n" in after) == ("\r\n" in text)
    assert after.count("\r\n") == after.count("\n") or "\r\n" not in text


@pytest.mark.parametrize("style", STYLES)
def test_no_other_line_changes(style: str) -> None:
    text = STYLES[style]
    after = append(text, ACCOUNT, "claims")
    gone = [line for line in difflib.ndiff(text.splitlines(), after.splitlines()) if line.startswith("- ")]
    # At most the line of the list itself, where it stands on one line.
    assert all("claims" in line for line in gone)
    assert len(gone) <= 1


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("HTS group", ("actors", "hts", "named")),
        ('al-Jolani: a #1 "leader"', ("actors", "other", "called")),
        ("quay-town", ("places",)),
        (QUOTE, ("claims", 0, "quotes")),
    ],
)
@pytest.mark.parametrize("style", STYLES)
def test_an_entry_deep_inside(style: str, value: Value, path: tuple[str | int, ...]) -> None:
    text = STYLES[style]
    if path[0] == "claims" and not values(text).get("claims"):
        return
    after = append(text, value, *path)
    found = values(after)
    for key in path:
        found = found[key]
    assert found[-1] == value  # type: ignore[comparison-overlap]


@pytest.mark.parametrize(
    "value", ["2023-01-02..", "A new: title", "- x", "null", "no", "¶ 3", "a, b", "{a}", "'", "  a  b"]
)
@pytest.mark.parametrize("style", STYLES)
def test_a_value_in_the_place_of_another(style: str, value: str) -> None:
    after = put(STYLES[style], value, "title")
    assert values(after)["title"] == value
    assert values(put(after, value, "published"))["published"] == value


def test_a_new_key_stands_where_its_kind_has_it() -> None:
    after = put("---\ntitle: A\nread: full\n---\n", "2023", "published", order=("title", "published", "read"))
    assert after == "---\ntitle: A\npublished: 2023\nread: full\n---\n"


def test_what_cannot_be_edited_is_refused() -> None:
    with pytest.raises(CannotEdit):
        append("---\nclaims: none\n---\n", ACCOUNT, "claims")
    with pytest.raises(CannotEdit):
        put("---\ntitle: A\n---\n", "x", "title", "deeper")
    with pytest.raises(CannotEdit):
        put("---\nclaims: []\n---\n", "x", "claims", 3, "stance")


TEXTS = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
)


@settings(max_examples=times(150), deadline=None)
@given(
    st.sampled_from(sorted(STYLES)),
    st.lists(st.tuples(TEXTS, st.sampled_from(["named", "called"])), max_size=5),
)
def test_any_words_come_back_as_they_were(style: str, words: list[tuple[str, str]]) -> None:
    text = STYLES[style]
    expected: dict[str, list[str]] = {}
    for word, kind in words:
        try:
            text = append(text, word, "actors", "new", kind)
        except CannotEdit:
            # A character that YAML does not have: nothing was changed.
            continue
        expected.setdefault(kind, []).append(word)
    assert (values(text).get("actors") or {}).get("new", {}) == expected

"""Edits of front matter leave everything else as it was written."""

from __future__ import annotations

import pytest

from dossier.diagnostics import Report
from dossier.read.front_edits import CannotEdit, add_entries, remove, remove_entry, replace
from dossier.read.frontmatter import load, split

FORMS = [
    # before, with "claims x" added
    ("", "to_confirm:\n  - claims x\n"),
    ("to_confirm: [language]\n", "to_confirm: [language, claims x]\n"),
    ("to_confirm: []\n", "to_confirm: [claims x]\n"),
    ("to_confirm: [ ]  # none\n", "to_confirm: [claims x ]  # none\n"),
    ("to_confirm: [language,]\n", "to_confirm: [language, claims x,]\n"),
    ("to_confirm: [\n  language,\n  title\n]\n", "to_confirm: [\n  language,\n  title, claims x\n]\n"),
    ("to_confirm:\n", "to_confirm:\n  - claims x\n"),
    ("to_confirm:   # later\n", "to_confirm:   # later\n  - claims x\n"),
    ("to_confirm:\n- language\n", "to_confirm:\n- language\n- claims x\n"),
    ("to_confirm:\n  - language\n", "to_confirm:\n  - language\n  - claims x\n"),
    ("to_confirm:\n    - language # odd\n", "to_confirm:\n    - language # odd\n    - claims x\n"),
    ('"to_confirm":\n  - "language"\n', '"to_confirm":\n  - "language"\n  - claims x\n'),
    ("'to_confirm' : ['language']\n", "'to_confirm' : ['language', claims x]\n"),
    ("to_confirm:\n  - as\n\n# a remark\nread: full\n", "to_confirm:\n  - as\n  - claims x\n\n# a remark\nread: full\n"),
    ("to_confirm:\n  - >\n    language\nread: full\n", "to_confirm:\n  - >\n    language\n  - claims x\nread: full\n"),
    ("to_confirm:\n  - claims x\n", "to_confirm:\n  - claims x\n"),
]  # fmt: skip
WHOLE = "---\ntitle: A\n{}---\n\nBody: [to_confirm]\n"


def variants(text: str) -> list[str]:
    dots = "---\n" + text[4:].replace("\n---\n", "\n...\n", 1)
    return [text, "\ufeff" + text, text.replace("\n", "\r\n"), text.replace("\n", "\r"), dots]


@pytest.mark.parametrize(("before", "after"), FORMS)
def test_an_entry_is_added(before: str, after: str) -> None:
    for written, expected in zip(variants(WHOLE.format(before)), variants(WHOLE.format(after)), strict=True):
        assert add_entries(written, "to_confirm", ["claims x"]) == expected
        assert add_entries(expected, "to_confirm", ["claims x"]) == expected


@pytest.mark.parametrize(("before", "after"), FORMS)
def test_and_removed_again(before: str, after: str) -> None:
    plain = load(split(WHOLE.format(before))[0], "", Report())
    for written in variants(WHOLE.format(after)):
        text = remove_entry(written, "to_confirm", "claims x")
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        found = load(split(lines)[0], "", Report())
        left = [entry for entry in plain.get("to_confirm") or [] if entry != "claims x"]
        assert found == {
            **{k: v for k, v in plain.items() if k != "to_confirm"},
            **({"to_confirm": left} if left else {}),
        }
        assert text.startswith("\ufeff") == written.startswith("\ufeff")
        assert ("\r\n" in text, "# a remark" in text) == ("\r\n" in written, "# a remark" in written)


@pytest.mark.parametrize("entry", ["a", "b", "c"])
@pytest.mark.parametrize(
    "form",
    ["[a, b, c]", "[a,b,c,]", "[a,\n  b, # why\n  c]", "\n- a\n- b # why\n- c", "\n  - a\n\n  - b\n  - c"],
)
def test_any_of_several_is_removed(form: str, entry: str) -> None:
    text = WHOLE.format(f"to_confirm: {form}\nread: full\n")
    found = load(split(remove_entry(text, "to_confirm", entry))[0], "", Report())
    assert found == {"title": "A", "to_confirm": [e for e in "abc" if e != entry], "read": "full"}


def test_mixed_line_ends_stay() -> None:
    text = "---\r\ntitle: A\r\nto_confirm:\n  - language\n---\r\n\r\nB\r\n"
    assert add_entries(text, "to_confirm", ["x"]) == text.replace("  - language\n", "  - language\n  - x\n")


@pytest.mark.parametrize(
    "text",
    [
        "no front matter",
        "---\ntitle: A\n",
        WHOLE.format("to_confirm: {a: b}\n"),
        WHOLE.format("to_confirm: [{a: b}]\n"),
        WHOLE.format("<<<<<<< x\n"),
    ],
)
def test_what_cannot_be_edited_is_refused(text: str) -> None:
    with pytest.raises(CannotEdit):
        add_entries(text, "to_confirm", ["x"])


RECORD = """---
title: A   # as printed
"published": "2023-03-05"
actors:
  a: {named: [A]}   # ¶ 1
  b:
    named: [B]
events:
- x
claims:
  - claim: one   # the first
    stance: reports
    quotes:
      - {text: "no: never", at: ¶ 1}
  - claim: two
    stance: asserts
    basis: outlet
read: full
---

Body.
"""


@pytest.mark.parametrize(
    ("path", "gone", "come"),
    [
        (("actors", "a"), "  a: {named: [A]}   # ¶ 1\n", ""),
        (("actors", "b"), "  b:\n    named: [B]\n", ""),
        (("claims", 1), "  - claim: two\n    stance: asserts\n    basis: outlet\n", ""),
        (("claims", 1, "basis"), "    basis: outlet\n", ""),
        (("events", 0), "events:\n- x\n", "events: []\n"),
        (("read",), "read: full\n", ""),
        (("published",), '"published": "2023-03-05"\n', ""),
    ],
)
def test_a_part_is_removed(path: tuple[str | int, ...], gone: str, come: str) -> None:
    for written, expected in zip(variants(RECORD), variants(RECORD.replace(gone, come)), strict=True):
        assert remove(written, *path) == expected


@pytest.mark.parametrize(
    ("path", "value", "gone", "come"),
    [
        (("title",), "B: c # d", "title: A   #", 'title: "B: c # d"   #'),
        (("published",), "2023-03", '"2023-03-05"', "2023-03"),
        (("claims", 0, "stance"), "denies", "stance: reports", "stance: denies"),
        (("claims", 0, "quotes", 0, "text"), "yes", '{text: "no: never",', "{text: yes,"),
        (("actors", "a", "named", 0), "Ü", "[A]", '["Ü"]'),
    ],
)
def test_a_text_is_replaced(path: tuple[str | int, ...], value: str, gone: str, come: str) -> None:
    for written, expected in zip(variants(RECORD), variants(RECORD.replace(gone, come, 1)), strict=True):
        assert replace(written, value, *path) == expected


@pytest.mark.parametrize("path", [("nothing",), ("actors", "a", "named"), ("claims", 5), ("claims",)])
def test_what_is_no_text_is_not_replaced(path: tuple[str | int, ...]) -> None:
    with pytest.raises(CannotEdit):
        replace(RECORD, "x", *path)

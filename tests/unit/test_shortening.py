"""Texts cut to a length: after a word, never within a grapheme cluster."""

from __future__ import annotations

import pytest
import regex  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from dossier.model.shortening import boundary, shortened
from dossier.render.labels import text_width, wrapped

PIECES = (
    *(
        "a",
        "e\u0301",
        "ñ",
        " ",
        "-",
        "👍🏽",
        "👨‍👩‍👧‍👦",
        "🇹🇷",
        "🏴\U000e0067\U000e0062\U000e007f",
        "क्षि",
        "नी",
        "ที่",
        "น้ำ",
        "ກຳ",
        "한",
        "각",
    ),
    *("عَ", "ـّ", "שָׁ", "か\u3099", "漢\ufe00", "\r", "1\ufe0f\u20e3", "k\u0308\u0301"),
)


@pytest.mark.parametrize(
    ("text", "longest", "cut"),
    [
        ("Erdoğan spoke in November 2022 of a possible meeting", 42, "Erdoğan spoke in November 2022 of a…"),
        ("Erdoğan spoke", 13, "Erdoğan spoke"),
        ("Erdoğan spoke of it", 8, "Erdoğan…"),
        ("Erdoğan spoke of it", 9, "Erdoğan…"),
        ("They said: “the blood of martyrs", 13, "They said…"),
        ("Donaudampfschifffahrtsgesellschaft of", 10, "Donaudamp…"),
        ("A Donaudampfschifffahrtsgesellschaft", 10, "A Donauda…"),
        ("No\u00a0break no\u00a0break", 14, "No\u00a0break…"),
        ("阿夫林市的管理部门在十月恢复正常", 8, "阿夫林市的管理…"),
        ("ضباب فوق الميناء القديم", 12, "ضباب فوق…"),
        ("नमस्ते", 5, "नम…"),
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 9, "👨‍👩‍👧‍👦…"),
        ("🇹🇷🇸🇾🇷🇺", 4, "🇹🇷…"),
        ("e\u0301" * 5, 6, "e\u0301e\u0301…"),
        ("a" + "\u0301" * 40, 9, "…"),
    ],
)  # fmt: skip
def test_shortened(text: str, longest: int, cut: str) -> None:
    assert shortened(text, longest) == cut


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(1, 60))
def test_no_cluster_is_torn(text: str, longest: int) -> None:
    found = shortened(text, longest)
    assert len(found) <= max(longest, 1) or found == text
    starts = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    assert boundary(text, min(longest, len(text))) in starts
    if found != text:
        assert found.endswith("…")
        assert len(found[:-1]) in starts
        assert text.startswith(found[:-1])


def test_names_are_wrapped_between_letters_of_scripts_without_blanks() -> None:
    lines = wrapped("阿夫林市的管理部门，在十月恢复正常。", 13, 150, 2)
    assert len(lines) == 2
    assert "".join(lines) == "阿夫林市的管理部门，在十月恢复正常。"
    assert not lines[1].startswith("，")
    assert all(text_width(line, 13) <= 150 for line in lines)


def test_a_line_is_cut_after_a_word() -> None:
    (line,) = wrapped("Communications directorate of the Turkish presidency", 13, 205, 1)
    assert line == "Communications directorate…"
    assert wrapped("w" * 400, 13, 205, 2)[0].endswith("w…")

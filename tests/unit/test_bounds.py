"""Bounds of what is written: locators, and folders within folders."""

from __future__ import annotations

import pytest
from support.small import Small

HOME = {"content/index.md": "---\ntitle: Home\n---\n\nA text.\n"}


ACTOR = "---\ntitle: A\ntype: group\n---\n\n"


@pytest.mark.parametrize("at", ["¶ 1-2-3", "¶ 1-99999999999", "¶ " + "9" * 5000])
def test_a_locator_is_bounded(at: str, small: Small) -> None:
    article = (
        "---\ntitle: S\npublisher: p\npublished: 2023-01-02\naccessed: 2026-11-20\nlanguage: en\nread: full\n"
        f'claims:\n  - claim: c\n    stance: asserts\n    quotes:\n      - {{text: x, at: "{at}"}}\n---\n\nA text.\n'
    )
    assert "[bad-locator]" in small.report_texts({**HOME, "content/articles/s.md": article})


def article(id_: str, *rests_on: str) -> dict[str, str]:
    chains = ", ".join(f'"{chain}"' for chain in rests_on)
    return {
        f"content/articles/{id_}.md": "---\ntitle: S\npublisher: p\npublished: 2023-01-02\naccessed: 2026-11-20\n"
        "language: en\nread: full\nclaims:\n"
        f"  - {{claim: c, stance: asserts, basis: document, rests_on: [{chains}]}}\n---\n\nA text.\n"
    }


def test_folders_nest_no_deeper_than_can_be_walked(small: Small) -> None:
    deep = "content/actors/" + "d/" * 30 + "a.md"
    assert "[too-large]" in small.report_texts({**HOME, deep: ACTOR + "A group.\n"})

"""No two pages have one address."""

from __future__ import annotations

import pytest
from support.small import Small

ACTOR = "---\ntitle: A\ntype: group\n---\n\n"


HOME = {"content/index.md": "---\ntitle: Home\n---\n\nSee [[a]].\n"}


@pytest.mark.parametrize("name", ["actors.md", "map.md", "bibliography.md"])
def test_no_two_pages_have_one_address(name: str, small: Small) -> None:
    free = {f"content/{name}": "---\ntitle: Mine\n---\n\nA text.\n"}
    found = small.report_texts({**HOME, "content/actors/a.md": ACTOR + "A group.\n", **free})
    assert f"content/{name}:1:1: error: " in found
    assert "[bad-id]" in found

"""No two pages have one address."""

from __future__ import annotations

import pytest
from support.small import Small

ACTOR = "---\ntitle: A\ntype: group\n---\n\n"


HOME = {"content/index.md": "---\ntitle: Home\n---\n\nSee [[a]].\n"}


@pytest.mark.parametrize("name", ["actors.md", "map.md", "bibliography.md"])
def test_no_two_pages_have_one_address(name: str, small: Small) -> None:
    free = {f"content/{name}": "---\ntitle: Mine\n---\n\nA text.\n"}
    checked = small.check({**HOME, "content/actors/a.md": ACTOR + "A group.\n", **free})
    if not checked.failed:
        addresses = [page.address for page in small.pages(checked)]
        assert len(addresses) == len(set(addresses))

"""Retired ids: an id, once, and an address that goes on."""

from __future__ import annotations

import pytest
from support.small import Small

HOME = {"content/index.md": "---\ntitle: Home\n---\n\nA text.\n"}


ACTOR = "---\ntitle: A\ntype: group\n---\n\n"


@pytest.mark.parametrize("id_", ["../../../escaped", "../claims/c", "a/b", ".", "A"])
def test_a_retired_id_is_an_id(id_: str, small: Small) -> None:
    retired = f"- {{id: {id_}, kind: claim, date: 2026-01-01, reason: because}}\n"
    assert "content/retired.yml:1:8: error" in (
        told := small.report_texts({**HOME, "content/retired.yml": retired})
    )
    assert "[bad-id]" in told


def test_an_id_is_retired_once(small: Small) -> None:
    entry = "- {id: gone, kind: claim, date: 2026-01-01, reason: because}\n"
    told = small.report_texts({**HOME, "content/retired.yml": entry * 2})
    assert 'content/retired.yml:2:8: error: "gone" is retired twice [duplicate-id]' in told


def test_a_moved_record_keeps_its_old_address(small: Small) -> None:
    retired = "- {id: a, kind: publisher, date: 2026-01-01, reason: it is a group}\n"
    files = {**HOME, "content/actors/a.md": ACTOR + "A group.\n", "content/retired.yml": retired}
    checked = small.check(files)
    assert not checked.failed
    assert {"actors/a/", "publishers/a/"} <= {page.address for page in small.pages(checked)}

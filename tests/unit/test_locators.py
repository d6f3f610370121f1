"""Where in a source: what people write, and one wording for it."""

from __future__ import annotations

import pytest

from dossier.model.checks import Malformed
from dossier.model.locators import Locator

GOOD = [
    ("¶ 3", "paragraph", "3", "¶ 3"),
    ("¶3", "paragraph", "3", "¶ 3"),
    ("para 3", "paragraph", "3", "¶ 3"),
    ("Para. 3", "paragraph", "3", "¶ 3"),
    ("paragraph 3", "paragraph", "3", "¶ 3"),
    ("paras 3-5", "paragraph", "3-5", "¶¶ 3–5"),
    ("¶¶ 3 – 5", "paragraph", "3-5", "¶¶ 3–5"),
    ("¶ 3,7", "paragraph", "3, 7", "¶¶ 3, 7"),
    ("¶ 1, 3-5, 9", "paragraph", "1, 3-5, 9", "¶¶ 1, 3–5, 9"),
    ("p. 4", "page", "4", "p. 4"),
    ("pp. 4-6", "page", "4-6", "pp. 4–6"),
    ("page 4", "page", "4", "p. 4"),
    ("§ 2", "section", "2", "§ 2"),
    ("§§ 2-3", "section", "2-3", "§§ 2–3"),
    ("sec. 2", "section", "2", "§ 2"),
    ("section 2", "section", "2", "§ 2"),
    ("12:30", "time", "12:30", "12:30"),
    ("1:02:30", "time", "1:02:30", "1:02:30"),
    ("headline", "headline", "", "headline"),
    ("Headline", "headline", "", "headline"),
    ("  ¶ 3  ", "paragraph", "3", "¶ 3"),
]


@pytest.mark.parametrize(("text", "kind", "value", "wording"), GOOD)
def test_a_locator(text: str, kind: str, value: str, wording: str) -> None:
    locator = Locator.parse(text)
    assert (locator.kind, locator.value, locator.wording) == (kind, value, wording)


@pytest.mark.parametrize("text", [text for text, *_ in GOOD])
def test_its_wording_is_a_locator_again(text: str) -> None:
    assert Locator.parse(Locator.parse(text).wording) == Locator.parse(text)


@pytest.mark.parametrize(
    "text", ["", "3", "¶", "¶ x", "line 3", "p. 4 and 5", "¶ -3", "12:3", "12.30", "¶ 3-", "headlines"]
)
def test_what_is_none(text: str) -> None:
    with pytest.raises(Malformed) as raised:
        Locator.parse(text)
    assert raised.value.code == "bad-locator"
    assert "¶ 3" in raised.value.hint

"""What a page shows is found however a reader spells it, in every script; and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from support.served import Site, build, serving
from support.small import MKDOCS_YML, Small

Open = Callable[..., Page]
TEXTS = {
    "jets": "An F-16 and an S-400 stood by, the P.K.K. said; the U.N. and the U.S.-led force counted 1,500 men.",
    "more": "The COVID-19 e-mail on co-operation named 12\u00a0000 in Deir ez-Zor and es-Suwayda, Al Jazeera wrote.",
    "plain": "The PKK saw an F16, an S400 and 1500 men; COVID19, email, cooperation, 12000, "
    "Deir Ezzor, Essuwayda, Aljazeera.",
    "apart": "COVID 19 in תל־אביב",
    "thai": "ท่าเรือถูกปิดเพราะพายุ",
    "lao": "ທ່າເຮືອຖືກປິດ",
    "khmer": "កំពង់ផែត្រូវបានបិទ",
    "japanese": "港のクレーンがとじた",
    "heart": "दिल",
    "lentils": "दाल",
    "party": "दल",
    "persian": "رئیس‌جمهور آمد",
    "servant": "عبد الرحمن",
    "hebrew": 'הנמל של צה"ל',
}
QUERIES = [
    *((query, {"jets", "plain"}) for query in ("F16", "F-16", "S400", "S-400", "PKK", "P.K.K.")),
    *((query, {"jets", "plain"}) for query in ("1500", "1,500", '"1500 men"')),
    *((query, {"jets"}) for query in ("UN", "U.N.", "US", "U.S.", "US-led")),
    *((query, {"more", "plain", "apart"}) for query in ("COVID-19", "COVID19")),
    ("COVID 19 ", {"more", "apart"}),
    *((query, {"more", "plain"}) for query in ("e-mail", "email", "co-operation", "cooperation")),
    *((query, {"apart"}) for query in ("תל אביב", "תל־אביב", "תלאביב")),
    *((query, {"more", "plain"}) for query in ("12 000", "12000", "12,000", "Deir ez-Zor", "Deir Ezzor", "Ezzor")),
    *((query, {"more", "plain"}) for query in ("es-Suwayda", "Essuwayda", "Al Jazeera", "Aljazeera", "al-Jazeera")),
    ("พายุ", {"thai"}), ("ท่าเรือ", {"thai"}), ("เรือพายุ", set()), ("ຖືກ", {"lao"}), ("បានបិទ", {"khmer"}),
    ("クレーン", {"japanese"}), ("とじた", {"japanese"}), ("港", {"japanese"}), ("ンレーク", set()),
    ("दिल", {"heart"}), ("दाल", {"lentils"}), ("दल", {"party"}),
    ("رئیس جمهور", {"persian"}), ("رئیس‌جمهور", {"persian"}), ("رئیسجمهور", {"persian"}),
    ("عبدالرحمن", {"servant"}), ("عبد الرحمن", {"servant"}), ("נמל", {"hebrew"}), ("הנמל", {"hebrew"}), ("צהל", {"hebrew"}),
    ('צה"ל', {"hebrew"}), ("צה״ל", {"hebrew"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def spelled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    small = Small(tmp_path_factory.mktemp("spelled"))
    pages = {
        f"content/about/{name}.md": f"---\ntitle: Page {name}\n---\n\n{text}\n"
        for name, text in TEXTS.items()
    }
    small.write({"content/index.md": "---\ntitle: Home\n---\n\nA text.\n", **pages})
    (small.project / "mkdocs.yml").write_text(
        MKDOCS_YML.replace("font: false", "font: false, features: [search.highlight]"), encoding="utf-8"
    )
    build(small.project)
    with serving(small.project / "site") as served:
        yield served


def test_one_spelling_finds_the_other(spelled: Site, open_page: Open) -> None:
    page = open_page(spelled.root)
    wrong = []
    for query, expected in QUERIES:
        # The blank at the end: the last word is whole.
        for typed in (query, f"{query} "):
            found = page.evaluate("text => dossierSearch.find(text)", typed)["addresses"]
            if set(found) != {f"about/{name}/" for name in expected}:
                wrong.append(f"{typed!r}: {found}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("query", "address", "marked"),
    [
        ("F16", "about/jets/", ["F-16"]),
        ("1500", "about/jets/", ["1,500"]),
        ("F-16", "about/plain/", ["F16"]),
        ("พายุ", "about/thai/", ["พายุ"]),
        ("クレーン", "about/japanese/", ["クレーン"]),
        ("צהל", "about/hebrew/", ['צה"ל']),
    ],
)
def test_what_was_found_is_marked(
    spelled: Site, open_page: Open, query: str, address: str, marked: list[str]
) -> None:
    page = open_page(spelled.root)
    page.keyboard.press("/")
    page.keyboard.insert_text(query)
    result = page.locator(f".md-search-result__link[href*='{address}']")
    expect(result.locator("mark")).to_have_text(marked)
    result.click()
    page.wait_for_url(f"**/{address}**")
    expect(page.locator(".md-content mark")).to_have_text(marked)

"""What counts as standing in a capture, and the lock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.small import Small

from dossier.model.quotations import count_words, folded, occurrences
from dossier.store import captures, lock
from dossier.verify import verified

CASES = [
    ("a serious setback", "It is a serious setback.", 1),
    ("serious setback", "It is a serious  setback\n.", 1),
    ("serious setbacks", "It is a serious setback.", 0),
    ("setback", "setbacks", 0),
    ("Serious setback", "a serious setback", 0),
    ("Erdogan's word", "Erdogan’s word", 1),
    ('"right"', "“right”", 1),
    ("re\u0301sume\u0301", "r\u00e9sum\u00e9", 1),
    ("set\u200bback", "setback", 1),
    ("the", "the others, the same", 2),
    ("هيئة تحرير الشام", "لهيئة تحرير الشام", 1),
    ("HTS", "(HTS)", 1),
    ("HTS", "HTS's", 1),
    ("Al", "Al-Qaeda", 1),
    ("", "anything", 0),
    ("500 fighters", "1,500 fighters", 0),
    ("5 million", "2.5 million", 0),
    ("killed 12", "killed 12,000", 0),
    ("killed 12", "killed 12.", 1),
    ("killed 12", "killed 12, and", 1),
    ("٥٠٠ مقاتل", "١٥٠٠ مقاتل", 0),
    ("don", "I don't", 0),
    ("HTS هتش", "xHTS هتش", 0),
    ("علي", "معاليه", 0),
    ("الجولاني", "والجولاني قال", 1),
    ("Heyet Tahrir Şam", "Heyet Tahrir Şam'ın", 1),
    ("北京", "在北京市", 1),
    ("500 fighters", "1\u00a0500 fighters", 0),
    ("5 percent", ".5 percent", 0),
    ("killed 5", "killed 5 000", 0),
    ("killed 5", "killed 5½", 0),
    ("2023", "am 29.12.2023 in", 1),
    ("29", "am 29.12.2023", 1),
    ("قتل", "قتلى", 0),
    ("شرع", "الشرعية", 0),
    ("co-operate", "co\u2011operate", 1),
]


@pytest.mark.parametrize(("text", "block", "times"), CASES)
def test_occurrences(text: str, block: str, times: int) -> None:
    assert occurrences(text, block) == times


def test_a_capture_is_a_headline_and_a_block_a_paragraph() -> None:
    found = captures.parse("x", b"\xef\xbb\xbfHeadline\r\n\r\nFirst\nstill first\n \n\nSecond\n")
    assert found.blocks == ("Headline", "First\nstill first", "Second")
    assert sum(count_words(block) for block in found.blocks[1:]) == 4


@pytest.mark.parametrize(
    "between",
    [
        "\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\n\u00a0\n", "\r\n\u00a0\r\n", "\n\u200b\n", "\n\u200b\n\ufeff\n",
        "\n\n\u00a0\n\n", "\n\u200f\n", "\n\u3000\n", "\n\u2060 \n", "\u2028\u2028", "\u2029", "\n\f\n",
    ],
    ids=ascii,
)  # fmt: skip
def test_a_line_of_blanks_of_any_kind_ends_a_block(between: str) -> None:
    found = captures.parse("x", between.join(["\u200bHeadline", "First", "Second", "\u00a0\u200b"]).encode())
    assert [folded(block) for block in found.blocks] == ["Headline", "First", "Second"]


@pytest.mark.parametrize("within", ["\n", "\r\n", "\r", "\u2028", "\u00a0\r\n\u200b", " \u00a0 "], ids=ascii)
def test_a_line_of_words_does_not_end_a_block(within: str) -> None:
    found = captures.parse("x", within.join(["First", "still first"]).encode())
    assert [folded(block) for block in found.blocks] == ["First still first"]


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xff\xfe", "\u00a0\n\u200b\n".encode()])
def test_an_unreadable_capture_says_so(data: bytes) -> None:
    with pytest.raises(captures.Unreadable):
        captures.parse("x", data)


def test_the_lock_is_sorted_and_reads_back() -> None:
    entries = [
        lock.Locked("b", "quote", 'a\ttab "and" marks', 3, "0" * 64, "1" * 64, 4, 100),
        lock.Locked("a", "named", "الجولاني", 1, "2" * 64, "3" * 64, 1, 50),
    ]
    text = lock.dump(entries)
    assert lock.dump(reversed(entries)) == text
    assert lock.parse(text) == lock.Lock(lock.by_key(entries))


def test_a_bad_line_of_the_lock_is_named() -> None:
    with pytest.raises(lock.BadLock) as caught:
        lock.parse(lock.HEAD + "nonsense\n")
    assert caught.value.line == 2


def test_the_same_words_may_be_locked_in_two_paragraphs() -> None:
    entries = [lock.Locked("a", "quote", "it happened", n, f"{n}" * 64, "a" * 64, 2, 50) for n in (1, 2)]
    assert len(lock.parse(lock.dump(entries)).entries[("a", "quote", "it happened")]) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace("0" * 64, "deadbeef"),
        lambda line: line.replace("\t2\t50\t", "\t-2\t50\t"),
        lambda line: line.replace("\t2\t50\t", "\t1\t50\t"),
        lambda line: line.replace("quote", "quotation"),
        lambda line: line + line,
    ],
)
def test_a_tampered_lock_is_none(change: Callable[[str], str]) -> None:
    entry = lock.Locked("a", "quote", "it happened", 1, "0" * 64, "1" * 64, 2, 50)
    with pytest.raises(lock.BadLock):
        lock.parse(lock.HEAD + change(lock.dump([entry]).removeprefix(lock.HEAD)))


@pytest.mark.parametrize(("text", "words"), [("two words", 2), ("北京市", 3), ("", 0), ("กรุงเทพมหานคร", 3)])
def test_words_are_counted_in_scripts_without_blanks(text: str, words: int) -> None:
    assert count_words(text) == words


def locked(small: Small, capture: str) -> str:
    """Write a lock against the capture; returns the article's page then."""
    path = small.project / "captures/a.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(capture, encoding="utf-8")
    settings = small.write()
    found = verified(small.check(), path.parent, settings)
    assert [d for d in found.diagnostics if d.severity == "error"] == []
    (small.content / lock.NAME).write_text(lock.dump(found.found, found.signed), encoding="utf-8")
    return next(page.body for page in small.pages(small.check()) if page.address == "articles/a/")


def test_a_page_shows_the_paragraph_that_the_lock_found(small: Small) -> None:
    small.write(
        {
            "content/publishers/outlet.md": "---\ntitle: Outlet\n---\n\nAn outlet.\n",
            "content/actors/keeper.md": "---\ntitle: The keeper\ntype: person\n---\n\nA keeper.\n",
            "content/claims/c.md": "---\ntitle: The gate fell\nabout: [keeper]\n---\n\nA claim.\n",
            "content/articles/a.md": """---
title: The gate
publisher: outlet
url: https://example.org/a
published: 2023-01-02
accessed: 2026-11-20
language: en
read: full
claims:
  - claim: c
    stance: asserts
    quotes:
      - {text: the gate fell}
      - {text: under a grey sky, at: p. 4}
    rests_on: [own]
---

A text on [[c]].
""",
        }
    )
    assert "dossier-at" in (
        page := locked(small, "The gate\n\nDay broke under a grey sky.\n\nThen the gate fell.\n")
    )
    assert "¶ 2" in page
    assert "p. 4" in page
    # The outlet has moved it: what nobody wrote is no promise.
    page = locked(small, "The gate\n\nDay broke under a grey sky.\n\nNoon.\n\nThen the gate fell.\n")
    assert "¶ 3" in page
    assert "¶ 2" not in page

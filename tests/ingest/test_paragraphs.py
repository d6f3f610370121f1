"""A page's text in paragraphs: every run of it, in its order, and nothing that only frames it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dossier.ingest import page, saved
from dossier.ingest.paragraphs import blocks, printed_date, published_line, without_frame

LONG = "The talks in the harbour went on for a whole day, and nobody said what was agreed."


def read(body: str) -> tuple[str, ...]:
    html = f"<!doctype html><html lang=en><title>Talks</title><body><article><h1>Talks</h1>{body}</article></body></html>"
    return page.extract(saved.SavedPage(html.encode()), "x").paragraphs


P = f"<p>{LONG}</p>"
NESTED = [
    (f"{P}<ul><li>Three demands were listed:<ul><li>that dues be halved</li></ul>and no more</li></ul>{P}",
     (LONG, "Three demands were listed:", "that dues be halved", "and no more", LONG)),
    (f"{P}<blockquote>In her words at the quay: <p>{LONG}</p> she said, before leaving.</blockquote>",
     (LONG, "In her words at the quay:", LONG, "she said, before leaving.")),
    (f"<div>{LONG}<br><br>{LONG}<br>The same.<br/> <br/>Last.</div>", (LONG, f"{LONG} The same.", "Last.")),
    (f"{P}<table><tr><td><p>A cell with a paragraph.</p>and a tail</td><td>x <b>y</b></td></tr></table>{P}",
     (LONG, "A cell with a paragraph.", "and a tail", "x y", LONG)),
    (f"<p>{LONG}<br><br>{LONG}<br>The same.</p>", (LONG, f"{LONG} The same.")),
    (f"<div>{LONG}<p></p>{LONG}<div class=ad><script>1</script></div><span>Behind</span> an advertisement.<hr>Last.</div>",
     (LONG, LONG, "Behind an advertisement.", "Last.")),
    (f"<div>{LONG}<figure><img src=x></figure>{LONG}<iframe></iframe>Last.</div>", (LONG, LONG, "Last.")),
    (f"<div>{LONG}<img src=x>{LONG}</div>", (f"{LONG} {LONG}",)),
    (f"<pre>{LONG}\n\n{LONG}\nThe same.</pre>", (LONG, f"{LONG} The same.")),
    (f'<div style="white-space: pre-line">{LONG}\n \n{LONG}</div>', (LONG, LONG)),
    (f"<p>{LONG} <b>Bold</b> <a href='/a'>and a link</a>.</p>{P}", (f"{LONG} Bold and a link.", LONG)),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), NESTED)
def test_text_beside_nested_blocks(body: str, expected: tuple[str, ...]) -> None:
    assert read(body) == expected


TAGS = ["p", "quote", "list", "item", "table", "row", "cell", "head", "code", "hi", "ref", "del", "lb", "div"]
WORDS = st.one_of(st.just(""), st.just(" "), st.text("abcdefgh", min_size=1, max_size=4))
TREES = st.recursive(
    st.tuples(st.sampled_from(TAGS), WORDS, WORDS, st.just(())),
    lambda inner: st.tuples(st.sampled_from(TAGS), WORDS, WORDS, st.lists(inner, max_size=4)),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(WORDS, st.lists(TREES, max_size=5))
def test_no_word_is_lost_or_doubled(text: str, trees: list[Any]) -> None:
    body = etree.Element("body")
    body.text = text

    def grow(parent: etree._Element, tree: Any) -> None:
        tag, inner, tail, children = tree
        element = etree.SubElement(parent, tag)
        element.text = inner
        for child in children:
            grow(element, child)
        element.tail = tail

    for tree in trees:
        grow(body, tree)
    letters = "".join("".join(body.itertext()).split())
    found = list(blocks(body))
    assert "".join("".join(found).split()) == letters
    assert all(found)


@pytest.mark.parametrize("depth", [10, pytest.param(20_000, marks=pytest.mark.slow)])
def test_depth_costs_no_recursion(depth: int) -> None:
    body = etree.fromstring(f"<body>{'<list><item>a' * 10}{'</item></list>' * 10}</body>")
    inner = body
    for _ in range(depth):
        inner = etree.SubElement(inner, "item")
        inner.text = "b"
    assert len(list(blocks(body))) == 10 + depth


FRAME = [
    "Published: 5 March 2023",
    "Published : Friday, 30 December, 2022 at 12:00 AM",
    "Last updated on: 5 March 2023, 14:30 GMT",
    "تاريخ النشر: 5 مارس 2023",
    "Yayın tarihi: 5 Mart 2023",
    "READ: Report: fleet owners want lower dues",
    "Read also: The quay's long history",
    "اقرأ أيضا: تاريخ الرصيف",
    "Читайте также: История причала",
    "Share this article on Facebook",
    "Facebook Twitter WhatsApp Telegram",
    "شارك على فيسبوك",
    "Subscribe to continue reading",
]
TEXT = [
    "Share prices fell on Sunday, and the fleet owners blamed the talks.",
    "Read: nobody had, said the clerk who had kept the paper in his drawer for eleven years and who had been asked by"
    " the court to bring it, and to bring with it the ledger of the harbour office, every page of it.",
    "Published in March, the paper says nothing of dues.",
    "On 5 March 2023 the talks ended, and the delegates left for the islands by the last ferry.",
    "Print is dead, she said.",
]


@pytest.mark.parametrize("line", FRAME)
def test_what_frames_a_text_is_no_paragraph(line: str) -> None:
    order = (LONG, line) if "ubscribe" in line else (line, LONG)
    assert without_frame(order, "T") == (LONG,)


@pytest.mark.parametrize("line", TEXT)
def test_text_that_looks_like_it_stays(line: str) -> None:
    assert without_frame((line, LONG), "T") == (line, LONG)
    assert without_frame((LONG, line), "T") == (LONG, line)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 5 March 2023", "2023-03-05"),
        ("Published : Friday, 30 December, 2022 at 12:00 AM", "2022-12-30"),
        (LONG, ""),
    ],
)
def test_a_date_line(line: str, day: str) -> None:
    assert printed_date(line) == day


def test_the_day_of_a_change_is_not_that_of_publication() -> None:
    assert published_line(["Last updated: 7 March 2023", LONG]) == ""
    assert published_line(["Güncelleme: 7 Mart 2023", "Yayın: 5 Mart 2023", LONG]) == "2023-03-05"
    assert published_line(["Published: 5 March 2023 | Updated: 7 March 2023", LONG]) == "2023-03-05"


def test_a_date_line_gives_the_date() -> None:
    html = f"<html lang=en><title>Talks</title><article><h1>Talks</h1><p>Published: 5 March 2023</p>{P}{P}</article>"
    found = page.extract(saved.SavedPage(html.encode()), "x")
    assert found.published is not None
    assert found.published.value == "2023-03-05"
    assert found.paragraphs == (LONG, LONG)


UNSPACED = {
    "Chinese": "谈判在港口进行了一整天代表们没有说明达成了什么协议",
    "Thai": "การเจรจาที่ท่าเรือดำเนินไปตลอดทั้งวันและไม่มีใครบอกว่าตกลงอะไรกัน",
    "Japanese": "協議は港で一日中続き代表団は何も語らなかったという",
}


@pytest.mark.parametrize("script", UNSPACED)
def test_scripts_without_blanks(script: str) -> None:
    text = [f"{UNSPACED[script] * 2}{n}。" for n in range(8)]
    assert read("".join(f"<p>{paragraph}</p>" for paragraph in text)) == tuple(text)

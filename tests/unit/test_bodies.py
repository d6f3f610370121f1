"""Texts of records: sentences, descriptions, anchors, tables and footnotes."""

from __future__ import annotations

import re

import pytest
from support.small import Small

from dossier.model.prose import sentences

ACTOR = "---\ntitle: A\ntype: group\n---\n\n"


HOME = {"content/index.md": "---\ntitle: Home\n---\n\nSee [[a]].\n"}


SOURCE = {
    "content/publishers/p.md": "---\ntitle: P\n---\n\nAn outlet.\n",
    "content/articles/s.md": (
        "---\ntitle: S\npublisher: p\npublished: 2023-01-02\naccessed: 2026-11-20\nlanguage: en\nread: full\n"
        "---\n\nA text.\n"
    ),
}


@pytest.mark.parametrize(
    "text", ["Lt. Gen. Akar spoke.", "Maj. Gen. Abbas spoke.", "He wrote it on p. 4 of it."]
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_a_description_names_what_it_links(small: Small) -> None:
    checked = small.check({**HOME, "content/actors/a.md": ACTOR + "A group in [[p]].\n", **SOURCE})
    page = next(page for page in small.pages(checked) if page.address == "actors/a/")
    assert page.description == "A group in P."


@pytest.mark.parametrize("heading", ["Note 1", "Noteref 1 1"])
def test_no_heading_takes_the_anchor_of_a_note(heading: str, small: Small) -> None:
    text = f"# {heading}\n\nA group [@s].\n"
    checked = small.check({**HOME, "content/actors/a.md": ACTOR + text, **SOURCE})
    page = next(page for page in small.pages(checked) if page.address == "actors/a/")
    ids = re.findall(r' id="([^"]+)"', page.body)
    assert len(ids) == len(set(ids))


def test_a_column_is_aligned_without_an_inline_style(small: Small) -> None:
    table = "| a | b |\n|---|--:|\n| c | d |\n"
    checked = small.check({**HOME, "content/actors/a.md": ACTOR + table})
    assert " style=" not in "".join(page.body for page in small.pages(checked))


def test_one_run_reports_all_of_a_file(small: Small) -> None:
    told = small.report_texts(
        {"content/about/scope.md": "---\ntitle: Scope\ncolour: blue\n---\n\n[[nowhere]]\n"}
    )
    assert "[unknown-key]" in told
    assert "[unknown-id]" in told


def test_a_footnote_that_nothing_leads_to_is_told(small: Small) -> None:
    assert small.report_texts(
        {"content/about/scope.md": "---\ntitle: Scope\n---\n\nA text.\n\n[^x]: A note.\n"}
    )


def test_a_label_in_a_first_sentence_is_placed(small: Small) -> None:
    article = SOURCE["content/articles/s.md"].replace(
        "---\n\nA text", "actors: {a: {called: [militants]}}\n---\n\nA text"
    )
    text = "By [[p]]: the militants left.\n"
    told = small.report_texts(
        {**SOURCE, "content/articles/s.md": article, "content/actors/a.md": ACTOR + text}
    )
    assert "content/actors/a.md:6:15: error" in told


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('He said "no" twice.', "He said “no” twice."),
        ("She said \"he said 'no' to me\".", "She said “he said ‘no’ to me”."),
        ("The workers' rights, the '90s, it's.", "The workers’ rights, the ’90s, it’s."),
        ('"**Bold** words" end.', "“<strong>Bold</strong> words” end."),
        ('The "[[a|group]]" met.', "The “<a>group</a>” met."),
        ('He wrote "line\none".', "He wrote “line\none”."),
        ('Typed “marks” beside "others".', "Typed “marks” beside “others”."),
        # What may be no quotation, or is not ours to change.
        ('A 6" gun.', "A 6&#34; gun."),
        ("`a \"b\" 'c'` it's.", "<code>a \"b\" 'c'</code> it’s."),
        ("See <https://example.org/o'neill>.", "See https://example.org/o&#39;neill."),
        ('He said "نعم" twice.', "He said «نعم» twice."),
    ],
)
def test_our_texts_have_typographic_quotation_marks(written: str, shown: str, small: Small) -> None:
    checked = small.check({**HOME, "content/actors/a.md": f"{ACTOR}{written}\n", **SOURCE})
    page = next(page for page in small.pages(checked) if page.address == "actors/a/")
    body = page.body.partition('<div class="dossier-text">')[2].partition("</div>")[0]
    plain = re.sub(r'<a href="http[^>]*>(.*?)</a>', r"\1", body)
    plain = re.sub(r"<a [^>]*>", "<a>", re.sub(r"</?(?:p|bdi)[^>]*>", "", plain)).strip()
    assert plain.replace("&quot;", '"') == shown


def test_words_of_a_source_stay_as_printed(small: Small) -> None:
    quotes = "quotes: [{text: 'it \"was\" so', at: ¶ 1}]"
    front = f"claims:\n  - claim: c\n    stance: asserts\n    basis: on-record\n    {quotes}\n"
    article = SOURCE["content/articles/s.md"].replace("---\n\nA text", f"{front}---\n\nA text")
    claim = '---\ntitle: It was "so"\nabout: [a]\n---\n\nA claim.\n'
    checked = small.check(
        {
            **HOME,
            "content/actors/a.md": f"{ACTOR}A group.\n",
            **SOURCE,
            "content/articles/s.md": article,
            "content/claims/c.md": claim,
        }
    )
    page = next(page for page in small.pages(checked) if page.address == "claims/c/")
    assert "it &#34;was&#34; so" in page.body
    assert '<h1 id="page-title">It was “so”</h1>' in page.body
    assert page.title == 'It was "so"'

"""No page is above a limit, whatever the content: long lists, long chains, long texts, long titles."""

from __future__ import annotations

import json
import re

import pytest
from support.large import COUNTS_ONE, LARGE, article, chain, places
from support.small import Small

from dossier.model.pages import PAGE_BYTES, Page
from dossier.pipeline import Checked
from dossier.render.limits import BODY_BYTES, ENTRIES, FIRST, Lists

pytestmark = pytest.mark.slow

FRAME = 30_000
"""Bytes that a theme's frame takes, about."""


def framed(page: Page) -> int:
    """What a page comes to in its frame, about: its contents stand in it twice where the navigation names it."""
    headings = [*page.contents, *(below for heading in page.contents for below in heading.children)]
    listed = sum(400 + 4 * len(heading.title.encode()) for heading in headings)
    return FRAME + len(page.body.encode()) + listed + 8 * len(page.title.encode())


def pages(small: Small, checked: Checked) -> dict[str, Page]:
    assert not checked.failed, [d for d in checked.diagnostics if d.severity == "error"][:3]
    found = {page.address: page for page in small.pages(checked)}
    too_large = {address: size for address, page in found.items() if (size := framed(page)) > PAGE_BYTES}
    assert not too_large
    return found


@pytest.mark.parametrize("name", LARGE)
def test_no_page_is_too_large(name: str, small: Small) -> None:
    make, size, _ = LARGE[name]
    pages(small, small.check(make(size)))


@pytest.mark.torture
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", LARGE)
def test_no_page_is_too_large_of_very_many(name: str, small: Small) -> None:
    make, _, size = LARGE[name]
    pages(small, small.check(make(size)))


def test_a_long_chain_shows_ten_links_and_the_data_has_all(small: Small) -> None:
    found = pages(small, small.check(chain(20)))["claims/cl/"]
    assert '<a href="all.json">and 8 more</a>' in found.body
    data = json.loads(dict(found.beside)["all.json"])
    of_first = next(trail for article_, trail in data["chains"] if article_ == "a-0")
    assert of_first["links"] == [*(f"a-{n}" for n in range(1, 20)), "own"]


def test_what_a_page_leaves_out_stands_in_its_data(small: Small) -> None:
    count = 400
    found = pages(small, small.check(LARGE["tiny"][0](count)))
    actor = found["actors/hub/"]
    assert (
        f'and {count + 1 - FIRST} more: <a href="all.json">all {count + 1} as data</a>, '
        'or <a href="../../explore/?actor=hub&amp;kind=article">in Explore</a>'
    ) in actor.body
    data = json.loads(dict(actor.beside)["all.json"])
    assert sorted(data["sources"]) == sorted(["a", *(f"a-{n}" for n in range(count))])
    assert not found["claims/cl/"].beside or "supporting" not in dict(found["claims/cl/"].beside)


def test_no_list_of_more_than_25_entries_stands_open(small: Small) -> None:
    few, many = (pages(small, small.check(LARGE["tiny"][0](count)))["actors/hub/"] for count in (24, 25))
    assert [
        page.body.split('<h2 id="sources"')[1].split("</ul>")[0].count("<li>") for page in (few, many)
    ] == [ENTRIES[0], FIRST]


def test_an_index_goes_on_on_further_pages(small: Small) -> None:
    found = pages(small, small.check(LARGE["tiny"][0](210)))
    addresses = ["articles/", "articles/page/2/", "articles/page/3/"]
    listed = [found[address].body.count('<th scope="row"') for address in addresses]
    assert listed == [100, 100, 11]
    assert "articles/page/4/" not in found
    assert found["articles/page/2/"].title == "Sources, page 2"
    assert '<a href="../../../articles/page/3/">3</a>' in found["articles/page/2/"].body
    assert "101 to 200 of 211." in found["articles/page/2/"].body


def test_long_titles_make_shorter_lists(small: Small) -> None:
    make, size, _ = LARGE["long titles"]
    found = pages(small, small.check(make(size)))
    assert 2 < found["claims/cl/"].body.count('data-label="Stance"') < 300


def test_places_with_long_titles(small: Small) -> None:
    pages(small, small.check(places(600, "'" + '"' * 990 + "{n}'")))


UNITS: dict[str, str] = {
    "headings": "# a\n\n",
    "small headings": "### a\n",
    "underlined headings": "a\n-\n\n",
    "links": "[[hub]] ",
    "links with a text": "[[hub|x]] ",
    "citations": "[@a] ",
    "citations of places": "[@a, ¶ {n}] ",
    "several citations": "[@a, ¶ {n}; @a; @a, p. {n}] ",
    "notes": "x[^{n}]\n\n[^{n}]: y\n\n",
    "addresses": "<https://a.example/{n}> ",
    "plain addresses": "[a](https://a.example) ",
    "quotations": "> a\n\n",
    "lists": "- a\n",
    "cells": "|a|b|\n|-|-|\n|c|d|\n\n",
    "emphasis": "*a* ",
    "code": "`a` ",
    "quotation marks": '"',
    "ampersands": "&",
    "admonitions": "!!! note\n    a\n\n",
    "definitions": "a\n: b\n\n",
    "letters of four bytes": "\U00010300",
    "right to left": "\u0627\u0644 a ",
    "lines": "a\\\n",
    "long headings": "# " + "word " * 400 + "{n}\n\n",
}
"""What a text may be full of."""


MANY = ("headings", "links", "citations of places")
"""Those of which a test is quick."""


@pytest.mark.parametrize(
    "unit", [unit if unit in MANY else pytest.param(unit, marks=pytest.mark.torture) for unit in UNITS]
)
def test_a_text_is_refused_or_its_page_is_not_too_large(unit: str, small: Small) -> None:
    """Just below what is refused the page is not too large, for what a text comes to is estimated."""
    first = COUNTS_ONE | {"content/articles/a.md": article(0)}

    def text(count: int) -> dict[str, str]:
        body = "".join(UNITS[unit].replace("{n}", str(n + 1)) for n in range(count))
        return first | {"content/places/p.md": f"---\ntitle: P\ntype: town\n---\n\nOf [[cl]].\n\n{body}\n"}

    count = (100_000 if unit in MANY else 490_000) // len(UNITS[unit].encode())
    while True:
        checked = small.check(text(count))
        errors = [d for d in checked.diagnostics if d.severity == "error"]
        if not errors:
            break
        (error,) = errors
        assert error.code == "page-too-large"
        comes_to = re.search(r"comes to (\S+) MB", error.message)
        assert comes_to
        count = min(count * 99 // 100, int(count * 0.6 / float(comes_to[1])))
    pages(small, checked)


def test_a_list_within_entries_shows_some_in_every_entry() -> None:
    lists = Lists(10)
    shown = [len(lists.inner(range(8), str(n))) for n in range(6)]
    assert shown == [8, 8, 4, 3, 3, 3]
    assert len(lists.inner(range(3), "short")) == 3


def test_the_body_leaves_room_for_the_frame() -> None:
    assert BODY_BYTES + FRAME < PAGE_BYTES

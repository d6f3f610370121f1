"""The chain graph: boxes of one outlet are told apart, and what is cut short has its whole name."""

from __future__ import annotations

import re

from support.small import Small

from dossier.render.network.chains import told_apart

HEAD = "publisher: o\naccessed: 2026-11-20\nlanguage: en\nread: full\n"
CLAIMS = "claims:\n  - {{claim: c, stance: asserts, basis: witnessed, rests_on: [{}]}}\n---\nText.\n"


def article(title: str, published: str, rests_on: str = "own") -> str:
    return f"---\ntitle: '{title}'\npublished: {published}\n{HEAD}{CLAIMS.format(rests_on)}"


RECORDS = {
    "content/index.md": "---\ntitle: Home\n---\nText.\n",
    "content/publishers/o.md": "---\ntitle: Outlet & Co\n---\nText.\n",
    "content/actors/a.md": "---\ntitle: An agency with a name that is too long\ntype: organisation\n---\nText.\n",
    "content/claims/c.md": "---\ntitle: It was so\nabout: [a]\n---\nText.\n",
    "content/articles/one.md": article("A <headline> that two have and goes on", "1871-03"),
    "content/articles/two.md": article("A <headline> that two have and goes on", "1871-03", "a"),
    "content/articles/three.md": article("Another headline", "1871-03", "unknown"),
    "content/articles/four.md": article("Any headline", "1871-04-02"),
}


def test_boxes_of_one_outlet_differ(small: Small) -> None:
    corpus = small.check(RECORDS).corpus
    assert told_apart(corpus, ["one", "two", "three", "four", "a"]) == {
        "one": "one",
        "two": "two",
        "three": "“Another headline”",
        "four": "2 April 1871",
    }
    assert told_apart(corpus, ["one", "four"]) == {"one": "March 1871", "four": "2 April 1871"}


def test_the_drawing_says_all_of_it(small: Small) -> None:
    checked = small.check(RECORDS)
    assert not checked.failed, checked.diagnostics
    page = next(page for page in small.pages(checked) if page.address == "claims/c/")
    drawing = re.search(r'<svg class="dossier-chain-graph".*?</svg>', page.body, re.DOTALL)
    assert drawing
    names = re.findall(r'<a href="[^"]*" aria-label="([^"]*)">', drawing[0])
    assert len(names) == len(set(names))
    assert any(
        name == "Outlet &amp; Co, March 1871: “\u2068A &lt;headline&gt; that two have and goes on\u2069”, one"
        for name in names
    )
    assert "An agency with a name that is too long" in names
    assert "<title>Outlet &amp; Co does not say where it is from</title>" in drawing[0]
    assert "<headline>" not in drawing[0]

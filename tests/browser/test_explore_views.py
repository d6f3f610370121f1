"""What Explore's script and the compiler both know of views: which records a query lists, and which feed a view has."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from playwright.sync_api import Page, expect
from support.served import Site

from dossier.derive.facets import FACETS, NONE, entries
from dossier.derive.views import known_values, shown_by
from dossier.pipeline import Checked

Open = Callable[..., Page]
QUERIES = 400
LISTED = """(queries) => {
  const { facetsOf, recordsOf, read, matches } = window.dossierExploring;
  const facets = facetsOf(window.dossierExplore), records = recordsOf(window.dossierExplore, facets, "..");
  const state = { q: "", sort: "oldest", from: "", to: "" };
  return queries.map((query) => {
    read(new URLSearchParams(query), facets, state);
    const { shown, undated } = matches(records, facets, state, null, "en");
    return [...shown, ...undated].map((record) => record.id).sort();
  });
}"""


def queries(checked: Checked) -> Iterator[str]:
    """Queries of every facet, days and order: of values that are there, that are not, and in no order."""
    chance = random.Random(21)
    values = known_values(entries(checked.corpus, checked.figures))
    days = ["2022-12-27", "2022-12-28", "2023-01-03", "2022-12-31", "1999-01-01", "2022-13-45", "2022", ""]
    keys = [*FACETS, "from", "to", "from", "to", "sort", "nonsense"]
    for _ in range(QUERIES):
        pairs = []
        for key in chance.choices(keys, k=chance.randint(1, 4)):
            known = sorted(values.get(key, ())) or days
            pairs.append((key, chance.choice([*known, NONE, "no-such-value"] if key in FACETS else known)))
        yield urlencode(pairs)


def test_the_compiler_lists_what_the_script_lists(site: Site, open_page: Open, checked: Checked) -> None:
    asked = list(queries(checked))
    page = open_page(site.root + "explore/")
    found = page.evaluate(LISTED, asked)
    facets = entries(checked.corpus, checked.figures)
    some = 0
    for query, ids in zip(asked, found, strict=True):
        assert sorted(entry.record.id for entry in shown_by(query, facets)) == ids, query
        some += 0 < len(ids) < len(facets)
    assert some > QUERIES / 4


def test_a_view_with_a_feed_can_be_followed(site: Site, open_page: Open) -> None:
    """Everything, one actor or place, and the views that mkdocs.yml names; others have no feed."""
    page = open_page(site.root + "explore/", viewport={"width": 1280, "height": 900})
    follow = page.get_by_role("link", name="Follow this view")
    for query, feed in (
        ("", "feed.xml"),
        ("?actor=hts", "actors/hts/feed.xml"),
        ("?place=afrin&sort=title", "places/afrin/feed.xml"),
        ("?place=moscow&kind=claim", "feeds/talks-in-moscow.xml"),
        ("?place=-", ""),
        ("?kind=claim", ""),
        ("?actor=hts&from=2022-01-01", ""),
        ("?actor=hts&actor=pkk", ""),
        ("?q=talks", ""),
    ):
        page.goto(f"{site.root}explore/{query}")
        expect(page.locator(".dossier-explore__status")).to_contain_text("of")
        if feed:
            expect(follow).to_have_attribute("href", f"../{feed}")
            assert page.request.get(site.root + feed).ok
        else:
            expect(follow).to_be_hidden()
    page.goto(site.root + "data/")
    expect(page.locator("#views ~ ul").first).to_contain_text("Claims that somebody disputes: its feed")

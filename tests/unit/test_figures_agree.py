"""What a site prints twice is one value: counts on the front page, in indexes and in Explore; the time that it covers."""

from __future__ import annotations

import html
import json
import re

import pytest
from support.small import Small

from dossier.config import Settings
from dossier.derive.facets import entries
from dossier.model.pages import Site
from dossier.model.records import Finding
from dossier.pipeline import Checked, check, compose

KINDS = ("articles", "claims", "actors", "events", "places", "publishers")


@pytest.fixture(scope="module")
def site(checked: Checked, settings: Settings) -> Site:
    return compose(checked, settings)


def body(site: Site, address: str) -> str:
    return next(page.body for page in site.pages if page.address == address)


def text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def rows(markup: str) -> int:
    """The rows of a page's tables."""
    return sum(part.count("<tr") for part in re.findall(r"<tbody[^>]*>.*?</tbody>", markup, re.DOTALL))


@pytest.mark.parametrize("kind", KINDS)
def test_the_front_page_counts_what_the_index_lists_and_explore_holds(site: Site, kind: str) -> None:
    front = re.search(rf'href="(?:\./)?{kind}/"><strong>(\d+)</strong>', body(site, ""))
    assert front
    count = int(front[1])
    assert rows(body(site, f"{kind}/")) == count
    static = re.search(rf'href="(?:\.\./)?{kind}/">[^<]+</a>: (\d+)', body(site, "explore/"))
    assert static
    assert int(static[1]) == count
    data = site.files["assets/dossier/explore-data.js"].decode().partition("=")[2].removesuffix(";\n")
    held = json.loads(data)
    folder = {record[0] for record in held["records"] if held["folders"][record[0]] == kind}
    assert sum(record[0] in folder for record in held["records"]) == count


def test_the_map_and_the_index_of_places_count_the_same_sources(site: Site) -> None:
    def last_cells(address: str) -> dict[str, str]:
        table = re.findall(
            r"<tr[^>]*><th scope=\"row\"[^>]*>(.*?)</th>.*?<td[^>]*>([^<]*)</td></tr>", body(site, address)
        )
        return {text(name): count for name, count in table}

    on_map, in_index = last_cells("map/"), last_cells("places/")
    assert on_map
    assert on_map == in_index


def test_every_foot_says_what_is_covered_and_when_the_sources_are_of(site: Site, checked: Checked) -> None:
    span = checked.corpus.published_span
    assert span
    expected = (
        f"Its first source was published {span[0].phrase}, its last {span[1].phrase}; they were read until"
    )
    for page in site.pages:
        foot = page.body.partition('<footer class="dossier-foot"')[2]
        assert expected in text(foot), page.address
        assert "covers what was printed" not in foot
    for article in checked.corpus.articles:
        if article.published.earliest and span[0].earliest:
            assert article.published.earliest >= span[0].earliest


def test_open_dates_are_worded_in_the_foot(small: Small) -> None:
    head = "publisher: o\nurl: https://example.org/\naccessed: 2026-11-20\nlanguage: en\nread: full\nrests_on: [own]\n"
    files = {
        f"content/articles/s{n}.md": f"---\ntitle: S\npublished: {when}\n{head}---\nText.\n"
        for n, when in enumerate(["2023-01-02..", "1871-03~"])
    }
    found = small.check({"content/publishers/o.md": "---\ntitle: O\n---\nText.\n", **files})
    pages = small.pages(found)
    foot = next(page.body for page in pages if page.address == "articles/s0/")
    assert "Its first source was published around March 1871, its last on or after 2 January 2023;" in text(
        foot
    )
    empty = check(
        Small(small.project.parent / "empty").write({"content/publishers/o.md": "---\ntitle: O\n---\n"})
    )
    assert empty.corpus.published_span is None


def test_a_finding_has_the_sources_of_its_claims(checked: Checked) -> None:
    """It had as many "sources" as it has claims."""
    for entry in entries(checked.corpus, checked.figures):
        if isinstance(entry.record, Finding):
            figures = [checked.figures.claims[id_] for id_ in entry.record.rests_on]
            assert entry.sources == len({a.article for f in figures for a in f.accounts})

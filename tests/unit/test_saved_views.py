"""Saved views of Explore: their settings, and their feeds."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dossier.config import SavedView, Settings, load
from dossier.derive.facets import entries
from dossier.derive.views import address, shown_by
from dossier.export.feeds import feeds
from dossier.model.differences import Difference
from dossier.model.history import Change, History
from dossier.pipeline import Checked
from dossier.settings_file import ConfigError

ATOM = "{http://www.w3.org/2005/Atom}"
HEAD = "site_name: A dossier\ntheme: {name: material, font: false}\nplugins: [dossier]\nextra:\n  views: "


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{id: a, title: A, query: kind=claim}", "is a list"),
        (f"[{', '.join('{}' for _ in range(101))}]", "at most 100"),
        ("[kind=claim]", "an id, a title and a query"),
        ("[{id: a, title: A}]", "an id, a title and a query"),
        ("[{id: a, title: A, query: kind=claim, more: 1}]", "an id, a title and a query"),
        ("[{id: ../a, title: A, query: kind=claim}]", 'not "../a"'),
        ("[{id: a, title: A, query: kind=claim}, {id: a, title: B, query: kind=actor}]", 'not "a"'),
        ("[{id: a, title: '', query: kind=claim}]", "no title"),
        ("[{id: a, title: 1, query: kind=claim}]", "no text"),
    ],
)
def test_settings_that_are_no_views(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(HEAD + written)
    with pytest.raises(ConfigError, match=said):
        load(tmp_path / "mkdocs.yml")


def test_the_address_of_a_view_has_no_order_and_no_character_that_ends_it() -> None:
    assert address("?sort=title&place=afrin&kind=claim") == "explore/?place=afrin&kind=claim"
    assert address('place=a"<b> c&place=é') == "explore/?place=a%22%3Cb%3E+c&place=%C3%A9"


def test_a_feed_of_a_view_has_the_changes_of_what_it_lists(checked: Checked) -> None:
    claims = [
        entry.record
        for entry in shown_by("kind=claim&place=moscow", entries(checked.corpus, checked.figures))
    ]
    assert claims
    listed, other = claims[0].id, "hts-control-afrin-october-2022"
    change = Change(
        revision="a" * 40,
        when=datetime(2026, 11, 1, tzinfo=UTC),
        reason="why",
        differences=tuple(
            Difference(kind="origins-rose", record="claim", id=id_, before="1", after="2")
            for id_ in (listed, other)
        ),
    )
    views = (
        SavedView("moscow", "Moscow", "kind=claim&place=moscow"),
        SavedView("nothing", "Nothing", "kind=claim&kind=-"),
    )
    settings = replace(Settings(Path(), Path(), Path(), "A dossier", url="https://example.org/"), views=views)
    found = dict(feeds(checked.corpus, checked.figures, History((change,)), settings))
    feed = ElementTree.fromstring(found["feeds/moscow.xml"])
    assert feed.findtext(f"{ATOM}title") == "Moscow - A dossier"
    assert feed.findtext(f"{ATOM}id") == "https://example.org/feeds/moscow.xml"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://example.org/feeds/moscow.xml",
        None: "https://example.org/explore/?kind=claim&place=moscow",
    }
    (entry,) = feed.findall(f"{ATOM}entry")
    text = entry.findtext(f"{ATOM}content")
    assert text
    assert checked.corpus.records[listed].title in text
    assert checked.corpus.records[other].title not in text
    assert "feeds/nothing.xml" in found
    assert not dict(feeds(checked.corpus, checked.figures, History((change,)), replace(settings, url="")))

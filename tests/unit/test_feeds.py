"""Feeds are Atom as RFC 4287 has it: by a grammar (`tests/data/atom.rng`), and by the rules that none can say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree

from dossier.config import SavedView, Settings
from dossier.export.feeds import MOST_ENTRIES, feeds
from dossier.model.differences import Difference
from dossier.model.history import Change, History
from dossier.pipeline import Checked

ATOM = {"a": "http://www.w3.org/2005/Atom"}
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "data" / "atom.rng"))
HOSTILE = "\x00\x1b[31m]]> & <script>alert(1)</script> \ufffe \"'"


def change(number: int) -> Change:
    """One of many changes, the newest first."""
    differences = (
        Difference(kind="added", record="article", id="gercek-jolani"),
        Difference(
            kind="retitled", record="event", id="moscow-talks-2022-12-28", before=HOSTILE, after=HOSTILE
        ),
    )
    when = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC) - timedelta(days=number)
    return Change(f"{number:012x}{0:028x}", when, reason=HOSTILE, differences=differences)


def written(checked: Checked, settings: Settings, changes: int) -> dict[str, etree._Element]:
    views = (SavedView("some", HOSTILE[5:], "kind=claim&place=moscow"),)
    settings = replace(settings, views=views, name=f"It {HOSTILE[5:]}")
    history = History(tuple(map(change, range(changes))))
    found = feeds(checked.corpus, checked.figures, history, settings)
    return {at: etree.fromstring(feed) for at, feed in found}


@pytest.mark.parametrize("changes", [1, MOST_ENTRIES + 10])
def test_every_feed_is_atom(checked: Checked, settings: Settings, changes: int) -> None:
    found = written(checked, settings, changes)
    assert {"feed.xml", "feeds/some.xml", "actors/hts/feed.xml"} <= found.keys()
    assert {len(feed.findall("a:entry", ATOM)) for feed in found.values()} == {0, min(changes, MOST_ENTRIES)}
    for at, feed in found.items():
        GRAMMAR.assertValid(feed)
        entries = feed.findall("a:entry", ATOM)
        assert feed.findall("a:author", ATOM), "4.1.1: without it each entry needs one"
        own = [link.get("href") for link in feed.findall("a:link[@rel='self']", ATOM)]
        assert own == [f"{settings.url}{at}"], "4.1.1: the preferred address of a feed"
        for each in (feed, *entries):
            others = [
                link for link in each.findall("a:link", ATOM) if link.get("rel", "alternate") == "alternate"
            ]
            assert len(others) == 1, "4.1.1, 4.1.2: one alternate of a type and language"
        ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
        assert len({*ids}) == len(ids), "4.1.1: entries of one id have different times; ours have one each"
        times = [entry.findtext("a:updated", namespaces=ATOM) or "" for entry in entries]
        assert times == sorted(times, reverse=True)
        assert not times or feed.findtext("a:updated", namespaces=ATOM) == times[0]
    every = [feed.findtext("a:id", namespaces=ATOM) for feed in found.values()]
    assert len({*every}) == len(every), "4.2.6: an id is universally unique"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<updated>2026-01-02T03:04:05Z</updated>", "<updated>2 January 2026</updated>"),
        ("<updated>2026-01-02T03:04:05Z</updated>", ""),
        ("<id>https://it.example/feed.xml</id>", ""),
        ("<id>https://it.example/feed.xml</id>", "<id>feed.xml</id>"),
        ("<title>It</title>", "<title>It</title><title>It</title>"),
        ("<title>It</title>", "<title><b>It</b></title>"),
        ('<link href="https://it.example/"/>', '<link href="javascript:alert(1)"/>'),
        ("<name>It</name>", "<name/>"),
        ("</feed>", "<more/></feed>"),
    ],
)
def test_the_grammar_refuses_what_is_none(before: str, after: str) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>It</title><id>https://it.example/feed.xml</id>'
        '<link href="https://it.example/"/><updated>2026-01-02T03:04:05Z</updated><author><name>It</name></author></feed>'
    )
    assert GRAMMAR.validate(etree.fromstring(feed))
    assert before in feed
    assert not GRAMMAR.validate(etree.fromstring(feed.replace(before, after)))

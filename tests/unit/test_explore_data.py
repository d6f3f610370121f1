"""The data behind Explore, the previews and the feeds."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from support.small import Small

from dossier.config import Settings
from dossier.derive.facets import FACETS, entries
from dossier.export.feeds import feeds
from dossier.export.previews import preview, previews
from dossier.model.differences import Difference
from dossier.model.history import Change, History
from dossier.model.pages import shard_count, shard_of
from dossier.model.records import FreePage
from dossier.pipeline import Checked
from dossier.render.explore.columns import data


def test_every_record_is_there_once(checked: Checked) -> None:
    found = [entry.record.id for entry in entries(checked.corpus, checked.figures)]
    records = [r.id for r in checked.corpus.records.values() if not isinstance(r, FreePage)]
    assert sorted(found) == sorted(records)
    written = json.loads(data(checked.corpus, checked.figures).decode().partition("=")[2].removesuffix(";\n"))
    assert len(written["records"]) == len(records)
    assert [facet["key"] for facet in written["facets"]] == list(FACETS)


def test_what_lies_in_a_place_is_found_by_the_places_around_it(checked: Checked) -> None:
    by_id = {entry.record.id: entry for entry in entries(checked.corpus, checked.figures)}
    assert set(by_id["afrin"].values["place"]) >= {"afrin", "syria"}
    assert set(by_id["hts-control-afrin-october-2022"].values["place"]) >= {"afrin", "syria"}


def test_figures_are_facets_of_claims_alone(checked: Checked) -> None:
    for entry in entries(checked.corpus, checked.figures):
        is_claim = entry.record.kind == "claim"
        assert bool(entry.values.get("origins")) == is_claim
        assert bool(entry.values.get("dissent")) == is_claim
    by_id = {entry.record.id: entry for entry in entries(checked.corpus, checked.figures)}
    assert by_id["ministers-met-moscow-2022-12-28"].values["origins"] == ["3"]  # four: "3 or more"
    assert by_id["hts-control-afrin-october-2022"].values["origins"] == ["0"]


def test_no_label_reaches_the_previews_but_in_a_headline_beside_its_outlet(checked: Checked) -> None:
    labels = {
        label.casefold()
        for article in checked.corpus.articles
        for naming in article.actors.values()
        for label in naming.called
    }
    found = {
        record.address: shown
        for record in checked.corpus.records.values()
        if (shown := preview(checked.corpus, checked.figures, record))
    }
    for shard in previews(found, 4).values():
        told = json.loads(shard.decode().partition(",")[2].removesuffix(");\n"))
        for kind, title, _, *about in told.values():
            if not kind.startswith("Source"):
                assert not [label for label in labels if label in title.casefold()], title
            assert kind
            assert all(about)


def test_a_shard_is_where_the_browser_looks_for_it() -> None:
    # FNV-1a of "a" is 0xe40c292c.
    assert shard_of("a", 1 << 16) == 0x292C
    assert [shard_count(n) for n in (0, 1, 128, 129, 257, 11_500)] == [1, 1, 1, 2, 4, 128]


def test_a_feed_is_well_formed_whatever_it_says(checked: Checked, settings: Settings) -> None:
    hostile = "\x00\x1b[31m]]> & <script>alert(1)</script> \ufffe"
    differences = (
        Difference(kind="added", record="article", id="gercek-jolani"),
        Difference(kind="added", record="article", id="almayadeen-ar-jolani"),
        Difference(
            kind="retitled", record="event", id="moscow-talks-2022-12-28", before=hostile, after=hostile
        ),
    )
    change = Change(
        "0" * 40, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), reason=hostile, differences=differences
    )
    history = History((change,))
    found = dict(feeds(checked.corpus, checked.figures, history, settings))
    for feed in found.values():
        ElementTree.fromstring(feed)
    text = found["feed.xml"].decode()
    assert "<script>" not in text
    assert "<title>2 January 2026: 2 sources added; 1 event changed</title>" in text
    assert "Gerçek News, “Leader of jihadist group" in text
    assert "\u2068Al Mayadeen, «الجولاني" in text, "what runs right to left is isolated"
    assert ' xml:lang="en">' in text
    assert "<title>2 January 2026: 2 sources added</title>" in found["actors/hts/feed.xml"].decode()
    assert "<entry>" in found["actors/sergei-shoigu/feed.xml"].decode()
    assert "sources added" not in found["actors/sergei-shoigu/feed.xml"].decode()
    assert not dict(feeds(checked.corpus, checked.figures, history, replace(settings, url="")))
    assert not dict(feeds(checked.corpus, checked.figures, History(), settings))


def event(when: str) -> str:
    return f"---\ntitle: E\nwhen: {when}\n---\n\nIt was.\n"


def test_a_date_has_every_year_it_may_mean(tmp_path: Path) -> None:
    dates = {
        "long": "1980/2023",
        "since": "2011/..",
        "until": "..2011-05",
        "day": "2022-10-01",
        "old": "0999",
    }
    small = Small(tmp_path)
    found = small.check({f"content/events/{name}.md": event(when) for name, when in dates.items()})
    years = {e.record.id: e.values.get("year") for e in entries(found.corpus, found.figures)}
    assert years["long"] == ["1980", "2011", "2022", "2023"]
    assert years["since"] == ["2011", "2022", "2023"]
    assert years["until"] == ["0999", "1980", "2011"]
    assert years["day"] == ["2022"]
    assert years["old"] == ["0999"]

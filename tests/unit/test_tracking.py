"""What a page depends on is what was read for it, however much of it was made for another page before."""

from __future__ import annotations

import pytest

from dossier.config import Settings
from dossier.model.records import Article
from dossier.pipeline import Checked
from dossier.render.context import RenderContext
from dossier.tracking import Dependencies, Recorder, Tracked, TrackedMemo


def tracked(recorder: Recorder) -> Tracked[str]:
    return Tracked({"a": "A", "b": "B", "c": "C"}, recorder, "records")


def test_a_hit_counts_as_read_what_was_read_at_first() -> None:
    recorder = Recorder()
    values = tracked(recorder)
    memo = TrackedMemo[str, str](values)
    for _ in range(2):
        assert memo.get("ab", lambda: values["a"] + values["b"]) == "AB"
        assert recorder.drain() == Dependencies(frozenset("ab"))
    assert recorder.drain() == Dependencies()


def test_what_is_made_within_counts_for_both() -> None:
    recorder = Recorder()
    values = tracked(recorder)
    inner, outer = TrackedMemo[str, str](values), TrackedMemo[str, str](values)
    inner.get("b", lambda: values["b"])
    recorder.drain()
    for _ in range(2):
        assert outer.get("ab", lambda: values["a"] + inner.get("b", lambda: values["b"])) == "AB"
        assert recorder.drain() == Dependencies(frozenset("ab"))


def test_reads_before_and_after_a_value_are_those_of_the_page() -> None:
    recorder = Recorder()
    values, figures = tracked(recorder), Tracked({"x": 1}, recorder, "figures")
    memo = TrackedMemo[str, int](values)
    assert values["c"]
    assert memo.get("x", lambda: figures["x"]) == 1
    assert "b" in values
    assert recorder.drain() == Dependencies(frozenset("bc"), frozenset("x"))


def test_an_error_leaves_the_reads_and_no_value() -> None:
    recorder = Recorder()
    values = tracked(recorder)
    memo = TrackedMemo[str, str](values)
    with pytest.raises(KeyError):
        memo.get("d", lambda: values["a"] + values["d"])
    assert recorder.drain() == Dependencies(frozenset("ad"))
    assert memo.get("d", lambda: "D") == "D"


def test_a_memo_starts_anew_when_it_is_full() -> None:
    memo = TrackedMemo[int, int]({})
    memo.MOST = 3  # type: ignore[misc]
    assert [memo.get(n, lambda n=n: n) for n in (1, 2, 3, 4, 1)] == [1, 2, 3, 4, 1]  # type: ignore[misc]


@pytest.mark.parametrize("first", ["source", "cited", "record", "claim_line", "spot"])
def test_every_page_depends_on_what_its_links_show(checked: Checked, settings: Settings, first: str) -> None:
    """Of a link that was drawn for another page, too."""
    recorder = Recorder()
    context = RenderContext(checked.corpus, checked.figures, settings).tracked(recorder)
    renderer = context.renderer()
    links = renderer.links("../..")
    draw = {
        "source": lambda: links.source("gercek-jolani"),
        "cited": lambda: links.cited("gercek-jolani", "¶ 3"),
        "record": lambda: links.record("gercek-jolani"),
        "claim_line": lambda: renderer.claim_line(links, "ministers-met-moscow-2022-12-28"),
        "spot": lambda: links.spot("afrin"),
    }[first]
    found = []
    for _ in range(2):
        assert draw()
        found.append(recorder.drain())
    assert found[0] == found[1]
    shown = {"claim_line": "ministers-met-moscow-2022-12-28", "spot": "afrin"}.get(first, "gercek-jolani")
    assert shown in found[1].records
    if first in ("source", "cited"):
        article = checked.corpus.records["gercek-jolani"]
        assert isinstance(article, Article)
        assert article.publisher in found[1].records

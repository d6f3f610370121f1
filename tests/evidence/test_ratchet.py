"""What must not weaken in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.corpora import account, actor, article, corpus, outlet

from dossier.diagnostics import Report
from dossier.evidence import assess
from dossier.evidence.ratchet import compare
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.parts import Waiver
from dossier.model.records import Claim, Event, Publisher
from dossier.model.retired import Retired

WAIVER = Waiver(rule="weakened-claim", reason="it was a reprint", published=Window.parse("2026-01-01"))
TWO = (actor("x"), actor("y"), article("a", account("x")), article("b", account("y")))


def found(before: Corpus, now: Corpus) -> list[str]:
    report = Report()
    compare(before, assess(before), now, assess(now), set(now.records), report)
    return [d.code for d in report]


def claim(*waivers: Waiver) -> Claim:
    return Claim(id="c", path="content/claims/c.md", title="C", about=("e",), event="e", waivers=waivers)


def test_nothing_changed_is_nothing_told() -> None:
    assert found(corpus(*TWO), corpus(*TWO)) == []


def test_an_origin_lost_is_told() -> None:
    assert found(corpus(*TWO), corpus(*TWO[:3], article("b", account("x")))) == ["weakened-claim"]


def test_an_origin_exchanged_for_another_is_lost() -> None:
    assert found(corpus(*TWO), corpus(*TWO, actor("z"), article("b", account("z")))) == ["weakened-claim"]


def test_an_origin_more_is_no_loss() -> None:
    assert found(corpus(*TWO), corpus(*TWO, outlet("z"), article("d", account("z")))) == []


def test_a_new_waiver_lets_it_pass_and_an_old_one_does_not() -> None:
    weaker = (*TWO[:3], article("b", account("x")))
    assert found(corpus(*TWO), corpus(*weaker, claim(WAIVER))) == []
    assert found(corpus(*TWO, claim(WAIVER)), corpus(*weaker, claim(WAIVER))) == ["weakened-claim"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2022-12-28", "2022-12", True),
        ("2022-12-28", "2023", True),
        ("2022-12", "2022-12-28", False),
        ("2022-12-28", "2022-12-29", False),
        ("2022-12-28", "2022-12-28..", True),
    ],
)
def test_a_window_that_widens_is_told(old: str, new: str, told: bool) -> None:
    def dated(when: str) -> Corpus:
        return corpus(*TWO, Event(id="e", path="content/events/e.md", title="E", when=Window.parse(when)))

    assert (found(dated(old), dated(new)) == ["widened-window"]) is told


def test_an_events_window_may_be_waived() -> None:
    event = Event(id="e", path="content/events/e.md", title="E", when=Window.parse("2022-12-28"))
    waiver = replace(WAIVER, rule="widened-window")
    wider = replace(event, when=Window.parse("2022-12"), waivers=(waiver,))
    assert found(corpus(*TWO, event), corpus(*TWO, wider)) == []


def test_an_id_that_vanishes_or_changes_its_kind_is_told() -> None:
    gone = Publisher(id="old", path="content/publishers/old.md", title="Old")
    moved = replace(actor("old"), path="content/actors/old.md")
    before = corpus(*TWO, gone)
    assert found(before, corpus(*TWO)) == ["vanished-id"]
    assert found(before, corpus(*TWO, moved)) == ["vanished-id"]
    entry = Retired(id="old", kind="publisher", date=Window.parse("2026-01-01"), reason="merged")
    assert found(before, replace(corpus(*TWO), retired=(entry,))) == []
    wrong = replace(entry, kind="actor")
    assert found(before, replace(corpus(*TWO), retired=(wrong,))) == ["vanished-id"]


def test_a_tombstone_that_is_gone_is_told() -> None:
    entry = Retired(id="old", kind="publisher", date=Window.parse("2026-01-01"), reason="merged")
    assert found(replace(corpus(*TWO), retired=(entry,)), corpus(*TWO)) == ["vanished-id"]

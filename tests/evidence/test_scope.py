"""As of a day, and without a source."""

from __future__ import annotations

from datetime import date

from support.corpora import account, actor, article, corpus, outlet

from dossier.evidence import assess
from dossier.evidence.impact import falls, gone_with
from dossier.evidence.scope import left_out, reached, without
from dossier.link import corpus_of
from dossier.model.corpus import Corpus
from dossier.model.records import Record


def among(whole: Corpus, records: dict[str, Record]) -> Corpus:
    return corpus_of(records, {}, {id_: f"{id_}.md" for id_ in records})


def test_open_windows_are_left_out_and_say_why() -> None:
    whole = corpus(
        article("sure", account("own"), published="2022-12-30"),
        article("open", account("own"), published="2022-12-29.."),
        article("month", account("own"), published="2022-12"),
        article("late", account("own"), published="2023-01-05"),
    )
    assert {e.article: e.reason.split(": ")[1] for e in left_out(whole, date(2022, 12, 31))} == {
        "open": "its date is not known to be earlier",
        "late": "it is later",
    }
    assert {e.article for e in left_out(whole, date(2022, 12, 30))} == {"open", "late", "month"}


def test_nothing_was_published_after_it_was_read() -> None:
    whole = corpus(article("open", account("own"), published="2022-12-29.."))
    assert left_out(whole, date(2026, 11, 20)) == ()
    assert len(left_out(whole, date(2026, 11, 19))) == 1


def test_as_of_is_what_the_articles_reach_and_no_more() -> None:
    whole = corpus(
        actor("seen"),
        actor("unseen"),
        article("early", account("seen"), published="2022-12-29"),
        article("late", account("unseen", claim="c"), account("early"), published="2023-01-05"),
    )
    kept = among(whole, reached(whole, {"late"}))
    assert sorted(kept.records) == ["c", "e", "early", "outlet-early", "seen"]
    assert assess(kept).claims["c"].origins == ("seen",)


def test_what_is_rested_on_and_not_there_is_unknown() -> None:
    whole = corpus(
        outlet("agency"),
        article("early", account("late"), published="2022-12-29"),
        article("late", account("agency"), published="2023-01-05"),
    )
    assert assess(whole).claims["c"].origins == ("agency",)
    kept = among(whole, reached(whole, {"late"}))
    assert assess(kept).claims["c"].unknown == ("early",)


def test_without_a_source_tells_what_falls() -> None:
    whole = corpus(
        actor("x"),
        actor("y"),
        article("a", account("x")),
        article("b", account("y")),
    )
    fallen = falls(assess(whole), assess(among(whole, without(whole, gone_with(whole, "b")))))
    assert [(f.claim, f.origins, f.lost, f.to_one) for f in fallen] == [("c", (2, 1), ("y",), True)]
    fallen = falls(assess(whole), assess(among(whole, without(whole, gone_with(whole, "x")))))
    assert [(f.origins, f.lost) for f in fallen] == [((2, 1), ("x",))]


def test_a_publisher_takes_its_articles_along() -> None:
    whole = corpus(article("a", account("own"), publisher="p"), article("b", account("own")))
    assert gone_with(whole, "p") == {"p", "a"}

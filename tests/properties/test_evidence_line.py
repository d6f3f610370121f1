"""For random small dossiers: the evidence line is on every output, hides no dissent, and its numbers add up.

Claims `c`, `d` and `f` on one event; articles with accounts of them that rest on their own reporting, on one another, on
two bodies, on what is unknown, or on nothing that is declared.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.corpora import account, article, corpus
from support.drawn import CLAIMS, Drawn, accounts, dossiers

from dossier.config import Settings
from dossier.evidence import assess
from dossier.export.claims import claims_csv, claims_json
from dossier.export.previews import preview
from dossier.model.figures import ClaimFigures, Figures, SameText
from dossier.model.ledger import ledger_of
from dossier.model.parts import Account
from dossier.model.records import Claim
from dossier.render import Renderer, draw_record
from dossier.render.site import OVERVIEWS

pytestmark = pytest.mark.slow

SETTINGS = Settings(
    Path("/nowhere"), Path("/nowhere/content"), Path("/nowhere/site"), "A dossier", "https://example.org/"
)
DRAW = (Phase.explicit, Phase.generate)
"""A dossier is drawn in a twentieth of a second: shrinking an example would take minutes."""


def outputs(drawn: Drawn) -> Mapping[str, Mapping[str, str]]:
    """For each claim, every output that states its evidence."""
    built, figures = drawn.corpus, drawn.figures
    renderer = Renderer(built, figures, SETTINGS)
    front = next(page.body for page in OVERVIEWS["front"](renderer))
    event, finding = (draw_record(renderer, built.records[id_]).body for id_ in ("e", "g"))
    rows = {
        row["id"]: row["sentence"]
        for row in csv.DictReader(io.StringIO(claims_csv(built, figures).decode("utf-8-sig")))
    }
    entries = {entry["id"]: entry["sentence"] for entry in json.loads(claims_json(built, figures))}
    found = {}
    for id_ in CLAIMS:
        page = draw_record(renderer, built.records[id_]).body
        shown, _, cited = page.partition('id="cite"')
        said = preview(built, figures, built.records[id_])
        assert said is not None
        found[id_] = {
            "page": shown,
            "citation": cited,
            "list of an event": event,
            "list of a finding": finding,
            "preview": "\n".join(said),
            "claims.csv": rows[id_],
            "claims.json": entries[id_],
        }
        if figures.claims[id_].disputed:
            found[id_]["front page"] = front
    return found


@given(dossiers())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], phases=DRAW)
def test_every_output_has_the_line_and_none_hides_dissent(drawn: Drawn) -> None:
    figures = drawn.figures.claims
    for id_, shown in outputs(drawn).items():
        line = figures[id_].line
        for name, text in shown.items():
            assert line[1:] in text, (id_, name)
            if name in ("page", "citation", "preview", "claims.csv", "claims.json"):
                assert f"In this dossier: {line[:1].lower()}{line[1:]}" in text, (id_, name)
            for other in figures.values():
                if not other.disputed:
                    text = text.replace(other.line, "")
            assert not figures[id_].disputed or "no dissent" not in text.lower(), (id_, name)


@given(dossiers())
def test_who_denies_differs_or_supports_a_contradiction_is_dissent_whatever_its_origin(drawn: Drawn) -> None:
    figures = drawn.figures.claims
    for id_ in CLAIMS:
        own = [(a.id, account) for a in drawn.articles() for account in a.claims if account.claim == id_]
        against = {article for article, account in own if account.stance in ("denies", "differs")}
        assert set(figures[id_].dissent) == against
        assert figures[id_].disputed == bool(against or contradicting(drawn, id_))


@given(dossiers())
def test_who_supports_a_contradicting_claim_is_never_silent(drawn: Drawn) -> None:
    figures = drawn.figures.claims
    for id_ in CLAIMS:
        heard = {article for other in contradicting(drawn, id_) for article in figures[other].articles}
        assert not heard & set(figures[id_].silent)


@given(dossiers())
def test_contradiction_is_symmetric_and_both_halves_are_disputed(drawn: Drawn) -> None:
    figures = drawn.figures.claims
    for id_ in CLAIMS:
        assert set(figures[id_].contradictions) == contradicting(drawn, id_)
        for other in figures[id_].contradictions:
            assert id_ in figures[other].contradictions
            assert figures[id_].disputed
            assert figures[other].disputed


def contradicting(drawn: Drawn, id_: str) -> set[str]:
    """The claims that contradict one, whichever of them says so."""
    claims = [record for record in drawn.records if isinstance(record, Claim)]
    own = next(claim for claim in claims if claim.id == id_)
    return {*own.contradicts, *(claim.id for claim in claims if id_ in claim.contradicts)}


def origins(figures: Figures) -> Mapping[str, int]:
    return {id_: len(found.origins) for id_, found in figures.claims.items()}


def no_more(after: Figures, before: Figures) -> bool:
    return all(origins(after)[id_] <= number for id_, number in origins(before).items())


@given(dossiers(), accounts())
def test_an_article_of_which_nothing_is_declared_adds_no_origin(drawn: Drawn, own: Account) -> None:
    new = article("z", replace(own, rests_on=()), subject=())
    assert no_more(Drawn((*drawn.records, new), drawn.same).figures, drawn.figures)


@given(dossiers(), accounts(), st.data())
def test_an_account_of_which_nothing_is_declared_adds_no_origin(
    drawn: Drawn, own: Account, data: st.DataObject
) -> None:
    """Nothing is inherited by it: its article carries nobody's text, and is not about its event."""
    was = data.draw(st.sampled_from(drawn.articles()))
    was = replace(was, carries=None, subject=())
    now = replace(was, claims=(*was.claims, replace(own, rests_on=())))
    rest = tuple(record for record in drawn.records if record.id != was.id)
    assert no_more(Drawn((*rest, now), drawn.same).figures, Drawn((*rest, was), drawn.same).figures)


@given(dossiers(), st.data())
@settings(max_examples=300)
def test_a_same_text_that_nobody_declares_adds_no_origin(drawn: Drawn, data: st.DataObject) -> None:
    """A copy that is entered as its outlet's own reporting, on whatever day; the text itself has a known origin."""
    before = drawn.figures.claims
    known = [
        (id_, article) for id_, f in before.items() for article in f.articles if article not in f.unknown
    ]
    if not known:
        return
    claim, text = data.draw(st.sampled_from(known))
    third = data.draw(st.sampled_from(drawn.articles())).id
    day = data.draw(st.sampled_from(["2022-12-27", "2022-12-30", "2022-12-31"]))
    copy = article("z", account("own", claim=claim), subject=(), published=day)
    same = [SameText(id_, "z", 0.9) for id_ in sorted({text, third} if data.draw(st.booleans()) else {text})]
    after = Drawn((*drawn.records, copy), (*drawn.same, *same)).figures
    assert origins(after)[claim] <= len(before[claim].origins)


@given(dossiers())
@settings(max_examples=300)
def test_the_ledger_adds_up(drawn: Drawn) -> None:
    for figures in drawn.figures.claims.values():
        ledger = ledger_of(figures)
        assert [origin for origin, _ in ledger.origins] == list(figures.origins)
        assert all(entries for _, entries in ledger.origins)
        under = {entry.article for _, entries in ledger.origins for entry in entries}
        unknown = {entry.article for entry in ledger.unknown}
        copies = {article for article, _ in ledger.same_text}
        assert under | unknown | copies == set(figures.articles)
        assert not under & unknown
        assert unknown == set(figures.unknown)
        assert (
            ledger.result
            == f"{len(figures.articles)} → {len(figures.origins)}, and {len(figures.unknown)} unknown"
        )
        assert all(entry.trails for _, entries in ledger.origins for entry in entries)
        assert counted_by_someone(figures)


def counted_by_someone(figures: ClaimFigures) -> bool:
    """Every counted origin is reached by an article that no other is counted for."""
    supporting = [a for a in figures.accounts if a.supports and a.article not in figures.same_text]
    return set(figures.origins) == {origin for a in supporting for origin in a.origins}


def test_the_line_of_a_claim_denied_by_who_does_not_say_how_it_knows() -> None:
    """The case of the review: the denial's origin is unknown, and it stands first all the same."""
    records = (article("k", account("own")), article("l", account(stance="denies", basis="unstated")))
    line = assess(corpus(*records)).claims["c"].line
    assert line == "Denied by 1 article. Reported by 1 article, from 1 independent origin."

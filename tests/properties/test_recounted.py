"""A package's own program counts every figure as the dossier's does, by code of its own, for random dossiers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.corpora import actor, outlet
from support.drawn import Drawn, dossiers
from support.sitecases import cases

from dossier.config import Settings
from dossier.export.complete import complete
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.records import Record
from dossier.pack import verify
from dossier.pipeline import Checked

SETTINGS = Settings(Path("/nowhere"), Path("/nowhere/content"), Path("/nowhere/site"), "A dossier")


def by_id(corpus: Corpus) -> list[Record]:
    return sorted(corpus.records.values(), key=lambda record: record.id)


def faults(corpus: Corpus, figures: Figures, settings: Settings = SETTINGS) -> list[str]:
    """What the program finds wrong with the figures in the complete JSON."""
    stored = json.loads(b"".join(complete(corpus, figures, settings, by_id(corpus))))
    found: list[str] = []
    assert verify.check_figures(stored, found) == len(figures.claims)
    return found


@st.composite
def held(draw: st.DrawFn) -> Drawn:
    """A random dossier in which outlets are actors, editions of one another, and controlled."""
    drawn = draw(dossiers())
    outlets = sorted({article.publisher for article in drawn.articles()})
    anybody = st.sampled_from([None, "x", "y", "z"])
    more: list[Record] = [
        actor("x", held=draw(anybody)),
        actor("y", held=draw(anybody)),
        actor("z", state=draw(st.booleans()), held=draw(anybody)),
    ]
    for id_ in outlets:
        is_ = draw(anybody)
        edition = None if is_ else draw(st.sampled_from([None, *(o for o in outlets if o != id_)]))
        more.append(outlet(id_, is_=is_, edition_of=edition, held=draw(anybody)))
    return Drawn((*drawn.records, *more), drawn.same)


@given(held())
def test_of_a_random_dossier(drawn: Drawn) -> None:
    assert faults(drawn.corpus, drawn.figures) == []


@given(held(), st.data())
def test_a_figure_that_is_not_so_is_named(drawn: Drawn, data: st.DataObject) -> None:
    stored = json.loads(b"".join(complete(drawn.corpus, drawn.figures, SETTINGS, by_id(drawn.corpus))))
    claim = data.draw(st.sampled_from([record for record in stored["records"] if record["kind"] == "claim"]))
    name = data.draw(st.sampled_from([n for n, value in claim["figures"].items() if isinstance(value, list)]))
    if name == "accounts":
        claim["figures"][name] = claim["figures"][name][1:] or [
            {"article": "k", "stance": "asserts", "basis": "document", "trails": []}
        ]
    else:
        claim["figures"][name] = claim["figures"][name][1:] or ["somebody-else"]
    found: list[str] = []
    verify.check_figures(stored, found)
    begin = "its accounts are others" if name == "accounts" else f"{name} is "
    assert [fault for fault in found if fault.startswith(f"{claim['id']}: {begin}")]


@pytest.mark.slow
@given(held())
def test_a_sentence_that_says_other_figures_is_named(drawn: Drawn) -> None:
    stored = json.loads(b"".join(complete(drawn.corpus, drawn.figures, SETTINGS, by_id(drawn.corpus))))
    for claim in (record for record in stored["records"] if record["kind"] == "claim"):
        claim["figures"]["sentence"] = (
            "In this dossier: reported by 99 articles, from 50 independent origins. No dissent."
        )
    found: list[str] = []
    verify.check_figures(stored, found)
    assert len([fault for fault in found if "its sentence does not say its figures" in fault]) == 3


def test_of_the_first_dossier_and_of_every_made_up_one(
    checked: Checked, settings: Settings, tmp_path: Path
) -> None:
    assert faults(checked.corpus, checked.figures, settings) == []
    for case in cases():
        if "as_of" not in case.settings:
            found, its = case.checked(tmp_path / case.name)
            assert faults(found.corpus, found.figures, its) == [], case.name

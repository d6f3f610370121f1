"""The figures of a claim come back from the cache as they were, and a version is a digest of the same of them for ever."""

from __future__ import annotations

import marshal
from dataclasses import MISSING, fields

from dossier.derive.version import record_version
from dossier.incremental.figures_codec import dump_claim, load_claim
from dossier.model.figures import AccountFigures, ClaimFigures, Trail
from dossier.model.records import Claim

FIGURES = ClaimFigures(
    claim="c",
    accounts=(
        AccountFigures("a", 1, "asserts", "witnessed", (Trail(("p",), "p", "", ""),)),
        AccountFigures("b", 0, "denies", "on-record", (Trail((), "", "unknown", "q"),)),
    ),
    articles=("a",),
    origins=("p",),
    unknown=("d",),
    controllers=("s",),
    uncontrolled=("p",),
    denied_by=("b",),
    differs_by=("e",),
    contradicting=("f",),
    contradicting_unknown=("g",),
    contrary=("h",),
    silent=("i",),
    bases={"p": "witnessed"},
    same_text={"d": "a"},
    withheld=2,
)


def test_every_field_has_a_value_of_its_own_here() -> None:
    """Else the test below would not miss one that is not stored."""
    for each in fields(ClaimFigures):
        default = each.default_factory() if each.default_factory is not MISSING else each.default
        assert getattr(FIGURES, each.name) != default, each.name


def test_they_come_back_as_they_were() -> None:
    assert load_claim(marshal.loads(marshal.dumps(dump_claim(FIGURES)))) == FIGURES


def test_the_version_of_a_claim_stays() -> None:
    """A release of the program changes no version, unless the counting rule does (docs/decisions/0025): a new field of the
    figures is no part of it.
    """
    assert record_version(Claim(id="c", title="It rained", about=("s",)), FIGURES) == "0270e93de28c"

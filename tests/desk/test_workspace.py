"""The desk's steps on files: what is written, what is refused, and that nothing is lost."""

# ruff: noqa: E501

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.desk import ARTICLE, CAPTURE, GATE
from support.effort import times

from dossier.desk.given import Refused, Step
from dossier.desk.ground import region
from dossier.desk.steps import applied
from dossier.desk.undo import journal
from dossier.desk.workspace import Conflict, Workspace
from dossier.read.front_edits import values
from dossier.store.captures import parse

BLOCKS = parse(GATE, CAPTURE.encode()).blocks
QUOTE = {
    "do": "quote",
    "claim": "nobody-hurt",
    "text": "Nobody was hurt",
    "paragraph": 3,
    "stance": "reports",
    "by": "port-captain",
}


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    return workspace


def path_of(desk: Workspace) -> Path:
    return desk.settings.content / f"articles/{GATE}.md"


STEPS: list[tuple[Step, str, str]] = [
    (
        QUOTE,
        "",
        "  - claim: nobody-hurt\n    stance: reports\n    by: port-captain\n    basis: unstated\n    quotes:\n      - {text: Nobody was hurt, at: ¶ 3}\n",
    ),
    (
        {"do": "quote", "claim": "gate-fell", "text": "Then the gate fell", "paragraph": 2},
        "",
        "      - {text: Then the gate fell, at: ¶ 2}\n",
    ),
    (
        {"do": "quote", "claim": "gate-fell", "text": "The gate", "paragraph": 0},
        "",
        "      - {text: The gate, at: headline}\n",
    ),
    (
        {"do": "name", "actor": "olga-vintner", "as": "called", "text": "docker", "paragraph": 2},
        "  olga-vintner: {named: [Olga Vintner]}\n",
        "  olga-vintner: {named: [Olga Vintner], called: [docker]}\n",
    ),
    (
        {"do": "name", "actor": "port-captain", "as": "named", "text": "Port Captain", "paragraph": 3},
        "",
        "  port-captain: {named: [Port Captain]}\n",
    ),
    (
        {"do": "list", "key": "places", "value": "north-pier"},
        "places: [quay-town]\n",
        "places: [quay-town, north-pier]\n",
    ),
    (
        {"do": "set", "path": ["claims", 0, "stance"], "value": "reports"},
        "    stance: asserts\n",
        "    stance: reports\n",
    ),
    (
        {"do": "set", "path": ["published"], "value": "2023-01"},
        "published: 2023-01-02\n  - published\n",
        "published: 2023-01\n",
    ),
    (
        {"do": "set", "path": ["published_because"], "value": "the page says January"},
        "",
        "published_because: the page says January\n",
    ),
    (
        {"do": "set", "path": ["rests_on"], "value": "reuters"},
        "rests_on: [own]   # its byline\n",
        "rests_on: [reuters]   # its byline\n",
    ),
    (
        {"do": "set", "path": ["claims", 0, "rests_on"], "value": "own, reuters > ministry"},
        "",
        "    rests_on: [own, reuters > ministry]\n",
    ),
    (
        {"do": "unset", "path": ["claims", 0, "quotes", 0]},
        "    quotes:\n      - {text: the gate fell, at: ¶ 2}\n",
        "    quotes: []\n",
    ),
    (
        {"do": "unset", "path": ["actors", "olga-vintner"]},
        "actors:\n  olga-vintner: {named: [Olga Vintner]}\n",
        "actors: {}\n",
    ),
    ({"do": "unset", "path": ["places", 0]}, "places: [quay-town]\n", ""),
    ({"do": "confirm", "entry": "published"}, "  - published\n", ""),
    (
        {
            "do": "revise",
            "path": ["claims", 0],
            "values": {"stance": "differs", "value": "3 January", "when": "2023-01-03", "by": ""},
        },
        "    stance: asserts\n",
        "    stance: differs\n    value: 3 January\n    when: 2023-01-03\n",
    ),
    (
        {"do": "revise", "path": ["claims", 0], "values": {"claim": "nobody-hurt", "text": "the gate fell"}},
        "  - claim: gate-fell\n",
        "  - claim: nobody-hurt\n",
    ),
    (
        {
            "do": "revise",
            "path": ["claims", 0, "quotes", 0],
            "values": {"text": "Nobody was hurt", "lang": "tr", "translation": "It: fell"},
        },
        "      - {text: the gate fell, at: ¶ 2}\n",
        '      - {text: Nobody was hurt, at: ¶ 3, lang: tr, translation: "It: fell"}\n',
    ),
    (
        {
            "do": "replace",
            "entry": "claims gate-fell",
            "values": {
                "claim": "gate-fell",
                "stance": "reports",
                "by": "olga-vintner",
                "text": "Then the gate fell",
            },
        },
        "    stance: asserts\n      - {text: the gate fell, at: ¶ 2}\n  - claims gate-fell\n",
        "    stance: reports\n    by: olga-vintner\n      - {text: Then the gate fell, at: ¶ 2}\n",
    ),
    (
        {"do": "replace", "entry": "published", "values": {"value": "2023-01"}},
        "published: 2023-01-02\n  - published\n",
        "published: 2023-01\n",
    ),
    (
        {
            "do": "unset",
            "path": ["claims", {"at": 7, "is": "gate-fell"}, "quotes", {"at": 7, "is": "the gate fell"}],
        },
        "    quotes:\n      - {text: the gate fell, at: ¶ 2}\n",
        "    quotes: []\n",
    ),
    (
        {
            "do": "chain",
            "path": ["rests_on", 0],
            "chain": ["reuters", "ministry"],
            "because": "its foot: a credit",
        },
        "rests_on: [own]   # its byline\n",
        'rests_on: [{chain: reuters > ministry, because: "its foot: a credit"}]   # its byline\n',
    ),
    (
        {"do": "chain", "path": ["rests_on"], "chain": ["reuters"]},
        "rests_on: [own]   # its byline\n",
        "rests_on: [own, reuters]   # its byline\n",
    ),
    (
        {"do": "chain", "path": ["claims", 0, "rests_on"], "chain": ["unknown"]},
        "",
        "    rests_on: [unknown]\n",
    ),
    (
        {"do": "chain", "path": ["carries"], "chain": ["reuters"], "because": "its foot"},
        "",
        "carries: {chain: reuters, because: its foot}\n",
    ),
    ({"do": "body", "text": "It fell."}, "What it says of [[olga-vintner]].\n", "It fell.\n"),
]


@pytest.mark.parametrize(("step", "gone", "come"), STEPS, ids=lambda value: str(value)[:50])
def test_a_step_changes_these_lines_alone(step: Step, gone: str, come: str) -> None:
    after = applied(ARTICLE, step, BLOCKS)
    lines = list(difflib.ndiff(ARTICLE.splitlines(keepends=True), after.splitlines(keepends=True)))
    assert "".join(line[2:] for line in lines if line.startswith("- ")) == gone
    assert "".join(line[2:] for line in lines if line.startswith("+ ")) == come


def test_a_guess_that_is_wrong_takes_what_it_filled_in_with_it() -> None:
    after = values(applied(ARTICLE, {"do": "reject", "entry": "claims gate-fell"}, BLOCKS))
    assert (after["claims"], after["to_confirm"]) == ([], ["published"])


WAITING = ARTICLE.replace(
    "  - published\n",
    "  - published\n  - actors olga-vintner\n  - places\n  - rests_on\n  - carries\n  - authors\n",
).replace(
    "rests_on: [own]   # its byline",
    "authors: [Ina]\nrests_on:\n  - {chain: own, because: its byline}\n  - reuters\ncarries: {chain: reuters, because: its foot}",
)


@pytest.mark.parametrize(
    ("entry", "given_", "key", "now"),
    [
        (
            "actors olga-vintner",
            {"actor": "olga-vintner", "named": "Olga Vintner", "called": "docker; a docker"},
            "actors",
            {"olga-vintner": {"named": ["Olga Vintner"], "called": ["docker", "a docker"]}},
        ),
        (
            "actors olga-vintner",
            {"actor": "port-captain", "named": "", "called": "docker"},
            "actors",
            {"port-captain": {"called": ["docker"]}},
        ),
        ("places", {"value": "north-pier quay-town"}, "places", ["north-pier", "quay-town"]),
        (
            "rests_on",
            {"value": "own, reuters > ministry"},
            "rests_on",
            [{"chain": "own", "because": "its byline"}, "reuters > ministry"],
        ),
        ("carries", {"value": "dock-herald"}, "carries", {"chain": "dock-herald", "because": "its foot"}),
        ("carries", {"value": {"chain": "own", "because": ""}}, "carries", "own"),
        (
            "rests_on",
            {"value": ["unknown", {"chain": "own", "because": "its byline"}]},
            "rests_on",
            ["unknown", {"chain": "own", "because": "its byline"}],
        ),
        ("authors", {"value": "Ina; Bo Ek"}, "authors", ["Ina", "Bo Ek"]),
    ],
)
def test_what_is_written_takes_the_place_of_a_guess(
    entry: str, given_: dict[str, str], key: str, now: Any
) -> None:
    before = values(WAITING)
    after = values(applied(WAITING, {"do": "replace", "entry": entry, "values": given_}, BLOCKS))
    assert after[key] == now
    assert after["to_confirm"] == [one for one in before["to_confirm"] if one != entry]
    assert {k: v for k, v in after.items() if k not in (key, "to_confirm")} == {
        k: v for k, v in before.items() if k not in (key, "to_confirm")
    }


@pytest.mark.parametrize(
    ("given_", "why"),
    [
        ({"named": "Olga", "called": "Vintner; Nobody Else"}, "Nobody Else.*does not stand"),
        ({"named": "docker", "called": "docker"}, "both a name and a label"),
        ({"actor": "x y", "named": "docker"}, "no id"),
    ],
)
def test_names_that_are_not_in_the_text_take_no_place(given_: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        applied(WAITING, {"do": "replace", "entry": "actors olga-vintner", "values": given_}, BLOCKS)


REFUSED: list[tuple[Step, str]] = [
    ({}, "no step"),
    ({"do": "quote", "claim": "gate-fell", "text": "the gate rose", "paragraph": 2}, "does not stand there"),
    ({"do": "quote", "claim": "gate-fell", "text": "he gate fel", "paragraph": 2}, "whole words"),
    ({"do": "quote", "claim": "gate-fell", "text": "the gate fell", "paragraph": 1}, "does not stand there"),
    ({"do": "quote", "claim": "gate-fell", "text": "the gate fell", "paragraph": 9}, "no such paragraph"),
    ({"do": "quote", "claim": "gate-fell", "text": "the gate fell", "paragraph": True}, "no such paragraph"),
    ({"do": "quote", "claim": "gate-fell", "text": "the gate fell", "paragraph": 2}, "already"),
    ({"do": "quote", "claim": "", "text": "the gate fell", "paragraph": 2}, "no id"),
    ({"do": "quote", "claim": "../x", "text": "Nobody was hurt", "paragraph": 3}, "no id"),
    ({**QUOTE, "stance": "confirms"}, "one of asserts"),
    ({**QUOTE, "stance": "differs"}, "needs the value"),
    ({**QUOTE, "by": "a\x00b"}, "control character"),
    ({**QUOTE, "by": "x" * 30_000}, "20,000 letters"),
    (
        {"do": "name", "actor": "olga-vintner", "as": "called", "text": "Olga Vintner", "paragraph": 2},
        "a name is no label",
    ),
    ({"do": "list", "key": "places", "value": "quay-town"}, "already"),
    ({"do": "list", "key": "claims", "value": "quay-town"}, "one of places"),
    ({"do": "set", "path": ["id"], "value": "other"}, "no such value"),
    ({"do": "set", "path": [], "value": "x"}, "no such value"),
    ({"do": "set", "path": ["body"], "value": "x"}, "no such value"),
    ({"do": "set", "path": ["title"], "value": " "}, "write a value"),
    ({"do": "unset", "path": ["title"]}, "needs its title"),
    ({"do": "unset", "path": ["claims", 7]}, "gone already"),
    ({"do": "reject", "entry": "published"}, "needs its published"),
    ({"do": "confirm", "entry": "language"}, "not in its to_confirm"),
    ({"do": "replace", "entry": "language", "values": {"value": "en"}}, "not in its to_confirm"),
    ({"do": "replace", "entry": "published"}, "no values"),
    ({"do": "replace", "entry": "published", "values": {"value": ""}}, "write a value"),
    (
        {"do": "replace", "entry": "claims gate-fell", "values": {"text": "the gate rose"}},
        "does not stand in",
    ),
    ({"do": "replace", "entry": "claims gate-fell", "values": {"claim": "../x"}}, "no id"),
    ({"do": "revise", "path": ["claims", 0], "values": {"stance": "differs"}}, "needs the value"),
    ({"do": "revise", "path": ["claims", 0], "values": {"stance": "guesses"}}, "one of asserts"),
    ({"do": "revise", "path": ["claims", 7], "values": {}}, "gone already"),
    ({"do": "unset", "path": ["claims", {"at": 0, "is": "nobody-hurt"}]}, "gone already"),
    ({"do": "unset", "path": ["title", {"at": 0, "is": "T"}]}, "gone already"),
    ({"do": "unset", "path": ["claims", {"at": True}]}, "gone already"),
    ({"do": "move", "path": ["claims", 0], "by": -1}, "is the first already"),
    ({"do": "move", "path": ["claims", 0], "by": 1}, "is the last already"),
    ({"do": "move", "path": ["claims", 0], "by": "1"}, "no entry of a list"),
    ({"do": "move", "path": ["title"], "by": 1}, "no entry of a list"),
    ({"do": "move", "path": ["claims", 0, "stance"], "by": 1}, "no entry of a list"),
    ({"do": "move", "path": ["actors", "nobody"], "by": 1}, "no entry of a list"),
    ({"do": "chain", "path": ["rests_on"], "chain": []}, "choose whom"),
    ({"do": "chain", "path": ["rests_on"], "chain": ["own"]}, 'own" is there already'),
    ({"do": "chain", "path": ["rests_on", 0], "chain": ["a b"]}, '"a b" is no id'),
    ({"do": "chain", "path": ["rests_on", 0], "chain": ["x"] * 21}, "more than 20"),
    ({"do": "chain", "path": ["rests_on", 7], "chain": ["x"]}, "no such chain"),
    ({"do": "chain", "path": ["places", 0], "chain": ["x"]}, "no such chain"),
    ({"do": "revise", "path": ["title"], "values": {}}, "no such account"),
    ({"do": "revise", "path": ["claims", 0, "quotes", 0], "values": {"text": ""}}, "write the words"),
]


@pytest.mark.parametrize(("step", "why"), REFUSED, ids=lambda value: str(value)[:60])
def test_a_step_that_is_refused_says_why(step: Step, why: str) -> None:
    with pytest.raises(Refused, match=why):
        applied(ARTICLE, step, BLOCKS)


@pytest.mark.parametrize(
    ("step", "field"),
    [
        ({**QUOTE, "by": "x" * 30_000}, ("by",)),
        ({**QUOTE, "stance": "differs"}, ("value",)),
        ({"do": "quote", "claim": "gate-fell", "text": "the gate rose", "paragraph": 2}, ("text",)),
        ({"do": "set", "path": ["published"], "value": "soon"}, ("published",)),
        ({"do": "set", "path": ["claims", 0, "when"], "value": "soon"}, ("claims", 0, "when")),
        ({"do": "set", "path": ["title"], "value": ""}, ("title",)),
        ({"do": "unset", "path": ["claims", 7]}, ()),
    ],
    ids=str,
)
def test_what_is_refused_names_the_value_at_fault(
    desk: Workspace, step: Step, field: tuple[str, ...]
) -> None:
    with pytest.raises(Refused) as refused:
        desk.step(GATE, step, "")
    assert refused.value.field == field


def test_the_error_of_a_form_names_its_entry(desk: Workspace) -> None:
    with pytest.raises(Refused) as refused:
        desk.edit(
            "actor", "olga-vintner", {"values": {"names": [{"name": "A"}, {"name": "B", "lang": "xx-??"}]}}
        )
    assert refused.value.field == ("names", 1, "lang")


def test_an_entry_is_found_where_another_step_left_it(desk: Workspace) -> None:
    """Two windows: what one of them drew stands elsewhere by now."""
    desk.step(GATE, {"do": "account", "claim": "nobody-hurt", "stance": "asserts"}, "")
    drawn = [{"at": 0, "is": "gate-fell"}, {"at": 1, "is": "nobody-hurt"}]
    desk.step(GATE, {"do": "move", "path": ["claims", drawn[1]], "by": -1}, "")
    desk.step(GATE, {"do": "set", "path": ["claims", drawn[1], "basis"], "value": "document"}, "")
    desk.step(GATE, {"do": "unset", "path": ["claims", drawn[0]]}, "")
    (left,) = values(path_of(desk).read_text("utf-8"))["claims"]
    assert left == {"claim": "nobody-hurt", "stance": "asserts", "basis": "document"}
    with pytest.raises(Refused, match="gone already"):
        desk.step(GATE, {"do": "unset", "path": ["claims", drawn[0]]}, "")


def test_the_page_has_the_titles_of_the_records_it_names(desk: Workspace) -> None:
    desk.step(GATE, {"do": "chain", "path": ["rests_on"], "chain": ["dock-herald", "port-captain"]}, "")
    view = desk.view(GATE)
    assert view["titles"]["dock-herald"] == "Dock Herald"
    assert view["titles"]["port-captain"] == "Port Captain Reed"
    assert view["rests_on"][1] == {
        "text": "dock-herald > port-captain",
        "links": ["dock-herald", "port-captain"],
        "because": "",
    }
    assert desk.record("claim", "gate-fell")["titles"] == {"quay-town": "Quay Town"}
    assert desk.titles("quay-town nobody".split()) == {"quay-town": "Quay Town"}


def test_what_waits_is_asked_in_plain_words(desk: Workspace) -> None:
    path = path_of(desk)
    text = ARTICLE.replace("rests_on: [own]", "carries: dock-herald\nrests_on: [dock-herald > port-captain]")
    path.write_text(
        text.replace("  - published\n", "  - published\n  - publisher\n  - carries\n  - rests_on\n"), "utf-8"
    )
    asked = [guess["question"] for guess in desk.view(GATE)["guesses"]]
    assert asked[:4] == [
        "Published: 2023-01-02",
        "Outlet: Dock Herald",
        "Whose text it is, if another's: Dock Herald",
        "Where the article has it from: Dock Herald > Port Captain Reed",
    ]


def test_a_step_is_written_at_once_undone_and_done_again(desk: Workspace) -> None:
    path = path_of(desk)
    desk.step(GATE, QUOTE, "")
    after = path.read_text("utf-8")
    assert "nobody-hurt" in after
    again = Workspace(desk.settings, desk.captures)  # a reload, or the next day
    assert again.view(GATE)["undo"] == 1
    again.back(GATE)
    assert path.read_text("utf-8") == ARTICLE
    again.back(GATE, forward=True)
    assert path.read_text("utf-8") == after
    with pytest.raises(Refused, match="nothing to do again"):
        again.back(GATE, forward=True)


def test_what_is_changed_from_outside_stays(desk: Workspace) -> None:
    path = path_of(desk)
    seen = desk.view(GATE)["digest"]
    path.write_text(ARTICLE.replace("read: full", "read: opening"), "utf-8")
    assert "changed from outside" in desk.step(GATE, QUOTE, seen)
    found = values(path.read_text("utf-8"))
    assert (found["read"], len(found["claims"])) == ("opening", 2)
    desk.back(GATE)
    assert path.read_text("utf-8") == ARTICLE.replace("read: full", "read: opening")


def test_an_undo_of_lines_that_were_changed_since_writes_nothing(desk: Workspace) -> None:
    path = path_of(desk)
    desk.step(GATE, {"do": "set", "path": ["published"], "value": "2023-01"}, "")
    path.write_text(path.read_text("utf-8").replace("published: 2023-01", "published: 2022"), "utf-8")
    before = path.read_bytes()
    with pytest.raises(Conflict):
        desk.back(GATE)
    assert path.read_bytes() == before


def test_two_summaries_are_merged_by_lines_or_both_shown(desk: Workspace) -> None:
    path = path_of(desk)
    seen = "One.\n\nTwo.\n\nThree."
    desk.step(GATE, {"do": "body", "text": seen, "base": "What it says of [[olga-vintner]]."}, "")
    path.write_text(path.read_text("utf-8").replace("One.", "First."), "utf-8")
    desk.step(GATE, {"do": "body", "text": "One.\n\nTwo.\n\nThird.", "base": seen}, "")
    assert path.read_text("utf-8").endswith("---\n\nFirst.\n\nTwo.\n\nThird.\n")
    before = path.read_bytes()
    with pytest.raises(Conflict) as conflict:
        desk.step(GATE, {"do": "body", "text": "Another one.\n\nTwo.\n\nThree.", "base": seen}, "")
    assert conflict.value.theirs == "First.\n\nTwo.\n\nThird."
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda path: path.unlink(), "is gone"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "cannot be read"),
        (lambda path: path.write_text("no front matter"), "not written"),
        (lambda path: path.write_text("---\nclaims: [\n---\n"), "not written"),
        (lambda path: path.rename(path.with_name("other.md")), "is gone"),
    ],
)
def test_a_file_that_was_harmed_meanwhile_is_left_as_it_is(
    desk: Workspace, harm: Callable[[Path], Any], why: str
) -> None:
    path = path_of(desk)
    desk.view(GATE)
    harm(path)
    before = {p: p.read_bytes() for p in path.parent.iterdir()}
    with pytest.raises(Refused, match=why):
        desk.step(GATE, QUOTE, "")
    assert {p: p.read_bytes() for p in path.parent.iterdir()} == before


def test_a_full_disk_loses_nothing(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dossier.desk.files.replace_file", full)
    with pytest.raises(OSError, match="No space"):
        desk.step(GATE, QUOTE, "")
    assert path_of(desk).read_text("utf-8") == ARTICLE
    assert journal(desk.settings.project, GATE).done == 0


def test_a_file_that_cannot_be_read_is_shown_with_what_is_wrong(desk: Workspace) -> None:
    path_of(desk).write_text("---\ntitle: A\npublished: never\n---\n", "utf-8")
    view = desk.view(GATE)
    assert view["broken"]
    assert any(d["code"] == "bad-date" and d["where"] == "3:12" for d in view["diagnostics"])


def test_what_the_page_shows(desk: Workspace) -> None:
    assert not desk.view(GATE)["proposed"]
    desk.propose(GATE)
    view = desk.view(GATE)
    assert [block["label"] for block in view["blocks"]] == ["headline", "¶ 1", "¶ 2", "¶ 3"]
    marks = {
        (m["kind"], m["paragraph"], BLOCKS[m["paragraph"]][m["start"] : m["end"]], m["proposed"])
        for m in view["marks"]
    }
    assert marks == {
        ("quotation", 2, "the gate fell", True),
        ("name", 2, "Olga Vintner", False),
        ("place", 1, "Quay Town", False),
    }
    keys = [guess["key"] for guess in view["guesses"]]
    assert keys[:2] == ["confirm published", "confirm claims gate-fell"]
    assert "name port-captain Port Captain Reed" in keys
    assert desk.view("dock-herald-bawaba")["blocks"][1]["dir"] == "rtl"


def test_each_part_of_a_quotation_with_an_omission_is_marked(desk: Workspace) -> None:
    path = path_of(desk)
    path.write_text(ARTICLE.replace("text: the gate fell", 'text: "gate fell […] from the north"'), "utf-8")
    marked = [
        BLOCKS[m["paragraph"]][m["start"] : m["end"]]
        for m in desk.view(GATE)["marks"]
        if m["kind"] == "quotation"
    ]
    assert marked == ["gate fell", "from the north"]
    path.write_text(ARTICLE.replace("text: the gate fell", 'text: "gate fell […] from the south"'), "utf-8")
    assert "quotation" not in {m["kind"] for m in desk.view(GATE)["marks"]}


def test_a_proposal_that_was_rejected_is_not_asked_again(desk: Workspace) -> None:
    key = "name port-captain Port Captain Reed"
    desk.propose(GATE)
    assert key in [guess["key"] for guess in desk.view(GATE)["guesses"]]
    desk.dismiss(GATE, key)
    again = Workspace(desk.settings, desk.captures)
    again.propose(GATE)
    assert key not in [guess["key"] for guess in again.view(GATE)["guesses"]]
    assert path_of(desk).read_text("utf-8") == ARTICLE


@pytest.mark.parametrize(
    ("step", "keys"),
    [
        ({"do": "unset", "path": ["places", 0]}, ["place quay-town"]),
        ({"do": "unset", "path": ["events", 0]}, ["event gate-falls"]),
        ({"do": "unset", "path": ["actors", "olga-vintner", "called", 0]}, ["name olga-vintner docker"]),
        (
            {"do": "reject", "entry": "actors olga-vintner"},
            ["name olga-vintner Olga Vintner", "name olga-vintner docker"],
        ),
        ({"do": "reject", "entry": "claims gate-fell"}, ["claim gate-fell"]),
        ({"do": "revise", "path": ["claims", 0], "values": {"claim": "nobody-hurt"}}, ["claim gate-fell"]),
        ({"do": "replace", "entry": "places", "values": {"value": "port-town"}}, ["place quay-town"]),
        ({"do": "list", "key": "places", "value": "port-town"}, []),
    ],
)
def test_what_was_taken_out_is_not_proposed_again(
    desk: Workspace, step: dict[str, Any], keys: list[str]
) -> None:
    text = ARTICLE.replace("[Olga Vintner]}", "[Olga Vintner], called: [docker]}")
    text = text.replace("claims:\n", "events: [gate-falls]\nclaims:\n", 1)
    path_of(desk).write_text(
        text.replace("fell\n---", "fell\n  - actors olga-vintner\n  - places\n---"), "utf-8"
    )
    desk.step(GATE, step, "")
    assert journal(desk.settings.project, GATE).dismissed == keys


def test_a_place_that_was_taken_out_is_not_asked_for(desk: Workspace) -> None:
    desk.step(GATE, {"do": "unset", "path": ["places", 0]}, "")
    desk.propose(GATE)
    assert "place quay-town" not in [guess["key"] for guess in desk.view(GATE)["guesses"]]


def test_the_effect_is_told_as_a_pull_request_would_be(desk: Workspace) -> None:
    desk.state()
    desk.step(GATE, QUOTE, "")
    found = desk.effect(GATE)
    claim = {
        "id": "nobody-hurt",
        "title": "Nobody was hurt at the gate",
        "address": "claims/nobody-hurt/",
    }
    source = {
        "id": GATE,
        "title": "Dock Herald, “The gate”",
        "address": f"articles/{GATE}/",
    }
    assert [
        "stronger: claim ",
        claim,
        ": supporting articles: 0 (0 of unknown origin) → 1 (1 of unknown origin), with ",
        source,
        "; because ",
        source,
        " has an account more (reports by ",
        {"id": "port-captain", "title": "Port Captain Reed", "address": "actors/port-captain/"},
        ", unstated, rests on nothing declared)",
    ] in found["changes"]
    assert any(line[0] == claim and "1 article" in line[1] for line in found["figures"])


def test_a_record_that_is_gone_is_named_without_a_link(desk: Workspace) -> None:
    desk.state()
    (desk.settings.content / "claims/nobody-hurt.md").unlink()
    assert ["weaker: claim Nobody was hurt at the gate: removed"] in desk.effect(GATE)["changes"]


def test_a_paragraph_that_is_too_long_to_be_searched_is_told(desk: Workspace) -> None:
    (desk.captures / f"{GATE}.txt").write_text(f"{CAPTURE}\n{'Olga Vintner fell. ' * 6_000}\n", "utf-8")
    desk.propose(GATE)
    view = desk.view(GATE)
    assert view["unsearched"] == [
        "¶ 4 has 113,999 letters: nothing is looked for in it; divide it, a blank line between paragraphs"
    ]
    assert all(guess["paragraph"] != 4 for guess in view["guesses"])


def test_a_misquotation_by_hand_is_told(desk: Workspace) -> None:
    path_of(desk).write_text(ARTICLE.replace("text: the gate fell", "text: the gate rose"), "utf-8")
    assert any(d["code"] == "quote-not-in-capture" for d in desk.effect(GATE)["diagnostics"])


def test_records_are_found_in_any_spelling_and_by_the_passage(desk: Workspace) -> None:
    assert desk.find(["actor"], "VINTNER", "")[0]["id"] == "olga-vintner"
    assert desk.find(["actor"], "أولغا", "")[0]["id"] == "olga-vintner"
    assert desk.find(["claim"], "", "Nobody was hurt, he said")[0]["id"] == "nobody-hurt"
    assert desk.find(["claim"], "zzz", "") == []
    both = desk.find(["actor", "claim"], "", "The gate fell on Port Captain Reed")
    assert [one["id"] for one in both] == ["port-captain", "gate-fell", "nobody-hurt", "olga-vintner"]


@pytest.mark.parametrize(
    ("sentence", "guessed"),
    [
        ("The gate fell.", ("asserts", "unstated", "")),
        ("The gate fell, Olga Vintner said.", ("reports", "on-record", "olga-vintner")),
        ("The gate fell, said the Port Captain.", ("reports", "on-record", "")),
        ("The gate fell, officials said.", ("reports", "anonymous", "")),
        ("Officials said to Olga Vintner that it fell.", ("reports", "on-record", "olga-vintner")),
        ("Olga Vintner denied that it fell.", ("denies", "unstated", "")),
        ("“The gate fell.”", ("reports", "on-record", "")),
        ("Olga Vintner told Quay Council of it.", ("reports", "on-record", "")),
    ],
)
def test_whose_word_a_quotation_is_is_guessed_by_its_sentence(
    desk: Workspace, sentence: str, guessed: tuple[str, str, str]
) -> None:
    council = "---\ntitle: Quay Council\ntype: organisation\n---\n\nIt meets.\n"
    (desk.settings.content / "actors/quay-council.md").write_text(council, "utf-8")
    text = ARTICLE.replace("places: [", "  quay-council: {named: [Quay Council]}\nplaces: [", 1)
    path_of(desk).write_text(text, "utf-8")
    desk.state()
    assert desk.account_guess(GATE, "gate-fell", sentence) == dict(
        zip(("stance", "basis", "by"), guessed, strict=True)
    )
    assert desk.account_guess(GATE, "olga-vintner", sentence) == {}


def test_a_claim_with_a_speaker_needs_none_in_its_account(desk: Workspace) -> None:
    claim = desk.settings.content / "claims/gate-fell.md"
    claim.write_text(claim.read_text("utf-8").replace("about:", "speaker: olga-vintner\nabout:"), "utf-8")
    desk.state()
    for sentence in ("Olga Vintner, officials say.", "Olga Vintner denied it."):
        assert desk.account_guess(GATE, "gate-fell", sentence) == {
            "stance": "reports",
            "basis": "on-record",
            "by": "",
        }


def test_records_that_the_article_names_are_offered_first(desk: Workspace) -> None:
    event = desk.settings.content / "events/pier-day.md"
    event.parent.mkdir()
    event.write_text("---\ntitle: The day of the pier\nwhen: 2023-01-01\n---\n\nA day.\n", "utf-8")
    text = ARTICLE.replace("olga-vintner: ", "port-captain: ").replace(
        "claims:\n", "events: [pier-day]\nclaims:\n", 1
    )
    path_of(desk).write_text(text, "utf-8")
    desk.state()
    kinds = ["actor", "publisher", "place", "claim", "event"]
    others = ["nobody-hurt", "olga-vintner"]
    found = [one["id"] for one in desk.find(kinds, "", "", GATE)]
    assert found == ["dock-herald", "port-captain", "quay-town", "pier-day", "gate-fell", *others]
    assert desk.find(["actor"], "", "")[0]["id"] == "olga-vintner"
    assert desk.find(["place"], "", "", "no-such-article")
    assert desk.find(["actor"], "vintner", "", GATE)[0]["id"] == "olga-vintner"


NEW: dict[str, Any] = {
    "kind": "claim",
    "id": "gate-rose",
    "values": {"title": 'It "rose": again', "about": ["quay-town"]},
    "body": "Whether it rose.",
}


def test_a_new_record_is_written_from_a_form(desk: Workspace) -> None:
    assert desk.create(NEW)["title"] == 'It "rose": again'
    text = (desk.settings.content / "claims/gate-rose.md").read_text("utf-8")
    assert text == '---\ntitle: "It \\"rose\\": again"\nabout: [quay-town]\n---\n\nWhether it rose.\n'
    with pytest.raises(Refused, match="taken"):
        desk.create(NEW)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": "../../x"}, "cannot be an id"),
        ({"id": "quay-town"}, "taken"),
        ({"kind": "page"}, "no such kind"),
        ({"values": {"titel": "x"}}, "no key"),
        ({"values": {"title": "x"}}, "about"),
        ({"values": {"title": "x", "about": ["quay-town"], "when": "soon"}}, "date"),
        ({"body": ""}, "own words"),
        ({"values": {"title": {"a": {"b": {"c": {"d": {"e": "f"}}}}}}}, "no text"),
    ],
)
def test_a_form_that_is_wrong_writes_nothing(desk: Workspace, change: dict[str, Any], why: str) -> None:
    before = sorted(desk.settings.project.rglob("*"))
    with pytest.raises(Refused, match=why):
        desk.create({**NEW, **change})
    assert sorted(desk.settings.project.rglob("*")) == before


def test_a_coordinate_is_a_number(desk: Workspace) -> None:
    location = {"lat": "-36.2", "lon": "-0.55", "precision": "region"}
    desk.edit("place", "quay-town", {"values": {"location": location}})
    text = (desk.settings.content / "places/quay-town.md").read_text("utf-8")
    assert "location: {lat: -36.2, lon: -0.55, precision: region}\n" in text


def test_the_map_of_a_new_place_opens_where_most_places_are(desk: Workspace) -> None:
    assert region(desk.corpus) == (36.1, 36.9, 3.0)
    places = {
        "a": ("-17.5", "179.5"),
        "b": ("-17.0", "-179.5"),
        "c": ("-18.0", "-178.5"),
        "far": ("60", "10"),
    }
    for id_, (lat, lon) in places.items():
        given_ = {"title": id_, "type": "town", "location": {"lat": lat, "lon": lon, "precision": "locality"}}
        desk.create({"kind": "place", "id": id_, "values": given_, "body": "A town."})
    for id_ in ("quay-town", "far"):
        (desk.settings.content / f"places/{id_}.md").unlink()
    desk.state()
    lat, lon, degrees = region(desk.corpus)
    assert (lat, lon) == (-17.5, -179.5)
    assert 3 <= degrees < 10, "across the antimeridian"
    for id_ in "abc":
        (desk.settings.content / f"places/{id_}.md").unlink()
    desk.state()
    assert region(desk.corpus) == (0.0, 0.0, 300.0)


ANY: list[Step] = [step for step, _, _ in STEPS] + [step for step, _ in REFUSED]


@settings(max_examples=times(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(ANY), st.sampled_from(["undo", "redo"])), max_size=12))
def test_any_steps_and_their_undos_give_the_old_bytes(desk: Workspace, steps: list[Any]) -> None:
    path = path_of(desk)
    path.write_text(ARTICLE, "utf-8")
    saved = journal(desk.settings.project, GATE)
    saved.steps, saved.done = [], 0
    saved.save()
    for step in steps:
        before = path.read_bytes()
        try:
            if isinstance(step, str):
                desk.back(GATE, forward=step == "redo")
            else:
                desk.step(GATE, step, "")
        except Refused:
            assert path.read_bytes() == before
        assert isinstance(values(path.read_text("utf-8")), dict)
    for _ in range(journal(desk.settings.project, GATE).done):
        desk.back(GATE)
    assert path.read_text("utf-8") == ARTICLE


MANY = (
    ARTICLE.replace("named: [Olga Vintner]", "named: [Olga Vintner, Vintner, Olga]")
    .replace("  olga-vintner:", "  # the captain\n  port-captain:\n    called: [captain]\n  olga-vintner:")
    .replace(
        "rests_on: [own]",
        "rests_on: [own, unknown, {chain: dock-herald > port-captain, because: a, b}]".replace(
            "a, b", "'a, b'"
        ),
    )
    .replace(
        "      - {text: the gate fell, at: ¶ 2}\n",
        "      - {text: the gate fell, at: ¶ 2}   # sic\n\n      # the headline\n      - text: |-\n          The gate\n        at: headline\n",
    )
    .replace(
        "to_confirm:",
        "  # denied\n  - {claim: nobody-hurt, stance: denies}\n  - claim: other\n    stance: asserts\nto_confirm:",
    )
)
CLAIMS = [{"at": n, "is": id_} for n, id_ in enumerate(("gate-fell", "nobody-hurt", "other"))]
ENTRIES: list[list[Any]] = [
    *(["claims", claim] for claim in CLAIMS),
    *(
        ["claims", CLAIMS[0], "quotes", {"at": n, "is": words}]
        for n, words in enumerate(("the gate fell", "The gate"))
    ),
    *(
        ["actors", "olga-vintner", "named", {"at": n, "is": name}]
        for n, name in enumerate(("Olga Vintner", "Vintner", "Olga"))
    ),
    *(
        ["rests_on", {"at": n, "is": chain}]
        for n, chain in enumerate(("own", "unknown", "dock-herald > port-captain"))
    ),
    ["actors", "olga-vintner"],
    ["actors", "port-captain"],
]
MOVES = st.builds(
    lambda path, by: {"do": "move", "path": path, "by": by},
    st.sampled_from(ENTRIES),
    st.sampled_from([-1, 1, 2]),
)


@settings(max_examples=times(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.one_of(MOVES, st.sampled_from(["undo", "redo"])), max_size=12),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_moves_keep_every_line_and_their_undos_give_the_old_bytes(
    desk: Workspace, steps: list[Any], end: str
) -> None:
    path = path_of(desk)
    old = MANY.replace("\n", end).encode()
    path.write_bytes(old)
    saved = journal(desk.settings.project, GATE)
    saved.steps, saved.done = [], 0
    saved.save()
    for step in steps:
        before, done = path.read_bytes(), journal(desk.settings.project, GATE).done
        try:
            if isinstance(step, str):
                desk.back(GATE, forward=step == "redo")
                continue
            desk.step(GATE, step, "")
        except Refused:
            assert path.read_bytes() == before
            continue
        after = path.read_bytes()
        assert journal(desk.settings.project, GATE).done == done + 1
        if step["path"][0] == "claims" or (len(step["path"]) == 2 and step["path"][0] == "actors"):
            assert sorted(after.splitlines()) == sorted(before.splitlines())
        else:  # a list on one line: that line alone
            assert sum(a != b for a, b in zip(before.splitlines(), after.splitlines(), strict=True)) == 1
        desk.step(GATE, {**step, "by": -step["by"]}, "")
        assert path.read_bytes() == before
        desk.back(GATE)
        assert path.read_bytes() == after
    for _ in range(journal(desk.settings.project, GATE).done):
        desk.back(GATE)
    assert path.read_bytes() == old


ROLES = """  # by the herald
  - {as: 'docker', of: port-captain, when: 2023}   # sic
  # later
  - as: "speaker"   # of the dockers
    when: 2024
  - {as: witness}
"""
OLGA = """---
title: Olga Vintner
type: person
names: [{name: Olga Vintner, lang: en}, {name: "أولغا فينتنر", lang: ar}, O. Vintner]   # as printed
roles:
{ROLES}# the end
---

A docker.
""".replace("{ROLES}", ROLES)
R = values(OLGA)["roles"]
N = values(OLGA)["names"]


@pytest.mark.parametrize(
    ("given_", "gone", "come"),
    [
        ({"roles": [R[0], {**R[1], "when": "2025"}, R[2]]}, "    when: 2024\n", "    when: 2025\n"),
        ({"roles": R[:2]}, "  - {as: witness}\n", ""),
        ({"roles": R[1:]}, "  - {as: 'docker', of: port-captain, when: 2023}   # sic\n", ""),
        (
            {"roles": [R[0], R[2]]},
            '  - as: "speaker"   # of the dockers\n    when: 2024\n',
            "",
        ),
        (
            {"roles": [{"as": "docker", "when": "2023"}, *R[1:]]},
            "  - {as: 'docker', of: port-captain, when: 2023}   # sic\n",
            "  - {as: 'docker', when: 2023}   # sic\n",
        ),
        ({"roles": [*R, {"as": "aunt"}]}, "", "  - as: aunt\n"),
        ({"roles": [R[0], R[2], R[1]]}, "  - {as: witness}\n", "  - {as: witness}\n"),
        (
            {"names": [N[2], N[0], N[1]]},
            OLGA.splitlines(keepends=True)[3],
            'names: [O. Vintner, {name: Olga Vintner, lang: en}, {name: "أولغا فينتنر", lang: ar}]   # as printed\n',
        ),
        ({"roles": [R[0], {"as": "aunt"}, *R[1:]]}, "", "  - as: aunt\n"),
        (
            {"names": [N[0], N[1]]},
            OLGA.splitlines(keepends=True)[3],
            'names: [{name: Olga Vintner, lang: en}, {name: "أولغا فينتنر", lang: ar}]   # as printed\n',
        ),
        (
            {"names": [N[0], N[1], {"name": "O. Vintner", "lang": "en"}]},
            OLGA.splitlines(keepends=True)[3],
            'names: [{name: Olga Vintner, lang: en}, {name: "أولغا فينتنر", lang: ar}, {name: O. Vintner, lang: en}]   # as printed\n',
        ),
        ({"identifiers": {"wikidata": "Q42"}}, "", "identifiers: {wikidata: Q42}\n"),
        (
            {"controlled_by": {"actor": "port-captain", "source": GATE}},
            "",
            f"controlled_by: {{actor: port-captain, source: {GATE}}}\n",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_form_changes_the_lines_of_its_entries_alone(
    desk: Workspace, given_: dict[str, Any], gone: str, come: str
) -> None:
    path = desk.settings.content / "actors/olga-vintner.md"
    path.write_text(OLGA, "utf-8")
    desk.edit("actor", "olga-vintner", {"values": given_})
    after = path.read_text("utf-8")
    lines = list(difflib.ndiff(OLGA.splitlines(keepends=True), after.splitlines(keepends=True)))
    assert "".join(line[2:] for line in lines if line.startswith("- ")) == gone
    assert "".join(line[2:] for line in lines if line.startswith("+ ")) == come
    desk.back("olga-vintner", kind="actor")
    assert path.read_text("utf-8") == OLGA


def test_each_move_of_an_entry_is_a_step_that_undo_goes_back_to(desk: Workspace) -> None:
    path = desk.settings.content / "actors/olga-vintner.md"
    path.write_text(OLGA, "utf-8")
    orders = [[R[1], R[0], R[2]], [R[1], R[2], R[0]]]
    given = {
        "moves": [{"roles": one} for one in orders],
        "values": {"roles": orders[-1], "title": "Olga V."},
        "was": {"roles": R, "title": "Olga Vintner"},
    }
    desk.edit("actor", "olga-vintner", given)
    seen = [values(path.read_text("utf-8"))["roles"]]
    assert "title: Olga V.\n" in path.read_text("utf-8")
    for _ in range(3):
        desk.back("olga-vintner", kind="actor")
        seen.append(values(path.read_text("utf-8"))["roles"])
    assert seen == [orders[1], orders[1], orders[0], R]
    assert path.read_text("utf-8") == OLGA


def test_a_move_beside_a_value_that_is_wrong_is_no_step_of_its_own(desk: Workspace) -> None:
    path = desk.settings.content / "actors/olga-vintner.md"
    path.write_text(OLGA, "utf-8")
    half = [{"as": "docker", "when": "20"}, R[0]]
    desk.edit(
        "actor", "olga-vintner", {"moves": [{"roles": half}], "values": {"roles": R[:1]}, "was": {"roles": R}}
    )
    desk.back("olga-vintner", kind="actor")
    assert path.read_text("utf-8") == OLGA


def test_a_list_that_was_changed_from_outside_is_not_overwritten(desk: Workspace) -> None:
    path = desk.settings.content / "actors/olga-vintner.md"
    path.write_text(OLGA.replace("witness", "aunt"), "utf-8")
    with pytest.raises(Refused, match="its roles was changed from outside"):
        desk.edit("actor", "olga-vintner", {"values": {"roles": R[:1]}, "was": {"roles": R}})
    assert path.read_text("utf-8") == OLGA.replace("witness", "aunt")


ENTRY = st.fixed_dictionaries(
    {"as": st.sampled_from(["docker", "no: never", "'x'", "[a]", "# b", "-1", "دوكر"])},
    optional={"of": st.just("port-captain"), "when": st.sampled_from(["2023", "2024-01~"])},
)
FORMS = st.one_of(
    st.fixed_dictionaries({"roles": st.lists(st.one_of(st.sampled_from(R), ENTRY), max_size=5)}),
    st.fixed_dictionaries({"names": st.lists(st.one_of(st.sampled_from(N), st.just("O: V")), max_size=4)}),
    st.fixed_dictionaries(
        {"identifiers": st.sampled_from([None, {"wikidata": "Q42"}, {"viaf": "1", "wikidata": "Q42"}])}
    ),
)


@settings(max_examples=times(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.one_of(FORMS, st.sampled_from(["undo", "redo"])), max_size=8), st.sampled_from(["\n", "\r\n"])
)
def test_any_forms_and_their_undos_give_the_old_bytes(desk: Workspace, forms: list[Any], end: str) -> None:
    path = desk.settings.content / "actors/olga-vintner.md"
    old = OLGA.replace("\n", end).encode()
    path.write_bytes(old)
    saved = journal(desk.settings.project, "olga-vintner")
    saved.steps, saved.done = [], 0
    saved.save()
    for form in forms:
        before = path.read_bytes()
        try:
            if isinstance(form, str):
                desk.back("olga-vintner", forward=form == "redo", kind="actor")
                continue
            desk.edit("actor", "olga-vintner", {"values": form})
        except Refused:
            assert path.read_bytes() == before
            continue
        now = values(path.read_text("utf-8"))
        for key, value in form.items():
            assert now.get(key) == (value or None)
        # Comments between entries stay as long as the list does, and so does the line of a first entry that stays first.
        staying = {b"  # by the herald", b"# the end", b"  # later"}
        if now.get("roles", R[:1])[0] == R[0] == values(before.decode()).get("roles", [None])[0]:
            staying.add(before.splitlines()[before.splitlines().index(b"roles:") + 2])
        assert not staying & {*before.splitlines()} - {*path.read_bytes().splitlines()} or "roles" not in now
    for _ in range(journal(desk.settings.project, "olga-vintner").done):
        desk.back("olga-vintner", kind="actor")
    assert path.read_bytes() == old


def test_a_record_is_edited_in_a_form_and_its_other_lines_stay(desk: Workspace) -> None:
    path = desk.settings.content / "actors/olga-vintner.md"
    before = path.read_text("utf-8")
    assert desk.record("actor", "olga-vintner")["values"]["type"] == "person"
    names = [
        {"name": "Olga Vintner", "lang": "en"},
        {"name": "أولغا فينتنر", "lang": "ar"},
        {"name": "O. Vintner", "lang": "en"},
    ]
    desk.edit("actor", "olga-vintner", {"values": {"names": names}, "body": "A docker."})
    assert path.read_text("utf-8") == before.replace(
        "lang: ar}\n", "lang: ar}\n  - {name: O. Vintner, lang: en}\n"
    )
    desk.back("olga-vintner", kind="actor")
    assert path.read_text("utf-8") == before
    desk.edit(
        "place",
        "quay-town",
        {"values": {"location": {"lat": "36.2", "lon": "36.9", "precision": "region"}, "within": None}},
    )
    assert "location: {lat: 36.2, lon: 36.9, precision: region}\n" in (
        desk.settings.content / "places/quay-town.md"
    ).read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "id_", "values_", "why"),
    [
        ("actor", "olga-vintner", {"type": "droid"}, "droid"),
        ("actor", "olga-vintner", {"title": None}, "lacks"),
        (
            "place",
            "quay-town",
            {"location": {"lat": "136", "lon": "0", "precision": "exact"}},
            "latitude|lat",
        ),
        ("claim", "olga-vintner", {"title": "x"}, "no claim"),
        ("page", "index", {"title": "x"}, "no kind"),
        ("actor", "../../mkdocs", {"title": "x"}, "no actor"),
        ("claim", "gate-fell", {"colour": "x"}, "no key"),
    ],
)
def test_a_form_with_an_error_changes_no_record(
    desk: Workspace, kind: str, id_: str, values_: dict[str, Any], why: str
) -> None:
    before = {p: p.read_bytes() for p in desk.settings.project.rglob("*.md")}
    with pytest.raises(Refused, match=why):
        desk.edit(kind, id_, {"values": values_})
    assert {p: p.read_bytes() for p in desk.settings.project.rglob("*.md")} == before


def test_without_the_packages_for_sources_records_are_found_by_their_letters(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "dossier.ingest.lookup", None)
    assert desk.find(["claim"], "HURT", "")[0]["id"] == "nobody-hurt"
    assert len(desk.find(["claim"], "", "")) == 2
    monkeypatch.setitem(sys.modules, "dossier.ingest.proposals", None)
    assert desk.account_guess(GATE, "gate-fell", "It fell, she said.") == {}

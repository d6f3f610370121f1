"""What the queue asks that the file does not say: where a text has it from, and who has no record."""

from __future__ import annotations

from typing import Any

import pytest
from support.desk import ARTICLE, CAPTURE, GATE

from dossier.desk.workspace import Workspace
from dossier.read.front_edits import values

WIRE = "---\ntitle: Harbour Wire\nurl: https://wire.example/\n---\n\nAn agency.\n"
TEXT = f"""{CAPTURE}
It opened again at noon, according to Harbour Wire, AFP reported.

"I saw it," said Jon Arbour, a docker. Arbour has left the pier.
"""


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    write(workspace, ARTICLE.replace("rests_on: [own]   # its byline", "rests_on:\n  - unknown"), TEXT)
    (workspace.settings.content / "publishers/harbour-wire.md").write_text(WIRE, "utf-8")
    return workspace


def write(workspace: Workspace, article: str, capture: str = TEXT) -> None:
    (workspace.settings.content / f"articles/{GATE}.md").write_text(article, "utf-8")
    (workspace.captures / f"{GATE}.txt").write_text(capture, "utf-8")


def asked(workspace: Workspace) -> dict[str, Any]:
    workspace.propose(GATE)
    return {guess["key"]: guess for guess in workspace.view(GATE)["guesses"]}


def front(workspace: Workspace) -> dict[str, Any]:
    return values((workspace.settings.content / f"articles/{GATE}.md").read_text("utf-8"))


def test_an_origin_that_is_not_said_is_asked_with_the_credits_of_the_text(desk: Workspace) -> None:
    found = asked(desk)
    wire = found["rests_on harbour-wire"]
    assert (
        wire["question"] == "The text has “according to Harbour Wire”: does it have this from Harbour Wire?"
    )
    assert (wire["passage"], wire["paragraph"]) == ("according to Harbour Wire", 4)
    desk.step(GATE, wire["accept"], "")
    assert front(desk)["rests_on"] == ["harbour-wire"]
    assert not [key for key in asked(desk) if key.startswith("rests_on")]
    desk.back(GATE)
    desk.dismiss(GATE, "rests_on harbour-wire")
    assert "rests_on harbour-wire" not in asked(desk)


def test_a_credit_to_an_agency_without_a_record_proposes_one(desk: Workspace) -> None:
    afp = asked(desk)["rests_on afp"]
    assert afp["question"] == "The text has “AFP reported”, and no record is of it. New publisher …?"
    assert afp["accept"] == {
        "do": "create",
        "kind": "publisher",
        "values": {"title": "AFP"},
        "body": f"Credited by [[dock-herald]] [@{GATE}, ¶ 4].",
        "id": "afp",
        "then": {"do": "set", "path": ["rests_on"], "value": ""},
        "gives": "value",
    }


def test_the_credits_are_asked_before_whether_it_stays_unknown(desk: Workspace) -> None:
    write(
        desk,
        ARTICLE.replace("[own]   # its byline", "[unknown]").replace(
            "confirm:\n", "confirm:\n  - rests_on\n"
        ),
    )
    found = asked(desk)
    assert list(found)[:3] == ["rests_on harbour-wire", "rests_on afp", "confirm rests_on"]
    assert "the text does not say it" in found["confirm rests_on"]["question"]
    desk.step(GATE, found["rests_on harbour-wire"]["accept"], "")
    assert "confirm rests_on" not in asked(desk)
    assert "rests_on" not in front(desk)["to_confirm"]


@pytest.mark.parametrize(
    ("account", "is_asked"),
    [
        ("basis: on-record\n    quotes:\n      - {text: at noon, at: ¶ 4}", True),
        ("basis: on-record\n    rests_on: [unknown]\n    quotes:\n      - {text: at noon, at: ¶ 4}", True),
        ("basis: on-record\n    rests_on: [own]\n    quotes:\n      - {text: at noon, at: ¶ 4}", False),
        ("basis: witnessed\n    quotes:\n      - {text: at noon, at: ¶ 4}", False),
        ("basis: on-record\n    quotes:\n      - {text: the gate fell, at: ¶ 2}", False),
    ],
)
def test_an_account_without_an_origin_is_asked_for_the_credit_beside_its_words(
    desk: Workspace, account: str, is_asked: bool
) -> None:
    old = "basis: witnessed\n    quotes:\n      - {text: the gate fell, at: ¶ 2}"
    write(desk, ARTICLE.replace(old, account))
    found = asked(desk)
    assert ("rests_on gate-fell harbour-wire" in found) == is_asked
    if is_asked:
        guess = found["rests_on gate-fell harbour-wire"]
        assert guess["question"] == (
            "“according to Harbour Wire” stands beside its words: does it have it from Harbour Wire that “The gate fell”?"
        )
        desk.step(GATE, guess["accept"], "")
        assert front(desk)["claims"][0]["rests_on"] == ["harbour-wire"]


def test_what_a_page_carries_says_where_it_has_it(desk: Workspace) -> None:
    write(
        desk,
        ARTICLE.replace(
            "rests_on: [own]   # its byline",
            "carries: {chain: dock-herald, because: its foot}\nrests_on: [unknown]",
        ),
    )
    assert not [key for key in asked(desk) if key.startswith("rests_on")]


def test_who_speaks_and_has_no_record_may_have_one(desk: Workspace) -> None:
    found = asked(desk)
    assert [key for key in found if key.startswith("new actor")] == ["new actor Jon Arbour"]
    guess = found["new actor Jon Arbour"]
    assert guess["question"] == "New actor “Jon Arbour” …? The text names it 2 times."
    assert guess["accept"] == {
        "do": "create",
        "kind": "actor",
        "values": {"title": "Jon Arbour", "type": "person", "names": [{"name": "Jon Arbour", "lang": "en"}]},
        "body": f"Named by [[dock-herald]] [@{GATE}, ¶ 5].",
        "then": {"do": "name", "actor": "", "as": "named", "text": "Jon Arbour", "paragraph": 5},
        "gives": "actor",
    }
    desk.create(
        {"kind": "actor", "id": "jon-arbour", "values": guess["accept"]["values"], "body": "A docker."}
    )
    assert not desk.view(GATE)["proposed"]  # the new record is looked for in the text
    found = asked(desk)
    assert "new actor Jon Arbour" not in found
    assert "name jon-arbour Jon Arbour" in found


def test_a_name_that_is_wrong_is_not_asked_again(desk: Workspace) -> None:
    desk.dismiss(GATE, "new actor Jon Arbour")
    assert "new actor Jon Arbour" not in asked(desk)

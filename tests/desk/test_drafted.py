"""Comments of a draft go with the questions that they belong to; a person's stay."""

from __future__ import annotations

from typing import Any

import pytest
from support.desk import GATE

from dossier.desk.drafted import tidied
from dossier.desk.workspace import Workspace
from dossier.read.front_edits import values

TITLES = {"gate-fell": "The gate fell (all of it)", "nobody-hurt": "Nobody was hurt"}
DRAFT = """---
title: The gate
publisher: dock-herald
published: 2023-01-02
accessed: 2026-11-20
language: en
read: full
rests_on:
  - unknown
actors:
  olga-vintner: {named: [Olga Vintner]}   # headline, ¶ 2; a new spelling: Olga Vintner
  port-captain: {named: [Reed]}   # ¶ 3
places:
  - quay-town   # "Quay Town" ¶ 1, "the "quay"" headline
  - north-pier   # the eastern one
events:
  - gate-day   # "gate" ¶ 2
claims:
  - claim: gate-fell   # The gate fell (all of it)
    stance: asserts
    basis: unstated   # ¶ 2
    quotes:
      - {text: the gate fell, at: ¶ 2}
# Less likely, with the words that led to it. Copy what belongs, and delete this block.
#   rests_on:
#     - harbour-wire   # "according to Harbour Wire" ¶ 3
#   actors:   # may mean the place; take it only where the text names the actor by it
#     quay-council: {named: [Quay Town]}
#   events:
#     - strike-day   # "strike" ¶ 3
#     - pier-day   # "pier" ¶ 2
#   claims:   # on these events, if the text has an account of them; each with its stance and quotes
#     - claim: nobody-hurt   # Nobody was hurt
# Guessed by dossier add: dossier confirm ID asks for each; dossier check fails until all are.
to_confirm:
  - published
  - actors olga-vintner
  - actors port-captain
  - places
  - events
  - claims gate-fell
---

What it says.
"""


def settle(text: str, *entries: str, titles: dict[str, str] = TITLES) -> str:
    after = text
    for entry in entries:
        after = after.replace(f"  - {entry}\n", "", 1)
    return tidied(text, after.replace("to_confirm:\n---", "---"), titles)


def lines_gone(before: str, after: str) -> list[str]:
    left = after.split("\n")
    return [line for line in before.split("\n") if line not in left]


@pytest.mark.parametrize(
    ("entries", "gone"),
    [
        (["published"], ["  - published"]),
        (
            ["actors olga-vintner"],
            [
                "  olga-vintner: {named: [Olga Vintner]}   # headline, ¶ 2; a new spelling: Olga Vintner",
                "  - actors olga-vintner",
            ],
        ),
        (["places"], ['  - quay-town   # "Quay Town" ¶ 1, "the "quay"" headline', "  - places"]),
        (
            ["events"],
            [
                '  - gate-day   # "gate" ¶ 2',
                "#   events:",
                '#     - strike-day   # "strike" ¶ 3',
                '#     - pier-day   # "pier" ¶ 2',
                "  - events",
            ],
        ),
        (
            ["claims gate-fell"],
            [
                "  - claim: gate-fell   # The gate fell (all of it)",
                "#   claims:   # on these events, if the text has an account of them; each with its stance and quotes",
                "#     - claim: nobody-hurt   # Nobody was hurt",
                "  - claims gate-fell",
            ],
        ),
    ],
)
def test_a_comment_goes_with_its_question(entries: list[str], gone: list[str]) -> None:
    after = settle(DRAFT, *entries)
    assert lines_gone(DRAFT, after) == gone
    assert values(after) == values(DRAFT) | {
        "to_confirm": [entry for entry in values(DRAFT)["to_confirm"] if entry not in entries]
    }


def test_with_the_last_question_all_of_them_go_and_a_persons_stay() -> None:
    mine = DRAFT.replace("#   events:\n", "# I doubt it.\n#   events:\n").replace(
        "#     quay-council", "#     who is that?\n#     quay-council"
    )
    after = settle(mine, *values(mine)["to_confirm"])
    assert [line for line in after.split("\n") if "#" in line] == [
        "  - north-pier   # the eastern one",
        "    basis: unstated   # ¶ 2",
        "# Less likely, with the words that led to it. Copy what belongs, and delete this block.",
        "#   actors:   # may mean the place; take it only where the text names the actor by it",
        "#     who is that?",
        "# I doubt it.",
    ]
    assert "#" not in settle(DRAFT, *values(DRAFT)["to_confirm"]).replace("   # the eastern one", "").replace(
        "   # ¶ 2", ""
    )


def test_a_less_likely_value_that_is_taken_up_is_no_more_listed() -> None:
    after = DRAFT.replace("  - gate-day   #", "  - pier-day\n  - gate-day   #")
    assert lines_gone(after, tidied(DRAFT, after, TITLES)) == ['#     - pier-day   # "pier" ¶ 2']
    after = DRAFT.replace("  - unknown\n", "  - own\n")
    assert lines_gone(after, tidied(DRAFT, after, TITLES)) == [
        "#   rests_on:",
        '#     - harbour-wire   # "according to Harbour Wire" ¶ 3',
    ]


@pytest.mark.parametrize("text", [DRAFT.replace("\n", "\r\n"), "\ufeff" + DRAFT])
def test_line_ends_and_marks_stay(text: str) -> None:
    after = text.replace("  - places\r\n", "").replace("  - places\n", "")
    assert tidied(text, after, TITLES) == after.replace('   # "Quay Town" ¶ 1, "the "quay"" headline', "")


def test_what_cannot_be_read_stays() -> None:
    broken = DRAFT.replace("title: The gate", "title: [The gate")
    assert tidied(DRAFT, broken, TITLES) == broken


@pytest.mark.parametrize(
    "step",
    [
        {"do": "confirm", "entry": "claims gate-fell"},
        {"do": "reject", "entry": "claims gate-fell"},
        {
            "do": "replace",
            "entry": "claims gate-fell",
            "values": {"stance": "denies", "claim": "nobody-hurt"},
        },
    ],
)
def test_at_the_desk_undo_brings_it_back(workspace: Workspace, step: dict[str, Any]) -> None:
    path = workspace.settings.content / f"articles/{GATE}.md"
    before = path.read_text("utf-8").replace("claim: gate-fell\n", "claim: gate-fell   # The gate fell\n")
    before = before.replace(
        "to_confirm:",
        "# Guessed by dossier add: dossier confirm ID asks for each; dossier check fails until all are.\nto_confirm:",
    )
    path.write_bytes(before.encode())
    workspace.step(GATE, step, "")
    assert "# The gate fell" not in path.read_text("utf-8")
    assert "# its byline" in path.read_text("utf-8")
    assert "# Guessed" in path.read_text("utf-8")
    workspace.step(GATE, {"do": "confirm", "entry": "published"}, "")
    assert "# Guessed" not in path.read_text("utf-8")
    workspace.back(GATE)
    workspace.back(GATE)
    assert path.read_bytes() == before.encode()

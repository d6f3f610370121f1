"""A new record begins with what its article and its passage show, and says why."""

from __future__ import annotations

from typing import Any

import pytest
from support.desk import ARTICLE, GATE

from dossier.desk.defaults import Passage
from dossier.desk.workspace import Workspace

EVENT = "---\ntitle: The fall of the gate\nwhen: 2023-01-01~\nplaces: [quay-town]\n---\n\nIt fell.\n"
CLAIM = "---\ntitle: The gate fell\nabout: [quay-town]\nevent: gate-day\n---\n\nWhether it fell.\n"
AT = Passage("Then the gate fell,", "Then the gate fell, said Olga Vintner in Quay Town.", 2)


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    (workspace.settings.content / "events").mkdir(exist_ok=True)
    (workspace.settings.content / "events/gate-day.md").write_text(EVENT, "utf-8")
    return workspace


def write(workspace: Workspace, text: str) -> None:
    (workspace.settings.content / f"articles/{GATE}.md").write_text(text, "utf-8")
    workspace.state()


def given(workspace: Workspace, kind: str, at: Passage = AT) -> dict[str, tuple[Any, str]]:
    return {d["key"]: (d["value"], d["because"]) for d in workspace.defaults(GATE, kind, at)}


def test_a_claim_on_the_subject_of_its_article(desk: Workspace) -> None:
    write(desk, ARTICLE.replace("places:", "subject: [gate-day]\nplaces:"))
    why = "the article is about “The fall of the gate”"
    assert given(desk, "claim") == {
        "title": ("Then the gate fell", "the words that are marked; make them neutral"),
        "about": (
            ["olga-vintner", "quay-town", "gate-day"],
            f"the sentence names “Olga Vintner”, “Quay Town”; {why}",
        ),
        "event": ("gate-day", why),
        "when": ("2023-01-01~", "“The fall of the gate” was then"),
        " body": (f"From [[dock-herald]] [@{GATE}, ¶ 2].", "where its words stand; say more"),
    }


@pytest.mark.parametrize(
    ("article", "claim", "why"),
    [
        (ARTICLE, CLAIM, "1 account of the article is on it"),
        (
            ARTICLE.replace("places:", "events: [gate-day]\nplaces:"),
            "",
            "the one event that the article mentions",
        ),
        (ARTICLE, "", None),
    ],
)
def test_the_event_of_other_accounts_or_the_one_mentioned(
    desk: Workspace, article: str, claim: str, why: str | None
) -> None:
    if claim:
        (desk.settings.content / "claims/gate-fell.md").write_text(claim, "utf-8")
    write(desk, article)
    assert given(desk, "claim").get("event") == (("gate-day", why) if why else None)
    if not why:
        assert given(desk, "claim")["when"] == ("..2023-01-02", "the article was published by then")


def test_a_date_in_the_sentence_comes_first(desk: Workspace) -> None:
    write(desk, ARTICLE.replace("places:", "subject: [gate-day]\nplaces:"))
    at = Passage("it fell", "On 31 December 2022 it fell.", 1)
    assert given(desk, "claim", at)["when"] == ("2022-12-31", "the sentence has “31 December 2022”")


def test_an_event_has_who_and_where_of_its_sentence(desk: Workspace) -> None:
    found = given(desk, "event")
    assert found["places"] == (["quay-town"], "the sentence names “Quay Town”")
    assert found["actors"] == (
        [{"actor": "olga-vintner", "source": GATE}],
        "the sentence names “Olga Vintner”",
    )
    assert found["sources"] == ([GATE], "its words stand there")
    assert found["when"][0] == "..2023-01-02"


def test_words_that_name_an_actor_name_no_place(desk: Workspace) -> None:
    write(desk, ARTICLE.replace("{named: [Olga Vintner]}", "{named: [Quay Town]}"))
    assert given(desk, "claim")["about"] == (["olga-vintner"], "the sentence names “Quay Town”")


def test_an_actor_has_its_name_in_the_language_of_the_text_and_a_sentence_on_where_it_stands(
    desk: Workspace,
) -> None:
    at = Passage("Jon Arbour", "Jon Arbour came.", 1)
    assert given(desk, "actor", at)["names"][0] == [{"name": "Jon Arbour", "lang": "en"}]
    assert given(desk, "actor", at)[" body"][0] == f"Named by [[dock-herald]] [@{GATE}, ¶ 1]."
    assert given(desk, "publisher", at) == {}


def test_words_of_another_language_or_too_many_are_no_title(desk: Workspace) -> None:
    assert "title" not in given(desk, "claim", Passage("word " * 15, "", 1))
    write(desk, ARTICLE.replace("language: en", "language: tr"))
    assert "title" not in given(desk, "claim")


def test_what_is_guessed_is_taken_by_the_reader(desk: Workspace) -> None:
    write(desk, ARTICLE.replace("places:", "subject: [gate-day]\nplaces:"))
    for kind in ("claim", "event"):
        values = {key: value for key, (value, _) in given(desk, kind).items()}
        body = values.pop(" body")
        desk.create({"kind": kind, "id": f"new-{kind}", "values": values, "body": body})
    assert not desk.view(GATE)["diagnostics"]

"""A source suggested by the form for issues, read as the data of a stranger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from dossier.ingest import Refused
from dossier.ingest.issue import LABELS, NO_ANSWER, OPENING, suggested
from dossier.ingest.source import Source

ROOT = Path(__file__).parents[2]
FORM = ROOT / ".github/ISSUE_TEMPLATE/suggest-a-source.yml"
TEXT = (
    "The strike began at six on Tuesday morning, Olga Vintner of the dockers' union told the Dock Herald at the gate.\n\n"
    "The harbour office did not answer. It has not answered for many weeks now, and nobody in Quay Town expects it to."
)
ANSWERS = {
    "Its address": "https://herald.example/strike",
    "Its headline": "Dockers lay down tools",
    "Who published it": "Dock Herald",
    "When": "14 May 2019",
    "Its language": "en",
    "What it says that the dossier does not have": "The hour.",
    "How it knows": NO_ANSWER,
    "How much of it could you read?": "All of it",
    "Its text": f"```text\n{TEXT}\n```",
}


def body(**changed: str) -> str:
    """The body that GitHub makes of the form; `changed` is by the names of the fields."""
    answers = ANSWERS | {LABELS[key]: value for key, value in changed.items()}
    return "\n\n".join(f"### {label}\n\n{answer}" for label, answer in answers.items())


def read(tmp_path: Path, text: str | None, **issue: Any) -> Source | None:
    given = {"number": 12, "title": "Source: x", "body": text, "user": {"login": "a"}, **issue}
    path = tmp_path / "event.json"
    path.write_text(json.dumps({"action": "labeled", "issue": given}))
    return suggested(path)


def test_it_is_read(tmp_path: Path) -> None:
    source = read(tmp_path, body())
    assert source
    found = {key: getattr(source, key).value for key in ("title", "url", "outlet", "published", "language")}
    assert found == {
        "title": "Dockers lay down tools",
        "url": "https://herald.example/strike",
        "outlet": "Dock Herald",
        "published": "2019-05-14",
        "language": "en",
    }
    assert source.paragraphs == tuple(TEXT.split("\n\n"))
    assert source.opening == ""


def test_the_issue_alone_is_read_as_in_an_event(tmp_path: Path) -> None:
    path = tmp_path / "issue.json"
    path.write_text(json.dumps({"number": 1, "title": "t", "body": body(), "user": {"login": "a"}}))
    assert suggested(path) == read(tmp_path, body())


GITLAB = ROOT / "dossier/cli/skeletons/dossier/dot-gitlab/issue_templates/suggest-a-source.md"


@pytest.mark.parametrize("event", [False, True])
def test_an_issue_on_gitlab_is_read_as_one_on_github(event: bool, tmp_path: Path) -> None:
    text = GITLAB.read_text("utf-8")
    for label, answer in ANSWERS.items():
        assert f"### {label}\n" in text
        text = text.replace(f"### {label}\n", f"### {label}\n\n{'' if answer == NO_ANSWER else answer}\n")
    issue = {"iid": 12, "title": "Source: x", "description": text, "author_id": 5}
    path = tmp_path / "issue.json"
    path.write_text(json.dumps({"object_kind": "issue", "object_attributes": issue} if event else issue))
    assert suggested(path) == read(tmp_path, body())


def test_a_form_on_gitlab_that_nobody_filled_in_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "issue.json"
    path.write_text(
        json.dumps({"iid": 1, "title": "x", "description": GITLAB.read_text("utf-8"), "author": {}})
    )
    with pytest.raises(Refused, match="the address in the suggestion"):
        suggested(path)


def test_line_ends_of_a_browser_make_no_difference(tmp_path: Path) -> None:
    assert read(tmp_path, body().replace("\n", "\r\n")) == read(tmp_path, body())


def test_an_opening_is_told(tmp_path: Path) -> None:
    source = read(tmp_path, body(read=OPENING))
    assert source
    assert source.opening


@pytest.mark.parametrize("text", [NO_ANSWER, "```text\n\n```", "Too short.", "a\nb"])
def test_without_enough_of_a_text_it_is_to_be_read(text: str, tmp_path: Path) -> None:
    source = read(tmp_path, body(text=text))
    assert source
    assert source.title
    assert (source.title.value, source.paragraphs) == ("Dockers lay down tools", ())


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"address": "javascript:alert(1)"}, "not an http or https address"),
        ({"address": "herald"}, "not an http or https address"),
        ({"address": "https://a:b@herald.example/"}, "carries a user name"),
        ({"address": "https://herald.example/$(id) `id`"}, "holds a blank"),
        ({"address": NO_ANSWER}, "the address is empty"),
        ({"address": "https://herald.example/" + "a" * 60_000}, "characters"),
        ({"headline": "a" * 60_000}, "60000 characters"),
        ({"outlet": "a" * 60_000}, "60000 characters"),
        ({"headline": NO_ANSWER, "text": NO_ANSWER}, "neither a headline nor a text"),
    ],
)
def test_what_is_refused(changed: dict[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=message):
        read(tmp_path, body(**changed))


@pytest.mark.parametrize(
    "text", [None, "", "Look at https://herald.example/", "### Its text\n\nx", "### its address\n\nx"]
)
def test_an_issue_without_the_form_is_refused(text: str | None, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Suggest a source"):
        read(tmp_path, text)


def test_a_pull_request_is_none(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="pull request"):
        read(tmp_path, body(), pull_request={"url": "x"})


@pytest.mark.parametrize(
    "data",
    ["[]", "{}", '{"issue": 1}', '{"issue": {"body": "x"}}', "[" * 100_000, "", "\xff", '[{"title": "a"}]'],
)
def test_other_json_is_no_issue(data: str, tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_bytes(data.encode("latin-1"))
    assert suggested(path) is None


def test_headings_in_the_text_belong_to_it(tmp_path: Path) -> None:
    text = f"{TEXT}\n\n### Its address\n\nhttps://elsewhere.example/\n\n### Who published it\n\nNobody"
    source = read(tmp_path, body(text=text))
    assert source
    assert source.url
    assert source.url.value == "https://herald.example/strike"
    assert source.paragraphs[2:] == (
        "### Its address",
        "https://elsewhere.example/",
        "### Who published it",
        "Nobody",
    )


@pytest.mark.parametrize(
    "piece",
    [
        "### Its text\n",
        "### x\n",
        "`" * 60 + "\n",
        "::set-output name=a::b\n\n",
        "[[x]] {{7*7}} ${x}\n\n",
        "\u202e\u200b\x1b[31m ",
    ],
)
def test_as_much_as_an_issue_may_hold_is_read(piece: str, tmp_path: Path) -> None:
    source = read(tmp_path, body(text=TEXT + "\n\n" + piece * (60_000 // len(piece))))
    assert source
    assert not any("\x1b" in paragraph or "\u202e" in paragraph for paragraph in source.paragraphs)


def test_the_form_asks_for_what_is_read_and_for_the_text_last() -> None:
    fields = [f for f in yaml.safe_load(FORM.read_text("utf-8"))["body"] if f["type"] != "markdown"]
    labels = [f["attributes"]["label"] for f in fields]
    assert [label for label in labels if label in LABELS.values()] == list(LABELS.values())
    assert labels[-1] == LABELS["text"]
    assert labels == list(ANSWERS)
    (read_,) = [f for f in fields if f["id"] == "read"]
    assert OPENING in read_["attributes"]["options"]

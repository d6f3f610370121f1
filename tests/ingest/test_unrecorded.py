"""Who speaks in a text, several times, and has no record: rather nobody than a wrong one."""

# ruff: noqa: E501

from __future__ import annotations

import pytest

from dossier.ingest.unrecorded import Unrecorded, speakers

HEAD = "Gate falls in Quay Town"


def found(*paragraphs: str, known: tuple[str, ...] = (), within: tuple[str, ...] = ()) -> list[str]:
    return [one.name for one in speakers([HEAD, *paragraphs], known, within)]


def test_who_speaks_and_is_named_again() -> None:
    blocks = [HEAD, "The gate fell, said Jon Arbour, a docker.", "Nobody was hurt. Arbour has left the pier."]
    assert speakers(blocks, ()) == [Unrecorded("Jon Arbour", 1, 2, "person")]


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Mayor Jon Arbour left. Arbour is ill.", "Jon Arbour", "person"),
        ("It fell, according to the Quay Owners Union. The Quay Owners Union has 40 members.", "Quay Owners Union", "organisation"),
        ("The Free Pier Front (FPF) said so. Nobody knows the FPF.", "Free Pier Front", "group"),
        ("The Harbour Police Department, which is new, announced it. The Harbour Police Department is small.", "Harbour Police Department", "government-body"),
        ("Belediye Başkanı Ahmet Yılmaz geldi. Yılmaz konuştu.", "Ahmet Yılmaz", "person"),
        ("Jon Arbour and Turkish Harbour Minister Ann Reed met. Later Arbour said it.", "", ""),
        ("Jon Arbour and Ann Reed told us. Arbour left.", "", ""),
        ("Foreign Minister Ann Reed and Jon Arbour met. Reed left, Arbour stayed.", "Ann Reed", "person"),
        ("Иван Петров заявил об этом. Позже Иван Петров уехал.", "Иван Петров", "person"),
    ],
)  # fmt: skip
def test_titles_verbs_and_bodies(text: str, name: str, type_: str) -> None:
    assert [(one.name, one.type) for one in speakers([HEAD, text], ())] == ([(name, type_)] if name else [])


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["The gate fell, said Jon Arbour."],  # once
        ["Jon Arbour left.", "Jon Arbour came back."],  # says nothing, holds no office
        ["A docker said Monday.", "He said Monday."],
        ["NEW GATE FALLS said it.", "NEW GATE FALLS again."],
        ["قال أحمد الشرع إن البوابة سقطت.", "وأضاف أحمد الشرع ذلك."],  # no capitals
        ["It fell, Reed said.", "Reed left."],  # one word may be anything
    ],
)
def test_rather_nobody(paragraphs: list[str]) -> None:
    assert found(*paragraphs) == []


def test_none_that_a_record_has() -> None:
    text = "The gate fell, said Jon Arbour. Arbour left."
    assert found(text, known=("Jon Arbour",)) == []
    assert found(text, known=("Arbour",)) == []
    assert found("It fell, said North Pier. North Pier is small.", within=("North Pier Street",)) == []
    # A surname that another has as well shows nothing.
    assert found(text, known=("Ann Arbour",)) == []
    # "Quay" is a place, and the union another thing.
    assert found("The Quay Union said it. The Quay Union left.", within=("Quay",)) == ["Quay Union"]


def test_a_shorter_name_is_of_the_longer() -> None:
    text = "Jon Peter Arbour said it. Jon Peter left, said Jon Peter. Arbour stayed."
    assert found(text) == ["Jon Peter Arbour"]

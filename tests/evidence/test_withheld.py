"""Names to be withheld: every disguise in which one could be published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossier.store.withheld import Unreadable, load, search

NAMES = {"witness-1": ("Jane Q. Doe", "جين دو")}


@pytest.mark.parametrize(
    "text",
    [
        "Jane Q. Doe",
        "jane q doe",
        "JANE Q. DOE",
        "Jane\nQ. Doe",
        "Jane&#32;Q.&nbsp;Doe",
        "<b>Jane</b> <i>Q.</i> Doe",
        "/actors/jane-q-doe/",
        "Jane%20Q.%20Doe",
        json.dumps("جين دو"),
        "جِين دو",
        "J\u200bane Q. D\u00f6e",
        "Jane<sup>1</sup> Q. Doe",
        "Jane%2520Q.%2520Doe",
        "J\\x61ne Q.\\nDoe",
        "J\u0430ne Q. D\u043ee",
        "ج\u0640ين دو",
        "جىن دو",
    ],
)
def test_every_disguise_is_found(text: str) -> None:
    assert [hit.actor for hit in search({"a/index.html": text.encode()}, NAMES)] == ["witness-1"]


def test_a_files_name_is_searched_too() -> None:
    assert search({"images/Jane-Q-Doe.png": b""}, NAMES)


@pytest.mark.parametrize("text", ["locality", "precisionlocality", "Alia"])
def test_a_short_name_is_a_word_of_its_own(text: str) -> None:
    assert not search({"a": text.encode()}, {"x": ("Ali",)})
    assert search({"a": f"{text}: ALI.".encode()}, {"x": ("Ali",)})


@pytest.mark.parametrize("text", ["Jane Doe", "Q. Doe, Jane", "a doe"])
def test_what_is_not_the_name_is_not(text: str) -> None:
    assert not search({"a": text.encode()}, NAMES)


def test_the_file_is_read_and_its_faults_name_no_name(tmp_path: Path) -> None:
    path = tmp_path / "names"
    path.write_text("# comment\n\nwitness-1: Jane Q. Doe\nwitness-1: جين دو\n", encoding="utf-8")
    assert load(path) == NAMES
    path.write_text("Jane Q. Doe\n", encoding="utf-8")
    with pytest.raises(Unreadable) as caught:
        load(path)
    assert "Jane" not in str(caught.value)


def test_what_a_picture_says_of_itself_is_searched() -> None:
    assert search({"p.png": b"\x89PNG tEXt Author\0Jane Q. Doe\0"}, NAMES)
    assert search({"p.jpg": b"\xff\xd8" + "Jane Q. Doe".encode("utf-16-le")}, NAMES)

"""What a link is called, and in which language."""

from __future__ import annotations

import pytest

from dossier.derive.names import tells, title_language
from dossier.model.parts import Named
from dossier.model.records import Actor, Place, Record


def actor(title: str, *names: tuple[str, str | None]) -> Actor:
    return Actor(
        id="a", title=title, type="person", names=tuple(Named(name=n, lang=lang) for n, lang in names)
    )


NOOR = actor("Salma Noor", ("Salma Noor", "tr"), ("سلمى نور", "ar"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Noor", True),
        ("Noor's sister", True),
        ("سلمى", True),
        ("he", False),
        ("the pilot", False),
        ("another day", False),
    ],
)
def test_a_link_whose_text_has_nothing_of_its_target(text: str, told: bool) -> None:
    assert tells(text, NOOR) is told


def test_articles_and_pronouns_tell_nothing() -> None:
    assert not tells("the", Place(id="p", title="The Hague", type="city"))


@pytest.mark.parametrize(
    ("record", "language"),
    [
        (NOOR, "tr"),
        (actor("Noor", ("Noor", "en-GB")), ""),
        (actor("Noor", ("Nour", "fr")), ""),
        (actor("Noor", ("Noor", None)), ""),
    ],
)
def test_a_title_has_the_language_of_the_name_that_it_is(record: Record, language: str) -> None:
    assert title_language(record) == language

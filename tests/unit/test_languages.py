"""Language tags, their names, and the direction of a text."""

from __future__ import annotations

import pytest

from dossier.model.checks import Malformed
from dossier.model.languages import country_code, country_name, direction, language_name, language_tag


@pytest.mark.parametrize(
    "tag",
    ["en", "ar", "tr", "ru", "ku", "fa", "he", "ckb", "zh-Hans", "ku-Latn", "pt-BR", "es-419", "az-Arab-IR"],
)
def test_a_tag(tag: str) -> None:
    assert language_tag(tag) == tag


BAD = [
    ("Arabic", 'write "ar"'),
    ("turkish", 'write "tr"'),
    ("EN", "write a tag such as en"),
    ("en_GB", "write a tag such as en"),
    ("xx", "write a tag such as en"),
    ("e", "write a tag such as en"),
    ("", "write a tag such as en"),
    ("en-", "write a tag such as en"),
    ("en<", "write a tag such as en"),
]


@pytest.mark.parametrize(("tag", "hint"), BAD)
def test_what_is_none(tag: str, hint: str) -> None:
    with pytest.raises(Malformed) as raised:
        language_tag(tag)
    assert raised.value.code == "unknown-language"
    assert hint in raised.value.hint


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ar", "Arabic"),
        ("ku-Latn", "Kurdish (Latin)"),
        ("pt-BR", "Portuguese (Brazil)"),
        ("ckb", "Central Kurdish"),
    ],
)
def test_the_name_of_a_language(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_countries() -> None:
    assert (country_code("SY"), country_name("SY")) == ("SY", "Syria")


@pytest.mark.parametrize("text", ["sy", "SYR", "XX", "Syria", "", "S1", "001"])
def test_what_is_no_country(text: str) -> None:
    with pytest.raises(Malformed) as raised:
        country_code(text)
    assert raised.value.code == "bad-value"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Idlib", "ltr"),
        ("إدلب", "rtl"),
        ("אדלב", "rtl"),
        ("2022: إدلب", "rtl"),
        ("“إدلب” is Idlib", "rtl"),
        ("HTS (هيئة)", "ltr"),
        ("123 …", "ltr"),
        ("", "ltr"),
        ("Идлиб", "ltr"),
    ],
)
def test_the_direction_of_a_text(text: str, expected: str) -> None:
    assert direction(text) == expected

"""Words of sources in HTML: their language, and that no browser translates them."""

from __future__ import annotations

import pytest

from dossier.model.languages import language_of_script
from dossier.render.html import in_language, isolated, quoted, translated


def test_words_of_a_source_are_not_translated_and_our_translation_is() -> None:
    assert quoted("Nein", "de") == '<bdi lang="de" dir="ltr" translate="no">“Nein”</bdi>'
    assert quoted("لن نصالح", "ar") == '<bdi lang="ar" dir="rtl" translate="no">«لن نصالح»</bdi>'
    assert translated("We will not reconcile") == '<bdi lang="en" dir="ltr">“We will not reconcile”</bdi>'
    assert in_language("Nordblatt", "de") == '<bdi lang="de" dir="ltr">Nordblatt</bdi>'


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("هيئة تحرير الشام", "ar"),
        ("گرجستان", "fa"),
        ("هەولێر", "ckb"),
        ("پاکستان کے ٹرک", "ur"),
        ("שלום", "he"),
        ("ܫܠܡܐ", "syr"),
        ("ދިވެހި", "dv"),
        ("HTS هيئة", ""),
        ("Джулани", ""),
        ("2022", ""),
    ],
)
def test_letters_tell_a_language_where_nothing_else_does(text: str, language: str) -> None:
    assert language_of_script(text) == language
    assert (f'lang="{language}"' in in_language(text, None)) is bool(language)


def test_what_is_said_of_the_language_goes_first() -> None:
    assert in_language("گرجستان", "ar") == '<bdi lang="ar" dir="rtl">گرجستان</bdi>'
    assert isolated("It was هيئة & co") == 'It was <bdi lang="ar" dir="rtl">هيئة</bdi> &amp; co'

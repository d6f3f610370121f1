"""The language of a text by its letters and commonest words."""

from __future__ import annotations

import pytest

from dossier.model.scripts import likely_language

TEXTS = {
    "en": "The minister said on Monday that the talks with the government had not begun, and that it was for the others to "
    "come to the city as was agreed. He has said so at the end of the day, from his office, which is in the town.",
    "de": "Der Minister sagte am Montag, dass die Gespräche mit der Regierung und den Vertretern der Opposition nicht vor "
    "dem Ende des Monats beginnen. Er sprach in der Stadt auf einer Konferenz, die von dem Verein für das Jahr geplant ist.",
    "fa": "وزیر روز دوشنبه گفت که گفتگو با دولت و نمایندگان مخالفان تا پایان ماه آغاز نمی شود و این را در شهر گفت. او از "
    "آن است که برای یک سال به خود می گوید و با این حال در آن شهر هم تا شب بود و گفت.",
    "ar": "سقطت البوابة صباح اليوم في بلدة الرصيف",
    "he": "השר אמר ביום שני",
    "el": "Ο υπουργός είπε",
    "ja": "大臣は月曜日に会談が始まらないと述べた",
    "zh": "部长周一表示会谈不会在月底前开始",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_a_text_gives_its_language_away(language: str, text: str) -> None:
    assert likely_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 345",
        "The gate fell.",
        "وزیر روز دوشنبه گفت که گفتگو",
        "Министр сказал",
        "the gate and the pier " + "начальник порта и ворота " * 2,
        "de la en de la en " * 10,
    ],
)
def test_what_is_unclear_is_not_guessed(text: str) -> None:
    assert likely_language(text) == ""

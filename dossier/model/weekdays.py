"""Names of weekdays in the languages that sources are in."""

from __future__ import annotations

import re
from functools import cache

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_NAMES: dict[str, str] = {
    "en": r"mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?",
    "tr": "pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar",
    "ar": "ال[اإ]ثنين|الثلاثاء|الأ?ا?ربعاء|الخميس|الجمعة|السبت|الأحد",
    "fa": "دوشنبه|سه[ \u200c]?شنبه|چهارشنبه|پنج[ \u200c]?شنبه|جمعه|شنبه|یکشنبه",
    "ru": "понедельник[а-я]*|вторник[а-я]*|сред[ау]|четверг[а-я]*|пятниц[а-я]*|суббот[а-я]*|воскресень[а-я]*",
    "uk": "понеділ[а-яіїє]*|вівтор[а-яіїє]*|серед[ау]|четвер[а-яіїє]*|п['’]ятниц[а-яіїє]*|субот[а-яіїє]*|неділ[а-яіїє]*",
    "fr": "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    "de": "montag[a-z]*|dienstag[a-z]*|mittwoch[a-z]*|donnerstag[a-z]*|freitag[a-z]*|samstag[a-z]*|sonntag[a-z]*",
    "es": "lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    "it": "lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica",
    "pt": "segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado|domingo",
    "nl": "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag",
    "ku": "duşem[a-zê]*|sêşem[a-zê]*|çarşem[a-zê]*|pêncşem[a-zê]*|îniyê|şemiyê|yekşem[a-zê]*",
    "he": "יום שני|יום שלישי|יום רביעי|יום חמישי|יום שישי|שבת|יום ראשון",
    "el": "δευτέρα|τρίτη|τετάρτη|πέμπτη|παρασκευή|σάββατο|κυριακή",
    "zh": "|".join(f"(?:星期|周|週|禮拜)[{day}]" for day in "一二三四五六日"),
    "ja": "月曜|火曜|水曜|木曜|金曜|土曜|日曜",
}
"""Patterns from Monday to Sunday, case endings where they change the word."""
_UNSPACED = ("zh", "ja")


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    names = _NAMES.get(language)
    if names is None:
        return None
    groups = "|".join(f"(?P<d{number}>{name})" for number, name in enumerate(_split(names)))
    before = "" if language in _UNSPACED else r"(?<!\w)[وفبل]?" if language == "ar" else r"(?<!\w)"
    return re.compile(f"{before}(?:{groups})" + ("" if language in _UNSPACED else r"(?!\w)"), re.IGNORECASE)


def _split(names: str) -> list[str]:
    return re.split(r"\|(?![^(]*\))", names)


def weekdays_in(text: str, language: str) -> frozenset[int]:
    """The weekdays that a text names, 0 for Monday; none where the language's names are not known here."""
    pattern = _pattern(language.split("-")[0])
    if pattern is None:
        return frozenset()
    return frozenset(int((match.lastgroup or "d0")[1:]) for match in pattern.finditer(text))

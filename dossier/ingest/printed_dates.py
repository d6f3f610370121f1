"""A printed date → EDTF, never finer: "January 2023" is a month, and 02/03/2023 is a window of two readings."""

from __future__ import annotations

import re

from dossier.model.checks import Malformed
from dossier.model.dates import Window

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T\s])")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-]([01]?\d)(?:[/-]([0-3]?\d))?(?=[/-]|$)")
LONGEST = 100
_LEVANTINE = {
    "كانون الثاني": "يناير", "شباط": "فبراير", "آذار": "مارس", "نيسان": "أبريل", "أيار": "مايو", "حزيران": "يونيو",
    "تموز": "يوليو", "آب": "أغسطس", "أيلول": "سبتمبر", "تشرين الأول": "أكتوبر", "تشرين الثاني": "نوفمبر",
    "كانون الأول": "ديسمبر",
}  # fmt: skip
"""The months as Syria, Lebanon and Iraq print them, which dateparser does not know."""
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[apAP]\.?[mM]\.?)?|\b(?:GMT|UTC|[A-Z]{2,3}T)\b")
_MONTH_TWICE = re.compile(r"(?<![^\W\d])([^\W\d]+)\s*/\s*[^\W\d]+")


def edtf(printed: str, language: str = "") -> str | None:
    """The date in a short text, or None; `language` is a BCP 47 tag. Relative dates ("yesterday") give None."""
    text = " ".join(printed.translate(_DIGITS).split())[:LONGEST]
    for pattern in (_ISO, _COMPACT):
        if match := (pattern.match(text) if pattern is _ISO else pattern.fullmatch(text)):
            return _valid("-".join(part for part in match.groups() if part))
    if match := _NUMBERS.search(text):
        first, mark, second, year = match.groups()
        days = [_valid(f"{year}-{int(m):02}-{int(d):02}") for d, m in ((first, second), (second, first))]
        readings = sorted({day for day in (days[:1] if mark == "." else days) if day})
        return "..".join(readings) or None
    return _spelt(text, language)


def from_address(address: str) -> str | None:
    """The date in an address: /2023/01/02/ or /2023/01/."""
    match = _IN_ADDRESS.search(address)
    if not match:
        return None
    return _valid("-".join(f"{int(part):02}" for part in match.groups() if part))


def _spelt(text: str, language: str) -> str | None:
    if not re.search(r"(?<!\d)\d{4}(?!\d)", text):
        return None  # without a year nothing is known
    from dateparser.date import DateDataParser

    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["year", "month"]}
    primary = language.split("-")[0]
    for languages in ([primary], ["en"]) if primary else (["en"],):
        try:
            date_ = DateDataParser(languages=languages, settings=settings).get_date_data(_bare(text))
        except ValueError:  # a language that it does not know
            continue
        if date_.date_obj is not None and date_.period in ("day", "month", "time"):
            return _valid(date_.date_obj.strftime("%Y-%m" if date_.period == "month" else "%Y-%m-%d"))
    return None


def _bare(text: str) -> str:
    """A date without the words around it ("Published on", "آخر تحديث") and without a time of day."""
    text = _CLOCK.sub(" ", text)
    for levantine, other in _LEVANTINE.items():
        text = text.replace(levantine, other)
    text = _MONTH_TWICE.sub(r"\1", text)
    match = re.search(
        r"\d{1,2}\.?\s+[^\W\d]+,?\s+\d{4}"
        r"|(?<![^\W\d])(?:[^\W\d]+\.?\s+\d{1,2},?\s+\d{4}|[^\W\d]+\.?,?\s+\d{4})",
        text,
    )
    return match[0] if match else text


def _valid(text: str) -> str | None:
    try:
        Window.parse(text)
    except Malformed:
        return None
    return text

"""Names of the months of the Gregorian calendar, in the languages in which sources are written (CLDR, by Babel)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_LOCALES = """en de fr es pt it nl sv da nb nn fi is pl cs sk hu ro bg el ru uk be sr sr_Latn hr bs sl mk sq tr az az_Cyrl
    ar ar_SY ar_LB ar_IQ ar_JO ar_DZ ar_TN ar_MA ar_SA fa fa_AF ps ur ku ckb he hy ka id ms th hi bn kk uz ky tg tk et lt lv
    ca gl eu cy ga mt syr am""".split()
_MORE: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "en": {9: ("sept",)},
    "ar": {1: ("جانفي",), 8: ("اوت",), 5: ("نوار",)},
    "ku": {1: ("çile", "çileya paşîn"), 2: ("reşemî", "şibat"), 3: ("avdar",), 4: ("avrêl",), 7: ("temûz",), 8: ("gelawêj",),
           9: ("rezber",), 10: ("kewçêr",), 11: ("sermawez",), 12: ("çileya pêşîn",)},
    "ckb": {1: ("کانونی دووەم",), 7: ("تەموز",), 9: ("ئەیلول",)},
    "fa": {3: ("مارچ",), 4: ("اپریل",), 5: ("می",), 7: ("جولای",), 8: ("اگست", "آگوست"), 10: ("اکتوبر",), 12: ("دیسمبر",)},
}  # fmt: skip
"""Names in use that CLDR does not have."""
_ENDINGS = {"ku": "ea", "ckb": "ی"}
"""Letters that a genitive adds, as `folded_name` leaves them."""
_SAME = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "\u200c": None, "ı": "i"})


def folded_name(text: str) -> str:
    """A word without case, marks on letters, and the variants of Arabic letters."""
    plain = unicodedata.normalize("NFKD", text.replace("İ", "i").casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_SAME)


def month(words: str, language: str = "") -> int | None:
    """The number of a month, 1 to 12, or None; `language` is consulted where languages disagree ("listopad").

    `words` is folded by `folded_name`; `language` is a BCP 47 tag.
    """
    found = _names().get(words) or _names().get(words.removeprefix("ב"))
    if found is None:
        return None
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    return found.get(language.split("-")[0])


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Mapping[str, int]]:
    """The numbers of each name by language."""
    from babel import Locale

    names: dict[str, dict[str, int]] = {}
    for code in _LOCALES:
        locale = Locale.parse(code)
        language = locale.language
        written = [
            (number, str(name))
            for context in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
            for number, name in locale.months[context][width].items()
        ]
        written += [(number, name) for number, more in _MORE.get(language, {}).items() for name in more]
        for number, name in written:
            word = folded_name(name).strip(". ")
            for form in (word, *(word + ending for ending in _ENDINGS.get(language, ""))):
                if not any(c.isdigit() for c in form):
                    names.setdefault(form, {}).setdefault(language, number)
    return names

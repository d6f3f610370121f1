"""Languages and scripts: BCP 47 tags, their English names (CLDR, by Babel), and the direction of a text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dossier.model.checks import Malformed

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-[a-z0-9]{5,8})*")


Tables = tuple[dict[str, str], dict[str, str], dict[str, str]]
"""English names of languages, scripts and territories, by their codes."""
_kept: list[Tables] = []


def tables() -> Tables:
    """CLDR's names. Babel loads longer than an edit takes to publish, so `keep` restores them from the last build."""
    if not _kept:
        from babel import Locale

        names = Locale("en")
        languages, scripts, territories = (
            {str(code): str(name) for code, name in of.items()}
            for of in (names.languages, names.scripts, names.territories)
        )
        _kept.append((languages, scripts, territories))
    return _kept[0]


def keep(found: Tables) -> None:
    """Use these names, which `tables` returned in an earlier build."""
    _kept[:] = [found]


def language_tag(text: str) -> str:
    """A BCP 47 tag whose language is known to CLDR; raises `Malformed` (unknown-language)."""
    if not _TAG.fullmatch(text) or text.split("-")[0] not in tables()[0]:
        hint = "write a tag such as en, ar, tr, ru, ku, fa or zh-Hans"
        by_name = {name.casefold(): tag for tag, name in tables()[0].items()}
        if text.casefold() in by_name:
            hint = f'write "{by_name[text.casefold()]}"'
        raise Malformed("unknown-language", f'"{text}" is not a language tag', hint)
    return text


@lru_cache(maxsize=512)
def language_name(tag: str) -> str:
    """ "Arabic" for `ar`, "Kurdish (Latin)" for `ku-Latn`."""
    language, *rest = tag.split("-")
    languages, scripts, territories = tables()
    details = [scripts.get(part) or territories.get(part) or part for part in rest]
    name = languages.get(language, language)
    return f"{name} ({', '.join(details)})" if details else name


@lru_cache(maxsize=512)
def country_name(code: str) -> str:
    """ "Lebanon" for `LB`."""
    return tables()[2].get(code, code)


def country_code(text: str) -> str:
    """An ISO 3166-1 alpha-2 code; raises `Malformed` (bad-value)."""
    if not re.fullmatch("[A-Z]{2}", text) or text not in tables()[2]:
        raise Malformed(
            "bad-value",
            f'"{text}" is not a country code',
            "write two capital letters (ISO 3166-1): SY, TR, LB",
        )
    return text


def in_marks(text: str) -> str:
    """A text in quotation marks: guillemets around one that runs right to left, as Arabic, Persian and Hebrew print them."""
    return f"«{text}»" if direction(text) == "rtl" else f"“{text}”"


def direction(text: str) -> str:
    """ "rtl" when the first strong character (UAX #9: L, R, AL) runs right to left, else "ltr".

    As HTML's `dir="auto"`, and unlike UAX #9 P2, isolates are not skipped: a text copied from a messenger often stands in
    one as a whole. `dossier/render/assets/direction.js` has the same, tested to agree.
    """
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return "ltr"


_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
RTL_RUN = re.compile(rf"[{_RTL}](?:[^A-Za-z\u00c0-\u024f\u0370-\u052f]*[{_RTL}])?")
"""A run of a text that runs right to left, with what stands between its letters."""
_RTL_LETTERS = (
    ("he", re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")),
    ("syr", re.compile("[\u0700-\u074f]")),
    ("dv", re.compile("[\u0780-\u07bf]")),
    ("ckb", re.compile("[\u0695\u06b5\u06c6\u06ce\u06d5]")),  # ڕ ڵ ۆ ێ ە
    ("ur", re.compile("[\u0679\u0688\u0691\u06ba\u06d2]")),  # ٹ ڈ ڑ ں ے
    ("fa", re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc]")),  # پ چ ژ ک گ ی
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")),
)


def language_of_script(text: str) -> str:
    """The language whose letters a text that runs right to left has, for its voice and its font; empty of other texts.

    Where nothing says which language it is: a screen reader with an English voice spells such words, or skips them.
    """
    if direction(text) != "rtl":
        return ""
    return next((language for language, letters in _RTL_LETTERS if letters.search(text)), "")

"""Languages as reference managers write them → BCP 47 tags: tags, ISO 639-2 codes, names, Babel's names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from dossier.cite.bibtex import LANGUAGES
from dossier.ingest.months import folded_name
from dossier.model.checks import Malformed
from dossier.model.languages import language_tag

_OF_BABEL = {
    **dict.fromkeys("american british ukenglish usenglish canadian australian newzealand".split(), "en"),
    **dict.fromkeys("ngerman germanb austrian naustrian swissgerman nswissgerman".split(), "de"),
    **dict.fromkeys("francais frenchb acadian canadien".split(), "fr"),
    **dict.fromkeys("mexican spanishmx".split(), "es"),
    **dict.fromkeys("portuges brazil brazilian".split(), "pt"),
    **dict.fromkeys("bahasa bahasai indon".split(), "id"),
    **dict.fromkeys("bahasam meyalu".split(), "ms"),
    **dict.fromkeys(
        ["kurdish", "kurmanji", "kurmanci", "kurdi", "northern kurdish", "kurdish (kurmanji)"], "ku"
    ),
    **dict.fromkeys(["dari", "persian (afghanistan)"], "fa"),
    **{
        "polutonikogreek": "el",
        "farsi": "fa",
        "serbianc": "sr",
        "norsk": "nb",
        "nynorsk": "nn",
        "magyar": "hu",
        "slovene": "sl",
    },
    **{
        "sorani": "ckb",
        "azeri": "az",
        "classicalarabic": "ar",
        "chinese-hans": "zh-Hans",
        "chinese-hant": "zh-Hant",
    },
}
"""Languages and dialects of Babel and Polyglossia (https://ctan.org/pkg/babel), besides those that our export writes."""
_WRITTEN_IN = (
    "en de fr es it pt nl pl tr az ru uk ar fa ku ckb he el zh ja ko sv da nb cs hu ro bg sr ur hy ka".split()
)
"""Languages in whose words a language is named."""


def tag_of(written: str) -> str:
    """The tag of a language, with its script if that is given; of several the first's; empty if it is not known."""
    for part in re.split(r"[;,/|&]| and ", written):
        if tag := _tag(part.strip()):
            return tag
    return ""


def _tag(written: str) -> str:
    name = folded_name(re.split(r"[(\[]", written, maxsplit=1)[0]).strip(" .")
    if not name:
        return ""
    parts = written.replace("_", "-").split("-")
    if 2 <= len(parts[0]) <= 3 and parts[0].isascii() and parts[0].isalpha():
        script = [p.title() for p in parts[1:2] if len(p) == 4 and p.isalpha()]
        known = _codes().get(parts[0].lower(), parts[0].lower())
        try:
            return language_tag("-".join([known, *script]))
        except Malformed:
            return ""
    return _OF_BABEL.get(name) or _names().get(name, "")


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    """Tags of ISO 639-2 and 639-3 codes that have a shorter one or another (CLDR)."""
    from babel.core import get_global

    codes = {
        code: tag
        for code, tag in get_global("language_aliases").items()
        if len(code) <= 3 and tag.isalpha() and code != "no"
    }
    return codes | {"kmr": "ku", "prs": "fa"}  # CLDR has one tag for each pair


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Tags by name; a name of two languages is in none."""
    from babel import Locale

    found: dict[str, set[str]] = {}
    for code in _WRITTEN_IN:
        for tag, name in Locale.parse(code).languages.items():
            if len(tag) <= 3:
                found.setdefault(folded_name(name), set()).add(tag)
    names = {name: next(iter(tags)) for name, tags in found.items() if len(tags) == 1}
    return names | {folded_name(name): tag for tag, name in LANGUAGES.items() if tag != "kmr"}

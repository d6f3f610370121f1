"""The inflected forms of a name: particles before it, endings after it, endings in place of its last letters.

A pattern matches words of a text that are folded, with `^` before a word that begins with a capital
(`dossier.store.withheld`). Names of six letters or more are found within any word; forms are for shorter names and for
endings that replace letters. An ending that would also make a common word counts only in a text that shows letters of
the ending's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

Fold = Callable[[str], str]
CAPITAL = "^"

LANGUAGES: dict[str, re.Pattern[str]] = {
    "turkish": re.compile("[ığşİĞŞ]"),
    "slavic": re.compile("[ąęłńśźżćěřůčďťňšžđĄĘŁŃŚŹŻĆĚŘŮČŠŽĐ]"),
    "kurdish": re.compile("[êîûÊÎÛ]"),
}
"""Languages in Latin script, recognised by letters that others hardly have."""

_ARABIC_BEHIND = "ه ها هم ي ين ون ان".split()
_PERSIAN_BEHIND = "هاي هايي را اي مان تان شان م ت ش".split()
_SORANI_BEHIND = "هكه هكان هكاني يان دا هوه يش هك ن".split()
_CYRILLIC = (
    "а у е ы и я ю й ом ем ой ей ою ею ым им ых их ого его ому ему ам ами ах ям ями ях "
    "і ї о є ові еві єві єм єю ім ої ій ів їв ою"
).split()
"""Case endings of Russian and Ukrainian names; without patronymics and surnames derived from names."""
_SOFTENED = {"г": "з", "к": "ц", "х": "с", "ґ": "з"}
"""Ukrainian consonant changes before і: Ольга, Ользі."""
_GREEK = {
    "ος": "ος ου ο ε οι ων ους",
    "ης": "ης η ηδες ηδων",
    "ας": "ας α αδες αδων",
    "α": "α ας ες ων",
    "η": "η ης ες ων",
    "ω": "ω ως",
}
"""Endings by the ending of the nominative."""
_OF_CONSONANT = "a owi ovi em iem ie u e om ow ami ach ovia".split()
_OF_VOWEL = "a y i ie e o u ou om".split()
_OF_ADJECTIVE = "i y ego iego eho emu iemu im ym a ej iej ou".split()
_MUTATED = {"t": "ci", "d": "dzi", "r": "rz", "k": "c", "g": "dz"}
"""Polish consonant changes before e: Marta, Marcie; Monika, Monice."""
_VOWELS = "aeiouy"


def form(word: str, fold: Fold, languages: Collection[str]) -> tuple[str, str]:
    """The longest common prefix of a word's forms, and a pattern that matches them.

    `languages` are those of `LANGUAGES` whose letters the text shows; `word` has no accents left.
    """
    letters, first = fold(word), word[0]
    if "\u0590" <= first <= "\u05ff":
        return letters, _hebrew(letters)
    if "\u0600" <= first <= "\u08ff":
        return letters, _arabic(letters, fold)
    if "\u0400" <= first <= "\u052f" and len(word) > 2:
        return _cyrillic(word, fold)
    if "\u0370" <= first <= "\u03ff" and len(word) > 3:
        return _greek(word, fold)
    if letters.isascii() and letters.isalpha() and len(letters) > 2:
        return _latin(letters, languages)
    return letters, _either([letters], ())


def _either(any_case: Iterable[str], capital: Iterable[str]) -> str:
    """A pattern of these words; those in `capital` match only with a capital."""
    free = "|".join(map(re.escape, dict.fromkeys(any_case)))
    capitals = "|".join(map(re.escape, dict.fromkeys(capital)))
    return rf"(?:\^?(?:{free})|\^(?:{capitals}))" if capitals else rf"\^?(?:{free})"


def _hebrew(letters: str) -> str:
    """Prefixes for and, the, in, to, from, that, as: written without a blank, up to two of them."""
    letters = re.escape(letters)
    return f"[והבלמשכ]{{0,2}}{letters}" if len(letters) > 2 else f"[והבלמשכ]?{letters}"


def _arabic(letters: str, fold: Fold) -> str:
    """Prefixes for and, then, in, for, like, the, written without a blank; suffixes such as pronouns and ezafe.

    Suffixes of one letter would make common words of a short name: they are for names of four letters or more.
    """
    behind = [
        *_ARABIC_BEHIND,
        *(ending for ending in (*_PERSIAN_BEHIND, *_SORANI_BEHIND) if len(ending) > 1 or len(letters) > 3),
    ]
    endings = "|".join(dict.fromkeys(map(fold, behind)))
    return f"(?:و|ف)?(?:ب|ل|ك)?(?:ال|ل)?{re.escape(letters)}(?:{endings})?"


def _cyrillic(word: str, fold: Fold) -> tuple[str, str]:
    """Case endings replace a last vowel, or follow a consonant; an e or o before the last consonant may drop."""
    plain = word.lower()
    has_ending = plain[-1] in "аеёиоуыэюяйьіїє" and len(plain) > 3
    stem = plain[:-1] if has_ending else plain
    stems = {stem: _CYRILLIC}
    if has_ending and stem[-1] in _SOFTENED:
        stems[stem[:-1] + _SOFTENED[stem[-1]]] = ["і"]
    if len(stem) > 4 and stem[-2] in "еоє" and stem[-1] not in "аеиоуіїйь":
        stems[stem[:-2] + stem[-1]] = _CYRILLIC  # Павел, Павла; Кравець, Кравця
    words_ = [fold(plain), fold(stem), *(fold(stem_ + end) for stem_, ends in stems.items() for end in ends)]
    return _common(words_), _either(words_, ())


def _greek(word: str, fold: Fold) -> tuple[str, str]:
    plain = word.lower().replace("ς", "σ")
    for ending, others in _GREEK.items():
        stem = plain.removesuffix(ending.replace("ς", "σ"))
        if stem != plain and len(stem) > 1:
            words_ = [fold(plain), *(fold(stem + other) for other in others.split())]
            return _common(words_), _either(words_, ())
    return fold(plain), _either([fold(plain)], ())


def _latin(letters: str, languages: Collection[str]) -> tuple[str, str]:
    """Endings count only with a capital: Mark and marks are two words."""
    forms_ = list(_turkish(letters, evident="turkish" in languages))
    if "kurdish" in languages:
        behind = "ye ya yi yen" if letters[-1] in _VOWELS else "i e a en an in eki"
        forms_ += [letters + ending for ending in behind.split() if len(ending) > 1 or len(letters) > 3]
    if "slavic" in languages:
        forms_ += _slavic(letters)
    if len(letters) > 3 and letters[-1] not in "sxz":
        forms_.append(f"{letters}s")  # German, and English without its apostrophe
    return _common([letters, *forms_]), _either([letters], forms_)


def _turkish(letters: str, *, evident: bool) -> Iterable[str]:
    """Case endings without their apostrophe, by vowel harmony; ı is folded to i, ö to o, ü to u.

    After a consonant they look like the ends of words of other languages: there only if `evident`.
    """
    vowels = [letter for letter in letters if letter in "aeiou"]
    if not vowels or not (evident or letters[-1] in "aeiou"):
        return
    # An o or u may be a folded ö or ü: endings with a and with e both follow.
    opens = {"a": "a", "e": "e", "i": "ea" if evident else "e", "o": "ae", "u": "ae"}[vowels[-1]]
    closed = "u" if vowels[-1] in "ou" else "i"
    buffered = letters[-1] in "aeiou"
    yield from (
        letters + ending for ending in ((f"n{closed}n", f"y{closed}") if buffered else (f"{closed}n", closed))
    )
    for e in opens:
        own = (f"y{e}", f"yl{e}") if buffered else (e, f"l{e}", f"t{e}", f"t{e}n")
        plural = (f"l{e}r", f"l{e}r{'i' if e == 'e' else closed}n")
        yield from (letters + ending for ending in (*own, f"d{e}", f"d{e}n", *plural))


def _slavic(letters: str) -> Iterable[str]:
    """Case endings of Polish, Czech and their neighbours; endings of one letter only after four letters or more."""
    stem = letters[:-1] if letters[-1] in _VOWELS and len(letters) > 3 else letters
    endings = _OF_CONSONANT if stem == letters else _OF_VOWEL
    if letters.endswith(("ski", "cki", "sky", "cky")):
        endings = _OF_ADJECTIVE
    yield from (stem + ending for ending in endings if len(ending) > 1 or len(letters) > 3)
    if len(letters) > 3 and stem[-1] in _MUTATED:
        yield f"{stem[:-1]}{_MUTATED[stem[-1]]}e"
    if len(letters) > 4 and stem == letters and letters[-2] == "e":
        yield from (letters[:-2] + letters[-1] + ending for ending in _OF_CONSONANT)  # Marek, Marka


def _common(words: list[str]) -> str:
    """The longest common prefix of all words."""
    shortest, longest = min(words), max(words)
    at = next((n for n, (a, b) in enumerate(zip(shortest, longest, strict=False)) if a != b), len(shortest))
    return shortest[:at]

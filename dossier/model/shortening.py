"""Texts cut to a length: after a word where there is one, never within a letter as readers see it.

A grapheme cluster (UAX #29) is found by Unicode's categories, without its table: marks, joiners, conjuncts, jamo, flags.
`dossier/render/assets/shortened.js` asks the browser, tested to agree.
"""

from __future__ import annotations

import re
import unicodedata

_BLANK = " \t\n\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
"""Where a line may break; a no-break space is none of them."""
_LAST_BLANK = re.compile(f"[{_BLANK}][^{_BLANK}]*$")
_DANGLING = " \t\n\u1680\u2000-\u200a\u205f\u3000,;:–—-([{“‘«„‚‹\"'¿¡،؛、，（「『《〈【"
_JOINS_BEFORE = re.compile(
    "[\u200c\u200d\u0e33\u0eb3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u1160-\u11ff\ud7b0-\ud7ff]"
)
_LEADING_JAMO = re.compile("[\u1100-\u115f\ua960-\ua97f]")
_SYLLABLE = re.compile("[\u1100-\u115f\ua960-\ua97f\uac00-\ud7a3]")
_FLAG_BEGUN = re.compile(
    "(?:^|[^\U0001f1e6-\U0001f1ff])(?:[\U0001f1e6-\U0001f1ff]{2})*[\U0001f1e6-\U0001f1ff]$"
)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_VIRAMA = 9
"""The canonical combining class of the signs that join two consonants of an Indic script."""


def shortened(text: str, longest: int) -> str:
    """A text of at most `longest` characters; one that is cut ends in an ellipsis, after a word if half is left."""
    if len(text) <= longest:
        return text
    end = boundary(text, longest - 1)
    return cut(text[: end + 1], end)


def cut(text: str, end: int) -> str:
    """The text up to `end`, which is a `boundary`, back to its last word, with an ellipsis."""
    blank = _LAST_BLANK.search(text[: end + 1])
    if blank and blank.start() >= end // 2:
        end = blank.start()
    return text[:end].rstrip(_DANGLING) + "…"


def boundary(text: str, end: int) -> int:
    """The last place from `end` backwards where no grapheme cluster is torn."""
    while end > 0 and _joined(text, end):
        end -= 1
    return end


def _joined(text: str, at: int) -> bool:
    if at >= len(text) or text[at].isascii():
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.category(after)[0] == "M" or _JOINS_BEFORE.match(after) or before == "\u200d":
        return True
    if unicodedata.combining(before) == _VIRAMA:
        return after.isalpha()
    if _LEADING_JAMO.match(before):
        return bool(_SYLLABLE.match(after))
    return bool(_FLAG.match(after) and _FLAG_BEGUN.search(text[:at]))

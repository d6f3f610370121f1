"""Names that a text repeats and the dossier has no record of: records that may be missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from dossier.model.folding import fold

MOST = 8
_NO_NAMES = (
    "On In At To Of By For From With Without As After Before Since During Under Over Among The A An This That These Those It"
    " Its He She They We You His Her Their Our And But Or If When While Where Who What How Why There Here Not No Yes Also"
    " However Mr Mrs Ms Dr President Minister January February March April May June July August September October November"
    " December Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)
"""Words that have a capital at the beginning of a sentence, before a name, or always, and are no part of one."""
_WORD = rf"(?!(?:{_NO_NAMES.replace(' ', '|')})\b)[^\W\d_a-zçğıöşüа-яё](?:[^\W\d_]|['’-](?=[^\W\d_]))+"
_NAME = re.compile(
    rf"\b{_WORD}(?:\s+(?:(?:of|the|for|and|al|el|de|von|bin)\s+|al-|el-)?{_WORD}){{0,4}}"
    r"(?:\s+\(([^\W\d_]{2,8})\))?"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;“\"«(—–]\s*)$")


def repeated_names(blocks: Sequence[str], known: Iterable[str]) -> list[tuple[str, int]]:
    """Names with capitals that occur twice or more, most frequent first, with their numbers; none that is in `known`.

    Scripts without capitals have none.
    """
    recorded = {fold(name) for name in known}
    counts: Counter[str] = Counter()
    for block in blocks:
        for match in _NAME.finditer(block):
            name = match[0].partition(" (")[0]
            one_word = " " not in name
            if _SENTENCE_START.search(block[: match.start()][-3:]) and one_word:
                continue  # any word has a capital there
            for spelling in filter(None, (name, match[1])):
                counts[spelling] += 1
    found = [
        (name, number)
        for name, number in counts.most_common()
        if number > 1 and len(name) > 2 and not _is_part(name, recorded)
    ]
    names = [name for name, _ in found]
    # A surname alone, or an acronym, is the same name as the longer one that is listed.
    whole = [
        (n, c)
        for n, c in found
        if not any(n != other and re.search(rf"\b{re.escape(n)}\b", other) for other in names)
    ]
    return whole[:MOST]


def _is_part(name: str, recorded: set[str]) -> bool:
    folded = fold(name)
    return any(re.search(rf"\b{re.escape(folded)}\b", other) for other in recorded) or any(
        re.search(rf"\b{re.escape(other)}\b", folded) for other in recorded if len(other) > 2
    )

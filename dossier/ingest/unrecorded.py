"""Names that a text repeats and the dossier has no record of: records that may be missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from dossier.model.folding import fold

MOST = 8
_WORD = r"[^\W\d_a-zçğıöşüа-яё](?:[^\W\d_]|['’-](?=[^\W\d_]))+"
_NAME = re.compile(
    rf"\b{_WORD}(?:\s+(?:(?:of|the|for|and|al|el|de|von|bin)\s+|al-|el-)?{_WORD}){{0,4}}(?:\s+\(([^\W\d_]{{2,8}})\))?"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;“\"«(—–]\s*)$")
_MONTHS_AND_DAYS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday"
    " friday saturday sunday".split()
)


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
    return (
        folded in _MONTHS_AND_DAYS
        or any(re.search(rf"\b{re.escape(folded)}\b", other) for other in recorded)
        or any(re.search(rf"\b{re.escape(other)}\b", folded) for other in recorded if len(other) > 2)
    )

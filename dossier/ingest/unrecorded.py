"""Names that a text repeats and the dossier has no record of: records that may be missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dossier.model.folding import fold

MOST = 8
_NO_NAMES = (
    "On In At To Of By For From With Without As After Before Since During Under Over Among The A An This That These Those It"
    " Its He She They We You His Her Their Our And But Or If When While Where Who What How Why There Here Not No Yes Also"
    " Later Earlier Then Now Today Yesterday Meanwhile Instead Still Only Even Both Some Many Most All"
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


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A person or a body that a text names several times, as one who speaks or holds an office, and that no record has."""

    name: str
    paragraph: int
    """Where it first stands."""
    times: int
    """How often it is named, by the last word of a person's name or by letters in brackets as well."""
    type: str
    """What it seems to be, as the `type` of an actor."""


_TITLES = (
    r"(?:Vice[- ]President|President|Prime|Foreign|Defen[cs]e|Interior|Deputy|Minister|Premier|Gen(?:eral|\.)?"
    r"|Col(?:onel|\.)?|Capt(?:ain|\.)?|Lt\.?|Lieutenant|Maj(?:or|\.)?|Brig(?:adier|\.)?|Commander|Sheikh|Imam|Bishop|Judge|Ambassador|Senator"
    r"|Governor|Mayor|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Prof(?:essor|\.)?|Sayın|Bakanı|Başkanı|Sözcüsü|Cumhurbaşkanı|Президент|Министр"
    r"|Генерал)"
)
_OFFICE = re.compile(
    rf"(?:\b{_TITLES}|\b(?:spokes(?:man|woman|person)|leader|chief|head|director|chairman|chairwoman|commander|president|minister"
    r"|governor|mayor|activist|journalist|analyst|researcher|lawyer|resident|official|secretary|министр\w?|президент\w?))\s+$"
)
_OFFICE_BEHIND = re.compile(rf"\s+(?:{_TITLES}\b|(?i:minist))")
"""It is no name, then, but the words before an office: "Turkish Defence Minister"."""
_LEADING = re.compile(rf".*\b{_TITLES}\s+")
_SPOKE = (
    r"(?:said|says|told|added|announced|stated|wrote|warned|denied|confirmed|explained|noted|stressed|claimed|declared|tweeted"
    r"|argued|insisted|reiterated|testified|dedi|söyledi|açıkladı|belirtti|duyurdu|bildirdi|vurguladı|заявила?|сообщила?"
    r"|сказала?|отметила?|sagte|erklärte|a déclaré|a dit)\b"
)
_SPEAKS = re.compile(
    rf"(?:,[^,.;]{{2,60}},)?\s+(?:also\s+|has\s+|had\s+)?{_SPOKE}|['’]\w{{1,4}}\s+göre\b", re.I
)
_SPOKEN = re.compile(
    r"\b(?:said|told \w+ by|according to(?: the)?|statement (?:by|from|of)(?: the)?|заявил|сообщил|сказал|по словам)\s+$",
    re.I,
)
_STATE = re.compile(
    r"\b(?:Ministry|Department|Directorate|Authority|Government|Court|Police|Commission|Parliament)\b"
)
_GROUP = re.compile(r"\b(?:Front|Army|Brigades?|Forces|Movement|Party|Coalition|Battalion|Militia|Group)\b")
_BODY = re.compile(
    r"\b(?:Committee|Council|Union|Organi[sz]ation|Association|Network|Foundation|Institute|Company|Cent(?:er|re)|Observatory"
    r"|Agency|Bureau|University|Bank|Federation|League|Society|Office)\b"
)


def speakers(blocks: Sequence[str], known: Iterable[str], within: Iterable[str] = ()) -> list[Unrecorded]:
    """Those whom a text names twice or more, in capitals, and once beside a verb of speech or an office; most often first.

    None that has a name in `known`, or a part of one, nor whose name is a part of one in `within`: of places, say. The
    headline is not searched, for capitals mean little there; scripts without capitals have no such names.
    """
    recorded, parts = {fold(name) for name in known}, {fold(name) for name in within}
    first: dict[str, int] = {}
    letters: dict[str, str] = {}
    speaking: set[str] = set()
    for number, block in enumerate(blocks):
        for match in _NAME.finditer(block) if number else ():
            parts_ = _parts(block, match)
            last = parts_[-1][1]
            for start, end in parts_:
                titles = _LEADING.match(block[start:end])
                start += titles.end() if titles else 0
                name = block[start:end]
                behind = block[match.end() if end == last else end :][:90]
                if not _is_name(name) or _OFFICE_BEHIND.match(behind):
                    continue
                first.setdefault(name, number)
                if match[1] and match[1].isupper():
                    letters[name] = match[1]
                before = block[max(0, start - 40) : start]
                if titles or _OFFICE.search(before) or _SPOKEN.search(before) or _SPEAKS.match(behind):
                    speaking.add(name)
    found = []
    text = "\n".join(blocks[1:])
    # "Later Jon Arbour": the first word of a sentence has a capital, too.
    names = {name: number for name, number in first.items() if name.partition(" ")[2] not in first}
    for name, number in names.items():
        folded = rf"\b{re.escape(fold(name))}\b"
        other = _is_part(name, recorded) or any(re.search(folded, one) for one in parts)
        if name not in speaking or other or any(name != one and name in one for one in names):
            continue
        kind = _type_of(name)
        short = name.split()[-1] if kind == "person" else letters.get(name, "")
        short = "" if any(fold(short) in one.split() for one in recorded | parts) else short
        times = len(re.findall(rf"(?<!\w){re.escape(short or name)}(?!\w)", text))
        times += text.count(name) if short and kind != "person" else 0
        if times > 1:
            found.append(Unrecorded(name, number, times, kind))
    return sorted(found, key=lambda one: -one.times)[:MOST]


def _parts(block: str, match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the names of a match begin and end: "Jon Arbour and Ann Reed" are two, a committee's name is one."""
    begin, end = match.start(), match.start() + len(match[0].partition(" (")[0])
    first, both, second = block[begin:end].partition(" and ")
    if not both or _type_of(block[begin:end]) != "person":
        return [(begin, end)]
    return [(begin, begin + len(first.rstrip())), (end - len(second.lstrip()), end)]


def _is_name(name: str) -> bool:
    """Whether a name has two words or more, each with a capital, and not in capitals as a whole."""
    words = [word for word in name.split() if word.lower() not in _SMALL]
    return (
        len(words) > 1
        and all(word[0].isupper() for word in words)
        and any(letter.islower() for letter in name)
        and "\n" not in name
    )


_SMALL = frozenset(("of", "the", "for", "and", "al", "el", "de", "von", "bin"))


def _type_of(name: str) -> str:
    for pattern, type_ in ((_STATE, "government-body"), (_GROUP, "group"), (_BODY, "organisation")):
        if pattern.search(name):
            return type_
    return "person"

"""The comments that `dossier add` writes beside its guesses: each goes with the question that it belongs to.

A line counts as such a comment only in the exact form in which a draft has it; what a person wrote stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dossier.read.front_edits import CannotEdit, values

_BLOCK = r"(?:headline|¶ \d+)"
_SHOWN = rf'"[^\n]*" {_BLOCK}'
_BEHIND_ACTOR = rf"{_BLOCK}(?:, {_BLOCK})*(?:; a new spelling: [^#\n]*)?"
_BEHIND = {"actors": _BEHIND_ACTOR, **dict.fromkeys(("rests_on", "places", "events"), _SHOWN)}
"""What a draft writes behind an entry of a key."""
_HEAD = "# Less likely, with the words that led to it. Copy what belongs, and delete this block."
_FOOT = "# Guessed by dossier add: dossier confirm ID asks for each; dossier check fails until all are."
_SECTION = re.compile(r"#   (rests_on|actors|events|claims):(?:   # [^\n]*)?\s*")
_LESS_LIKELY = re.compile(
    rf"#     (?:- claim: (?P<claim>[a-z0-9-]+)   # [^\n]*|- (?P<id>[a-z0-9-]+)   # {_SHOWN}"
    r"|(?P<actor>[a-z0-9-]+): \{named: \[[^\n]*\]\})\s*"
)


def tidied(before: str, after: str, titles: Mapping[str, str]) -> str:
    """The file after a step, without the comments of its draft on what the step has settled or taken up.

    `titles` are those of the dossier's records.
    """
    if "   # " not in after and _HEAD not in after and _FOOT not in after:
        return after
    lines = after.splitlines(keepends=True)
    end = next((number for number, line in enumerate(lines) if number and line.rstrip() in ("---", "...")), 0)
    try:
        was, now = values(before), values(after)
        asked, left = _waiting(was), _waiting(now)
        settled = [entry for entry in asked if entry not in left]
        front = [_without_behind(line, key, settled, titles) for key, line in _keyed(lines[:end])]
        gone = {_key(entry) for entry in asked} - {_key(entry) for entry in left}
        if was.get("rests_on") != now.get("rests_on"):
            gone.add("rests_on")
        if asked and not left:
            gone = {"rests_on", "actors", "events", "claims"}
            front = [line for line in front if line.rstrip() != _FOOT]
        text = "".join([*_without_less_likely(front, now, gone), *lines[end:]])
        return text if text == after or values(text) == now else after
    except CannotEdit:
        return after


def _waiting(front: Mapping[str, Any]) -> list[str]:
    given = front.get("to_confirm")
    return [str(entry) for entry in given] if isinstance(given, list) else []


def _key(entry: str) -> str:
    """The key of which an entry of `to_confirm` speaks."""
    return entry.partition(" ")[0]


def _keyed(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Each line with the key of the front matter under which it stands."""
    key = ""
    for line in lines:
        if match := re.match(r"([a-z_]+):", line):
            key = match[1]
        yield key, line


def _without_behind(line: str, key: str, settled: Sequence[str], titles: Mapping[str, str]) -> str:
    """A line without the comment that a draft has written behind a value, if that is settled."""
    match = re.match(r"\s+(?:- (?:claim: )?)?([a-z0-9-]+)\b", line)
    if not match:
        return line
    if key == "claims":
        # An account that was edited may be of another claim by now.
        claims = [entry.partition(" ")[2] for entry in settled if _key(entry) == key]
        comment = "|".join(re.escape(titles[id_]) for id_ in claims if id_ in titles)
    else:
        comment = _BEHIND.get(key, "") if {key, f"{key} {match[1]}"} & set(settled) else ""
    return re.sub(rf"   # (?:{comment})(?=\s*$)", "", line) if comment else line


def _without_less_likely(lines: Sequence[str], now: Mapping[str, Any], gone: set[str]) -> list[str]:
    """The lines without the less likely values of the keys that are `gone`, and without those the file has `now`."""
    begin = next((number for number, line in enumerate(lines) if line.rstrip() == _HEAD), len(lines))
    end = begin + 1
    while end < len(lines) and lines[end].startswith("#") and lines[end].rstrip() != _FOOT:
        end += 1
    sections: list[tuple[str, list[str]]] = [("", [])]
    for line in lines[begin + 1 : end]:
        if match := _SECTION.fullmatch(line):
            key = match[1]
            sections.append((key, [line]))
        elif not (match := _LESS_LIKELY.fullmatch(line)) or (key not in gone and not _has(now, key, match)):
            sections[-1][1].append(line)
    found = [line for key, several in sections if not key or len(several) > 1 for line in several]
    likely = any(key and len(several) > 1 for key, several in sections)
    return [*lines[:begin], *lines[begin : begin + 1][: int(likely)], *found, *lines[end:]]


def _has(now: Mapping[str, Any], key: str, match: re.Match[str]) -> bool:
    """Whether the file has by now what a line of the less likely values gives."""
    there = now.get(key) or ()
    if match["claim"]:
        return any(isinstance(one, dict) and one.get("claim") == match["claim"] for one in there)
    return (match["actor"] or match["id"]) in there

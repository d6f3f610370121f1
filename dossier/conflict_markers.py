"""The marks that git leaves in a file where two versions of it disagree (git-merge: "How conflicts are presented")."""

from __future__ import annotations

import re

MESSAGE = "a conflict marker of git stands here"
HINT = "decide which of the versions holds, and delete the other and the lines of the markers"
_MARKER = re.compile(r"^(?:(?:<{7,15}|>{7,15})(?: .*)?|\|{7,15} .*)\r?$", re.MULTILINE)
_BETWEEN = re.compile(r"^=======\r?$", re.MULTILINE)
_ANY = ("<<<<<<<", ">>>>>>>", "|||||||")


def conflict_lines(text: str) -> tuple[int, ...]:
    """The lines of conflict markers, counted from 0; a line of seven equals signs is one only beside another marker."""
    if not any(mark in text for mark in _ANY):
        return ()
    found = [match.start() for match in _MARKER.finditer(text)]
    if not found:
        return ()
    found += [match.start() for match in _BETWEEN.finditer(text)]
    lines = []
    line = at = 0
    for start in sorted(found):
        line, at = line + text.count("\n", at, start), start
        lines.append(line)
    return tuple(lines)

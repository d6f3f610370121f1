"""The table of `direction.js` holds what Python knows of the direction of each character."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

SCRIPT = Path("dossier/render/assets/direction.js")
CHANGED = {0x1B3A, 0x1B3C, 0x1B42, 0x1171E, 0x1D6C1, 0x1D6FB, 0x1D735, 0x1D76F, 0x1D7A9}
"""Marks and nablas that run otherwise since Unicode 14, which Python 3.11 has; the table is of Unicode 18."""
KINDS = {"L": "<", "R": ">", "AL": ">"}


def table() -> dict[int, str]:
    """What each code point is, as the script has it."""
    literal = SCRIPT.read_text("utf-8").partition("const CHANGES =")[2].partition(";")[0]
    changes = "".join(re.findall(r'"([^"]*)"', literal))
    found: dict[int, str] = {}
    at, kind = 0, "."
    for new, gap in re.findall(r"([<>.])([0-9a-z]+)", changes):
        found |= dict.fromkeys(range(at, at := at + int(gap, 36)), kind)
        kind = new
    return found | dict.fromkeys(range(at, 0x110000), kind)


def test_every_character_that_python_knows_runs_as_python_says() -> None:
    kinds = table()
    # Not what is unassigned, or half of a pair.
    known = [code for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Cs")]
    expected = {code: KINDS.get(unicodedata.bidirectional(chr(code)), ".") for code in known}
    differing = [hex(code) for code in known if kinds[code] != expected[code] and code not in CHANGED]
    assert len(known) > 200_000
    assert not differing, differing[:20]

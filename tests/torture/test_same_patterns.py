"""A pattern that was made linear matches what it matched."""

from __future__ import annotations

import random
import re

from dossier.ingest import candidates
from dossier.model import quotations

DATELINE = re.compile(
    r"\s*(?:[^\W\d_a-zçğıöşü]{2,}[ ,]*){1,4}(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})?,?\s?[-–—]+\s"
)
OMISSION = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")
PIECES = ["AB", "A", " ", "  ", ",", "-", "Dec", "28", " 1", "x", "[…]", "[...]", "[", "]", "/", "\n"]


def test_they_match_the_same() -> None:
    chosen = random.Random(7)
    for _ in range(20_000):
        text = "".join(chosen.choices(PIECES, k=chosen.randint(1, 9)))
        was, now = DATELINE.match(text), candidates._CAPITALS.match(text)
        assert (was and was.end()) == (now and now.end()), text
        assert OMISSION.split(text) == quotations._OMISSION.split(text), text

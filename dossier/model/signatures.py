"""Text-free signatures of captures, by which same texts are found without the captures.

A signature is a b-bit MinHash (Broder 1997; Li and König 2010): each of 512 hash functions takes the least value over all
runs of four words, and eight bits of it are kept. The shares of equal slots in two signatures estimate how many runs the
texts have in common. No sentence can be rebuilt from one: it has 512 bytes however long the text is, each byte fits one
run in 256 of all that can be written, and the order of runs is not in it. Who holds a text can tell that it is the same.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import shake_128
from itertools import combinations
from operator import eq

from dossier.model.figures import SameText
from dossier.model.folding import fold

RUN = 4
"""Words of a run. Carriers cut and re-lead a text; four words outlive that, three are often a title and a name."""
ENOUGH = 0.7
"""The share of the shorter text's runs from which two texts count as the same. Measured on 22 texts: two reports of one
statement share up to 0.57, for both quote it; reprints 0.86. The estimate errs by some 0.03 for texts of like length.
"""
FEWEST = 20
"""Runs below which a text is too short to compare."""
LONGEST = 6
"""The most times that a text may be as long as the other: beyond, the estimate errs by more than 0.1."""
SLOTS = 512
_BAND = 2
"""Slots that have to be equal side by side for two signatures to be compared: texts that share a sixth are found."""
_MARK = b"dossier signature 1\0"
_VALUES = struct.Struct(f"<{SLOTS}I")
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts without blanks between words: each character is one."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A digest of a capture's text that contains none of it."""

    runs: int
    """The number of different runs of words."""
    slots: bytes
    """`SLOTS` bytes; empty where there are no runs."""


def runs(blocks: Sequence[str]) -> frozenset[str]:
    """The runs of four words of a text, headline apart: outlets write their own."""
    words = [word for block in blocks[1:] for word in _WORD.findall(_UNSPACED.sub(r" \g<0> ", fold(block)))]
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def signature(blocks: Sequence[str]) -> Signature:
    """The signature of a text in blocks, of which the first is the headline."""
    found = runs(blocks)
    if not found:
        return Signature(0, b"")
    least: Iterable[int] = (0xFFFFFFFF,) * SLOTS
    for run in found:
        least = map(min, least, _VALUES.unpack(shake_128(_MARK + run.encode()).digest(_VALUES.size)))
        least = list(least)
    return Signature(len(found), bytes(value & 0xFF for value in least))


def share(one: Signature, other: Signature) -> float:
    """Of the shorter text's runs, the share that the other has too, from 0 to 1; 0 where one is too short to tell."""
    fewer, more = sorted((one.runs, other.runs))
    if fewer < FEWEST or more > LONGEST * fewer:
        return 0.0
    equal: float = sum(map(eq, one.slots, other.slots)) / SLOTS
    common = max(0.0, (equal - 1 / 256) / (1 - 1 / 256))
    return min(1.0, common * (one.runs + other.runs) / (1 + common) / fewer)


def same_texts(signatures: Mapping[str, Signature]) -> list[SameText]:
    """The pairs of articles whose texts are nearly the same, in the order of their ids."""
    pairs: set[tuple[str, str]] = set()
    for at in range(0, SLOTS, _BAND):
        alike: dict[bytes, list[str]] = {}
        for id_, signed in signatures.items():
            if signed.runs >= FEWEST:
                alike.setdefault(signed.slots[at : at + _BAND], []).append(id_)
        for ids in alike.values():
            pairs.update(combinations(sorted(ids), 2))
    found = (SameText(one, other, share(signatures[one], signatures[other])) for one, other in sorted(pairs))
    return [pair for pair in found if pair.share >= ENOUGH]

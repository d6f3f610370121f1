"""Texts of ours as pages show them, and as search shows what it found: with typographic quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.cite.quotation_marks import curled
from dossier.model.languages import in_marks
from dossier.model.markup import BREAK, CODE, IMAGE, LINK, Part

_RTL_QUOTED = re.compile("“([^“”]*)”")


def typographic(text: str) -> str:
    """A text of ours with typographic quotation marks in the place of straight ones, as long as it was: around what runs
    right to left guillemets, as `in_marks`.
    """
    if "'" not in text and '"' not in text:
        return text
    return _RTL_QUOTED.sub(lambda quotation: in_marks(quotation[1]), curled(text))


def typeset(parts: Sequence[Part]) -> Sequence[Part]:
    """A line's parts with typographic quotation marks; code, and what is shown of an address, stay as they are."""
    if not any(isinstance(part, str) and ("'" in part or '"' in part) for part in parts):
        return parts
    shown = [_shown(part) for part in parts]
    whole, at = typographic("".join(shown)), 0
    done: list[Part] = []
    for part, text in zip(parts, shown, strict=True):
        done.append(whole[at : at + len(text)] if part == text else part)
        at += len(text)
    return done


def _shown(part: Part) -> str:
    """What a part is for the marks beside it, one character for each of its own: a letter stands for what stays as it is."""
    if isinstance(part, str):
        return "x" * len(part) if "://" in part else part
    return "x" if part[0] in (LINK, CODE, IMAGE) else " " if part == BREAK else ""

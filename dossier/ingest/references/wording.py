"""Dates in words → EDTF: as our exports write those that a format cannot hold (`Window.wording`, `cite.dates.remark`)."""

from __future__ import annotations

import re

from dossier.ingest.printed_dates import edtf

_FORMS = (
    (re.compile(r"(?:on|in) or after (.{4,40})"), "{}.."),
    (re.compile(r"(?:on|in) or before (.{4,40})"), "..{}"),
    (re.compile(r"since (.{4,40})"), "{}/.."),
    (re.compile(r"from (.{4,40}), end unknown"), "{}/"),
    (re.compile(r"until (.{4,40})"), "../{}"),
    (re.compile(r"around (.{4,40})"), "{}~"),
    (re.compile(r"possibly around (.{4,40})"), "{}%"),
    (re.compile(r"possibly ([^a].{3,40})"), "{}?"),
    (re.compile(r"the (\d{3})0s"), "{}X"),
)
_TWO = (
    (re.compile(r"(?:on a day|at some time) from (.{1,40}?) to (.{4,40})"), "{}..{}"),
    (re.compile(r"between (.{4,40}?),? and (.{4,40})"), "{}..{}"),
    (re.compile(r"from (.{1,40}?) to (.{4,40})"), "{}/{}"),
    (re.compile(r"(.{4,40}?)–(.{4,40})"), "{}/{}"),
)
_QUALIFIED = re.compile(
    r"\b(?:after|before|since|until|around|circa|ca\.|about|possibly|between|approximately)\b|\?", re.I
)
_PUBLISHED = re.compile(r"Published (?:in (?=the ))?([^;]{4,100}?)(?:\. Archived at |\.?\s*$)")


def worded(text: str, language: str = "") -> str:
    """The date that words mean, as EDTF; empty if it is qualified in a way that is not known."""
    return _window(text) or ("" if _QUALIFIED.search(text) else edtf(text, language) or "")


def _window(text: str) -> str:
    """The window that our words mean; empty for other words."""
    for form, template in _FORMS:
        if match := form.fullmatch(text):
            day = match[1] if template == "{}X" else edtf(match[1])
            return template.format(day) if day else ""
    for form, template in _TWO:
        if match := form.fullmatch(text):
            words, end = match[2].split(), edtf(match[2])
            shared = (
                " ".join([match[1], *words[at:]]) for at in range(len(words), -1, -1)
            )  # "2 to 5 January 2023"
            begin = next(filter(None, map(edtf, shared)), None)
            if begin and end and begin != end:
                return template.format(begin, end)
    return ""


def published_in(note: str) -> str:
    """The window in a note that an export of ours wrote: "Published on or after January 2, 2023"."""
    match = _PUBLISHED.search(note)
    return _window(match[1]) if match else ""

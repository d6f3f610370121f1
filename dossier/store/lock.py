"""`content/dossier.lock`: what was verified, one sorted line a quotation, name and label.

A line: article, kind (quote, named, called), paragraph, SHA-256 of the paragraph, SHA-256 of the capture, words of the
text, words of the capture, the text; tabs between. The lock attests that somebody verified; it cannot be proved again
without the captures.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dossier.config import Settings
from dossier.diagnostics import Report, Span
from dossier.model.quotations import count_words

Key = tuple[str, str, str]
"""Article, kind, text."""
HEAD = "# Verified against captures by `dossier lock`. Do not edit: run it again.\n"
NAME = "dossier.lock"


class BadLock(ValueError):
    """The lock's text is not one: the line (from 1), and what is wrong with it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


@dataclass(frozen=True, slots=True, order=True)
class Locked:
    """A text that was found in its capture."""

    article: str
    kind: str
    """quote, named or called."""
    text: str
    """As written in the record."""
    paragraph: int
    """0 is the headline."""
    paragraph_sha256: str
    capture_sha256: str
    words: int
    capture_words: int

    @property
    def key(self) -> Key:
        """What a record is looked up by."""
        return self.article, self.kind, self.text


def dump(entries: Iterable[Locked]) -> str:
    """The lock's text: the same entries give the same bytes."""
    lines = []
    for e in sorted(set(entries)):
        fields = (
            e.article,
            e.kind,
            e.paragraph,
            e.paragraph_sha256,
            e.capture_sha256,
            e.words,
            e.capture_words,
        )
        lines.append("\t".join(map(str, fields)) + "\t" + json.dumps(e.text, ensure_ascii=False) + "\n")
    return HEAD + "".join(lines)


KINDS = ("quote", "named", "called")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def parse(text: str) -> list[Locked]:
    """The entries of a lock; raises `BadLock` for whatever `dossier lock` would not have written."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            entry = _entry(line)
            if entry is None:
                raise BadLock(number, "the line is none that `dossier lock` writes")
            found.append(entry)
    if dump(found) != text:
        raise BadLock(1, "the lines are not in the order, or the form, that `dossier lock` gives them")
    captures: dict[str, tuple[str, int]] = {}
    for entry in found:
        whole = (entry.capture_sha256, entry.capture_words)
        if captures.setdefault(entry.article, whole) != whole:
            raise BadLock(1, f'"{entry.article}" has lines of two captures')
    return found


def _entry(line: str) -> Locked | None:
    parts = line.split("\t")
    if len(parts) != 8 or parts[1] not in KINDS or not all(map(_DIGEST.fullmatch, parts[3:5])):
        return None
    article, kind, paragraph, paragraph_sha, capture_sha, words, capture_words, quoted = parts
    try:
        told = json.loads(quoted)
        numbers = int(paragraph), int(words), int(capture_words)
    except ValueError:
        return None
    if not isinstance(told, str) or min(numbers) < 0 or numbers[1] != count_words(told):
        return None
    return Locked(article, kind, told, numbers[0], paragraph_sha, capture_sha, numbers[1], numbers[2])


def read(settings: Settings, report: Report) -> dict[Key, tuple[Locked, ...]] | None:
    """The lock's entries, or None where there is no lock."""
    path = settings.content / NAME
    try:
        if path.is_symlink():
            raise BadLock(1, "it is a symbolic link")
        entries = parse(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (BadLock, UnicodeDecodeError, OSError) as wrong:
        line = wrong.line if isinstance(wrong, BadLock) else 1
        at = Span(f"{settings.content.name}/{NAME}", line)
        report.error("bad-lock", at, str(wrong), "write it anew: dossier lock")
        return {}
    return by_key(entries)


def by_key(entries: Iterable[Locked]) -> dict[Key, tuple[Locked, ...]]:
    """The entries by article, kind and text: the same words may stand in several paragraphs."""
    found: dict[Key, tuple[Locked, ...]] = {}
    for entry in entries:
        found[entry.key] = (*found.get(entry.key, ()), entry)
    return found

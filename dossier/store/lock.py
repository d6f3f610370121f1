"""`content/dossier.lock`: what was verified, one sorted line a quotation, name and label.

A line: article, kind (quote, named, called), paragraph, SHA-256 of the paragraph, SHA-256 of the capture, words of the
text, words of the capture, the text; tabs between. The lock attests that somebody verified; it cannot be proved again
without the captures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

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
    def key(self) -> tuple[str, str, str]:
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


def parse(text: str) -> list[Locked]:
    """The entries of a lock; raises `BadLock`."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        parts = line.split("\t")
        try:
            article, kind, paragraph, paragraph_sha, capture_sha, words, capture_words, quoted = parts
            told = json.loads(quoted)
            if not isinstance(told, str):
                raise ValueError
            found.append(
                Locked(
                    article,
                    kind,
                    told,
                    int(paragraph),
                    paragraph_sha,
                    capture_sha,
                    int(words),
                    int(capture_words),
                )
            )
        except ValueError:
            raise BadLock(number, "the line is none that `dossier lock` writes") from None
    return found

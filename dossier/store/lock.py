"""`content/dossier.lock`: what was verified, one sorted line for each quotation, name and label.

A line: article, kind (quote, named, called), paragraph, SHA-256 of the paragraph, SHA-256 of the capture, words of the
text, words of the capture, the text; separated by tabs. Then one line for each capture: article, `signature`, SHA-256 of
the capture, number of different runs of words, the text-free signature in base 64. The lock attests that somebody
verified; without the captures it cannot be proved again (docs/decisions/0007).
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dossier.config import Settings
from dossier.conflict_markers import MESSAGE, conflict_lines
from dossier.diagnostics import Report, Span
from dossier.model.quotations import count_words
from dossier.model.signatures import SLOTS, Signature
from dossier.store import content

Key = tuple[str, str, str]
"""Article, kind, text."""
HEAD = "# Verified against captures by `dossier lock`. Do not edit: run it again.\n"
NAME = "dossier.lock"


class BadLock(ValueError):
    """A lock that cannot be parsed: the line (from 1), and what is wrong with it."""

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


@dataclass(frozen=True, slots=True)
class Signed:
    """The signature of a capture."""

    capture_sha256: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class Lock:
    """The content of a lock file."""

    entries: Mapping[Key, tuple[Locked, ...]] = field(default_factory=dict)
    """By article, kind and text: the same words may occur in several paragraphs."""
    signed: Mapping[str, Signed] = field(default_factory=dict)
    """The signatures of captures, by article."""

    @property
    def signatures(self) -> dict[str, Signature]:
        """The signatures alone, by article."""
        return {id_: signed.signature for id_, signed in self.signed.items()}


def dump(entries: Iterable[Locked], signed: Mapping[str, Signed] | None = None) -> str:
    """The text of the lock file: the same entries and signatures give the same bytes."""
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
    for article, signed_ in sorted((signed or {}).items()):
        slots = base64.b64encode(signed_.signature.slots).decode()
        lines.append(f"{article}\t{SIGNATURE}\t{signed_.capture_sha256}\t{signed_.signature.runs}\t{slots}\n")
    return HEAD + "".join(lines)


KINDS = ("quote", "named", "called")
SIGNATURE = "signature"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def parse(text: str) -> Lock:
    """The entries and signatures of a lock; raises `BadLock` for any text that `dossier lock` would not have written."""
    for marker in conflict_lines(text):
        raise BadLock(marker + 1, MESSAGE)
    entries = []
    signed: dict[str, Signed] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            entry, signature = _entry(line), _signed(line)
            if entry is not None:
                entries.append(entry)
            elif signature is not None:
                signed[line.partition("\t")[0]] = signature
            else:
                raise BadLock(number, "the line is none that `dossier lock` writes")
    if dump(entries, signed) != text:
        raise BadLock(1, "the lines are not in the order, or the form, that `dossier lock` gives them")
    captures: dict[str, tuple[str, int]] = {}
    for entry in entries:
        capture = (entry.capture_sha256, entry.capture_words)
        signature_line = signed.get(entry.article)
        if captures.setdefault(entry.article, capture) != capture or (
            signature_line and signature_line.capture_sha256 != capture[0]
        ):
            raise BadLock(1, f'"{entry.article}" has lines of two captures')
    return Lock(by_key(entries), signed)


def _signed(line: str) -> Signed | None:
    parts = line.split("\t")
    if len(parts) != 5 or parts[1] != SIGNATURE or not _DIGEST.fullmatch(parts[2]):
        return None
    try:
        runs, slots = int(parts[3]), base64.b64decode(parts[4], validate=True)
    except (ValueError, binascii.Error):
        return None
    if runs < 0 or len(slots) != (SLOTS if runs else 0):
        return None
    return Signed(parts[2], Signature(runs, slots))


def _entry(line: str) -> Locked | None:
    parts = line.split("\t")
    if len(parts) != 8 or parts[1] not in KINDS or not all(map(_DIGEST.fullmatch, parts[3:5])):
        return None
    article, kind, paragraph, paragraph_sha, capture_sha, words, capture_words, quoted = parts
    try:
        text = json.loads(quoted)
        numbers = int(paragraph), int(words), int(capture_words)
    except ValueError:
        return None
    if not isinstance(text, str) or min(numbers) < 0 or numbers[1] != count_words(text):
        return None
    return Locked(article, kind, text, numbers[0], paragraph_sha, capture_sha, numbers[1], numbers[2])


def read(settings: Settings, report: Report) -> Lock | None:
    """The lock; None if there is none. A lock that cannot be read is reported, and is empty."""
    try:
        return parse(content.read_bytes(settings, NAME).decode().replace("\r\n", "\n"))
    except FileNotFoundError:
        return None
    except (BadLock, UnicodeDecodeError, OSError) as wrong:
        line = wrong.line if isinstance(wrong, BadLock) else 1
        at = Span(f"{settings.content.name}/{NAME}", line)
        report.error("bad-lock", at, str(wrong), "write it anew: dossier lock")
        return Lock()


def by_key(entries: Iterable[Locked]) -> dict[Key, tuple[Locked, ...]]:
    """The entries by article, kind and text: the same words may occur in several paragraphs."""
    by_key_: dict[Key, tuple[Locked, ...]] = {}
    for entry in entries:
        by_key_[entry.key] = (*by_key_.get(entry.key, ()), entry)
    return by_key_

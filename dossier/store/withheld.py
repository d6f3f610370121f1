"""Names to be withheld: a file outside the repository that `$DOSSIER_WITHHELD` names, and the search for them.

A line a spelling: the actor's id, a colon, the spelling. Lines that begin with # are passed over.
"""

from __future__ import annotations

import html
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from dossier.config import ConfigError

VARIABLE = "DOSSIER_WITHHELD"
_BINARY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".woff", ".woff2", ".ico")
_MARKS = re.compile(r"<[^<>]*>")
_ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})")


class Unreadable(Exception):
    """The file cannot be read, or a line of it is none; the message names no spelling."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A withheld name in the output. The name itself is never told."""

    actor: str
    file: str


def load(path: Path) -> dict[str, tuple[str, ...]]:
    """Spellings by actor; raises `Unreadable`."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise Unreadable(f"the file that ${VARIABLE} names cannot be read") from None
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        actor, colon, spelling = line.partition(":")
        if not colon or not actor.strip() or len(folded(spelling)) < 2:
            raise Unreadable(f"line {number} of the file that ${VARIABLE} names is not 'ACTOR-ID: spelling'")
        found.setdefault(actor.strip(), []).append(spelling.strip())
    return {actor: tuple(spellings) for actor, spellings in found.items()}


def names_at_hand() -> dict[str, tuple[str, ...]]:
    """The spellings in the file that $DOSSIER_WITHHELD names, by actor; raises `ConfigError` where it is unreadable."""
    path = os.environ.get(VARIABLE)
    try:
        return load(Path(path)) if path else {}
    except Unreadable as error:
        raise ConfigError(str(error)) from None


def folded(text: str) -> str:
    """A text as names are compared: letters and digits only, case, accents and Arabic vowel signs folded."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def search(files: Mapping[str, bytes], names: Mapping[str, tuple[str, ...]]) -> list[Hit]:
    """Every file that holds a spelling, in its text, its markup, its addresses or its name."""
    wanted = [(actor, folded(spelling)) for actor, spellings in names.items() for spelling in spellings]
    found = []
    for file, data in sorted(files.items()):
        texts = [folded(reading) for reading in _readings(file, data)]
        for actor in dict.fromkeys(
            actor for actor, needle in wanted if any(needle in text for text in texts)
        ):
            found.append(Hit(actor, file))
    return found


def _readings(file: str, data: bytes) -> Iterator[str]:
    """A file as it can be read: as it stands, without its markup, and with its escapes undone."""
    yield file
    if file.lower().endswith(_BINARY):
        return
    text = data.decode("utf-8", "replace")
    yield text
    plain = html.unescape(unquote(text))
    yield _MARKS.sub("", plain)
    yield _ESCAPES.sub(lambda match: json.loads(f'"{match[0]}"') if match[1][0].lower() != "d" else "", plain)

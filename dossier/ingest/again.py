"""Reads a source again: writes the capture's next version, keeps the former one, and marks the article."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from dossier.config import Settings
from dossier.foreign_paths import ForeignPathError, join, replace_file
from dossier.ingest import Refused
from dossier.ingest.fetch import Permit
from dossier.ingest.recapture import Comparison, compare
from dossier.ingest.take import take
from dossier.model.quotations import count_words, folded
from dossier.model.records import Article
from dossier.model.signatures import runs
from dossier.read.front_edits import CannotEdit, add_entries
from dossier.store.captures import Capture, Unreadable, load

ALL, SOME = 0.9, 0.1
"""Shares of the last capture: a page behind a wall has less than `ALL` of its words, another page less than `SOME` of
its runs of words."""


@dataclass(frozen=True, slots=True)
class Again:
    """A source as it reads now."""

    blocks: tuple[str, ...]
    """The headline, then the paragraphs."""
    facts: Mapping[str, str]
    before: Capture | None
    by_hand: bool
    """True if the former capture was not written by this program: its paragraphs may be divided otherwise."""
    comparison: Comparison | None
    """None if there was no capture to compare with."""

    @property
    def text(self) -> str:
        """The capture's file."""
        return "\n\n".join(self.blocks) + "\n"

    @property
    def sha256(self) -> str:
        """Of the capture's bytes, hexadecimal."""
        return sha256(self.text.encode()).hexdigest()


def read(article: Article, given: str, captures: Path, permit: Permit) -> Again:
    """Read an article's source from an address or a saved file, and compare; raises `Refused`, `Unreachable`.

    A page that shows only the opening, or nothing of the last capture, is refused: it is no edit.
    """
    known = tuple(address for address in (article.url, article.archived) if address)
    taken = take(given, known=known, permit=permit)
    source = taken.sources[0]
    if not source.paragraphs:
        raise Refused(f"{given} is a reference; it has no text")
    try:
        before = load(captures, article.id)
    except Unreadable as wrong:
        raise Refused(f"its last capture cannot be read: {wrong}") from None
    blocks = (source.title.value if source.title else article.title, *source.paragraphs)
    comparison = compare(article, before.blocks, blocks) if before else None
    if before and comparison and comparison.edits:
        _check_is_same_page(before.blocks, blocks, source.opening)
    by_hand = before is not None and not _within(captures, f"{article.id}.json").exists()
    return Again(blocks, taken.facts, before, by_hand, comparison)


def _check_is_same_page(before: Sequence[str], now: Sequence[str], opening: str) -> None:
    """Raises `Refused` if less can be read now than before, or something else."""
    if opening and sum(map(count_words, now[1:])) < ALL * sum(map(count_words, before[1:])):
        raise Refused(
            f"only the opening can be read now ({opening}); nothing was marked, the last capture stays"
        )
    then, after = runs(before), runs(now)
    if len(then & after) < SOME * len(then) and not {*map(folded, before[1:])} & {*map(folded, now[1:])}:
        raise Refused(
            "nothing of the last capture stands in this text: it may be another page, or one that asks for consent"
            " or a login. The last capture stays; if the article was written anew, move that capture away and read it again"
        )


def write(found: Again, article: Article, captures: Path, settings: Settings, today: date) -> None:
    """Write the marks, then the capture, then its facts; if a step fails, the file that it would have replaced is
    unchanged.

    The former capture is kept as ARTICLE-ID.DAY.txt. If the text is the same, only the facts are written.
    """
    captures.mkdir(parents=True, exist_ok=True)
    path, sidecar = _within(captures, f"{article.id}.txt"), _within(captures, f"{article.id}.json")
    facts = _facts(sidecar)
    changed = found.comparison is None or bool(found.comparison.edits)
    if found.comparison and found.comparison.edits and found.before:
        file = _within(settings.project, article.path)
        text = file.read_bytes().decode("utf-8")
        try:
            new = add_entries(text, "to_confirm", found.comparison.marks)
        except CannotEdit as wrong:
            raise Refused(str(wrong)) from None
        former = _free(captures, article.id, str(facts.get("accessed") or article.accessed.text))
        replace_file(former, path.read_bytes())
        if new != text:
            replace_file(file, new.encode())
    digest = found.sha256 if changed or not found.before else found.before.sha256
    if changed:
        replace_file(path, found.text.encode())
    new_facts = {"article": article.id, "sha256": digest, "accessed": today.isoformat(), **found.facts}
    replace_file(sidecar, (json.dumps(new_facts, indent=2, ensure_ascii=False) + "\n").encode())


def _facts(sidecar: Path) -> Mapping[str, object]:
    try:
        facts = json.loads(sidecar.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _free(captures: Path, article: str, day: str) -> Path:
    """A free name for the former capture: the day it was read, with a number if that is taken."""
    stem = f"{article}.{re.sub(r'[^0-9-]', '', day) or 'before'}"
    names = (_within(captures, f"{stem}{'' if n == 1 else f'.{n}'}.txt") for n in range(1, 10_000))
    return next(path for path in names if not os.path.lexists(path))


def _within(folder: Path, name: str) -> Path:
    """The path of a file in a folder; raises `Refused` for a name, or a link, that leads out of it."""
    try:
        return join(folder, name)
    except ForeignPathError as wrong:
        raise Refused(str(wrong)) from None

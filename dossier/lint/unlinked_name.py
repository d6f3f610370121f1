"""A text that names a record and never links it. Names are not linked by magic: somebody has to mean it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.lint.words import WORD
from dossier.model.markup import ADDRESS, END, LINK
from dossier.model.prose import prose_of
from dossier.model.records import Record


def unlinked_name(subject: Subject, report: Report) -> None:
    """Where a body names an actor or a place and links it nowhere, `dossier check` suggests the link."""
    corpus = subject.corpus
    names = subject.words.names
    first_word = _first_word(names)
    for record in subject.texts if subject.named is None else subject.named:
        found = [
            (lines, target, name)
            for lines, text in _texts(record)
            # Told by their first letters alone, most words are looked up nowhere.
            if not names.keys().isdisjoint(first_word.findall(text))
            for target, name in _found(text, names)
        ]
        linked = _linked(record) if found else set()
        for lines, target, name in found:
            if target != record.id and target not in linked:
                linked.add(target)
                spot = Spot(record.path, text=name, lines=lines)
                link = f"[[{target}]]" if name == corpus.records[target].title else f"[[{target}|{name}]]"
                report.warning("unlinked-name", spot, f'"{name}" is named and not linked', f"write {link}")


def _linked(record: Record) -> set[str]:
    return {
        part[1]
        for _, _, parts in prose_of(record.body.blocks)
        for part in parts
        if not isinstance(part, str) and part[0] == LINK
    }


def _first_word(names: Iterable[str]) -> re.Pattern[str]:
    """A form of the words that begin with the same letter as one of `names`."""
    letters = "".join(sorted({re.escape(name[0]) for name in names}))
    return re.compile(rf"[{letters}](?<!\w.)\w*" if letters else r"(?!)")


def _texts(record: Record) -> Iterator[tuple[tuple[int, int], str]]:
    """The prose of a body outside links, with the lines of the file it stands on."""
    for _, lines, parts in prose_of(record.body.blocks):
        if lines is None:
            continue
        at = (record.body.line + lines[0], record.body.line + lines[1])
        outside = True
        for part in parts:
            if isinstance(part, str):
                if outside:
                    yield at, part
            elif part[0] == ADDRESS:
                outside = False
            elif part == END:
                outside = True


def _found(text: str, names: Mapping[str, list[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    """The names that stand in `text` as whole words, the longest at each place."""
    at = 0
    for word in WORD.finditer(text):
        if word.start() < at:
            continue
        for name, target in names.get(word[0], ()):
            end = word.start() + len(name)
            if text.startswith(name, word.start()) and not text[end : end + 1].isalnum():
                yield target, name
                at = end
                break

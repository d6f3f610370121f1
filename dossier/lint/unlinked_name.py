"""A text that names a record and never links it. Names are not linked by magic: somebody has to mean it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.corpus import Corpus
from dossier.model.markup import ADDRESS, END, LINK
from dossier.model.prose import prose_of
from dossier.model.records import Record

_WORD = re.compile(r"\w+")


def unlinked_name(subject: Subject, report: Report) -> None:
    """Where a body names an actor or a place and links it nowhere, `dossier check` suggests the link."""
    corpus = subject.corpus
    names = _names(corpus)
    for record in corpus.records.values():
        linked = {
            part[1]
            for _, _, parts in prose_of(record.body.blocks)
            for part in parts
            if not isinstance(part, str) and part[0] == LINK
        }
        for lines, text in _texts(record):
            for target, name in _found(text, names):
                if target != record.id and target not in linked:
                    linked.add(target)
                    spot = Spot(record.path, text=name, lines=lines)
                    link = f"[[{target}]]" if name == corpus.records[target].title else f"[[{target}|{name}]]"
                    report.warning(
                        "unlinked-name", spot, f'"{name}" is named and not linked', f"write {link}"
                    )


def _names(corpus: Corpus) -> dict[str, list[tuple[str, str]]]:
    """Names by their first word, the longest first: (name, id). A name that two records share suggests neither."""
    owners: dict[str, set[str]] = {}
    for record in [*corpus.actors, *corpus.places]:
        for name in corpus.aliases[record.id]:
            if len(name) > 2:
                owners.setdefault(name, set()).add(record.id)
    by_word: dict[str, list[tuple[str, str]]] = {}
    for name, ids in owners.items():
        first = _WORD.search(name)
        if len(ids) == 1 and first:
            by_word.setdefault(first[0], []).append((name, next(iter(ids))))
    return {word: sorted(found, key=lambda pair: (-len(pair[0]), pair)) for word, found in by_word.items()}


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


def _found(text: str, names: dict[str, list[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    """The names that stand in `text` as whole words, the longest at each place."""
    at = 0
    if names.keys().isdisjoint(_WORD.findall(text)):
        return
    for word in _WORD.finditer(text):
        if word.start() < at:
            continue
        for name, target in names.get(word[0], ()):
            end = word.start() + len(name)
            if text.startswith(name, word.start()) and not text[end : end + 1].isalnum():
                yield target, name
                at = end
                break

"""An id given to another record's place: every reference to it in the content and the settings, written otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from dossier.config import Settings
from dossier.model.corpus import Corpus
from dossier.model.parts import FOLDERS, Kind
from dossier.model.records import Article, Record
from dossier.model.schema import references
from dossier.read.frontmatter import FrontMatterError, Mark, positions, split
from dossier.read.marks import CITATION_FORM, LINK_FORM
from dossier.read.settings import Keys, sections

BOM = "\ufeff"
_LINK, _CITATION = re.compile(LINK_FORM), re.compile(CITATION_FORM)
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_FACETS: dict[Kind, str] = {"actor": "actor", "place": "place", "publisher": "outlet"}
"""The facets whose values are ids, by the kind of record."""


def referring(corpus: Corpus, old: str) -> Iterator[Record]:
    """The records that name an id in their front matter or their text."""
    for record in corpus.records.values():
        if any(reference.target == old for reference in references(record)) or old in record.body.text:
            yield record


def rewritten(record: Record, text: str, old: str, new: str) -> str:
    """A record's file with `new` wherever it refers to `old`; its line ends and everything else stay."""
    begin = BOM if text.startswith(BOM) else ""
    pairs = [match.groups() for match in _LINE.finditer(text.removeprefix(BOM))][:-1]
    lines, ends = [line for line, _ in pairs], [end for _, end in pairs]
    try:
        front, _, first = split("\n".join(lines) + "\n")
    except FrontMatterError:
        return text
    marks = positions(front)
    token = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    for span in sorted(set(_marks(record, old, marks)), key=lambda m: (-m.line, -m.column)):
        for number in range(span.line, span.end_line + 1):
            line = lines[number]
            start = span.column if number == span.line else 0
            stop = span.end_column if number == span.end_line else len(line)
            lines[number] = line[:start] + token.sub(new, line[start:stop]) + line[stop:]
    body = _LINK.sub(lambda m: _swapped(m, old, new), "\n".join(lines[first:]))
    cited = re.compile(rf"(?<=@){re.escape(old)}(?![\w-])")
    lines[first:] = _CITATION.sub(lambda m: cited.sub(new, m[0]), body).split("\n")
    return begin + "".join(line + end for line, end in zip(lines, ends, strict=True))


def settings_rewritten(settings: Settings, record: Record, new: str) -> dict[Path, bytes]:
    """The settings files that name a record, in `nav` or in the query of a saved view, with `new` in its place."""
    id_, facet = re.escape(record.id), _FACETS.get(record.kind)
    folder = re.escape(f"{FOLDERS[record.kind]}/") if record.kind in FOLDERS else ""
    named: dict[Keys, re.Pattern[str]] = {("nav",): re.compile(rf"(?<![\w./-])({folder}){id_}(?=\.md(?!\w))")}
    if facet:
        named["extra", "views"] = re.compile(rf"(?<![\w-])({facet}=){id_}(?![\w-])")
    changed = {}
    for path, text, ranges in sections(settings, list(named)):
        after = text
        for keys, begin, end in sorted(ranges, key=lambda one: -one[1]):
            after = after[:begin] + named[keys].sub(rf"\g<1>{new}", after[begin:end]) + after[end:]
        if after != text:
            changed[path] = after.encode()
    return changed


def _swapped(match: re.Match[str], old: str, new: str) -> str:
    return match[0].replace(match[1], match[1].replace(old, new), 1) if match[1].strip() == old else match[0]


def _marks(
    record: Record, old: str, marks: Mapping[tuple[tuple[str | int, ...], bool], Mark]
) -> Iterator[Mark]:
    """Where the front matter names the id."""
    for reference in references(record):
        if reference.target == old:
            keys = reference.keys
            mark = marks.get((keys, reference.on_key))
            # A link of a chain is written in the text of its chain: "a > b".
            while mark is None and len(keys) > 1:
                keys = keys[:-1]
                mark = marks.get((keys, False))
            if mark is not None:
                yield mark
    if isinstance(record, Article):
        for number, entry in enumerate(record.to_confirm):
            if entry.partition(" ")[2] == old and (mark := marks.get((("to_confirm", number), False))):
                yield mark

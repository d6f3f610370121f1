"""What is nearly a link, a citation or a footnote's mark, and is shown as it stands: a claim would lose its source."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from dossier.diagnostics import Report
from dossier.lint.prose import LINKED, OTHER, paragraphs, raw_lines, spot
from dossier.lint.subject import Subject

_ID = r"[a-z0-9]+(?:[-/][a-z0-9]+)*"
_WORDS = r"(?:\|[^\[\]\n]*)?"
_EMBEDDED = re.compile(rf"(?<![\w!?])!{LINKED}|@{LINKED}")
_DOUBLE = re.compile(r"\[(?P<blank> ?)\[(?P<inner>[^\[\]\n]*)(?P<end>(?:\] ?\]?)?)")
_BEGUN = re.compile(rf"\s*(?P<id>{_ID})")
_SINGLE = re.compile(rf"(?<!\[)\[(?P<id>{_ID})(?P<words>{_WORDS})(?P<end>\]\]?)")
_CITED = re.compile(r"(?<![\w@./\\])@\{?(?P<id>[^\W_]+(?:[-/][^\W_]+)*)")
_LOCATOR = re.compile(r"(?:¶|§|\bparas?\b|\bpp?\.)\s?\d+(?:[-–]\d+)?|\bheadline\b")
_NOTED = re.compile(r"\[\^[^\[\]\n^]*\]?|\^\[")
_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")
"""The mark of a footnote; one that leads nowhere is a broken link."""
_ADDRESS = re.compile(r"\]\(|\] \((?=https?:)")
MOST = 50
"""Findings of one paragraph that are told; the others come to light once these are mended."""
LONGEST = 400
"""Characters before an at sign in which its bracket is looked for."""
_SIGNS = ("[", "@", "](", f"!{LINKED}", "^[")


def malformed_link(subject: Subject, report: Report) -> None:
    """Warn where brackets, or an at sign before an id, are left in a text that is shown, and say what to write."""
    ids = subject.corpus.records
    for record in subject.texts if subject.marked is None else subject.marked:
        if "[" not in record.body.text and "@" not in record.body.text:
            continue
        for shown, lines in paragraphs(record):
            if not any(sign in shown for sign in _SIGNS):
                continue
            paragraph = _Paragraph(shown, raw_lines(record, lines), ids)
            for at, written, hint in islice(paragraph.malformed(), MOST):
                message = f'"{written}" is no link as it is written, and is shown as it stands'
                report.warning("malformed-link", spot(record, shown[:at], written, lines), message, hint)


@lru_cache(maxsize=64)
def _stands_escaped(raw: str, signs: str) -> bool:
    return f"\\{signs}" in raw or f"\\{signs[0]}\\{signs[1:]}" in raw


@dataclass(frozen=True, slots=True)
class _Paragraph:
    shown: str
    raw: str
    ids: Container[str]

    def malformed(self) -> Iterator[tuple[int, str, str]]:
        """The beginning of what is nearly a mark, its text, and what to write instead."""
        for match in _EMBEDDED.finditer(self.shown):
            if match[0][0] == "!":
                yield (
                    match.start(),
                    "![[",
                    "[[id]] links a record; a picture is shown by ![what it shows](../images/name.png)",
                )
            else:
                yield match.start(), "@[[", "a citation names an article in single brackets: [@id, ¶ 3]"
        yield from self._links()
        yield from self._citations()
        for match in _NOTED.finditer(self.shown):
            if not _NOTE.fullmatch(match[0]) and not self._is_escaped(match[0]):
                hint = "a footnote's mark is [^name], without blanks; its text stands on a line of its own: [^name]: …"
                yield match.start(), match[0], hint
        for match in _ADDRESS.finditer(self.shown):
            if not self._is_escaped(match[0]) and "\\[" not in self.raw:
                yield (
                    match.start(),
                    match[0],
                    "write [words](address): nothing between the two, no blanks in the address, a ) at its end",
                )

    def _is_escaped(self, written: str) -> bool:
        return _stands_escaped(self.raw, written[:2])

    def _links(self) -> Iterator[tuple[int, str, str]]:
        for match in _DOUBLE.finditer(self.shown):
            id_ = match["inner"].partition("|")[0].strip()
            known = id_ in self.ids
            whole = not match["blank"] and match["end"] == "]]"
            if whole and not id_:
                yield match.start(), match[0], "a link names a record's id: [[id]]"
            elif whole and known:
                yield (
                    match.start(),
                    match[0],
                    f"write [[{id_}]] without backslashes; to show it as it stands, between backticks",
                )
            elif not whole and (known or not (match["blank"] or self._is_escaped("[["))):
                written = match[0]
                if not known:  # the end is missing
                    first = _BEGUN.match(match["inner"])
                    id_, written = (first["id"], f"[[{first[0]}") if first else ("id", "[[")
                if match.end() == len(self.shown) and f"[[{id_}|" in self.raw and written == f"[[{id_}":
                    hint = f"in a table the bar of a link is written \\|: [[{id_}\\|the words to show]]"
                else:
                    hint = f"write [[{id_}]], or [[{id_}|the words to show]], on one line"
                yield match.start(), written, hint
        for match in _SINGLE.finditer(self.shown):
            # A single word in single brackets may be an editor's.
            sure = match["words"] or match["end"] == "]]" or "-" in match["id"]
            if sure and match["id"] in self.ids:
                yield (
                    match.start(),
                    match[0],
                    f"write [[{match['id']}]], or [[{match['id']}|the words to show]]",
                )

    def _citations(self) -> Iterator[tuple[int, str, str]]:
        done = -1
        for match in _CITED.finditer(self.shown):
            if match.start() < done:
                continue
            first = max(0, match.start() - LONGEST)
            begin = self.shown.rfind("[", first, match.start())
            bracketed = begin > max(
                self.shown.rfind(sign, first, match.start()) for sign in ("]", "\n", OTHER)
            )
            known = match["id"] in self.ids
            if not bracketed:
                if known:
                    yield match.start(), match[0], f"write [@{match['id']}], or [[{match['id']}]] for a link"
                continue
            direct = not self.shown[begin + 1 : match.start()].strip(" -")
            if not (known or ((direct or "-" in match["id"]) and not self._is_escaped("[@"))):
                continue
            end = re.compile(r"[\[\n]|\]|$").search(self.shown, begin + 1)
            assert end is not None
            done = end.end() if end[0] == "]" else end.start()
            written = self.shown[begin:done]
            cited = []
            for item in written.split(";"):
                if named := _CITED.search(item):
                    locator = _LOCATOR.search(item)
                    cited.append(f"@{named['id']}" + (f", {locator[0]}" if locator else ""))
            yield begin, written, f"write [{'; '.join(cited)}], and other words outside the brackets"

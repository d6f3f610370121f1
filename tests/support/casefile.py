"""Test cases as text: a Markdown file with prose, blocks of input, and a block of what is expected.

A block's info string is a language and the path of the file that the block is:

    ```md content/actors/a.md

After the path, words that prose cannot show: `crlf`, `bom`, `latin1` write the file so; `endless` leaves the last line
without its end; `times=1000` repeats it; `base64` is decoded; `link` makes it a symbolic link to what it says. A block
`text expected` or `html expected` ends a case; files before the first `##` heading belong to every case of the file.
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path

_WORDS = ("crlf", "bom", "latin1", "endless", "base64", "link")
_OPEN = re.compile(r"(?P<fence>`{3,})(?P<info>\w+ \S.*)")


@dataclass(frozen=True)
class Written:
    """A file of a case."""

    path: str
    text: str
    how: tuple[str, ...] = ()

    def data(self) -> bytes:
        text = self.text * next((int(w.partition("=")[2]) for w in self.how if w.startswith("times=")), 1)
        if "base64" in self.how:
            return b64decode(text)
        if "endless" in self.how:
            text = text.removesuffix("\n")
        if "crlf" in self.how:
            text = text.replace("\n", "\r\n")
        data = text.encode("latin-1" if "latin1" in self.how else "utf-8")
        return b"\xef\xbb\xbf" + data if "bom" in self.how else data

    def write(self, project: Path) -> None:
        target = project / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if "link" in self.how:
            target.symlink_to(self.text.strip())
        else:
            target.write_bytes(self.data())


@dataclass
class Case:
    """Some files and what is expected of them."""

    source: Path
    number: int
    title: str
    files: list[Written] = field(default_factory=list)
    expected: str = ""

    @property
    def name(self) -> str:
        slug = re.sub(r"\W+", "-", self.title.lower()).strip("-")
        return f"{self.source.stem}-{self.number}-{slug}"


def cases_in(path: Path) -> list[Case]:
    """The cases of a file, in order; raises ValueError where it is not well formed."""
    shared, found, pending, title = [], [], [], ""
    for _, info, text in _blocks(path):
        if info is None:
            title = text
            continue
        language, name, *how = info.split()
        if name == "expected":
            found.append(Case(path, len(found) + 1, title or path.stem, [*shared, *pending], text))
            pending = []
            continue
        unknown = [w for w in how if w not in _WORDS and "times=" not in w]
        if unknown or not language:
            raise ValueError(f"{path.name}: unknown words after {name}: {unknown}")
        (pending if title else shared).append(Written(name, text, tuple(how)))
    if pending:
        raise ValueError(f"{path.name}: the files after the last expectation belong to no case")
    return found


def accept(case: Case, actual: str) -> None:
    """Write what came out into the case's file, in place of what was expected."""
    lines = case.source.read_text(encoding="utf-8").split("\n")
    expected = [span for span, info, _ in _blocks(case.source) if info and info.split()[1] == "expected"]
    first, last = expected[case.number - 1]
    lines[first:last] = actual.removesuffix("\n").split("\n") if actual else []
    case.source.write_text("\n".join(lines), encoding="utf-8")


def _blocks(path: Path) -> list[tuple[tuple[int, int], str | None, str]]:
    """(lines, info string, text) of every fenced block that has one; (lines, None, title) of every `##` heading."""
    lines = path.read_text(encoding="utf-8").split("\n")
    found: list[tuple[tuple[int, int], str | None, str]] = []
    number = 0
    while number < len(lines):
        if lines[number].startswith("## "):
            found.append(((number, number + 1), None, lines[number][3:].strip()))
        elif match := _OPEN.fullmatch(lines[number]):
            end = number + 1
            while end < len(lines) and lines[end] != match["fence"]:
                end += 1
            if end == len(lines):
                raise ValueError(f"{path.name}:{number + 1}: the block has no end")
            text = "".join(f"{line}\n" for line in lines[number + 1 : end])
            found.append(((number + 1, end), match["info"], text))
            number = end
        number += 1
    return found

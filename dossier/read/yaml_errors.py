"""libyaml's errors in an author's words: what is wrong, and what to write instead."""

from __future__ import annotations

import re

import yaml

from dossier.read.odd_blanks import ODD_BLANK, misplaced, named

SAID = (
    (
        "mapping values are not allowed",
        "a colon stands where none belongs",
        'a text with a colon in it goes into straight quotation marks: title: "One: two"; keys stand under their neighbours',
    ),
    (
        "expected ',' or",
        "a list or mapping in brackets is not closed, or not divided by commas",
        "close the bracket; a text with a comma, colon or bracket goes into quotation marks; or write one item a line",
    ),
    (
        "did not find expected '-' indicator",
        "this line is not indented like the list above it",
        "put its first letter under the first letter after the hyphen",
    ),
    (
        "did not find expected key",
        "this line is not indented like its neighbours",
        "put it under the key above; is a quotation mark closed too early?",
    ),
    (
        "end of stream",
        "a quotation mark or bracket opened before is never closed",
        "close it on its own line",
    ),
    (
        "could not find expected ':'",
        "this line is no key with a value",
        "write a key, a colon, a blank, and the value",
    ),
    ("block end", "this line is not indented like its neighbours", "put it under the key above"),
    (
        "cannot start any token",
        "a text cannot begin with this character",
        "put the text into quotation marks",
    ),
    (
        "alphabetic or numeric character",
        "a text cannot begin with this character",
        "put the text into quotation marks",
    ),
)
"""What libyaml says, what it means to an author, and what to write instead."""


_COMMENT = re.compile(r"\s#")


def _cut_off(line: str) -> int | None:
    """The column of a comment behind a text without quotation marks; None if there is none."""
    match = _COMMENT.search(line)
    before = line[: match.start()] if match else ""
    return match.end() - 1 if match and before.strip() and not any(c in before for c in "#\"'") else None


def explained(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, int, str, str]:
    """Line and column (from 0, within the front matter), the message and the hint for a syntax error."""
    problem = str(error.problem or error.context or "cannot be read")
    # Where something is not closed, the place that counts is where it was opened.
    open_ = "end of stream" in problem or "expected ':'" in problem
    mark = (open_ and error.context_mark) or error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    marks = [m.line for m in (mark, error.problem_mark, error.context_mark) if m]
    near = [number for number in dict.fromkeys([*marks, line - 1]) if 0 <= number < len(lines)]
    for number in near:
        if odd := misplaced(lines[number]):
            return number, *odd
    at = error.problem_mark
    if at and at.line < len(lines) and lines[at.line][at.column : at.column + 1] == "\t":
        return line, column, "a tab stands here", "indent with blanks"
    message, hint = next(((message, hint) for said, message, hint in SAID if said in problem), (problem, ""))
    for number in near:
        if (cut := _cut_off(lines[number])) is not None:
            message = "a comment begins at this #, and what follows is not read"
            hint = "a text with # in it goes into quotation marks; a comment goes on a line of its own"
            return number, cut, message, hint
    return line, column, message, hint


_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
_FIRST = "begin the file with a line of three hyphens, the keys, and three hyphens again"


def first_line_explained(text: str) -> tuple[str, str]:
    """The message and the hint for a file that does not begin with front matter."""
    first = text.partition("\n")[0]
    if odd := ODD_BLANK.match(first):
        return named(odd[0])[0], "delete it: the file begins with three hyphens"
    if not first.strip() and text.lstrip().startswith("---"):
        return "an empty line stands before the front matter", "delete it: the file begins with three hyphens"
    if first.lstrip() != first and first.strip() == "---":
        return "a blank stands before the three hyphens", "delete it: the file begins with three hyphens"
    if _DASHES.fullmatch(first):
        return f'"{first.strip()}" stands where three hyphens belong', "write ---"
    if first.strip() in ("+++", ";;;") or first.startswith("{"):
        return "the front matter is not YAML", _FIRST
    return "the file does not begin with front matter", _FIRST

"""libyaml's errors in an author's words: what is wrong, and what to write instead."""

from __future__ import annotations

import yaml

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


def explained(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[str, str]:
    """The message and the hint for a syntax error; `lines` are those of the front matter."""
    problem = str(error.problem or error.context or "cannot be read")
    mark = error.problem_mark
    if mark and mark.line < len(lines) and lines[mark.line][mark.column : mark.column + 1] == "\t":
        return "a tab stands here", "indent with blanks"
    return next(((message, hint) for said, message, hint in SAID if said in problem), (problem, ""))

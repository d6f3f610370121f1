"""Authors as they are written: a name an entry, `Jane Roe` or `Roe, Jane`; in braces, as in BibTeX, one that stays whole."""

from __future__ import annotations

import re

from dossier.model.checks import Malformed, printed_text

_BETWEEN = re.compile("[;/|]")
_BY = re.compile(r"[Bb]y\s+(?=\S)|(?:بقلم|[Аа]втор)[\s:]+(?=\S)")
"""What stands before the names of a byline."""


def author(text: str) -> str:
    """One author; raises `Malformed` (bad-value) for what is no name, or more than one.

    Citations turn "Jane Roe" to "Roe, Jane": other words of the byline would be turned with it.
    """
    name = printed_text(text)
    if is_whole(name):
        if not name.strip("{} "):
            raise Malformed("missing-key", "the name is empty", "write the name, or leave the entry out")
        return name
    several = [part.strip() for part in _BETWEEN.split(name) if part.strip()]
    if several != [name]:
        hint = f'write one name an entry: {", ".join(several)}; or, where it is one name, "{{{name}}}"'
        raise Malformed("bad-value", f'"{name}" is more than one name', hint)
    if before := _BY.match(name):
        hint = f"write the name alone: {name[before.end() :]}"
        raise Malformed("bad-value", f'"{name}" begins like a byline', hint)
    if "(" in name:
        alone = " ".join(re.sub(r"\([^)]*\)?", " ", name).split())
        hint = f'write the name alone{f": {alone}" if alone else ""}; or, where all of it is the name, "{{{name}}}"'
        raise Malformed("bad-value", f'"{name}" holds more than a name', hint)
    return name


def is_whole(text: str) -> bool:
    """Whether a name stands in braces: no style turns it."""
    return text.startswith("{") and text.endswith("}")


def shown(text: str) -> str:
    """An author as readers see it: without the braces."""
    return text[1:-1].strip() if is_whole(text) else text


def as_author(text: str) -> str:
    """A name that a page or a reference manager gives, as `author` takes it."""
    try:
        return author(text)
    except Malformed:
        return f"{{{text.strip('{} ')}}}"

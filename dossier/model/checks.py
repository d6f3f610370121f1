"""How values in front matter are checked, declared once, beside the type they belong to.

pydantic is asked for a schema only when records are read: importing the model does not import it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")


class Malformed(ValueError):
    """A value that does not follow its format: the diagnostic's code, what is wrong, and what to write instead."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def _schema(parse: Callable[[str], Any]) -> Any:
    from pydantic_core import PydanticCustomError, core_schema

    def checked(value: str) -> Any:
        try:
            return parse(value)
        except Malformed as wrong:
            context = {"message": wrong.message, "hint": wrong.hint}
            raise PydanticCustomError(wrong.code, "{message}", context) from None

    return core_schema.no_info_after_validator_function(checked, core_schema.str_schema(strict=True))


def parsed_by(method: str) -> Callable[[type[T]], type[T]]:
    """Class decorator: in a record the class is written as one text, which its classmethod `method` reads."""

    def decorate(cls: type[T]) -> type[T]:
        def get_schema(_cls: Any, _source: Any, _handler: Any) -> Any:
            return _schema(getattr(cls, method))

        cls.__get_pydantic_core_schema__ = classmethod(get_schema)  # type: ignore[attr-defined]
        return cls

    return decorate


@dataclass(frozen=True, slots=True)
class Checked:
    """Annotation of a text field: `Annotated[str, Checked(web_address)]`."""

    parse: Callable[[str], Any]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> Any:
        return _schema(self.parse)


@dataclass(frozen=True, slots=True)
class Ref:
    """Annotation of a text field with a record's id: the kinds it may be of, and words that are allowed instead."""

    kinds: tuple[str, ...]
    words: tuple[str, ...] = ()
    or_words: bool = False
    """True where words stand as well: whatever is not shaped like an id."""


@dataclass(frozen=True, slots=True)
class Short:
    """Annotation of a mapping that may be written as one text, the value of its key `key`."""

    key: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        def widened(value: Any) -> Any:
            return {self.key: value} if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(widened, handler(source))


@dataclass(frozen=True, slots=True)
class Listed:
    """Annotation of a list that may be written as one text with a separator: `dock-herald > coast-agency`."""

    separator: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        def split(value: Any) -> Any:
            return [part.strip() for part in value.split(self.separator)] if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(split, handler(source))


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    """True for lower-case letters, digits and single hyphens between them, 80 characters at most."""
    return len(text) <= 80 and _ID.fullmatch(text) is not None


def record_id(text: str) -> str:
    """A record's id; raises `Malformed` (bad-id)."""
    if not is_id(text):
        raise Malformed(
            "bad-id", f'"{text}" cannot be an id', "write it in lower-case letters, digits and hyphens"
        )
    return text


LONGEST_ADDRESS = 4_000
"""Characters of a web address; browsers and servers take fewer."""
_NO_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]")


def web_address(text: str) -> str:
    """An absolute http(s) address; raises `Malformed` (bad-url)."""
    hint = "write the whole address, beginning with https://"
    if len(text) > LONGEST_ADDRESS:
        message = f"the address holds {len(text):,} characters; {LONGEST_ADDRESS:,} are allowed"
        raise Malformed("too-large", message, "leave out what leads to the page just as well without")
    if not text or _NO_ADDRESS.search(text):
        raise Malformed("bad-url", f'"{text}" is not a web address', hint)
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise Malformed("bad-url", f'"{text}" is not a web address', hint) from None
    if parts.scheme not in ("http", "https") or not host:
        raise Malformed("bad-url", f'"{text}" is not an http or https address', hint)
    if "@" in parts.netloc:
        raise Malformed("bad-url", f'"{text}" carries a user name', "write the address without it")
    return text


def printed_text(text: str) -> str:
    """A non-empty text in one line, without control characters.

    Raises `Malformed` (missing-key, bad-value, too-large).
    """
    if len(text) > LONGEST_TEXT:
        raise _too_long(text, LONGEST_TEXT, "shorten it, or move it into the text below the front matter")
    if text.isprintable() and text and not text.isspace():
        return " ".join(text.split())  # what follows, for nearly every text
    if any((unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t") or c in _STEERING for c in text):
        hint = "type it again without; right-to-left text needs no marks of its own"
        raise Malformed("bad-value", "the value holds a control character", hint)
    if not any(c.isprintable() and not c.isspace() and unicodedata.category(c) != "Cf" for c in text):
        raise Malformed("missing-key", "the value is empty", "write the text, or leave the key out")
    return " ".join(text.split())


def record_title(text: str) -> str:
    """A title, which is shown wherever its record is linked; raises `Malformed` as `printed_text` does."""
    if len(text) > LONGEST_TITLE:
        raise _too_long(text, LONGEST_TITLE, "shorten it: it is shown wherever the record is linked")
    return printed_text(text)


def _too_long(text: str, longest: int, hint: str) -> Malformed:
    return Malformed("too-large", f"the value holds {len(text):,} characters; {longest:,} are allowed", hint)


LONGEST_TEXT, LONGEST_TITLE = 4_000, 1_000
"""Characters of a text in the front matter, and of a title: pages repeat them, and have a limit themselves."""
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the direction of text beyond the text they are in (UAX #9)."""

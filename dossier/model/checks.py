"""How values in front matter are checked, declared once, beside the type they belong to.

pydantic is asked for a schema only when records are read: importing the model does not import it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from dossier.foreign_paths import is_device

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


LONGEST_ID = 80
"""Characters of an id: file names, with what is put before and after them, stay within what file systems store."""


def is_id(text: str) -> bool:
    """True for lower-case letters, digits and single hyphens between them, 80 characters at most.

    Names of devices are no ids: git on Windows could not check such a file out, nor a zip of the site be unpacked.
    """
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None and not is_device(text)


def id_fault(text: str) -> Malformed:
    """Why a text is no id (see `is_id`), and what to write instead."""
    if len(text) > LONGEST_ID:
        message = f"the id has {len(text):,} characters; {LONGEST_ID} are allowed"
        return Malformed("bad-id", message, "shorten it: its title says the rest")
    if is_device(text):
        hint = f'Windows cannot store a file of that name; write "{text}-1", for example'
        return Malformed("bad-id", f'"{text}" is the name of a device', hint)
    if text == "index":
        return Malformed("bad-id", '"index" is the front page', "choose another id")
    return Malformed(
        "bad-id", f'"{text}" cannot be an id', "write it in lower-case letters, digits and hyphens"
    )


def record_id(text: str) -> str:
    """A record's id; raises `Malformed` (bad-id)."""
    if not is_id(text):
        raise id_fault(text)
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
    if not text:
        raise Malformed("bad-url", "the address is empty", hint)
    if wrong := _NO_ADDRESS.search(text):
        raise _not_in_addresses(text, wrong[0])
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        hint = "square brackets stand in a host for IPv6 alone; elsewhere write [ as %5B and ] as %5D"
        raise Malformed("bad-url", f'"{text}" is not a web address', hint) from None
    try:
        _ = parts.port
    except ValueError:
        hint = "behind the host a colon begins a port: a number up to 65535"
        raise Malformed("bad-url", f'"{text}" is not a web address', hint) from None
    if parts.scheme in ("http", "https") and not host:
        hint = f"write the host after two slashes: {parts.scheme}://example.org/page"
        raise Malformed("bad-url", f'"{text}" names no host', hint)
    if parts.scheme not in ("http", "https"):
        raise Malformed("bad-url", f'"{text}" is not an http or https address', hint)
    if "@" in parts.netloc:
        raise Malformed("bad-url", f'"{text}" carries a user name', "write the address without it")
    return text


def _not_in_addresses(text: str, character: str) -> Malformed:
    """The error for an address with a character that none may hold, with the whole address as it is written rightly."""
    named = {" ": "a blank", "\n": "a line's end", "\t": "a tab"}.get(character, character)
    if not character.isprintable() and character != " ":
        named = named if named != character else f"the character U+{ord(character):04X}"
        return Malformed("bad-url", f"the address holds {named}", "write it without")
    right = _NO_ADDRESS.sub(lambda found: quote(found[0], safe=""), text)
    named = named if character == " " else f"the character {character}"
    return Malformed(
        "bad-url", f'"{text}" holds {named}', f"write {quote(character, safe='')} instead: {right}"
    )


def printed_text(text: str) -> str:
    """A non-empty text in one line, without control characters.

    Raises `Malformed` (missing-key, bad-value, too-large).
    """
    if len(text) > LONGEST_TEXT:
        raise _too_long(text, LONGEST_TEXT, "shorten it, or move it into the text below the front matter")
    if text.isprintable() and _LETTER.search(text):
        return " ".join(text.split())  # what follows, for nearly every text
    if any((unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t") or c in _STEERING for c in text):
        hint = "type it again without; right-to-left text needs no marks of its own"
        raise Malformed("bad-value", "the value holds a control character", hint)
    if not any(map(_is_seen, text)):
        raise Malformed("missing-key", "the value is empty", "write the text, or leave the key out")
    return " ".join(text.split())


def _is_seen(character: str) -> bool:
    """Whether a character is to be seen by itself: no blank, no mark that stands on another, no filler."""
    seen = character.isprintable() and not character.isspace() and character not in _FILLERS
    return seen and unicodedata.category(character)[0] not in "MC"


def record_title(text: str) -> str:
    """A title, which is shown wherever its record is linked; raises `Malformed` as `printed_text` does."""
    if len(text) > LONGEST_TITLE:
        raise _too_long(text, LONGEST_TITLE, "shorten it: it is shown wherever the record is linked")
    return printed_text(text)


def _too_long(text: str, longest: int, hint: str) -> Malformed:
    return Malformed("too-large", f"the value holds {len(text):,} characters; {longest:,} are allowed", hint)


LONGEST_TEXT, LONGEST_TITLE = 4_000, 1_000
"""Characters of a text in the front matter, and of a title: pages repeat them, and have a limit themselves."""
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols that are drawn as nothing: Hangul fillers, and Braille without a dot."""
_LETTER = re.compile(rf"[^\W_{_FILLERS}]")
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the direction of text beyond the text they are in (UAX #9)."""

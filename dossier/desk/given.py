"""What a step is given: its values, checked one by one. Raises `Refused` with a message for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dossier.model.checks import is_id
from dossier.model.quotations import count_words, folded, stands_in
from dossier.read.front_edits import values

MOST_LETTERS = 20_000
"""Letters of one value."""
MOST_WORDS = 40
"""Words of one quotation."""
MOST_LINKS = 20
"""Links of a chain."""
WORDS = ("own", "unknown")
"""What stands in a chain in the place of an id."""
Step = Mapping[str, Any]


class Refused(Exception):
    """A step cannot be done; the message says why, and what to do instead, in one line."""

    def __init__(self, message: str, *field: str | int) -> None:
        super().__init__(message)
        self.field = field
        """The keys that lead to the value at fault, as the front matter or the step has them; empty if it is none."""


def words_of(step: Step, blocks: Sequence[str]) -> str:
    """Words that are marked; raises `Refused` where they do not stand in that paragraph."""
    words = " ".join(text_of(step, "text").split())
    if not words:
        raise Refused("mark some words first")
    if not stands_in(words, folded(blocks[paragraph_of(step, blocks)])):
        raise Refused(
            f'"{words[:60]}" does not stand there as whole words; mark whole words of one paragraph', "text"
        )
    return words


def quotable(words: str) -> str:
    """Words that are few enough for a quotation."""
    if count_words(words) > MOST_WORDS:
        said = f"{count_words(words)} words are too many for a quotation; mark at most {MOST_WORDS}"
        raise Refused(said, "text")
    return words


def paragraph_of(step: Step, blocks: Sequence[str]) -> int:
    """The number of a paragraph of the capture, 0 for the headline; raises `Refused`."""
    number = step.get("paragraph")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(blocks):
        raise Refused("there is no such paragraph in the capture")
    return number


def locator(paragraph: int) -> str:
    """Where a paragraph is, as a quotation has it under `at`."""
    return f"¶ {paragraph}" if paragraph else "headline"


def account_number(text: str, claim: str) -> int | None:
    """The number of the account of a claim in the file."""
    accounts = values(text).get("claims") or []
    for number, account in enumerate(accounts if isinstance(accounts, list) else []):
        if account == claim or (isinstance(account, dict) and account.get("claim") == claim):
            return number
    return None


def text_of(step: Step, key: str) -> str:
    """A text without blanks at its ends, empty if there is none; raises `Refused`."""
    value = step.get(key) or ""
    if not isinstance(value, str) or len(value) > MOST_LETTERS:
        raise Refused(f"{key} is no text of at most {MOST_LETTERS:,} letters", key)
    if any(ord(c) < 32 and c not in "\n\t" for c in value):
        raise Refused(f"{key} has a control character", key)
    return value.strip()


def id_of(step: Step, key: str) -> str:
    """An id; raises `Refused`."""
    value = text_of(step, key)
    if not is_id(value):
        raise Refused(f'"{value}" is no id; choose a record', key)
    return value


def chain_of(step: Step) -> str | dict[str, str]:
    """The chain that a step gives as a list or a text, with its reason if it has one; raises `Refused`."""
    given = step.get("chain") or []
    links = [link.strip() for link in given.split(">")] if isinstance(given, str) else given
    if not isinstance(links, list) or not links:
        raise Refused("choose whom it is from, or own or unknown", "chain")
    if len(links) > MOST_LINKS:
        raise Refused(f"a chain of more than {MOST_LINKS} is none", "chain")
    for link in links:
        if link not in WORDS and not is_id(str(link)):
            raise Refused(f'"{link}" is no id; choose a record', "chain")
    because = text_of(step, "because")
    return {"chain": " > ".join(links), "because": because} if because else " > ".join(links)


def one_of(step: Step, key: str, values_: Sequence[str], default: str) -> str:
    """One of `values_`; raises `Refused`."""
    value = text_of(step, key) or default
    if value not in values_:
        raise Refused(f'{key} cannot be "{value}"; it is one of {", ".join(values_)}', key)
    return value

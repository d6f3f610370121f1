"""Where a step leads within the front matter of an article: keys, and entries of lists by what they are.

An entry is named by its number, or by its number and what it is: `{"at": 1, "is": "gate-fell"}`. The latter finds it where
it is by now: another step, or an edit of the file, may have moved it since it was drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dossier.desk.given import Refused, Step
from dossier.model.records import Article
from dossier.model.schema import hints
from dossier.read.front_edits import values

ORDER = tuple(hints(Article))
"""The keys of an article, in the order of its file."""
MOST_NAME = 200
"""Letters of a key."""
MOST_ENTRIES = 100_000
DEEPEST = 6


def path_in(text: str, step: Step) -> list[str | int]:
    """The path of a step, with a number for every entry; raises `Refused`."""
    path = step.get("path")
    if not isinstance(path, list) or not path or len(path) > DEEPEST:
        raise Refused("there is no such value")
    found: list[str | int] = []
    for key in path:
        if isinstance(key, dict):
            key = _number(holder(values(text), found), key.get("at"), key.get("is"))
        is_name = isinstance(key, str) and key.isprintable() and len(key) <= MOST_NAME
        is_number = isinstance(key, int) and not isinstance(key, bool) and 0 <= key <= MOST_ENTRIES
        if not is_name and not is_number:
            raise Refused("there is no such value")
        found.append(key)
    if found[0] not in ORDER:
        raise Refused("there is no such value")
    return found


def holder(front: Any, path: Sequence[str | int]) -> Any:
    """The value at a path; None where it leads nowhere."""
    for key in path:
        front = front[key] if has(front, key) else None
    return front


def has(there: Any, key: str | int) -> bool:
    """Whether a mapping or a list has such a key or number."""
    if isinstance(there, dict):
        return key in there
    return isinstance(there, list) and isinstance(key, int) and 0 <= key < len(there)


def chain_text(chain: Any) -> str:
    """A chain as one text, however it is written."""
    chain = chain.get("chain") if isinstance(chain, dict) else chain
    links = chain if isinstance(chain, list) else str(chain).split(">")
    return " > ".join(str(link).strip() for link in links)


def _number(there: Any, at: Any, what: Any) -> int:
    """The number of the entry that is `what`, the one at `at` first."""
    entries = there if isinstance(there, list) else []
    alike = [number for number, one in enumerate(entries) if what in (_name(one), chain_text(one))]
    if at in alike:
        return int(at)
    if len(alike) != 1:
        raise Refused("it is gone already, or was changed meanwhile; look again")
    return alike[0]


def _name(entry: Any) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    return next((str(entry[key]) for key in ("claim", "text") if key in entry), "")

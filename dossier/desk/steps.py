"""Steps: what a person does at the desk, as edits of the text of an article's file. Pure functions.

A step is a mapping with the key `do`. What is marked in the text must stand in the capture; whatever else is given is
checked by the reader, as it is for a file edited by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

from dossier.desk.given import (
    MOST_LETTERS,
    Refused,
    Step,
    account_number,
    chain_of,
    id_of,
    locator,
    one_of,
    paragraph_of,
    quotable,
    text_of,
    words_of,
)
from dossier.desk.paths import ORDER, chain_text, has, holder, path_in
from dossier.desk.revisions import ACCOUNT_ORDER, replaced, revised
from dossier.model.parts import Basis, Stance
from dossier.read.front_additions import append, put
from dossier.read.front_edits import CannotEdit, add_entries, as_read, remove, remove_entry, values
from dossier.read.front_edits import replace as replace_text
from dossier.read.front_moves import move
from dossier.read.front_values import change
from dossier.read.frontmatter import split

REQUIRED = ("title", "publisher", "published", "accessed", "language", "read")
"""Keys that an article cannot do without: a wrong value is replaced, not removed."""
LISTS = ("places", "events", "subject", "authors")
FACTS = (
    "title",
    "publisher",
    "url",
    "archived",
    "published",
    "published_because",
    "accessed",
    "language",
    "read",
)


def applied(text: str, step: Step, blocks: Sequence[str]) -> str:
    """The file after a step; raises `Refused`. `blocks` are those of its capture, the headline first."""
    do = _STEPS.get(str(step.get("do")))
    if do is None:
        raise Refused(f"there is no step {step.get('do')!r}")
    try:
        return do(text, step, blocks)
    except CannotEdit as wrong:
        raise Refused(f"not written: {wrong}") from None


def _quote(text: str, step: Step, blocks: Sequence[str]) -> str:
    """Words of the text as a quotation for a claim: of its account, or of a new one."""
    words, paragraph = quotable(words_of(step, blocks)), paragraph_of(step, blocks)
    quote: dict[str, Any] = {"text": words, "at": locator(paragraph)}
    if lang := text_of(step, "lang"):
        quote["lang"] = lang
    claim = text_of(step, "claim")
    number = account_number(text, claim)
    if number is None:
        return _add_account(text, {**step, "quotes": [quote]})
    there = values(text)["claims"][number]
    if not isinstance(there, dict):
        raise Refused(f"the account of {claim} is written on one line; edit the file", "claim")
    if any(isinstance(q, dict) and q.get("text") == words for q in there.get("quotes") or ()):
        raise Refused("these words are quoted for it already", "text")
    return append(text, quote, "claims", number, "quotes")


def _add_account(text: str, step: Step) -> str:
    account: dict[str, Any] = {"claim": id_of(step, "claim")}
    account["stance"] = one_of(step, "stance", get_args(Stance), "asserts")
    if by := text_of(step, "by"):
        account["by"] = by
    account["basis"] = one_of(step, "basis", get_args(Basis), "unstated")
    if value := text_of(step, "value"):
        account["value"] = value
    if account["stance"] == "differs" and "value" not in account:
        raise Refused("an account that differs needs the value it gives", "value")
    if quotes := step.get("quotes"):
        account["quotes"] = quotes
    return append(text, account, "claims")


def _account_step(text: str, step: Step, blocks: Sequence[str]) -> str:
    return _add_account(text, {key: value for key, value in step.items() if key != "quotes"})


def _name(text: str, step: Step, blocks: Sequence[str]) -> str:
    """Words as a name or as a label of an actor."""
    words, actor, kind = (
        words_of(step, blocks),
        id_of(step, "actor"),
        one_of(step, "as", ("named", "called"), "named"),
    )
    there = (values(text).get("actors") or {}).get(actor) or {}
    if words in (there.get(kind) or ()):
        raise Refused(f'"{words}" is there already', "text")
    if kind == "called" and words in (there.get("named") or ()):
        raise Refused(f'"{words}" is a name of it here; a name is no label', "as")
    if kind == "named" and words in (there.get("called") or ()):
        raise Refused(f'"{words}" is a label of it here; a label is no name', "as")
    return append(text, words, "actors", actor, kind)


def _list(text: str, step: Step, blocks: Sequence[str]) -> str:
    """An id, or an author, into a list; raises for one that is in it."""
    key = one_of(step, "key", LISTS, "places")
    entry = text_of(step, "value") if key == "authors" else id_of(step, "value")
    if entry in (values(text).get(key) or ()):
        raise Refused(f'"{entry}" is there already', "value")
    return append(text, entry, key)


def _set(text: str, step: Step, blocks: Sequence[str]) -> str:
    """A value of a fact of the article, or of a key of an account."""
    path, value = path_in(text, step), text_of(step, "value")
    if not value:
        raise Refused("write a value", *path)
    if path[-1] == "rests_on":
        chains = [chain for part in value.split(",") if (chain := part.strip())]
        return _settled(put(text, chains, *path, order=ORDER), path)
    return _settled(put(text, value, *path, order=ORDER), path)


def _chain(text: str, step: Step, blocks: Sequence[str]) -> str:
    """A chain in the place of the one at a path, or at the end of the `rests_on` at a path."""
    path, chain = path_in(text, step), chain_of(step)
    there = holder(values(text), path)
    if path in (["carries"], ["rests_on"]) or (
        len(path) == 3 and path[0] == "claims" and path[2] == "rests_on"
    ):
        order = ORDER if len(path) == 1 else ACCOUNT_ORDER
        if there is None:
            text = put(text, chain if path[-1] == "carries" else [chain], *path, order=order)
        elif path[-1] == "carries":
            text = change(text, chain, *path)
        elif chain_text(chain) in map(chain_text, there if isinstance(there, list) else [there]):
            raise Refused(f'"{chain_text(chain)}" is there already', "chain")
        else:
            text = append(text, chain, *path)
    elif len(path) in (2, 4) and path[-2] == "rests_on" and there is not None:
        all_ = [*holder(values(text), path[:-1])]
        all_[int(path[-1])] = chain
        text = change(text, all_, *path[:-1])
    else:
        raise Refused("there is no such chain")
    return _settled(text, path[:1])


def _move(text: str, step: Step, blocks: Sequence[str]) -> str:
    """An entry of a list, or an actor, some places down, or up where `by` is negative."""
    path, by = path_in(text, step), step.get("by")
    there = holder(values(text), path[:-1])
    is_entry = isinstance(there, list) or path[:-1] == ["actors"]
    if not is_entry or not has(there, path[-1]) or not isinstance(by, int):
        raise Refused("it is gone already, or is no entry of a list")
    to = list(there if isinstance(there, dict) else range(len(there))).index(path[-1]) + by
    if not 0 <= to < len(there):
        raise Refused("it is the first already" if by < 0 else "it is the last already")
    return move(text, to, *path)


def _settled(text: str, path: Sequence[str | int]) -> str:
    """A value that a person wrote does not wait to be confirmed."""
    waits = len(path) == 1 and path[0] in (values(text).get("to_confirm") or ())
    return remove_entry(text, "to_confirm", str(path[0])) if waits else text


def _unset(text: str, step: Step, blocks: Sequence[str]) -> str:
    """Take a value, an entry or an account away."""
    path = path_in(text, step)
    if len(path) == 1 and path[0] in REQUIRED:
        raise Refused(f"an article needs its {path[0]}; write another value", path[0])
    front: Any = holder(values(text), path[:-1])
    if not has(front, path[-1]):
        raise Refused("it is gone already")
    last = front[path[-1]]
    if isinstance(last, str) and isinstance(front, list) and len(path) > 1:
        return _without_entry(text, path, front, last)
    if path[-2:-1] == ["rests_on"] and len(front) == 1:
        return remove(text, *path[:-1])
    return remove(text, *path)


def _without_entry(text: str, path: Sequence[str | int], there: Sequence[Any], entry: str) -> str:
    """Take a text out of a list."""
    if len(path) == 2 and isinstance(path[0], str):
        return remove_entry(text, path[0], entry)
    left = [one for number, one in enumerate(there) if number != path[-1]]
    return put(text, left, *path[:-1]) if left else remove(text, *path[:-1])


def _confirm(text: str, step: Step, blocks: Sequence[str]) -> str:
    """A guess is right."""
    return remove_entry(text, "to_confirm", text_of(step, "entry"))


def _reject(text: str, step: Step, blocks: Sequence[str]) -> str:
    """A guess is wrong: what it filled in is taken away."""
    entry = text_of(step, "entry")
    return remove_entry(rejected(text, entry), "to_confirm", entry)


def _revise(text: str, step: Step, blocks: Sequence[str]) -> str:
    """Other values of an account, or of a quotation of it."""
    return revised(text, path_in(text, step), step, blocks)


def _replace(text: str, step: Step, blocks: Sequence[str]) -> str:
    """A guess that is nearly right: other values take its place, and it is confirmed."""
    entry = text_of(step, "entry")
    if entry not in (values(text).get("to_confirm") or ()):
        raise Refused(f'"{entry}" is not in its to_confirm')
    return remove_entry(replaced(text, entry, step, blocks), "to_confirm", entry)


def _doubt(text: str, step: Step, blocks: Sequence[str]) -> str:
    """Enter a key in `to_confirm`: somebody else is to look at its value."""
    return add_entries(text, "to_confirm", [text_of(step, "entry")])


def _body(text: str, step: Step, blocks: Sequence[str]) -> str:
    """Another summary; what stands before it stays."""
    written = step.get("text")
    if not isinstance(written, str) or len(written) > 50 * MOST_LETTERS:
        raise Refused("the summary is too long")
    return with_body(text, written)


_STEPS: dict[str, Callable[[str, Step, Sequence[str]], str]] = {
    "quote": _quote,
    "account": _account_step,
    "name": _name,
    "list": _list,
    "set": _set,
    "chain": _chain,
    "move": _move,
    "unset": _unset,
    "confirm": _confirm,
    "reject": _reject,
    "revise": _revise,
    "replace": _replace,
    "doubt": _doubt,
    "body": _body,
}


def rejected(text: str, entry: str) -> str:
    """The file without what a wrong guess filled in; raises `CannotEdit`."""
    key, _, id_ = entry.partition(" ")
    if key in REQUIRED:
        raise CannotEdit(f"an article needs its {key}; write the right one instead")
    if key == "claims":
        number = account_number(text, id_)
        if number is None:
            raise CannotEdit(f"there is no account of {id_} in the file")
        return remove(text, "claims", number)
    if key == "actors":
        return remove(text, "actors", id_)
    if key == "rests_on":
        while len(values(text)["rests_on"]) > 1:
            text = remove(text, "rests_on", 1)
        return replace_text(text, "unknown", "rests_on", 0)
    return remove(text, key)


def body_of(text: str) -> str:
    """The summary of a file, with line ends as `\\n`."""
    return split(as_read(text))[1].strip("\n")


def with_body(text: str, body: str) -> str:
    """The file with another summary, with the file's own line ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    end = "\r\n" if "\r\n" in text else "\n"
    old = split(plain.removeprefix("\ufeff"))[1]
    head = plain[: len(plain) - len(old)] if old else plain
    # Only the lines behind the front matter are written anew.
    kept = text[: _offset(text, head.count("\n"))]
    new = body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return kept + f"\n{new}\n".replace("\n", end)


def _offset(text: str, line: int) -> int:
    """Where a line begins, counted from 0."""
    at = 0
    for number, one in enumerate(text.splitlines(keepends=True)):
        if number == line:
            return at
        at += len(one)
    return len(text)

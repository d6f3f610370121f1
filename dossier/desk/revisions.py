"""Other values for what stands in an article's file: an account, a quotation, or a guess that is nearly right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from dossier.desk.given import (
    Refused,
    Step,
    account_number,
    chain_of,
    id_of,
    locator,
    one_of,
    quotable,
    text_of,
)
from dossier.desk.paths import ORDER, chain_text
from dossier.model.parts import Account, Basis, Quote, Stance
from dossier.model.quotations import folded, stands_in
from dossier.model.schema import hints
from dossier.read.front_additions import put
from dossier.read.front_edits import remove, values
from dossier.read.front_values import change

ID_LISTS = ("places", "events", "subject")
ACCOUNT_ORDER, _QUOTE = tuple(hints(Account)), tuple(hints(Quote))


def revised(text: str, path: Sequence[str | int], step: Step, blocks: Sequence[str]) -> str:
    """The file with the step's `values` in an account or in a quotation of it; an empty value goes. Raises `Refused`."""
    given = _values(step)
    there: Any = values(text)
    for key in path:
        try:
            there = there[key]
        except (KeyError, IndexError, TypeError):
            raise Refused("it is gone already") from None
    if len(path) == 2 and path[0] == "claims" and isinstance(there, dict):
        return _account(text, int(path[1]), there, given, blocks)
    if len(path) == 4 and path[0] == "claims" and path[2] == "quotes":
        quote = there if isinstance(there, dict) else {"text": there}
        return change(text, _quote(quote, given, blocks), *path, order=_QUOTE)
    raise Refused("there is no such account or quotation")


def replaced(text: str, entry: str, step: Step, blocks: Sequence[str]) -> str:
    """The file with the step's `values` in the place of what a guess filled in; raises `Refused`."""
    given = _values(step)
    key, _, id_ = entry.partition(" ")
    if key == "claims":
        number = account_number(text, id_)
        if number is None or not isinstance(values(text)["claims"][number], dict):
            raise Refused(f"there is no account of {id_} in the file that can be edited here")
        return _account(text, number, values(text)["claims"][number], given, blocks)
    if key == "actors" and id_:
        return _naming(text, id_, given, blocks)
    if key not in ORDER or key in ("actors", "to_confirm"):
        raise Refused(f"there is no {key} that can be edited here")
    if isinstance(given.get("value"), (list, dict)):
        return _chains(text, key, given["value"])
    return _fact(text, key, text_of(given, "value"))


def _chains(text: str, key: str, given: Any) -> str:
    """The chains of `rests_on`, or the one of `carries`."""
    if key not in ("rests_on", "carries"):
        raise Refused("value is no text", "value")
    all_ = given if isinstance(given, list) else [given]
    if not all_:
        raise Refused("write a value, or say that the guess is wrong", "value")
    chains = [chain_of(one if isinstance(one, dict) else {"chain": one}) for one in all_]
    value = chains if key == "rests_on" else chains[0]
    return change(text, value, key) if values(text).get(key) else put(text, value, key, order=ORDER)


def _values(step: Step) -> Mapping[str, Any]:
    given = step.get("values")
    if not isinstance(given, dict):
        raise Refused("no values are given")
    return given


def _account(
    text: str, number: int, there: Mapping[str, Any], given: Mapping[str, Any], blocks: Sequence[str]
) -> str:
    now = dict(there)
    if "claim" in given:
        now["claim"] = id_of(given, "claim")
        if account_number(text, now["claim"]) not in (None, number):
            raise Refused(f"there is an account of {now['claim']} already; add the quotation to it", "claim")
    for key, choices in (("stance", get_args(Stance)), ("basis", get_args(Basis))):
        if key in given:
            now[key] = one_of(given, key, choices, str(there.get(key, choices[-1])))
    for key in ("by", "value", "when"):
        if key in given:
            now[key] = text_of(given, key)
    if now.get("stance") == "differs" and not now.get("value"):
        raise Refused("an account that differs needs the value it gives", "value")
    quotes = [q if isinstance(q, dict) else {"text": q} for q in there.get("quotes") or ()]
    if quotes and ("text" in given or "lang" in given):
        first = _quote(quotes[0], given, blocks)
        if first != quotes[0]:
            now["quotes"] = [first, *there["quotes"][1:]]
    return change(text, {k: v for k, v in now.items() if v != ""}, "claims", number, order=ACCOUNT_ORDER)


def _quote(there: Mapping[str, Any], given: Mapping[str, Any], blocks: Sequence[str]) -> dict[str, Any]:
    """A quotation with other values; other words have to stand in the capture, and say where."""
    now = dict(there)
    for key in ("lang", "translation", "translated_from"):
        if key in given:
            now[key] = text_of(given, key)
    if "text" in given and (words := " ".join(text_of(given, "text").split())) != there.get("text"):
        now["text"] = quotable(words)
        now["at"] = locator(_where(words, blocks, str(there.get("at", ""))))
    return {key: value for key, value in now.items() if value != ""}


def _where(words: str, blocks: Sequence[str], at: str = "", key: str = "text") -> int:
    """The paragraph in which words stand, the one at `at` first; raises `Refused`."""
    if not words:
        raise Refused("write the words, as the text has them", "text")
    for number in sorted(range(len(blocks)), key=lambda number: locator(number) != at):
        if stands_in(words, folded(blocks[number])):
            return number
    said = f'"{words[:60]}" does not stand in the text as whole words; copy it letter by letter'
    raise Refused(said, key)


def _naming(text: str, id_: str, given: Mapping[str, Any], blocks: Sequence[str]) -> str:
    """Other names and labels of an actor, or those of another actor."""
    actors = values(text).get("actors")
    actors = actors if isinstance(actors, dict) else {}
    actor = id_of(given, "actor") if "actor" in given else id_
    if id_ not in actors:
        raise Refused(f"there is no {id_} under its actors")
    if actor != id_ and actor in actors:
        said = f"{actor} has names here already; say that this guess is wrong, and mark the words"
        raise Refused(said, "actor")
    before = actors[id_] or {}
    now: dict[str, Any] = {}
    for key in ("named", "called"):
        words = [" ".join(one.split()) for one in text_of(given, key).split(";") if one.strip()]
        now[key] = list(dict.fromkeys(words))
        for one in now[key]:
            if one not in (before.get(key) or ()):
                _where(one, blocks, key=key)
    if both := set(now["named"]) & set(now["called"]):
        raise Refused(f'"{min(both)}" cannot be both a name and a label', "called")
    now = {key: words for key, words in now.items() if words}
    if actor == id_:
        return change(text, now, "actors", id_)
    return remove(put(text, now, "actors", actor), "actors", id_)


def _fact(text: str, key: str, value: str) -> str:
    if not value:
        raise Refused("write a value, or say that the guess is wrong", "value")
    there = values(text).get(key)
    if key in ID_LISTS:
        ids = [id_of({"id": one}, "id") for one in re.split(r"[\s,]+", value) if one]
        return change(text, ids, key) if there else put(text, ids, key, order=ORDER)
    if key in ("authors", "rests_on"):
        parts = [part.strip() for part in value.split(";" if key == "authors" else ",") if part.strip()]
        if key == "rests_on" and isinstance(there, list):
            # A chain that stays keeps the reason that stands beside it.
            said = {chain_text(one): one for one in there}
            parts = [said.get(part, part) for part in parts]
        return change(text, parts, key) if there else put(text, parts, key, order=ORDER)
    if isinstance(there, dict) and "chain" in there:
        return put(text, value, key, "chain")
    return put(text, value, key, order=ORDER)

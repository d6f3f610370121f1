"""A generated dossier, read for the other generators: tables, references, links. None of it is timed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from compare.model import SECTIONS, Cell, Corpus, Record, Table

LINK = re.compile(r"\[\[([\w-]+)(?:\|([^\]]+))?\]\]")
CITED = re.compile(r"\[@([\w-]+)(?:, ([^\]]*))?\]")

Raw = dict[str, tuple[str, dict[str, Any], str]]
"""Section, front matter and body, by id."""


def read(folder: Path) -> Corpus:
    """The dossier of a folder."""
    raw: Raw = {}
    home = ""
    for path in sorted((folder / "content").rglob("*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        if path.parent.name in SECTIONS:
            raw[path.stem] = (path.parent.name, yaml.load(head, Loader=yaml.CBaseLoader), body.strip())
        else:
            home = body.strip()
    back: dict[str, list[str]] = {}
    for id_, (_, data, body) in raw.items():
        named = [*ids(data), *(m[1] for m in LINK.finditer(body)), *(m[1] for m in CITED.finditer(body))]
        for other in dict.fromkeys(named):
            if other in raw and other != id_:
                back.setdefault(other, []).append(id_)
    accounts = accounts_by_claim(raw)
    return Corpus(
        {
            id_: Record(
                id_,
                section,
                data["title"],
                data,
                body,
                tables(data, accounts.get(id_, [])),
                back.get(id_, []),
            )
            for id_, (section, data, body) in raw.items()
        },
        home,
    )


def ids(value: Any) -> Iterator[str]:
    """All words of a record's data that may be ids."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from ids(each)
    elif isinstance(value, list):
        for each in value:
            yield from ids(each)
    else:
        yield from value.split(" > ")


def accounts_by_claim(raw: Raw) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """What each article says about a claim."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for id_, (_, data, _) in raw.items():
        for account in data.get("claims", []):
            found.setdefault(account["claim"], []).append((id_, account))
    return found


def tables(data: dict[str, Any], accounts: list[tuple[str, dict[str, Any]]]) -> list[Table]:
    """A record's tables: its facts, names, actors, and accounts."""
    facts = [
        [[{"text": label}], cell(data[key])]
        for key, label in {
            "publisher": "Outlet",
            "published": "Published",
            "accessed": "Accessed",
            "language": "Language",
            "url": "Address",
            "read": "Read",
            "type": "Kind",
            "country": "Country",
            "medium": "Medium",
            "within": "Within",
            "when": "When",
            "event": "Event",
            "events": "Events",
            "about": "About",
            "places": "Places",
            "contradicts": "Contradicts",
            "confidence": "Confidence",
            "rests_on": "Rests on",
        }.items()
        if key in data
    ]
    if "controlled_by" in data:
        controlled = data["controlled_by"]
        facts.append([[{"text": "Controlled by"}], link(controlled["actor"]), text(controlled["reference"])])
    if "location" in data:
        facts.append([[{"text": "Where"}], text("{lat}, {lon} ({precision})".format(**data["location"]))])
    actors = data.get("actors", [])
    if isinstance(actors, dict):
        who = [
            [link(id_), text(", ".join(of["named"])), text(", ".join(of.get("called", [])))]
            for id_, of in actors.items()
        ]
    else:
        who = [[link(of["actor"])] for of in actors]
    found = {
        "Facts": facts,
        "Names": [[text(name["lang"]), text(name["name"])] for name in data.get("names", [])],
        "Who appears": who,
        "What it says": [account(each["claim"], each) for each in data.get("claims", [])],
        "Who says so": [account(id_, each) for id_, each in accounts],
    }
    return [Table(caption, rows) for caption, rows in found.items() if rows]


def account(to: str, said: dict[str, Any]) -> list[Cell]:
    """A row of accounts, which leads to the claim or to the article."""
    quotes = " ".join(f"“{quote['text']}” {quote['at']}" for quote in said.get("quotes", []))
    return [link(to), text(said["stance"]), text(quotes), text(said["basis"]), cell(said.get("rests_on", []))]


def text(value: str) -> Cell:
    """A cell of text."""
    return [{"text": value}]


def link(id_: str) -> Cell:
    """A cell that leads to a record."""
    return [{"to": id_}]


def cell(value: str | list[str]) -> Cell:
    """A cell of ids, of chains of ids (`a > b`), or of text."""
    found: Cell = []
    for at, each in enumerate([value] if isinstance(value, str) else value):
        if at:
            found.append({"text": ", "})
        for step, word in enumerate(each.split(" > ")):
            if step:
                found.append({"text": " → "})
            found += link(word) if re.fullmatch(r"(?!own)[a-z]+-\d+", word) else text(word)
    return found


def resolved(body: str, corpus: Corpus, href: Callable[[Record], str]) -> str:
    """A body whose links are Markdown's own, and whose citations are footnotes."""
    notes: list[str] = []

    def note(match: re.Match[str]) -> str:
        cited = corpus.records[match[1]]
        notes.append(f"[^{len(notes) + 1}]: [{cited.title}]({href(cited)}), {match[2]}, in this dossier")
        return f"[^{len(notes)}]"

    def linked(match: re.Match[str]) -> str:
        to = corpus.records[match[1]]
        return f"[{match[2] or to.title}]({href(to)})"

    return "\n\n".join([CITED.sub(note, LINK.sub(linked, body)), *notes])

"""A source that somebody suggested by the form for issues: the JSON of an issue on GitHub or GitLab, or of an event of one.

All of it is a stranger's: it is read as data, and nothing is fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dossier.ingest import Refused
from dossier.ingest.cleaned import cleaned
from dossier.ingest.plain import LONGEST_TITLE, from_text
from dossier.ingest.printed_dates import edtf
from dossier.ingest.references.languages import tag_of
from dossier.ingest.source import Found, Source
from dossier.model.checks import Malformed, web_address

LABELS = MappingProxyType(
    {
        "address": "Its address",
        "headline": "Its headline",
        "outlet": "Who published it",
        "published": "When",
        "language": "Its language",
        "read": "How much of it could you read?",
        "text": "Its text",
    }
)
"""The fields of the forms `suggest-a-source` in `.github/` and `.gitlab/` that are read, in the order of the form."""
OPENING = "Only its opening"
NO_ANSWER = "_No response_"
HOW = "the suggestion"
MAX_BYTES = 1_000_000
LONGEST_NAME = 200
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_LABELLED = re.compile(r"\n/label [^\n]*\s*\Z")
"""GitLab's form is a text: what it explains is in comments, and a command to GitLab may be left in it."""
_FENCE = re.compile(r"`{3,}\w*")


def suggested(path: Path) -> Source | None:
    """The source that an issue suggests; None for a file that is no issue. Raises `Refused`."""
    if path.suffix.lower() != ".json" or path.stat().st_size > MAX_BYTES:
        return None
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    event = found.get("object_attributes") if found.get("object_kind") == "issue" else None
    issue = found.get("issue", event or found)
    if not isinstance(issue, dict):
        return None
    if {"iid", "title", "description"} <= issue.keys() and ("author" in issue or "author_id" in issue):
        body = issue["description"]
        text = _COMMENT.sub("", body) if isinstance(body, str) else ""
        return _source(_answers({"body": _LABELLED.sub("", text)}), path.name)
    if not {"number", "title", "body", "user"} <= issue.keys():
        return None
    return _source(_answers(issue), path.name)


def _answers(issue: Mapping[str, Any]) -> dict[str, str]:
    """The answers by the names of the fields. A heading counts once, after those of the fields before it."""
    if issue.get("pull_request"):
        raise Refused("this is a pull request, and no suggestion of a source")
    body = issue["body"] if isinstance(issue["body"], str) else ""
    ahead = list(LABELS)
    lines: dict[str, list[str]] = {}
    into: list[str] = []
    for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        label = line.removeprefix("### ").rstrip() if line.startswith("### ") else ""
        if key := next((key for key in ahead if LABELS[key] == label), None):
            del ahead[: ahead.index(key) + 1]
            into = lines.setdefault(key, [])
        elif label and ahead:
            into = []  # a field that is for people
        else:
            into.append(line)
    answers = {key: "\n".join(found).strip() for key, found in lines.items()}
    if "address" not in answers:
        raise Refused('this issue was not written with the form "Suggest a source"')
    return {key: "" if answer == NO_ANSWER else answer for key, answer in answers.items()}


def _source(answers: Mapping[str, str], name: str) -> Source:
    address = cleaned(answers["address"]).strip("<>")
    try:
        web_address(address)
    except Malformed as wrong:
        raise Refused(f"the address in the suggestion: {wrong.message}") from None
    line = {key: cleaned(answers.get(key, "")) for key in ("headline", "outlet", "published", "language")}
    for key, longest in (("headline", LONGEST_TITLE), ("outlet", LONGEST_NAME)):
        if len(line[key]) > longest:
            raise Refused(f"the {key} in the suggestion has {len(line[key])} characters")
    day, language = (edtf(line["published"][:LONGEST_NAME]), tag_of(line["language"][:LONGEST_NAME]))
    known = {
        "url": Found(address, HOW),
        "outlet": Found(line["outlet"], HOW) if line["outlet"] else None,
        "published": Found(day, HOW) if day else None,
        "language": Found(language, HOW) if language else None,
    }
    source = _read(line["headline"], _unfenced(answers.get("text", "")), name)
    if source.title is None:
        raise Refused("the suggestion has neither a headline nor a text")
    opening = HOW if source.paragraphs and answers.get("read") == OPENING else ""
    return replace(source, opening=opening, **{key: found for key, found in known.items() if found})  # type: ignore[arg-type]


def _read(headline: str, text: str, name: str) -> Source:
    """The source in the pasted text; without one, or with less than an article's, it is yet to be read."""
    title = Found(headline, HOW) if headline else None
    if not text:
        return Source(title=title)
    try:
        return from_text(f"{headline}\n\n{text}".encode() if headline else text.encode(), name)
    except Refused:
        if title is None:
            raise
        return Source(title=title)


def _unfenced(text: str) -> str:
    """The text of a field that GitHub puts into a code block."""
    lines = text.split("\n")
    fenced = len(lines) > 1 and _FENCE.fullmatch(lines[0].strip()) and set(lines[-1].strip()) == {"`"}
    return "\n".join(lines[1:-1]).strip() if fenced else text

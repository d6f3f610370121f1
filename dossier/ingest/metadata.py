"""Metadata in a page: JSON-LD (schema.org), meta tags (Open Graph, Dublin Core, citation_*), links.

Any value may have any type: what is not what it should be is passed over.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dossier.ingest.cleaned import cleaned

MAX_SCRIPT = 1_000_000
MAX_VALUES = 20
"""JSON values that are read of one script."""
DEEPEST = 12
_ARTICLES = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "analysisnewsarticle", "opinionnewsarticle",
             "liveblogposting", "backgroundnewsarticle", "reviewnewsarticle", "advertisercontentarticle", "techarticle",
             "scholarlyarticle", "report", "socialmediaposting", "webpage")  # fmt: skip
"""Types of schema.org, the likeliest first, in lower case."""
WEB_PAGE = _ARTICLES.index("webpage")
_BEGINS = re.compile(r"[\[{](?=[ \t\r\n]{0,50}[\"\[{\]}])")
_TRAILING_COMMA = re.compile(r",(?=[ \t\r\n]{0,50}[\]}])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
"""With its semicolon: an address has `&copy=2`."""
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Described:
    """An article that a page's JSON-LD describes."""

    rank: int
    """Of its type: the lower, the likelier it is an article."""
    node: Mapping[str, Any]
    """Its properties; author and publisher are resolved where they are references to other nodes."""


def json_ld(tree: Any) -> tuple[Sequence[Described], bool]:
    """The articles in a page's JSON-LD, in their order; and whether a script could not be read as JSON."""
    nodes: list[Mapping[str, Any]] = []
    broken = False
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or not text.strip():
            continue
        values, sound = _values(text) if len(text) <= MAX_SCRIPT else ((), False)
        broken |= not sound
        for value in values:
            nodes += _nodes(value, 0)
    by_id = {id_: node for node in nodes if isinstance(id_ := node.get("@id"), str) and len(node) > 1}
    described = []
    for node in nodes:
        if (rank := _rank(node.get("@type"))) >= 0:
            resolved = {key: _resolved(node[key], by_id) for key in ("author", "publisher") if key in node}
            described.append(Described(rank, {**node, **resolved}))
    return described, broken


def _values(text: str) -> tuple[Sequence[Any], bool]:
    """The JSON values in a script, whatever stands around and between them; and whether all could be read.

    Scripts are found wrapped in comments and CDATA, with a semicolon behind, one behind the other, with commas before
    closing brackets, and with their quotation marks as entities.
    """
    text = text.replace("<![CDATA[", " ").replace("]]>", " ")
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    values: list[Any] = []
    at = 0
    while len(values) < MAX_VALUES and (begin := _BEGINS.search(text, at)):
        try:
            value, at = _DECODER.raw_decode(text, begin.start())
        except (ValueError, RecursionError):
            repaired = _TRAILING_COMMA.sub("", text[begin.start() :]).replace("\\'", "'")
            try:
                value, end = _DECODER.raw_decode(repaired)
            except (ValueError, RecursionError):
                return values, False
            text, at = repaired, end
        values.append(value)
    return values, bool(values) or not text.strip(" \t\r\n;\ufeff")


def _nodes(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for entry in data[:500]:
            yield from _nodes(entry, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            value = data.get(key)
            if key == "@graph" and isinstance(value, dict) and "@type" not in value:
                value = list(value.values())  # a list of PHP with a gap in its numbers
            yield from _nodes(value, depth + 1)


def _rank(types: Any) -> int:
    """The place of a node's likeliest type in `_ARTICLES`; -1 if it has none of them. Types may be written as addresses."""
    names = [t.lower().rpartition("/")[2].rpartition(":")[2] for t in _listed(types) if isinstance(t, str)]
    return min((_ARTICLES.index(name) for name in names if name in _ARTICLES), default=-1)


def _resolved(value: Any, by_id: Mapping[str, Any], depth: int = 0) -> Any:
    if isinstance(value, list) and depth < DEEPEST:
        return [_resolved(entry, by_id, depth + 1) for entry in value[:50]]
    if isinstance(value, dict) and isinstance(id_ := value.get("@id"), str) and not text_of(value):
        return by_id.get(id_, value)
    return value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def texts_of(
    value: Any, keys: Iterable[str] = ("@value", "name", "alternateName"), depth: int = 0
) -> list[str]:
    """The texts in a value of JSON-LD: texts, and of objects the first of `keys` that holds one; entities undone."""
    if isinstance(value, str):
        text = unescaped(unescaped(value))  # twice: some systems escape what was escaped
        return [text] if (text := cleaned(_TAG.sub(" ", text) if "<" in text else text)) else []
    if depth > DEEPEST:
        return []
    if isinstance(value, list):
        return [text for entry in value[:50] for text in texts_of(entry, keys, depth + 1)]
    if isinstance(value, dict):
        return next((found for key in keys if (found := texts_of(value.get(key), keys, depth + 1))), [])
    return []


def unescaped(text: str) -> str:
    """The text with its character references undone."""
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def text_of(value: Any) -> str:
    """A value of JSON-LD as text: the first text in it; empty for anything else."""
    return next(iter(texts_of(value)), "")


def names_of(value: Any) -> tuple[str, ...]:
    """The names of one or several persons or organisations."""
    return tuple(dict.fromkeys(texts_of(value)))


def addresses_of(node: Mapping[str, Any]) -> list[str]:
    """The addresses under which a node of JSON-LD says that it is found, as written; no fragment of the page it is in."""
    written = [
        text
        for key in ("url", "mainEntityOfPage", "@id")
        for text in texts_of(node.get(key), ("@id", "url", "@value"))
    ]
    return [address for address in written if address and not address.startswith(("#", "_:"))]


def meta(tree: Any) -> dict[str, list[str]]:
    """The contents of the meta tags by name, property or http-equiv, in lower case."""
    contents: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = cleaned(unescaped(tag.get("content") or ""))
        for attribute in ("name", "property", "http-equiv"):
            if content and tag.get(attribute):
                contents.setdefault(tag.get(attribute).strip().lower(), []).append(content)
    return contents


def links(tree: Any) -> dict[str, list[str]]:
    """The addresses of the link tags by their rel."""
    hrefs: dict[str, list[str]] = {}
    for tag in tree.iter("link"):
        for rel in (tag.get("rel") or "").lower().split():
            hrefs.setdefault(rel, []).append((tag.get("href") or "").strip())
    return hrefs

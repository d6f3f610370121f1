"""Metadata in a page's head: JSON-LD (schema.org), meta tags (Open Graph, Dublin Core, citation_*), links."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.ingest.cleaned import cleaned

MAX_SCRIPT = 1_000_000
DEEPEST = 12
_ARTICLES = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "analysisnewsarticle", "opinionnewsarticle",
             "liveblogposting", "scholarlyarticle", "report", "socialmediaposting", "webpage")  # fmt: skip
"""Types of schema.org, the likeliest first, in lower case."""


def json_ld(tree: Any) -> Mapping[str, Any]:
    """The page's own article in its JSON-LD; empty if there is none. Broken scripts are ignored."""
    objects: list[tuple[int, Mapping[str, Any]]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and len(script.text or "") <= MAX_SCRIPT:
            try:
                data = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            for node in _nodes(data, 0):
                types = node.get("@type")
                names = {str(t).lower() for t in (types if isinstance(types, list) else [types])}
                rank = min((_ARTICLES.index(name) for name in names if name in _ARTICLES), default=-1)
                if rank >= 0:
                    objects.append((rank, node))
    return min(objects, key=lambda ranked: ranked[0])[1] if objects else {}


def _nodes(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for entry in data[:500]:
            yield from _nodes(entry, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key), depth + 1)


def text_of(value: Any) -> str:
    """A value of JSON-LD as text: itself, or the name of what it describes."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("alternateName") or ""
    return cleaned(value) if isinstance(value, str) else ""


def names_of(value: Any) -> tuple[str, ...]:
    """The names of one or several persons or organisations."""
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(name for v in values[:50] if (name := text_of(v))))


def meta(tree: Any) -> dict[str, list[str]]:
    """The contents of the meta tags by name, property, itemprop or http-equiv, in lower case."""
    contents: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = cleaned(tag.get("content") or "")
        for attribute in ("name", "property", "itemprop", "http-equiv"):
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

"""Labels that a text gives to actors: words that other articles use for them, and compounds that stand before a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dossier.ingest.candidates import Spellings, Words
from dossier.model.corpus import Corpus

_BESIDE = re.compile(r"[\s,(\"“”'’–-]*(?:(?:the|a|an|of)\s+)?")
_KINDS = (
    r"(?:group|faction|militia|organi[sz]ation|alliance|coalition|network|rebels?|militants?|forces?|fighters?|authorit(?:y|ies)"
    r"|government|administration|regime|offshoot|branch|affiliate)s?"
)
_SIDES = r"(?:militant|terrorist|jihadist|jihadi|islamist|rebel|extremist|armed|insurgent|opposition|separatist|proxy)"
_TIES = r"(?:backed|affiliated|linked|led|aligned|allied|supported|controlled|sponsored|dominated|run)"
_BEFORE = re.compile(
    rf"(?:(?<![\w’'-])[^\W\d_][\w’'-]{{0,24}}[-‑–]{_TIES}(?:\s+{_KINDS})?|{_SIDES}\s+{_KINDS}|so-called)\s*$",
    re.I,
)
_BEHIND = re.compile(
    rf"[,(–—-]\s*(?:(?:a|an|the)\s+)?((?:(?:[^\W\d_][\w’'-]*[-‑–]{_TIES}\s+|{_SIDES}\s+){{1,2}}{_KINDS}"
    r"|(?:[\w-]+\s+){1,3}(?:offshoot|affiliate))\b)(?!\s+(?:leader|chief|commander|member|official|spokes|figure|source|media))",
    re.I,
)
_ARTICLE = re.compile(r"\b(?:the|a|an)$", re.I)
_MARKS = " \t,(\"“”'’–-"
NEAR = 60
"""Characters before and behind a name in which a label is searched for."""


def labels(
    corpus: Corpus, blocks: Sequence[str], named: Mapping[str, Sequence[Words]], actors: Sequence[str]
) -> dict[str, list[Words]]:
    """For each of the actors the labels that the text seems to give them, each once, in the order of the text.

    A label that other articles use for an actor counts where the actor is named in the text; a label of other actors only
    where it stands beside a name of this one.
    """
    owners: dict[str, set[str]] = {}
    for article in corpus.articles:
        for actor, naming in article.actors.items():
            for label in naming.called:
                owners.setdefault(label, set()).add(actor)
    found: dict[str, dict[str, Words]] = {}
    ours = frozenset(actors)
    for hit in Spellings((label, label) for label in owners).find(blocks):
        beside = set(_beside(blocks[hit.block], hit.start, hit.end, hit.block, named, ours))
        # A label of one actor alone names it: "Assad regime".
        own = owners[hit.id] if len(owners[hit.id]) == 1 and " " in hit.words else owners[hit.id] & ours
        for actor in sorted(beside or own):
            found.setdefault(actor, {}).setdefault(hit.words, Words(hit.block, hit.words))
    for actor in actors:
        for words in named.get(actor, ()):
            block = blocks[words.paragraph]
            at = block.find(words.text)
            if at < 0:
                continue
            before = _BEFORE.search(block[max(0, at - NEAR) : at])
            behind = _BEHIND.match(block[at + len(words.text) :][:NEAR])
            # "Turkish-backed SNA" is one label; "militant group HTS" is a label and a name.
            whole = before and not re.search(rf"{_KINDS}$", before[0].strip(), re.I)
            first = f"{before[0].strip()}{' ' + words.text if whole else ''}" if before else ""
            for label in (first if first in block else "", behind[1] if behind else ""):
                if label:
                    found.setdefault(actor, {}).setdefault(label, Words(words.paragraph, label))
    return {actor: sorted(several.values()) for actor, several in found.items()}


def _beside(
    block: str, start: int, end: int, number: int, named: Mapping[str, Sequence[Words]], ours: frozenset[str]
) -> Iterator[str]:
    """The actors whose name stands directly before or behind a part of a block."""
    before = _ARTICLE.sub("", block[:start][-NEAR:].rstrip(_MARKS)).rstrip(_MARKS)
    opening = _BESIDE.match(block, end)
    behind = block[opening.end() if opening else end :][:NEAR]
    for actor in ours:
        for words in named.get(actor, ()):
            if words.paragraph == number and (
                before.endswith((words.text, f"{words.text})")) or behind.startswith(words.text)
            ):
                yield actor

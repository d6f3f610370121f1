"""Where the words that an article's file holds stand in its capture, and words that it may still take up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.quotations import folded, stands_in
from dossier.model.records import Article, Claim

MOST = 40
"""Marks for one text."""
OPEN, CLOSE = "“”"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a paragraph, and what it is in the file."""

    paragraph: int
    start: int
    end: int
    kind: str
    """quotation, name, label, place or event."""
    id: str
    """The record that it stands for."""
    proposed: bool = False
    """Whether it is not in the file yet, or waits there to be confirmed."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that a person accepts or rejects with one key."""

    key: str
    """Unique among the guesses of the article."""
    question: str
    passage: str
    """The words that led to it, in the paragraph; empty if there are none."""
    paragraph: int | None
    accept: Mapping[str, object]
    """The step that takes it up."""
    reject: Mapping[str, object] | None
    """The step that takes it back; None where rejecting changes nothing in the file."""


def places_of(words: str, block: str) -> Iterator[tuple[int, int]]:
    """Where `words` stand in a paragraph, as offsets; white space may differ."""
    if not words.strip() or not stands_in(words, folded(block)):
        return
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    for number, match in enumerate(re.finditer(pattern, block)):
        if number == MOST:
            return
        if stands_in(words, folded(block[max(0, match.start() - 8) : match.end() + 8])):
            yield match.span()


def marks(article: Article, blocks: Sequence[str]) -> list[Mark]:
    """What the file holds of the text, in the order of the text."""
    found: list[Mark] = []
    waiting = set(article.to_confirm)
    for account in article.claims:
        proposed = f"claims {account.claim}" in waiting
        for quote in account.quotes:
            for number, block in enumerate(blocks):
                if quote.at and quote.at.kind == "headline" and number:
                    continue
                if quote.at and quote.at.kind == "paragraph" and not _covers(quote.at.value, number):
                    continue
                found += [
                    Mark(number, start, end, "quotation", account.claim, proposed)
                    for start, end in places_of(quote.text, block)
                ]
    for actor, naming in article.actors.items():
        proposed = f"actors {actor}" in waiting
        for kind, texts in (("name", naming.named), ("label", naming.called)):
            for text in texts:
                for number, block in enumerate(blocks):
                    found += [Mark(number, a, b, kind, actor, proposed) for a, b in places_of(text, block)]
    return sorted(_without_inner(found), key=lambda mark: (mark.paragraph, mark.start, -mark.end))


def _covers(value: str, number: int) -> bool:
    for part in value.split(", "):
        first, _, last = part.partition("-")
        if int(first) <= number <= int(last or first):
            return True
    return False


def _without_inner(found: Sequence[Mark]) -> Iterator[Mark]:
    """The marks without those of one actor that lie within another of it: "Fidan" in "Hakan Fidan"."""
    for mark in found:
        if not any(
            other is not mark
            and (other.kind, other.id, other.paragraph) == (mark.kind, mark.id, mark.paragraph)
            and other.start <= mark.start
            and mark.end <= other.end
            and other.end - other.start > mark.end - mark.start
            for other in found
        ):
            yield mark


def of_places(corpus: Corpus, article: Article, blocks: Sequence[str]) -> list[Mark]:
    """Names of the places and events that the file lists, where they stand."""
    found = []
    for kind, ids in (("place", article.places), ("event", article.events)):
        for id_ in ids:
            proposed = f"{kind}s" in article.to_confirm
            names = corpus.aliases.get(id_, ())
            for number, block in enumerate(blocks):
                for name in names:
                    found += [Mark(number, a, b, kind, id_, proposed) for a, b in places_of(name, block)]
    return found


def waiting(article: Article, corpus: Corpus, blocks: Sequence[str]) -> list[Guess]:
    """The guesses that stand in the file, under `to_confirm`."""
    found = []
    for entry in article.to_confirm:
        question, words = _asked(article, corpus, entry)
        paragraph = next((n for n, block in enumerate(blocks) if words and words in block), None)
        found.append(
            Guess(
                f"confirm {entry}",
                question,
                words if paragraph is not None else "",
                paragraph,
                {"do": "confirm", "entry": entry},
                {"do": "reject", "entry": entry},
            )
        )
    return found


def _asked(article: Article, corpus: Corpus, entry: str) -> tuple[str, str]:
    """What is asked of an entry of `to_confirm`, and the words that led to it."""
    key, _, id_ = entry.partition(" ")
    titles = corpus.titles
    if key == "claims" and id_:
        account = next((a for a in article.claims if a.claim == id_), None)
        if account is None:
            return f"{entry}: no account of it is left in the file", ""
        by = f" by {titles.get(account.by, account.by)}" if account.by else ""
        words = account.quotes[0].text if account.quotes else ""
        return f"It {account.stance}{by} ({account.basis}): {titles.get(id_, id_)}", words
    if key == "actors" and id_:
        naming = article.actors.get(id_)
        texts = (*naming.named, *naming.called) if naming else ()
        shown = ", ".join(f"{OPEN}{text}{CLOSE}" for text in texts)
        return f"{titles.get(id_, id_)} is named {shown}", texts[0] if texts else ""
    value = getattr(article, key, "")
    several = value if isinstance(value, tuple) else (value,)
    if key in ("places", "events", "subject"):
        return f"{key}: {', '.join(titles.get(i, i) for i in several)}", ""
    shown = ", ".join(
        " > ".join(v.chain) if hasattr(v, "chain") else getattr(v, "text", str(v)) for v in several
    )
    return f"{key}: {shown}", shown if key == "title" else ""


def proposed(article: Article, corpus: Corpus, blocks: Sequence[str]) -> list[Guess]:
    """Accounts and names that the text may give and the file does not have, the likeliest first.

    None where the packages for reading sources are not installed.
    """
    try:
        from dossier.ingest.candidates import named
        from dossier.ingest.happened import events
        from dossier.ingest.proposals import proposals
    except ModuleNotFoundError:
        return []
    names = named(corpus, blocks)
    window: Window = article.published
    about = events(corpus, blocks, names.all, window)
    language = article.language.partition("-")[0]
    there = {account.claim for account in article.claims}
    found = []
    for proposal in proposals(corpus, blocks, language, window, names.all, about):
        claim = corpus.records.get(proposal.claim)
        if proposal.claim in there or not isinstance(claim, Claim):
            continue
        step = {
            "do": "quote",
            "claim": proposal.claim,
            "text": proposal.quotation,
            "paragraph": proposal.paragraph,
        }
        step |= {
            "stance": proposal.stance,
            "basis": proposal.basis,
            **({"by": proposal.by} if proposal.by else {}),
        }
        by = f" by {corpus.titles.get(proposal.by, proposal.by)}" if proposal.by else ""
        question = f"It {proposal.stance}{by} ({proposal.basis}): {claim.title}"
        key = f"claim {proposal.claim}"
        found.append(Guess(key, question, proposal.quotation, proposal.paragraph, step, None))
    for candidate in names.actors:
        naming = article.actors.get(candidate.id)
        for words in candidate.words:
            if naming and words.text in (*naming.named, *naming.called):
                continue
            step = {
                "do": "name",
                "actor": candidate.id,
                "as": "named",
                "text": words.text,
                "paragraph": words.paragraph,
            }
            question = f"{OPEN}{words.text}{CLOSE} names {corpus.titles[candidate.id]}"
            key = f"name {candidate.id} {words.text}"
            found.append(Guess(key, question, words.text, words.paragraph, step, None))
    for candidate in names.places:
        if candidate.id not in article.places:
            words = candidate.words[0]
            step = {"do": "list", "key": "places", "value": candidate.id}
            question = f"{OPEN}{words.text}{CLOSE} is the place {corpus.titles[candidate.id]}"
            found.append(Guess(f"place {candidate.id}", question, words.text, words.paragraph, step, None))
    for candidate in about[:2]:
        if candidate.id not in article.events:
            first = candidate.words[0] if candidate.words else None
            step = {"do": "list", "key": "events", "value": candidate.id}
            question = f"It is about the event {corpus.titles[candidate.id]}"
            passage, paragraph = (first.text, first.paragraph) if first else ("", None)
            found.append(Guess(f"event {candidate.id}", question, passage, paragraph, step, None))
    return found

"""Verifying an article against its capture: every quotation, name and label is found exactly, or reported (decision 7)."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from dossier.diagnostics import Report, Spot
from dossier.model.corpus import Corpus, changed_ids
from dossier.model.locators import Locator
from dossier.model.parts import Quote
from dossier.model.quotations import Wanted, count_words, folded, occurrences, wanted
from dossier.model.records import Article, Record
from dossier.store.captures import Capture
from dossier.store.lock import Lock, Locked


def verify(article: Article, capture: Capture, report: Report) -> list[Locked]:
    """The texts of an article that occur in its capture, as lines of the lock; the others are reported."""
    found = []
    whole = sum(count_words(block) for block in capture.blocks[1:])
    for want in wanted(article):
        counts = [occurrences(want.text, block) for block in capture.blocks]
        paragraph = _place(want, counts, capture.blocks, Spot(article.path, want.keys), report)
        if paragraph is not None:
            block = capture.blocks[paragraph]
            digest = hashlib.sha256(folded(block).encode()).hexdigest()
            words = count_words(want.text)
            found.append(
                Locked(article.id, want.kind, want.text, paragraph, digest, capture.sha256, words, whole)
            )
    return found


def _place(
    want: Wanted, counts: Sequence[int], blocks: Sequence[str], spot: Spot, report: Report
) -> int | None:
    """The paragraph of a text, or None after reporting why there is none."""
    where = [number for number, count in enumerate(counts) if count]
    shown = ", ".join("headline" if number == 0 else f"¶ {number}" for number in where)
    if not where:
        code = "quote-not-in-capture" if want.kind == "quote" else "name-not-in-capture"
        report.error(code, spot, f'"{want.text}" does not stand in the capture', _hint(want.text, blocks))
        return None
    if want.kind != "quote":
        return where[0]
    if want.paragraphs is not None:
        right = [number for number in where if want.may_stand_in(number)]
        if not right:
            report.error(
                "wrong-paragraph", spot, f'"{want.text}" does not stand there', f"it stands in {shown}"
            )
            return None
        where = right
    elif len(where) > 1:
        report.error("quote-ambiguous", spot, f'"{want.text}" stands in {shown}', "say which: at: ¶ n")
        return None
    if counts[where[0]] > 1:
        message = f'"{want.text}" stands {counts[where[0]]} times in that paragraph'
        report.error("quote-ambiguous", spot, message, "quote a word more, so that it stands there once")
        return None
    return where[0]


def with_places(corpus: Corpus, lock: Lock, before: tuple[Corpus, Corpus] | None = None) -> Corpus:
    """The corpus with the lock's paragraph for each quotation whose article does not say where it stands.

    An article that this leaves as it is stays the same object. `before` is an earlier corpus and what this function made
    of it with the same lock: of an article that is the same object there, the result is the same object, too.
    """
    found: dict[str, Record] = {}
    for article in corpus.articles:
        if before is not None and before[0].records.get(article.id) is article:
            placed = before[1].records[article.id]
        else:
            placed = _with_places(article, lock)
        if placed is not article:
            found[article.id] = placed
    if not found:
        return corpus
    made = replace(corpus, records={**corpus.records, **found})
    made.take_derived(corpus, found)
    if before is not None and before[1].records.keys() == made.records.keys():
        changed = changed_ids(before[1].records, made.records)
        made.take_derived(before[1], {id_: made.records[id_] for id_ in changed})
    return made


def _with_places(article: Article, lock: Lock) -> Article:
    if all(
        quote.at is not None and not quote.at.derived
        for account in article.claims
        for quote in account.quotes
    ):
        return article
    claims = tuple(
        replace(account, quotes=tuple(_with_place(quote, article.id, lock) for quote in account.quotes))
        for account in article.claims
    )
    return article if claims == article.claims else replace(article, claims=claims)


def _with_place(quote: Quote, article: str, lock: Lock) -> Quote:
    if quote.at is not None and not quote.at.derived:
        return quote
    entries = lock.entries.get((article, "quote", quote.text), ())
    numbers = {entry.paragraph for entry in entries}
    if len(numbers) != 1:
        return quote if quote.at is None else replace(quote, at=None)
    (number,) = numbers
    at = Locator("paragraph", str(number), derived=True) if number else Locator("headline", derived=True)
    return quote if quote.at == at else replace(quote, at=at)


def _hint(text: str, blocks: Sequence[str]) -> str:
    """What to write instead of `text`. Where the difference cannot be seen, it is named."""
    if part := _part_of(text, blocks):
        return f'it stands there only within "{part}": quote whole words and numbers'
    near = nearest(text, blocks)
    if not near:
        return "copy it from the capture, letter by letter; shorten nothing"
    unseen = _unseen(folded(text), near)
    return f'nearest is "{near}"{unseen and f": {unseen}"}'


def _part_of(text: str, blocks: Sequence[str]) -> str:
    """The first longer words or number that `text` is cut out of, as "2 300 men" for "300 men"; empty if there is none."""
    needle = folded(text)
    for block in map(folded, blocks):
        at = block.find(needle) if needle else -1
        if at >= 0:
            first = block.rfind(" ", 0, at) + 1
            if at == first and at and needle[0].isdecimal():  # the number before it belongs to it
                first = block.rfind(" ", 0, at - 1) + 1
            behind = block.find(" ", at + len(needle))
            after = block[behind:] if behind >= 0 else ""
            end = len(block) - len(after)
            if at + len(needle) == end and _GROUP_BEHIND.match(after):
                end += 4
            return block[max(first, at - 40) : min(end, at + len(needle) + 40)].strip(_AROUND)
    return ""


def _unseen(written: str, near: str) -> str:
    """The first difference of two texts, by the names of its characters, where a reader may not see it."""
    for kind, begin, end, from_, to in difflib.SequenceMatcher(
        None, written, near, autojunk=False
    ).get_opcodes():
        wrong, right = written[begin:end], near[from_:to]
        if kind == "equal":
            continue
        if len(wrong) > 3 or len(right) > 3 or (wrong + right).isascii():
            return ""
        if not wrong:
            return f'the capture has {_named(right)} behind "{written[max(0, begin - 12) : begin]}"'
        return f"you wrote {_named(wrong)}, and the capture has {_named(right) if right else 'nothing'} there"
    return ""


def _named(characters: str) -> str:
    return " + ".join(f"{unicodedata.name(c, 'a character')} (U+{ord(c):04X})" for c in characters)


def nearest(text: str, blocks: Sequence[str]) -> str:
    """The words of a capture most similar to `text`, for a hint; empty if nothing is similar. It decides nothing."""
    wanted_words = folded(text).split()
    best, found = 0.75, ""
    for block in blocks:
        words = folded(block).split()
        for at in range(max(1, len(words) - len(wanted_words) + 1)):
            passage = " ".join(words[at : at + len(wanted_words)])
            matcher = difflib.SequenceMatcher(None, passage, " ".join(wanted_words), autojunk=False)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                best, found = matcher.ratio(), passage
    return found if text.strip(_AROUND) != text else found.strip(_AROUND)


_GROUP_BEHIND = re.compile(r" \d{3}(?!\d)")
"""The rest of a number whose thousands are set apart."""
_AROUND = "\"'“”„«»‘’.,;:!?؟،؛()[] "
"""What stands around quoted words: no part of a hint to copy, unless it was written."""

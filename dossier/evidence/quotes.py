"""Verifying an article against its capture: every quotation, name and label is found exactly, or reported (decision 7)."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Sequence

from dossier.diagnostics import Report, Spot
from dossier.model.quotations import Wanted, count_words, folded, occurrences, wanted
from dossier.model.records import Article
from dossier.store.captures import Capture
from dossier.store.lock import Locked


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
        near = nearest(want.text, blocks)
        hint = (
            f'nearest is "{near}"' if near else "copy it from the capture, letter by letter; shorten nothing"
        )
        report.error(code, spot, f'"{want.text}" does not stand in the capture', hint)
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


_AROUND = "\"'“”„«»‘’.,;:!?؟،؛()[] "
"""What stands around quoted words: no part of a hint to copy, unless it was written."""

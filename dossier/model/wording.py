"""Differences of two states in words: the same for a terminal, a pull request, the page of changes and the feeds.

What writes them gives the marks: functions that write a name or a text as its own format wants it, escaped.
"""

from __future__ import annotations

from collections.abc import Callable

from dossier.model.differences import WHOLE, Cause, Difference

WORDS = 240
"""Characters of a text that are shown; JSON has all of them."""
MOST_CAUSES = 10
Mark = Callable[[str], str]


def is_printed(d: Difference) -> bool:
    """True where the words are a source's own: they stand in quotation marks, beside the outlet."""
    return d.kind.split("-")[0] in ("name", "label", "quote") or (
        d.kind == "retitled" and d.record == "article"
    )


ONE_SIDED = frozenset(
    f"{noun}-removed" for noun in ("name", "label", "quote", "appearance", "account", "relation", "waiver")
) | {"removed", "retired", "unreadable"}
"""Kinds that say by their name that nothing comes after."""


def words(d: Difference, name: Mark, text: Mark) -> str:
    """The subject and the words of both states; `name` writes a name, `text` what somebody wrote."""
    before, after = (text(_short(said)) if said else "" for said in (d.before, d.after))
    if before and not after:
        change = before if d.kind in ONE_SIDED else f"{before} → nothing"
    else:
        change = f"{before} → {after}" if before else after
    outlet = f"({name(d.outlet)})" if is_printed(d) and d.outlet else ""
    about = " ".join(
        part for part in (d.explained.noun, name(d.subject) if d.subject else "", outlet) if part
    )
    return "".join(f": {part}" for part in (about, change) if part)


def because(d: Difference, mark: Mark) -> str:
    """The accounts behind a difference: "; because ID is new"."""
    told = [_cause(cause, mark) for cause in d.because[:MOST_CAUSES]]
    if len(d.because) > MOST_CAUSES:
        told.append(f"and {len(d.because) - MOST_CAUSES} more")
    return f"; because {'; '.join(told)}" if told else ""


def _cause(cause: Cause, mark: Mark) -> str:
    article = mark(cause.article)
    if WHOLE in (cause.before, cause.after):
        return f"{article} is {'gone' if cause.before else 'new'}"
    if not cause.before:
        return f"{article} has an account more ({mark(_short(cause.after))})"
    if not cause.after:
        return f"{article} has an account less ({mark(_short(cause.before))})"
    return f"{article}: {mark(_short(cause.before))} → {mark(_short(cause.after))}"


def _short(text: str) -> str:
    return text if len(text) <= WORDS else f"{text[:WORDS]} …"


def quoted(text: str) -> str:
    """A text in quotation marks."""
    return f'"{text}"'

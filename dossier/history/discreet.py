"""A history without what is withheld now (docs/decisions/0004).

What was written before it was withheld stays in git, and would otherwise keep the dossier from being published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dossier.model.differences import Difference
from dossier.model.history import Change, History
from dossier.model.silence import Silence
from dossier.store.withheld import search

Names = Mapping[str, tuple[str, ...]]
"""Withheld spellings, by record id."""


def holds(names: Names, *texts: str) -> bool:
    """True if a withheld spelling occurs in any of the texts."""
    return bool(names) and bool(search({"": "\n".join(texts).encode()}, names))


def cleared(d: Difference, names: Names) -> Difference:
    """A difference; without its text if a withheld spelling occurs in it."""
    causes = (text for cause in d.because for text in (cause.before, cause.after))
    if holds(names, d.title, d.outlet, d.subject, d.before, d.after, *causes):
        subject = "" if holds(names, d.subject) else d.subject
        return replace(d, title="", outlet="", subject=subject, before="", after="", because=())
    return d


def without_names(history: History, names: Names) -> History:
    """The history without text in which a withheld spelling occurs."""
    if not names:
        return history
    return replace(history, changes=tuple(_without(change, names) for change in history.changes))


def _without(change: Change, names: Names) -> Change:
    differences = tuple(cleared(d, names) for d in change.differences)
    return replace(
        change, differences=differences, reason="" if holds(names, change.reason) else change.reason
    )


def silenced(history: History, silence: Silence) -> History:
    """The history without what the dossier withholds now, whether or not its spellings are at hand."""
    if not silence:
        return history
    changes = (_silenced(change, silence) for change in history.changes)
    return replace(
        history, changes=tuple(change for change in changes if change.differences or change.unread)
    )


def _silenced(change: Change, silence: Silence) -> Change:
    return replace(
        change,
        differences=tuple(silence.of(d) for d in change.differences if not silence.hides(d)),
        records=tuple(entry for entry in change.records if entry[1] not in silence.unpublished),
    )

"""What an earlier build knows of the content, for the stages that read and judge it again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dossier.diagnostics import Diagnostic
from dossier.link import Named
from dossier.lint.subject import NO_WORDS
from dossier.lint.words import Words
from dossier.read import Document

TEXT_CODES = (
    *("broken-link", "empty-body", "label-in-prose-heading"),
    *("page-too-large", "placeholder-left", "unlinked-name"),
)
"""What is said of a text as it stands, whatever else the dossier holds but names and labels."""


@dataclass(frozen=True, slots=True)
class PreviousBuild:
    """What an earlier build knows that still holds."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    """Documents whose files have not changed, by their paths within the content folder."""
    links_hold: frozenset[str] = frozenset()
    """Those of them that lead nowhere but to what is there."""
    named: Mapping[str, Named] = field(default_factory=dict)
    """What texts name, by the ids of their records."""
    words: Words = NO_WORDS
    """What was looked for in texts."""
    told: Sequence[Diagnostic] = ()
    """What was found: of texts that have not changed, and are looked through for the same words, it holds."""
    ids_containing: Callable[[Sequence[str]], Collection[str]] = lambda texts: ()
    """The ids of records in whose texts any of these stand; it may give others."""

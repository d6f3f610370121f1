"""What an earlier build knows of the content, for the stages that read and judge it again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dossier.diagnostics import Diagnostic
from dossier.link import Named
from dossier.lint.subject import NO_WORDS
from dossier.lint.words import Words
from dossier.read import Document


@dataclass(frozen=True, slots=True)
class PreviousBuild:
    """The results of an earlier build that are still valid."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    """Documents whose files have not changed, by path within the content folder."""
    links_hold: frozenset[str] = frozenset()
    """The paths of those whose references are all still valid."""
    ids: frozenset[str] = frozenset()
    """The ids of all its records."""
    named: Mapping[str, Named] = field(default_factory=dict)
    """What texts mention and cite, by record id."""
    words: Words = NO_WORDS
    """The names and labels that the earlier build searched texts for."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The earlier build's diagnostics. One of a text is still valid if the text and the words searched for are
    unchanged.
    """
    ids_containing: Callable[[Sequence[str]], Collection[str]] = lambda texts: ()
    """The ids of records whose texts contain any of these strings; it may return others as well."""

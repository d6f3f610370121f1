"""Editorial rules over the linked dossier. A rule is named after what it forbids; its code is its file's name."""

from __future__ import annotations

from collections.abc import Callable

from dossier.diagnostics import Report
from dossier.lint.empty_body import empty_body
from dossier.lint.orphan_record import orphan_record
from dossier.lint.title_not_a_name import title_not_a_name
from dossier.lint.unlinked_name import unlinked_name
from dossier.model.corpus import Corpus

RULES: tuple[Callable[[Corpus, Report], None], ...] = (
    empty_body,
    title_not_a_name,
    orphan_record,
    unlinked_name,
)


def lint(corpus: Corpus, report: Report) -> None:
    """Apply every rule, in the order of the table."""
    for rule in RULES:
        rule(corpus, report)

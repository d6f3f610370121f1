"""Claims and their figures, as JSON and as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io

from dossier.export.cells import inert
from dossier.export.figured import figured
from dossier.indented import indented
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.records import Claim

COLUMNS = (
    *("id", "claim", "sentence", "denied", "differs", "contradicted", "contradicted_unknown", "contrary"),
    *("articles", "origins", "unknown", "no_account", "controllers", "controllers_not_recorded"),
)
"""The columns, with what speaks against a claim before what supports it; all but the first three are numbers."""


def claims_json(corpus: Corpus, figures: Figures) -> bytes:
    """Every claim with the rows that its figures count."""
    found = [
        {
            "id": claim.id,
            "claim": claim.title,
            "when": claim.when.text if claim.when else None,
            **figured(figures.claims[claim.id]),
        }
        for claim in corpus.of(Claim)
    ]
    return (indented(found, " ") + "\n").encode()


def claims_csv(corpus: Corpus, figures: Figures) -> bytes:
    """One row for each claim."""
    out = io.StringIO()
    # Each cell is quoted: a title stays one cell where the separator is another (";" in Excel in German or French).
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for claim in corpus.of(Claim):
        f = figures.claims[claim.id]
        against = (f.denied_by, f.differs_by, f.contradicting, f.contradicting_unknown, f.contrary)
        support = (f.articles, f.origins, f.unknown, f.silent, f.controllers, f.uncontrolled)
        writer.writerow([claim.id, inert(claim.title), f.line_in_dossier, *map(len, (*against, *support))])
    return out.getvalue().encode("utf-8-sig")

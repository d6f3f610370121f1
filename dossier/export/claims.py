"""Claims and their figures, as JSON and as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io

from dossier.export.cells import inert
from dossier.indented import indented
from dossier.model.corpus import Corpus
from dossier.model.figures import RULE, Figures
from dossier.model.records import Claim

COLUMNS = (
    *("id", "claim", "sentence", "denied", "differs", "contradicted", "contradicted_unknown", "contrary"),
    *("articles", "origins", "unknown", "no_account", "controllers", "controllers_not_recorded"),
)
"""The columns, with what speaks against a claim before what supports it; all but the first three are numbers."""


def claims_json(corpus: Corpus, figures: Figures) -> bytes:
    """Every claim with the rows that its figures count."""
    found = []
    for claim in corpus.of(Claim):
        f = figures.claims[claim.id]
        found.append(
            {
                "id": claim.id,
                "claim": claim.title,
                "when": claim.when.text if claim.when else None,
                "sentence": f.line_in_dossier,
                "rule": RULE,
                "denied_by": list(f.denied_by),
                "differs_by": list(f.differs_by),
                "contradicted_by": list(f.contradicting),
                "contradicted_by_unknown_origin": list(f.contradicting_unknown),
                "contrary_to": list(f.contrary),
                "articles": list(f.articles),
                "origins": list(f.origins),
                "unknown": list(f.unknown),
                "counted_as_same_text": dict(f.same_text),
                "controllers": list(f.controllers),
                "controllers_not_recorded": list(f.uncontrolled),
                "no_account_in_the_text_read": list(f.silent),
                **({"accounts_withheld": f.withheld} if f.withheld else {}),
                "accounts": [
                    {
                        "article": account.article,
                        "stance": account.stance,
                        "basis": account.basis,
                        "trails": [
                            {
                                "links": list(t.links),
                                "origin": t.origin,
                                "end": t.origin or t.end,
                                "why": t.why,
                            }
                            for t in account.trails
                        ],
                    }
                    for account in f.accounts
                ],
            }
        )
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

"""Claims and their figures, as JSON and as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io

from dossier.indented import indented
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.records import Claim

COLUMNS = ("id", "claim", "articles", "origins", "unknown", "controllers", "denied", "differs", "sentence")


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
                "sentence": f.sentence,
                "articles": list(f.articles),
                "origins": list(f.origins),
                "unknown": list(f.unknown),
                "controllers": list(f.controllers),
                "denied_by": list(f.denied_by),
                "differs_by": list(f.differs_by),
                "no_account_in_the_text_read": list(f.silent),
                "accounts": [
                    {
                        "article": account.article,
                        "stance": account.stance,
                        "basis": account.basis,
                        "trails": [{"links": list(t.links), "origin": t.origin} for t in account.trails],
                    }
                    for account in f.accounts
                ],
            }
        )
    return (indented(found, " ") + "\n").encode()


def claims_csv(corpus: Corpus, figures: Figures) -> bytes:
    """A row a claim."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for claim in corpus.of(Claim):
        f = figures.claims[claim.id]
        counts = (
            len(f.articles),
            len(f.origins),
            len(f.unknown),
            len(f.controllers),
            len(f.denied_by),
            len(f.differs_by),
        )
        writer.writerow([claim.id, inert(claim.title), *counts, f.sentence])
    return out.getvalue().encode("utf-8-sig")


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text

"""The figures of a claim, with the rows that they count, as a value of JSON's types."""

from __future__ import annotations

from typing import Any

from dossier.model.figures import RULE, ClaimFigures


def figured(f: ClaimFigures) -> dict[str, Any]:
    """The evidence in one line, the rule, and every list that is counted; what speaks against the claim comes first."""
    return {
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
                    {"links": list(t.links), "origin": t.origin, "end": t.origin or t.end, "why": t.why}
                    for t in account.trails
                ],
            }
            for account in f.accounts
        ],
    }

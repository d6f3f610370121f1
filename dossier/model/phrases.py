"""Values of the schema in the words that readers see."""

from __future__ import annotations

STANCES = {
    "asserts": "asserts",
    "reports": "reports",
    "denies": "denies",
    "differs": "differs",
    "silent": "no account",
    "contrary": "says the contrary",
}
"""Stances towards a claim, in words."""
BASIS = {
    "witnessed": "saw it",
    "document": "from a document",
    "on-record": "told on the record",
    "anonymous": "told by somebody unnamed",
    "outlet": "from another outlet",
    "deduced": "concludes it",
    "unstated": "does not say",
}
"""How an article knows, in words."""
SURE = {
    "high": "High: another reading of these sources is hardly possible; it may still be wrong.",
    "moderate": "Moderate: it follows from the sources, and another reading is possible.",
    "low": "Low: it is one reading among others.",
}
"""How sure the author is of the reading, after ICD 203; it says nothing of how many sources there are."""

"""More of a source than a quotation may hold."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.quotations import occurrences, wanted

MOST_WORDS = 40
MOST_SHARE = 0.15


def over_quoted(subject: Subject, report: Report) -> None:
    """More than 40 words and more than 15 % of the text read: that is copying.

    Each quotation counts once, and not at all where another holds it.
    """
    if subject.lock is None:
        return
    for article in subject.corpus.articles:
        quotations = dict.fromkeys(want.text for want in wanted(article) if want.kind == "quote")
        texts = [
            text
            for text in quotations
            if not any(text != other and occurrences(text, other) for other in quotations)
        ]
        entries = [subject.lock.entries.get((article.id, "quote", text), ()) for text in texts]
        locked = [several[0] for several in entries if several]
        quoted = sum(entry.words for entry in locked)
        whole = max((entry.capture_words for entry in locked), default=0)
        if quoted > MOST_WORDS and quoted > MOST_SHARE * whole:
            message = f"{quoted} words are quoted of the {whole} that were read ({quoted / whole:.0%})"
            hint = f"quote {MOST_WORDS} words at most, or 15 % of the text; say the rest in your own words"
            report.error("over-quoted", Spot(article.path, ("claims",), on_key=True), message, hint)

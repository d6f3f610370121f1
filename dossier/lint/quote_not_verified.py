"""A quotation, name or label that the lock does not vouch for."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.corpus import Corpus
from dossier.model.quotations import Wanted, wanted
from dossier.model.withholding import has_page

HINT = "with its text in captures/ARTICLE-ID.txt, or in another folder that --captures names: dossier lock"


def quote_not_verified(subject: Subject, report: Report) -> None:
    """What is not locked as written was not verified. A dossier without a lock, and an article of which nothing is locked,
    have one diagnostic each.
    """
    unlocked = [
        (article, want)
        for article in sorted(subject.corpus.articles, key=lambda article: article.id)
        for want in wanted(article)
        if _is_published(subject.corpus, want)
        if subject.lock is None or (article.id, want.kind, want.text) not in subject.lock.entries
    ]
    if subject.lock is None and unlocked:
        article, want = unlocked[0]
        message = f"there is no lock: none of {len(unlocked)} quotations, names and labels is verified"
        report.warning("quote-not-verified", Spot(article.path, want.keys), message, HINT)
        return
    locked = {id_ for id_, _, _ in subject.lock.entries} if subject.lock else set()
    for article, several in groupby(unlocked, key=itemgetter(0)):
        wants = [want for _, want in several]
        if article.id not in locked and len(wants) > 1:
            message = f"none of its {len(wants)} quotations, names and labels is in the lock"
            report.error("quote-not-verified", Spot(article.path, wants[0].keys), message, HINT)
            unlocked = [pair for pair in unlocked if pair[0] is not article]
    for article, want in unlocked:
        spot = Spot(article.path, want.keys)
        entry = {"quote": "quotation", "named": "name", "called": "label"}[want.kind]
        report.error(
            "quote-not-verified", spot, f'the {entry} "{want.text}" is not in the lock as written here', HINT
        )
    for article in subject.corpus.articles:
        for want in wanted(article):
            found = subject.lock.entries.get((article.id, want.kind, want.text), ()) if subject.lock else ()
            if found and not any(want.may_stand_in(entry.paragraph) for entry in found):
                where = ", ".join("the headline" if e.paragraph == 0 else f"¶ {e.paragraph}" for e in found)
                message = f'"{want.text}" was verified in {where}, not where "at" says'
                report.error(
                    "wrong-paragraph", Spot(article.path, want.keys), message, "mend at:, or lock it again"
                )


def _is_published(corpus: Corpus, want: Wanted) -> bool:
    """False of the labels of an actor of whom nothing is published: they are shown nowhere."""
    key, of, *_ = want.keys
    return key != "actors" or has_page(corpus.records.get(str(of)))

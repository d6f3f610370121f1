"""A language that the words plainly are not in."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.parts import Quote
from dossier.model.records import Article
from dossier.model.scripts import foreign_script


def language_mismatch(subject: Subject, report: Report) -> None:
    """A headline and a quotation are written in a script of the language that is given for them."""
    for article in subject.corpus.of(Article):
        if script := foreign_script(article.title, article.language):
            _tell(Spot(article.path, ("language",)), "the headline", script, article.language, report)
        for number, account in enumerate(article.claims):
            for index, quote in enumerate(account.quotes):
                lang = quote.lang or article.language
                if script := foreign_script(quote.text, lang):
                    _tell(_spot(article, number, index, quote), "the quotation", script, lang, report)


def _spot(article: Article, number: int, index: int, quote: Quote) -> Spot:
    return Spot(article.path, ("claims", number, "quotes", index, "lang" if quote.lang else "text"))


def _tell(spot: Spot, what: str, script: str, language: str, report: Report) -> None:
    message = f'{what} is in {script} script, and its language is given as "{language}"'
    report.warning(
        "language-mismatch",
        spot,
        message,
        "write the language of the words: language, or lang at a quotation",
    )

"""What the desk's page of an article shows, as data for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dossier.desk import marks as marking
from dossier.desk.guesses import Guess
from dossier.desk.steps import FACTS, REQUIRED
from dossier.diagnostics import Diagnostic, Span
from dossier.model.corpus import Corpus
from dossier.model.differences import Difference, Snapshot
from dossier.model.languages import direction
from dossier.model.parts import Chain
from dossier.model.quotations import count_words
from dossier.model.records import Article, Claim
from dossier.model.wording import sentence, title_of


def text_data(blocks: Sequence[str]) -> list[dict[str, str]]:
    """The paragraphs of a capture."""
    return [
        {"label": f"¶ {number}" if number else "headline", "text": block, "dir": direction(block)}
        for number, block in enumerate(blocks)
    ]


def article_data(
    article: Article, corpus: Corpus, blocks: Sequence[str], summary: str, guesses: Sequence[Guess]
) -> dict[str, Any]:
    """What the file holds, where it stands in the text, and what is asked."""

    def named(id_: str) -> dict[str, str]:
        title = corpus.titles.get(id_, "")
        return {"id": id_, "title": title or id_, "missing": "" if title else "yes"}

    text = marking.Text(blocks)
    return {
        "title": article.title,
        "language": article.language,
        "dir": direction(article.title),
        "facts": [
            {"key": key, "value": _plain(getattr(article, key)), "required": key in REQUIRED} for key in FACTS
        ],
        "rests_on": [_chain(chain) for chain in article.rests_on],
        "carries": _chain(article.carries) if article.carries else None,
        "authors": list(article.authors),
        "actors": [
            {**named(id_), "named": list(naming.named), "called": list(naming.called)}
            for id_, naming in article.actors.items()
        ],
        **{key: [named(id_) for id_ in getattr(article, key)] for key in ("places", "events", "subject")},
        "accounts": [
            {
                "number": number,
                **named(account.claim),
                "stance": account.stance,
                "basis": account.basis,
                "by": account.by or "",
                "value": account.value or "",
                "when": _plain(account.when),
                "rests_on": [_chain(chain) for chain in account.rests_on],
                "quotes": [
                    {
                        "text": q.text,
                        "at": q.at.wording if q.at else "",
                        "dir": direction(q.text),
                        "lang": q.lang or "",
                        "translation": q.translation or "",
                        "translated_from": q.translated_from or "",
                    }
                    for q in account.quotes
                ],
            }
            for number, account in enumerate(article.claims)
        ],
        "marks": [
            {
                "paragraph": mark.paragraph,
                "start": mark.start,
                "end": mark.end,
                "kind": mark.kind,
                "id": mark.id,
                "proposed": mark.proposed,
                "title": corpus.titles.get(mark.id, mark.id),
            }
            for mark in (*marking.marks(article, text), *marking.of_places(corpus, article, text))
        ],
        "guesses": [
            {
                "key": guess.key,
                "question": guess.question,
                "passage": guess.passage,
                "paragraph": guess.paragraph,
                "accept": guess.accept,
                "reject": guess.reject,
            }
            for guess in guesses
        ],
        "body": summary,
        "words": count_words(summary),
    }


def _chain(chain: Chain) -> dict[str, Any]:
    return {"text": " > ".join(chain.chain), "links": list(chain.chain), "because": chain.because or ""}


Part = str | dict[str, str]
"""A piece of a line: words, or a record with its title and its address in the site."""


def figures(changed: Sequence[Difference], now: Snapshot, id_: str) -> Iterator[list[Part]]:
    """The evidence of the claims whose figures the article changes."""
    article = now.corpus.records.get(id_)
    of = {account.claim for account in article.claims} if isinstance(article, Article) else set()
    ids = dict.fromkeys([*(d.id for d in changed if d.record == "claim"), *sorted(of)])
    touched = {d.id for d in changed}
    for claim in ids:
        if (
            claim in touched
            and claim in now.figures.claims
            and isinstance(now.corpus.records.get(claim), Claim)
        ):
            yield [_record(now.corpus, claim), f": {now.figures.claims[claim].line}"]


def changes(changed: Sequence[Difference], corpus: Corpus) -> Iterator[list[Part]]:
    """A line on each difference, as a pull request has it, with the records it names."""

    def marked(id_: str) -> str:
        return f"\0{id_}\0" if id_ in corpus.records else id_

    for d in changed:
        said = f"{d.record} {marked(d.id) if d.id in corpus.records else d.title or d.id}"
        pieces = f"{d.explained.weight}: {said}{sentence(d, corpus, marked, str, marked)}".split("\0")
        yield [_record(corpus, one) if number % 2 else one for number, one in enumerate(pieces) if one]


def _record(corpus: Corpus, id_: str) -> Part:
    record = corpus.records[id_]
    return {"id": id_, "title": title_of(corpus, id_), "address": record.address}


def as_data(d: Diagnostic) -> dict[str, Any]:
    """A diagnostic of the file that is open."""
    assert isinstance(d.at, Span)
    return {
        "where": f"{d.at.line}:{d.at.column}",
        "severity": d.severity,
        "message": d.message,
        "hint": d.hint,
        "code": d.code,
    }


def _plain(value: Any) -> str:
    return "" if value is None else str(getattr(value, "text", value))

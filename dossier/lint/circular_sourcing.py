"""Articles that rest on one another in a ring."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Article


def circular_sourcing(subject: Subject, report: Report) -> None:
    """A chain that comes back to its beginning leads to nobody: the ring is printed whole."""
    for ring in subject.figures.circles:
        article = subject.corpus.records[ring[0]]
        assert isinstance(article, Article)
        shown = " > ".join((*ring, ring[0]))
        hint = "one of them does not rest on the next; what its text does not show is unknown"
        report.error(
            "circular-sourcing",
            Spot(article.path, _link(article, ring[1 % len(ring)]), inner=ring[1 % len(ring)]),
            f"the chain goes in a circle: {shown}",
            hint,
        )


def _link(article: Article, target: str) -> tuple[str | int, ...]:
    """Where the article says that it rests on `target`."""
    if article.carries and target in article.carries.chain:
        return ("carries",)
    for index, chain in enumerate(article.rests_on):
        if target in chain.chain:
            return ("rests_on", index)
    for number, account in enumerate(article.claims):
        for index, chain in enumerate(account.rests_on):
            if target in chain.chain:
                return ("claims", number, "rests_on", index)
    return ("rests_on",)

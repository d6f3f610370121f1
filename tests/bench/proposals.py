"""How good the proposals are: each article of a dossier is taken out and proposed anew from its capture. It prints a table.

PYTHONPATH=tests python tests/bench/proposals.py CAPTURES [PROJECT] [--missed]
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from dossier.config import load
from dossier.ingest.candidates import named
from dossier.ingest.happened import events
from dossier.ingest.proposals import Proposal, proposals
from dossier.model.corpus import Corpus
from dossier.model.locators import Locator
from dossier.model.records import Article
from dossier.pipeline import check
from dossier.store.captures import load as load_capture

NOT_TUNED = 8
"""Articles by which no weight was chosen: the last of them by the digest of their ids."""


def without(corpus: Corpus, article: Article) -> Corpus:
    """The corpus as if the article were not there."""
    return Corpus(
        records={id_: record for id_, record in corpus.records.items() if id_ != article.id},
        aliases=corpus.aliases,
    )


def proposed(corpus: Corpus, article: Article, captures: Path) -> list[Proposal]:
    """The proposals for an article's capture, from a corpus without it."""
    capture = load_capture(captures, article.id)
    assert capture is not None
    corpus = without(corpus, article)
    names = named(corpus, capture.blocks).all
    about = events(corpus, capture.blocks, names, article.published)
    return proposals(corpus, capture.blocks, article.language, article.published, names, about)


def paragraphs(at: Locator | None) -> set[int]:
    """The numbers of the paragraphs that a locator names."""
    if at is None:
        return set()
    return {0} if at.kind == "headline" else {int(n) for n in re.findall(r"\d+", at.value)}


def main() -> None:
    """Print recall, precision, and how many paragraphs and stances are right, by language."""
    import hashlib

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captures", type=Path)
    parser.add_argument("project", type=Path, nargs="?", default=Path())
    parser.add_argument("--missed", action="store_true", help="list what was missed, and what was of no use")
    given = parser.parse_args()
    corpus = check(load(given.project / "mkdocs.yml")).corpus
    elsewhere = Counter(a.claim for article in corpus.articles for a in article.claims)
    order = sorted(corpus.articles, key=lambda a: hashlib.sha256(a.id.encode()).hexdigest())
    untuned = {article.id for article in order[-NOT_TUNED:]}
    sums: dict[str, Counter[str]] = {}
    for article in corpus.articles:
        if not (given.captures / f"{article.id}.txt").exists():
            continue
        accounts = {account.claim: account for account in article.claims}
        known = {claim for claim in accounts if elsewhere[claim] > 1}
        found = proposed(replace(corpus), article, given.captures)
        for group in (article.language, "not tuned on" if article.id in untuned else "tuned on", "all"):
            row = sums.setdefault(group, Counter())
            row["articles"] += 1
            row["accounts"] += min(5, len(accounts))
            row["known"] += min(5, len(known))
            row["proposed"] += len(found)
            for proposal in found:
                account = accounts.get(proposal.claim)
                if account is None:
                    continue
                row["hits"] += 1
                row["known hits"] += proposal.claim in known
                places = set().union(*(paragraphs(quote.at) for quote in account.quotes))
                row["paragraph"] += not places or proposal.paragraph in places
                row["stance"] += proposal.stance == account.stance
        if given.missed:
            print(article.id, article.language)
            for proposal in found:
                sign = "+" if proposal.claim in accounts else "-"
                print(
                    f"  {sign} {proposal.points:.2f} {proposal.claim} ¶ {proposal.paragraph} {proposal.stance}"
                )
                print(f"         {proposal.by or ''}: {proposal.quotation}")
            for claim in accounts.keys() - {p.claim for p in found}:
                print(f"  missed {claim} {'(known elsewhere)' if claim in known else ''}")
    print(
        "group         articles  recall at 5  of claims known elsewhere  of use  paragraph right  stance right"
    )
    for group, row in sums.items():
        print(
            f"{group:<13} {row['articles']:>8}  {_share(row['hits'], row['accounts']):>11}  "
            f"{_share(row['known hits'], row['known']):>25}  {_share(row['hits'], row['proposed']):>6}  "
            f"{_share(row['paragraph'], row['hits']):>15}  {_share(row['stance'], row['hits']):>12}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"


if __name__ == "__main__":
    main()

"""Whether a generator wrote what it was asked for."""

from __future__ import annotations

import html
import re
from pathlib import Path

from compare.model import SECTIONS, Corpus

SAMPLES = 5


def missing(site: Path, corpus: Corpus) -> str:
    """What is not there: pages, or of a few articles the body, an account, a link back. Empty if all is."""
    wanted = [f"{record.section}/{record.id}" for record in corpus.records.values()]
    wanted += [section for section in SECTIONS if corpus.listed(section)]
    absent = [each for each in wanted if not (site / each / "index.html").is_file()]
    if absent:
        return f"{len(absent)} pages, {absent[0]} first"
    articles = corpus.listed("articles")
    for article in articles[:: max(1, len(articles) // SAMPLES)]:
        text = plain(site / "articles" / article.id / "index.html")
        if (start := first_words(article.body)) not in text:
            return f"{article.id}: “{start}”"
        for account in article.data["claims"]:
            claim = corpus.records[account["claim"]]
            if claim.title not in text or account["quotes"][0]["text"] not in text:
                return f"{article.id}: its account of {claim.id}"
        for referred in (*article.data["actors"], *(each["claim"] for each in article.data["claims"])):
            record = corpus.records[referred]
            if article.title not in plain(site / record.section / referred / "index.html"):
                return f"{referred}: the link back from {article.id}"
        # Dossier's page of an article names those that cite it, not those that rest on it.
        citing = (corpus.records[id_] for id_ in article.back)
        if any(f"[@{article.id}," in other.body and other.title not in text for other in citing):
            return f"{article.id}: who cites it"
    return ""


def first_words(body: str) -> str:
    """Its first words before any markup."""
    return " ".join(re.split(r"[\[*]", body.removeprefix("- "))[0].split()[:6])


def plain(page: Path) -> str:
    """A page's text."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page.read_text("utf-8"), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())

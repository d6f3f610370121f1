"""Accounts that a text may give of the dossier's claims, best first: each with its sentence, stance, basis and speaker.

A claim is compared with every sentence of the text: by the words of its title and of what other articles quote for it
(stems, weighted by how few claims have them), by the records that it is about, its speaker, its day and its event. No model
is used. A proposal is a guess that a person accepts or rejects.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from dossier.ingest.candidates import Candidate, Words
from dossier.ingest.stems import stems
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.quotations import count_words, stands_in
from dossier.model.records import Actor, Claim, Event, Place

MOST = 5
ENOUGH, OF_BEST = 1.6, 0.5
"""Points from which a claim is proposed, of about 5; and the share of the best proposal's points."""
FEWEST_WORDS = 3
"""Words of a sentence, numbers aside, that may be an account."""
NUMBER = 0.3
"""The weight of a number: a day stands in many sentences."""
LONGEST_QUOTATION = 22
"""Words of a suggested quotation."""
SHORTEST_QUOTATION = 4
TITLE, QUOTED, RECORDS, EVENT, SPEAKER, DAY = 1.6, 1.9, 1.3, 0.8, 0.5, 0.3
"""Points for full agreement in each respect."""
_SENTENCE = re.compile(
    r"[^.!?؟。！？…]*(?:[.!?؟。！？…](?![\"”»’')\]]*\s|$)[^.!?؟。！？…]*)*[.!?؟。！？…]*[\"”»’')\]]*\s*"
)
_CLAUSE = re.compile(r"[^,;:،؛—–]+")
_SAID = re.compile(
    r"\b(?:said|says|saying|told|stated|announced|added|according|reported|reports|claimed|noted|stressed|emphasi[sz]ed|vow\w*"
    r"|called|reiterated|quoted|described|explained|wrote|warned|denied|statement)\b"
    r"|قال|أعلن|أكد|أضاف|صرح|بحسب|وفق|ذكر|أفاد|نقل|وصف|أشار|اعتبر|بيان|دعا"
    r"|\b(?:dedi|söyledi|açıkladı|belirtti|göre|duyurdu|ifade etti|vurguladı|bildirdi)\b"
    r"|заяви|сообщи|сказа|по словам|согласно|отмети|подчеркн",
    re.I,
)
_DENIED = re.compile(
    r"\bden(?:ied|ies|y|ying)\b|\brefuted?\b|\brejects? (?:reports|claims)|نفى|تنفي|yalanla|опровер", re.I
)
_UNNAMED = re.compile(
    r"\b(?:sources?|officials?|witnesses|residents|activists)\b|مصادر|مصدر|شهود|kaynaklar|kaynağ|источник",
    re.I,
)
_SPEAKERS = ("person", "government-body", "organisation")
_MARKS = re.compile('[“"«„]')


@dataclass(frozen=True, slots=True)
class Proposal:
    """An account that the text may give of a claim, and the passage that led to it."""

    claim: str
    paragraph: int
    """The number of the block; 0 is the headline."""
    sentence: str
    quotation: str
    """Words of the sentence, as they are."""
    stance: str
    basis: str
    by: str | None
    """The actor whose word it seems to be, if the claim names no speaker."""
    points: float


@dataclass(frozen=True, slots=True)
class _Passage:
    paragraph: int
    text: str
    stems: frozenset[str]
    records: frozenset[str]
    """Records named in the sentence."""
    around: frozenset[str]
    """Records named in the paragraph."""


@dataclass(frozen=True, slots=True)
class _Query:
    """What is looked for of a claim."""

    claim: Claim
    title: frozenset[str]
    quoted: Sequence[frozenset[str]]
    records: Mapping[str, float]
    """Records that it is about, with their weights: a state occurs in every text."""


def proposals(
    corpus: Corpus,
    blocks: Sequence[str],
    language: str,
    published: Window | None,
    named: Mapping[str, Sequence[Words]],
    events: Sequence[Candidate],
) -> list[Proposal]:
    """At most `MOST`, best first. `named` are the records in the blocks, `events` those that it may be about, best first."""
    queries = list(_queries(corpus, language, named))
    passages = list(_passages(blocks, language, named))
    rarity = _rarity(queries)
    order = {candidate.id: place for place, candidate in enumerate(events)}
    found = []
    for query in queries:
        if _is_later(query.claim, corpus, published):
            continue
        best = max(
            ((_points(query, passage, rarity, order, named), passage) for passage in passages),
            key=lambda scored: (scored[0], -scored[1].paragraph),
            default=None,
        )
        if best and best[0] >= ENOUGH:
            found.append(_proposal(corpus, query, best[1], best[0], rarity, language, named))
    found.sort(key=lambda p: (-p.points, p.claim))
    return [p for p in found[:MOST] if p.points >= OF_BEST * found[0].points]


def _queries(corpus: Corpus, language: str, named: Mapping[str, Sequence[Words]]) -> Iterator[_Query]:
    quoted: dict[str, list[frozenset[str]]] = {}
    for article in corpus.articles:
        for account in article.claims:
            for quote in account.quotes:
                for text in filter(None, (quote.text, quote.translation)):
                    quoted.setdefault(account.claim, []).append(frozenset(stems(text, language)))
    for claim in corpus.of(Claim):
        event = corpus.records.get(claim.event or "")
        about = dict.fromkeys(
            [*claim.about, *(p.actor for p in event.actors)] if isinstance(event, Event) else claim.about
        )
        records = {id_: _weight(corpus, id_) * (1 if id_ in claim.about else 0.4) for id_ in about}
        names = {s for id_ in about for name in corpus.aliases.get(id_, ()) for s in stems(name, language)}
        title = frozenset(stems(claim.title, language)) - names
        yield _Query(claim, title, quoted.get(claim.id, ()), {i: w for i, w in records.items() if w})


def _weight(corpus: Corpus, id_: str) -> float:
    record = corpus.records.get(id_)
    if isinstance(record, Actor):
        return 0.4 if record.type == "state" else 1.0
    if isinstance(record, Place):
        return 0.4 if record.type in ("country", "region", "province") else 1.0
    return 0.0


def _passages(
    blocks: Sequence[str], language: str, named: Mapping[str, Sequence[Words]]
) -> Iterator[_Passage]:
    by_block: dict[int, list[tuple[str, str]]] = {}
    for id_, words in named.items():
        for word in words:
            by_block.setdefault(word.paragraph, []).append((id_, word.text))
    for number, block in enumerate(blocks):
        here = by_block.get(number, [])
        around = frozenset(id_ for id_, _ in here)
        for sentence in (match[0].strip() for match in _SENTENCE.finditer(block)):
            if sum(not word.isdigit() for word in stems(sentence, language)) < FEWEST_WORDS:
                continue
            inside = frozenset(id_ for id_, text in here if text in sentence)
            yield _Passage(number, sentence, frozenset(stems(sentence, language)), inside, around)


def _rarity(queries: Sequence[_Query]) -> Mapping[str, float]:
    """The inverse frequency of each stem among the claims (BM25's)."""
    among = Counter(s for query in queries for s in {*query.title, *(s for q in query.quoted for s in q)})
    return {
        s: NUMBER if s.isdigit() else math.log(1 + (len(queries) - n + 0.5) / (n + 0.5))
        for s, n in among.items()
    }


def _share(wanted: frozenset[str], there: frozenset[str], rarity: Mapping[str, float]) -> float:
    # `fsum` is exact: another order of a set, or another version of Python, gives the same share.
    total = fsum(rarity.get(s, 1.0) for s in wanted)
    return fsum(rarity.get(s, 1.0) for s in wanted & there) / total if total else 0.0


def _points(
    query: _Query,
    passage: _Passage,
    rarity: Mapping[str, float],
    order: Mapping[str, int],
    named: Mapping[str, Sequence[Words]],
) -> float:
    points = TITLE * _share(query.title, passage.stems, rarity)
    points += QUOTED * max(
        (_share(q, passage.stems, rarity) for q in query.quoted if len(q) > 1), default=0.0
    )
    total = sum(query.records.values())
    if total:
        here = fsum(
            weight
            * (
                1.0
                if id_ in passage.records
                else 0.6
                if id_ in passage.around
                else 0.25
                if id_ in named
                else 0
            )
            for id_, weight in query.records.items()
        )
        points += here / float(total) * RECORDS
    places = [order[id_] for id_ in (query.claim.event or "", *query.claim.about) if id_ in order]
    points += EVENT / (1 + min(places)) if places else 0
    speaker = query.claim.speaker
    if speaker:
        points += SPEAKER * (1 if speaker in passage.around else 0.3 if speaker in named else -1.5)
    return points


def _is_later(claim: Claim, corpus: Corpus, published: Window | None) -> bool:
    """True if the claim is of a time after the text was published."""
    event = corpus.records.get(claim.event or "")
    when = event.when if isinstance(event, Event) else claim.when
    return bool(
        published and published.latest and when and when.earliest and when.earliest > published.latest
    )


def _proposal(
    corpus: Corpus,
    query: _Query,
    passage: _Passage,
    points: float,
    rarity: Mapping[str, float],
    language: str,
    named: Mapping[str, Sequence[Words]],
) -> Proposal:
    stance, basis, by = guessed_account(corpus, query.claim, passage.text, passage.records)
    wanted = query.title.union(*query.quoted)
    names = frozenset(w.text for id_ in query.records for w in named.get(id_, ()) if w.text in passage.text)
    return Proposal(
        claim=query.claim.id,
        paragraph=passage.paragraph,
        sentence=passage.text,
        quotation=_quotation(passage.text, wanted, rarity, language, names),
        stance=stance,
        basis=basis,
        by=by,
        points=points,
    )


def guessed_account(
    corpus: Corpus, claim: Claim, sentence: str, records: Collection[str]
) -> tuple[str, str, str | None]:
    """Stance and basis of an account of a claim in a sentence that names some records, and whose word it seems to be."""
    reports = bool(_SAID.search(sentence) or claim.speaker or _MARKS.search(sentence))
    stance = "reports" if reports else "asserts"
    if _DENIED.search(sentence) and not claim.speaker:
        stance = "denies"
    if stance != "reports":
        return stance, "unstated", None
    if claim.speaker:
        return stance, "on-record", None
    actors = [record for id_ in records if isinstance(record := corpus.records.get(id_), Actor)]
    speakers = [actor.id for actor in actors if actor.type in _SPEAKERS]
    by = speakers[0] if len(speakers) == 1 else None
    return stance, "anonymous" if _UNNAMED.search(sentence) and not by else "on-record", by


def _quotation(
    sentence: str, wanted: frozenset[str], rarity: Mapping[str, float], language: str, names: frozenset[str]
) -> str:
    """The clauses of a sentence that hold most of the wanted stems and names, at most `LONGEST_QUOTATION` words."""
    clauses = list(_CLAUSE.finditer(sentence))
    best, points = "", -math.inf
    for first in range(len(clauses)):
        for last in range(first, min(first + 4, len(clauses))):
            text = sentence[clauses[first].start() : clauses[last].end()].strip(" \t.\"“”«»'‘’()[]")
            words = count_words(text)
            if words > LONGEST_QUOTATION and last > first:
                break
            share = fsum(rarity.get(s, 0.5) for s in wanted & frozenset(stems(text, language)))
            share += 0.5 * sum(name in text for name in names)
            # A clause with nothing of the claim, "according to the statement", shows nothing.
            if share and share - 0.1 * words > points and words >= SHORTEST_QUOTATION:
                best, points = text, share - 0.1 * words
    best = best or sentence
    if count_words(best) > LONGEST_QUOTATION:
        best = " ".join(best.split()[:LONGEST_QUOTATION])
    return best if stands_in(best, sentence) else sentence

"""What a person is asked with one key each: values that wait to be confirmed, and what the text may also give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.records import Article, Claim
from dossier.model.schema import labels

if TYPE_CHECKING:
    from dossier.ingest.candidates import Names

OPEN, CLOSE = "“”"


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that a person accepts or rejects with one key."""

    key: str
    """Unique among the guesses of the article."""
    question: str
    passage: str
    """The words that led to it, in the paragraph; empty if there are none."""
    paragraph: int | None
    accept: Mapping[str, object]
    """The step that takes it up."""
    reject: Mapping[str, object] | None
    """The step that takes it back; None where rejecting changes nothing in the file."""


def waiting(article: Article, corpus: Corpus, blocks: Sequence[str]) -> list[Guess]:
    """The guesses that stand in the file, under `to_confirm`."""
    found = []
    for entry in article.to_confirm:
        question, words = _asked(article, corpus, entry)
        paragraph = next((n for n, block in enumerate(blocks) if words and words in block), None)
        found.append(
            Guess(
                f"confirm {entry}",
                question,
                words if paragraph is not None else "",
                paragraph,
                {"do": "confirm", "entry": entry},
                {"do": "reject", "entry": entry},
            )
        )
    return found


def _asked(article: Article, corpus: Corpus, entry: str) -> tuple[str, str]:
    """What is asked of an entry of `to_confirm`, and the words that led to it."""
    key, _, id_ = entry.partition(" ")
    titles = corpus.titles
    if key == "claims" and id_:
        account = next((a for a in article.claims if a.claim == id_), None)
        if account is None:
            return f"{entry}: no account of it is left in the file", ""
        by = f" by {titles.get(account.by, account.by)}" if account.by else ""
        words = account.quotes[0].text if account.quotes else ""
        return f"It {account.stance}{by} ({account.basis}): {titles.get(id_, id_)}", words
    if key == "actors" and id_:
        naming = article.actors.get(id_)
        texts = (*naming.named, *naming.called) if naming else ()
        shown = ", ".join(f"{OPEN}{text}{CLOSE}" for text in texts)
        return f"{titles.get(id_, id_)} is named {shown}", texts[0] if texts else ""
    value, label = getattr(article, key, ""), labels(Article).get(key, key)
    several = value if isinstance(value, tuple) else (value,)
    if key in ("places", "events", "subject"):
        return f"{label}: {', '.join(titles.get(i, i) for i in several)}", ""
    if key == "publisher":
        return f"{label}: {titles.get(str(value), value)}", ""
    if key == "rests_on" and all(v.chain == ("unknown",) for v in several):
        return f"{label}: the text does not say it, as far as the dossier knows whom it names", ""
    shown = ", ".join(
        " > ".join(titles.get(link, link) for link in v.chain)
        if hasattr(v, "chain")
        else getattr(v, "text", str(v))
        for v in several
    )
    if shown == "und":
        return f"{label}: not known; choose Edit, and write its code, such as en or ar", ""
    return f"{label}: {shown}", shown if key == "title" else ""


def names_in(corpus: Corpus, blocks: Sequence[str]) -> Names | None:
    """The names in a text; None where the packages for reading sources are not installed. Takes seconds for a long text."""
    try:
        from dossier.ingest.candidates import named
        from dossier.ingest.paragraphs import searchable
    except ModuleNotFoundError:
        return None
    return named(corpus, searchable(blocks))


def proposed(article: Article, corpus: Corpus, blocks: Sequence[str], names: Names | None) -> list[Guess]:
    """Accounts, names, places and events that the text may give, the likeliest first, whatever the file has of them.

    `names` are those in the text; without them nothing is proposed. Takes seconds in a large dossier.
    """
    try:
        from dossier.ingest.happened import events
        from dossier.ingest.paragraphs import searchable
        from dossier.ingest.proposals import proposals
    except ModuleNotFoundError:
        return []
    if names is None:
        return []
    blocks = searchable(blocks)
    window: Window = article.published
    about = events(corpus, blocks, names.all, window)
    language = article.language.partition("-")[0]
    found = []
    for proposal in proposals(corpus, blocks, language, window, names.all, about):
        claim = corpus.records.get(proposal.claim)
        if not isinstance(claim, Claim):
            continue
        step = {
            "do": "quote",
            "claim": proposal.claim,
            "text": proposal.quotation,
            "paragraph": proposal.paragraph,
        }
        step |= {
            "stance": proposal.stance,
            "basis": proposal.basis,
            **({"by": proposal.by} if proposal.by else {}),
        }
        by = f" by {corpus.titles.get(proposal.by, proposal.by)}" if proposal.by else ""
        question = f"It {proposal.stance}{by} ({proposal.basis}): {claim.title}"
        key = f"claim {proposal.claim}"
        found.append(Guess(key, question, proposal.quotation, proposal.paragraph, step, None))
    for candidate in names.actors:
        for words in candidate.words:
            step = {
                "do": "name",
                "actor": candidate.id,
                "as": "named",
                "text": words.text,
                "paragraph": words.paragraph,
            }
            question = f"{OPEN}{words.text}{CLOSE} names {corpus.titles[candidate.id]}"
            key = f"name {candidate.id} {words.text}"
            found.append(Guess(key, question, words.text, words.paragraph, step, None))
    for candidate in names.places:
        words = candidate.words[0]
        step = {"do": "list", "key": "places", "value": candidate.id}
        question = f"{OPEN}{words.text}{CLOSE} is the place {corpus.titles[candidate.id]}"
        found.append(Guess(f"place {candidate.id}", question, words.text, words.paragraph, step, None))
    for candidate in about[:2]:
        first = candidate.words[0] if candidate.words else None
        step = {"do": "list", "key": "events", "value": candidate.id}
        question = f"It is about the event {corpus.titles[candidate.id]}"
        passage, paragraph = (first.text, first.paragraph) if first else ("", None)
        found.append(Guess(f"event {candidate.id}", question, passage, paragraph, step, None))
    return found


def held(article: Article) -> Iterator[str]:
    """The ids of the records that an article names, its outlet among them."""
    yield article.publisher
    yield from (*article.actors, *article.places, *article.events)
    yield from (account.claim for account in article.claims)


def taken_out(before: object, after: object) -> list[str]:
    """Keys of the proposals that would take up again what an article had before a step, and has no more."""
    if not isinstance(before, Article) or not isinstance(after, Article):
        return []
    left = set(_keys(after))
    return [key for key in _keys(before) if key not in left]


def _keys(article: Article) -> Iterator[str]:
    """The keys of the proposals that would take up what an article has."""
    yield from (f"claim {account.claim}" for account in article.claims)
    for actor, naming in article.actors.items():
        yield from (f"name {actor} {text}" for text in (*naming.named, *naming.called))
    yield from (f"place {id_}" for id_ in article.places)
    yield from (f"event {id_}" for id_ in article.events)


def account_guess(article: Article, corpus: Corpus, claim: Claim, sentence: str) -> dict[str, str]:
    """Stance, basis and speaker of an account of a claim, as far as the sentence that it is quoted from shows them."""
    try:
        from dossier.ingest.proposals import guessed_account
    except ModuleNotFoundError:
        return {}
    named = [actor for actor, naming in article.actors.items() if any(n in sentence for n in naming.named)]
    stance, basis, by = guessed_account(corpus, claim, sentence, named)
    return {"stance": stance, "basis": basis, "by": by or ""}


def unsearched(blocks: Sequence[str]) -> list[str]:
    """A line on each paragraph for which nothing is proposed, for it is too long."""
    try:
        from dossier.ingest.paragraphs import not_searched
    except ModuleNotFoundError:
        return []
    return not_searched(blocks)


def is_open(guess: Guess, article: Article) -> bool:
    """Whether the file does not have yet what a proposal would take up."""
    step = guess.accept
    if step["do"] == "quote":
        return all(account.claim != step["claim"] for account in article.claims)
    if step["do"] == "name":
        naming = article.actors.get(str(step["actor"]))
        return not naming or step["text"] not in (*naming.named, *naming.called)
    return step["value"] not in getattr(article, str(step["key"]))

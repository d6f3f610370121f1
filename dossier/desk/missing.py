"""What is asked of a text that the file does not say: where it has its statements from, and who in it has no record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.desk.defaults import sourced
from dossier.desk.guesses import CLOSE, OPEN, Guess
from dossier.model.corpus import Corpus
from dossier.model.figures import counted
from dossier.model.folding import fold
from dossier.model.inheritance import chains_of
from dossier.model.parts import Chain
from dossier.model.records import Actor, Article, Publisher

if TYPE_CHECKING:
    from dossier.ingest.candidates import Names
    from dossier.ingest.credits import Credit
    from dossier.ingest.unrecorded import Unrecorded

UNKNOWN = ("unknown",)


@dataclass(frozen=True, slots=True)
class Missing:
    """What a text gives that no record may have yet."""

    credits: Sequence[Credit] = ()
    actors: Sequence[Unrecorded] = ()


def missing(article: Article, corpus: Corpus, blocks: Sequence[str], names: Names | None) -> Missing:
    """The credits of a text, and those in it who speak and have no record; `names` are those in the text."""
    try:
        from dossier.ingest.credits import credits
        from dossier.ingest.paragraphs import searchable
        from dossier.ingest.unrecorded import speakers
    except ModuleNotFoundError:
        return Missing()
    if names is None:
        return Missing()
    blocks = searchable(blocks)
    known = [words for _, words in names.unknown]  # other spellings of names that there are
    within: list[str] = []
    for id_, spellings in corpus.aliases.items():
        record = corpus.records.get(id_)
        is_one = isinstance(record, Publisher) or (isinstance(record, Actor) and record.type != "state")
        (known if is_one else within).extend(spellings)
    found = credits(corpus, blocks, article.authors, article.publisher)
    credited = {words.text for credit in found for words in credit.words}
    actors = [one for one in speakers(blocks, known, within) if not any(one.name in c for c in credited)]
    return Missing(found, actors)


def is_unsaid(chains: Sequence[Chain]) -> bool:
    """Whether chains do not say where a text has what it states."""
    return all(chain.chain == UNKNOWN for chain in chains)


def origins(article: Article, corpus: Corpus, found: Missing) -> Iterator[Guess]:
    """For an article and its accounts whose origin is not said: each credit in the text that may be it."""
    if is_unsaid(article.rests_on) and not article.carries:
        for credit in found.credits:
            words = credit.words[0]
            step: dict[str, object]
            shown = f"The text has {OPEN}{words.text}{CLOSE}"
            step = {"do": "set", "path": ["rests_on"], "value": credit.id if credit.known else ""}
            if credit.known:
                question = f"{shown}: does it have this from {corpus.titles.get(credit.id, credit.id)}?"
            else:
                question = f"{shown}, and no record is of it. New publisher …?"
                values = {"title": _title(credit.id, words.text)}
                step = {
                    "do": "create",
                    "kind": "publisher",
                    "values": values,
                    "body": sourced(article, words.paragraph, "Credited by"),
                    "id": credit.id,
                    "then": step,
                    "gives": "value",
                }
            key = f"rests_on {credit.id}"
            yield Guess(key, question, words.text, words.paragraph, step, None)
        return
    for number, account in enumerate(article.claims):
        if not is_unsaid(chains_of(corpus.records, article, account)) or account.publish:
            continue
        own = {quote.at.value for quote in account.quotes if quote.at and quote.at.kind == "paragraph"}
        for credit in found.credits if account.basis != "witnessed" else ():
            here = next((words for words in credit.words if str(words.paragraph) in own), None)
            if here and credit.known:
                title = corpus.titles.get(account.claim, account.claim)
                question = f"{OPEN}{here.text}{CLOSE} stands beside its words: does it have it from "
                question += f"{corpus.titles.get(credit.id, credit.id)} that {OPEN}{title}{CLOSE}?"
                path: list[object] = ["claims", {"at": number, "is": account.claim}, "rests_on"]
                step = {"do": "set", "path": path, "value": credit.id}
                key = f"rests_on {account.claim} {credit.id}"
                yield Guess(key, question, here.text, here.paragraph, step, None)


def actors(article: Article, corpus: Corpus, found: Missing) -> Iterator[Guess]:
    """Those who speak in the text and have no record: whether they are to have one."""
    names = {fold(name) for several in corpus.aliases.values() for name in several}
    for one in found.actors:
        if fold(one.name) in names:
            continue
        name = {"name": one.name, "lang": article.language}
        step = {
            "do": "create",
            "kind": "actor",
            "values": {"title": one.name, "type": one.type, "names": [name]},
            "body": sourced(article, one.paragraph, "Named by"),
            "then": {
                "do": "name",
                "actor": "",
                "as": "named",
                "text": one.name,
                "paragraph": one.paragraph,
            },
            "gives": "actor",
        }
        question = f"New actor {OPEN}{one.name}{CLOSE} …? The text names it {counted(one.times, 'time')}."
        yield Guess(f"new actor {one.name}", question, one.name, one.paragraph, step, None)


def _title(id_: str, words: str) -> str:
    """The spelling of an agency in the words of a credit."""
    from dossier.ingest.credits import AGENCIES

    return next((name for name in AGENCIES.get(id_, ()) if name in words), AGENCIES.get(id_, (id_,))[0])

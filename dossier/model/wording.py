"""Differences in words: the same sentences for a terminal, a pull request, the page of changes and the feeds.

The caller passes functions that mark up and escape a name or a text for its own format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from dossier.model.corpus import Corpus
from dossier.model.differences import WHOLE, Cause, Difference
from dossier.model.figures import counted
from dossier.model.headlines import headline as as_headline
from dossier.model.headlines import is_printed as is_headline
from dossier.model.parts import FOLDERS
from dossier.model.records import Article
from dossier.model.shortening import boundary
from dossier.model.withholding import withholds

WORDS = 240
"""Characters of a text that are shown; JSON has all of them."""
MOST_CAUSES = 10
Mark = Callable[[str], str]


def is_printed(d: Difference) -> bool:
    """True if the words are a source's own: they are shown `as_printed`, beside the outlet."""
    return d.kind.split("-")[0] in ("name", "label", "quote") or (
        d.kind == "retitled" and d.record == "article"
    )


ONE_SIDED = frozenset(
    f"{noun}-removed" for noun in ("name", "label", "quote", "appearance", "account", "relation", "waiver")
) | {"removed", "retired", "unreadable"}
"""Kinds whose name implies that nothing comes after."""


def words(d: Difference, name: Mark, text: Mark) -> str:
    """The subject and the words of both states; `name` writes a name, `text` what somebody wrote."""
    before, after = (text(_short(said)) if said else "" for said in (d.before, d.after))
    if before and not after:
        change = before if d.kind in ONE_SIDED else f"{before} → nothing"
    else:
        change = f"{before} → {after}" if before else after
    outlet = f"({name(d.outlet)})" if is_printed(d) and d.outlet else ""
    about = " ".join(
        part for part in (d.explained.noun, name(d.subject) if d.subject else "", outlet) if part
    )
    return "".join(f": {part}" for part in (about, change) if part)


def because(d: Difference, mark: Mark) -> str:
    """The accounts behind a difference: "; because ID is new"."""
    causes = [_cause(cause, mark) for cause in d.because[:MOST_CAUSES]]
    if len(d.because) > MOST_CAUSES:
        causes.append(f"and {len(d.because) - MOST_CAUSES} more")
    return f"; because {'; '.join(causes)}" if causes else ""


def _cause(cause: Cause, mark: Mark) -> str:
    article = mark(cause.article)
    if WHOLE in (cause.before, cause.after):
        return f"{article} is {'gone' if cause.before else 'new'}"
    if not cause.before:
        return f"{article} has an account more ({mark(_short(cause.after))})"
    if not cause.after:
        return f"{article} has an account less ({mark(_short(cause.before))})"
    return f"{article}: {mark(_short(cause.before))} → {mark(_short(cause.after))}"


def _short(text: str) -> str:
    return text if len(text) <= WORDS else f"{text[: boundary(text, WORDS)]} …"


def as_printed(text: str, mark: Mark = str) -> str:
    """Words of a source, as `mark` writes them, in quotation marks; a title of ours in a headline's place without."""
    return f'"{mark(text)}"' if is_headline(text) else mark(text)


NOUNS = {"article": "source", "publisher": "outlet", "lock": "lock of quotations", "rule": "counting rule"}
"""What readers call a kind of record, where that is another word."""
DONE = {
    "recounted": "changed: numbers before and after do not compare",
    "origins-fell": "lost an origin",
    "dissent-rose": "met new dissent",
    "contradiction-rose": "met a new contradiction",
    "removed": "removed",
    "retired": "withdrawn",
    "confidence-lowered": "held with less confidence",
    "origins-rose": "gained an origin",
    "origins-exchanged": "exchanged an origin",
    "dissent-fell": "lost dissent",
    "contradiction-fell": "lost a contradiction",
    "confidence-raised": "held with more confidence",
    "added": "added",
    "reinstated": "reinstated",
    "support-fell": "lost a supporting source",
    "support-rose": "gained a supporting source",
    "unknown-rose": "gained a source of unknown origin",
    "unknown-fell": "lost a source of unknown origin",
    "window-widened": "redated",
    "window-narrowed": "redated",
    "window-moved": "redated",
}
"""What has happened to a record, by the kind of difference, in order of weight; with any other kind it has changed."""
MOST_PHRASES, MOST_NOUNS = 3, 2


def headline(differences: Sequence[Difference]) -> str:
    """The differences counted, for a title: "2 claims lost an origin, 1 source added". It contains no word of any record."""
    by_phrase: dict[str, dict[str, set[str]]] = {phrase: {} for phrase in (*DONE.values(), "changed")}
    named = set()
    for d in differences:
        if d.kind in DONE:
            by_phrase[DONE[d.kind]].setdefault(d.record, set()).add(d.id)
            named.add((d.record, d.id))
    for d in differences:
        if (d.record, d.id) not in named:
            by_phrase["changed"].setdefault(d.record, set()).add(d.id)
    phrases = [(phrase, of) for phrase, of in by_phrase.items() if of]
    parts = [f"{_numbers(of)} {phrase}" for phrase, of in phrases[:MOST_PHRASES]]
    rest = {(kind, id_) for _, of in phrases[MOST_PHRASES:] for kind, ids in of.items() for id_ in ids}
    return "; ".join([*parts, *([f"{counted(len(rest), 'other record')} changed"] if rest else [])])


def _numbers(of: dict[str, set[str]]) -> str:
    """ "22 sources, 44 claims and 3 other records"."""
    if "rule" in of:
        return "the counting rule"
    kinds = [kind for kind in dict.fromkeys(("article", "claim", *FOLDERS, *sorted(of))) if kind in of]
    parts = [counted(len(of[kind]), NOUNS.get(kind, kind)) for kind in kinds[:MOST_NOUNS]]
    if rest := sum(len(of[kind]) for kind in kinds[MOST_NOUNS:]):
        return f"{', '.join(parts)} and {counted(rest, 'other record')}"
    return " and ".join(parts)


def sentence(d: Difference, corpus: Corpus, name: Mark, text: Mark, counted_as: Mark | None = None) -> str:
    """A difference as a sentence after the name of its record: ": independent origins: 1, with A → 0".

    The kind is named if an arrow does not imply it: ": label added: …". No word is repeated of a record that is gone, or
    that withholds a name. `counted_as` writes the id of a record that is counted, instead of its title; what `text` is given
    has it then.
    """
    kind = f": {d.kind.replace('-', ' ')}"
    if _silent(d, corpus):
        return kind
    if d.before and d.after and d.before != d.after and d.kind.partition("-")[0] not in ("changed", "quote"):
        kind = ""

    title = partial(title_of, corpus)

    def titled(words: str) -> str:
        return text(_ID.sub(lambda match: (counted_as or title)(match[0]), words))

    if is_printed(d):
        return f"{kind}{words(d, name, lambda words: as_printed(words, text))}"
    about_ids = d.kind.rpartition("-")[0] in (
        "origins",
        "support",
        "unknown",
        "dissent",
        "contradiction",
        "relation",
        "sourcing",
    )
    return f"{kind}{words(d, name, titled if about_ids else text)}{because(d, titled)}"


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def title_of(corpus: Corpus, id_: str) -> str:
    """What readers call an id: a record's title, a headline as that of its outlet; else the id."""
    record = corpus.records.get(id_)
    if isinstance(record, Article):
        outlet = corpus.publisher_of(record)
        return f"{outlet.title if outlet else record.publisher}, {as_headline(record.title)}"
    return record.title if record else id_


def _silent(d: Difference, corpus: Corpus) -> bool:
    record = corpus.records.get(d.id)
    if record is None and d.record not in ("lock", "rule"):
        return True
    return withholds(record) or withholds(corpus.records.get(d.subject))

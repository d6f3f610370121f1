"""A source → a draft: the article's file, with every guess listed under `to_confirm`, and its capture.

What the text names, credits and says is filled in, for a person to compare; what is doubtful stands in comments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dossier.ingest import Refused
from dossier.ingest.candidates import Candidate, Words
from dossier.ingest.credits import Credit
from dossier.ingest.proposals import Proposal
from dossier.ingest.source import Found, Source
from dossier.ingest.suggest import Suggestions
from dossier.model.bylines import as_author
from dossier.model.dates import Window
from dossier.read.frontmatter import as_written

MAY_MEAN_THE_PLACE = "may mean the place; take it only where the text names the actor by it"
IF_IT_HAS_AN_ACCOUNT = "on these events, if the text has an account of them"
OTHER_CLAIMS = 5
"""Claims that are listed in comments, beside those proposed."""
BODY = """
WHAT IT SAYS, in your own words. Link records with double brackets around an id, and cite with an at sign, an
article's id and a paragraph in single brackets.
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's file and its capture, not yet written."""

    id: str
    article: str
    capture: str
    """Empty if only a reference was read."""
    publisher: str
    """The id of the outlet in the dossier, existing or proposed."""
    guesses: Mapping[str, Found]
    """The values filled in, by key, and what each was taken from."""
    missing: tuple[str, ...]
    """Keys for which no value was found."""

    @property
    def sha256(self) -> str:
        """Of the capture's bytes, hexadecimal."""
        return hashlib.sha256(self.capture.encode()).hexdigest()


def draft(
    source: Source,
    id_: str,
    publisher: tuple[str, str],
    today: date,
    suggested: Suggestions,
    titles: Mapping[str, str],
) -> Draft:
    """The article's file, for a person to complete; `titles` are those of the dossier's records."""
    if source.title is None:
        raise Refused("the source has no title")
    guesses = {"title": source.title, "publisher": Found(*publisher)}
    day = today.isoformat()
    read = bool(source.paragraphs)
    accessed = Found(day, "read today") if read else source.accessed
    if not read:
        guesses["accessed"] = accessed or Found(
            day, "nobody has read the page yet, as far as the reference says"
        )
    latest = accessed.value if accessed and Window.parse(accessed.value).is_certain_day else day
    because = "the page prints no date" if read else "the reference gives no date"
    because += "; it was read on that day" if accessed else "; it was listed on that day"
    guesses["published"] = source.published or Found(f"..{latest}", because)
    guesses["language"] = source.language or Found("und", "nothing says which it is")
    opening = source.opening or ("" if source.paragraphs else "only a reference was read")
    guesses["read"] = (
        Found("opening", opening) if opening else Found("full", "nothing shows that text is missing")
    )
    for key, value in (("url", source.url), ("archived", source.archived)):
        if value:
            guesses[key] = value
    if source.authors:
        guesses["authors"] = Found("; ".join(source.authors), source.authors_how)
    lines = ["---", f"title: {as_written(source.title.value)}", f"publisher: {publisher[0]}"]
    lines += [f"{key}: {as_written(guesses[key].value)}" for key in ("url", "archived") if key in guesses]
    lines.append(f'published: "{guesses["published"].value}"')
    if not source.published:
        lines.append(f"published_because: {because}")
    lines += [
        f'accessed: "{accessed.value if accessed else day}"',
        f"language: {guesses['language'].value}",
        f"read: {guesses['read'].value}",
    ]
    lines += (
        ["authors:", *(f"  - {as_written(as_author(name))}" for name in source.authors)]
        if source.authors
        else ["authors: []"]
    )
    credited = _rests_on(suggested.credits)
    if suggested.compared.reprints:
        nearest = suggested.compared.reprints[0]
        share = f"{nearest.share:.0%} of the shorter text is the same"
        guesses["carries"] = Found(nearest.article, share)
        lines.append(f"carries: {{chain: {nearest.article}, because: {as_written(share)}}}")
    if credited:
        guesses["rests_on"] = Found(credited.id, f"credited: {_shown(credited.words[:2])}")
    elif read and "carries" not in guesses:
        guesses["rests_on"] = Found("unknown", "it credits nobody of whom the dossier has a record")
    lines += ["rests_on:", f"  - {credited.id if credited else 'unknown'}"]
    if suggested.accounts and suggested.events:
        guesses["subject"] = Found(
            suggested.events[0].id, "the likeliest event; accounts on it inherit rests_on"
        )
    lines.append(f"subject: [{guesses['subject'].value if 'subject' in guesses else ''}]")
    marks = []
    for written, entries in (
        _actors(suggested),
        _list("places", suggested.candidates.get("places", ())),
        _list("events", suggested.events),
        _claims(suggested.accounts, titles),
    ):
        lines += written
        marks += entries
    lines += _commented(suggested, credited, titles)
    lines.append(
        "# Guessed by dossier add: dossier confirm ID asks for each; dossier check fails until all are."
    )
    order = (
        "title",
        "publisher",
        "url",
        "archived",
        "published",
        "accessed",
        "language",
        "read",
        "authors",
        "carries",
        "rests_on",
        "subject",
    )
    lines += ["to_confirm:", *(f"  - {key}" for key in (*(k for k in order if k in guesses), *marks)), "---"]
    wanted = ("url", "archived", "published", "language", "authors")
    return Draft(
        id=id_,
        article="\n".join(lines) + "\n" + BODY,
        capture="\n\n".join((source.title.value, *source.paragraphs)) + "\n" if source.paragraphs else "",
        publisher=publisher[0],
        guesses=guesses,
        missing=tuple(
            key
            for key in wanted
            if key not in guesses or (key in ("published", "language") and getattr(source, key) is None)
        ),
    )


def _rests_on(credits: Sequence[Credit]) -> Credit | None:
    """The credit that a text most likely rests on, of a known publisher: one apart from a sentence, else the first."""
    known = [credit for credit in credits if credit.known]
    apart = (
        c
        for c in known
        if any(w.text.startswith(("(", "by ", "[")) or w.text == w.text.upper() for w in c.words)
    )
    return next(apart, known[0] if known else None)


def _actors(suggested: Suggestions) -> tuple[list[str], list[str]]:
    """The key `actors`, and its entries to confirm."""
    lines, marks = [], []
    named = {candidate.id: candidate.words for candidate in suggested.candidates.get("actors", ())}
    for id_ in dict.fromkeys([*named, *suggested.labels]):
        words, called = named.get(id_, ()), suggested.labels.get(id_, ())
        keys = [
            f"{key}: [{', '.join(as_written(w.text) for w in several)}]"
            for key, several in (("named", words), ("called", called))
            if several
        ]
        new = [w.text for w in words if (id_, w.text) in suggested.unknown]
        more = f"; a new spelling: {', '.join(new)}" if new else ""
        lines.append(f"  {id_}: {{{', '.join(keys)}}}   # {_places([*words, *called])}{more}")
        marks.append(f"actors {id_}")
    return (["actors:", *lines] if lines else ["actors: {}"]), marks


def _list(key: str, candidates: Sequence[Candidate]) -> tuple[list[str], list[str]]:
    if not candidates:
        return [f"{key}: []"], []
    return [f"{key}:", *(f"  - {c.id}   # {_shown(c.words)}" for c in candidates)], [key]


def _claims(proposals: Sequence[Proposal], titles: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The key `claims` with an account for each proposal, in the order of the text."""
    if not proposals:
        return ["claims: []"], []
    lines, marks = ["claims:"], []
    for proposal in sorted(proposals, key=lambda p: (p.paragraph, p.claim)):
        lines += [
            f"  - claim: {proposal.claim}   # {titles[proposal.claim]}",
            f"    stance: {proposal.stance}",
            *([f"    by: {proposal.by}"] if proposal.by else []),
            f"    basis: {proposal.basis}",
            "    quotes:",
            f"      - {{text: {as_written(proposal.quotation)}, at: {place(proposal.paragraph)}}}",
        ]
        marks.append(f"claims {proposal.claim}")
    return lines, marks


def _commented(suggested: Suggestions, credited: Credit | None, titles: Mapping[str, str]) -> list[str]:
    """What is doubtful, as comments in the form of front matter, to be copied from."""
    lines = []
    found = suggested.candidates
    others = [credit for credit in suggested.credits if credit.known and credit is not credited]
    if others:
        lines += ["#   rests_on:", *(f"#     - {c.id}   # {_shown(c.words)}" for c in others)]
    sure = {candidate.id for candidate in found.get("actors", ())}
    if either := [c for c in found.get("either", ()) if c.id not in sure]:
        lines.append(f"#   actors:   # {MAY_MEAN_THE_PLACE}")
        lines += [
            f"#     {c.id}: {{named: [{', '.join(as_written(w.text) for w in c.words)}]}}" for c in either
        ]
    taken = {candidate.id for candidate in suggested.events}
    if events := [c for c in found.get("events", ()) if c.id not in taken]:
        lines += ["#   events:", *(f"#     - {c.id}   # {_shown(c.words)}" for c in events)]
    proposed = {proposal.claim for proposal in suggested.accounts}
    if claims := [c for c in found.get("claims", ()) if c.id not in proposed][:OTHER_CLAIMS]:
        lines.append(f"#   claims:   # {IF_IT_HAS_AN_ACCOUNT}; each with its stance and quotes")
        lines += [f"#     - claim: {c.id}   # {titles[c.id]}" for c in claims]
    head = "# Less likely, with the words that led to it. Copy what belongs, and delete this block."
    return [head, *lines] if lines else []


def _shown(words: Iterable[Words]) -> str:
    return ", ".join(f'"{w.text}" {place(w.paragraph)}' for w in words)


def _places(words: Iterable[Words]) -> str:
    return ", ".join(dict.fromkeys(place(w.paragraph) for w in words))


def place(paragraph: int) -> str:
    """The locator of a block: "headline", "¶ 3"."""
    return f"¶ {paragraph}" if paragraph else "headline"

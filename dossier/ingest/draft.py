"""A source → a draft: the article's file, with every guess listed under `to_confirm`, and its capture."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dossier.ingest import Refused
from dossier.ingest.candidates import Candidate, Words
from dossier.ingest.credits import Credit
from dossier.ingest.reprints import Reprint
from dossier.ingest.source import Found, Source
from dossier.model.dates import Window
from dossier.read.frontmatter import as_written

MAY_MEAN_THE_PLACE = "may mean the place; take it only where the text names the actor by it"
IF_IT_HAS_AN_ACCOUNT = "on these events, if the text has an account of them"
BODY = """
WHAT IT SAYS, in your own words. Link records with double brackets around an id, and cite with an at sign, an
article's id and a paragraph in single brackets; CONTRIBUTING.md shows both.
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
    found: Mapping[str, Sequence[Candidate]],
    credited: Sequence[Credit],
    titles: Mapping[str, str],
    alike: Sequence[Reprint] = (),
) -> Draft:
    """The article's file, for a person to complete.

    `titles` are those of the dossier's records, `alike` its articles with nearly the same text, nearest first.
    """
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
        ["authors:", *(f"  - {as_written(name)}" for name in source.authors)]
        if source.authors
        else ["authors: []"]
    )
    if alike:
        share = f"{alike[0].share:.0%} of the shorter text is the same"
        guesses["carries"] = Found(alike[0].article, share)
        lines.append(f"carries: {{chain: {alike[0].article}, because: {as_written(share)}}}")
    lines += [
        "rests_on:",
        "  - unknown",
        "subject: []",
        "actors: {}",
        "places: []",
        "events: []",
        "claims: []",
    ]
    lines += _commented(found, credited, titles)
    lines.append(
        "# Guessed by dossier add. Compare each, then take it out; dossier check fails until all are."
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
    )
    lines += ["to_confirm:", *(f"  - {key}" for key in order if key in guesses), "---"]
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


def _commented(
    found: Mapping[str, Sequence[Candidate]], credited: Sequence[Credit], titles: Mapping[str, str]
) -> list[str]:
    """The candidates as comments in the form of front matter, to be copied from."""
    lines = []
    known = [credit for credit in credited if credit.known]
    if known:
        lines += ["#   rests_on:", *(f"#     - {c.id}   # {_shown(c.words)}" for c in known)]
    lines += _actors(found.get("actors", ()), found.get("either", ()))
    for key in ("places", "events"):
        if found.get(key):
            lines += [f"#   {key}:", *(f"#     - {c.id}   # {_shown(c.words)}" for c in found[key])]
    if found.get("claims"):
        lines.append(f"#   claims:   # {IF_IT_HAS_AN_ACCOUNT}; each with its stance and quotes")
        lines += [f"#     - claim: {c.id}   # {titles[c.id]}" for c in found["claims"]]
    return (
        ["# Candidates, with the words that led to them. Copy what belongs, and delete this block.", *lines]
        if lines
        else []
    )


def _actors(sure: Sequence[Candidate], either: Sequence[Candidate]) -> list[str]:
    """One mapping, each actor once; at its end, apart, actors whose words may mean a place."""

    def line(candidate: Candidate, more: str = "") -> str:
        names = ", ".join(as_written(w.text) for w in candidate.words)
        return f"#     {candidate.id}: {{named: [{names}]}}   # {_places(candidate.words)}{more}"

    doubtful = {c.id: f"; {_shown(c.words)} may mean the place" for c in either}
    only = [c for c in either if c.id not in {c.id for c in sure}]
    return [
        *(["#   actors:"] if sure or only else []),
        *(line(c, doubtful.get(c.id, "")) for c in sure),
        *([f"#     # {MAY_MEAN_THE_PLACE}:"] if only else []),
        *(line(c) for c in only),
    ]


def _shown(words: Iterable[Words]) -> str:
    return ", ".join(f'"{w.text}" {place(w.paragraph)}' for w in words)


def _places(words: Iterable[Words]) -> str:
    return ", ".join(dict.fromkeys(place(w.paragraph) for w in words))


def place(paragraph: int) -> str:
    """The locator of a block: "headline", "¶ 3"."""
    return f"¶ {paragraph}" if paragraph else "headline"

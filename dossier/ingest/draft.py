"""A source → a draft: the article's file with everything that was guessed listed under `to_confirm`, and its capture.

Both are written or neither, and nothing that exists is written over.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from dossier.config import Settings
from dossier.ingest import Refused
from dossier.ingest.candidates import Candidate, Words
from dossier.ingest.credits import Credit
from dossier.ingest.source import Found, Source
from dossier.model.checks import is_id
from dossier.model.corpus import Corpus
from dossier.model.parts import FOLDERS
from dossier.model.quotations import folded
from dossier.model.records import Article, Publisher
from dossier.store import withheld

_STOP = frozenset(
    """a an the of to in on at for and or but by with from as is are was were be been has have had he
    she it its his her their that this after over says said new""".split()
)
_LETTERS = str.maketrans(
    {"ı": "i", "İ": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
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
    """Empty where only a reference was read."""
    publisher: str
    """The id under which the outlet is, or would be, in the dossier."""
    guesses: Mapping[str, Found]
    """What was filled in, by key, and what it was taken from."""
    missing: tuple[str, ...]
    """Keys for which nothing was found."""

    @property
    def sha256(self) -> str:
        """Of the capture's bytes, hexadecimal."""
        return hashlib.sha256(self.capture.encode()).hexdigest()


def publisher_of(source: Source, corpus: Corpus) -> tuple[str, str] | None:
    """The publisher's id, and how it was found: by the address's host, by the outlet's name, or made from either.

    None where neither is known: the publisher stands in the article's id, which is permanent.
    """
    host = _host(source.url.value) if source.url else ""
    known = corpus.of(Publisher)
    for publisher in known:
        if host and publisher.url and _host(publisher.url) == host:
            return publisher.id, "the address's host"
    name = folded(source.outlet.value).casefold() if source.outlet else ""
    for publisher in known:
        if name and name in {
            folded(n).casefold() for n in (publisher.title, *corpus.aliases.get(publisher.id, ()))
        }:
            return publisher.id, "the outlet's name"
    for article in corpus.articles:
        if host and article.url and _host(article.url) == host:
            return article.publisher, "another article on that host"
    made = _slug(source.outlet.value) if source.outlet else ""
    if made or (made := _slug(host.rpartition(".")[0])):
        return made, "the outlet's name, in no record yet"
    return None


def already_here(source: Source, corpus: Corpus) -> str | None:
    """The article that has the source's address, or None."""
    wanted = {_bare(found.value) for found in (source.url, source.archived) if found}
    for article in corpus.articles:
        if wanted & {_bare(address) for address in (article.url, article.archived) if address}:
            return article.id
    return None


def propose_id(source: Source, publisher: str, corpus: Corpus, taken: frozenset[str]) -> str:
    """An id from the outlet and words of the headline: none of a label that a source used, for an id takes no side."""
    labels = {
        word
        for a in corpus.articles
        for n in a.actors.values()
        for c in n.called
        for word in _slug(c).split("-")
    }
    words = [
        w
        for w in _slug(source.title.value if source.title else "").split("-")
        if w and w not in _STOP | labels
    ]
    day = source.published.value[:10] if source.published else ""
    tail = "-".join(words[:4]) if words else _slug(day)
    stem = f"{publisher}-{tail}".strip("-")[:70].strip("-")
    numbers = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 1000))
    return next(id_ for id_ in numbers if id_ not in taken)


def ids_in(settings: Settings, corpus: Corpus) -> frozenset[str]:
    """Every id that is taken: by a record, by a file that cannot be read, by what was withdrawn."""
    files = {p.stem for folder in FOLDERS.values() for p in (settings.content / folder).rglob("*.md")}
    return frozenset({*corpus.records, *files, *(entry.id for entry in corpus.retired), "index"})


def draft(
    source: Source,
    id_: str,
    publisher: tuple[str, str],
    today: date,
    found: Mapping[str, Sequence[Candidate]],
    credited: Sequence[Credit],
    titles: Mapping[str, str],
) -> Draft:
    """The article's file, as a person goes on with it. `titles` are those of the dossier's records."""
    if source.title is None:
        raise Refused("the source has no title")
    guesses = {"title": source.title, "publisher": Found(*publisher)}
    day = today.isoformat()
    guesses["published"] = source.published or Found(f"..{day}", "no date was found; it was read on that day")
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
    lines = ["---", f"title: {_quoted(source.title.value)}", f"publisher: {publisher[0]}"]
    lines += [f"{key}: {_quoted(guesses[key].value)}" for key in ("url", "archived") if key in guesses]
    lines.append(f'published: "{guesses["published"].value}"')
    if not source.published:
        lines.append("published_because: the page prints no date; it was read on that day")
    lines += [
        f'accessed: "{day}"',
        f"language: {guesses['language'].value}",
        f"read: {guesses['read'].value}",
    ]
    lines += (
        ["authors:", *(f"  - {_quoted(name)}" for name in source.authors)]
        if source.authors
        else ["authors: []"]
    )
    lines += ["rests_on:", "  - unknown", "actors: {}", "places: []", "events: []", "claims: []"]
    lines += _commented(found, credited, titles)
    lines.append(
        "# Guessed by dossier add. Compare each, then take it out; dossier check fails until all are."
    )
    order = ("title", "publisher", "url", "archived", "published", "language", "read", "authors")
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
    """The candidates as they would stand in the front matter, to be copied from."""
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
    """One mapping, each actor once; apart, at its end, those of whom the text may mean the place."""

    def line(candidate: Candidate, more: str = "") -> str:
        names = ", ".join(_quoted(w.text) for w in candidate.words)
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
    """ "headline", "¶ 3"."""
    return f"¶ {paragraph}" if paragraph else "headline"


def check_withheld(drafted: Draft, names: Mapping[str, tuple[str, ...]]) -> None:
    """Raises `Refused` where the draft holds a name that is to be withheld; the name is not told."""
    hits = withheld.search({f"{drafted.id}.md": drafted.article.encode()}, names)
    if hits:
        raise Refused(
            f'the draft would hold a name of "{hits[0].actor}", which is to be withheld; write the article by hand'
        )


def write(
    drafts: Sequence[Draft], settings: Settings, captures: Path, facts: Mapping[str, Mapping[str, str]]
) -> list[Path]:
    """Write every draft with its capture and the facts of its reading, or nothing; raises `Refused` where one is there."""
    files: list[tuple[Path, str]] = []
    for drafted in drafts:
        if not is_id(drafted.id):
            raise Refused(
                f'"{drafted.id}" cannot be an id; write it in lower-case letters, digits and hyphens'
            )
        if drafted.capture:
            sidecar = {"article": drafted.id, "sha256": drafted.sha256, **facts[drafted.id]}
            files.append((captures / f"{drafted.id}.txt", drafted.capture))
            files.append(
                (captures / f"{drafted.id}.json", json.dumps(sidecar, indent=2, ensure_ascii=False) + "\n")
            )
        files.append((settings.content / FOLDERS[Article.kind] / f"{drafted.id}.md", drafted.article))
    return write_all(files)


def write_all(files: Sequence[tuple[Path, str]]) -> list[Path]:
    """Write new files, all or none: each whole beside its place first, then linked to it, which never overwrites."""
    staged: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        for path, text in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            new = path.with_name(f".{path.name}.{os.getpid()}.new")
            staged.append((new, path))
            with new.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        for new, path in staged:
            try:
                os.link(new, path)
            except FileExistsError:
                raise Refused(f"{path} is there already; nothing was written") from None
            placed.append(path)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise
    finally:
        for new, _ in staged:
            new.unlink(missing_ok=True)
    return placed


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘")
    return re.sub(r"[^a-z0-9]+", "-", plain.translate(_LETTERS)).strip("-")


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")


def _bare(address: str) -> str:
    parts = urlsplit(address)
    return f"{_host(address)}{parts.path.rstrip('/')}?{parts.query}"

"""Realistic dossiers of any size, the same for the same numbers.

python tests/support/generate.py FOLDER [articles, 1000] [seed, 1]

Popularity follows Zipf: a few actors are in hundreds of articles, most in a few. Text, names and places are made up.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SYLLABLES = (
    "ka lo mi ran tes du vor han sel pi gro nat chu bel as in mar to fe qui dra sto wen zul ob ri".split()
)
NAMES = "zha khe ydo ghi tha wyn dho jis rux vyk phe ulm azd eth ism owd".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SCRIPTS = {"ar": "ابسدىفجهيجكلمنوبقرستوفوخيز", "ru": "абцдефгхижклмнопкрстувукшз"}
FIRST_DAY = date(2015, 1, 1)
BASES = ("witnessed", "document", "on-record", "anonymous", "outlet", "deduced", "unstated")
CITIES = 30

MKDOCS_YML = """\
site_name: A made-up dossier of {articles} articles
site_description: Made up for measuring.
site_url: https://example.org/made-up/
docs_dir: content
site_dir: site
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.top, search.highlight, toc.follow]
extra: {{generator: false}}
plugins: [dossier]
nav:
  - Overview: index.md
  - Claims: claims/index.md
  - Sources: articles/index.md
  - Actors: actors/index.md
  - Explore: explore.md
"""


@dataclass
class Made:
    """A record's file, and what others need to know of it."""

    id: str
    title: str
    head: list[str]
    body: str = ""
    actors: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


class Maker:
    """Makes one dossier."""

    def __init__(self, articles: int, seed: int) -> None:
        self.articles = articles
        self.rng = random.Random(seed)
        words = dict.fromkeys(
            "".join(self.rng.choices(SYLLABLES, k=1 + min(4, n // 60))) for n in range(30_000)
        )
        self.vocabulary = list(words)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.vocabulary))))

    def few(self, pool: Sequence[T], low: int, high: int) -> list[T]:
        """Between `low` and `high` of a pool whose first ones are the most popular, each once."""
        weights = self.zipf(len(pool))
        wanted = min(self.rng.randint(low, high), len(pool))
        found: dict[int, T] = {}
        while len(found) < wanted:
            [n] = self.rng.choices(range(len(pool)), cum_weights=weights)
            found.setdefault(n, pool[n])
        return list(found.values())

    def zipf(self, size: int) -> list[float]:
        """Cumulated weights of `size` ranks."""
        if not hasattr(self, "_zipf"):
            self._zipf: dict[int, list[float]] = {}
        if size not in self._zipf:
            self._zipf[size] = list(accumulate(1 / (rank + 1) ** 0.9 for rank in range(size)))
        return self._zipf[size]

    def words(self, count: int) -> list[str]:
        """So many words, common ones more often."""
        return self.rng.choices(self.vocabulary, cum_weights=self.weights, k=count)

    def name(self, parts: int) -> str:
        """A made-up name."""
        return " ".join(
            "".join(self.rng.choices(NAMES, k=self.rng.randint(3, 4))).capitalize() for _ in range(parts)
        )

    def names(self, name: str) -> list[str]:
        """Its spellings: another Latin one, an Arabic and a Cyrillic one."""
        spelled = [name, name.replace("k", "q").replace("o", "u")]
        lines = ["names:", *(f"  - {{name: {text}, lang: en}}" for text in dict.fromkeys(spelled))]
        for lang, letters in SCRIPTS.items():
            table = str.maketrans(LETTERS, letters)
            lines.append(f"  - {{name: {name.lower().translate(table)}, lang: {lang}}}")
        return lines

    def sentences(self, count: int, links: Iterable[str]) -> str:
        """A paragraph of about `count` words that holds the links."""
        waiting = list(links)
        told = []
        while count > 0:
            words = self.words(min(count, self.rng.randint(8, 24)))
            count -= len(words)
            if waiting:
                words.insert(len(words) // 2, waiting.pop())
            if self.rng.random() < 0.15:
                words[-1] = f"**{words[-1]}**"
            told.append(" ".join(words).capitalize() if not words[0].startswith("[") else " ".join(words))
        return ". ".join(told) + "."

    def text(self, count: int, links: Sequence[str]) -> str:
        """A body: paragraphs, now and then a list and a heading."""
        blocks = []
        paragraphs = max(1, count // 110)
        for n in range(paragraphs):
            share = links[n::paragraphs]
            if n and self.rng.random() < 0.2:
                blocks.append("## " + " ".join(self.words(3)).capitalize())
            if self.rng.random() < 0.15:
                blocks.append(
                    "\n".join(f"- {self.sentences(count // paragraphs // 4, share[i::4])}" for i in range(4))
                )
            else:
                blocks.append(self.sentences(count // paragraphs, share))
        return "\n\n".join(blocks)

    def day(self, years: range) -> date:
        """Any day of some of the ten years."""
        return FIRST_DAY + timedelta(days=self.rng.randrange(365 * years.start, 365 * years.stop))

    def window(self, day: date) -> str:
        """A day, as well as a source may know it."""
        return self.rng.choice([str(day), str(day), f"{day:%Y-%m}", f"{day:%Y-%m}~", f"..{day}", f"{day}.."])

    def files(self) -> dict[str, str]:
        """Every file by its path in the content folder."""
        n = self.articles
        places = self.make_places(max(6, n // 10))
        actors = self.make_actors(max(8, 3 * n // 10))
        publishers = self.make_publishers(max(5, n // 50), actors)
        events = self.make_events(max(4, n // 5), actors, places)
        claims, by_event = self.make_claims(events)
        made = {
            "places": places,
            "actors": actors,
            "publishers": publishers,
            "events": events,
            "claims": claims,
            "articles": self.make_articles(n, actors, places, publishers, events, by_event),
            "findings": self.make_findings(claims),
        }
        found = {
            f"{folder}/{record.id}.md": "\n".join(
                ["---", f"title: {record.title}", *record.head, "---", "", record.body, ""]
            )
            for folder, records in made.items()
            for record in records
        }
        found["index.md"] = f"---\ntitle: A made-up dossier\n---\n\n{self.text(60, [])}\n"
        return found

    def make_places(self, count: int) -> list[Made]:
        """Cities around a few centres, in a few countries."""
        centres = [(self.rng.uniform(20, 55), self.rng.uniform(0, 60)) for _ in range(4)]
        found = []
        for n in range(count):
            lat, lon = centres[n % 4]
            name = self.name(1)
            head = ["type: city", *self.names(name)]
            lat, lon = lat + self.rng.gauss(0, 1.5), lon + self.rng.gauss(0, 2)
            if n >= 4:
                head.append(f"within: place-{n % 4}")
            head.append(f"location: {{lat: {lat:.2f}, lon: {lon:.2f}, precision: locality}}")
            found.append(Made(f"place-{n}", name, head, self.text(40, [])))
        return found

    def make_actors(self, count: int) -> list[Made]:
        """Persons and groups; a few are controlled by others."""
        found = []
        for n in range(count):
            name = self.name(2)
            head = [
                f"type: {self.rng.choice(('person', 'person', 'group', 'government-body'))}",
                *self.names(name),
            ]
            if n > 10 and self.rng.random() < 0.1:
                head.append(f"controlled_by: {{actor: actor-{n // 3}, reference: https://example.org/r{n}}}")
            links = [f"[[actor-{self.rng.randrange(n)}]]"] if n else []
            found.append(Made(f"actor-{n}", name, head, self.text(60, links)))
        return found

    def make_publishers(self, count: int, actors: list[Made]) -> list[Made]:
        """Outlets and agencies."""
        found = []
        for n in range(count):
            name = self.name(2)
            head = [
                *self.names(name)[:2],
                f"country: {self.rng.choice(('GB', 'TR', 'RU', 'SY', 'US', 'FR'))}",
            ]
            head += [f"medium: {self.rng.choice(('newspaper', 'agency', 'website'))}", "language: en"]
            if self.rng.random() < 0.3:
                actor = self.rng.choice(actors).id
                head.append(f"controlled_by: {{actor: {actor}, reference: https://example.org/p{n}}}")
            found.append(Made(f"outlet-{n}", name, head, self.text(30, [])))
        return found

    def make_events(self, count: int, actors: list[Made], places: list[Made]) -> list[Made]:
        """Events with those who took part."""
        found = []
        for n in range(count):
            who, where = self.few(actors, 2, 5), self.few(places, 1, 2)
            head = [
                f"when: {self.window(self.day(range(0, 5)))}",
                f"places: [{', '.join(p.id for p in where)}]",
                "actors:",
            ]
            head += [f"  - {{actor: {actor.id}, as: participant, source: article-{n}}}" for actor in who]
            links = [f"[[{record.id}]]" for record in [*who, *where]]
            title = f"{self.name(1)} {n}"
            made = Made(
                f"event-{n}", title, head, self.text(80, links), [a.id for a in who], [p.id for p in where]
            )
            found.append(made)
        return found

    def make_claims(self, events: list[Made]) -> tuple[list[Made], dict[str, list[str]]]:
        """Three to six claims an event: articles on it share them."""
        found: list[Made] = []
        by_event: dict[str, list[str]] = {}
        for event in events:
            for _ in range(self.rng.randint(3, 6)):
                id_ = f"claim-{len(found)}"
                about = list(dict.fromkeys([*event.actors[:2], *event.places[:1], event.id]))
                head = [f"about: [{', '.join(about)}]", f"event: {event.id}"]
                earlier = by_event.get(event.id)
                if earlier and self.rng.random() < 0.1:
                    head.append(f"contradicts: [{earlier[-1]}]")
                title = " ".join(self.words(8)).capitalize()
                found.append(Made(id_, title, head, self.text(50, [f"[[{event.id}]]"])))
                by_event.setdefault(event.id, []).append(id_)
        return found, by_event

    def make_articles(
        self,
        count: int,
        actors: list[Made],
        places: list[Made],
        publishers: list[Made],
        events: list[Made],
        by_event: dict[str, list[str]],
    ) -> list[Made]:
        """Articles, each on an event or two, with accounts of its claims; some rest on an earlier one."""
        found: list[Made] = []
        told: dict[str, list[str]] = {}
        for n in range(count):
            about = self.few(events, 1, 2)
            if n < len(events):
                about = [events[n], *about[:1]] if events[n] not in about else about
            who, where = self.few(actors, 3, 8), self.few(places, 1, 4)
            if n < len(actors) and actors[n] not in who:
                who[-1] = actors[n]
            if n < len(places) and places[n] not in where:
                where[-1] = places[n]
            outlet = publishers[n] if n < len(publishers) else self.few(publishers, 1, 1)[0]
            claims = [claim for event in about for claim in by_event[event.id]]
            claims = self.rng.sample(claims, min(len(claims), self.rng.randint(2, 6)))
            if n < len(events):
                claims = list(dict.fromkeys([*claims, *by_event[events[n].id]]))
            day = self.day(range(5, 10))  # nothing is reported before it has happened
            head = [
                f"publisher: {outlet.id}",
                f"url: https://example.org/articles/{n}",
                f"published: {self.window(day)}",
                "accessed: 2026-01-01",
                f"language: {self.rng.choice(('en', 'en', 'tr', 'ku'))}",
                f"read: {self.rng.choice(('full', 'full', 'opening'))}",
                "rests_on: [unknown]",
                f"subject: [{', '.join(dict.fromkeys(event.id for event in about))}]",
                "actors:",
            ]
            for actor in who:
                called = (
                    f", called: [{self.name(1).lower()} {self.name(1).lower()}]"
                    if self.rng.random() < 0.2
                    else ""
                )
                head.append(f"  {actor.id}: {{named: [{actor.title}]{called}}}")
            head.append(f"places: [{', '.join(place.id for place in where)}]")
            head.append(f"events: [{', '.join(dict.fromkeys(event.id for event in about))}]")
            head.append("claims:")
            for claim in claims:
                head += self.account(claim, told.get(claim, []), publishers, actors)
                told.setdefault(claim, []).append(f"article-{n}")
            links = [f"[[{record.id}]]" for record in [*who, *where, *about]]
            if n:
                links += [f"[@article-{self.rng.randrange(n)}, ¶ {k}]" for k in (1, 2)]
            body = self.text(660 if n % 2 else 300, links)
            found.append(Made(f"article-{n}", " ".join(self.words(9)).capitalize(), head, body))
        return found

    def account(
        self, claim: str, earlier: list[str], publishers: list[Made], actors: list[Made]
    ) -> list[str]:
        """What an article says about a claim."""
        stance = self.rng.choices(("asserts", "denies"), (9, 1))[0] if earlier else "asserts"
        kind = self.rng.random()
        basis = self.rng.choice([basis for basis in BASES if kind >= 0.3 or basis != "outlet"])
        lines = [f"  - claim: {claim}", f"    stance: {stance}", f"    basis: {basis}"]
        lines += [
            "    quotes:",
            f"      - {{text: {' '.join(self.words(3))}, at: ¶ {self.rng.randint(1, 9)}}}",
        ]
        if kind < 0.3:
            lines.append("    rests_on: [own]")
        elif kind < 0.5 and earlier:
            lines.append(f"    rests_on: [{self.rng.choice(earlier)}]")
        elif kind < 0.7:
            lines.append(f"    rests_on: [{self.rng.choice(publishers).id} > {self.rng.choice(actors).id}]")
        return lines

    def make_findings(self, claims: list[Made]) -> list[Made]:
        """A finding a hundred claims, low in confidence: it is never too weak."""
        return [
            Made(
                f"finding-{n}",
                " ".join(self.words(7)).capitalize(),
                [
                    "confidence: low",
                    f"rests_on: [{', '.join(claim.id for claim in claims[100 * n : 100 * n + 4])}]",
                ],
                self.text(60, []),
            )
            for n in range(max(1, len(claims) // 100))
        ]


def generate(folder: Path, articles: int, seed: int = 1) -> None:
    """Write a dossier into `folder`: `mkdocs.yml` and `content/`."""
    for name, text in Maker(articles, seed).files().items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(MKDOCS_YML.format(articles=articles), encoding="utf-8")


if __name__ == "__main__":
    generate(Path(sys.argv[1]), *(int(argument) for argument in sys.argv[2:4]))

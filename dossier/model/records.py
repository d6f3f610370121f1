"""The records of a dossier: one file, one record, one page (docs/decisions/0005).

Each class is its kind's schema: the fields are the keys of the front matter, their annotations say what may stand there,
and the text beneath a field is its documentation. `id`, `path` and `body` come from the file, not from its front matter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar, Literal, get_args

from dossier.model.checks import Ref, Short
from dossier.model.dates import Window
from dossier.model.geography import Location
from dossier.model.parts import (
    CONFIG,
    Account,
    ActorId,
    ArticleId,
    Author,
    Body,
    Chain,
    Cited,
    ClaimId,
    Control,
    Country,
    EventId,
    Grade,
    Kind,
    Language,
    Named,
    Naming,
    Participant,
    PlaceId,
    PublisherId,
    Role,
    Step,
    Text,
    Title,
    Url,
    Waiver,
    address_of,
)
from dossier.model.withholding import Degree, Emptied, PageDegree


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind has."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    kind: ClassVar[Kind]

    id: str = ""
    path: str = ""
    """The file, relative to the project directory."""
    body: Body = field(default_factory=Body)
    title: Title
    """The record's name: of an article the headline as printed, of an actor or place the preferred name."""
    withheld: int = 0
    """How many records it names that are not published, and so are left out of it."""

    @property
    def address(self) -> str:
        """Where the record's page stands under the site: `actors/olga-vintner/`, `about/method/`."""
        return address_of(self.kind, self.id)


FILE_KEYS = ("id", "path", "body", "withheld")
"""Fields of `Record` that are no keys of the front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Record):
    """A published source, annotated."""

    kind: ClassVar[Kind] = "article"
    LABELS: ClassVar[dict[str, str]] = {
        "title_translated": "Headline, translated",
        "publisher": "Outlet",
        "url": "Address",
        "archived": "Archived copy (address)",
        "published_because": "Why this date",
        "accessed": "Read on",
        "read": "How much was read",
        "carries": "Whose text it is, if another's",
        "rests_on": "Where the article has it from",
        "subject": "What it is about",
        "actors": "Who appears in it",
        "claims": "Accounts",
    }

    title: Title
    """The headline as printed. A title of ours, where none was captured, stands in square brackets, or begins with
    `[no headline captured]`.
    """
    title_translated: Mapping[Literal["en"], Text] = field(default_factory=dict)
    """Our translation of the headline, `{en: …}`, where it is in another language: shown beside it, never in its place."""
    publisher: PublisherId
    """The outlet whose page was read, even where it carries an agency's text."""
    url: Url | None = None
    archived: Url | None = None
    """An archive's copy of the page."""
    published: Window
    """When it was published; a window where the page prints no date."""
    published_because: Text | None = None
    """What the window follows from, where no date is printed."""
    accessed: Window
    language: Language
    read: Literal["full", "opening"]
    """How much of the text was read: all of it, or only its opening."""
    authors: tuple[Author, ...] = ()
    """Who signs it, a name an entry: `Jane Roe`, or `Roe, Jane` where her family name is not the last word. Citations turn
    names of persons. What is the name of an outlet or of an actor who is no person stays whole, and so does what stands
    in braces and quotation marks: `"{Amnesty International}"`."""
    carries: Annotated[Chain, Short("chain")] | None = None
    """Whose text the page carries: every account without a chain of its own inherits it."""
    rests_on: tuple[Annotated[Chain, Short("chain")], ...] = ()
    """What its main matter stands on: inherited only by accounts of claims on an event of `subject`."""
    subject: tuple[EventId, ...] = ()
    """The events that the article is about."""
    actors: Mapping[ActorId, Naming] = field(default_factory=dict)
    """Who appears in it, and the words it printed for them."""
    places: tuple[PlaceId, ...] = ()
    events: tuple[EventId, ...] = ()
    claims: tuple[Annotated[Account, Emptied(("claim",), (("stance", "asserts"),))], ...] = ()
    """What it says about the dossier's claims, an account each."""
    to_confirm: tuple[Text, ...] = ()
    """What `dossier add` guessed, or `dossier capture` found changed, and nobody has confirmed: keys of this file."""
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """A person, group, state body, state or organisation."""

    kind: ClassVar[Kind] = "actor"
    LABELS: ClassVar[dict[str, str]] = {
        "identifiers": "Keys in registers",
        "publish": "How much is published",
    }

    type: Literal["person", "group", "government-body", "state", "organisation"]
    names: tuple[Annotated[Named, Short("name")], ...] = ()
    """Its names by language; the first is preferred."""
    roles: tuple[Role, ...] = ()
    controlled_by: Control | None = None
    identifiers: Mapping[Literal["wikidata", "viaf", "isni", "lei"], Text] = field(default_factory=dict)
    """Its keys in registers that others keep."""
    publish: Degree = "name"
    """How much is published: its `name`; its `role`, which is the title (`withhold` is an earlier spelling); its `initials`,
    which are the title; or `nothing`: no page, and no entry anywhere."""
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher(Record):
    """An outlet or agency."""

    kind: ClassVar[Kind] = "publisher"
    LABELS: ClassVar[dict[str, str]] = {
        "url": "Address",
        "is": "The actor that it is",
        "edition_of": "Edition of",
        "grade": "Reliability",
        "publish": "How much is published",
    }

    names: tuple[Annotated[Named, Short("name")], ...] = ()
    country: Country | None = None
    """Where it is based, ISO 3166-1."""
    medium: (
        Literal["newspaper", "agency", "broadcaster", "website", "magazine", "official-site", "aggregator"]
        | None
    ) = None
    url: Url | None = None
    language: Language | None = None
    controlled_by: Control | None = None
    is_: ActorId | None = None
    """The actor that it is: a ministry's own site."""
    edition_of: PublisherId | None = None
    """The publisher of which it is another language."""
    grade: Grade | None = None
    publish: PageDegree = "name"
    """As of an actor, but for `nothing`: a source never stands without its outlet."""
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A place on the map."""

    kind: ClassVar[Kind] = "place"
    LABELS: ClassVar[dict[str, str]] = {
        "within": "Lies in",
        "location": "Point on the map",
        "publish": "How much is published",
    }

    type: Literal["city", "town", "village", "district", "region", "province", "country", "site"]
    names: tuple[Annotated[Named, Short("name")], ...] = ()
    within: PlaceId | None = None
    """The place it lies in."""
    location: Location | None = None
    publish: Degree = "name"
    """As of an actor. A location says more than a title: leave it out, or give it a coarser precision."""
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happened."""

    kind: ClassVar[Kind] = "event"
    LABELS: ClassVar[dict[str, str]] = {"actors": "Who took part", "publish": "How much is published"}

    when: Window
    places: tuple[PlaceId, ...] = ()
    actors: tuple[Annotated[Participant, Short("actor")], ...] = ()
    sources: tuple[ArticleId, ...] = ()
    publish: Degree = "name"
    """As of an actor."""
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """A statement that sources make or contest, in neutral words: its title."""

    kind: ClassVar[Kind] = "claim"

    about: tuple[Annotated[str, Ref(("actor", "place", "event", "publisher", "article"))], ...]
    event: EventId | None = None
    speaker: ActorId | None = None
    """Who is said to have said it, where the claim is that somebody said something."""
    when: Window | None = None
    contradicts: tuple[ClaimId, ...] = ()
    """Claims that cannot hold together with it."""
    contrary_to: tuple[ClaimId, ...] = ()
    """Claims that stand beside it uneasily; shown, not counted."""
    supports: tuple[ClaimId, ...] = ()
    undercuts: tuple[ClaimId, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Record):
    """The analysts' judgement, and how sure they are of it (ICD 203)."""

    kind: ClassVar[Kind] = "finding"
    LABELS: ClassVar[dict[str, str]] = {"rests_on": "Claims it rests on"}

    confidence: Literal["low", "moderate", "high"]
    """How sure the author is of this reading. What it rests on is computed, and shown apart."""
    rests_on: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage(Record):
    """The front page, or a page about the dossier: its address follows from its file."""

    kind: ClassVar[Kind] = "page"

    description: Text | None = None
    """One sentence for search engines and link previews."""
    covers: Window | None = None
    """On the front page: what time the dossier covers."""
    quotes: tuple[Cited, ...] = ()
    """On the front page: the words that the dossier is about, as each source prints or translates them."""
    steps: tuple[Step, ...] = ()
    """Makes the page a story: its sections in order, each with a map, a time line, evidence and quotations."""

    def within(self, ids: Collection[str]) -> FreePage:
        """The page without references to records outside `ids`."""
        if not (self.quotes or self.steps):
            return self
        steps = tuple(
            replace(
                step,
                event=step.event if step.event in ids else None,
                places=tuple(id_ for id_ in step.places if id_ in ids),
                claims=tuple(id_ for id_ in step.claims if id_ in ids),
                quotes=_within(step.quotes, ids),
            )
            for step in self.steps
        )
        return replace(self, quotes=_within(self.quotes, ids), steps=steps)


def _within(quotes: Sequence[Cited], ids: Collection[str]) -> tuple[Cited, ...]:
    return tuple(cited for cited in quotes if cited.source in ids and cited.claim in ids)


RECORDS: dict[Kind, type[Record]] = {
    "article": Article,
    "actor": Actor,
    "publisher": Publisher,
    "place": Place,
    "event": Event,
    "claim": Claim,
    "finding": Finding,
    "page": FreePage,
}
KINDS: tuple[Kind, ...] = get_args(Kind)

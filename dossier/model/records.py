"""The records of a dossier: one file, one record, one page (DESIGN §2).

Each class is its kind's schema: the fields are the keys of the front matter, their annotations say what may stand there,
and the text beneath a field is its documentation. `id`, `path` and `body` come from the file, not from its front matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from dossier.model.checks import Checked, Listed, Malformed, Ref, Short, web_address
from dossier.model.dates import Window
from dossier.model.geography import Location
from dossier.model.languages import country_code, language_tag
from dossier.model.locators import Locator

if TYPE_CHECKING:
    from markdown_it.token import Token

Kind = Literal["page", "article", "actor", "publisher", "place", "event", "claim", "finding"]

FOLDERS: dict[Kind, str] = {
    "article": "articles",
    "actor": "actors",
    "place": "places",
    "event": "events",
    "claim": "claims",
    "finding": "findings",
    "publisher": "publishers",
}
"""The folder of `content/`, and the first part of the address, of each kind; free pages have none."""


def key_of(field_name: str) -> str:
    """The key that stands in the front matter for a field: Python's keywords carry an underscore there (`as_`)."""
    return field_name.rstrip("_")


_CONFIG: dict[str, Any] = {"extra": "forbid", "alias_generator": key_of}


def _printed(text: str) -> str:
    """A text that says something: not empty, one line, no control characters; raises `Malformed` (bad-value)."""
    if not text.strip():
        raise Malformed("missing-key", "the value is empty", "write the text, or leave the key out")
    if any(ord(c) < 32 and c not in "\n\t" for c in text):
        raise Malformed("bad-value", "the value holds a control character", "type it again without")
    return " ".join(text.split())


Text = Annotated[str, Checked(_printed)]
Url = Annotated[str, Checked(web_address)]
Language = Annotated[str, Checked(language_tag)]
Country = Annotated[str, Checked(country_code)]
ArticleId = Annotated[str, Ref(("article",))]
ActorId = Annotated[str, Ref(("actor",))]
PublisherId = Annotated[str, Ref(("publisher",))]
PlaceId = Annotated[str, Ref(("place",))]
EventId = Annotated[str, Ref(("event",))]
ClaimId = Annotated[str, Ref(("claim",))]

Stance = Literal["asserts", "reports", "denies", "differs"]
Basis = Literal["witnessed", "document", "on-record", "anonymous", "outlet", "deduced", "unstated"]
BASES: tuple[Basis, ...] = get_args(Basis)
"""How an article knows, by its nearest link; the strongest first."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text below the front matter: as written, and as Markdown tokens (markdown-it's, with our links and citations)."""

    text: str = ""
    line: int = 0
    """The line of the file at which the body begins, counted from 0."""
    tokens: tuple[Token, ...] = ()
    shortened: bool = False
    """True where blocks were left out, for they cite what is not part of the dossier as of a day."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.any_schema()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind has."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    kind: ClassVar[Kind]

    id: str = ""
    path: str = ""
    """The file, relative to the project directory."""
    body: Body = field(default_factory=Body)
    title: Text
    """The record's name: of an article the headline as printed, of an actor or place the preferred name."""

    @property
    def address(self) -> str:
        """Where the record's page stands under the site: `actors/hts/`."""
        return f"{FOLDERS[self.kind]}/{self.id}/"


FILE_KEYS = ("id", "path", "body")
"""Fields of `Record` that are no keys of the front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name and its language."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG

    name: Text
    lang: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a page printed for an actor: `named` holds names, `called` holds labels, both word for word."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG

    named: tuple[Text, ...] = ()
    called: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What a text stands on, nearest first: ids of articles, publishers or actors, `own`, or `unknown`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG

    chain: Annotated[
        tuple[Annotated[str, Ref(("article", "publisher", "actor"), words=("own", "unknown"))], ...],
        Listed(">"),
    ]
    because: Text | None = None
    """Why the chain is held to be so where the text does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A datum that somebody has to vouch for: an article of the dossier, or a reference work's address."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG

    source: Annotated[str, Ref(("article",))] | None = None
    """The article that says so."""
    reference: Url | None = None
    """The address of a reference work that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Sourced):
    """What somebody was, of what, and when."""

    as_: Text
    """The role, in words: "leader", "defence minister"."""
    of: ActorId | None = None
    when: Window | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Sourced):
    """Who controls an actor or a publisher."""

    actor: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a source, verbatim."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG

    text: Text
    at: Locator | None = None
    """Where they stand: `¶ 3`, `headline`."""
    lang: Language | None = None
    """Their language, where it is not the article's."""
    translation: Text | None = None
    """In English, by us, where the source is in another language."""
    translated_from: Language | None = None
    """The language the speaker used, where the source prints a translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What an article says about one claim."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG

    claim: ClaimId
    stance: Stance
    """asserts in its own voice, reports as somebody's word, denies, or differs: gives another value."""
    by: Annotated[str, Ref(("actor", "publisher"), or_words=True)] | None = None
    """Who says so in the article: an id, or the words it uses for somebody unnamed."""
    basis: Basis = "unstated"
    value: Text | None = None
    """The value it gives, where it differs."""
    when: Window | None = None
    """When it was, where this article says so."""
    quotes: tuple[Annotated[Quote, Short("text")], ...] = ()
    rests_on: tuple[Annotated[Chain, Short("chain")], ...] = ()
    """Only where it differs from the article's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Record):
    """A published source, annotated."""

    kind: ClassVar[Kind] = "article"

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
    authors: tuple[Text, ...] = ()
    rests_on: tuple[Annotated[Chain, Short("chain")], ...] = ()
    """What the whole article stands on."""
    actors: Mapping[ActorId, Naming] = field(default_factory=dict)
    """Who appears in it, and the words it printed for them."""
    places: tuple[PlaceId, ...] = ()
    events: tuple[EventId, ...] = ()
    claims: tuple[Account, ...] = ()
    """What it says about the dossier's claims, an account each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """A person, group, state body, state or organisation."""

    kind: ClassVar[Kind] = "actor"

    type: Literal["person", "group", "government-body", "state", "organisation"]
    names: tuple[Annotated[Named, Short("name")], ...] = ()
    """Its names by language; the first is preferred."""
    roles: tuple[Role, ...] = ()
    controlled_by: Control | None = None
    identifiers: Mapping[Literal["wikidata", "viaf", "isni", "lei"], Text] = field(default_factory=dict)
    """Its keys in registers that others keep."""
    publish: Literal["withhold"] | None = None
    """`withhold`: the name is kept out of the dossier; the title is a role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How reliable an outlet is held to be (NATO STANAG 2511: A reliable to E unreliable, F cannot be judged)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG

    letter: Literal["A", "B", "C", "D", "E", "F"]
    because: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher(Record):
    """An outlet or agency."""

    kind: ClassVar[Kind] = "publisher"

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A place on the map."""

    kind: ClassVar[Kind] = "place"

    type: Literal["city", "town", "village", "district", "region", "province", "country", "site"]
    names: tuple[Annotated[Named, Short("name")], ...] = ()
    within: PlaceId | None = None
    """The place it lies in."""
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor in an event, and as what."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG

    actor: ActorId
    as_: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happened."""

    kind: ClassVar[Kind] = "event"

    when: Window
    places: tuple[PlaceId, ...] = ()
    actors: tuple[Annotated[Participant, Short("actor")], ...] = ()
    sources: tuple[ArticleId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A weakening that the ratchet lets pass, and that the claim's page tells."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG

    rule: Literal["weakened-claim", "widened-window"]
    reason: Text
    published: Window


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
    """The analysts' judgement, and how confident they are (ICD 203)."""

    kind: ClassVar[Kind] = "finding"

    confidence: Literal["low", "moderate", "high"]
    rests_on: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """An id that was published and is withdrawn: its address goes on saying so."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG

    id: Text
    kind: Literal["article", "actor", "publisher", "place", "event", "claim", "finding"]
    date: Window
    reason: Text
    replaced_by: Text | None = None

    @property
    def address(self) -> str:
        """Where its page stood, and its tombstone stands."""
        return f"{FOLDERS[self.kind]}/{self.id}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage(Record):
    """The front page, or a page about the dossier: its address follows from its file."""

    kind: ClassVar[Kind] = "page"

    description: Text | None = None
    """One sentence for search engines and link previews."""
    covers: Window | None = None
    """On the front page: what time the dossier covers."""

    @property
    def address(self) -> str:
        """`about/method/`; the front page is the empty address."""
        return "" if self.id == "index" else f"{self.id}/"


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

"""What records are made of: the types of their fields, and the mappings that stand in their front matter.

Each class is its mapping's schema: the fields are its keys, their annotations say what may stand there, and the text
beneath a field is its documentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, get_args

from dossier.model.bylines import author
from dossier.model.checks import (
    Checked,
    Listed,
    Ref,
    Short,
    printed_text,
    record_id,
    record_title,
    web_address,
)
from dossier.model.dates import Window
from dossier.model.languages import country_code, language_tag
from dossier.model.locators import Locator
from dossier.model.markup import Block
from dossier.model.withholding import Emptied

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


def address_of(kind: Kind, id_: str) -> str:
    """Where a record's page stands under the site: `actors/olga-vintner/`; the front page is the empty address."""
    if kind in FOLDERS:
        return f"{FOLDERS[kind]}/{id_}/"
    return "" if id_ == "index" else f"{id_}/"


def a_kind(kind: Kind) -> str:
    """ "an article", "a place"."""
    return f"{'an' if kind[0] in 'ae' else 'a'} {kind}"


def key_of(field_name: str) -> str:
    """The key that stands in the front matter for a field: Python's keywords carry an underscore there (`as_`)."""
    return field_name.rstrip("_")


# A class may have `LABELS`: keys in plain English, for forms, where the key with blanks is none.
CONFIG: dict[str, Any] = {"extra": "forbid", "alias_generator": key_of}


Text = Annotated[str, Checked(printed_text)]
Title = Annotated[str, Checked(record_title)]
RecordId = Annotated[str, Checked(record_id)]
"""Any record's id, which need not exist any more."""
Author = Annotated[str, Checked(author)]
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
    """The text below the front matter: as written, and as it was read (see `dossier.model.markup`)."""

    text: str = ""
    line: int = 0
    """The line of the file at which the body begins, counted from 0."""
    blocks: tuple[Block, ...] = ()
    unused_footnotes: tuple[str, ...] = ()
    """Labels of footnotes to which nothing leads."""
    shortened: bool = False
    """True where blocks were left out, for they cite what is not part of the dossier as of a day."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.any_schema()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name and its language."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    LABELS: ClassVar[dict[str, str]] = {"lang": "Language"}

    name: Text
    lang: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a page printed for an actor: `named` holds names, `called` holds labels, both word for word."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    LABELS: ClassVar[dict[str, str]] = {"named": "Names", "called": "Labels"}

    named: tuple[Text, ...] = ()
    called: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What a text stands on, nearest first: ids of articles, publishers or actors, `own`, or `unknown`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    LABELS: ClassVar[dict[str, str]] = {
        "chain": "From whom, nearest first",
        "because": "Why, where the text does not say so",
    }

    chain: Annotated[
        tuple[Annotated[str, Ref(("article", "publisher", "actor"), words=("own", "unknown"))], ...],
        Listed(">"),
    ]
    because: Text | None = None
    """Why the chain is held to be so where the text does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A datum that somebody has to vouch for: an article of the dossier, or a reference work's address."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    LABELS: ClassVar[dict[str, str]] = {
        "source": "Article that says so",
        "reference": "Reference work (address)",
    }

    source: Annotated[str, Ref(("article",))] | None = None
    """The article that says so."""
    reference: Url | None = None
    """The address of a reference work that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Sourced):
    """What somebody was, of what, and when."""

    LABELS: ClassVar[dict[str, str]] = {"as": "Role", "of": "Of whom"}

    as_: Text
    """The role, in words: "leader", "defence minister"."""
    of: ActorId | None = None
    when: Window | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Sourced):
    """Who controls an actor or a publisher."""

    LABELS: ClassVar[dict[str, str]] = {"actor": "By whom"}

    actor: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a source, verbatim."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    LABELS: ClassVar[dict[str, str]] = {
        "text": "The words, as the text has them",
        "publish": "Withhold",
        "at": "Where they stand",
        "lang": "Their language, where it is not the article's",
        "translation": "In English, in our words",
        "translated_from": "The language the speaker used, where the source translates",
    }

    text: Text
    publish: Literal["withhold"] | None = None
    """`withhold`: the words are not published, and `text` is left out; the page says that a quotation is withheld."""
    at: Locator | None = None
    """Where they stand: `¶ 3`, `headline`."""
    lang: Language | None = None
    """Their language, where it is not the article's."""
    translation: Text | None = None
    """In English, by us, where the source is in another language."""
    translated_from: Language | None = None
    """The language the speaker used, where the source prints a translation."""

    def __post_init__(self) -> None:
        if self.publish:
            object.__setattr__(self, "text", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What an article says about one claim."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    LABELS: ClassVar[dict[str, str]] = {
        "by": "Said by",
        "basis": "How it knows",
        "value": "Its value, where it differs",
        "when": "When it was, if it says so",
        "publish": "Withhold",
        "quotes": "Quotations",
        "rests_on": "Where it has this from",
    }

    claim: ClaimId
    stance: Stance
    """asserts in its own voice, reports as somebody's word, denies, or differs: gives another value."""
    by: Annotated[str, Checked(printed_text), Ref(("actor", "publisher"), or_words=True)] | None = None
    """Who says so in the article: an id, or the words it uses for somebody unnamed."""
    basis: Basis = "unstated"
    """How the article knows, by its nearest link; of a text that the page carries, how that text knows. What is unstated
    has no known origin, at first hand or relayed."""
    value: Text | None = None
    """The value it gives, where it differs."""
    when: Window | None = None
    """When it was, where this article says so."""
    publish: Literal["withhold"] | None = None
    """`withhold`: it is not counted and not shown; of its other keys none is read."""
    quotes: tuple[Annotated[Quote, Short("text"), Emptied(("at",), (("text", "-"),), "text")], ...] = ()
    rests_on: tuple[Annotated[Chain, Short("chain")], ...] = ()
    """What this account stands on, where it inherits nothing or something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How reliable an outlet is held to be (NATO STANAG 2511: A reliable to E unreliable, F cannot be judged)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    LABELS: ClassVar[dict[str, str]] = {"letter": "Grade", "because": "Why"}

    letter: Literal["A", "B", "C", "D", "E", "F"]
    because: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Sourced):
    """An actor in an event, and as what."""

    LABELS: ClassVar[dict[str, str]] = {"actor": "Who", "as": "As what"}

    actor: ActorId
    as_: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A quotation that a page of our own shows: the first one that an article has of a claim."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG

    source: ArticleId
    claim: ClaimId


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a story: a section of the page's text, and what is drawn beside it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG

    heading: Text
    """The heading of its section, as it stands in the text: `## The storm, 3 May`."""
    event: EventId | None = None
    """The event it is about: its date, and its places where the step names none."""
    places: tuple[PlaceId, ...] = ()
    """What its map shows."""
    claims: tuple[ClaimId, ...] = ()
    """Claims whose evidence stands below its text."""
    quotes: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A weakening that the ratchet accepts, and that the record's page shows."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG

    rule: Literal[
        "weakened-claim",
        "widened-window",
        "changed-precision",
        "lost-archived-copy",
        "lost-quotation",
        "lost-source",
        "withheld-account",
    ]
    reason: Text
    published: Window

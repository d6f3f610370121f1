"""The index of each kind: a table, sortable and filterable in the browser, complete without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dossier.model.dates import Window
from dossier.model.figures import Figures, support_of
from dossier.model.languages import country_name, language_name
from dossier.model.pages import Page
from dossier.model.parts import BASES, Kind
from dossier.model.phrases import BASIS
from dossier.model.records import RECORDS, Actor, Article, Claim, Event, Finding, Place, Publisher, Record
from dossier.render.html import Links, filled, in_language
from dossier.render.lines import COUNT
from dossier.render.paging import paged
from dossier.render.renderer import Renderer

Cell = tuple[Any, str | None]
"""The text of a cell, and its sort key if that differs."""


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a kind."""

    kind: Kind
    address: str
    title: str
    lead: str
    columns: tuple[str, ...]
    row: Callable[[Links, Any, Figures], tuple[Cell, ...]]
    facets: tuple[str, ...] = ()
    """Columns that the browser offers to filter by."""


def _window(when: Window) -> Cell:
    return when.wording, when.sortable


def _count(links: Links, record: Record) -> Cell:
    return len(links.corpus.articles_by.get(record.id, [])), None


def _names(links: Links, record: Record) -> Cell:
    others = [name for name in links.corpus.aliases[record.id] if name != record.title]
    languages = {named.name: named.lang for named in getattr(record, "names", ())}
    return Markup(", ").join(in_language(name, languages.get(name)) for name in others), None


def _title(links: Links, record: Record) -> Cell:
    return links.record(record.id), record.title.casefold()


def _places(links: Links, ids: tuple[str, ...]) -> Cell:
    return Markup(", ").join(links.record(id_) for id_ in ids), None


def _article(links: Links, a: Article, _: Figures) -> tuple[Cell, ...]:
    read = "in full" if a.read == "full" else "opening"
    return (
        _title(links, a),
        (links.outlet(a), None),
        _window(a.published),
        (language_name(a.language), None),
        (read, None),
    )


def _actor(links: Links, a: Actor, _: Figures) -> tuple[Cell, ...]:
    return _title(links, a), (a.type.replace("-", " "), None), _names(links, a), _count(links, a)


def _event(links: Links, e: Event, _: Figures) -> tuple[Cell, ...]:
    return _title(links, e), _window(e.when), _places(links, e.places), _count(links, e)


def _place(links: Links, p: Place, _: Figures) -> tuple[Cell, ...]:
    known = p.location.precision if p.location else "no location"
    within = links.record(p.within) if p.within else ""
    return _title(links, p), (p.type, None), (within, None), _names(links, p), (known, None), _count(links, p)


def _publisher(links: Links, p: Publisher, _: Figures) -> tuple[Cell, ...]:
    country = country_name(p.country) if p.country else "not recorded"
    controller = links.record(p.controlled_by.actor) if p.controlled_by else "not recorded"
    medium = (p.medium or "").replace("-", " ")
    return _title(links, p), (medium, None), (country, None), (controller, None), _count(links, p)


def _claim(links: Links, c: Claim, figures: Figures) -> tuple[Cell, ...]:
    f = figures.claims[c.id]
    strongest = min((BASES.index(basis) for basis in f.bases.values()), default=len(BASES) - 1)
    event = links.record(c.event) if c.event else ""
    count = filled(
        '<a href="{}" aria-label="{}, {}">{}</a>',
        *(links.to(f"{c.address}#{COUNT}"), len(f.origins), c.title, len(f.origins)),
    )
    against = ("contradicted" if f.contradictions else "yes") if f.disputed else "no"
    return (
        _title(links, c),
        (against, None),
        (len(f.articles), None),
        (count, str(len(f.origins))),
        (len(f.unknown), None),
        (BASIS[BASES[strongest]], str(strongest)),
        (event, None),
    )


def _finding(links: Links, f: Finding, figures: Figures) -> tuple[Cell, ...]:
    under = support_of([figures.claims[id_] for id_ in f.rests_on])
    order = str(("low", "moderate", "high").index(f.confidence))
    numbers = (under.claims, under.without_origin, under.disputed, under.articles, under.origins)
    return _title(links, f), (f.confidence, order), *((number, None) for number in numbers)


INDEXES: tuple[Index, ...] = (
    Index(
        "finding",
        "findings/",
        "Findings",
        "What we conclude from the claims: how sure we are of each reading, and what it rests on.",
        (
            *("Finding", "How sure we are", "Claims under it", "Without a known origin", "Disputed"),
            *("Articles", "Independent origins"),
        ),
        _finding,
        ("How sure we are",),
    ),
    Index(
        "claim",
        "claims/",
        "Claims",
        "What the sources say or contest, each with how many articles say so and from how many independent origins.",
        ("Claim", "Dissent", "Articles", "Independent origins", "Unknown", "Strongest basis", "Event"),
        _claim,
        ("Dissent", "Independent origins", "Strongest basis"),
    ),
    Index(
        "article",
        "articles/",
        "Sources",
        "Every published report the dossier was made from, the newest first.",
        ("Headline as printed", "Outlet", "Published", "Language", "Read"),
        _article,
    ),
    Index(
        "actor",
        "actors/",
        "Actors",
        "Persons, groups, state bodies, states and organisations that the sources name.",
        ("Actor", "Kind", "Other spellings", "Sources"),
        _actor,
    ),
    Index(
        "event",
        "events/",
        "Events",
        "What happened, when and where, no finer than the sources know it.",
        ("Event", "When", "Where", "Sources"),
        _event,
    ),
    Index(
        "place",
        "places/",
        "Places",
        "Where it happened.",
        ("Place", "Kind", "Within", "Other spellings", "Position known to", "Sources"),
        _place,
    ),
    Index(
        "publisher",
        "publishers/",
        "Outlets",
        "The outlets and agencies whose reports were read, or on which those rest.",
        ("Outlet", "Medium", "Based in", "Controlled by", "Reports"),
        _publisher,
    ),
)


def pages(renderer: Renderer, kind: Kind) -> Iterator[Page]:
    """The index of a kind."""
    index = next(index for index in INDEXES if index.kind == kind)
    records: list[Any] = list(renderer.corpus.of(RECORDS[index.kind]))
    if index.kind == "article":
        records = list(renderer.corpus.articles)
    elif index.kind == "event":
        records = list(renderer.corpus.events)
    else:
        records.sort(key=lambda record: (record.title.casefold(), record.id))

    def values(links: Links, some: Sequence[Any], first: bool) -> dict[str, Any]:
        return {
            "kind": index.kind,
            "lead": index.lead,
            "caption": f"{index.title}: {len(records)}",
            "filter_label": f"Filter {index.title.lower()}",
            "columns": index.columns,
            "facets": index.facets,
            "rows": [index.row(links, record, renderer.figures) for record in some],
        }

    yield from paged(renderer, "index.html", index.address, index.title, index.lead, records, values)

"""The front page, the map and the bibliography."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from dossier.cite import reference_of
from dossier.derive.names import publisher_name
from dossier.metadata import coins
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import ClaimFigures, Support, counted, support_of
from dossier.model.pages import FRONT_CARD, FRONT_PICTURE, Page
from dossier.model.parts import Step
from dossier.model.prose import summary
from dossier.model.records import Actor, Article, Claim, Event, Finding, FreePage, Place, Publisher
from dossier.render.card import foot_of, front_card, png
from dossier.render.html import Links, style_sheets
from dossier.render.maps.leaflet import STYLE, PopupContent, Titled, map_block
from dossier.render.paging import paged
from dossier.render.renderer import Renderer, feed_link, spots
from dossier.render.story import STYLE as WORDS
from dossier.render.story import words_of

NEWEST, DISPUTED, EVENTS = 5, 3, 8
CONFIDENCE = ("low", "moderate", "high")
ON_FRONT_MAP = 6
IN_POPUP, DISPUTED_IN_POPUP = 3, 2
"""Events, and disputed claims, that a popup of the map names."""


def front(renderer: Renderer) -> Iterator[Page]:
    """The front page, if the content has one."""
    page = renderer.corpus.records.get("index")
    if isinstance(page, FreePage):
        yield _front(renderer, page)


def _front(renderer: Renderer, free: FreePage) -> Page:
    corpus = renderer.corpus
    story = next((page for page in corpus.pages if page.steps), None)
    events = [event.id for event in corpus.events]
    disputed, more_disputed = _disputed(renderer.figures.claims)
    conclusions = conclusions_of(corpus, renderer.figures.claims)
    counts = [
        (corpus.count(Article), "sources", "articles/"),
        (corpus.count(Claim), "claims", "claims/"),
        (corpus.count(Actor), "actors", "actors/"),
        (corpus.count(Event), "events", "events/"),
        (corpus.count(Place), "places", "places/"),
        (corpus.count(Publisher), "outlets", "publishers/"),
    ]
    return renderer.page(
        "home.html",
        "",
        free.title,
        free.description or summary(free.body.blocks, renderer.titles),
        record=free,
        head=(style_sheets(".", WORDS) if free.quotes or story else "")
        + (feed_link(renderer.settings, ".") if renderer.changes else ""),
        counts=counts,
        map=renderer.small_map(_frequent(corpus), ".", "The places that most sources name"),
        conclusions=[(each, summary(each.finding.body.blocks, renderer.titles)) for each in conclusions],
        disputed=disputed,
        more_disputed=more_disputed,
        files=picture_files(renderer, free.title, conclusions[0]) if conclusions else (),
        phrase=words_of(renderer.links("."), free.quotes),
        story=story,
        steps=[(step, _when(corpus, step)) for step in story.steps] if story else [],
        # A story tells what happened, and is on the page already.
        event_ids=[] if story else events[:EVENTS],
        events=len(events),
        article_ids=[article.id for article in corpus.articles[:NEWEST]],
    )


class Conclusion(NamedTuple):
    """A finding, and what it rests on."""

    finding: Finding
    support: Support


def conclusions_of(corpus: Corpus, claims: Mapping[str, ClaimFigures]) -> list[Conclusion]:
    """The findings, the strongest first: by how sure we are, then by independent origins and articles."""
    found = [Conclusion(f, support_of([claims[id_] for id_ in f.rests_on])) for f in corpus.of(Finding)]
    return sorted(
        found,
        key=lambda one: (
            -CONFIDENCE.index(one.finding.confidence),
            -one.support.origins,
            -one.support.articles,
            one.finding.id,
        ),
    )


def picture_files(renderer: Renderer, question: str, strongest: Conclusion) -> list[tuple[str, str | bytes]]:
    """The picture that other sites show of the front page."""
    svg = front_card(renderer.corpus, renderer.figures.claims, question, *strongest, foot_of(renderer, ""))
    picture = png(svg, renderer.drawings) if renderer.settings.url else None
    return [(FRONT_CARD, svg), *([(FRONT_PICTURE, picture)] if picture else [])]


def _when(corpus: Corpus, step: Step) -> Window | None:
    """When the event of a step was."""
    event = corpus.records.get(step.event) if step.event else None
    return event.when if isinstance(event, Event) else None


def _disputed(claims: Mapping[str, ClaimFigures]) -> tuple[list[str], int]:
    """The first disputed claims, each with those that contradict it; and how many more there are."""
    found: list[str] = []
    disputed = [id_ for id_, f in claims.items() if f.disputed]
    for id_ in disputed:
        if len(found) >= DISPUTED:
            break
        found += [other for other in (id_, *claims[id_].contradictions) if other not in found]
    return found, len(set(disputed) - set(found))


def _frequent(corpus: Corpus) -> list[str]:
    """The places, without countries, that most sources name."""
    places = [place for place in corpus.places if place.location and place.type != "country"]
    places.sort(key=lambda place: (-len(corpus.articles_by.get(place.id, [])), place.id))
    return [place.id for place in places[:ON_FRONT_MAP]]


def whole_map(renderer: Renderer) -> Iterator[Page]:
    """The map, and its places as a table."""
    corpus = renderer.corpus
    places, more = renderer.mapped()
    links = renderer.links("..")
    block = map_block(
        spots(links, places),
        label="Map of the places of this dossier",
        root="..",
        style=renderer.map_style,
        popups={id_: _popup_content(renderer, links, id_) for id_ in places},
        keep=True,
    )

    def values(links: Links, some: Sequence[Place], first: bool) -> dict[str, Any]:
        head = style_sheets(links.root, STYLE)
        return {
            "head": head,
            "map": block if first else "",
            "not_drawn": more if first else 0,
            "places": some,
        }

    lead = "Every place of the dossier that has a location, with how well it is known."
    yield from paged(renderer, "map.html", "map/", "Map", lead, list(corpus.places), values)


def _popup_content(renderer: Renderer, links: Links, place: str) -> PopupContent:
    """What the map's popup says of a place: its latest events, its claims, and those that are disputed."""
    corpus, figures = renderer.corpus, renderer.figures.claims
    events = [e for id_ in corpus.events_by.get(place, ()) if isinstance(e := corpus.records[id_], Event)]
    events.sort(key=lambda event: (event.when.sort_key, event.id), reverse=True)
    claims = renderer.figures.accounts_by.get(place, ())
    disputed = [id_ for id_ in claims if figures[id_].disputed]
    counts = counted(len(claims), "claim") + (f", {len(disputed)} of them disputed" if disputed else "")
    return PopupContent(
        [Titled(e.title, links.to(e.address), e.when.wording) for e in events[:IN_POPUP]],
        counts if claims else "",
        [
            Titled(corpus.records[id_].title, links.to(corpus.records[id_].address))
            for id_ in disputed[:DISPUTED_IN_POPUP]
        ],
        f"{links.to('explore/')}?place={place}",
    )


def bibliography(renderer: Renderer) -> Iterator[Page]:
    """The bibliography."""
    corpus = renderer.corpus
    entries = []
    for article in corpus.articles:
        cited = renderer.note_style.entry(reference_of(corpus, article))
        entries.append((article, Markup(cited.linked), cited.plain.casefold()))
    entries.sort(key=lambda entry: (entry[2], entry[0].id))

    def values(links: Links, some: Sequence[tuple[Article, Markup, str]], first: bool) -> dict[str, Any]:
        return {
            "style": renderer.note_style.name,
            "entries": [
                (article, publisher_name(corpus, article), entry, coins(reference_of(corpus, article)))
                for article, entry, _ in some
            ],
        }

    lead = "Every source of the dossier, formatted and for reference managers."
    address = "bibliography/"
    yield from paged(renderer, "bibliography.html", address, "Bibliography", lead, entries, values)

"""From a template to a `Page`: the Jinja environment, and the values that every page shows."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from dossier.cite import CHICAGO, NoteStyle
from dossier.cite.typography import typographic
from dossier.config import Settings
from dossier.derive.network import Network, network_of
from dossier.derive.relations import Relations, relations
from dossier.metadata import Subject, head_of
from dossier.model.corpus import Corpus, Titles
from dossier.model.dates import Window, wording_of_day
from dossier.model.figures import AsOf, Figures, counted
from dossier.model.history import NO_HISTORY, History
from dossier.model.languages import country_name, direction, language_name
from dossier.model.ledger import withheld_accounts_line
from dossier.model.pages import ALL, FEED, Heading, Page, shard_count
from dossier.model.prose import ended, summary
from dossier.model.records import Article, Claim, FreePage, Record
from dossier.model.releases import Release
from dossier.render.bodies import rendered
from dossier.render.citing import citing
from dossier.render.differences import difference_line
from dossier.render.html import (
    Links,
    contacts,
    filled,
    here,
    in_language,
    isolated,
    names_by_language,
    origins,
    printed,
    quoted,
    sideways,
    translated,
    window,
)
from dossier.render.limits import Limits, Lists, fits
from dossier.render.lines import LINES, evidence
from dossier.render.maps.markers import Spot
from dossier.render.maps.svg import Style, map_figure
from dossier.render.notes import Notes
from dossier.store.disk_cache import NO_CACHE_FOLDERS, CacheFolders, DiskCache
from dossier.tracking import TrackedMemo

_HEADING = re.compile(r'<h([23]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
EXPLORE = "explore/"
MAP_WIDTH = 640
"""In pixels. A map is nine sixteenths as high, and two thirds of that where it shows one place."""
LISTED = {"claims": "claim", "events": "event", "sources": "article"}
"""Lists of a record's page that Explore shows as well, and the kind of their entries."""


@dataclass(frozen=True, slots=True)
class Common:
    """The values that every page shows."""

    covers: Window | None
    """The time that the dossier covers, as its front page says."""
    published: tuple[Window, Window] | None
    """When the first and the last of its sources were published."""
    read_until: Window | None
    """The latest day on which a source was read."""
    shards: int
    """The number of files of link previews."""
    changes: bool
    """Whether there is a history of changes."""


def common_of(corpus: Corpus, *, changes: bool) -> Common:
    """The values that every page of a dossier shows."""
    front = corpus.records.get("index")
    covers = front.covers if isinstance(front, FreePage) else None
    return Common(covers, corpus.published_span, corpus.read_until, shard_count(len(corpus.records)), changes)


class Renderer:
    """Renders pages of one corpus."""

    def __init__(
        self,
        corpus: Corpus,
        figures: Figures,
        settings: Settings,
        as_of: AsOf | None = None,
        changes: History = NO_HISTORY,
        network: Callable[[], Network] | None = None,
        beside: Relations | None = None,
        common: Common | None = None,
        folders: CacheFolders = NO_CACHE_FOLDERS,
        limits: Limits | None = None,
        note_style: NoteStyle = CHICAGO,
    ) -> None:
        self.corpus, self.figures, self.settings, self.as_of = corpus, figures, settings, as_of
        self.changes, self.note_style = changes, note_style
        self._network = network or cache(partial(network_of, corpus, figures))
        self.relations = beside if beside is not None else relations(corpus, figures, self._network, changes)
        self.common = common or common_of(corpus, changes=bool(changes))
        self.limits = limits or Limits()
        self._links: dict[str, Links] = {}
        self._claims = TrackedMemo[tuple[str, str], Markup](corpus.records)
        self.titles = Titles(corpus.records)
        # Imported late: `dossier check` needs no Jinja.
        from dossier.render.templating import Templates

        self.environment = Templates(folders.templates)
        self.grounds, self.drawings = DiskCache(folders.grounds), DiskCache(folders.drawings)
        self.environment.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
        self.environment.filters["sentence_end"] = ended
        self.environment.globals |= {
            "corpus": corpus,
            "has_changes": self.common.changes,
            "preview_shards": self.common.shards,
            "covers": self.common.covers,
            "published": self.common.published,
            # As of a day the date of reading is left out: it is later than that day.
            "read_until": None if as_of else self.common.read_until,
            "settings": settings,
            "figures": figures,
            "as_of": as_of,
            "day": wording_of_day,
            "counted": counted,
            "language_name": language_name,
            "country_name": country_name,
            "direction": direction,
            "in_language": in_language,
            "isolated": isolated,
            "typographic": typographic,
            "contacts": contacts,
            "printed": printed,
            "quoted": quoted,
            "sideways": sideways,
            "translated": translated,
            "here": here,
            "names_by_language": names_by_language,
            "window": window,
            "origins": origins,
            "claim_line": self.claim_line,
            "withheld_accounts_line": withheld_accounts_line,
            **{line.__name__: line for line in LINES},
        }

    @property
    def network(self) -> Network:
        """The network of actors and outlets."""
        return self._network()

    def page(
        self,
        template: str,
        address: str,
        title: str,
        description: str,
        *,
        section: str = "",
        record: Record | None = None,
        head: str = "",
        lengths: Sequence[int] = (),
        files: Sequence[tuple[str, str | bytes]] = (),
        in_explore: Mapping[str, str] | None = None,
        view: bool = False,
        version: str = "",
        release: Release | None = None,
        **values: Any,
    ) -> Page:
        """A page rendered from `template`; `record` is the one whose body it shows and whose file is edited.

        Its lists have at most one of these `lengths`; if the page is too large, it is rendered again with the next
        number. `in_explore` are the queries, by list, with which Explore shows a list. `files` are written beside the page.
        With `view`, what is cited is the view that its address names. `version` is that of what it shows, if no record.
        `release` is the one that the page is about: the page has its date, and is cited at its version.
        """
        links = self.links(root_of(address))
        notes = Notes(links, own=record.id if isinstance(record, Article) else "")
        text, sections = rendered(record, links, notes) if record else (Markup(""), [])
        cited = citing(
            *(self.settings, self.figures, address, title, record, self.as_of, self.common.read_until),
            view=view,
            release=release,
        )
        past = [
            (each.day, difference_line(each.difference, links, named=False))
            for each in (self.relations.past.get(record.id, ()) if record and address else ())
        ]
        drawn = self.environment.get_template(template)
        explore = {name: links.to(f"{EXPLORE}?{query}") for name, query in (in_explore or {}).items()}
        for most in lengths or self.limits.entries:
            lists = Lists(most, explore)
            body = drawn.render(
                links=links,
                lists=lists,
                record=record,
                text=text,
                sections=sections,
                notes=notes.notes,
                page_title=title,
                cited=cited,
                release=release,
                **{"past": past, **values},
            )
            listed = contents(body)
            if fits(body, listed, self.limits.body_bytes):
                break
        data = lists.data(address)
        return Page(
            address=address,
            title=title,
            description=description or self.settings.description,
            body=body,
            contents=listed,
            section=section,
            source=self.corpus.files.get(record.id, "") if record else "",
            version=version or cited.version,
            head=head
            + self._metadata(
                Subject(address, title, description, record, release.date if release else None), links
            ),
            beside=(*(((ALL, data),) if data else ()), *files),
        )

    def _metadata(self, subject: Subject, links: Links) -> str:
        """What a page says of itself to programs."""
        return head_of(
            subject, self.corpus, self.figures.claims, self.settings, links.root, self.common.covers
        )

    def claim_line(self, links: Links, id_: str) -> Markup:
        """A claim as a list entry: its title, and its evidence in one line."""
        return self._claims.get((links.root, id_), lambda: self._claim_line(links, id_))

    def _claim_line(self, links: Links, id_: str) -> Markup:
        claim = self.corpus.records[id_]
        assert isinstance(claim, Claim)
        return filled(
            '<div class="dossier-claim"><div class="dossier-claim__title">{}</div>'
            '<div class="dossier-claim__figures">{}</div></div>\n',
            *(links.record(id_), evidence(links, claim, self.figures.claims[id_])),
        )

    def links(self, root: str) -> Links:
        """Links from pages whose root is `root`."""
        if root not in self._links:
            self._links[root] = Links(self.corpus, root, self.figures.accounts_by, self.note_style)
        return self._links[root]

    def record_page(
        self,
        template: str,
        record: Record,
        section: str,
        title: str = "",
        description: str = "",
        **values: Any,
    ) -> Page:
        """The page of a record; its description is the first sentence of its text, unless another is given."""
        description = description or summary(record.body.blocks, self.titles)
        return self.page(
            template,
            record.address,
            title or record.title,
            description,
            section=section,
            record=record,
            **values,
        )

    def mapped(self) -> tuple[list[str], int]:
        """The places that a map draws: those that most sources name; and the number that it leaves out."""
        ids, most = [place.id for place in self.corpus.places if place.location], self.limits.mapped
        if len(ids) > most:
            ids.sort(key=lambda id_: (-len(self.corpus.articles_by.get(id_, ())), id_))
        return ids[:most], max(0, len(ids) - most)

    def small_map(
        self,
        places: list[str],
        root: str,
        label: str,
        uid: str = "map",
        *,
        width: int = MAP_WIDTH,
        noticed: bool = True,
    ) -> Markup:
        """A map of the places that have a location; empty if none has. `uid` is another for each map of a page, of which
        one has the notice on borders.
        """
        located = spots(self.links(root), places)[: (self.limits.mapped + 1) // 2]
        if not located:
            return Markup("")
        height = width * 9 // (16 if len(located) > 1 else 24)
        return map_figure(
            located,
            label=label,
            width=width,
            height=height,
            uid=uid,
            style=self.map_style,
            noticed=noticed,
        )

    @property
    def map_style(self) -> Style:
        """How maps are drawn."""
        return Style(self.settings.borders, self.grounds)


def in_explore(facet: str, id_: str) -> dict[str, str]:
    """The queries with which Explore shows what has a value of a facet, by list."""
    return {name: f"{facet}={id_}&kind={kind}" for name, kind in LISTED.items()}


def root_of(address: str) -> str:
    """The relative address of the site's root, seen from a page."""
    return "/".join([".."] * address.count("/")) or "."


def feed_link(settings: Settings, root: str, address: str = "") -> str:
    """The link to a page's feed, for its head; empty if the site's address is not known.

    Two words in `rel`: Material takes `rel="alternate"` alone for another language, and requests that one's sitemap.
    """
    if not settings.url:
        return ""
    return f'<link rel="alternate feed" type="application/atom+xml" href="{root}/{address}{FEED}">'


def spots(links: Links, places: Iterable[str]) -> list[Spot]:
    """Those of `places` that have a location, as markers for a map with these links."""
    return [spot for id_ in sorted(set(places)) if (spot := links.spot(id_))]


def contents(body: str) -> tuple[Heading, ...]:
    """The table of contents from the headings of levels 2 and 3 in a finished body."""
    headings: list[tuple[Heading, list[Heading]]] = []
    for level, anchor, inner in _HEADING.findall(body):
        heading = Heading(anchor, html.unescape(_TAG.sub("", inner)).strip())
        if level == "2" or not headings:
            headings.append((heading, []))
        else:
            headings[-1][1].append(heading)
    return tuple(Heading(top.anchor, top.title, tuple(below)) for top, below in headings)

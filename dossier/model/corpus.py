"""The linked dossier: every record, and the indexes of what refers to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from dossier.model.dates import Window
from dossier.model.inheritance import all_chains
from dossier.model.records import Actor, Article, Event, FreePage, Place, Publisher, Record
from dossier.model.retired import Retired

if TYPE_CHECKING:
    from dossier.model.releases import Release

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mention:
    """A link to a record in another record's body: the sentence in plain text, split around the name."""

    source: str
    """Id of the record whose text it is."""
    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All records by id, and indexes by id. Mappings are in the order of ids; sequences as each field says."""

    records: Mapping[str, Record]
    files: Mapping[str, str] = field(default_factory=dict)
    """For each record, its file within the content folder."""
    ids_by_file: Mapping[str, str] = field(default_factory=dict)
    """The other way round: the record of each file."""
    mentions: Mapping[str, Sequence[Mention]] = field(default_factory=dict)
    """For each record, the sentences of other records' texts that link to it, by the order of their records."""
    cited_by: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each article, the ids of the records whose texts cite it."""
    articles_by: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each actor, place, event and publisher, the ids of its articles, newest first."""
    events_by: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each actor and place, the ids of its events, earliest first."""
    places_in: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each place, the ids of the places directly within it."""
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each record, every spelling of its name that the dossier knows, the preferred one first; no labels."""
    corporate_authors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each article, those of its authors who are outlets, or actors who are no persons, by any of their names."""
    retired: Sequence[Retired] = ()
    """Ids once published and since withdrawn, in their order."""
    releases: Sequence[Release] = ()
    """The releases of the dossier, the first one first."""
    images: Mapping[str, bytes] = field(default_factory=dict)
    """Images of the content folder, by their path within it."""
    unpublished: frozenset[str] = frozenset()
    """The ids of the records that are left out, because nothing of them is published."""
    _derived: dict[tuple[object, type[Record]], Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """The values that `derived` has computed."""

    def derived(self, make: Callable[[list[R]], T], kind: type[R]) -> T:
        """What `make` makes of all records of a kind, computed once: it is given these, and nothing else."""
        if (make, kind) not in self._derived:
            self._derived[make, kind] = make([r for r in self.records.values() if isinstance(r, kind)])
        value: T = self._derived[make, kind]
        return value

    def computed(self, make: Callable[[list[R]], T], kind: type[R]) -> T | None:
        """The value of `derived`, if it has been computed."""
        value: T | None = self._derived.get((make, kind))
        return value

    def set_derived(self, make: Callable[[list[R]], T], kind: type[R], value: T) -> None:
        """Set the value of `derived` to what it would compute."""
        self._derived[make, kind] = value

    def take_derived(self, other: Corpus, changed: Mapping[str, Record]) -> None:
        """Take over what `derived` has computed for another corpus with the same ids, of which some records have changed
        since.
        """
        kinds = {type(record) for record in changed.values()}
        for (make, kind), value in other._derived.items():
            if not any(issubclass(each, kind) for each in kinds):
                self._derived[make, kind] = value
        pairs = [(other.records[id_], now) for id_, now in changed.items()]
        for make, kind, same in _ORDERS:
            ordered = other._derived.get((make, kind))
            if (
                (make, kind) not in self._derived
                and ordered
                and all(same(was, now) for was, now in pairs if isinstance(now, kind))
            ):
                self._derived[make, kind] = [self.records[record.id] for record in ordered]
        if all(_rests_alike(was, now) for was, now in pairs) and (_resting, Article) in other._derived:
            self._derived[_resting, Article] = other._derived[_resting, Article]

    def of(self, kind: type[R]) -> list[R]:
        """All records of a kind, in the order of their ids."""
        return self.derived(_as_they_are, kind)

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are."""
        return self.derived(len, kind)

    def publisher_of(self, article: Article) -> Publisher | None:
        """The publisher of an article; None where its file could not be read."""
        found = self.records.get(article.publisher)
        return found if isinstance(found, Publisher) else None

    @property
    def titles(self) -> Titles:
        """Every record's title by id."""
        return Titles(self.records)

    @property
    def articles(self) -> list[Article]:
        """All articles, newest first."""
        return self.derived(newest_first, Article)

    @property
    def resting_on(self) -> Mapping[str, Sequence[str]]:
        """For each link of a chain, the articles that rest on it, as a whole or for one claim, newest first."""
        return self.derived(_resting, Article)

    @property
    def actors(self) -> list[Actor]:
        """All actors, in the order of their ids."""
        return self.of(Actor)

    @property
    def places(self) -> list[Place]:
        """All places, in the order of their ids."""
        return self.of(Place)

    @property
    def publishers(self) -> list[Publisher]:
        """All publishers, in the order of their ids."""
        return self.of(Publisher)

    @property
    def events(self) -> list[Event]:
        """All events, earliest first."""
        return self.derived(earliest_first, Event)

    @property
    def pages(self) -> list[FreePage]:
        """The free pages, in the order of their addresses."""
        return self.of(FreePage)

    @property
    def read_until(self) -> Window | None:
        """The latest day on which a source was read."""
        return max((a.accessed for a in self.of(Article)), key=lambda w: w.sort_key, default=None)

    @property
    def published_span(self) -> tuple[Window, Window] | None:
        """When the first and the last of the sources were published, as far as their dates are known."""
        dates = [article.published for article in self.of(Article)]
        if not dates:
            return None
        last = max(dates, key=lambda w: (w.latest or w.earliest or date.min, w.text))
        return min(dates, key=lambda w: w.sort_key), last


class Titles(Mapping[str, str]):
    """The titles of records by id; each look-up reads, and so records, that record alone."""

    __slots__ = ("records",)

    def __init__(self, records: Mapping[str, Record]) -> None:
        self.records = records

    def __getitem__(self, id_: str) -> str:
        return self.records[id_].title

    def get(self, id_: str, default: Any = None) -> Any:
        """As `dict.get`; `Mapping.get` would raise and catch an exception."""
        record = self.records.get(id_)
        return default if record is None else record.title

    def __iter__(self) -> Iterator[str]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def with_rows(index: Mapping[str, T], keys: Collection[str], rows: Mapping[str, T]) -> Mapping[str, T]:
    """An index with new rows for some keys; a key without a row, or with an empty one, is left out."""
    if not keys:
        return index
    changed = dict(index)
    for key in keys:
        if rows.get(key):
            changed[key] = rows[key]
        else:
            changed.pop(key, None)
    return changed


def changed_ids(before: Mapping[str, Record], after: Mapping[str, Record]) -> set[str]:
    """The ids whose records are not the same object in both mappings, or are in one of them only."""
    if before is after:
        return set()
    changed = {id_ for id_, record in after.items() if before.get(id_) is not record}
    return changed | (before.keys() - after.keys())


def newest_first(articles: Sequence[Article]) -> list[Article]:
    """Articles by day of publication, latest first; then by id."""
    by_id = sorted(articles, key=lambda article: article.id)
    return sorted(by_id, key=lambda article: article.published.sort_key[:2], reverse=True)


def earliest_first(events: Iterable[Event]) -> list[Event]:
    """Events by the time at which they happened; then by id."""
    return sorted(events, key=lambda event: (event.when.sort_key, event.id))


def _published_alike(was: Record, now: Record) -> bool:
    """Whether two versions of an article have the same place among all articles."""
    assert isinstance(was, Article)
    assert isinstance(now, Article)
    return was.published.sort_key[:2] == now.published.sort_key[:2]


def _happened_alike(was: Record, now: Record) -> bool:
    """Whether two versions of an event have the same place among all events."""
    assert isinstance(was, Event)
    assert isinstance(now, Event)
    return was.when.sort_key == now.when.sort_key


def _rests_alike(was: Record, now: Record) -> bool:
    """Whether what rests on what is the same with two versions of a record."""
    if not isinstance(was, Article) or not isinstance(now, Article):
        return not isinstance(now, Article)
    return _published_alike(was, now) and list(all_chains(was)) == list(all_chains(now))


_ORDERS: tuple[tuple[object, type[Record], Callable[[Record, Record], bool]], ...] = (
    (newest_first, Article, _published_alike),
    (earliest_first, Event, _happened_alike),
)


def _as_they_are(records: list[R]) -> list[R]:
    return records


def _resting(articles: Sequence[Article]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for article in newest_first(articles):
        for link in (link for chain in all_chains(article) for link in chain.chain):
            if link != article.id:
                found.setdefault(link, {})[article.id] = None
    return {link: list(ids) for link, ids in found.items()}

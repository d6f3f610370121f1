"""What the state holds, and of which types: named values (facts), and for each record the rows of `TABLES`.

A fact or table is the typed key of its values: `cache.get(TREE)` is a `Tree`, and `TREE.to(value)` takes nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Generic, NamedTuple, NewType, TypeVar

from dossier.diagnostics import Diagnostic
from dossier.export import Entry, Preview
from dossier.export.search.spellings import Rank
from dossier.incremental.codec import (
    NamesRow,
    PackedDependencies,
    dump_diagnostics,
    field_values,
    load_diagnostics,
)
from dossier.incremental.figures_codec import dump_claim, dump_index_row, load_claim, load_index_row
from dossier.lint.words import Words
from dossier.model.figures import ClaimFigures
from dossier.model.languages import Tables as LanguageTables
from dossier.model.parts import Body, Kind
from dossier.model.records import Record
from dossier.render import Common
from dossier.render.context import IndexRow
from dossier.store.bodies import body_fields, dump_body, record_from_plain, record_to_plain
from dossier.store.codec import from_plain, to_plain
from dossier.store.file_stats import FileStat
from dossier.store.values import pack, unpack

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")

FORMAT = 4
"""SQLite's `user_version`: the layout of tables, tags, keys and values. Another number means another version of this
program.
"""


def _same(value: Any) -> Any:
    return value


class Change(NamedTuple):
    """A change of a fact, as `Fact.to` and `Mapped.patched` make it."""

    fact: str
    plain: object
    is_patch: bool = False


class Fact(Generic[T]):
    """A named value of the type `T`."""

    def __init__(
        self,
        name: str,
        default: Callable[[], T],
        to_plain: Callable[[T], object] = _same,
        from_plain: Callable[[Any], T] = _same,
    ) -> None:
        """`default` makes the value of a state that has none."""
        self.name, self.default, self.to_plain, self.from_plain = name, default, to_plain, from_plain

    def to(self, value: T) -> Change:
        """The change to another value."""
        return Change(self.name, self.to_plain(value))


class Mapped(Fact[dict[K, V]]):
    """A named mapping, of plain values; it can be changed without being written in full."""

    def __init__(self, name: str) -> None:
        super().__init__(name, dict)

    def patched(self, changes: Mapping[K, V | None]) -> Change:
        """The change of some keys; None removes a key."""
        return Change(self.name, dict(changes), is_patch=True)


TableName = NewType("TableName", str)
Rows = Mapping[TableName, Mapping[str, bytes]]
"""Rows by table and id, as `Table.rows` makes them."""


class Table(Generic[T]):
    """A table of one row a record: its number, and the bytes of a value of the type `T`."""

    def __init__(
        self,
        name: str,
        to_plain: Callable[[T], object] = _same,
        from_plain: Callable[[Any], T] = _same,
        dump: Callable[[T], bytes] | None = None,
    ) -> None:
        """`dump` replaces `to_plain` where there is a faster way to the same bytes."""
        self.name = TableName(name)
        self.to_plain, self._from_plain, self._dump = to_plain, from_plain, dump

    def dump(self, value: T) -> bytes:
        """The row of a value."""
        return self._dump(value) if self._dump else pack(self.to_plain(value))

    def load(self, row: bytes) -> T:
        """The value of a row."""
        return self._from_plain(unpack(row))

    def row(self, value: T) -> dict[TableName, bytes]:
        """A record's row, by table."""
        return {self.name: self.dump(value)}

    def rows(self, values: Mapping[str, T]) -> Rows:
        """The rows of these values by id, by table."""
        return {self.name: {id_: self.dump(value) for id_, value in values.items()}}

    def changed(self, value: T, row: bytes | None) -> bytes | None:
        """The row of a value; None if `row` has the same value. (Equal values may be packed into different bytes.)"""
        plain = self.to_plain(value)
        return None if row is not None and unpack(row) == plain else pack(plain)


class StoredRows(Mapping[str, T]):
    """The rows of a table by id, unpacked when they are read."""

    def __init__(self, table: Table[T], packed: Mapping[str, bytes]) -> None:
        self.packed, self._load = packed, table.load

    def __getitem__(self, id_: str) -> T:
        return self._load(self.packed[id_])

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


RECORDS = Table[Record]("records", record_to_plain, record_from_plain)
"""Without their texts."""
BODIES = Table[Body]("bodies", body_fields, lambda plain: Body(*plain), dump_body)
FIGURES = Table[ClaimFigures]("figures", dump_claim, load_claim)
INDEX_ROWS = Table[IndexRow]("index_rows", dump_index_row, load_index_row)
NAMES = Table[NamesRow]("names")
"""What texts mention, cite, and show by its title."""
DEPENDENCIES = Table[PackedDependencies]("dependencies")
"""Of records' pages."""
ENTRIES = Table[Entry]("entries", field_values, lambda plain: Entry(*plain))
"""The search entries of records' pages."""
PREVIEWS = Table[Preview | None]("previews")
"""The link previews of records."""
TABLES = tuple(
    table.name for table in (RECORDS, BODIES, FIGURES, INDEX_ROWS, NAMES, DEPENDENCIES, ENTRIES, PREVIEWS)
)

STAMP = Fact("stamp", str)
"""The fingerprint of the build that wrote the state."""
GENERATION = Fact("generation", bytes)
"""Random bytes, other ones after each commit."""
IDS = Fact[list[str]]("ids", list)
"""Ids by number: those of records, and others that some page has asked for."""

Manifest = dict[str, tuple[FileStat, str, Kind, bytes, bytes]]
"""For each content file its stat, the id and kind of its record, and the digests of its front matter and of the whole
file. A file without a record has an empty id, and only the last digest.
"""
FILES = Mapped[str, tuple[FileStat, str, Kind, bytes, bytes]]("files")
Anchors = dict[str, list[str]]
ANCHORS = Fact[Anchors]("anchors", dict)
"""For each text that links to headings of other files, the paths of those files."""
RECORD_IDS = Fact[list[str]]("records", list)
"""The ids of all published records, in their order."""
WORDS = Fact[Words](
    "words", Words, lambda words: (words.names, words.labels), lambda plain: Words(plain[0], plain[1])
)
"""The names and labels that texts were searched for."""
DIAGNOSTICS = Fact[tuple[Diagnostic, ...]]("diagnostics", tuple, dump_diagnostics, load_diagnostics)
COMMON = Fact[Common | None]("common", lambda: None, to_plain, partial(from_plain, Common))
"""The values that every page shows."""
REVISION = Fact("revision", str)
"""The commit that the content was at."""
WITHHOLDS = Fact("withholds", bool)
"""Whether some records have no page."""
LANGUAGES = Fact[LanguageTables]("languages", lambda: ({}, {}, {}))
"""CLDR's names of languages, scripts and territories."""
HISTORY_SILENCED = Fact("unnamed", bool)
"""Whether anything was left out of the history of changes, for a name in it."""
NAMES_TAG = Fact("names", str)
"""A digest of the withheld spellings."""

TREE = Mapped[str, tuple[int, int]]("tree")
"""The files of the published site: a `Tree`."""
PUBLISHED = Fact("published", int)
"""The time at which the site was published, in nanoseconds."""
THEME = Fact[list[str]]("theme", list)
"""The names of the theme's own files."""
SHELLS = Fact("frames", str)
"""The digest of the shells that pages stand in."""
Outline = tuple[str, str, str, str, bool]
"""Of a page: title, description, section, source, and whether it has a table of contents."""
Aggregate = tuple[PackedDependencies, Mapping[str, Outline], Sequence[str]]
"""Of an aggregate: its dependencies, the outlines of its pages by address, and the names of its files."""
AGGREGATES = Fact[dict[str, Aggregate]]("made", dict)
OVERVIEWS = Fact[dict[str, Entry]](
    "overviews",
    dict,
    lambda entries: {address: field_values(entry) for address, entry in entries.items()},
    lambda plain: {address: Entry(*values) for address, values in plain.items()},
)
"""The search entries of aggregates' pages, by address."""

PAGES = Fact[tuple[str, ...]]("pages", tuple)
"""The addresses of all pages, in the order of their numbers in the search index."""
SHARDS = Fact[tuple[tuple[str, ...], int]]("shards", lambda: ((), 0))
"""The first word of each shard of the search index, and the checksum of its files."""
RANKS = Mapped[str, Rank]("ranks")
"""The words that a mistyped word is compared with; each with its rank."""
FORMS = Mapped[str, Mapping[str, int]]("forms")
"""The spellings of names' words. Apart from the others: these are many, and most edits touch no name."""

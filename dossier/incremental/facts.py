"""The named values that a build leaves for the next one, each with its type.

A fact is the typed key of its value: `cache.get(facts.TREE)` is a `Tree`, and `facts.TREE.to(value)` takes nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from dossier.diagnostics import Diagnostic
from dossier.export import Entry
from dossier.export.search.spellings import Rank
from dossier.incremental.codec import (
    PackedDependencies,
    as_it_is,
    dump_diagnostics,
    field_values,
    load_diagnostics,
)
from dossier.lint.words import Words
from dossier.model.languages import Tables as LanguageTables
from dossier.model.parts import Kind
from dossier.model.releases import Release
from dossier.render import Common
from dossier.store.codec import from_plain, to_plain
from dossier.store.file_stats import FileStat

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


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
        to_plain: Callable[[T], object] = as_it_is,
        from_plain: Callable[[Any], T] = as_it_is,
    ) -> None:
        """`default` makes the value of a state that has none."""
        self.name, self.default, self.to_plain, self.from_plain = name, default, to_plain, from_plain

    def to(self, value: T) -> Change:
        """The change to another value."""
        return Change(self.name, self.to_plain(value))


class Mapped(Fact[dict[K, V]]):
    """A named mapping; it can be changed without being written in full."""

    def __init__(
        self, name: str, plain: Callable[[V], object] = as_it_is, value: Callable[[Any], V] = as_it_is
    ) -> None:
        """`plain` and `value` convert its values, if they are not plain themselves."""
        super().__init__(name, dict)
        self.plain = plain
        if plain is not as_it_is:
            self.to_plain = lambda mapping: {key: plain(of) for key, of in mapping.items()}
            self.from_plain = lambda mapping: {key: value(of) for key, of in mapping.items()}

    def patched(self, changes: Mapping[K, V | None]) -> Change:
        """The change of some keys; None removes a key."""
        plain = {key: None if of is None else self.plain(of) for key, of in changes.items()}
        return Change(self.name, plain, is_patch=True)


STAMP = Fact("stamp", str)
"""The fingerprint of the build that wrote the state."""
GENERATION = Fact("generation", bytes)
"""Random bytes, other ones after each commit."""
IDS = Fact[list[str]]("ids", list)
"""Ids by number: those of records, and others that some page has asked for."""


class FileEntry(NamedTuple):
    """A content file in the manifest. One without a record has an empty id, and no digest of its front matter."""

    stat: FileStat
    id: str
    kind: Kind
    front_digest: bytes
    digest: bytes
    """Of the whole file."""


Manifest = dict[str, FileEntry]
"""The content files of a build, by their paths in the content folder."""
FILES = Mapped[str, FileEntry]("files", tuple, FileEntry._make)
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

RELEASES = Fact[tuple[Release, ...]](
    "releases", tuple, lambda found: tuple(map(to_plain, found)), partial(from_plain, tuple[Release, ...])
)
VERSIONS = Mapped[str, str]("versions")
"""The version of each record, by the address of its page (`Identity.versions`)."""

PAGES = Fact[tuple[str, ...]]("pages", tuple)
"""The addresses of all pages, in the order of their numbers in the search index."""
SHARDS = Fact[tuple[tuple[str, ...], int]]("shards", lambda: ((), 0))
"""The first word of each shard of the search index, and the checksum of its files."""
RANKS = Mapped[str, Rank]("ranks")
"""The words that a mistyped word is compared with; each with its rank."""
FORMS = Mapped[str, Mapping[str, int]]("forms")
"""The spellings of names' words. Apart from the others: these are many, and most edits touch no name."""

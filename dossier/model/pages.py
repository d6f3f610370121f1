"""The pipeline's output: page bodies and files, complete but for a theme's shell. Independent of the engine."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from hashlib import sha256

from dossier.model.parts import FOLDERS

PAGE_BYTES = 1_000_000
"""The most bytes of a page with its shell, in UTF-8: a reader may use a telephone on a slow line (docs/decisions/0003)."""
ALL, DATA = "all.json", "data.js"
"""Names of the files beside a page: lists that it shows in part, and the data of a drawing that is too large for it."""
ECHO, CARD, PICTURE = "echo.html", "echo.svg", "echo.png"
"""Beside a claim's page: its echo, and the picture of it, as SVG and as PNG."""
FRONT_CARD, FRONT_PICTURE = "card.svg", "card.png"
"""Beside the front page: the picture of its strongest finding, as SVG and as PNG."""
EMBED = "embed.html"
"""Beside Explore: a view of it without the site's frame."""
RETIRED = "retired:"
"""What stands before the version of a tombstone."""
TWIN, RECORD = "index.md", "record.json"
"""Beside a record's page: the same in Markdown, and the record as JSON, which is at an address of its own below `API`."""
BESIDE = (ALL, DATA, ECHO, CARD, PICTURE, FRONT_CARD, FRONT_PICTURE, EMBED, TWIN)
API = "api/v1/"
"""Below it the records as JSON: `api/v1/actors/olga-vintner.json`, `api/v1/pages/about/method.json`."""
REFERRED = f"{API}referred.json"
"""Of a part of the dossier the records that it refers to and does not have."""
CHANGES = f"{API}changes.json"
"""The list of what changed among these."""
FEED, VIEWS = "feed.xml", "feeds/"
"""A feed, beside a page; and the folder of the feeds of saved views, by their ids."""
DATA_PAGE = "data/"
"""The address of the page Data: every file below it is one that it lists."""
_FOLDERS = frozenset(FOLDERS.values())
COMPLETE = f"{DATA_PAGE}dossier.json"
"""The complete dossier as one file."""
SHARD = 128
"""Approximate number of records in a shard."""


def feed_of(view: str) -> str:
    """The address of the feed of a saved view."""
    return f"{VIEWS}{view}.xml"


def shard_count(records: int) -> int:
    """The number of shards for so many records: a power of two, so that it seldom changes."""
    return 1 << max(0, (records - 1) // SHARD).bit_length()


def shard_of(id_: str, count: int) -> int:
    """The shard of a record, by FNV-1a over its id; `popups.js` computes the same."""
    value = 0x811C9DC5
    for byte in id_.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value % count


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's table of contents; `title` is plain text."""

    anchor: str
    title: str
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page, ready to be joined with a theme's shell."""

    address: str
    """Under the site: `actors/olga-vintner/`; the front page is the empty text."""
    title: str
    """Plain text; the code that writes it into HTML escapes it."""
    description: str
    """Plain text, one sentence."""
    body: str
    """Finished HTML, beginning with its `<h1>`; links are relative to the page."""
    contents: tuple[Heading, ...] = ()
    section: str = ""
    """The address of the section to which the page belongs: `actors/`."""
    source: str = ""
    """The content file the page is made from, relative to the content folder; empty for a generated page."""
    head: str = ""
    """More for the page's `<head>`: structured data. Finished HTML."""
    version: str = ""
    """The version of its record; empty for a page of no record."""
    beside: tuple[tuple[str, str | bytes], ...] = ()
    """Files in the page's own directory, by name, one of `BESIDE`; of the page Data any, in folders as well."""

    @property
    def file(self) -> str:
        """The file the page is written to: `actors/olga-vintner/index.html`."""
        return f"{self.address}index.html"

    @property
    def files_beside(self) -> dict[str, bytes]:
        """The files in the page's own directory, by their addresses."""
        return {
            (record_file(self.address) if name == RECORD else f"{self.address}{name}"): (
                content.encode() if isinstance(content, str) else content
            )
            for name, content in self.beside
        }

    @property
    def root(self) -> str:
        """The relative address of the site's root, seen from the page: `../..`, or `.` from the front page."""
        return "/".join([".."] * self.address.count("/")) or "."


def record_file(address: str) -> str:
    """Where the record whose page has an address stands as JSON."""
    if address.partition("/")[0] in _FOLDERS:
        return f"{API}{address[:-1]}.json"
    return f"{API}pages/{address[:-1] or 'index'}.json"


def record_digests(page: Page) -> dict[str, str]:
    """SHA-256 of the record as JSON beside a page, by its address; empty where there is none."""
    content = next((content for name, content in page.beside if name == RECORD), None)
    if content is None:
        return {}
    data = content if isinstance(content, bytes) else content.encode()
    return {record_file(page.address): sha256(data).hexdigest()}


def page_of_record_file(name: str) -> str | None:
    """The address of the page whose record is this file; None for other files."""
    if not name.startswith(API):
        return None
    folder, _, rest = name.removeprefix(API).removesuffix(".json").partition("/")
    if folder == "pages" and rest:
        return "" if rest == "index" else f"{rest}/"
    return f"{folder}/{rest}/" if folder in _FOLDERS and rest else None


def beside_of(tree: Iterable[str], addresses: Container[str]) -> set[str]:
    """Those of a site's files that are beside a page with one of these addresses."""
    found = {
        name
        for name in tree
        if name.endswith(BESIDE) and name.rpartition("/")[2] in BESIDE
        if name[: name.rfind("/") + 1] in addresses
    }
    found |= {
        name
        for name in tree
        if name.startswith(API) and (page := page_of_record_file(name)) is not None and page in addresses
    }
    if DATA_PAGE in addresses:
        found |= {name for name in tree if name.startswith(DATA_PAGE) and name != f"{DATA_PAGE}index.html"}
    return found


@dataclass(frozen=True, slots=True)
class Site:
    """Everything to be published, addresses sorted."""

    pages: tuple[Page, ...]
    files: dict[str, bytes]
    """Files beside the pages: data, scripts, images, feeds; by address."""


class TooLarge(Exception):
    """A page is above `PAGE_BYTES`, in spite of the limits on lists and bodies."""

    def __init__(self, name: str, size: int, source: str) -> None:
        super().__init__(name, size, source)
        self.name, self.size, self.source = name, size, source

    def __str__(self) -> str:
        made = f", made from {self.source}," if self.source else ""
        allowed = f"{PAGE_BYTES:,} are allowed: shorten its text and titles"
        return f"the page {self.name}{made} holds {self.size:,} bytes; {allowed}"


def bounded(page: Page, data: bytes) -> bytes:
    """The bytes of a page; raises `TooLarge` if there are too many."""
    if len(data) > PAGE_BYTES:
        raise TooLarge(page.file, len(data), page.source)
    return data

"""Texts as Markdown: escaped, with links to other twins; and the text of a record from its blocks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from dossier.derive.names import publisher_name
from dossier.export.cells import storable
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.languages import in_marks
from dossier.model.locators import Locator
from dossier.model.markup import ADDRESS, CITATION, CODE, END, IMAGE, LINK, MARKUP, NOTE, Block, Part, Prose
from dossier.model.records import Article, Record

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")
_BEGINS = re.compile(r"^(\s*|\s*\d+(?=[.)]))([-+=.)])")
"""What begins an item of a list, or underlines a heading: `2019.` as well."""
_BLANKS = re.compile(r"\s+")
_TAGS = re.compile(r"<[^>]*>")


def plain(text: str) -> str:
    """A text in one line that Markdown takes for nothing but text."""
    line = _BLANKS.sub(" ", storable(text))
    return _BEGINS.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line))


def web(address: str) -> str:
    """A web address as Markdown; what is not http or https, or could end a link, is text."""
    safe = urlsplit(address).scheme in ("http", "https") and not re.search(r"[\s<>]", address)
    return f"<{address}>" if safe else plain(address)


@dataclass(frozen=True, slots=True)
class Writing:
    """What the lines of one twin are made from."""

    corpus: Corpus
    figures: Figures
    root: str
    """The relative path from the twin to the site's root: `../../`."""

    def link(self, id_: str, text: str = "") -> str:
        """A link to another twin; the bare text, where there is no such record."""
        record = self.corpus.records.get(id_)
        if record is None:
            return plain(text or id_)
        shown = plain(text) if text else self.title(record)
        return f"[{shown}]({self.root}{record.address}index.md)"

    def title(self, record: Record) -> str:
        """A record's title; a headline as that of its outlet."""
        if isinstance(record, Article):
            return f"{plain(publisher_name(self.corpus, record))}: {plain(in_marks(record.title))}"
        return plain(record.title)

    def cited(self, items: Iterable[tuple[str, str]]) -> str:
        """A citation in brackets: the outlet, and the place."""
        found = []
        for id_, locator in items:
            article = self.corpus.records.get(id_)
            name = publisher_name(self.corpus, article) if isinstance(article, Article) else id_
            place = f", {Locator.parse(locator).wording}" if locator else ""
            found.append(self.link(id_, f"{name}{place}"))
        return f" ({'; '.join(found)})" if found else ""

    def body(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The text of a record, a line a paragraph with an empty line behind it."""
        for note, content in blocks:
            before = ""
            for item in content:
                if isinstance(item, str):
                    before += item
                    yield from _code(item)
                    continue
                line = self._line(item)
                if line.strip():
                    mark = f"[^{note}]: " if note is not None and "<li" not in before else ""
                    yield from (_prefix(item, before) + mark + line, "")
                    before = "" if "<li" in before or "<t" in before else before

    def _line(self, prose: Prose) -> str:
        line = "".join(self._parts(prose[2])).strip()
        return _BEGINS.sub(r"\1\\\2", line)

    def _parts(self, parts: Iterable[Part]) -> Iterator[str]:
        ends = ""
        for part in parts:
            if isinstance(part, str):
                yield plain_within(part)
            elif part[0] == LINK:
                yield self.link(part[1], part[2])
            elif part[0] == CITATION:
                yield self.cited(part[1])
            elif part[0] == NOTE:
                yield f"[^{part[1]}]"
            elif part[0] == ADDRESS and urlsplit(part[1]).scheme in ("http", "https"):
                yield "["
                ends = f"]({web(part[1])})"
            elif part == END:
                yield ends
                ends = ""
            elif part[0] == IMAGE or part[0] in (MARKUP, CODE):
                yield plain_within(part[2])


def plain_within(text: str) -> str:
    """A part of a line that Markdown takes for nothing but text."""
    return _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", storable(text)))


def _prefix(prose: Prose, before: str) -> str:
    """The mark of a heading, or of an item of a list."""
    if prose[0]:
        return f"{'#' * max(2, prose[0])} "
    return "- " if "<li" in before else ""


def _code(piece: str) -> Iterator[str]:
    """A block of code, indented."""
    if "<pre" in piece:
        text = storable(html.unescape(_TAGS.sub("", piece))).strip("\n")
        yield from (f"    {line}" for line in text.split("\n"))
        yield ""

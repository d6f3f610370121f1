"""Texts of records as spans: names in their language, links to what the document or the site has, citations as notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from dossier.cite import CHICAGO, NoteStyle, reference_of
from dossier.cite.text import Citation, Run
from dossier.config import Settings
from dossier.derive.names import publisher_name, shown_title, title_language
from dossier.export.cells import in_one_line, storable
from dossier.export.documents.model import BOLD, ITALIC, MUTED, Span, Spans
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.headlines import headline
from dossier.model.languages import RTL_RUN, direction, in_marks, language_of_script
from dossier.model.locators import Locator
from dossier.model.records import Article, Record

LONGEST_ADDRESS = 2_000
"""Characters of an address that is a link; a longer one is text."""
_MAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def spans(text: str, lang: str = "", style: str = "", href: str = "") -> Spans:
    """A text as spans; without a language each run that runs right to left has that of its letters."""
    text = in_one_line(text)
    if lang or text.isascii():
        return (Span(text, lang, style, href),) if text else ()
    found, at = list[Span](), 0
    for run in RTL_RUN.finditer(text):
        found += [
            Span(text[at : run.start()], "", style, href),
            Span(run[0], language_of_script(run[0]), style, href),
        ]
        at = run.end()
    found.append(Span(text[at:], "", style, href))
    return tuple(span for span in found if span.text)


def name(text: str, lang: str = "", href: str = "", style: str = "") -> Spans:
    """A name or a headline: one that runs right to left as a whole stays one span."""
    lang = lang or (language_of_script(text) if direction(text) == "rtl" else "")
    return spans(text, lang, style, href)


def bold(text: str) -> Spans:
    """A text that stands out."""
    return spans(text, style=BOLD)


def muted(text: str) -> Spans:
    """A text that stands back."""
    return spans(text, style=MUTED)


def joined(parts: Iterable[Spans], between: str = ", ") -> Spans:
    """Spans one after another, with a text between them; what is empty is left out."""
    found: Spans = ()
    for part in parts:
        if part:
            found = (*found, Span(between), *part) if found else part
    return found


def web(address: str, shown: str = "") -> Spans:
    """A web or mail address as a link; what is none, or is too long for one, as text."""
    return spans(shown or address, href=address if is_address(address) else "")


@lru_cache(maxsize=1 << 12)
def is_address(address: str) -> bool:
    """Whether an address can be a link: of http, https or mailto, without blanks, quotation marks and the like."""
    if len(address) > LONGEST_ADDRESS or re.search(r"[\s<>\"`{}\\^|\x00-\x20\x7f-\x9f]", address):
        return False
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return bool(_MAIL.fullmatch(parts.path))
    return parts.scheme in ("http", "https") and bool(parts.hostname) and storable(address) == address


def contact(one: str) -> Spans:
    """A mail or web address as a link, other words as they are."""
    return web(f"mailto:{one}", one) if _MAIL.fullmatch(one) else web(one)


def cited(citation: Citation) -> Spans:
    """A citation as spans; its addresses are links."""
    return tuple(
        span
        for run in citation.runs
        for span in spans(
            run.text, run.lang if run.lang.split("-")[0] != "en" else "", _style(run), _href(run.link)
        )
    )


def _style(run: Run) -> str:
    return (ITALIC if run.italic else "") + (BOLD if run.form == "b" else "")


def _href(address: str) -> str:
    return address if is_address(address) else ""


def entry_anchor(article: Article) -> str:
    """The anchor of an article's entry in the bibliography."""
    return f"s-{article.id}"


@dataclass(slots=True)
class Shared:
    """What all chapters of a document are made from, and what they use."""

    corpus: Corpus
    figures: Figures
    settings: Settings
    anchors: Mapping[str, str]
    """The anchors of the records that have a chapter."""
    used: dict[str, None] = field(default_factory=dict)
    """The articles that are named or cited, in the order of their first mention."""
    note_style: NoteStyle = CHICAGO
    """The style of notes and bibliography."""


@dataclass(slots=True)
class Writing:
    """What one chapter is written with; it numbers the chapter's notes."""

    shared: Shared
    own: str = ""
    """The article whose chapter it is: what cites that alone has its place in brackets, and no note."""
    notes: list[Spans] = field(default_factory=list)
    _cited: dict[str, int] = field(default_factory=dict)
    """The articles that were cited, with the number of the note that did so first."""

    @property
    def corpus(self) -> Corpus:
        """The records."""
        return self.shared.corpus

    @property
    def figures(self) -> Figures:
        """The figures."""
        return self.shared.figures

    def href(self, record: Record) -> str:
        """Where a record is to be found: in the document, else on the site; empty if it is nowhere.

        A source is found in the bibliography at least.
        """
        if record.id in self.shared.anchors:
            return f"#{self.shared.anchors[record.id]}"
        if isinstance(record, Article):
            self.shared.used[record.id] = None
            return f"#{entry_anchor(record)}"
        address = f"{self.shared.settings.url}{record.address}"
        return address if self.shared.settings.url and is_address(address) else ""

    def link(self, id_: str, text: str = "") -> Spans:
        """A record's title, or `text`, as a link; the bare text where there is no such record."""
        record = self.corpus.records.get(id_)
        if record is None:
            return name(text or id_)
        if text:
            return name(text, href=self.href(record))
        return self.title(record, linked=True)

    def title(self, record: Record, *, linked: bool = False) -> Spans:
        """A record's title; a headline in quotation marks and its own language."""
        href = self.href(record) if linked else ""
        if isinstance(record, Article):
            return name(headline(record.title), title_language(record), href)
        return name(shown_title(record), href=href)

    def source(self, id_: str) -> Spans:
        """An article as an entry of a list: its outlet, its headline, our translation of that."""
        article = self.corpus.records.get(id_)
        if not isinstance(article, Article):
            return self.link(id_)
        self.shared.used[id_] = None
        ours = article.title_translated.get("en")
        return (
            *name(publisher_name(self.corpus, article)),
            Span(": "),
            *self.title(article, linked=True),
            *(muted(f" (that is: {in_marks(ours)})") if ours else ()),
        )

    def named(self, id_: str) -> Spans:
        """A record as a link; an article after its outlet."""
        return self.source(id_) if isinstance(self.corpus.records.get(id_), Article) else self.link(id_)

    def mark(self, note: Spans) -> Span:
        """Add a note to the chapter, and return its mark."""
        self.notes.append(note)
        return Span("", note=len(self.notes))

    def cite(self, items: Iterable[tuple[str, str]]) -> Spans:
        """The mark of a citation; on an article's own page what cites that alone has its place in brackets."""
        items = tuple(items)
        if self.own and all(id_ == self.own for id_, _ in items):
            places = "; ".join(Locator.parse(locator).wording for _, locator in items if locator)
            return spans(f" [{places}]") if places else ()
        note = self.citations(items)
        return (self.mark(note),) if note else ()

    def citations(self, items: Iterable[tuple[str, str]], *, stopped: bool = True) -> Spans:
        """Citations of articles: the full note at the first mention in the chapter, then the short one.

        A full stop ends them if `stopped`.
        """
        found = []
        for id_, locator in items:
            article = self.corpus.records.get(id_)
            if not isinstance(article, Article):
                continue
            reference = reference_of(self.corpus, article)
            note_style, again = self.shared.note_style, id_ in self._cited
            first = self._cited.setdefault(id_, len(self.notes) + 1)
            self.shared.used[id_] = None
            citation = (
                note_style.later(reference, locator, first) if again else note_style.note(reference, locator)
            )
            found.append(cited(citation))
        last = len(found) - 1
        return joined((c if stopped and n == last else _unstopped(c) for n, c in enumerate(found)), "; ")


def _unstopped(citation: Spans) -> Spans:
    """A citation without its full stop, to be followed by another."""
    *most, last = citation
    text = last.text.removesuffix(".")
    return (*most, last._replace(text=text)) if text else tuple(most)

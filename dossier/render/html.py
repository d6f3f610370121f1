"""Small pieces of HTML that every page uses: links to records, names in their language, texts in their direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

from markupsafe import Markup, escape

from dossier.cite import CHICAGO, NoteStyle, reference_of
from dossier.cite.typography import typographic
from dossier.derive.names import publisher_name, shown_title, tells, title_language
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import ClaimFigures
from dossier.model.headlines import headline, is_printed
from dossier.model.languages import RTL_RUN, direction, in_marks, language_of_script
from dossier.model.parts import Named
from dossier.model.records import Article, Place, Record
from dossier.model.shortening import shortened
from dossier.render.maps.markers import Spot
from dossier.tracking import TrackedMemo

K = TypeVar("K")
V = TypeVar("V")

MOST_DOTS = 6
LONGEST = 120
"""Characters of a place's name on a map."""
_special = re.compile("[&<>'\"]").search

_MAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def isolated(text: str) -> Markup:
    """Escaped text with every right-to-left run isolated, so that Latin punctuation around it keeps its place."""
    if text.isascii():
        return escape(text)
    parts: list[str] = []
    at = 0
    for run in RTL_RUN.finditer(text):
        parts += [escaped(text[at : run.start()]), in_language(run[0], None)]
        at = run.end()
    parts.append(escaped(text[at:]))
    return Markup("".join(parts))


def filled(template: str, *values: object, **named: object) -> Markup:
    """An HTML template with escaped values: as `Markup(template).format(…)`, in a third of the time."""
    return Markup(
        template.format(*map(escaped, values), **{name: escaped(value) for name, value in named.items()})
    )


def escaped(value: object) -> str:
    """As `markupsafe.escape`, but text without special characters is returned as it is: for pieces that will be joined."""
    if type(value) is Markup or (type(value) is str and not _special(value)):
        return value
    return escape(value)


_windows: dict[str, Markup] = {}


def window(when: Window) -> Markup:
    """A date as HTML: a certain day as such, anything wider or doubtful with its EDTF beside it."""
    if when.text not in _windows:
        if when.is_certain_day and when.earliest:
            drawn = filled('<time datetime="{}">{}</time>', when.earliest.isoformat(), when.wording)
        else:
            drawn = filled('<span class="dossier-window" title="{}">{}</span>', when.text, when.wording)
        _windows[when.text] = drawn
    return _windows[when.text]


def origins(figures: ClaimFigures) -> Markup:
    """A dot for each origin, a ring for each article without a known one; the sentence beside it says the same."""
    dots = (("●", len(figures.origins)), ("○", len(figures.unknown)))
    drawn = "".join(dot * min(number, MOST_DOTS) + "+" * (number > MOST_DOTS) for dot, number in dots)
    return filled('<span class="dossier-origins" aria-hidden="true">{}</span>', drawn) if drawn else Markup()


def style_sheets(root: str, *styles: str) -> str:
    """Links to style sheets that only some pages need, for a page's head."""
    return "".join(f'<link rel="stylesheet" href="{root}/{style}">' for style in styles)


def sideways(drawing: Markup, label: str, frame: str) -> Markup:
    """A drawing in a frame that scrolls where it is narrower, by keyboard, too, with a line that says so there."""
    return filled(
        '<div class="{} dossier-sideways" role="region" aria-label="{}" tabindex="0">{}</div>'
        '<p class="dossier-sideways__sign" aria-hidden="true">Move it sideways to see all of it.</p>',
        frame,
        label,
        drawing,
    )


@lru_cache(maxsize=1 << 12)
def in_language(text: str, lang: str | None, tag: str = "bdi") -> Markup:
    """A name, label or headline with its `lang` and `dir`; without `lang`, letters that run right to left tell it."""
    lang = lang or language_of_script(text)
    language = f' lang="{escaped(lang)}"' if lang else ""
    return Markup(f'<{tag}{language} dir="{direction(text)}">{escaped(text)}</{tag}>')


@lru_cache(maxsize=1 << 12)
def quoted(text: str, lang: str | None = None) -> Markup:
    """Words of a source in quotation marks of their script, with their language and direction.

    A browser's translation leaves them as they are (HTML `translate`): they would no longer be what was printed.
    """
    lang = lang or language_of_script(text)
    language = f' lang="{escaped(lang)}"' if lang else ""
    return Markup(f'<bdi{language} dir="{direction(text)}" translate="no">{escaped(in_marks(text))}</bdi>')


def printed(title: str, lang: str | None = None) -> Markup:
    """A source's title: its headline as `quoted`; one of ours, where none was captured, as any text of ours."""
    return quoted(title, lang) if is_printed(title) else isolated(typographic(title))


def translated(text: str) -> Markup:
    """Our translation of a source's words, in quotation marks."""
    return in_language(in_marks(text), "en")


def ours(article: Article) -> Markup:
    """Our translation of a headline, to stand behind it; empty if there is none."""
    text = article.title_translated.get("en")
    return (
        Markup(f' <span class="dossier-because">(that is: {translated(text)})</span>') if text else Markup()
    )


def contacts(several: Iterable[str]) -> Markup:
    """Mail and web addresses as links, other words as they are."""
    return Markup(", ").join([_contact(one) for one in several])


def _contact(one: str) -> Markup:
    if _MAIL.fullmatch(one):
        return filled('<a href="mailto:{}">{}</a>', one, one)
    if one.startswith(("https://", "http://")) and not any(c in one for c in "<>\"' "):
        return filled('<a href="{}" rel="noopener noreferrer">{}</a>', one, one)
    return Markup(escaped(one))


def here(article: Article, outlet: str, href: str) -> Markup:
    """The link from a citation to the source's page; its name says of which source."""
    name = f"in this dossier: {outlet}: {headline(article.title)}"
    return filled('<a class="dossier-note__here" href="{}" aria-label="{}">in this dossier</a>', href, name)


def _titled(title: str, language: str) -> Markup:
    """A title in a language; without one, what runs right to left tells it, and all else is ours."""
    return in_language(title, language) if language or direction(title) == "rtl" else isolated(title)


class Links:
    """Links relative to one page. The most frequent ones are memoised with their dependencies."""

    def __init__(
        self,
        corpus: Corpus,
        root: str,
        claims_by: Mapping[str, Sequence[str]] = MappingProxyType({}),
        note_style: NoteStyle = CHICAGO,
    ) -> None:
        """`root` is the relative path from the page to the site's root: `../..`; `claims_by` are the claims about a
        record, by its id; `note_style` sets notes.
        """
        self.corpus, self.root, self._claims_by, self.note_style = corpus, root, claims_by, note_style
        self._records = TrackedMemo[str, Markup](corpus.records)
        self._sources = TrackedMemo[str, Markup](corpus.records)
        self._cited = TrackedMemo[tuple[str, str, int], Markup](corpus.records)
        self._spots = TrackedMemo[str, Spot | None](corpus.records)

    def to(self, address: str) -> str:
        """The address of a page or file of the site, relative to this page."""
        return f"{self.root}/{address}"

    def record(self, id_: str, text: str | None = None) -> Markup:
        """A link to a record, showing its title, or `text`."""
        return self._link(id_, text) if text else self._records.get(id_, lambda: self._link(id_, None))

    def _link(self, id_: str, text: str | None) -> Markup:
        record = self.corpus.records[id_]
        shown, name = in_language(text, None) if text else self.title(record), ""
        if text and not tells(text, record):
            name = f' aria-label="{escaped(f"{text} ({record.title})")}"'
        return Markup(
            f'<a href="{escaped(self.to(record.address))}" data-kind="{record.kind}"{name}>{shown}</a>'
        )

    def all(self, ids: Iterable[str], between: str = ", ") -> Markup:
        """Links to records, separated by `between`, which is HTML of ours."""
        return Markup(between.join([self.record(id_) for id_ in ids]))

    def title(self, record: Record) -> Markup:
        """A record's title; a printed headline in quotation marks and its own language."""
        if isinstance(record, Article):
            return printed(record.title, record.language)
        return _titled(shown_title(record), title_language(record))

    def outlet_name(self, article: Article) -> Markup:
        """The name of the publisher of an article."""
        publisher = self.corpus.publisher_of(article)
        return self.title(publisher) if publisher else isolated(article.publisher)

    def named(self, id_: str) -> Markup:
        """A link to a record; to an article after the outlet that printed it."""
        return self.source(id_) if isinstance(self.corpus.records[id_], Article) else self.record(id_)

    def outlet(self, article: Article) -> Markup:
        """A link to the publisher of an article."""
        return self.record(article.publisher)

    def source(self, id_: str) -> Markup:
        """An article as a list entry: its outlet, then its headline as a link."""
        return self._sources.get(id_, lambda: self._source(id_))

    def _source(self, id_: str) -> Markup:
        article = self.corpus.records[id_]
        assert isinstance(article, Article)
        return Markup(f"{self.outlet_name(article)}: {self.record(id_)}{ours(article)}")

    def printed(self, id_: str) -> Markup:
        """An article by its outlet alone; its headline is in the link's name, and shows when one points at it."""
        article = self.corpus.records[id_]
        assert isinstance(article, Article)
        name = f"{publisher_name(self.corpus, article)}: {headline(article.title)}"
        return filled(
            '<a href="{}" data-kind="article" aria-label="{}">{}</a>',
            *(self.to(article.address), name, self.outlet_name(article)),
        )

    def cited(self, id_: str, locator: str = "", *, first: int = 0) -> Markup:
        """An article as a note cites it, with a link to its page; `locator` is as written: `¶ 3`.

        `first` is the number of the note that named it first; 0 where that is this one.
        """
        return self._cited.get((id_, locator, first), lambda: self._citation(id_, locator, first))

    def _citation(self, id_: str, locator: str, first: int) -> Markup:
        article = self.corpus.records[id_]
        assert isinstance(article, Article)
        reference, note_style = reference_of(self.corpus, article), self.note_style
        note = (
            note_style.later(reference, locator, first) if first else note_style.note(reference, locator)
        ).linked
        href, outlet = escaped(self.to(article.address)), publisher_name(self.corpus, article)
        return Markup(f'<span translate="no">{note}</span> {here(article, outlet, href)}')

    def spot(self, id_: str) -> Spot | None:
        """A place as a map marker; None if it has no location, or the id is no place's."""
        return self._spots.get(id_, lambda: self._spot(id_))

    def _spot(self, id_: str) -> Spot | None:
        place = self.corpus.records.get(id_)
        if not isinstance(place, Place) or not place.location:
            return None
        title = shortened(place.title, LONGEST)
        sources = len(self.corpus.articles_by.get(place.id, ()))
        happened = len(self.corpus.events_by.get(place.id, ())) + len(self._claims_by.get(place.id, ()))
        return Spot(place.id, title, place.type, self.to(place.address), place.location, sources, happened)


def names_by_language(names: tuple[Named, ...]) -> list[tuple[str | None, list[str]]]:
    """Names grouped by language, languages in the order in which they first appear."""
    grouped: dict[str | None, list[str]] = {}
    for named in names:
        grouped.setdefault(named.lang, []).append(named.name)
    return list(grouped.items())

"""What a page states of itself: title, outlet, authors and language; of several, the one most like print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from dossier.ingest import copies, metadata, page_address
from dossier.ingest.boundaries import MARK
from dossier.ingest.cleaned import cleaned
from dossier.ingest.references.languages import tag_of
from dossier.ingest.source import Found
from dossier.ingest.surroundings import Surroundings
from dossier.model.addresses import comparable
from dossier.model.quotations import folded

_BY = re.compile(r"(?:by|written by|reported by|yazan|haber|par|von|بقلم|كتب|كتبت)\s*[:：]?\s+", re.I)
_ARABIC_SCRIPT = ("ar", "fa", "ur", "ku", "ckb", "ps", "ug", "sd", "az", "pa", "ks", "lrc", "mzn")
ALIKE = 10
"""Letters from which a headline within another is taken for the same, cut or with a site's name behind it."""

MOST = 50
"""Headings, descriptions in JSON-LD and bylines that are considered."""


@dataclass(slots=True)
class Page:
    """A parsed page, and the metadata in it."""

    tree: Any
    meta: Mapping[str, list[str]]
    links: Mapping[str, list[str]]
    address: str
    """Where it was read; empty if unknown."""
    base: str
    """The address against which those in the page are resolved."""
    ld: Mapping[str, Any]
    """The page's own article in its JSON-LD; empty if none is."""
    around: Surroundings
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, tree: Any, address: str) -> Page:
        """Read a page's metadata, and choose what of it belongs to the page's own article."""
        described, broken = metadata.json_ld(tree)
        base = next((href for e in tree.iter("base") if (href := (e.get("href") or "").strip())), "")
        try:
            base = urljoin(address, base) if base else address
        except ValueError:
            base = address
        nothing: Mapping[str, Any] = {}
        page = cls(
            tree, metadata.meta(tree), metadata.links(tree), address, base, nothing, Surroundings(tree, None)
        )
        own = _own(described, page)
        notes = ["its JSON-LD is not valid JSON, and was not read whole"] if broken else []
        if own is not None:
            page.ld = own
        elif described:
            title = next((t for d in described if (t := _headline(d.node))), "")
            other = (
                f'another article ("{title[:80]}")'
                if title
                else "several articles, none of which is known to be this one"
            )
            notes.append(f"its JSON-LD describes {other}, and was passed over")
        page.notes = tuple(notes)
        found = title_of(page, None)
        page.around = Surroundings(tree, found[1])
        return page

    def first(self, *names: str) -> Found | None:
        """The first of some meta tags."""
        return next((Found(self.meta[name][0], f"meta {name}") for name in names if name in self.meta), None)

    def marked(self, *properties: str) -> Iterator[Any]:
        """The elements of the article with a property of microdata."""
        for element in self.tree.xpath("//*[@itemprop]")[: 20 * MOST]:
            if set((element.get("itemprop") or "").split()) & set(properties) and not self.around.is_outside(
                element
            ):
                yield element


def _own(described: Sequence[metadata.Described], page: Page) -> Mapping[str, Any] | None:
    """Of the articles in JSON-LD the page's own: by its address or its headline; None if none is.

    One that has neither is the page's if it is the only such one.
    """
    sites = _sites(page)
    titles = [text for text in (*(t for t, _ in _headings(page.tree)), *_in_head(page)) if text not in sites][
        :MOST
    ]
    addresses = {comparable(a) for a in (copies.original(page.address),) if a}
    addresses |= {
        comparable(a) for a, _ in page_address.stated_addresses(page) if a and not copies.is_home(a)
    }
    found = []
    unnamed = []
    for one in described[:MOST]:
        headline, written = _headline(one.node), metadata.addresses_of(one.node)
        if headline:  # the @id of a part of the page may be that of a related story
            written = [w for w in written if "#" not in w or w != one.node.get("@id")]
        own = {comparable(a) for w in written if (a := page_address.resolved(w, page))}
        # A story that follows another up may have its whole headline within its own, and has another address.
        elsewhere = bool(addresses and not own & addresses and any(not copies.is_home(a) for a in own))
        named = [_letters(headline) == _letters(t) or not elsewhere for t in titles if _alike(headline, t)]
        score = 2 * bool(own & addresses) + 2 * any(named)
        if score:
            found.append((_is_page(one), -score, one.rank, one.node))
        elif not headline and not own:
            unnamed.append((_is_page(one), 0, one.rank, one.node))
    if len([one for one in unnamed if not one[0]] or unnamed) == 1:
        found += [one for one in unnamed if not one[0]] or unnamed
    if not found and len(described) == 1 and not titles and not addresses:
        return described[0].node
    return min(found, key=lambda one: one[:3])[3] if found else None


def _is_page(one: metadata.Described) -> bool:
    return one.rank == metadata.WEB_PAGE


def _headline(node: Mapping[str, Any]) -> str:
    return metadata.text_of(node.get("headline")) or metadata.text_of(node.get("name"))


def _alike(one: str, other: str) -> bool:
    """Whether two headlines are the same, by letters and digits; one may be cut, or have more behind or before it."""
    short, long = sorted((_letters(one), _letters(other)), key=len)
    return bool(short) and (short == long or (len(short) >= ALIKE and short in long))


def _letters(text: str) -> str:
    return "".join(c for c in folded(text).casefold() if c.isalnum())


def _headings(tree: Any) -> list[tuple[str, Any]]:
    return [(text, h) for h in islice(tree.iter("h1"), MOST) if (text := cleaned("".join(h.itertext())))]


def _in_head(page: Page) -> list[str]:
    tag = page.first("og:title", "twitter:title")
    return [
        text for text in (tag.value if tag else "", cleaned(page.tree.findtext(".//title") or "")) if text
    ]


def _sites(page: Page) -> set[str]:
    """The names of the site, which a heading or a title may be."""
    names = page.meta.get("og:site_name", []) + page.meta.get("application-name", [])
    return {*names, metadata.text_of(page.ld.get("publisher"))} - {""}


def title(page: Page, extracted: object) -> Found | None:
    """The headline as printed: the page's h1 if it is the article's, else the title in the metadata."""
    return title_of(page, extracted)[0]


def title_of(page: Page, extracted: object) -> tuple[Found | None, Any]:
    """The headline, and its heading's element; None for the element if it is in the metadata alone."""
    sites = _sites(page)
    candidates = [
        (metadata.text_of(page.ld.get("headline")), "JSON-LD headline"),
        (_text(extracted), "trafilatura"),
    ]
    candidates += (
        zip(_in_head(page), ("meta og:title", "title")[-len(_in_head(page)) :], strict=True)
        if _in_head(page)
        else []
    )
    candidates = [(text, how) for text, how in candidates if text and text not in sites]
    printed = [(text, h) for text, h in _headings(page.tree) if text not in sites]
    for heading, element in printed:
        if any(folded(heading) in folded(other) for other, _ in candidates):
            return Found(heading, "h1"), element
    if len(printed) == 1 and (len(printed[0][0].split()) > 2 or not candidates):
        return Found(printed[0][0], "h1"), printed[0][1]
    return next((Found(text, how) for text, how in candidates), None), None


def _text(value: object) -> str:
    """What trafilatura extracted as one line; empty for anything that is not a text."""
    return cleaned(metadata.unescaped(value.replace(MARK, " "))) if isinstance(value, str) else ""


def outlet(page: Page, extracted: object) -> Found | None:
    """The name of the site; never an archive's that has a copy of the page."""
    if name := metadata.text_of(page.ld.get("publisher")):
        return Found(name, "JSON-LD publisher")
    tag = page.first("og:site_name", "application-name", "citation_journal_title", "dc.publisher")
    if tag is not None and not copies.is_archive_name(tag.value):
        return tag
    name = _text(extracted)
    return Found(name, "trafilatura") if name and not copies.is_archive_name(name) else None


def authors(page: Page, extracted: object) -> tuple[tuple[str, ...], str]:
    """The names in the byline, and where they were found."""
    tags = tuple(
        name
        for key in ("author", "article:author", "dc.creator", "citation_author")
        for name in page.meta.get(key, ())
    )
    own, others = _bylines(page)
    read = tuple(name for name in _text(extracted).split(";") if cleaned(name) not in others - {*own})
    candidates = (
        (metadata.names_of(page.ld.get("author")), "JSON-LD author"),
        (read, "trafilatura"),
        (tags, "meta author"),
        (own, "byline"),
    )
    site = outlet(page, None)
    for names, how in candidates:
        bylines = (_BY.sub("", cleaned(name), count=1) for name in names)
        good = tuple(
            dict.fromkeys(
                name
                for name in bylines
                if _is_name(name) and not (site and name.casefold() == site.value.casefold())
            )
        )
        if good:
            return good, how
    return (), ""


def _bylines(page: Page) -> tuple[tuple[str, ...], set[str]]:
    """The names marked as authors in the article, and those marked outside it."""
    own: dict[str, None] = {}
    others: set[str] = set()
    marked = page.tree.xpath("//*[@itemprop='author' or contains(concat(' ', @rel, ' '), ' author ')]")
    for element in marked[:MOST]:
        named = element.xpath(".//*[@itemprop='name']") or [element]
        texts = [cleaned(e.get("content") or "".join(e.itertext())) for e in named]
        if page.around.is_outside(element):
            others |= {_BY.sub("", text, count=1) for text in texts}
        else:
            own |= dict.fromkeys(texts)
    return tuple(own), others


def _is_name(text: str) -> bool:
    return 1 < len(text) <= 80 and len(text.split()) <= 8 and not re.search(r"[@/<>{}]|https?:|www\.", text)


def language(page: Page, text: str) -> tuple[Found | None, list[str]]:
    """The language; if the declared one does not use the text's script, the commonest language of that script."""
    declared = [
        (
            page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
            "html lang",
        ),
        (
            next(iter(metadata.texts_of(page.ld.get("inLanguage"), ("alternateName", "name", "@value"))), ""),
            "JSON-LD inLanguage",
        ),
        *(
            (tag.value, tag.how)
            for tag in [page.first("content-language", "og:locale", "dc.language")]
            if tag
        ),
    ]
    letters = [c for c in text if c.isalpha()]
    arabic = sum("\u0600" <= c <= "\u08ff" for c in letters) > len(letters) / 2
    odd: list[str] = []
    for written, how in declared:
        tag = tag_of(written)
        if not tag:
            continue
        if arabic == (tag.split("-")[0] in _ARABIC_SCRIPT) or tag.split("-")[0] in ("ku", "az", "pa"):
            return Found(tag, how), odd
        odd.append(f'{how} says "{tag}", and the text is {"" if arabic else "not "}in Arabic script')
    return (Found("ar", "its script") if arabic else None), odd

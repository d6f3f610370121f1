"""Title, outlet, authors, date, language and addresses as a page states them; of several, the one most like print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from dossier.ingest import metadata
from dossier.ingest.cleaned import cleaned
from dossier.ingest.printed_dates import edtf, from_address
from dossier.ingest.source import Found
from dossier.model.checks import Malformed, web_address
from dossier.model.languages import language_tag
from dossier.model.quotations import folded

_WAYBACK = re.compile(r"https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(https?:?/+.+)")
_ARCHIVE_TODAY = re.compile(r"https?://archive\.(?:today|ph|is|li|vn|fo|md)/\d[\d.-]+/(https?://.+)")
_BY = re.compile(r"(?:by|written by|reported by|yazan|haber|par|von|بقلم|كتب|كتبت)\s*[:：]?\s+", re.I)
_DATED = re.compile(r"date|time|publish|posted|tarih|تاريخ", re.I)
_ARABIC_SCRIPT = ("ar", "fa", "ur", "ku", "ckb", "ps", "ug", "sd", "az", "pa", "ks", "lrc", "mzn")


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page, and the metadata in its head."""

    tree: Any
    ld: Mapping[str, Any]
    meta: Mapping[str, list[str]]
    links: Mapping[str, list[str]]
    address: str
    """Where it was read; empty if unknown."""
    name: str

    def first(self, *names: str) -> Found | None:
        """The first of some meta tags."""
        return next((Found(self.meta[name][0], f"meta {name}") for name in names if name in self.meta), None)


def title(page: Page, extracted: str | None) -> Found | None:
    """The headline as printed: the page's h1 if it is the article's, else the title in the metadata."""
    told = [metadata.text_of(page.ld.get("headline")), cleaned(extracted or "")]
    tag = page.first("og:title", "twitter:title")
    told.append(tag.value if tag else "")
    told.append(cleaned(page.tree.findtext(".//title") or ""))
    printed = [text for h in page.tree.iter("h1") if (text := cleaned("".join(h.itertext())))]
    for heading in printed:
        if any(folded(heading) in folded(other) for other in told if other):
            return Found(heading, "h1")
    if len(printed) == 1 and len(printed[0].split()) > 2:
        return Found(printed[0], "h1")
    how = ("JSON-LD headline", "trafilatura", "meta og:title", "title")
    return next((Found(text, by) for text, by in zip(told, how, strict=True) if text), None)


def outlet(page: Page, extracted: str | None) -> Found | None:
    """The name of the site."""
    if name := metadata.text_of(page.ld.get("publisher")):
        return Found(name, "JSON-LD publisher")
    tag = page.first("og:site_name", "application-name", "citation_journal_title", "dc.publisher")
    if tag is None and cleaned(extracted or ""):
        return Found(cleaned(extracted or ""), "trafilatura")
    return tag


def authors(page: Page, extracted: str | None) -> tuple[tuple[str, ...], str]:
    """The names in the byline, and where they were found."""
    tags = tuple(
        name
        for key in ("author", "article:author", "dc.creator", "citation_author")
        for name in page.meta.get(key, ())
    )
    by = tuple(
        metadata.text_of("".join(e.itertext()))
        for e in page.tree.xpath("//*[@itemprop='author' or @rel='author']")
    )
    candidates = (
        (metadata.names_of(page.ld.get("author")), "JSON-LD author"),
        (tuple((extracted or "").split(";")), "trafilatura"),
        (tags, "meta author"),
        (by, "byline"),
    )
    site = outlet(page, None)
    for names, how in candidates:
        kept = (_BY.sub("", cleaned(name), count=1) for name in names)
        good = tuple(
            dict.fromkeys(name for name in kept if _is_name(name) and not (site and name == site.value))
        )
        if good:
            return good, how
    return (), ""


def _is_name(text: str) -> bool:
    return 1 < len(text) <= 80 and len(text.split()) <= 8 and not re.search(r"[@/<>{}]|https?:|www\.", text)


def published(page: Page, language: str) -> tuple[Found | None, list[str]]:
    """The day of publication, as fine as the page gives it; and a note if the page contradicts itself."""
    dates: list[Found] = []
    for text, how in _dates(page):
        if day := edtf(text, language):
            dates.append(Found(day, how))
    if dates:
        first = dates[0]
        other = next((f for f in dates if _differs(f.value, first.value)), None)
        if other is None:
            return first, []
        return first, [f"the page also gives the date {other.value} ({other.how})"]
    if day := from_address(urlsplit(_original(page)).path):
        return Found(day, "the address"), []
    return None, []


def _differs(a: str, b: str) -> bool:
    return not (a.startswith(b) or b.startswith(a) or ".." in a or ".." in b)


def _dates(page: Page) -> Iterator[tuple[str, str]]:
    if text := metadata.text_of(page.ld.get("datePublished")):
        yield text, "JSON-LD datePublished"
    tag = page.first(
        "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "pubdate", "publishdate",
        "citation_publication_date", "dc.date.issued", "dcterms.created", "dc.date", "date", "sailthru.date",
    )  # fmt: skip
    if tag:
        yield tag.value, tag.how
    for element in page.tree.iter("time"):
        if not any("update" in f"{e.get('class', '')} {e.get('itemprop', '')}".lower() or e.tag == "aside"
                   for e in (element, *element.iterancestors())):  # fmt: skip
            yield element.get("datetime") or "".join(element.itertext()), "time element"
            break
    for element in page.tree.iter("span", "div", "p", "li"):
        kind = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
        if _DATED.search(kind) and "update" not in kind.lower():
            text = cleaned("".join(element.itertext()))
            if 6 <= len(text) <= 100:
                yield text, "printed on the page"


def language(page: Page, text: str) -> tuple[Found | None, list[str]]:
    """The language; if the declared one does not use the text's script, the commonest language of that script."""
    declared = [
        (
            page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
            "html lang",
        ),
        (metadata.text_of(page.ld.get("inLanguage")), "JSON-LD inLanguage"),
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
        tag = _tag(written)
        if not tag:
            continue
        if arabic == (tag.split("-")[0] in _ARABIC_SCRIPT) or tag.split("-")[0] in ("ku", "az", "pa"):
            return Found(tag, how), odd
        odd.append(f'{how} says "{tag}", and the text is {"" if arabic else "not "}in Arabic script')
    return (Found("ar", "its script") if arabic else None), odd


def _tag(written: str) -> str:
    """The language and script of a tag; regions say little about a text."""
    parts = written.strip().replace("_", "-").split("-")
    kept = [parts[0].lower()] + [p.title() for p in parts[1:2] if len(p) == 4 and p.isalpha()]
    try:
        return language_tag("-".join(kept))
    except Malformed:
        return ""


def canonical(page: Page) -> Found | None:
    """The page's own address, never an archive's."""
    read_at = _original(page)
    for written, how in (
        *((href, "link canonical") for href in page.links.get("canonical", ())[:1]),
        *((tag.value, tag.how) for tag in [page.first("og:url")] if tag),
        (metadata.text_of(page.ld.get("url")), "JSON-LD url"),
    ):
        address = _behind(_absolute(written, read_at))
        # A page may name another as its original; what was read is on the host it was read from.
        if address and (not read_at or _host(address) == _host(read_at)):
            return Found(address, how)
    return Found(read_at, "the address it was read at") if read_at else None


def archived(page: Page) -> Found | None:
    """The address of an archived copy, if that copy was read."""
    for address, how in (
        (page.address, "the address it was read at"),
        *((href, "link canonical") for href in page.links.get("canonical", ())[:1]),
    ):
        if _behind(address) != address and _absolute(address, ""):
            return Found(address, how)
    return None


def _original(page: Page) -> str:
    return _absolute(_behind(page.address), "")


def _behind(address: str) -> str:
    """The original address of an archived copy; any other address as it is."""
    match = _WAYBACK.fullmatch(address) or _ARCHIVE_TODAY.fullmatch(address)
    return re.sub(r"^(https?):?/+", r"\1://", match[1]) if match else address


def _absolute(written: str, base: str) -> str:
    try:
        return web_address(urljoin(base, written).partition("#")[0]) if written else ""
    except (Malformed, ValueError):
        return ""


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")

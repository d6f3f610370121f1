"""A page's HTML → a `Source`: the text by trafilatura, the metadata by JSON-LD, meta tags and the page itself.

Nothing in a page is run, and nothing it refers to is fetched.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dossier.ingest import Refused, boundaries, copies, dated, encoding, page_address, stated
from dossier.ingest.cleaned import cleaned, hidden_in
from dossier.ingest.paragraphs import blocks, is_article, is_invitation, published_line, without_frame
from dossier.ingest.printed_dates import implausible
from dossier.ingest.saved import SavedPage
from dossier.ingest.source import Found, Source
from dossier.model.quotations import count_words

MAX_ELEMENTS = 50_000
MAX_TEXT = 2_000_000
"""Characters without scripts and styles. With `MAX_ELEMENTS` it limits the reading of a hostile page to seconds."""
UNREADABLE = 10
"""One lost letter in so many, and a text is none."""
_TRANSLATED = re.compile(r"(?<![\w-])translated-(?:ltr|rtl)(?![\w-])")
"""The class that Chrome gives to the root of a page that it has translated."""
_WALLS = re.compile(
    r"paywall|subscri(?:be|ption)-?(?:wall|prompt|only)|premium-?content|metered|regwall|abonelik", re.I
)
_CUT = re.compile(r"(?:\.\.\.|…|\[…\])$")


def extract(page: SavedPage, name: str) -> Source:
    """The source in a page; `name` is what messages call it. Raises `Refused` if it contains no article."""
    # trafilatura logs its failures; they are reported by messages here.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    from lxml.etree import LxmlError

    try:
        return _extracted(page, name)
    except (RecursionError, LxmlError, MemoryError):
        raise Refused(f"{name} nests too deep, or is too broken, to be read as a page") from None


def _extracted(page: SavedPage, name: str) -> Source:
    import trafilatura
    from lxml import html as lxml_html

    text, unread = encoding.decode(page.html, page.charset)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_pis=True, no_network=True, huge_tree=False)
    tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    if copies.is_translation(page.address) or _TRANSLATED.search(tree.get("class") or ""):
        raise Refused(
            f"{name} is a program's translation of a page: its words are not the source's; add the page as it was published"
        )
    elements = size = 0
    for element in tree.iter():
        elements += 1
        size += len(element.tail or "") + (
            0 if element.tag in ("script", "style") else len(element.text or "")
        )
    if elements > MAX_ELEMENTS or size > MAX_TEXT:
        raise Refused(
            f"{name} is longer than any article: {elements:,} elements, {size:,} characters of text"
        )
    said = stated.Page.of(tree, page.address)
    ld, meta = said.ld, said.meta
    # trafilatura would take author and title from JSON-LD whichever article that describes.
    for script in [s for s in tree.iter("script") if "json" in (s.get("type") or "").lower()]:
        script.drop_tree()
    try:
        document = trafilatura.bare_extraction(
            lxml_html.tostring(boundaries.marked(tree), encoding="unicode"),
            url=page.address or None,
            with_metadata=True,
            include_comments=False,
        )
    except (TypeError, ValueError, AttributeError, KeyError, IndexError):  # metadata that it does not expect
        document = None
    body = getattr(document, "body", None)
    whole = tuple(blocks(body)) if body is not None else ()
    if not is_article(whole):
        body = ld.get("articleBody")
        whole = tuple(p for p in map(cleaned, re.split(r"\n+", body) if isinstance(body, str) else ()) if p)
    title = stated.title(said, getattr(document, "title", None))
    paragraphs = without_frame(whole, title.value if title else "")
    if not is_article(paragraphs):
        words = sum(map(count_words, paragraphs))
        raise Refused(f"{name} holds no article that can be told from the rest ({words} words of text)")
    if UNREADABLE * sum(p.count("\ufffd") for p in paragraphs) > sum(map(len, paragraphs)):
        raise Refused(f"{name} cannot be read: {unread[-1] if unread else 'its letters are lost'}")
    language, odd = stated.language(said, " ".join(paragraphs))
    today = date.today()
    published, other = dated.published(said, language.value if language else "", today)
    line = published_line(whole)
    if published is None and line and not implausible(line, line, today):
        published = Found(line, "a date line in the text")
    authors, how = stated.authors(said, getattr(document, "author", None))
    hidden = hidden_in(" ".join(filter(None, (tree.findtext(".//title"), *meta.get("og:title", ())))))
    hidden += sum(hidden_in("".join(h.itertext())) for h in tree.iter("h1"))
    notes = [*unread, *said.notes, *odd, *other]
    if hidden:
        notes.append(
            f"the headline held {hidden} invisible or direction-turning characters; they were taken out"
        )
    return Source(
        title=title,
        outlet=stated.outlet(said, getattr(document, "sitename", None)),
        authors=authors,
        authors_how=how,
        published=published,
        language=language,
        url=page_address.canonical(said),
        archived=page_address.archived(said),
        paragraphs=paragraphs,
        opening=_opening(tree, ld, meta, whole, paragraphs),
        notes=tuple(notes),
    )


def _opening(
    tree: Any,
    ld: Mapping[str, Any],
    meta: Mapping[str, list[str]],
    whole: tuple[str, ...],
    paragraphs: tuple[str, ...],
) -> str:
    """Why only the beginning of the text seems to be there; empty if all of it does."""
    parts = ld.get("hasPart")
    described = [
        ld,
        *(part for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict)),
    ]
    if any(str(part.get("isAccessibleForFree", "")).lower() == "false" for part in described):
        return "JSON-LD says that it is not accessible for free"
    if any("locked" in tier or "metered" in tier for tier in meta.get("article:content_tier", ())):
        return "its meta tags say that it is locked"
    if any(
        _WALLS.search(f"{e.get('class', '')} {e.get('id', '')}") for e in tree.iter("div", "section", "aside")
    ):
        return "the page has a paywall"
    if whole and is_invitation(whole[-1]):
        return "it ends with an invitation to subscribe or to log in"
    if _CUT.search(paragraphs[-1]):
        return f'its last paragraph ends "{paragraphs[-1][-30:]}"'
    return ""

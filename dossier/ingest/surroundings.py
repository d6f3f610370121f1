"""Which elements of a page belong to its article, and which to what surrounds it: headers, lists of stories."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

_OTHERS = re.compile(
    r"(?<![a-z])(?:related|recommend\w*|recommandation\w*|teasers?|sidebar|side-bar|most-?(?:read|viewed|popular)|popular|trending"
    r"|latest|more-?(?:news|stories|from|on|articles)|read-?(?:more|also|next)|also-?read|see-?also|promo\w*|widget\w*|carousel"
    r"|comments?|commentlist|breadcrumbs?|masthead|topbar|top-bar|navbar|menu|site-?header|page-?header|footer|ticker"
    r"|headlines|newsletter|next-?(?:article|post)|prev(?:ious)?-?(?:article|post)|author-?bio|weather|ilgili|benzer|son-?dakika"
    r"|today(?:s-?date)?|current-?(?:date|time)|clock|archive-?list|outbrain|taboola)(?![a-z])",
    re.I,
)
"""Words in a class or an id; they begin and end where a word does."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
WORDS_OF_A_HEADLINE = 4
"""Words from which a link is taken for one to a story; fewer may be a name."""


class Surroundings:
    """Tells an article's own elements from the others by where its headline and its paragraphs stand."""

    def __init__(self, tree: Any, headline: Any) -> None:
        """`headline` is the heading's element, or None if the page has none."""
        self._above = [] if headline is None else [headline, *headline.iterancestors()]
        self._holders = set(self._above)
        self._own = self._container(tree)
        self._in_article = any(e.tag == "article" for e in self._above)
        self._others: dict[Any, bool] = {}

    def is_outside(self, element: Any) -> bool:
        """True for an element of another story, or of the page's frame."""
        line = (element, *element.iterancestors())
        if self._own is not None and self._own not in line:
            return True
        for ancestor in line:
            if ancestor in self._holders or ancestor.tag in ("body", "html"):
                return False
            if ancestor not in self._others:
                self._others[ancestor] = self._is_others(ancestor)
            if self._others[ancestor]:
                return True
        return False

    def _is_others(self, element: Any) -> bool:
        if element.tag in ("aside", "nav", "footer"):
            return True
        if element.tag == "header":
            return not any(e.tag in ("article", "main") for e in element.iterancestors())
        if element.tag == "article" or "article" in (element.get("itemtype") or "").lower():
            return self._in_article or (bool(self._holders) and element.get("itemtype") is not None)
        if element.tag == "a":
            return _is_story(element)
        if element.tag == "li" and any(_is_story(link) for link in islice(element.iter("a"), 20)):
            return True
        kind = _CAMEL.sub("-", f"{element.get('class') or ''} {element.get('id') or ''}").replace("_", "-")
        return element.tag != "main" and bool(_OTHERS.search(kind[:1000]))

    def _container(self, tree: Any) -> Any:
        """The innermost element that holds the headline and half of the text in paragraphs."""
        held: dict[Any, int] = {}
        for paragraph in tree.iter("p"):
            size = len("".join(paragraph.itertext()))
            holder = next((e for e in paragraph.iterancestors() if e in self._holders), None)
            held[holder] = held.get(holder, 0) + size
        half, so_far = sum(held.values()) / 2, 0
        for element in self._above:
            so_far += held.get(element, 0)
            if so_far and so_far >= half:
                return element
        return None


def _is_story(link: Any) -> bool:
    """True for a link whose words may be a headline."""
    href = (link.get("href") or "").strip()
    if not href or href.startswith(("#", "mailto:", "javascript:")) or "author" in (link.get("rel") or ""):
        return False
    return len("".join(link.itertext()).split()) >= WORDS_OF_A_HEADLINE

"""Names as pages show them."""

from __future__ import annotations

import re

from dossier.cite.quotation_marks import curled
from dossier.model.corpus import Corpus
from dossier.model.headlines import is_printed
from dossier.model.records import Actor, Article, Place, Publisher, Record
from dossier.model.words import COMMON

STEM = 4
"""Letters by which words are compared: Russia, Russian."""
_WORD = re.compile(r"\w+")
OURS = "en"
"""The language that pages are written in (BCP 47)."""
LONGEST_LABEL = 32
"""Characters of a name that a map shows."""


def publisher_name(corpus: Corpus, article: Article) -> str:
    """The name of the outlet that printed an article."""
    publisher = corpus.publisher_of(article)
    return publisher.title if publisher else article.publisher


def title_language(record: Record) -> str:
    """The language of a record's title (BCP 47): of a headline, or of the recorded name that it is; empty if it is ours."""
    if isinstance(record, Article):
        return record.language if is_printed(record.title) else ""
    if isinstance(record, Actor | Place | Publisher):
        language = next((named.lang for named in record.names if named.name == record.title), None) or ""
        return "" if language.partition("-")[0] == OURS else language
    return ""


def shown_title(record: Record) -> str:
    """A record's title as pages show it: a sentence of ours with typographic quotation marks, a name as it is recorded, a
    headline as it was printed.
    """
    printed = isinstance(record, Article) and is_printed(record.title)
    return record.title if printed or isinstance(record, Actor | Place | Publisher) else curled(record.title)


def tells(text: str, record: Record) -> bool:
    """Whether the text of a link has a word of its record's title or names, or the beginning of one: "he" has none."""
    names = [record.title, *(named.name for named in getattr(record, "names", ()))]
    known = {word[:STEM] for name in names for word in _WORD.findall(name.casefold())}
    return any(word[:STEM] in known for word in _WORD.findall(text.casefold()) if word not in COMMON)

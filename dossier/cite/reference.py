"""The input of citations: an article and its outlet, reduced to what the styles need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dossier.model.corpus import Corpus
    from dossier.model.dates import Window
    from dossier.model.records import Article, Publisher

Genre = Literal["newspaper", "magazine", "news-site", "webpage"]

_GENRES: dict[str | None, Genre] = {
    "newspaper": "newspaper",
    "magazine": "magazine",
    "agency": "news-site",
    "broadcaster": "news-site",
    "website": "news-site",
    "official-site": "webpage",
    "aggregator": "webpage",
}
"""The genre of each medium in the styles; an unknown medium counts as a newspaper, as most sources are news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source as the citation styles see it."""

    id: str
    title: str
    """The headline as printed: no style changes its case, for the case is part of what was printed."""
    publisher: str
    """The outlet's name as shown; empty when the outlet is not known."""
    published: Window
    accessed: Window
    language: str
    """BCP 47."""
    url: str | None = None
    archived: str | None = None
    authors: tuple[str, ...] = ()
    """As written (see `dossier.model.bylines`)."""
    bodies: tuple[str, ...] = ()
    """Those of the authors who are no persons: no style turns their names."""
    genre: Genre = "newspaper"
    """Newspapers and magazines are periodicals in every style; a news site is one in Chicago and MLA, not in APA."""
    issued_by_publisher: bool = False
    """True of an official site: where no author is named, the body whose site it is stands for one (APA 9.11)."""


def reference_of(corpus: Corpus, article: Article) -> Reference:
    """The reference of an article of a corpus."""
    return reference(article, corpus.publisher_of(article), corpus.corporate_authors.get(article.id, ()))


def reference(article: Article, publisher: Publisher | None, bodies: Sequence[str] = ()) -> Reference:
    """The reference of an article; `publisher` is None where its outlet has no record.

    `bodies` are those of its authors who are no persons.
    """
    medium = publisher.medium if publisher else None
    return Reference(
        id=article.id,
        title=article.title,
        publisher=publisher.title if publisher else "",
        published=article.published,
        accessed=article.accessed,
        language=article.language,
        url=article.url,
        archived=article.archived,
        authors=article.authors,
        bodies=tuple(bodies),
        genre=_GENRES.get(medium, "newspaper"),
        issued_by_publisher=medium == "official-site",
    )

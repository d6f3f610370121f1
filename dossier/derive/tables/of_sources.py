"""Tables of sources: articles, what they name and call whom, their accounts and quotations, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from dossier.derive.tables.columns import (
    Row,
    Source,
    Table,
    date_cells,
    dated,
    flag,
    key_to,
    needed,
    number,
    text,
    web,
    words_at,
    words_of,
)
from dossier.model import bylines
from dossier.model.checks import is_id
from dossier.model.parts import Account, Basis, Chain, Stance
from dossier.model.records import Article


def by_id(source: Source) -> list[Article]:
    """All articles, in the order of their ids."""
    return source.corpus.of(Article)


def shown(article: Article) -> Iterator[tuple[int, Account]]:
    """The accounts of an article that are not withheld, numbered from 1: a gap would say that one is."""
    return enumerate((account for account in article.claims if not account.publish), 1)


def account_keys(articles: list[Article]) -> Mapping[tuple[str, int], str]:
    """The key of each account that is not withheld, by its article and its number there, counted from 0."""
    return {
        (article.id, number): f"{article.id}/{position}"
        for article in articles
        for position, number in enumerate(
            (n for n, account in enumerate(article.claims) if not account.publish), 1
        )
    }


def _articles(source: Source) -> Iterator[Row]:
    for a in by_id(source):
        yield (
            *(a.id, a.title, a.title_translated.get("en"), a.publisher, a.url, a.archived),
            *(*date_cells(a.published), a.published_because, *date_cells(a.accessed), a.language, a.read),
        )


def _authors(source: Source) -> Iterator[Row]:
    for article in by_id(source):
        corporate = source.corpus.corporate_authors.get(article.id, ())
        for position, author in enumerate(article.authors, 1):
            body = author in corporate or bylines.is_whole(author)
            yield article.id, position, bylines.shown(author), body


def _article_actors(source: Source) -> Iterator[Row]:
    for article in by_id(source):
        yield from ((article.id, actor) for actor in sorted(article.actors) if source.known(actor))


def _printed(source: Source, words: str) -> Iterator[Row]:
    for article in by_id(source):
        outlet = source.corpus.publisher_of(article)
        title = outlet.title if outlet else article.publisher
        for actor, naming in sorted(article.actors.items()):
            if source.known(actor):
                for printed in sorted({*getattr(naming, words)}):
                    yield article.id, actor, printed, article.publisher, title, article.language


def _article_places(source: Source) -> Iterator[Row]:
    for article in by_id(source):
        yield from ((article.id, place) for place in sorted({*article.places}) if source.known(place))


def _article_events(source: Source) -> Iterator[Row]:
    for article in by_id(source):
        for event in sorted({*article.events, *article.subject}):
            if source.known(event):
                yield article.id, event, event in article.events, event in article.subject


def _accounts(source: Source) -> Iterator[Row]:
    for article in by_id(source):
        for position, account in shown(article):
            if source.known(account.claim):
                by = source.known(account.by) if account.by and is_id(account.by) else None
                yield (
                    *(f"{article.id}/{position}", article.id, position, account.claim, account.stance),
                    *(account.basis, by, account.by if account.by and not by else None, account.value),
                    *date_cells(account.when),
                )


def _quotations(source: Source) -> Iterator[Row]:
    for article in by_id(source):
        for position, account in shown(article):
            for number_, quote in enumerate(account.quotes, 1) if source.known(account.claim) else ():
                yield (
                    *(f"{article.id}/{position}/{number_}", f"{article.id}/{position}", number_),
                    *(None if quote.publish else quote.text, bool(quote.publish)),
                    *(quote.at.wording if quote.at else None, quote.lang or article.language),
                    *(quote.translation, quote.translated_from),
                )


def declared(source: Source) -> Iterator[tuple[str, str, str | None, str, Chain]]:
    """Every chain that articles declare: its key, the article, the account, what it is declared as, and the chain."""
    for article in by_id(source):
        of_text = [("carries", article.carries)] if article.carries else []
        of_text += [("rests_on", chain) for chain in article.rests_on]
        for number_, (use, chain) in enumerate(of_text, 1):
            yield f"{article.id}/{number_}", article.id, None, use, chain
        for position, account in shown(article):
            for number_, chain in enumerate(account.rests_on, 1) if source.known(account.claim) else ():
                key = f"{article.id}/{position}"
                yield f"{key}/{number_}", article.id, key, "rests_on", chain


def _chains(source: Source) -> Iterator[Row]:
    for key, article, account, use, chain in declared(source):
        yield key, article, account, use, chain.because


def _chain_links(source: Source) -> Iterator[Row]:
    for key, *_, chain in declared(source):
        for position, link in enumerate(chain.chain, 1):
            yield key, position, link, source.known(link)


PRINTED = (
    key_to("article", "articles", "The article that printed it."),
    key_to("actor", "actors", "For whom."),
    needed("text", "The words, as printed on that page."),
    key_to("outlet", "publishers", "The outlet whose words they are."),
    needed("outlet_title", "The outlet's name: show it with the words."),
    needed("lang", "The article's language: BCP 47."),
)
KEY = "The article and the number of the account, counted from 1."
ARTICLES = Table(
    name="articles",
    about="The published sources that were read.",
    columns=(
        key_to("id", "records", "The record's id, unique in the whole dossier and permanent."),
        needed("title", "The headline as the outlet printed it."),
        text("title_en", "Our translation of the headline into English."),
        key_to("publisher", "publishers", "The outlet whose page was read."),
        web("url", "The page."),
        web("archived", "An archive's copy of the page."),
        *dated("published", "When it was published.", required=True),
        text("published_because", "What the date follows from, where the page prints none."),
        *dated("accessed", "When it was read.", required=True),
        needed("language", "The language of the page: BCP 47."),
        needed("read", "How much of the text was read.", words_at(Article, "read")),
    ),
    key=("id",),
    rows=_articles,
)
ARTICLE_AUTHORS = Table(
    name="article_authors",
    about="Who signs articles.",
    columns=(
        key_to("article", "articles", "The article."),
        number("position", "The number of the author."),
        needed("author", "The name."),
        flag("corporate", "Whether it is an outlet, or an actor who is no person."),
    ),
    key=("article", "position"),
    rows=_authors,
)
ARTICLE_ACTORS = Table(
    name="article_actors",
    about="Who appears in articles.",
    columns=(key_to("article", "articles", "The article."), key_to("actor", "actors", "Who.")),
    key=("article", "actor"),
    rows=_article_actors,
)
NAMES_PRINTED = Table(
    name="names_printed",
    about="The names that an article printed for an actor, word for word.",
    columns=PRINTED,
    key=("article", "actor", "text"),
    rows=partial(_printed, words="named"),
)
LABELS = Table(
    name="labels",
    about="What an article called an actor, word for word: the outlet's words, not the dossier's.",
    columns=PRINTED,
    key=("article", "actor", "text"),
    rows=partial(_printed, words="called"),
)
ARTICLE_PLACES = Table(
    name="article_places",
    about="The places that articles name.",
    columns=(key_to("article", "articles", "The article."), key_to("place", "places", "The place.")),
    key=("article", "place"),
    rows=_article_places,
)
ARTICLE_EVENTS = Table(
    name="article_events",
    about="The events that articles name, and those that they are about.",
    columns=(
        key_to("article", "articles", "The article."),
        key_to("event", "events", "The event."),
        flag("named", "Whether the article names it."),
        flag("subject", "Whether the article is about it."),
    ),
    key=("article", "event"),
    rows=_article_events,
)
ACCOUNTS = Table(
    name="accounts",
    about="What an article says about a claim. Accounts that the editors withhold are left out.",
    columns=(
        needed("id", KEY),
        key_to("article", "articles", "The article."),
        number("position", "The number of the account in its article."),
        key_to("claim", "claims", "The claim."),
        needed("stance", "What the article does with it.", words_of(Stance)),
        needed("basis", "How the article knows, by its nearest link.", words_of(Basis)),
        key_to("by", "records", "Whose word it reports.", required=False),
        text("by_words", "The article's words for whose word it reports, where that is no record."),
        text("value", "The value that it gives, where that differs from the claim's."),
        *dated("happened", "When it was, where this article says so."),
    ),
    key=("id",),
    rows=_accounts,
)
QUOTATIONS = Table(
    name="quotations",
    about="The words of an article that an account rests on, verbatim.",
    columns=(
        needed("id", "The account and the number of the quotation, counted from 1."),
        key_to("account", "accounts", "The account."),
        number("position", "The number of the quotation in its account."),
        text("text", "The words; empty where the editors withhold them."),
        flag("withheld", "Whether the editors withhold the words."),
        text("at", "Where they stand in the article."),
        needed("lang", "Their language: BCP 47."),
        text("translation", "Our translation into English."),
        text(
            "translated_from", "The language of the speaker, where the article prints a translation: BCP 47."
        ),
    ),
    key=("id",),
    rows=_quotations,
)
CHAINS = Table(
    name="chains",
    about="What articles, or single accounts, are declared to rest on.",
    columns=(
        needed("id", "The article or account, and the number of the chain, counted from 1."),
        key_to("article", "articles", "The article."),
        key_to("account", "accounts", "The account; empty for a chain of the whole text.", required=False),
        needed(
            "declared_as",
            "`carries`: the page carries another's text, and every account without a chain inherits it. "
            "`rests_on` of a text: accounts of claims on its subject inherit it.",
            ("carries", "rests_on"),
        ),
        text("because", "Why, where the text does not say it."),
    ),
    key=("id",),
    rows=_chains,
)
CHAIN_LINKS = Table(
    name="chain_links",
    about="The links of chains, nearest first.",
    columns=(
        key_to("chain", "chains", "The chain."),
        number("position", "1 for the nearest link, and so on."),
        needed("link", "An id, `own` for the outlet's own reporting, or `unknown`."),
        key_to("record", "records", "The same where it is a record of this dossier.", required=False),
    ),
    key=("chain", "position"),
    rows=_chain_links,
)

"""Tables of the evidence: claims with their figures, and every input from which these can be counted again.

`claim_articles`, `claim_origins` and the tables beside them say what was counted; `accounts`, `trails`, `same_texts` and
`controls` are what it was counted from.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.derive.tables.columns import (
    Column,
    Row,
    Source,
    Table,
    date_cells,
    dated,
    flag,
    key_to,
    needed,
    number,
    words_of,
)
from dossier.derive.tables.of_sources import account_keys, by_id
from dossier.model.figures import RULE, Trail
from dossier.model.parts import Basis
from dossier.model.records import Claim

ROLES = ("denies", "differs", "silent", "supports", "unknown")
RELATIONS = ("contradicts", "contrary_to")


def _claims(source: Source) -> Iterator[Row]:
    for claim in source.corpus.of(Claim):
        f = source.figures.claims[claim.id]
        against = (f.denied_by, f.differs_by, f.contradicting, f.contradicting_unknown, f.contrary)
        support = (f.articles, f.origins, f.unknown, f.silent, f.controllers, f.uncontrolled)
        numbers: Row = tuple(len(ids) for ids in (*against, *support))
        event, speaker = source.known(claim.event), source.known(claim.speaker)
        when = date_cells(claim.when)
        yield claim.id, claim.title, f.line_in_dossier, *numbers, f.withheld, event, speaker, *when, RULE


def _claim_articles(source: Source) -> Iterator[Row]:
    for claim, f in sorted(source.figures.claims.items()):
        of = {
            "denies": f.denied_by,
            "differs": f.differs_by,
            "silent": f.silent,
            "supports": f.articles,
            "unknown": f.unknown,
        }
        for role in ROLES:
            for article in sorted(of[role]):
                instead = f.same_text.get(article) if role == "supports" else None
                yield claim, article, role, instead


def _claim_origins(source: Source) -> Iterator[Row]:
    for claim, f in sorted(source.figures.claims.items()):
        for origin in f.origins:
            yield claim, origin, f.bases[origin], origin not in f.uncontrolled


def _claim_controllers(source: Source) -> Iterator[Row]:
    for claim, f in sorted(source.figures.claims.items()):
        yield from ((claim, controller) for controller in f.controllers)


def _claim_dissent(source: Source) -> Iterator[Row]:
    for claim, f in sorted(source.figures.claims.items()):
        found = [
            *((other, "contradicts", True) for other in f.contradicting),
            *((other, "contradicts", False) for other in f.contradicting_unknown),
            *((other, "contrary_to", False) for other in f.contrary),
        ]
        yield from ((claim, *row) for row in sorted(found))


def trails(source: Source) -> Iterator[tuple[str, str, int, Trail]]:
    """Every trail of an account: its key, the account's, its number, and the trail; accounts in the order of their keys."""
    keys = account_keys(by_id(source))
    found = [
        (account.article, account.number, account)
        for f in source.figures.claims.values()
        for account in f.accounts
    ]
    for article, at, account in sorted(found, key=lambda one: one[:2]):
        key = keys[article, at]
        for position, trail in enumerate(account.trails, 1):
            yield f"{key}/{position}", key, position, trail


def _trails(source: Source) -> Iterator[Row]:
    for key, account, position, trail in trails(source):
        yield key, account, position, source.known(trail.origin), source.known(trail.end), trail.why


def _trail_links(source: Source) -> Iterator[Row]:
    for key, _, _, trail in trails(source):
        for position, link in enumerate(trail.links, 1):
            yield key, position, link, source.known(link)


def _same_texts(source: Source) -> Iterator[Row]:
    for pair in sorted(source.figures.same_texts, key=lambda pair: (pair.one, pair.other)):
        yield pair.one, pair.other, round(pair.share, 2)


CLAIMS = Table(
    name="claims",
    about="What the sources say or contest, in neutral words, and what the evidence amounts to in this dossier.",
    columns=(
        key_to("id", "records", "The record's id, unique in the whole dossier and permanent."),
        needed("title", "The claim."),
        needed("evidence", "The evidence in one line, with what speaks against the claim."),
        number("denied", "Articles that deny it."),
        number("differs", "Articles that give another value."),
        number("contradicted", "Claims of known origin that cannot hold together with it."),
        number("contradicted_unknown", "The same of unknown origin: shown, not counted."),
        number("contrary", "Claims that stand uneasily beside it: shown, not counted."),
        number("articles", "Articles that assert or report it, each once."),
        number("origins", "Independent origins of those."),
        number("unknown", "Articles that support it and have no known origin: counted apart."),
        number("no_account", "Articles on its event, read in full, without an account of it."),
        number("controllers", "Recorded controllers of its origins."),
        number("controllers_not_recorded", "Origins whose controller is not recorded."),
        number("accounts_withheld", "Accounts that the editors withhold, counted nowhere else."),
        key_to("event", "events", "The event that it is on.", required=False),
        key_to("speaker", "actors", "Who is said to have said it.", required=False),
        *dated("happened", "When it was."),
        needed("rule", "The version of the rule by which it was counted."),
    ),
    key=("id",),
    rows=_claims,
)
CLAIM_ARTICLES = Table(
    name="claim_articles",
    about="Which articles a claim's figures count, and as what.",
    columns=(
        key_to("claim", "claims", "The claim."),
        key_to("article", "articles", "The article."),
        needed(
            "role",
            "`supports`: counted among the articles. `unknown`: the same, and none of its origins is known. `denies` and "
            "`differs`: dissent. `silent`: read in full, and has no account of it.",
            ROLES,
        ),
        key_to(
            "counted_instead",
            "articles",
            "Of one that supports: the article with the same text whose origins are counted instead of its own.",
            required=False,
        ),
    ),
    key=("claim", "article", "role"),
    rows=_claim_articles,
)
CLAIM_ORIGINS = Table(
    name="claim_origins",
    about="The independent origins of a claim.",
    columns=(
        key_to("claim", "claims", "The claim."),
        key_to("origin", "records", "The outlet or actor."),
        needed("basis", "The strongest basis of the accounts that lead to it.", words_of(Basis)),
        flag("controller_recorded", "Whether a controller of it is recorded."),
    ),
    key=("claim", "origin"),
    rows=_claim_origins,
)
CLAIM_CONTROLLERS = Table(
    name="claim_controllers",
    about="The recorded controllers of a claim's origins.",
    columns=(
        key_to("claim", "claims", "The claim."),
        key_to("controller", "actors", "The last controller of a chain of controls; a state is its own."),
    ),
    key=("claim", "controller"),
    rows=_claim_controllers,
)
CLAIM_DISSENT = Table(
    name="claim_dissent",
    about="Claims that speak against a claim, whichever of the two says so.",
    columns=(
        key_to("claim", "claims", "The claim."),
        key_to("other", "claims", "The claim that speaks against it."),
        needed("relation", "How the two stand to one another.", RELATIONS),
        flag("counted", "Whether it is counted: it contradicts, and has a known origin."),
    ),
    key=("claim", "other", "relation"),
    rows=_claim_dissent,
)
TRAILS = Table(
    name="trails",
    about="The ways from an account along its chains to where it comes from.",
    columns=(
        needed("id", "The account and the number of the trail, counted from 1."),
        key_to("account", "accounts", "The account."),
        number("position", "The number of the trail."),
        key_to(
            "origin", "records", "The outlet or actor that it ends in; empty for unknown.", required=False
        ),
        key_to("ends_at", "records", "The outlet or actor at the end that is no origin.", required=False),
        needed("why", "The rule that ends it."),
    ),
    key=("id",),
    rows=_trails,
)
TRAIL_LINKS = Table(
    name="trail_links",
    about="The links of trails, nearest first.",
    columns=(
        key_to("trail", "trails", "The trail."),
        number("position", "1 for the nearest link, and so on."),
        needed("link", "An id, `own` for the outlet's own reporting, or `unknown`."),
        key_to("record", "records", "The same where it is a record of this dossier.", required=False),
    ),
    key=("trail", "position"),
    rows=_trail_links,
)
SAME_TEXTS = Table(
    name="same_texts",
    about="Pairs of articles with one text of which neither says whose it is: they count as one origin at most.",
    columns=(
        key_to("one", "articles", "The article whose id comes first."),
        key_to("other", "articles", "The other."),
        Column(
            name="share",
            about="Of the shorter text's runs of words, the share that the longer has too; an estimate.",
            type="number",
            required=True,
        ),
    ),
    key=("one", "other"),
    rows=_same_texts,
)

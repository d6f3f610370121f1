"""A claim's page: the evidence line first, how it came about, the sources under it, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from markupsafe import Markup

from dossier.derive.chains import UNKNOWN, paths
from dossier.derive.relations import RELATIONS
from dossier.model.figures import RULE, ClaimFigures, counted
from dossier.model.ledger import Entry, Ledger, ledger_of
from dossier.model.pages import CARD, ECHO, PICTURE, Page
from dossier.model.records import Claim
from dossier.render.accounts import Row, rows, wordings
from dossier.render.card import card, foot_of, png
from dossier.render.echo import STYLE, Echo, echo_of, speaking_against
from dossier.render.html import Links, filled
from dossier.render.limits import BOXES, ENTRIES, Lists
from dossier.render.lines import trail_line
from dossier.render.network.chains import chain_graph, drawable
from dossier.render.renderer import Renderer, feed_link

WORDS = {
    "contradicts": ("Cannot hold together with", "Cannot hold together with"),
    "contrary_to": ("Stands uneasily beside", "Stands uneasily beside"),
    "supports": ("Supports", "Supported by"),
    "undercuts": ("Undercuts", "Undercut by"),
}
"""Relations of claims in words, and the same seen from the other side."""


def draw(renderer: Renderer, claim: Claim) -> Page:
    """The page of a claim."""
    corpus = renderer.corpus
    links = renderer.links("../..")
    pointing = renderer.relations.pointing.get(claim.id, ())
    figures = renderer.figures.claims[claim.id]
    accounts = rows(links, figures.accounts)
    ledger = ledger_of(figures)
    walked = paths(figures.accounts)
    against = [row for row in accounts if not row.traced.supports]
    contradicting = contrary(renderer, links, figures)
    echo = echo_of(corpus, figures, speaking_against(renderer.figures.claims, figures))
    return renderer.record_page(
        "claim.html",
        claim,
        "claims/",
        description=figures.line_in_dossier,
        head=feed_link(renderer.settings, "../..", claim.address) if renderer.common.changes else "",
        figures_=figures,
        ledger=ledger,
        ledger_lines=ledger_lines,
        rule=RULE,
        trails=[(row.article.id, trail) for row in accounts for trail in row.traced.trails],
        supporting=[row for row in accounts if row.traced.supports],
        otherwise=against,
        contrary=contradicting,
        echo=echo,
        files=echo_files(renderer, links, claim, figures, echo) if echo else (),
        wordings=wordings,
        graph=partial(chain_graph, links, walked, f"What each account rests on: {claim.title}"),
        boxes=BOXES,
        chains=bool(walked),
        differing=differing(links, figures, ledger, walked),
        utterance=utterance(claim, accounts),
        relations=related(claim, pointing),
        coverage=renderer.figures.coverage.get(claim.id),
        findings=[id_ for key, id_ in pointing if key == "finding"],
        elsewhere=corpus.mentions.get(claim.id, []),
    )


def echo_files(
    renderer: Renderer, links: Links, claim: Claim, figures: ClaimFigures, echo: Echo
) -> list[tuple[str, str | bytes]]:
    """The claim's echo, and its picture; as PNG as well where a finding rests on the claim: such claims are shared."""
    settings = renderer.settings
    template = renderer.environment.get_template("echo.html")
    svg = card(renderer.corpus, claim, figures, echo, foot_of(renderer, claim.address))
    files: list[tuple[str, str | bytes]] = [
        (ECHO, template.render(links=links, record=claim, figures_=figures, echo=echo, style=STYLE)),
        (CARD, svg),
    ]
    if settings.url and any(key == "finding" for key, _ in renderer.relations.pointing.get(claim.id, ())):
        picture = png(svg, renderer.drawings)
        files += [(PICTURE, picture)] if picture else []
    return files


def contrary(renderer: Renderer, links: Links, figures: ClaimFigures) -> list[Row]:
    """The accounts that support a claim which contradicts this one."""
    others = (renderer.figures.claims[id_] for id_ in figures.contradictions)
    return [row for other in others for row in rows(links, other.accounts) if row.traced.supports]


def ledger_lines(lists: Lists, links: Links, entries: Iterable[Entry], name: str) -> list[Markup]:
    """Where articles lead, one line a chain: the source, then each link. They are the page's list `name`."""
    lines = [(entry.article, trail) for entry in entries for trail in entry.trails]
    return [
        filled("{} → {}", links.source(article), trail_line(lists, links, article, trail))
        for article, trail in lists.inner(lines, name)
    ]


def differing(
    links: Links, figures: ClaimFigures, ledger: Ledger, walked: Sequence[tuple[str, ...]]
) -> Markup:
    """Why the drawing has more or fewer unknown ends than the evidence line counts; empty if the numbers are equal."""
    drawn = sum(end.startswith(UNKNOWN) for end in {path[-1] for path in walked})
    if drawn == len(figures.unknown) or len(drawable(walked, ENTRIES[0] * BOXES)) < len(walked):
        return Markup()
    reasons = [
        filled("{} counts by another account, whose origin is known", links.source(entry.article))
        for entry in ledger.unknown_beside
    ]
    beyond = dict.fromkeys(
        a.article for a in figures.accounts if not a.supports and any(not t.origin for t in a.trails)
    )
    reasons += [filled("{} is no support of the claim", links.source(id_)) for id_ in beyond]
    if not reasons:
        reasons = [Markup("an article with several chains has several ends, and chains may end together")]
    return filled(
        "The drawing shows {} of unknown origin, and the line counts {}: {}.",
        *(counted(drawn, "end"), counted(len(figures.unknown), "article"), Markup("; ").join(reasons)),
    )


def related(claim: Claim, pointing: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """The claims that this one names, and those that name it, by the words for the relation; each once."""
    found: dict[str, dict[str, None]] = {}
    for key, named in RELATIONS:
        onward, back = WORDS[key]
        found.setdefault(onward, {}).update(dict.fromkeys(named(claim)))
        found.setdefault(back, {}).update(dict.fromkeys(id_ for of, id_ in pointing if of == key))
    return [(name, list(ids)) for name, ids in found.items() if ids]


def utterance(claim: Claim, accounts: list[Row]) -> list[tuple[str, list[Row]]]:
    """The rows that quote one speaker's words, by value, if there is more than one wording.

    The claim's own value is the empty text. A source that gives another value is no other wording of the same words.
    """
    if not claim.speaker:
        return []
    rows_by_value: dict[str, list[Row]] = {}
    for row in accounts:
        if wordings(row) and row.account.stance != "denies":
            rows_by_value.setdefault(
                (row.account.value or "") if row.account.stance == "differs" else "", []
            ).append(row)
    texts = {
        quote.text for quoting in rows_by_value.values() for row in quoting for quote, _ in wordings(row)
    }
    return list(rows_by_value.items()) if len(texts) > 1 else []

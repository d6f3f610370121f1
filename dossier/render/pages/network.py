"""The page of the network: a drawing of its strongest edges, and a table of all actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dossier.derive.answers import answers
from dossier.derive.network import Edge, Network, chosen, far_end
from dossier.model.pages import Page
from dossier.render.html import Links, style_sheets
from dossier.render.limits import CELL
from dossier.render.network.news import news_figure, news_of, sentences
from dossier.render.network.svg import legend, network_figure
from dossier.render.paging import paged
from dossier.render.renderer import Renderer

STYLE = "assets/dossier/network.css"
NAMED = 5
"""The most other actors that a row of the table names."""


def pages(renderer: Renderer) -> Iterator[Page]:
    """The page of the network."""
    network = renderer.network
    picked = chosen(network)
    ids = sorted(network.sources, key=lambda id_: (-network.sources[id_], id_))
    figure = network_figure(
        renderer.links(".."), network, picked, "Network of actors and outlets", renderer.drawings
    )

    news = news_of(network, *renderer.limits.news)

    def values(links: Links, some: Sequence[str], first: bool) -> dict[str, Any]:
        return {
            "first": first,
            "answers": answers(renderer.corpus) if first else (),
            "news": news_figure(links, news, "Where the news came from") if first else "",
            "news_left_out": news.left_out,
            "lines_left_out": news.lines_left_out,
            "sentences": sentences(links, network) if first else (),
            "head": style_sheets(links.root, STYLE),
            "figure": figure if first else "",
            "legend": legend(picked.edges),
            "picked": picked,
            "cell": CELL,
            "rows": [_row(network, id_) for id_ in some],
        }

    lead = "Who answers to whom, and where the news came from."
    yield from paged(renderer, "network.html", "network/", "Network", lead, ids, values)


def _row(network: Network, id_: str) -> dict[str, object]:
    beside = network.of(id_, "appears")
    controls, rests = network.of(id_, "controls"), network.of(id_, "rests")
    return {
        "id": id_,
        "sources": network.sources[id_],
        "beside": [(far_end(edge, id_), edge.articles) for edge in beside[:NAMED]],
        "more": max(0, len(beside) - NAMED),
        "pairs": len(beside),
        "controlled_by": _ends([edge for edge in controls if edge.other == id_], id_),
        "controls": _ends([edge for edge in controls if edge.one == id_], id_),
        "rests_on": _ends([edge for edge in rests if edge.one == id_], id_),
        "bears": _ends([edge for edge in rests if edge.other == id_], id_),
    }


def _ends(edges: list[Edge], id_: str) -> list[str]:
    return [far_end(edge, id_) for edge in edges]

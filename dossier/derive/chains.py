"""The chains of links from an article to the origins of its accounts."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model.figures import AccountFigures

UNKNOWN = "?"
"""Prefix of the last known link of a chain whose origin is unknown."""


def paths(accounts: Sequence[AccountFigures]) -> list[tuple[str, ...]]:
    """The ids along each trail, from the article to the origin; an unknown end is `UNKNOWN` and the id before it."""
    chains: dict[tuple[str, ...], None] = {}
    for account in accounts:
        for trail in account.trails:
            path = [account.article, *(link for link in trail.links if link not in ("own", "unknown"))]
            if trail.end and path[-1] != trail.end:
                path.append(trail.end)  # named, but no origin: it does not say how it knows
            end = trail.origin or f"{UNKNOWN}{path[-1]}"
            if path[-1] != end:
                path.append(end)
            chains[tuple(dict.fromkeys(path))] = None
    return list(chains)

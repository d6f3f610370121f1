"""The links that an account leads through, from the article to the origin."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model.figures import AccountFigures

UNKNOWN = "?"
"""Before the last known link of a chain whose origin is unknown."""


def paths(accounts: Sequence[AccountFigures]) -> list[tuple[str, ...]]:
    """The ids along each trail, from the article to the origin; an unknown end is `?` and the id before it."""
    found: dict[tuple[str, ...], None] = {}
    for account in accounts:
        for trail in account.trails:
            path = [account.article, *(link for link in trail.links if link not in ("own", "unknown"))]
            if trail.end and path[-1] != trail.end:
                path.append(trail.end)  # named, and no origin: it does not say how it knows
            end = trail.origin or f"{UNKNOWN}{path[-1]}"
            if path[-1] != end:
                path.append(end)
            found[tuple(dict.fromkeys(path))] = None
    return list(found)

"""Dossiers of which one thing is very large: files by their path in the project."""

from __future__ import annotations

from collections.abc import Callable

Files = dict[str, str]

ARTICLE = """---
title: {title}
publisher: pub
published: 2023-01-02
accessed: 2026-11-20
language: en
read: full
subject: [ev]
events: [ev]
{front}
---

A summary.
"""
COUNTS_ONE = {
    "content/publishers/pub.md": "---\ntitle: Pub\n---\n\nAn outlet.\n",
    "content/actors/hub.md": "---\ntitle: Hub\ntype: group\n---\n\nA group.\n",
    "content/events/ev.md": "---\ntitle: Ev\nwhen: 2023-01-01\n---\n\nAn event.\n",
    "content/claims/cl.md": "---\ntitle: Cl\nabout: [hub]\nevent: ev\n---\n\nA claim.\n",
}
"""One outlet, actor, event and claim, which everything else is about."""


def article(n: int, *, rests_on: str = "own", claim: str = "cl", title: str = "") -> str:
    """An article with an account of a claim."""
    front = (
        "actors:\n  hub: {named: [Hub]}\n"
        f"claims:\n  - {{claim: {claim}, stance: asserts, basis: on-record, rests_on: [{rests_on}]}}"
    )
    return ARTICLE.format(title=title or f"Article {n}", front=front)


def chain(count: int) -> Files:
    """Articles that rest one on the next, all with an account of one claim."""
    found = {f"content/articles/a-{n}.md": article(n, rests_on=f"a-{n + 1}") for n in range(count - 1)}
    return COUNTS_ONE | found | {f"content/articles/a-{count - 1}.md": article(count - 1)}


def accounts(count: int) -> Files:
    """Articles with an account of one claim."""
    return COUNTS_ONE | {f"content/articles/a-{n}.md": article(n) for n in range(count)}


def claims(count: int) -> Files:
    """Claims on one event, each with an account of its own."""
    claim = "---\ntitle: Claim {n}\nabout: [hub]\nevent: ev\n---\n\nA claim.\n"
    found = {f"content/claims/c-{n}.md": claim.replace("{n}", str(n)) for n in range(count)}
    found |= {f"content/articles/a-{n}.md": article(n, claim=f"c-{n}") for n in range(count)}
    return COUNTS_ONE | found | {"content/articles/a.md": article(count)}


def tiny(count: int) -> Files:
    """Articles that name one actor."""
    front = "actors:\n  hub: {named: [Hub]}"
    found = {
        f"content/articles/a-{n}.md": ARTICLE.format(title=f"Article {n}", front=front) for n in range(count)
    }
    return COUNTS_ONE | found | {"content/articles/a.md": article(count)}


def places(count: int, title: str = "Place {n}") -> Files:
    """Places with a location in one region, all named by one article and some events."""
    place = (
        "---\ntitle: TITLE\ntype: town\nwithin: region\nlocation: {lat: LAT, lon: LON, precision: locality}\n"
        "---\n\nA town.\n"
    )
    found = {
        f"content/places/p-{n}.md": place.replace("TITLE", title.replace("{n}", str(n)))
        .replace("LAT", f"{30 + n % 100 / 10:.2f}")
        .replace("LON", f"{30 + n // 100 / 10:.2f}")
        for n in range(count)
    }
    found["content/places/region.md"] = "---\ntitle: Region\ntype: region\n---\n\nA region.\n"
    for at in range(0, count, 900):
        listed = ", ".join(f"p-{n}" for n in range(at, min(count, at + 900)))
        front = f"actors:\n  hub: {{named: [Hub]}}\nplaces: [{listed}]"
        found[f"content/articles/on-{at}.md"] = ARTICLE.format(title=f"On {at}", front=front)
    return COUNTS_ONE | found | {"content/articles/a.md": article(count)}


def actors(count: int) -> Files:
    """Actors controlled by one, with many names, in articles of fifty each; their outlets are controlled by it, too."""
    actor = "---\ntitle: Actor {n}\ntype: person\ncontrolled_by: {actor: hub, source: a}\n---\n\nA person.\n"
    found = {f"content/actors/p-{n}.md": actor.replace("{n}", str(n)) for n in range(count)}
    for at in range(0, count, 50):
        named = "".join(
            f"\n  p-{n}: {{named: [Actor {n}], called: [label {n}]}}" for n in range(at, min(count, at + 50))
        )
        front = f"actors:\n  hub: {{named: [Hub], called: [label]}}{named}"
        found[f"content/articles/on-{at}.md"] = ARTICLE.format(title=f"On {at}", front=front)
    return COUNTS_ONE | found | {"content/articles/a.md": article(count)}


def outlets(count: int) -> Files:
    """Outlets, each with one account of one claim that rests on an outlet of its own."""
    found = {
        f"content/publishers/o-{n}.md": f"---\ntitle: Outlet {n}\n---\n\nAn outlet.\n" for n in range(count)
    }
    found |= {
        f"content/articles/a-{n}.md": article(n, rests_on=f"o-{n}").replace("pub\n", f"o-{n}\n", 1)
        for n in range(count)
    }
    return COUNTS_ONE | found | {"content/articles/a.md": article(count)}


def linked(count: int, title: str = "") -> Files:
    """Free pages that link one actor, and a finding each on the one claim."""
    found = {
        f"content/about/p-{n}.md": f"---\ntitle: Page {n}\n---\n\nOf [[hub]], [[cl]], [[ev]] and [@a].\n"
        for n in range(count)
    }
    found |= {
        f"content/findings/f-{n}.md": f"---\ntitle: Finding {n}\nconfidence: low\nrests_on: [cl]\n---\n\nOf [[hub]].\n"
        for n in range(count)
    }
    front = {"content/index.md": "---\ntitle: Front\n---\n\nThe front page.\n"}
    return COUNTS_ONE | found | front | {"content/articles/a.md": article(count)}


def long_titles(count: int) -> Files:
    """Articles with titles as long as is allowed, all quotation marks, with an account of one claim."""
    title = "'" + '"' * 990 + "{n}'"
    found = {
        f"content/articles/a-{n}.md": article(n, title=title.replace("{n}", str(n))) for n in range(count)
    }
    return COUNTS_ONE | found


LARGE: dict[str, tuple[Callable[[int], Files], int, int]] = {
    "chain": (chain, 400, 1_000),
    "accounts": (accounts, 1_200, 5_000),
    "claims": (claims, 400, 3_000),
    "tiny": (tiny, 1_300, 10_000),
    "places": (places, 1_200, 5_000),
    "actors": (actors, 1_200, 3_000),
    "outlets": (outlets, 700, 3_000),
    "linked": (linked, 1_200, 4_000),
    "long titles": (long_titles, 300, 2_000),
}
"""Each with a size of which a test takes a second or few, and one of which it takes a minute."""

"""Chains: layers do not double the work, and circles are found."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from support.growth import assert_linear
from support.small import Small

from dossier.evidence import assess

HOME = {"content/index.md": "---\ntitle: Home\n---\n\nA text.\n"}


ACTOR = "---\ntitle: A\ntype: group\n---\n\n"


def article(id_: str, *rests_on: str) -> dict[str, str]:
    chains = ", ".join(f'"{chain}"' for chain in rests_on)
    return {
        f"content/articles/{id_}.md": "---\ntitle: S\npublisher: p\npublished: 2023-01-02\naccessed: 2026-11-20\n"
        "language: en\nread: full\nclaims:\n"
        f"  - {{claim: c, stance: asserts, basis: document, rests_on: [{chains}]}}\n---\n\nA text.\n"
    }


BASE = {
    **HOME,
    "content/publishers/p.md": "---\ntitle: P\n---\n\nAn outlet.\n",
    "content/claims/c.md": "---\ntitle: C\nabout: []\n---\n\nA claim.\n",
}


@pytest.mark.slow
def test_layers_of_chains_do_not_double(small: Small) -> None:
    rounds = count()

    def work(layers: int) -> tuple[int, Callable[[], object]]:
        project = Small(small.project.with_name(f"layers-{next(rounds)}"))
        files = dict(BASE)
        for layer in range(layers):
            for side in "ab":
                onward = [f"{other}{layer + 1}" for other in "ab"] if layer < layers - 1 else ["own"]
                files |= article(f"{side}{layer}", *onward)
        checked = project.check(files)
        assert checked.figures.claims["c"].origins == ("p",)
        return layers, lambda: assess(checked.corpus)

    assert_linear(work, 9)


def test_a_long_chain_is_told_as_unknown(small: Small) -> None:
    files = dict(BASE)
    for number in range(300):
        files |= article(f"a{number}", f"a{number + 1}" if number < 299 else "own")
    figures = small.check(files).figures.claims["c"]
    assert figures.origins == ("p",)


def test_own_stands_for_nobody_else(small: Small) -> None:
    checked = small.check({**BASE, **article("a", "own > own")})
    assert checked.figures.claims["c"].unknown == ("a",)
    assert small.pages(checked)


def test_a_circle_in_the_middle_of_a_chain_is_found(small: Small) -> None:
    told = small.report_texts({**BASE, **article("a", "b > p"), **article("b", "a > p")})
    assert "circular-sourcing" in told


def test_two_chains_in_opposite_order_are_drawn(small: Small) -> None:
    actors = {f"content/actors/{a}.md": ACTOR + "A group.\n" for a in ("x", "y")}
    checked = small.check({**BASE, **actors, **article("a", "y > x > p", "x > y > p")})
    assert not checked.failed
    assert small.pages(checked)

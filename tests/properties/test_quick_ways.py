"""Quick ways through frequent texts give what the long way gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dossier.cite.bibtex import escaped as in_bibtex
from dossier.model.words import forms, words
from dossier.render.maps.land import _spans
from dossier.render.maps.path import path, thin
from dossier.render.maps.projection import Pixels, clip_ring

SMALL = st.integers(-12, 12).map(float)
RING = st.lists(st.tuples(SMALL, SMALL), min_size=3, max_size=30)


@given(st.text("abcXYZ019'-_.,;:!?\"()[]“”", max_size=12))
def test_words_of_ascii(chunk: str) -> None:
    # A soft hyphen is not there, and not ASCII: with one, no word is taken the quick way.
    assert words(chunk) == words(f"{chunk}\u00ad")
    assert forms(chunk) == tuple(form for word in words(chunk) for form in word)


@given(st.text("ab{}\\~^`\"<>$&#_%-,' \u200c\x00"))
def test_bibtex_fields(text: str) -> None:
    assert "\n" not in in_bibtex(text)
    assert in_bibtex(text).count("--") == 0 and ",," not in in_bibtex(text)


@given(st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=1), st.integers(1, 2))
def test_path_data_leads_to_every_point(cells: list[tuple[int, int]], step: int) -> None:
    first, _, rest = path(cells, step, closed=False).partition("l")
    numbers = [int(n) for n in rest.replace("-", " -").split()]
    x, y = (int(n) for n in first[1:].split())
    found = [(x, y)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x, y))
    assert found == [(x * step, y * step) for x, y in cells]


@given(RING)
def test_thinning_leaves_nothing_to_thin(ring: list[Pixels]) -> None:
    once = thin(ring, 1.0)
    assert thin([(float(x), float(y)) for x, y in once], 1.0) == once


@given(RING, SMALL)
def test_rows_within_a_shape(ring: list[Pixels], y: float) -> None:
    y += 0.5
    edges = zip(ring, ring[1:] + ring[:1], strict=True)
    cuts = sorted(
        ax + (y - ay) / (by - ay) * (bx - ax)
        for (ax, ay), (bx, by) in edges
        if min(ay, by) < y <= max(ay, by)
    )
    xs, ys = zip(*ring, strict=True)
    assert _spans([(xs, ys)], [y])[0] == list(zip(cuts[::2], cuts[1::2], strict=True))


@given(RING)
def test_a_cut_shape_keeps_within(ring: list[Pixels]) -> None:
    assert all(-5 <= x <= 6 and -4 <= y <= 7 for x, y in clip_ring(ring, -5, -4, 6, 7))
    assert set(clip_ring(ring, -12, -12, 12, 12)) == set(ring)

"""Chain graphs of random chains: no line behind a box, each line from its box to its box, no two boxes over one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.render.network.chain_layout import BOX_HEIGHT, BOX_WIDTH, Layout, layout

IDS = st.sampled_from("abcdefghij")
PATHS = st.lists(
    st.lists(IDS, min_size=1, max_size=6, unique=True).map(tuple), min_size=1, max_size=12, unique=True
)
"""Also such as name the same in opposite orders."""


def points(path: str, steps: int = 24) -> Iterator[tuple[float, float]]:
    """Points along a path of the commands M, H and C."""
    x = y = 0.0
    for letter, text in re.findall(r"([MHC])([^MHC]*)", path):
        numbers = [float(n) for n in text.split()]
        if letter == "M":
            x, y = numbers
            yield x, y
            continue
        ax, ay, bx, by, cx, cy = numbers if letter == "C" else (x, y, numbers[0], y, numbers[0], y)
        for step in range(1, steps + 1):
            t, s = step / steps, 1 - step / steps
            yield (
                s**3 * x + 3 * s * s * t * ax + 3 * s * t * t * bx + t**3 * cx,
                s**3 * y + 3 * s * s * t * ay + 3 * s * t * t * by + t**3 * cy,
            )
        x, y = cx, cy


def boxes(drawn: Layout) -> dict[str, tuple[int, int, int, int]]:
    """The corners of each box."""
    return {
        id_: (spot.x, spot.y - BOX_HEIGHT // 2, spot.x + BOX_WIDTH, spot.y + BOX_HEIGHT // 2)
        for id_, spot in drawn.boxes.items()
    }


@pytest.mark.slow
@settings(max_examples=400)
@given(PATHS)
def test_no_line_runs_behind_a_box(walked: list[tuple[str, ...]]) -> None:
    drawn = layout(walked)
    assert set(drawn.lines) == {pair for path in walked for pair in pairwise(path)}
    assert set(drawn.boxes) == {id_ for path in walked for id_ in path}
    corners = boxes(drawn)
    for (one, other), line in drawn.lines.items():
        along = list(points(line))
        assert along[0] == (corners[one][2], drawn.boxes[one].y)
        assert along[-1] == (corners[other][0], drawn.boxes[other].y)
        for x, y in along:
            assert 0 <= x <= drawn.width
            assert 0 <= y <= drawn.height
            for id_, (left, top, right, bottom) in corners.items():
                # Not behind its own either; beside a foreign one it keeps a distance.
                near = 0 if id_ in (one, other) else 2
                assert not (left - near < x < right + near and top - near < y < bottom + near), (
                    one,
                    other,
                    id_,
                )


@settings(max_examples=200)
@given(PATHS)
def test_boxes_keep_apart_and_lie_in_the_drawing(walked: list[tuple[str, ...]]) -> None:
    drawn = layout(walked)
    for one, other in combinations(boxes(drawn).values(), 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    for left, top, right, bottom in boxes(drawn).values():
        assert left >= 0
        assert top >= 0
        assert right <= drawn.width
        assert bottom <= drawn.height
    assert drawn == layout(walked)

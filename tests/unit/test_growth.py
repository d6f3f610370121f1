"""The measure of growth tells work that follows its input from work that follows its square."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.growth import assert_linear, assert_tenfold

pytestmark = pytest.mark.slow


def steps(count: int) -> int:
    return sum(number % 7 for number in range(count))


def test_work_that_follows_its_input() -> None:
    assert_linear(lambda n: (n, lambda: steps(100 * n)), 2_000)


@pytest.mark.parametrize("most", [lambda n: n * n, lambda n: 2 ** (n // 20)])
def test_work_that_outgrows_its_input(most: Callable[[int], int]) -> None:
    with pytest.raises(AssertionError, match=r"2\.00 times as long takes"):
        assert_linear(lambda n: (n, lambda: steps(most(n))), 200)


def test_ten_times_the_input() -> None:
    assert_tenfold(lambda n: lambda: steps(100 * n), 10_000)
    for most in (lambda n: n * n // 10, lambda n: 2 ** min(n // 50, 22)):
        with pytest.raises(AssertionError, match="ten times as many"):
            assert_tenfold(lambda n, most=most: lambda: steps(most(n)), 10_000)

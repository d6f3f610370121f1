"""How the work grows with its input: no limit in seconds, which a busy machine breaks and a fast one never reaches."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

MOST = 1.25
"""The work for twice the input, over twice the work for it: 2.5 times in all. Work that grows with the square gives 2."""
ROUNDS = 12
"""Measurements after which it is given up; most need one."""


def assert_linear(work: Callable[[int], tuple[int, Callable[[], object]]], size: int) -> None:
    """Fails where twice the input takes more than 2.5 times as long.

    `work(n)` prepares a fresh input of about n parts: its length, and what is measured. No text may be prepared twice, for
    what is remembered of the first would be measured of the second. Both sizes are measured in turn, in processor time of
    this process and without collecting garbage, as the commands run; the least of each is compared, for what else the
    machine does only ever adds.
    """
    least: dict[int, float] = {}
    lengths: dict[int, int] = {}
    growth = 0.0
    for _ in range(ROUNDS):
        for n in (size, 2 * size):
            lengths[n], run = work(n)
            gc.collect()
            gc.disable()
            begun = time.process_time()
            try:
                run()
                least[n] = min(least.get(n, float("inf")), time.process_time() - begun)
            finally:
                gc.enable()
        growth = least[2 * size] / least[size]
        if growth <= MOST * lengths[2 * size] / lengths[size]:
            return
    raise AssertionError(
        f"an input {lengths[2 * size] / lengths[size]:.2f} times as long takes {growth:.2f} times the work:"
        f" {least[size]:.3f} s, then {least[2 * size]:.3f} s"
    )


TENFOLD = 30
"""The work for ten times the input, over the work for it: caches that run full give up to 20, the square gives 100."""
SHORT = 0.01
"""Seconds within which it makes no difference."""


def assert_tenfold(run: Callable[[int], Callable[[], object]], size: int) -> None:
    """Fails where ten times the input takes more than 30 times as long.

    `run(n)` prepares an input of about n characters and gives what is measured. Sizes are gone through from below, so that
    even exponential work is found in a second.
    """
    for n in (max(8, size // 100), size // 10):
        one = ten = float("inf")
        for number in range(ROUNDS):
            ten = min(ten, _measured(run(10 * n)))
            if ten <= SHORT:
                break
            one = min(one, _measured(run(n)))
            if number and ten <= TENFOLD * one:
                break
        else:
            raise AssertionError(f"{n:,} characters: {one:.4f} s; ten times as many: {ten:.4f} s")


def _measured(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    gc.disable()
    begun = time.process_time()
    try:
        work()
        return time.process_time() - begun
    finally:
        gc.enable()

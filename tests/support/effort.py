"""How often what is tried at random is tried: `make torture` sets EFFORT."""

from __future__ import annotations

import os


def times(usual: int) -> int:
    """How often in this run, where `make test` tries it as often as is `usual`."""
    return usual * int(os.environ.get("EFFORT", "1"))

"""The sizes of files on the page Data."""

from __future__ import annotations

import pytest

from dossier.render.pages.data import Shown


@pytest.mark.parametrize(
    ("size", "wording"),
    [
        (1, "1 kB"),
        (1_499, "1 kB"),
        (12_345, "12 kB"),
        (1_000_000, "1.0 MB"),
        (3_449_000, "3.4 MB"),
        (12_000_000, "12.0 MB"),
    ],
)
def test_the_size_of_a_file_in_words(size: int, wording: str) -> None:
    shown = Shown("", "", "", "", "data/dossier.json", size, "", False)
    assert shown.size_wording == wording

"""Dates as people write them: seasons, and digits of EDTF alone."""

from __future__ import annotations

import pytest

from dossier.model.checks import Malformed
from dossier.model.dates import Window


def test_the_last_winter() -> None:
    try:
        assert Window.parse("9999-24").earliest
    except Malformed:
        return


@pytest.mark.parametrize("text", ["٢٠٢٢-١٠", "２０２２"])
def test_digits_are_those_of_edtf(text: str) -> None:
    with pytest.raises(Malformed):
        Window.parse(text)

"""The version of a place depends on no digit of its position that is not shown: else all could be tried."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dossier.derive.version import record_version
from dossier.model.geography import DIGITS, Location, Precision
from dossier.model.records import Place


def version(lat: str, precision: Precision) -> str:
    location = Location(lat=Decimal(lat), lon=Decimal("20.5"), precision=precision)
    return record_version(Place(id="p", title="Place", type="town", location=location))


@pytest.mark.parametrize("precision", DIGITS)
def test_it_is_the_same_whatever_the_digits_beyond_its_precision_are(precision: Precision) -> None:
    assert version("36.50001", precision) == version("36.50002", precision)
    assert version("36.5", precision) == version("36.50", precision)
    assert version("36.5", precision) != version("38.5", precision)

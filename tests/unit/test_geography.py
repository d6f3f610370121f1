"""Coordinates, and never more digits than the precision bears."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from dossier.model.checks import Malformed
from dossier.model.geography import DIGITS, RADIUS, Location, Precision, latitude, longitude


@pytest.mark.parametrize("text", ["0", "-0", "90", "-90", "35.93", "36.51234567", "035.9"])
def test_a_latitude(text: str) -> None:
    assert latitude(text) == Decimal(text)


@pytest.mark.parametrize("text", ["0", "180", "-180", "179.99999999", "-0.5"])
def test_a_longitude(text: str) -> None:
    assert longitude(text) == Decimal(text)


BAD = [
    "",
    "90.1",
    "-91",
    "91",
    "1e1",
    "+35",
    ".5",
    "5.",
    "35,9",
    "35.9 ",
    "35°",
    "NaN",
    "inf",
    "1.123456789",
    "0x1",
]


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_latitude(text: str) -> None:
    with pytest.raises(Malformed) as raised:
        latitude(text)
    assert raised.value.code == "bad-coordinates"
    assert "from -90 to 90" in raised.value.hint


@pytest.mark.parametrize("text", ["180.1", "-181", "361"])
def test_what_is_no_longitude(text: str) -> None:
    with pytest.raises(Malformed) as raised:
        longitude(text)
    assert "from -180 to 180" in raised.value.hint


SHOWN = [
    ("exact", "36.5123° N, 36.8700° E"),
    ("vicinity", "36.51° N, 36.87° E"),
    ("locality", "36.51° N, 36.87° E"),
    ("region", "36.5° N, 36.9° E"),
    ("country", "37° N, 37° E"),
]


@pytest.mark.parametrize(("precision", "wording"), SHOWN)
def test_as_many_digits_as_the_precision_bears(precision: Precision, wording: str) -> None:
    assert Location(lat=Decimal("36.51234"), lon=Decimal("36.87"), precision=precision).wording == wording


def test_south_and_west() -> None:
    assert (
        Location(lat=Decimal("-1.5"), lon=Decimal("-2.25"), precision="vicinity").wording
        == "1.50° S, 2.25° W"
    )


def test_a_coarser_precision_has_a_wider_radius_and_no_more_digits() -> None:
    order = get_args(Precision)
    assert list(RADIUS) == list(DIGITS) == list(order)
    assert [RADIUS[p] for p in order] == sorted(RADIUS.values())
    assert [DIGITS[p] for p in order] == sorted(DIGITS.values(), reverse=True)
    assert Location(lat=Decimal(1), lon=Decimal(1), precision="region").radius == RADIUS["region"]


@pytest.mark.parametrize("precision", get_args(Precision))
def test_what_is_shown_lies_within_the_radius(precision: Precision) -> None:
    """Half a unit of the last digit shown, in metres on a meridian, is less than the radius drawn."""
    half_a_unit = Decimal(1).scaleb(-DIGITS[precision]) / 2 * 111_320
    assert half_a_unit < RADIUS[precision]

"""Places on the earth, no finer than they are known (decision 6). Coordinates are WGS 84 decimal degrees (as RFC 7946)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from dossier.model.checks import Checked, Malformed

Precision = Literal["exact", "vicinity", "locality", "region", "country"]

RADIUS: dict[Precision, int] = {
    "exact": 100,
    "vicinity": 2_000,
    "locality": 8_000,
    "region": 60_000,
    "country": 400_000,
}
"""The radius, in metres, within which a place of that precision lies; drawn as a circle on every map."""

DIGITS: dict[Precision, int] = {"exact": 4, "vicinity": 2, "locality": 2, "region": 1, "country": 0}
"""Decimal digits of a degree that a page or an export shows (one digit is about 11 km, two 1.1 km, four 11 m)."""

_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,8})?")


def _degrees(text: str, limit: int) -> Decimal:
    if not _DEGREES.fullmatch(text) or abs(Decimal(text)) > limit:
        name = "latitude" if limit == 90 else "longitude"
        raise Malformed(
            "bad-coordinates",
            f'"{text}" is not a {name}',
            f"write decimal degrees from -{limit} to {limit}, for example {'12.34' if limit == 90 else '-56.78'}",
        )
    return Decimal(text)


def latitude(text: str) -> Decimal:
    """Degrees north, -90 to 90; raises `Malformed` (bad-coordinates)."""
    return _degrees(text, 90)


def longitude(text: str) -> Decimal:
    """Degrees east, -180 to 180; raises `Malformed` (bad-coordinates)."""
    return _degrees(text, 180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A point and how well it is known."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    lat: Annotated[Decimal, Checked(latitude)]
    """Latitude in decimal degrees, north positive."""
    lon: Annotated[Decimal, Checked(longitude)]
    """Longitude in decimal degrees, east positive."""
    precision: Precision
    """How well the point is known; drawn as a radius."""

    @property
    def radius(self) -> int:
        """Metres around the point within which the place lies."""
        return RADIUS[self.precision]

    @property
    def shown(self) -> tuple[Decimal, Decimal]:
        """Latitude and longitude with the digits that the precision bears, and no more."""
        unit = Decimal(1).scaleb(-DIGITS[self.precision])
        return self.lat.quantize(unit), self.lon.quantize(unit)

    @property
    def wording(self) -> str:
        """ "12.34° N, 56.78° W"."""
        lat, lon = self.shown
        return f"{abs(lat)}° {'N' if lat >= 0 else 'S'}, {abs(lon)}° {'E' if lon >= 0 else 'W'}"

"""The markers of maps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dossier.model.geography import Location, Precision

PLURALS = {
    "city": "Cities",
    "town": "Towns",
    "village": "Villages",
    "district": "Districts",
    "region": "Regions",
    "province": "Provinces",
    "country": "Countries",
    "site": "Sites",
}
"""The types of places, in the order in which a map lists them (that of `Place.type`), and their plurals."""

WIDE = 100_000
"""Radius in metres above which a circle is drawn almost transparent: it would dim everything in it."""

OTHERS = "Other places"
"""The group of all other types."""

_KNOWN: dict[Precision, str] = {
    "exact": "known exactly",
    "vicinity": "known to the vicinity",
    "locality": "known to the locality",
    "region": "known to the region",
    "country": "known to the country",
}


@dataclass(frozen=True)
class Spot:
    """A place on a map, with its link. All texts are plain: the code that draws them escapes them.

    It has no slots, so that derived values can be cached in it: a place is on many maps.
    """

    id: str
    title: str
    type: str
    """The type of place: "city"."""
    href: str
    """The address of its page, relative to the page that shows the map."""
    location: Location
    note: str = ""

    @cached_property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude in degrees, with no more digits than the precision allows."""
        lat, lon = self.location.shown
        return float(lon), float(lat)

    @cached_property
    def rank(self) -> int:
        """The priority of its name if there is no room for all: cities first, then towns, and so on."""
        return list(PLURALS).index(self.type) if self.type in PLURALS else len(PLURALS)

    @cached_property
    def described(self) -> str:
        """One line of plain text: name, type, coordinates, precision, note."""
        known = f"{self.location.wording}, {precision_words(self.location)}"
        return f"{self.title} – {self.type}, {known}{'. ' + self.note if self.note else ''}"


def distance_words(metres: int) -> str:
    """ "8 km", "100 m"."""
    return f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"


def precision_words(location: Location) -> str:
    """ "known to the locality, within 8 km"."""
    return f"{_KNOWN[location.precision]}, within {distance_words(location.radius)}"

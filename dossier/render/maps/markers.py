"""What is marked on a map."""

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
"""Metres of radius above which a circle is drawn almost empty: it would dim all that lies in it."""

OTHERS = "Other places"
"""What spots of any other type are called."""

_KNOWN: dict[Precision, str] = {
    "exact": "known exactly",
    "vicinity": "known to the vicinity",
    "locality": "known to the locality",
    "region": "known to the region",
    "country": "known to the country",
}


@dataclass(frozen=True)
class Spot:
    """A place on a map, with its link. All texts are plain: what draws them escapes them.

    It has no slots, for what is worked out of it is kept: a place stands on many maps.
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
        """Longitude and latitude in degrees, with no more digits than may be shown."""
        lat, lon = self.location.shown
        return float(lon), float(lat)

    @cached_property
    def rank(self) -> int:
        """Whose name comes first where there is no room for all: a city's, then a town's, and so on."""
        return list(PLURALS).index(self.type) if self.type in PLURALS else len(PLURALS)

    @cached_property
    def described(self) -> str:
        """In one line of plain text: name, type, coordinates, how well they are known, note."""
        known = f"{self.location.wording}, {precision_words(self.location)}"
        return f"{self.title} – {self.type}, {known}{'. ' + self.note if self.note else ''}"


def distance_words(metres: int) -> str:
    """ "8 km", "100 m"."""
    return f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"


def precision_words(location: Location) -> str:
    """ "known to the locality, within 8 km"."""
    return f"{_KNOWN[location.precision]}, within {distance_words(location.radius)}"

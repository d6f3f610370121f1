"""The markers of maps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dossier.model.geography import Location, Precision
from dossier.render.maps.basemap import areas
from dossier.render.maps.projection import LIMIT

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

AREAS: tuple[Precision, ...] = ("region", "country")
"""Precisions of which no circle is drawn: it would be read as a zone of control."""
OUTLINED = ("country", "province")
"""Types of places that are drawn as outlines."""

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
    weight: int = 0
    """The number of sources that name it: names are written by it where there is no room for all."""
    happened: int = 0
    """The number of events there and of claims about it: maps open where most of these are."""
    note: str = ""

    @cached_property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude in degrees, with no more digits than the precision allows."""
        lat, lon = self.location.shown
        return float(lon), float(lat)

    @cached_property
    def rank(self) -> tuple[int, int, str]:
        """The order in which names are placed: by the number of sources, then cities first, then towns, and so on."""
        kind = list(PLURALS).index(self.type) if self.type in PLURALS else len(PLURALS)
        return -self.weight, kind, self.id

    @cached_property
    def is_area(self) -> bool:
        """Whether it is known no finer than to a region: it has no point, and no circle is drawn around one."""
        return self.location.precision in AREAS

    @cached_property
    def area(self) -> str:
        """The code by which the base map has the country or province; empty for other places and for disputed areas."""
        lon, lat = self.point
        if not self.is_area or self.type not in OUTLINED or areas.is_disputed(lon, lat):
            return ""
        return areas.country_at(lon, lat) if self.type == "country" else areas.province_at(lon, lat)

    @cached_property
    def described(self) -> str:
        """One line of plain text: name, type, coordinates, precision, note."""
        known = f"{self.location.wording}, {precision_words(self.location)}"
        if abs(self.point[1]) > LIMIT:
            known += f", drawn at {LIMIT:.0f}°, where the map ends"
        return f"{self.title} – {self.type}, {known}{'. ' + self.note if self.note else ''}"


def distance_words(metres: int) -> str:
    """ "8 km", "100 m"."""
    return f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"


def precision_words(location: Location) -> str:
    """ "known to the locality, within 8 km"."""
    return f"{_KNOWN[location.precision]}, within {distance_words(location.radius)}"

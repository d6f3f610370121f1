"""Places as KML 2.3 (OGC 12-007r2): points with no more digits than their precision bears, which stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.config import Settings
from dossier.export.xml import xml_attribute, xml_text
from dossier.model.records import Place


def kml(places: Sequence[Place], settings: Settings) -> Iterator[bytes]:
    """A document of those places that have a location."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
        f"<name>{xml_text(settings.name)}</name>\n"
    ).encode()
    for place in places:
        if place.location:
            yield _placemark(place, settings).encode()
    yield b"</Document>\n</kml>\n"


def _placemark(place: Place, settings: Settings) -> str:
    assert place.location
    lat, lon = place.location.shown
    data = {
        "id": place.id,
        "type": place.type,
        "precision": place.location.precision,
        "radius_m": str(place.location.radius),
        "page": f"{settings.url}{place.address}",
    }
    known = f"Known to {place.location.precision}: within {place.location.radius:,} m of the point."
    values = "".join(
        f"<Data name={xml_attribute(name)}><value>{xml_text(value)}</value></Data>"
        for name, value in data.items()
    )
    return (
        f"<Placemark id={xml_attribute(place.id)}>\n<name>{xml_text(place.title)}</name>\n"
        f"<description>{xml_text(known)}</description>\n<ExtendedData>{values}</ExtendedData>\n"
        f"<Point><coordinates>{lon},{lat}</coordinates></Point>\n</Placemark>\n"
    )

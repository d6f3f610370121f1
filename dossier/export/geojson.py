"""Places as GeoJSON (RFC 7946): points with their precision, with no more digits than it allows."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dossier.model.corpus import Corpus
from dossier.model.records import Place


def geojson(corpus: Corpus, places: Sequence[Place]) -> bytes:
    """A FeatureCollection of those of `places` that have a location."""
    features = []
    for place in places:
        if place.location is None:
            continue
        lat, lon = place.location.shown
        features.append(
            {
                "type": "Feature",
                "id": place.id,
                "geometry": {"type": "Point", "coordinates": [float(lon), float(lat)]},
                "properties": {
                    "title": place.title,
                    "type": place.type,
                    "names": list(corpus.aliases[place.id]),
                    "precision": place.location.precision,
                    "radius_m": place.location.radius,
                    "page": place.address,
                },
            }
        )
    return (
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"
    ).encode()

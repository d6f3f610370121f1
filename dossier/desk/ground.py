"""The land around a point, for setting it on a map: drawn by what draws the site's maps."""

from __future__ import annotations

import math
from typing import Any

from dossier.model.corpus import Corpus
from dossier.model.geography import DIGITS, RADIUS
from dossier.render.maps.ground import ground as land_and_borders
from dossier.render.maps.projection import LIMIT, fit

WIDTH, HEIGHT = 640, 400
WIDEST = 340.0
"""Degrees of longitude in sight, at most."""
MOST_PLACES = 60


def ground(corpus: Corpus, lat: float, lon: float, degrees: float) -> dict[str, Any]:
    """Land and borders as SVG, the window on the projected earth, and the dossier's other places in sight."""
    lat = min(LIMIT, max(-LIMIT, lat if math.isfinite(lat) else 0.0))
    lon = min(180.0, max(-180.0, lon if math.isfinite(lon) else 0.0))
    degrees = min(WIDEST, max(0.05, degrees if math.isfinite(degrees) else 8.0))
    view = fit([(lon, lat, 0)], WIDTH, HEIGHT, 20, degrees)
    places: list[dict[str, Any]] = []
    for place in corpus.places:
        if place.location is None:
            continue
        x, y = view.pixel(float(place.location.lon), float(place.location.lat))
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT and len(places) < MOST_PLACES:
            places.append({"title": place.title, "x": round(x, 1), "y": round(y, 1)})
    return {
        "svg": land_and_borders(view),
        "left": view.left,
        "top": view.top,
        "scale": view.scale,
        "width": WIDTH,
        "height": HEIGHT,
        "places": places,
        "radius": dict(RADIUS),
        "digits": dict(DIGITS),
    }

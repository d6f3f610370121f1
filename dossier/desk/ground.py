"""The land around a point, for setting it on a map: drawn by what draws the site's maps."""

from __future__ import annotations

import math
from typing import Any

from dossier.model.corpus import Corpus
from dossier.model.geography import DIGITS, RADIUS
from dossier.render.maps.ground import ground as land_and_borders
from dossier.render.maps.projection import LIMIT, beginning, fit

WIDTH, HEIGHT = 640, 400
WIDEST = 340.0
"""Degrees of longitude in sight, at most."""
LEAST = 3.0
"""Degrees of longitude on which a new place's map opens, at least."""
SHARE = 0.8
"""The part of the places that are in sight then, at least."""
MOST_PLACES = 60


def region(corpus: Corpus) -> tuple[float, float, float]:
    """Latitude, longitude and width in degrees of where most places of the dossier are; of the earth if there is none.

    Countries and regions are left out, unless there is nothing else.
    """
    located = [place for place in corpus.places if place.location]
    finer = [p for p in located if p.location and p.location.precision not in ("country", "region")]
    points = [(float(p.location.lat), float(p.location.lon)) for p in finer or located if p.location]
    if not points:
        return 0.0, 0.0, 300.0
    west = beginning(lon for _, lon in points)
    lats = sorted(lat for lat, _ in points)
    lons = sorted(lon + 360 if lon < west else lon for _, lon in points)
    lat, lon = lats[len(lats) // 2], lons[len(lons) // 2]
    away = sorted(max(abs((x + 360 if x < west else x) - lon), 1.6 * abs(y - lat)) for y, x in points)
    most = away[math.ceil(SHARE * len(away)) - 1]
    return lat, lon - 360 if lon > 180 else lon, min(WIDEST, max(LEAST, 2.4 * most))


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
        "lat": lat,
        "lon": lon,
        "degrees": degrees,
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

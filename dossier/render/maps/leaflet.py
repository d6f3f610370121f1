"""The interactive map: Leaflet, its program (written by folium, see `program`), and the places as data in the page.

Besides `map_block`, a page needs the style sheet `STYLE` in its head. No script is inline, and only files of the site
are loaded; without scripts `map_block` shows the drawing in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from dossier.render.html import filled, inert, json_in_html
from dossier.render.maps import basemap
from dossier.render.maps.markers import WIDE, Spot, precision_words
from dossier.render.maps.svg import svg_map

STYLE = "assets/leaflet/leaflet.css"
"""The style sheet of a page with an interactive map, relative to the site; `map.css` is on every page."""
SCRIPTS = ("assets/leaflet/leaflet.js", "assets/map/basemap.js", "assets/map/map.js")
"""Scripts of the map's page, relative to the site, in this order; `map_block` names them itself."""


def leaflet_files() -> dict[str, bytes]:
    """Leaflet's script, its style sheet and the images that this refers to, by path under the site.

    They are found by the distribution's file list: importing XStatic's old namespace package warns.
    """
    from importlib.metadata import files as files_of

    files = {}
    for file in files_of("XStatic-Leaflet") or ():
        path = PurePosixPath(file)
        if "data" in path.parts:
            files["/".join(path.parts[path.parts.index("data") + 1 :])] = file
    css = files["leaflet.css"].read_binary()
    names = ["leaflet.js", "leaflet.css", *re.findall(r"url\((images/[\w.-]+)\)", css.decode())]
    return {f"assets/leaflet/{name}": files[name].read_binary() for name in sorted(set(names))}


def basemap_script() -> bytes:
    """The base map (`assets/map/basemap.js`) as a script: a page on `file://` can fetch nothing else."""
    return f"window.dossierBasemap={inert(basemap.text())};\n".encode()


def _views(spots: Sequence[Spot]) -> list[dict[str, Any]]:
    """The countries that contain a spot, as views to go to."""
    return [
        {"name": country.name, "box": basemap.main_box(country)}
        for country in basemap.features()
        if country.kind == "country" and any(basemap.holds(country, *spot.point) for spot in spots)
    ]


def _place(spot: Spot) -> dict[str, Any]:
    lon, lat = spot.point
    return {
        "id": spot.id,
        "title": spot.title,
        "type": spot.type,
        "href": spot.href,
        "lat": lat,
        "lon": lon,
        "radius": spot.location.radius,
        "rank": spot.rank,
        "where": spot.location.wording,
        "known": precision_words(spot.location).capitalize(),
        "note": spot.note,
    }


def map_block(spots: Sequence[Spot], *, label: str, root: str = "..") -> Markup:
    """The map of the map page: a figure with the drawing, the places as data, and the scripts.

    `label` is the map's accessible name; `root` is the relative path from the page to the site's root ("..").
    """
    ordered = sorted(spots, key=lambda spot: -spot.location.radius)
    data = {"places": [_place(spot) for spot in ordered], "views": _views(spots), "wide": WIDE}
    scripts = Markup().join(
        filled('<script src="{}/{}" defer></script>\n', root, script) for script in SCRIPTS
    )
    return filled(
        '<figure class="dossier-map-figure">\n'
        '<div id="dossier-map" class="dossier-map" role="group" aria-label="{}" hidden></div>\n'
        '<div id="dossier-map-static" class="dossier-map__frame">{}</div>\n'
        '<figcaption class="dossier-map__caption">{}</figcaption>\n</figure>\n'
        '<script type="application/json" id="dossier-map-data">{}</script>\n{}',
        label,
        svg_map(spots, label=label, width=960, height=600, uid="place"),
        basemap.NOTICE,
        Markup(json_in_html(data)),
        scripts,
    )

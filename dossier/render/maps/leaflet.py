"""The interactive map: Leaflet, its program (written by folium, see `program`), the base map, and the places as data in
the page.

Besides `map_block`, a page needs the style sheet `STYLE` in its head. No script is inline, and only files of the site
are loaded; without scripts `map_block` shows the drawing in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from dossier.model.figures import counted
from dossier.model.scripted import inert, json_in_html
from dossier.render.html import filled, sideways
from dossier.render.maps import basemap
from dossier.render.maps.basemap import CELL, MIDDLE, UNITS, Degrees, Level, Line, areas
from dossier.render.maps.basemap.reduce import flat
from dossier.render.maps.ground import level
from dossier.render.maps.markers import Spot, precision_words
from dossier.render.maps.projection import beginning
from dossier.render.maps.svg import Style, notice, stills, view_of
from dossier.render.maps.world import basemap_script, part_names, part_script, parts_in
from dossier.store.disk_cache import NO_DISK_CACHE, DiskCache

STYLE = "assets/leaflet/leaflet.css"
"""The style sheet of a page with an interactive map, relative to the site; `map.css` is on every page."""
FOLDER = "assets/map/"
SCRIPTS = ("assets/leaflet/leaflet.js", f"{FOLDER}basemap.js", f"{FOLDER}map.js")
"""Scripts of the map's page, relative to the site, in this order; `map_block` names them itself."""
AROUND: dict[Level, float] = {"near": 2.0, "middle": 7.0}
"""Degrees around a place for which the site has the blocks of the base map."""
WIDEST_COUNTRY = 60
"""Degrees of longitude of the widest country for whose map the site has the blocks."""
CELLS: dict[Level, int] = {"near": CELL, "middle": MIDDLE}
FINENESS = {"country": 250, "province": 500}
"""An outline is fine enough for a map so many pixels wide that it fills."""
MOST_INSETS = 12


@dataclass(frozen=True, slots=True)
class Titled:
    """A link of a popup."""

    title: str
    href: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class PopupContent:
    """What a popup says about a place."""

    events: Sequence[Titled] = ()
    """The latest first."""
    claims: str = ""
    """ "13 claims, 3 of them disputed"."""
    disputed: Sequence[Titled] = ()
    explore: str = ""
    """The address of what concerns the place, in Explore."""


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


def block_script(name: str) -> bytes:
    """A block of the base map (`assets/map/near-7-25.js`) as a script."""
    return f'window.dossierBasemap.blocks["{name}"]={inert(basemap.text(name))};\n'.encode()


def _around(spots: Iterable[Spot], grounds: DiskCache) -> list[str]:
    """The blocks of the base map that a map of these places may need."""
    boxes: dict[tuple[Level, Degrees], None] = {}
    for spot in spots:
        if spot.type == "country":
            if spot.area and (box := _box(spot.area))[2] - box[0] <= WIDEST_COUNTRY:
                boxes["middle", box] = None
            continue
        lon, lat = spot.point
        for kind, margin in AROUND.items():
            # Places in one degree share their blocks.
            x, y = round(lon), round(lat)
            boxes[kind, (x - margin, y - margin, x + margin, y + margin)] = None

    def needed() -> list[str]:
        return sorted({name for kind, box in boxes for name in basemap.blocks(box, kind)})

    return grounds.get_or_compute("blocks", sorted(boxes), needed)


def _box(area: str) -> Degrees:
    """The box of an area's largest piece, in whole degrees."""
    west, south, east, north = areas.outline(area)[0].box
    return west // UNITS, south // UNITS, -(-east // UNITS), -(-north // UNITS)


def block_files(spots: Iterable[Spot], grounds: DiskCache = NO_DISK_CACHE) -> dict[str, bytes]:
    """The scripts of the parts of the world, and of the blocks of the base map that these places need, by path."""
    blocks = {f"{FOLDER}{name}.js": block_script(name) for name in _around(spots, grounds)}
    return {**{f"{FOLDER}{name}.js": part_script(name) for name in part_names()}, **blocks}


def map_file(path: str) -> bytes | None:
    """A file of the map, by its path under the site; None for others."""
    from dossier.render.maps.program import map_program

    if path == SCRIPTS[1]:
        return basemap_script()
    if path == SCRIPTS[2]:
        return map_program().encode()
    if path in (f"{FOLDER}{name}.js" for name in part_names()):
        return part_script(path.removeprefix(FOLDER).removesuffix(".js"))
    block = path.removeprefix(FOLDER).removesuffix(".js")
    if path == f"{FOLDER}{block}.js" and block.startswith(tuple(AROUND)) and block in basemap.names():
        return block_script(block)
    return leaflet_files().get(path)


def _views(spots: Sequence[Spot]) -> list[dict[str, Any]]:
    """The countries that contain a spot, as views to go to."""
    codes = {areas.country_at(*spot.point) for spot in spots} - {""}
    found = sorted((areas.countries()[code] for code in codes), key=lambda country: country.name)
    return [{"name": country.name, "box": [v / UNITS for v in country.main]} for country in found]


@lru_cache(maxsize=256)
def _outline(area: str) -> list[list[int]]:
    """The outline of a country or province, as steps, as fine as a map needs that it fills."""
    if not area:
        return []
    west, south, east, north = areas.outline(area)[0].box
    least = max(east - west, north - south) // FINENESS["province" if "-" in area else "country"]
    return [steps for line in areas.edges(area) if len(steps := _thinned(line, least)) > 3]


def _thinned(line: Line, least: int) -> list[int]:
    """A line without points nearer to the one before than so many units; empty if it is not larger than two."""
    west, south, east, north = line.box
    if max(east - west, north - south) < 2 * least:
        return []
    x, y = line.xs[0], line.ys[0]
    kept = [(x, y)]
    for ax, ay in zip(line.xs, line.ys, strict=True):
        if abs(ax - x) + abs(ay - y) > least:
            kept.append((ax, ay))
            x, y = ax, ay
    return flat([*kept, (line.xs[-1], line.ys[-1])])


def _place(spot: Spot, rank: int, popup: PopupContent) -> dict[str, Any]:
    lon, lat = spot.point
    sources = counted(spot.weight, "source") if spot.weight else ""
    return {
        "id": spot.id,
        "title": spot.title,
        "type": spot.type,
        "href": spot.href,
        "lat": lat,
        "lon": lon,
        "radius": 0 if spot.is_area else spot.location.radius,
        "rank": rank,
        "outline": _outline(spot.area),
        "sources": sources,
        "where": spot.location.wording,
        "known": precision_words(spot.location).capitalize(),
        "note": spot.note,
        "events": [asdict(event) for event in popup.events],
        "claims": popup.claims,
        "disputed": [asdict(claim) for claim in popup.disputed],
        "explore": popup.explore,
    }


def map_block(
    spots: Sequence[Spot],
    *,
    label: str,
    root: str = "..",
    style: Style | None = None,
    popups: Mapping[str, PopupContent] | None = None,
    keep: bool = False,
) -> Markup:
    """The map of the map page: a figure with the drawing, the places as data, and the scripts.

    `label` is the map's accessible name; `root` is the relative path from the page to the site's root (".."); `popups` is
    what popups say, by place; with `keep` the page's address keeps the view.
    """
    style, popups = style or Style(), popups or {}
    drawn = stills(
        spots, label=label, width=960, height=600, uid="place", style=style, most_insets=MOST_INSETS
    )
    ranked = {spot.id: rank for rank, spot in enumerate(sorted(spots, key=lambda spot: spot.rank))}
    # Wide areas first, so that the dots within them lie above and are reached by the pointer.
    ordered = sorted(spots, key=lambda spot: -spot.location.radius)
    blocks = _around(spots, style.grounds)
    data = {
        "places": [_place(spot, ranked[spot.id], popups.get(spot.id, PopupContent())) for spot in ordered],
        "focus": [spot.id for spot in drawn.within],
        "west": beginning(spot.point[0] for spot in spots),
        "views": _views(spots),
        "blocks": blocks,
        "folder": f"{root}/{FOLDER}",
        "taken": sorted({spot.title.lower() for spot in spots}),
        "borders": style.borders,
        "keep": keep,
    }
    view, _ = view_of(drawn.within, 960, 600, style)
    first = {f"{level(view)}-{x}-{y}" for x, y in basemap.cells(view.box(0), CELLS.get(level(view), 360))}
    loaded = [*parts_in(view.box(0)), *(name for name in blocks if name in first)]
    files = [*SCRIPTS[:2], *(f"{FOLDER}{name}.js" for name in loaded), SCRIPTS[2]]
    scripts = Markup().join(filled('<script src="{}/{}" defer></script>\n', root, file) for file in files)
    return filled(
        '<figure class="dossier-map-figure">\n'
        '<div id="dossier-map" class="dossier-map" role="group" aria-label="{}" hidden></div>\n'
        '<div id="dossier-map-static">{}</div>\n{}'
        '<figcaption class="dossier-map__caption">{}</figcaption>\n</figure>\n'
        '<script type="application/json" id="dossier-map-data">{}</script>\n{}',
        label,
        sideways(drawn.main, label, "dossier-map__frame"),
        drawn.insets,
        notice(style.borders),
        Markup(json_in_html(data)),
        scripts,
    )

"""Writes the map's program with folium, without any text of contributors and without links to other hosts.

Only `program.written` imports this module, and late: folium imports numpy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.template import Template

NEAREST = 11
"""The last zoom level: the base map has no finer detail."""


def _named(element: Any, name: str) -> Any:
    """The element under a fixed name: folium's names are random, and no two builds would be equal."""
    element._id = name
    return element


class Map(folium.Map):
    """folium's map without its header (links, styles, a viewport that forbids zooming) and its element."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares it so
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    nearest = NEAREST

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var box = document.getElementById("dossier-map");
            if (!box || !window.L || !window.dossierBasemap) return;
            var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
            document.getElementById("dossier-map-static").classList.add("dossier-map__static--print");
            box.hidden = false;
            var {{ this.get_name() }} = L.map(box, {
                crs: L.CRS.{{ this.crs }},
                minZoom: 1, maxZoom: {{ this.nearest }},
                zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
                ...{{ this.options|tojavascript }}
            });
            L.control.scale({ imperial: false }).addTo({{ this.get_name() }});
        {% endmacro %}
        """
    )


class Program(MacroElement):
    """Our own code, with folium's map, groups and control under fixed names."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var map = {{ this.map.get_name() }};
            var layers = {{ this.control.get_name() }};
            var groups = {
                {%- for type, group in this.groups.items() %}
                {{ type|tojson }}: {{ group.get_name() }},
                {%- endfor %}
            };
            var titles = {{ this.titles|tojson }};
            {{ this.code }}
        {% endmacro %}
        """
    )

    def __init__(
        self, of: Map, control: Element, groups: Mapping[str, Element], titles: Mapping[str, str], code: str
    ):
        super().__init__()  # type: ignore[no-untyped-call]
        self.map, self.control, self.groups, self.titles, self.code = of, control, groups, dict(titles), code


def program(titles: Mapping[str, str], code: str) -> str:
    """A script with a map, a group for each type of place (by its plural), their control, and then `code`."""
    whole = _named(
        Map(
            tiles=None,
            zoom_start=2,
            zoom_snap=0.5,
            attribution_control=False,
            scroll_wheel_zoom=False,
        ),
        "dossier",
    )
    groups = {}
    for type_, title in titles.items():
        groups[type_] = _named(folium.FeatureGroup(name=title), type_)
        groups[type_].add_to(whole)
    control = _named(folium.LayerControl(collapsed=False), "dossier")
    control.add_to(whole)
    _named(Program(whole, control, groups, titles, code), "dossier").add_to(whole)
    figure = whole.get_root()
    figure.render()
    lines = (line.rstrip() for line in figure.script.render().splitlines())
    body = "\n".join(line for line in lines if line)
    return f'(function () {{\n"use strict";\n{body}\n}})();\n'

"""The map's program: what folium makes of `leaflet.js`, committed beside it as `program.js`.

folium imports numpy and takes a quarter of a second for the same bytes every time. The committed program names its input
and the versions that made it; if either differs, the build lets folium write it anew. After a change to `leaflet.js`:
`python -c "from dossier.render.maps.program import keep; keep()"`.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from dossier.render.maps.markers import OTHERS, PLURALS

WRITERS = ("folium", "branca", "jinja2")
BEFORE = ("ground.js", "marks.js", "clusters.js", "names.js", "views.js")
"""The files that `leaflet.js` uses, in their order."""
TITLES = {**PLURALS, "other": OTHERS}
"""The titles of the map's groups, by type of place."""


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _key() -> str:
    """What the program depends on, in one line."""
    from importlib.metadata import version

    made_of = json.dumps([TITLES, _text("leaflet.js"), _text("folium_program.py")])
    return " ".join(["//", *(version(name) for name in WRITERS), sha256(made_of.encode()).hexdigest()])


def written() -> str:
    """The program as folium writes it."""
    from dossier.render.maps.folium_program import program

    return program(TITLES, _text("leaflet.js"))


@cache
def map_program() -> str:
    """The map's JavaScript (`assets/map/map.js`), the same for every dossier: our files, then what folium writes."""
    key, _, stored = _text("program.js").partition("\n")
    own = "".join(_text(name) for name in BEFORE)
    return f"{own}{stored if key == _key() else written()}"


def keep() -> None:
    """Write the program anew in the source tree."""
    path = Path(str(files(__package__).joinpath("program.js")))
    path.write_text(f"{_key()}\n{written()}", "utf-8")

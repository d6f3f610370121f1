"""The scripts and styles that pages load, made of the files in `assets/`.

Scripts are plain ones, no modules: a page read from disk may load no module. One that pages load is several of ours put
together, each a function of its own that hands over what it has by a `window.dossier…` (`assets/types.d.ts`).
"""

from __future__ import annotations

import re
from importlib import resources

from dossier.model.scripted import json_in_html
from dossier.model.words import TABLES

STYLES = (
    "dossier.css",
    "echo.css",
    "embed.css",
    "explore.css",
    "map.css",
    "network.css",
    "story.css",
    "timeline.css",
)
SCRIPTS: dict[str, tuple[str, ...]] = {
    "base.js": ("dom.js", "fold.js"),
    "search.js": ("searchcode.js", "searchpieces.js", "search.js"),
    "searchbox.js": ("snippets.js", "searchlinked.js", "searchbox.js"),
    "dossier.js": ("tables.js", "popups.js", "citing.js", "dossier.js"),
    "network.js": ("network.js",),
    "timeline.js": (
        "dates.js",
        "direction.js",
        "shortened.js",
        "timescale.js",
        "timepack.js",
        "timedraw.js",
        "timemoves.js",
        "timeline.js",
    ),
    "explore.js": ("exploring.js", "explorefilters.js", "explorepanes.js", "explore.js"),
}
"""What pages load, and of which files it is made, in their order.

The first four are on every page; the others use what they have."""


_DARK = re.compile(rb'@media screen \{\s*\[data-md-color-scheme="slate"\] (\{[^{}]*\})\s*\}')


def _dark(style: bytes) -> bytes:
    """The colours of a style's dark scheme for a page without Material's switch, which follows the reader's system."""
    dark = b"@media screen and (prefers-color-scheme: dark) { [data-md-color-scheme][data-md-color-scheme] %b }\n"
    return b"".join(dark % colours for colours in _DARK.findall(style))


def asset_files() -> dict[str, bytes]:
    """Styles and scripts, by address."""
    folder = resources.files("dossier.render") / "assets"
    files = {name: (folder / name).read_bytes() for name in STYLES}
    for name, parts in SCRIPTS.items():
        files[name] = b"".join((folder / part).read_bytes() for part in parts)
    files["embed.css"] += b"".join(_dark(files[name]) for name in STYLES if name != "embed.css")
    files["base.js"] = f"window.dossierFolding={json_in_html(TABLES)};\n".encode() + files["base.js"]
    return {f"assets/dossier/{name}": content for name, content in files.items()}

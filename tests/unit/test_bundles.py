"""Styles and scripts as they are published."""

from __future__ import annotations

import re
from importlib import resources

from dossier.render.bundles import STYLES, asset_files

SLATE = re.compile(r'\[data-md-color-scheme="slate"\] \{([^{}]*--[^{}]*)\}')


def test_a_view_in_a_frame_has_every_colour_of_the_dark_scheme() -> None:
    folder = resources.files("dossier.render") / "assets"
    sheets = [(folder / name).read_text() for name in STYLES]
    colours = [one.strip() for sheet in sheets for block in SLATE.findall(sheet) for one in block.split(";")]
    assert len(colours) > 30
    embed = asset_files()["assets/dossier/embed.css"].decode()
    dark = embed.partition("@media screen and (prefers-color-scheme: dark)")[2]
    assert not [colour for colour in colours if colour not in dark]

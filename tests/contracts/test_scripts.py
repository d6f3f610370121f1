"""Every script of ours is typed, checked by `make lint`, and on some page; what one hands over is described once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dossier.render.bundles import SCRIPTS, STYLES, asset_files

ASSETS = Path("dossier/render/assets")
SOURCES = sorted(path for path in Path("dossier").rglob("*.js") if path.name != "program.js")
CHECKED = ("dossier/render/assets/", "dossier/build/", "dossier/render/maps/leaflet.js")
"""What `make lint` names."""


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_script_is_typed_short_and_checked(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("// @ts-check\n")
    assert path.as_posix().startswith(CHECKED)
    for name in re.findall(r"dossier/[\w/]+\.\w+", text):
        assert Path(name).exists(), f"{path} names {name}"
    if path.parent == ASSETS:
        assert len(text.splitlines()) <= 250


def test_every_script_and_style_is_on_a_page_once() -> None:
    parts = [part for made_of in SCRIPTS.values() for part in made_of]
    assert sorted(parts) == sorted(path.name for path in ASSETS.glob("*.js"))
    assert sorted(STYLES) == sorted(path.name for path in ASSETS.glob("*.css"))
    assert asset_files().keys() == {f"assets/dossier/{name}" for name in (*SCRIPTS, *STYLES)}


def test_what_a_script_uses_of_another_was_handed_over_before() -> None:
    """On every page `base.js`, `search.js` and `searchbox.js` come first; Explore's has the timeline's before it."""
    data = {"dossierFolding", "dossierExplore", "dossierTimelineData", "dossierMap", "dossierBasemap"}
    given = set(data)
    for name, parts in SCRIPTS.items():
        for part in parts:
            text = (ASSETS / part).read_text("utf-8")
            text = re.sub(r"^\s*(?://|/?\*).*$", "", text, flags=re.MULTILINE)
            given |= set(re.findall(r"window\.(dossier\w+) = ", text))
            used = set(re.findall(r"window\.(dossier\w+)", text))
            assert used <= given, f"{part} of {name} uses {used - given}"
    described = (ASSETS / "types.d.ts").read_text("utf-8").partition("interface Window {")[2]
    assert given == set(re.findall(r"^  (dossier\w+)", described, flags=re.MULTILINE))


def test_what_each_of_them_checks_is_said_in_the_makefile() -> None:
    makefile = Path("Makefile").read_text("utf-8")
    for name in CHECKED:
        assert name in makefile

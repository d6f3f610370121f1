"""Every script of ours is typed, checked by `make lint`, and on some page; what one hands over is described once."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from dossier.derive.timeline import items_of
from dossier.export.search import Directory, Entry
from dossier.export.search.shards import rows_and_texts
from dossier.model.geography import Location
from dossier.model.words import TABLES
from dossier.pipeline import Checked
from dossier.render.bundles import SCRIPTS, STYLES, asset_files
from dossier.render.explore.columns import data as explore_data
from dossier.render.maps.leaflet import map_block
from dossier.render.maps.markers import Spot

ASSETS = Path("dossier/render/assets")
SOURCES = sorted(path for path in Path("dossier").rglob("*.js") if path.name != "program.js")
CHECKED = (
    "dossier/render/assets/",
    "dossier/preview/",
    "dossier/desk/assets/",
    "dossier/render/maps/",
)
"""What `make lint` names."""


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_script_is_typed_short_and_checked(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("// @ts-check\n")
    assert path.as_posix().startswith(CHECKED)
    for name in re.findall(r"dossier/[\w/]+\.\w+", text):
        assert Path(name).exists(), f"{path} names {name}"
    if path.parent.name in ("assets", "maps"):
        assert len(text.splitlines()) <= 250


def test_every_script_and_style_is_on_a_page_once() -> None:
    parts = [part for made_of in SCRIPTS.values() for part in made_of]
    assert sorted(parts) == sorted(path.name for path in ASSETS.glob("*.js"))
    assert sorted(STYLES) == sorted(path.name for path in ASSETS.glob("*.css"))
    assert asset_files().keys() == {f"assets/dossier/{name}" for name in (*SCRIPTS, *STYLES)}


def test_what_a_script_uses_of_another_was_handed_over_before() -> None:
    """On every page `base.js`, `search.js` and `searchbox.js` come first; Explore's has the timeline's before it."""
    data = {"dossierFolding", "dossierExplore", "dossierTimelineData", "dossierMap", "dossierBasemap"}
    data |= {"dossierGround", "dossierVersion"}
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


def described(name: str) -> set[str]:
    """The keys that types.d.ts gives an interface; a key that may be left out is one as well."""
    body = (
        (ASSETS / "types.d.ts").read_text("utf-8").partition(f"interface {name} {{\n")[2].partition("\n}")[0]
    )
    return set(re.findall(r"^  (\w+)\??:", body, flags=re.MULTILINE))


def fields(name: str) -> int:
    """How many values types.d.ts gives a tuple."""
    body = (ASSETS / "types.d.ts").read_text("utf-8").partition(f"type {name} = [")[2].partition("];")[0]
    return len(re.findall(r"\w+: ", body))


def test_data_has_the_shape_that_the_types_say(checked: Checked) -> None:
    corpus = checked.corpus
    assert described("FoldingTables") == TABLES.keys()
    (directory,) = Directory((), (), (), 0).file().values()
    assert (
        described("SearchDirectory")
        == json.loads(directory.decode().partition(",")[2].rpartition(")")[0]).keys()
    )
    page = Entry("a/", "Actor", "A", "Actor", "", "", "", (), ())
    assert {fields("SearchRow")} == {len(row) for row in rows_and_texts(0, [page])["rows/0"]}  # type: ignore[attr-defined]

    explore = json.loads(explore_data(corpus, checked.figures).decode().partition("=")[2].removesuffix(";\n"))
    assert described("ExploreData") == explore.keys()
    assert {fields("ExploreRow")} == {len(row) for row in explore["records"]}
    assert described("TimelineItem") == items_of(corpus)[0].data("..").keys()

    location = Location(lat=Decimal(36), lon=Decimal(37), precision="locality")
    place = Spot("x", "X", "city", "../places/x/", location)
    block = str(map_block([place], label="Map"))
    places = json.loads(block.partition('id="dossier-map-data">')[2].partition("</script>")[0])
    assert described("MapData") == places.keys()
    assert described("MapPlace") == places["places"][0].keys()

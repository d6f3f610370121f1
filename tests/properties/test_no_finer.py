"""For random dossiers: nothing rendered or exported is finer than it is known, and withheld names are nowhere."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dossier.config import DataFormat, Settings
from dossier.derive.tables import TABLES, Source
from dossier.evidence import assess
from dossier.leak_check import Withheld, guard_site
from dossier.link import corpus_of
from dossier.model.dates import MONTHS, Window
from dossier.model.geography import DIGITS, Location
from dossier.model.parts import Body
from dossier.model.records import Actor, Article, Event, FreePage, Place, Publisher, Record
from dossier.pipeline import Checked, compose
from dossier.read.bodies import read_body
from dossier.store.withheld import folded

pytestmark = pytest.mark.slow

SETTINGS = Settings(
    Path("/nowhere"),
    Path("/nowhere/content"),
    Path("/nowhere/site"),
    "A dossier",
    url="https://example.org/",
    data=tuple(each for each in get_args(DataFormat) if each != "sqlite"),
)
"""With every format of data that is a text."""
# Far from every other date of the dossier, so that a finer one cannot be anything else.
DRAW = (Phase.explicit, Phase.generate)
"""A dossier is drawn in a tenth of a second: shrinking an example would take minutes."""
COARSE = st.sampled_from(
    [
        "1871",
        "1871-03",
        "1871-03~",
        "1871-22",
        "187X",
        "1871-03..",
        "..1871-03",
        "1871-03/1871-05",
        "1871-03..1871-05",
    ]
)
PRECISION = st.sampled_from(list(DIGITS))
DEGREES = st.decimals(min_value=Decimal("20.12345678"), max_value=Decimal("59.98765432"), places=8)
DAY = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS[1:])}) 18\d\d|18\d\d-\d\d-\d\d")


BOTH_ENDS = re.compile(
    r'"(?:\w+_)?(?:earliest|latest)": "[^"]*"'
    r'|<data key="(?:node|edge)-(?:earliest|latest)">[^<]*</data>|<attvalue for="[345]" value="[^"]*"/>'
)
"""The first and the last day of a window, where a format of data says that they are these."""


def body(text: str) -> Body:
    blocks, unused = read_body(text)
    return Body(text, 0, blocks, unused)


def records(when: Window, location: Location) -> dict[str, Record]:
    found: list[Record] = [
        FreePage(id="index", title="Home", body=body("See [[p]], [[e]] and [[a]] [@s]."), covers=when),
        Publisher(id="o", title="Outlet", body=body("An outlet.")),
        Place(id="p", title="Place", type="city", location=location, body=body("A place.")),
        Event(
            id="e", title="Event", when=when, places=("p",), sources=("s",), body=body("An event at [[p]].")
        ),
        Actor(id="a", title="A witness", type="person", publish="withhold", body=body("Somebody at [[e]].")),
        Article(
            id="s",
            title="Headline",
            publisher="o",
            url="https://example.org/s",
            published=when,
            accessed=Window.parse("2026-11-20"),
            language="en",
            read="full",
            events=("e",),
            places=("p",),
            body=body("A report on [[e]]."),
        ),
    ]
    return {record.id: record for record in sorted(found, key=lambda record: record.id)}


def composed(found: dict[str, Record]) -> dict[str, str]:
    corpus = corpus_of(found, {}, {id_: f"{id_}.md" for id_ in found})
    site = compose(Checked(corpus, assess(corpus), ()), SETTINGS)
    texts = {page.file: "\n".join((page.title, page.description, page.body)) for page in site.pages}
    ours = {
        name: BOTH_ENDS.sub("", data.decode("utf-8"))
        for name, data in site.files.items()
        if not name.startswith("assets/")
    }
    return texts | ours


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=DRAW)
@given(COARSE, DEGREES, DEGREES, PRECISION)
def test_no_page_and_no_export_is_finer(date: str, lat: Decimal, lon: Decimal, precision: str) -> None:
    location = Location(lat=lat, lon=lon, precision=precision)  # type: ignore[arg-type]
    allowed = {str(part) for part in location.shown}
    for file, whole in composed(records(Window.parse(date), location)).items():
        # A drawing's pixels are no degrees: that it is drawn from what may be shown is tested in tests/unit/test_maps.py.
        text = re.sub(r"<svg.*?</svg>", "", whole, flags=re.DOTALL)
        # Of a table in CSV, which names its columns once, the test below looks at every cell.
        if not file.startswith("data/csv/"):
            assert not DAY.search(text), (file, DAY.search(text))
        if precision != "exact":
            for degrees in (lat, lon):
                # One digit more than may be shown, cut or rounded, stands nowhere.
                finer = Decimal(1).scaleb(-DIGITS[precision] - 1)  # type: ignore[index]
                for told in {str(degrees.quantize(finer)), str(degrees)[: 4 + DIGITS[precision]]}:  # type: ignore[index]
                    if Decimal(told) not in {Decimal(part) for part in allowed}:
                        assert not re.search(rf"(?<![\d.]){re.escape(told)}", text), (file, told)


NAMES = st.text(st.characters(whitelist_categories=("Lu", "Ll", "Lo")), min_size=4, max_size=12)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=DRAW)
@given(NAMES, st.sampled_from(["index", "e", "a", "s", "p", "o"]))
def test_a_withheld_name_is_found_wherever_it_is_written(name: str, where: str) -> None:
    if len(folded(name)) < 4:
        return
    names = {"a": (name,)}
    found = records(Window.parse("1871-03"), Location(lat=Decimal(40), lon=Decimal(40), precision="region"))
    told = replace(found[where], body=body(f"It was {name.upper()} there."))
    corpus = corpus_of({**found, where: told}, {}, {id_: f"{id_}.md" for id_ in found})
    site = compose(Checked(corpus, assess(corpus), ()), SETTINGS)
    with pytest.raises(Withheld) as caught:
        guard_site(site, names)
    assert name not in str(caught.value)
    assert any(where in d.at.path for d in caught.value.diagnostics) or where == "index"


@settings(max_examples=30, deadline=None, phases=DRAW)
@given(COARSE)
def test_a_table_has_a_date_as_it_is_known_with_both_its_ends(date: str) -> None:
    when = Window.parse(date)
    location = Location(lat=Decimal(40), lon=Decimal(40), precision="region")
    corpus = corpus_of(records(when, location), {}, {})
    source = Source(corpus, assess(corpus))
    found = 0
    for table in TABLES:
        for row in table.rows(source):
            cells = dict(zip(table.names, row, strict=True))
            for name in (name for name in cells if f"{name}_earliest" in cells):
                if cells[name] and Window.parse(str(cells[name])) == replace(when, text=str(cells[name])):
                    ends = cells[f"{name}_earliest"], cells[f"{name}_latest"]
                    assert ends == (when.earliest, when.latest)
                    assert ends[0] != ends[1]
                    assert cells[f"{name}_doubtful"] == when.doubtful
                    assert cells[f"{name}_wording"] == when.wording
                    found += 1
            said = [cell for name, cell in cells.items() if not name.endswith(("_earliest", "_latest"))]
            assert not DAY.search(" ".join(map(str, said)))
    assert found == 2, "the event's and the article's"

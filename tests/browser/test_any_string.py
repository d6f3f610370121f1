"""Any string in any field: pages have the elements and attributes of a harmless dossier's, and every export is still read.

Parsed by Chromium, as a reader's browser does; nothing of a page runs while it is parsed.
"""

from __future__ import annotations

import csv
import io
import json
import random
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support.effort import times
from support.hostile import MKDOCS, fields, quoted

from dossier.build.driver import build
from dossier.build.prefetch import FOLDER
from dossier.build.request import ContentErrors, Request
from dossier.config import load

pytestmark = pytest.mark.slow

ENDINGS = (
    *(
        "",
        "'",
        '"',
        "`",
        "</title>",
        "</script>",
        "</style>",
        "</textarea>",
        "-->",
        "]]>",
        "\\",
        "\\u0022",
        "}}",
        "%}",
    ),
    *("&quot;", "&#34;", "&lt;", "</svg>", "</a>", "</td></tr></table>", "</template>", "\u2028", "\t;"),
)
"""What may end the place that a text stands in."""
ACTIONS = (
    *("<script>window.hit=1</script>", "<img src=x onerror=window.hit=1>", "<svg onload=window.hit=1>"),
    *(
        " onfocus=window.hit=1 autofocus x=",
        "<meta http-equiv=refresh content='0;//evil.test'>",
        "<base href=//evil.test/>",
    ),
    *(
        "{{7*7}}",
        "${window.hit=1}",
        "javascript:window.hit=1",
        "<template><b>",
        "<!--",
        "<plaintext>",
        "=1+1",
        "<math><mi>",
    ),
)
"""What stands behind it."""
STRINGS = [ending + action for ending, action in product(ENDINGS, ACTIONS)]
BODY = "A text.\n"
HARMLESS = "A plain word"
OUTLINE = """html => {
    const page = new DOMParser().parseFromString(html, "text/html");
    // A map names as many towns as a place's own name leaves room for.
    const varies = ".dossier-map__towns, .dossier-map__towns *, .dossier-map__country-label";
    return [...page.querySelectorAll("*")].filter((each) => !each.matches(varies)).map(
        each => `${each.localName} ${each.getAttributeNames().sort().join(" ")}`
    );
}"""
"""What is looked for: elements in their order, with the names of their attributes."""
READ = {
    ".json": json.loads,
    ".geojson": json.loads,
    ".xml": ET.fromstring,
    ".svg": ET.fromstring,
    ".csv": lambda text: list(csv.reader(io.StringIO(text), strict=True)),
}


class Silent:
    def stage(self, name: str, total: int = 0) -> None:
        pass

    def step(self, steps: int = 1) -> None:
        pass


class Dossier:
    """A dossier that has one string in every field."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        # What settings may hold is tried in test_hostile.py.
        (folder / "mkdocs.yml").write_text(MKDOCS.format(name=quoted(HARMLESS), query=""))

    def build(self, text: str) -> None:
        """Raises `ContentErrors`."""
        for name, content in fields(text, BODY).items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(content)
        config = self.folder / "mkdocs.yml"
        build(Request(load(config), config, self.folder / FOLDER), Silent())

    def outlines(self, page: Page) -> Iterator[tuple[str, list[str]]]:
        for path in sorted((self.folder / "site").rglob("*.html")):
            yield (
                path.relative_to(self.folder / "site").as_posix(),
                page.evaluate(OUTLINE, path.read_text("utf-8")),
            )

    def read_exports(self) -> int:
        """How many files of data were read without a fault."""
        read = [path for path in sorted((self.folder / "site").rglob("*")) if path.suffix in READ]
        for path in read:
            READ[path.suffix](path.read_text("utf-8"))
        return len(read)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def assert_held(dossier: Dossier, page: Page, text: str, expected: dict[str, list[str]]) -> int:
    """Returns how many pages and files of data were looked at; none where the text is refused."""
    try:
        dossier.build(text)
    except ContentErrors:
        return 0
    found = dict(dossier.outlines(page))
    assert found.keys() == expected.keys(), text
    for name, outline in found.items():
        assert outline == expected[name], (text, name)
    return len(found) + dossier.read_exports()


PARTS = 4


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS))
def test_any_string_in_any_field(
    tmp_path: Path,
    page: Page,
    part: int,
    record_property: Callable[[str, object], None],
) -> None:
    dossier = Dossier(tmp_path / "it")
    dossier.build(HARMLESS)
    expected = dict(dossier.outlines(page))
    assert len(expected) > 20
    strings = random.Random(7).sample(STRINGS, min(len(STRINGS), times(16)))[part::PARTS]
    looked_at = [assert_held(dossier, page, text, expected) for text in strings]
    record_property("tried", sum(looked_at))
    assert sum(map(bool, looked_at)) >= len(looked_at) * 0.7  # few are refused

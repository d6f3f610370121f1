"""The parts of our scripts that draw nothing, each by itself, held to what Python does with the same values."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect
from support.served import Site, watch

from dossier.export.cells import inert
from dossier.export.search.entries import FIELDS
from dossier.export.search.shards import MARKS, number, written
from dossier.model.languages import direction
from dossier.model.shortening import shortened

Open = Callable[..., Page]

DIRECTIONS = {
    "阿夫林 عفرين": "ltr",
    "عفرين 阿夫林": "rtl",
    "한국 عربي": "ltr",
    "عربي 한국": "rtl",
    "2022 عربي": "rtl",
    "٢٠٢٢ abc": "ltr",
    "“(עברית) abc": "rtl",
    "०१ عربي": "ltr",
    "\u200fabc": "rtl",
    "\u200eعربي": "ltr",
    "\u2068عربي\u2069 abc": "rtl",
    "\U0001e900 abc": "rtl",
    "\U00010400 عربي": "ltr",
    "😀 ܐܪܡܝܐ": "rtl",
    "!? 12": "ltr",
    "": "ltr",
}
SAMPLE = [
    *range(0x20, 0x250),
    *range(0x590, 0x900),
    *range(0xFB1D, 0xFE00),
    0x3042,
    0x4E00,
    0xAC00,
    0x1F600,
    0x10D00,
]


@pytest.fixture(scope="module")
def scripts(site: Site, browser: Browser) -> Iterator[Page]:
    """A page with all of our scripts, the same for all tests: they change nothing of it."""
    problems: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        watch(page, site.origin, problems)
        page.goto(site.root + "explore/")
        yield page
    assert not problems, "\n".join(problems)


LONG = (
    "Erdoğan spoke in November 2022 of a possible meeting",
    "They said: “the blood of the martyrs cannot be sold”",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "阿夫林市的管理部门在十月恢复正常、阿夫林市的管理部门",
    "ضباب فوق الميناء القديم، وعبّارة غرقت قبل الفجر",
    "नमस्ते दुनिया क्षत्रिय नमस्ते दुनिया",
    "ท่าเรือถูกปิดเพราะพายุในน้ำลึก",
    "👨‍👩‍👧‍👦 🇹🇷🇸🇾🇷🇺 👍🏽👍🏽 e\u0301e\u0301e\u0301 각각각",
)


def test_python_and_the_browser_cut_a_text_at_one_place(scripts: Page) -> None:
    cases = [(text, letters) for text in LONG for letters in range(1, 44)]
    theirs = scripts.evaluate("cases => cases.map(([text, n]) => window.dossierShortened(text, n))", cases)
    assert theirs == [shortened(text, letters) for text, letters in cases]


def test_python_and_the_browser_have_one_rule_of_direction(scripts: Page) -> None:
    assert {text: direction(text) for text in DIRECTIONS} == DIRECTIONS
    rng = random.Random(9)
    texts = ["".join(map(chr, rng.choices(SAMPLE, k=rng.randint(0, 5)))) for _ in range(5_000)]
    texts = [*DIRECTIONS, *texts, *map(chr, range(0x20, 0x3000))]
    found = scripts.evaluate("texts => texts.map((text) => window.dossierDirection(text))", texts)
    # A character that Python does not know yet has no direction there.
    differing = [
        (text, theirs, direction(text))
        for text, theirs in zip(texts, found, strict=True)
        if theirs != direction(text)
    ]
    assert not [each for each in differing if each[0].isprintable()], differing[:10]


SPELLINGS = [
    ("isik", "Işık"),
    ("IŞIK", "Işık"),
    ("bakanligi", "Bakanlığı"),
    ("lodz", "Łódź"),
    ("diyarbakir", "Diyarbakır"),
    ("كردى", "كردي"),
    ("2022", "٢٠٢٢"),
    ("۱۲", "12"),
    ("hayat", "Hayʾat"),
    ("hay'at", "Hayat"),
    ("gune", "مُحَمَّد Güneş"),
    ("strasse", "Straße"),
    ("ölu", "OLÜM"),
]


@pytest.mark.parametrize(("typed", "written"), SPELLINGS)
def test_a_text_is_found_however_it_is_typed(scripts: Page, typed: str, written: str) -> None:
    found = scripts.evaluate(
        "([a, b]) => { const { fold } = dossierFold; return fold(b).includes(fold(a)); }", [typed, written]
    )
    assert found


def test_the_filter_of_a_table_folds_as_the_search_does(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "actors/")
    box = page.get_by_label("Filter actors")
    shown = page.locator("table[data-filter] tbody tr:visible")
    for typed, name in [("bakanligi", "Bakanlığı"), ("كردى", "كردي")]:
        box.fill(typed)
        expect(page.locator(".dossier-filter output")).to_contain_text(" of ")
        texts = shown.all_text_contents()
        assert texts, typed
        assert any(name in text for text in texts), typed


def test_names_that_no_actor_has_yet_are_found_too(site: Site, open_page: Open) -> None:
    page = open_page(site.root)

    def renamed(route: object) -> None:
        body = (site.folder / "actors/index.html").read_text("utf-8")
        names = " ".join(name for _, name in SPELLINGS)
        head, mark, rest = body.partition('<tbody role="rowgroup">')
        route.fulfill(body=head + mark + rest.replace("</td>", f" {names}</td>", 1), content_type="text/html")  # type: ignore[attr-defined]

    page.route(site.root + "actors/", renamed)
    page.goto(site.root + "actors/")
    first = page.locator("table[data-filter] tbody tr").first
    for typed, _ in SPELLINGS:
        page.get_by_label("Filter actors").fill(typed)
        expect(first).to_be_visible()
    page.get_by_label("Filter actors").fill("zzzz")
    expect(first).to_be_hidden()


# The timeline's ------------------------------------------------------------------------------------------------------

STANDING = """({ whens, view, width }) => whens.map((when, n) => {
  const item = { id: `i${n}`, name: "x".repeat(8), title: "", lane: "a", href: "", when, wording: "" };
  item.window = dossierDates.parse(when);
  return { item, place: dossierTimescale.placeOf(item.window, view, width) };
})"""


def test_bars_are_packed_into_the_fewest_rows_without_touching(scripts: Page) -> None:
    script = f"""given => {{
      const found = ({STANDING})(given);
      const packed = dossierTimepack.pack(found, 9, true, given.width, (text) => 6 * text.length);
      return packed.placed.map(({{ row, place, words }}) => [
        row, Math.min(place.left, words.x), Math.max(place.right, words.x + words.w),
      ]);
    }}"""
    view = scripts.evaluate("['2022-01-01', '2023-01-01'].map((day) => dossierDates.parse(day).from)")
    whens = ["2022-01", "2022-02-03", "2022-02-04", "2022-06", "2022-07-01..", "2022-11"]
    bars = scripts.evaluate(script, {"whens": whens, "view": view, "width": 800})
    assert len(bars) == len(whens)
    assert sorted({row for row, *_ in bars}) == list(range(max(row for row, *_ in bars) + 1))
    for at, (row, left, right) in enumerate(bars):
        for other, begin, end in bars[at + 1 :]:
            assert row != other or right <= begin or end <= left


@pytest.mark.parametrize(("named", "found"), [(True, None), (False, [2, 3])])
def test_with_names_it_is_all_bars_or_none(scripts: Page, named: bool, found: list[int] | None) -> None:
    script = f"""([given, named]) => {{
      const packed = dossierTimepack.pack(({STANDING})(given), 2, named, given.width, (text) => 6 * text.length);
      return packed && [packed.placed.length, packed.rest.length];
    }}"""
    given = {"whens": ["2022-06"] * 5, "view": [18993, 19358], "width": 800}
    assert scripts.evaluate(script, [given, named]) == found


def test_heights_count_each_window_once(scripts: Page) -> None:
    script = f"given => dossierTimepack.density(({STANDING})(given), given.view, given.width)"
    whens = ["2022-03-01", "2022-03", "2022", "2022-12-01.."]
    cells = scripts.evaluate(script, {"whens": whens, "view": [18993, 19358], "width": 606})
    assert len(cells) == 101
    assert sum(cells) == pytest.approx(len(whens), abs=0.05)


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ([10, 20], [10, 20]),
        ([-50, 20], [0, 70]),
        ([90, 120], [70, 100]),
        ([50, 51], [48.5, 52.5]),
        ([-10, 110], None),
        ([0, 100], None),
    ],
)
def test_a_view_stays_within_all_of_the_time(
    scripts: Page, view: list[float], found: list[float] | None
) -> None:
    assert scripts.evaluate("([view, all]) => dossierTimescale.within(view, all)", [view, [0, 100]]) == found


@pytest.mark.parametrize(
    ("at", "key", "found"),
    [
        (0, "ArrowRight", 1),
        (0, "ArrowLeft", -1),
        (2, "Home", 0),
        (0, "End", 2),
        (2, "ArrowDown", 4),
        (0, "ArrowDown", 3),
        (3, "ArrowUp", 0),
        (0, "ArrowUp", -1),
    ],
)
def test_a_key_leads_to_the_next_bar(scripts: Page, at: int, key: str, found: int) -> None:
    bars = [
        {"lane": lane, "place": {"x0": x}}
        for lane, x in [("a", 0), ("a", 40), ("a", 90), ("b", 10), ("b", 80)]
    ]
    script = "([bars, at, key]) => dossierTimemoves.neighbour(bars, bars[at], key)"
    assert scripts.evaluate(script, [bars, at, key]) == found


# The search's --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "most", "found"),
    [
        ("jolani", "jolani", 2, 0),
        ("jolani", "joulani", 2, 1),
        ("jolani", "jloani", 2, 1),
        ("jolani", "golany", 2, 2),
        ("jolani", "moscow", 2, 3),
        ("a", "abcdef", 2, 3),
        ("", "ab", 2, 2),
    ],
)
def test_the_distance_of_two_words(scripts: Page, one: str, two: str, most: int, found: int) -> None:
    assert (
        scripts.evaluate("([a, b, most]) => dossierSearchCode.distance(a, b, most)", [one, two, most])
        == found
    )


def test_the_lists_of_a_word_are_read_as_they_are_written(scripts: Page) -> None:
    rng = random.Random(4)
    lists = [sorted(rng.sample(range(3_000), rng.randint(0, 40))) for _ in FIELDS]
    text = "".join(
        mark + "".join(number(b - a - 1) for a, b in pairwise((-1, *pages)))
        for mark, pages in zip(MARKS, lists, strict=True)
        if pages
    )
    script = """async (text) => {
      const index = await dossierSearch.open();
      const found = [];
      dossierSearchCode.pagesOf(index, text, (page, field) => found.push([page, field]));
      return found;
    }"""
    expected = [[page, field] for field, pages in enumerate(lists) for page in pages]
    assert scripts.evaluate(script, text) == expected


def test_the_words_of_a_shard_are_read_as_they_are_written(scripts: Page) -> None:
    words = ["abc", "abcd", "abd", "b", "ба", "баб"]
    held = [(word, f"{MARKS[0]}{number(at)}") for at, word in enumerate(words)]
    found = scripts.evaluate(
        "([text, marks]) => dossierSearchCode.recordsOf(text, marks)", [written(held), MARKS]
    )
    assert found == [list(each) for each in held]
    starts = ["a", "abd", "б"]
    place = "([starts, words]) => words.map((word) => dossierSearchCode.shardOf(starts, word))"
    assert scripts.evaluate(place, [starts, [*words, ""]]) == [0, 0, 1, 1, 2, 2, 0]


# Explore's -----------------------------------------------------------------------------------------------------------

MATCHED = """([query, ranks]) => {
  const row = (kind, id, when, sources, ...values) => [kind, id, id.toUpperCase(), "", "", when, "", when, sources, values];
  const data = {
    folders: { event: "events", place: "places" },
    facets: [
      { key: "kind", title: "Kind", values: [["event", "Events"], ["place", "Places"]] },
      { key: "place", title: "Place", values: [["afrin", "Afrin"], ["idlib", "Idlib"]], without: ["-", "no place"] },
    ],
    records: [
      row("event", "a", "2022-10", 1, [0], [0]),
      row("event", "b", "2022-12-28", 5, [0], [0, 1]),
      row("event", "c", "2023-01..", 2, [0], []),
      row("place", "d", "", 0, [1], [1]),
    ],
  };
  const { facetsOf, recordsOf, read, written, matches } = dossierExploring;
  const facets = facetsOf(data), state = {};
  read(new URLSearchParams(query), facets, state);
  const found = matches(recordsOf(data, facets, ".."), facets, state, ranks && new Map(ranks), "en");
  const ids = (records) => records.map((record) => record.id).join("");
  return [ids(found.shown), ids(found.undated), found.counts.map((each) => [...each]), written(facets, state)];
}"""


@pytest.mark.parametrize(
    ("query", "shown", "undated", "counts", "address"),
    [
        ("", "abcd", "", [[3, 1], [2, 2, 1]], ""),
        ("kind=event", "abc", "", [[3, 1], [2, 1, 1]], "kind=event"),
        ("place=idlib", "bd", "", [[1, 1], [2, 2, 1]], "place=idlib"),
        ("place=-", "c", "", [[1, 0], [2, 2, 1]], "place=-"),
        ("place=idlib&kind=event", "b", "", [[1, 1], [2, 1, 1]], "kind=event&place=idlib"),
        ("from=2022-12-01", "bc", "d", [[2, 1], [1, 2, 1]], "from=2022-12-01"),
        ("to=2022-10-15", "a", "d", [[1, 1], [1, 1, 0]], "to=2022-10-15"),
        ("sort=sources", "bcad", "", [[3, 1], [2, 2, 1]], "sort=sources"),
        ("sort=newest", "cbad", "", [[3, 1], [2, 2, 1]], "sort=newest"),
        ("sort=oldest", "abcd", "", [[3, 1], [2, 2, 1]], ""),
        ("sort=toString&kind=none&from=soon", "abcd", "", [[3, 1], [2, 2, 1]], ""),
    ],
)
def test_filters_leave_what_matches_and_count_the_rest(
    scripts: Page, query: str, shown: str, undated: str, counts: list[list[int]], address: str
) -> None:
    assert scripts.evaluate(MATCHED, [query, None]) == [shown, undated, counts, address]


ADDS = MATCHED.replace("found.counts.map", "found.adds.map")


@pytest.mark.parametrize(
    ("query", "adds"),
    [
        ("", [[0, 0], [0, 0, 0]]),
        ("kind=event", [[0, 1], [0, 0, 0]]),
        ("place=afrin", [[0, 0], [0, 1, 1]]),
        ("kind=place&place=afrin", [[2, 0], [0, 1, 0]]),
    ],
)
def test_a_value_says_what_it_adds_to_those_chosen(scripts: Page, query: str, adds: list[list[int]]) -> None:
    assert scripts.evaluate(ADDS, [query, None])[2] == adds


def test_a_saved_table_is_as_inert_as_an_exported_one(scripts: Page) -> None:
    rng = random.Random(11)
    pieces = [
        *"=+-@;|\t\r\n\"' x1",
        "\u200b",
        "\u00a0",
        "\ufeff",
        "\uff1d",
        "\uff0b",
        "\u3000",
        "a-b",
        "x = y",
    ]
    texts = ["".join(rng.choices(pieces, k=rng.randint(0, 6))) for _ in range(5_000)]
    found = scripts.evaluate("texts => texts.map((text) => window.dossierExplorePanes.inert(text))", texts)
    assert found == [inert(text) for text in texts]


def test_words_leave_what_the_search_finds_in_its_order(scripts: Page) -> None:
    ranks = [["places/d/", 0], ["events/a/", 1]]
    assert scripts.evaluate(MATCHED, ["q=x", ranks])[0] == "da"

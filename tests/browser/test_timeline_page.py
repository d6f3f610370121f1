"""The timeline in a browser: by mouse, by keyboard, filtered, printed, without JavaScript; its dates are Python's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from support.pages import ON_SCREENS, until, violations
from support.random_windows import VIEWS, WINDOWS
from support.served import Site

from dossier.model.checks import Malformed
from dossier.model.dates import Window
from dossier.render.timeline.bars import BEYOND, LEAST, placed
from dossier.render.timeline.scale import EDGE, WIDTH, Range, span

Open = Callable[..., Page]
POINTS = (
    "2022 2022-10 2022-10-13 2022-02-29 2024-02-29 2022-13 2022-00 2022-10-32 2022-XX 2022-10-XX 2022-XX-XX 2022-XX-10 "
    "202X 20XX 202X-10 2022-21 2022-22 2022-23 2022-24 2022-25 2022-21-01 2022-10~ 2022-10-13? 2022% 0001 0000 0099-12 "
    "9999-12-31 9999-24 2022-12-28T10:00 2022-12-28T10:00Z 2022-12T10:00 1 abc 2022-1 13.10.2022"
).split()
EPOCH = date(1970, 1, 1).toordinal()
MAKE = """(items) => {
  const box = document.createElement("div");
  box.id = "made";
  document.querySelector(".md-content__inner").prepend(box);
  window.ranges = [];
  window.made = window.dossierTimeline(box, items, { lanes: { events: "Events" }, label: "Made", dense: false });
  window.made.onrange = (from, to) => window.ranges.push([from, to]);
}"""


def item(id_: str, when: str, **more: str) -> dict[str, str]:
    wording = Window.parse(when).wording if when else ""
    return {
        "id": id_,
        "lane": "events",
        "title": f"Title of {id_}",
        "href": f"#{id_}",
        "when": when,
        "wording": wording,
    } | more


ITEMS = [
    item("a", "2022-10"),
    item("b", "2022-10-13"),
    item("c", "2023-01-02.."),
    item("d", "..2022-10-15"),
    item("e", "2022-10~"),
    item("f", "2022-11-01/2022-12-31"),
    item("undated", ""),
    item("r", "2022-12-28", title="هيئة تحرير الشام"),
]


def parsed_by_python(text: str) -> list[object] | None:
    try:
        window = Window.parse(text)
    except Malformed:
        return None
    ends = [day.toordinal() - EPOCH if day else None for day in (window.earliest, window.latest)]
    return [*ends, window.shape, bool({*"?~%X"} & {*text})]


@pytest.fixture
def page(site: Site, open_page: Open) -> Page:
    return open_page(site.root + "timeline/", viewport={"width": 1280, "height": 900})


@pytest.fixture
def made(page: Page) -> Page:
    page.evaluate(MAKE, ITEMS)
    expect(page.locator("#made .dossier-timeline__item")).to_have_count(7)
    return page


def span_of(page: Page, id_: str) -> float:
    return float(page.locator(f"#made [data-id={id_}] .dossier-timeline__bar").get_attribute("width") or 0)


def test_dates_are_read_as_python_reads_them(page: Page) -> None:
    texts = [
        *POINTS,
        "",
        "..",
        "/",
        "[..]",
        "../..",
        "2022-10/",
        "/2022-10",
        "[2022-10..",
        "2022-10..]",
        "2022/2023/2024",
        " 2022 ",
    ]
    texts += [f"{a}{mark}{b}" for a, b in product([*POINTS[:24], ".."], repeat=2) for mark in ("/", "..")]
    texts += [f"[{a}..{b}]" for a, b in product(["", *POINTS[:6]], repeat=2)]
    read = """texts => texts.map((text) => dossierDates.parse(text)).map(
      (d) => d && [d.from, d.to, d.shape, d.doubtful])"""
    found = page.evaluate(read, texts)
    differing = [
        (t, ours, parsed_by_python(t))
        for t, ours in zip(texts, found, strict=True)
        if ours != parsed_by_python(t)
    ]
    assert len(texts) > 1000
    assert not differing, differing[:10]


def test_windows_are_given_as_days(page: Page) -> None:
    assert page.evaluate("['2022-10', '2022-12-30..', 'x'].map(dossierDates.windowOf)") == [
        {"from": "2022-10-01", "to": "2022-10-31"},
        {"from": "2022-12-30", "to": None},
        None,
    ]


def test_a_bar_is_as_wide_as_its_window(made: Page) -> None:
    day = span_of(made, "f") / 61
    assert span_of(made, "a") == pytest.approx(31 * day, abs=0.3)
    assert span_of(made, "e") == pytest.approx(31 * day, abs=0.3)
    assert span_of(made, "b") == pytest.approx(max(4, day), abs=0.3)
    assert made.locator("#made [data-id=c] .dossier-timeline__arrow").count() == 1
    assert made.locator("#made [data-id=e] .is-doubtful").count() == 1
    assert made.locator("#made [data-id=f] .dossier-timeline__lasting").count() == 1


def test_no_two_bars_of_a_lane_overlap(page: Page) -> None:
    boxes = page.locator("#dossier-timeline .dossier-timeline__bar").evaluate_all(
        "bars => bars.map((bar) => { const b = bar.getBBox(); return [b.x, b.y, b.x + b.width, b.y + b.height]; })"
    )
    assert len(boxes) > 50
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (
                one,
                other,
            )


def test_a_name_without_room_beside_its_bar_is_cut_and_never_lies_over_it(page: Page) -> None:
    over = page.locator(".dossier-timeline__item").evaluate_all(
        """items => items.filter((item) => {
          const bar = item.querySelector(".dossier-timeline__bar").getBBox();
          const name = item.querySelector(".dossier-timeline__name")?.getBBox();
          return name && name.x < bar.x && name.x + name.width > bar.x + 1;
        }).map((item) => item.textContent)"""
    )
    assert over == []


def test_names_stand_within_the_drawing(page: Page) -> None:
    outside = page.locator("#dossier-timeline .dossier-timeline__name").evaluate_all(
        "names => names.filter((n) => { const b = n.getBBox(); const w = n.ownerSVGElement.viewBox.baseVal.width;"
        "return b.x < -1 || b.x + b.width > w + 4; }).map((n) => n.textContent)"
    )
    assert outside == []


def test_keys_zoom_and_move_the_drawing(made: Page) -> None:
    plot = made.locator("#made .dossier-timeline__plot")
    plot.focus()
    wide = span_of(made, "f")
    made.keyboard.press("+")
    assert span_of(made, "f") > wide * 1.2
    before = made.evaluate("window.ranges.at(-1)")
    made.keyboard.press("ArrowRight")
    assert made.evaluate("window.ranges.at(-1)")[0] > before[0]
    made.keyboard.press("ArrowLeft")
    made.keyboard.press("-")
    assert span_of(made, "f") == pytest.approx(wide)
    made.keyboard.press("+")
    made.keyboard.press("0")
    assert made.evaluate("window.ranges.at(-1)") == [None, None]


def test_tab_goes_to_one_bar_and_arrows_to_the_next(made: Page) -> None:
    plot = made.locator("#made .dossier-timeline__plot")
    plot.focus()
    made.keyboard.press("Tab")
    focused = "document.activeElement.dataset.id"
    first = made.evaluate(focused)
    assert first in ("a", "e")
    tip = made.locator("#made [role=tooltip]")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("October 2022")
    assert made.locator("#made [tabindex='0'].dossier-timeline__item").count() == 1
    made.keyboard.press("ArrowRight")
    second = made.evaluate(focused)
    assert second != first
    made.keyboard.press("+")
    made.keyboard.press("-")
    assert made.evaluate(focused) == second  # a redrawn bar keeps the focus
    made.keyboard.press("End")
    last = made.evaluate(focused)
    made.keyboard.press("Enter")
    assert made.url.endswith(f"#{last}")
    made.keyboard.press("Home")
    made.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    made.keyboard.press("Escape")
    assert made.evaluate("document.activeElement.classList.contains('dossier-timeline__plot')")


def test_mouse_hover_tells_and_a_click_opens(made: Page) -> None:
    tip = made.locator("#made [role=tooltip]")
    made.locator("#made [data-id=a] .dossier-timeline__bar").hover()
    expect(tip).to_contain_text("October 2022")
    tip.hover()
    made.wait_for_timeout(400)
    expect(tip).to_be_visible()
    made.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    made.locator("#made [data-id=b] .dossier-timeline__bar").click()
    assert made.url.endswith("#b")


def test_wheel_drag_and_buttons(made: Page) -> None:
    plot = made.locator("#made .dossier-timeline__plot")
    box = plot.bounding_box()
    assert box
    made.mouse.move(box["x"] + 300, box["y"] + 60)
    made.keyboard.down("Control")
    made.mouse.wheel(0, -200)
    until(made, "window.ranges.length")  # a wheel is heard some frames later
    made.keyboard.up("Control")
    before = made.evaluate("window.ranges.at(-1)")
    made.mouse.down()
    made.mouse.move(box["x"] + 150, box["y"] + 60, steps=4)
    made.mouse.up()
    until(made, "(from) => window.ranges.at(-1)[0] > from", before[0])
    made.locator("#made").get_by_role("button", name="Show all").click()
    assert made.evaluate("window.ranges.at(-1)") == [None, None]
    expect(made.locator("#made").get_by_role("button", name="Show all")).to_be_disabled()
    made.locator("#made").get_by_role("button", name="Zoom in").click()
    made.locator("#made").get_by_role("button", name="Later").click()
    assert made.evaluate("window.ranges.at(-1)")[0] > "2022-10"
    heard = made.evaluate("window.ranges.length")
    made.mouse.move(box["x"] + 300, box["y"] + 60)
    made.mouse.wheel(0, 100)
    made.wait_for_timeout(200)
    assert made.evaluate("window.ranges.length") == heard  # a wheel alone scrolls the page


def test_filter_and_zoom_from_outside(made: Page) -> None:
    made.evaluate("window.made.show(new Set(['a', 'undated']))")
    expect(made.locator("#made .dossier-timeline__item")).to_have_count(1)
    expect(made.locator("#made .dossier-timeline__undated")).to_contain_text("No date known: 1")
    made.evaluate("window.made.show(new Set())")
    expect(made.locator("#made .dossier-timeline__empty")).to_be_visible()
    expect(made.locator("#made .dossier-timeline__undated")).to_be_hidden()
    made.evaluate("window.made.show(null)")
    made.evaluate("window.made.zoom('2022-12', '2022-12')")
    expect(made.locator("#made .dossier-timeline__plot")).to_contain_text("earlier")
    assert made.locator("#made [data-id=a]").count() == 0
    assert made.locator("#made [data-id=c]").count() == 0
    assert made.locator("#made [data-id=f]").count() == 1
    made.evaluate("window.made.zoom(null, null)")
    expect(made.locator("#made .dossier-timeline__item")).to_have_count(7)
    assert made.evaluate("window.ranges") == []  # only what the reader does is told


def test_what_finds_no_room_is_counted(page: Page) -> None:
    many = [item(f"i{n}", f"2022-{1 + n % 12:02}-{1 + n % 28:02}") for n in range(3000)]
    page.evaluate(MAKE, many)
    expect(page.locator("#made .dossier-timeline__more")).to_contain_text(
        "more, too close to tell apart: zoom in"
    )
    drawn = page.locator("#made .dossier-timeline__item").count()
    told = page.locator("#made .dossier-timeline__more").text_content() or ""
    assert drawn + int(told.split()[0].strip(",")) == 3000
    page.evaluate("window.made.zoom('2022-03-01', '2022-03-09')")
    assert page.locator("#made .dossier-timeline__more").count() == 0


def test_a_range_that_comes_back_changes_nothing(made: Page) -> None:
    made.evaluate(
        "window.made.onrange = (from, to) => { window.ranges.push([from, to]); window.made.zoom(from, to); }"
    )
    made.locator("#made .dossier-timeline__plot").focus()
    for key in "+++":
        made.keyboard.press(key)
    wide = span_of(made, "f")
    for _ in range(4):
        made.keyboard.press("ArrowRight")
        made.keyboard.press("ArrowLeft")
    assert span_of(made, "f") == pytest.approx(wide, abs=0.5)


def test_right_to_left_names_say_so(made: Page) -> None:
    name = made.locator("#made [data-id=r] .dossier-timeline__name")
    assert name.get_attribute("direction") == "rtl"
    box = name.evaluate("n => { const b = n.getBBox(); return [b.x, b.x + b.width]; }")
    assert 0 <= box[0] < box[1] <= 1280


def test_a_narrow_screen_shows_it_whole(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "timeline/", viewport={"width": 320, "height": 700})
    expect(page.locator("#dossier-timeline .dossier-timeline__item").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 900, "height": 700})
    plot = "document.querySelector('#dossier-timeline .dossier-timeline__plot')"
    until(page, f"{plot}.viewBox.baseVal.width > 500")


def test_print_shows_the_drawing_made_at_build_time(page: Page) -> None:
    expect(page.locator(".dossier-timeline__svg")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".dossier-timeline__svg")).to_be_visible()
    expect(page.locator("#dossier-timeline")).to_be_hidden()


def test_without_javascript_there_is_a_drawing_and_a_list(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "timeline/", java_script_enabled=False)
    expect(page.locator(".dossier-timeline__svg a").first).to_be_visible()
    expect(page.locator("#dossier-timeline")).to_be_hidden()
    for kind in ("events", "articles", "claims"):
        folders = [path.name for path in (site.folder / kind).iterdir() if path.is_dir()]
        for id_ in folders:
            if "was withdrawn" in (site.folder / kind / id_ / "index.html").read_text("utf-8"):
                continue
            assert page.locator(f"#on-{id_}").count() == 1, id_


@ON_SCREENS
def test_no_violation(site: Site, open_page: Open, scheme: str, width: int) -> None:
    page = open_page(site.root + "timeline/", viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.locator("#dossier-timeline .dossier-timeline__plot").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#dossier-timeline [role=tooltip]")).to_be_visible()
    assert violations(page) == []


def drawn_cases(number: int) -> list[tuple[str, tuple[int, int], float]]:
    """Random dates, views, and the part of a day by which a view begins later and ends earlier."""
    found: list[tuple[str, tuple[int, int], float]] = []

    @settings(max_examples=number)
    @given(WINDOWS, VIEWS, st.sampled_from([0.0, 0.0, 0.25, 0.75]))
    def draw(when: str, view: tuple[int, int], less: float) -> None:
        found.append((when, view, less))

    draw()
    return found


PLACED = """cases => cases.map(([when, from, to]) => {
  const found = dossierDates.parse(when), view = [from, to];
  const side = dossierTimescale.sideOf(found, view);
  return { side, ...(side === "within" ? dossierTimescale.placeOf(found, view, %s) : {}) };
})"""


@pytest.mark.slow
def test_the_script_places_windows_as_python_does(page: Page) -> None:
    cases = drawn_cases(4_000)
    views = [(first - EPOCH + less, last + 1 - EPOCH - less) for _, (first, last), less in cases]
    given_ = [(when, *view) for (when, *_), view in zip(cases, views, strict=True)]
    found = page.evaluate(PLACED % WIDTH, given_)
    sides = {"earlier": 0, "within": 0, "later": 0}
    for (text, (first, last), less), (begin, end), theirs in zip(cases, views, found, strict=True):
        when, days = Window.parse(text), Range(first, last)
        case = text, days, less, theirs
        sides[theirs["side"]] += 1
        assert theirs["side"] == days.side(when), case
        if theirs["side"] != "within":
            continue
        ours = placed(when, days)
        assert (theirs["begins"], theirs["ends"]) == (ours.begins, ours.ends), case
        if not less:
            for name in ("x0", "x1", "left", "right"):
                assert theirs[name] == pytest.approx(getattr(ours, name), abs=1e-6), (name, case)
        # An edge within the drawing is an end of the window, or as near as a bar is wide at least.
        ends = [day.toordinal() - EPOCH + n for n, day in enumerate((when.earliest, when.latest)) if day]
        scale = (WIDTH - 2 * EDGE) / (end - begin)
        places = [EDGE + (border - begin) * scale for border in ends]
        for edge in (theirs["x0"], theirs["x1"]):
            if 0 <= edge <= WIDTH:
                assert any(abs(edge - place) <= LEAST + 1e-6 for place in places), case
            else:
                assert edge <= -BEYOND + LEAST or edge >= WIDTH or less, case
    assert min(sides.values()) > 200


def test_the_script_begins_with_the_days_that_are_printed(page: Page) -> None:
    found: list[list[str]] = []
    far = st.sampled_from(["1950", "2001-02-03", "2090-01", "..1950-01-01", "2095-06.."])

    @settings(max_examples=300)
    @given(st.lists(WINDOWS, min_size=1, max_size=40), st.lists(far, max_size=3))
    def draw(near: list[str], away: list[str]) -> None:
        found.append([*near, *away])

    draw()
    read = "sets => sets.map((texts) => dossierTimescale.spanOf(texts.map(dossierDates.parse)))"
    for texts, theirs in zip(found, page.evaluate(read, found), strict=True):
        days = span([Window.parse(text) for text in texts])
        assert theirs == [days.first - EPOCH, days.last - EPOCH], texts
    printed = page.locator(".dossier-timeline__svg .dossier-timeline__count").all_text_contents()
    live = page.locator(
        "#dossier-timeline .dossier-timeline__plot .dossier-timeline__count"
    ).all_text_contents()
    assert printed == live
    assert len(printed) > 4


SEEN = """views => views.map(([from, to]) => {
  window.made.zoom(from, to);
  const plot = document.querySelector("#made .dossier-timeline__plot"), box = document.querySelector("#made");
  return {
    width: plot.viewBox.baseVal.width,
    bars: [...plot.querySelectorAll(".dossier-timeline__item")].map((link) => {
      const bar = link.querySelector(".dossier-timeline__bar");
      const words = [...link.querySelectorAll("text")].map((text) => text.textContent).join(" ");
      return [link.dataset.id, +bar.getAttribute("x"), +bar.getAttribute("width"), words];
    }),
    away: plot.querySelector(".dossier-timeline__away")?.textContent ?? "",
    text: [...box.querySelectorAll("p")].filter((p) => !p.hidden).map((p) => p.textContent).join(" "),
  };
})"""


def test_every_end_mark_of_the_script_is_an_end(page: Page) -> None:
    cases = drawn_cases(300)
    # The first two make all of the time longer than any view.
    texts = ["1990", "2060", *dict.fromkeys(when for when, *_ in cases[:60])]
    page.evaluate(MAKE, [item(f"i{number}", when) for number, when in enumerate(texts)])
    views = [view for _, view, _ in cases]
    found = page.evaluate(SEEN, [[str(date.fromordinal(day)) for day in view] for view in views])
    windows = {f"i{number}": Window.parse(when) for number, when in enumerate(texts)}
    for (first, last), seen in zip(views, found, strict=True):
        sides = {id_: Range(first, last).side(when) for id_, when in windows.items()}
        listed = list(sides.values())
        assert sorted(id_ for id_, *_ in seen["bars"]) == sorted(i for i in sides if sides[i] == "within")
        for word, mark in (
            ("earlier", f"← {listed.count('earlier')} earlier"),
            ("later", f"{listed.count('later')} later →"),
        ):
            assert (mark in seen["away"]) == (word in listed), (seen["away"], listed)
            assert (f"{listed.count(word)} {word}" in seen["text"]) == (word in listed)
        scale = (seen["width"] - 2 * EDGE) / (last + 1 - first)
        for id_, left, wide, words in seen["bars"]:
            when = windows[id_]
            borders = [day.toordinal() + n for n, day in enumerate((when.earliest, when.latest)) if day]
            places = [EDGE + (border - first) * scale for border in borders if first <= border <= last + 1]
            for edge in (left, left + wide):
                if 0 <= edge <= seen["width"]:
                    assert any(abs(edge - place) <= LEAST + 0.2 for place in places), (when.text, edge)
            if when.earliest and when.latest:
                assert (f"{when.earliest.year}" in words and "←" in words) == (
                    when.earliest.toordinal() < first
                )
                assert (f"{when.latest.year} →" in words) == (when.latest.toordinal() > last), words

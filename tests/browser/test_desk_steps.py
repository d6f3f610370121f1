"""Steps at the desk that are quick, slow, refused, or move an entry; and the sheets that ask for them."""

# ruff: noqa: E501

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from support.desk import ARTICLE, GATE
from support.desk_page import Desk, choose, option, saved
from support.pages import until, violations
from support.served import watch

TWO = ARTICLE.replace(
    "to_confirm:",
    "  # it denies it\n  - {claim: nobody-hurt, stance: denies, basis: outlet}   # sic\nto_confirm:",
).replace("named: [Olga Vintner]", "named: [Olga Vintner, Vintner, Olga]")
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


def write(desk: Desk, text: str) -> None:
    (desk.project / f"content/articles/{GATE}.md").write_text(text, "utf-8")


class Slow:
    """The answers to steps, held back until they are let go; what was sent, in its order."""

    def __init__(self, page: Page) -> None:
        self.routes: list[Route] = []
        page.route("**/api/step/*", lambda route: self.routes.append(route))

    def let_go(self, page: Page, number: int) -> dict[str, Any]:
        """Wait for a request, and let it through."""
        for _ in range(100):
            if len(self.routes) > number:
                break
            page.wait_for_timeout(50)
        sent: dict[str, Any] = self.routes[number].request.post_data_json
        self.routes[number].continue_()
        return sent


def press(page: Page, *names: str) -> None:
    """Press buttons within one tick: before any answer can be there."""
    page.evaluate(
        "names => names.forEach(name => document.querySelector(`[aria-label='${name}']`).click())", names
    )


def test_steps_of_one_moment_wait_for_one_another(desk: Desk) -> None:
    write(desk, TWO)
    page = desk.open()
    expect(page.get_by_role("button", name="Take out Vintner", exact=True)).to_be_visible()
    slow = Slow(page)
    press(page, "Take out Olga", "Take out Vintner", "Take out Quay Town")
    page.wait_for_timeout(300)
    assert len(slow.routes) == 1, "one step at a time"
    first = slow.let_go(page, 0)
    second = slow.let_go(page, 1)
    third = slow.let_go(page, 2)
    assert len({one["seen"] for one in (first, second, third)}) == 3, "each has seen what the one before made"
    expect(page.locator("#said")).to_have_text("Taken out.")
    expect(page.get_by_role("button", name="Take out Quay Town")).to_have_count(0)
    assert desk.text() == TWO.replace("[Olga Vintner, Vintner, Olga]", "[Olga Vintner]").replace(
        "places: [quay-town]\n", ""
    )
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Take out Quay Town")).to_be_visible()
    expect(page.locator("#undo")).to_be_disabled()
    assert desk.text() == TWO


def test_what_waits_for_a_step_that_is_refused_is_dropped_and_told(desk: Desk) -> None:
    write(desk, TWO)
    page = desk.open()
    published = page.locator("#v-published")
    expect(published).to_have_value("2023-01-02")
    slow = Slow(page)
    published.fill("soon")
    published.blur()
    press(page, "Take out Olga", "Take out Vintner")
    slow.let_go(page, 0)
    said = page.locator("#said")
    expect(said).to_contain_text('"soon" is not')
    expect(said).to_contain_text("2 steps that waited for it were not done: repeat them.")
    expect(published).to_have_value("soon")
    expect(published).to_have_accessible_description(re.compile('"soon" is not'))
    assert len(slow.routes) == 1
    assert desk.text() == TWO
    press(page, "Take out Olga")
    slow.let_go(page, 1)
    expect(said).to_have_text("Taken out.")
    assert desk.text() == TWO.replace(", Olga]", "]")


def test_what_is_typed_while_an_answer_is_slow_stays(desk: Desk) -> None:
    page = desk.open()
    expect(page.locator("#v-title")).to_have_value("The gate")
    slow = Slow(page)
    page.locator("#v-title").fill("The old gate")
    page.locator("#v-published_because").focus()
    page.keyboard.type("the page")
    expect(page.locator("#said")).to_have_text("Saving …")
    slow.let_go(page, 0)
    expect(page.locator("#said")).to_have_text("Saved.")
    page.keyboard.type(" says so")
    page.keyboard.press("Tab")
    with page.expect_response("**/api/step/*"):
        slow.let_go(page, 1)
    expect(page.locator("h1")).to_have_text("The old gate")
    expect(page.locator("#v-published_because")).to_have_value("the page says so")
    expect(page.locator("#v-title")).to_have_value("The old gate")
    assert "title: The old gate\n" in desk.text()
    assert "published_because: the page says so\n" in desk.text()


def test_a_sheet_that_is_refused_stays_open_with_what_was_typed(desk: Desk) -> None:
    page = desk.open()
    page.get_by_role("button", name="Edit the account of The gate fell").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Stance").select_option("reports")
    sheet.get_by_role("combobox", name="Said by").fill("olga-vintner")
    when = sheet.get_by_label("When it was")
    when.fill("soon")
    page.get_by_role("button", name="Write the account").click()
    expect(when).to_be_focused()
    expect(when).to_have_attribute("aria-invalid", "true")
    expect(when).to_have_accessible_description(re.compile('"soon" is not.*no finer than it is printed'))
    expect(sheet.get_by_role("combobox", name="Said by")).to_have_value("olga-vintner")
    expect(sheet.get_by_label("Stance")).to_have_value("reports")
    assert violations(page) == []
    assert desk.text() == ARTICLE
    when.fill("2023-01")
    expect(sheet.locator(".refused")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(sheet).to_be_hidden()
    assert (
        "    stance: reports\n    by: olga-vintner\n    basis: witnessed\n    when: 2023-01\n" in desk.text()
    )


def test_a_choice_that_is_refused_leaves_the_list_open(desk: Desk) -> None:
    page = desk.open()
    choose(page, 2, "Olga Vintner")
    page.get_by_role("button", name="Label (l)").click()
    option(page, "olga-vintner").click()
    alert = page.get_by_role("dialog").get_by_role("alert")
    expect(alert).to_contain_text("a name is no label")
    page.keyboard.press("Escape")
    expect(page.locator("#words")).to_have_text("Olga Vintner")
    assert desk.text() == ARTICLE


def test_no_server_closes_no_sheet(desk: Desk) -> None:
    page = desk.open()
    page.get_by_role("button", name="Edit the quotation the gate fell").click()
    page.route(
        "**/api/step/*",
        lambda route: route.fulfill(status=507, json={"error": "not written: No space left on device"}),
    )
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("In English").fill("it fell")
    page.keyboard.press("Enter")
    expect(sheet.get_by_role("alert")).to_have_text("Not written: No space left on device.")
    expect(sheet.get_by_label("In English")).to_have_value("it fell")
    page.unroute("**/api/step/*")
    page.keyboard.press("Enter")
    expect(sheet).to_be_hidden()
    assert "translation: it fell" in desk.text()
    desk.problems[:] = [problem for problem in desk.problems if "507" not in problem]


def test_a_form_says_beside_its_field_what_is_wrong(desk: Desk) -> None:
    page = desk.open("record/actor/olga-vintner")
    page.get_by_role("button", name="Add to: Names").click()
    third = page.get_by_role("group", name="Names 3")
    third.get_by_label("Name", exact=True).fill("O. V.")
    third.get_by_label("Language").fill("nen")
    page.locator("#f-body").fill("A docker of the north pier.")
    page.get_by_role("button", name="Save").click()
    language = third.get_by_label("Language")
    expect(language).to_be_focused()
    expect(language).to_have_accessible_description(re.compile('"nen"'))
    expect(third.get_by_label("Name", exact=True)).to_have_value("O. V.")
    expect(page.locator("#f-body")).to_have_value("A docker of the north pier.")
    assert violations(page) == []


def order(page: Page) -> list[str]:
    codes: list[str] = page.locator(".accounts > li > .claim code").all_text_contents()
    return codes


def test_accounts_move_by_keyboard_with_their_lines(desk: Desk) -> None:
    write(desk, TWO)
    page = desk.open()
    expect(page.locator(".accounts > li")).to_have_count(2)
    up = page.get_by_role("button", name="Move the account of Nobody was hurt at the gate up")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Moved.")
    assert order(page) == ["nobody-hurt", "gate-fell"]
    moved = "  # it denies it\n  - {claim: nobody-hurt, stance: denies, basis: outlet}   # sic\n"
    assert desk.text() == TWO.replace(moved, "").replace("claims:\n", f"claims:\n{moved}")
    expect(up).to_be_focused()
    expect(up).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+z")
    expect(page.locator("#said")).to_contain_text("Undone")
    assert order(page) == ["gate-fell", "nobody-hurt"]
    assert desk.text() == TWO


def test_names_move_by_touch(desk: Desk) -> None:
    write(desk, TWO)
    page = desk.open(**PHONE)
    down = page.get_by_role("button", name="Move Olga Vintner down", exact=True)
    box = down.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    down.tap()
    saved_ = page.locator("#said")
    expect(saved_).to_have_text("Moved.")
    assert desk.text() == TWO.replace("[Olga Vintner, Vintner, Olga]", "[Vintner, Olga Vintner, Olga]")
    down.tap()
    expect(down).to_have_attribute("aria-disabled", "true")
    assert desk.text() == TWO.replace("[Olga Vintner, Vintner, Olga]", "[Vintner, Olga, Olga Vintner]")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_entries_of_a_form_move_and_are_saved_as_they_were_written(desk: Desk) -> None:
    path = desk.project / "content/actors/olga-vintner.md"
    before = path.read_text("utf-8")
    page = desk.open("record/actor/olga-vintner")
    first, second = "  - {name: Olga Vintner, lang: en}\n", "  - {name: أولغا فينتنر, lang: ar}\n"
    page.get_by_role("button", name="Move Names 1 down").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Names 2").get_by_label("Name", exact=True)).to_have_value(
        "Olga Vintner"
    )
    expect(page.get_by_role("button", name="Move Names 2 down")).to_be_focused()
    page.get_by_role("button", name="Save").click()
    saved(page)
    assert path.read_text("utf-8") == before.replace(first + second, second + first)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#said")).to_have_text("Undone.")
    assert path.read_text("utf-8") == before


def labelled(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def test_what_a_text_rests_on_is_chosen_link_by_link_with_its_reason(desk: Desk) -> None:
    page = desk.open()
    group = labelled(page, "Where it has this from").first
    expect(group).to_contain_text("As the article has it")
    group.get_by_role("button", name="Add: Where it has this from").click()
    sheet = page.get_by_role("dialog", name="Where it has this from")
    for words, id_ in (("captain", "port-captain"), ("herald", "dock-herald")):
        sheet.get_by_role("button", name="Add: From whom, nearest first …").click()
        page.get_by_role("dialog", name="From whom, nearest first").get_by_role("combobox").fill(words)
        option(page, id_).click()
    links = sheet.locator(".several li")
    expect(links).to_have_text(
        [re.compile("Port Captain Reed port-captain"), re.compile("Dock Herald dock-herald")]
    )
    sheet.get_by_role("button", name="Move Dock Herald up").click()
    expect(sheet.get_by_role("button", name="Move Dock Herald up")).to_be_focused()
    sheet.get_by_label("Why, where the text does not say so").fill("its foot: a credit")
    assert violations(page) == []
    page.get_by_role("button", name="Write it").click()
    expect(group).to_contain_text(
        "Dock Herald dock-herald › Port Captain Reed port-captain because: its foot: a credit"
    )
    assert (
        '    rests_on:\n      - {chain: dock-herald > port-captain, because: "its foot: a credit"}\n'
        in desk.text()
    )
    group.get_by_role("button", name="Add: Where it has this from").click()
    sheet.get_by_role("button", name="Write it").click()
    expect(
        sheet.get_by_role("button", name="Add: From whom, nearest first …")
    ).to_have_accessible_description(re.compile("Choose whom it is from"))
    sheet.get_by_role("button", name="Add: From whom, nearest first …").click()
    page.get_by_role("button", name="its own reporting own").click()
    sheet.get_by_role("button", name="Write it").click()
    expect(group.locator("li")).to_have_count(2)
    group.get_by_role("button", name="Move own up").click()
    expect(group.locator("li").first).to_contain_text("its own reporting")
    group.get_by_role("button", name="Edit: Where it has this from, dock-herald").click()
    reason = sheet.get_by_label("Why, where the text does not say so")
    expect(reason).to_have_value("its foot: a credit")
    reason.fill("")
    sheet.get_by_role("button", name="Write it").click()
    expect(group).not_to_contain_text("because")
    assert "    rests_on:\n      - own\n      - dock-herald > port-captain\n" in desk.text()
    for name in ("own", "dock-herald > port-captain"):
        group.get_by_role("button", name=f"Take out {name}").click()
        expect(group.get_by_role("button", name=f"Take out {name}")).to_have_count(0)
    assert desk.text() == ARTICLE


def test_carries_and_rests_on_are_said_in_plain_words(desk: Desk) -> None:
    write(desk, ARTICLE.replace("rests_on: [own]", "carries: dock-herald\nrests_on: [own]"))
    page = desk.open()
    carries = labelled(page, "Whose text it is, if another's")
    expect(carries).to_contain_text("Whose text it is, if another's carriesDock Herald dock-herald")
    expect(labelled(page, "Where the article has it from")).to_contain_text("its own reporting own")
    expect(labelled(page, "Where it has this from")).to_be_visible()
    carries.get_by_role("button", name="Edit: Whose text it is").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Why, where the text does not say so").fill("the credit at its foot")
    page.keyboard.press("Enter")
    expect(carries).to_contain_text("because: the credit at its foot")
    assert "carries: {chain: dock-herald, because: the credit at its foot}\n" in desk.text()
    carries.get_by_role("button", name="Take out: Whose text it is").click()
    expect(carries).to_contain_text("Its own, as far as is known.")
    assert desk.text() == ARTICLE


@pytest.mark.parametrize(
    "path", [f"article/{GATE}", "record/actor/olga-vintner", "record/publisher/dock-herald"]
)
def test_no_label_is_a_key(desk: Desk, path: str) -> None:
    page = desk.open(path)
    expect(page.locator("label").first).to_be_visible()
    for label in page.locator("label, legend, .label").all_text_contents():
        assert not re.match("[a-z]+(_[a-z]+)+$", label), label
    expect(
        page.locator("code.key", has_text=re.compile("published_because|controlled_by")).first
    ).to_be_visible()


def test_what_a_sheet_is_for_stays_in_sight_and_covers_no_field(desk: Desk) -> None:
    """WCAG 2.4.11, at 390 px and 600 px high: every field that has the focus is clear of what is sticky."""
    page = desk.open("record/actor/olga-vintner", **{**PHONE, "viewport": {"width": 390, "height": 600}})
    save = page.get_by_role("button", name="Save")
    expect(save).to_be_in_viewport(ratio=1)
    for _ in range(4):
        page.get_by_role("button", name="Add to: Roles").tap()
    assert page.evaluate("document.documentElement.scrollHeight") > 3_000
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.locator("#f-title").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        page.wait_for_timeout(20)
        if page.evaluate(
            "document.activeElement.closest('.foot') || document.activeElement === document.body"
        ):
            break
        until(
            page,
            """() => { const box = document.activeElement.getBoundingClientRect();
                const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 60) / 2);
                return document.activeElement.contains(at) || at?.contains(document.activeElement) && !at.closest('.foot, .top') }""",
        )
        expect(save).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_long_sheet_on_a_phone_has_no_barrier(desk: Desk, scheme: str) -> None:
    page = desk.open(color_scheme=scheme, **PHONE)
    choose(page, 2, "north pier")
    page.get_by_role("button", name="Place (p)").tap()
    page.get_by_role("button", name="New place …").tap()
    sheet = page.get_by_role("dialog", name="New place")
    sheet.get_by_text("More", exact=True).tap()
    expect(sheet.get_by_role("button", name="Write the place")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Close (Esc)").last).to_be_in_viewport(ratio=1)
    assert violations(page) == []
    sheet.get_by_label("What it is, in your own words").fill("A pier.")
    sheet.get_by_label("Id, its permanent address").fill("quay-town")
    sheet.get_by_label("Title", exact=True).fill("North Pier")
    sheet.get_by_label("Type", exact=True).select_option("site")
    sheet.get_by_role("button", name="Write the place").tap()
    id_ = sheet.get_by_label("Id, its permanent address")
    expect(id_).to_be_focused()
    expect(id_).to_have_accessible_description(re.compile("is taken"))


def test_a_million_marks_on_a_letter_are_not_drawn(desk: Desk) -> None:
    """Chromium hangs when it draws them."""
    path = desk.project / f"captures/{GATE}.txt"
    path.write_text(f"{path.read_text('utf-8')}\nx{chr(0x301) * 1_000_000}\n", "utf-8")
    page = desk.open()
    expect(page.locator("#text [data-paragraph='4']")).to_contain_text("is not shown")
    page.locator("#v-published_because").fill("the page says so")
    page.keyboard.press("Tab")
    expect(page.locator("#said")).to_have_text("Saved.")
    expect(page.locator("#part-guesses")).to_contain_text(
        "¶ 4 has 1,000,001 letters: nothing is looked for in it"
    )


def test_a_file_that_is_renamed_meanwhile_is_told_once_and_what_was_typed_stays(desk: Desk) -> None:
    page = desk.open()
    because = page.locator("#v-published_because")
    expect(because).to_have_value("")
    path = desk.project / f"content/articles/{GATE}.md"
    path.rename(path.with_name("dock-herald-other.md"))
    try:
        expect(page.locator("#said")).to_contain_text("moved", timeout=15_000)
        because.fill("the page says so")
        page.keyboard.press("Tab")
        expect(because).to_have_accessible_description(re.compile("moved"))
        expect(because).to_have_value("the page says so")
    finally:
        path.with_name("dock-herald-other.md").rename(path)
    because.focus()
    because.press("End")
    page.keyboard.type(" now")
    page.keyboard.press("Tab")
    expect(page.locator("#said")).to_have_text("Saved.")
    assert "published_because: the page says so now\n" in desk.text()


def test_two_windows_never_take_a_neighbour_for_what_they_drew(desk: Desk) -> None:
    write(desk, TWO)
    first, second = desk.browser.new_page(), desk.browser.new_page()
    for page in (first, second):
        watch(page, desk.origin, desk.problems)
        # Neither looks what the other does.
        page.add_init_script(
            "window.setInterval = () => 0; window.EventSource = class { addEventListener() {} };"
        )
        page.goto(f"{desk.origin}/-desk/article/{GATE}")
        expect(page.locator(".accounts > li")).to_have_count(2)
    first.get_by_role("button", name="Take out the account of The gate fell").click()
    expect(first.locator(".accounts > li")).to_have_count(1)
    second.locator("#v-claims-1-basis").select_option("document")
    expect(second.locator("#said")).to_contain_text("changed from outside")
    assert "gate-fell, stance" not in desk.text()
    assert "{claim: nobody-hurt, stance: denies, basis: document}" in desk.text()
    desk.problems[:] = [
        problem for problem in desk.problems if "api/" not in problem and "ERR_FAILED" not in problem
    ]


def test_the_ends_of_a_long_sheet_are_where_a_person_looks_first(desk: Desk) -> None:
    page = desk.open(**PHONE)
    page.get_by_role("button", name="Edit the account of The gate fell").tap()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_label("Claim", exact=True)).to_be_in_viewport(ratio=1)
    expect(sheet.get_by_role("button", name="Write the account")).to_be_in_viewport(ratio=1)
    expect(sheet.get_by_role("button", name="Write the account")).to_be_focused()


def test_a_new_record_is_called_what_was_searched_for(desk: Desk) -> None:
    page = desk.open()
    page.get_by_role("button", name="Add: Places").click()
    page.get_by_role("dialog").get_by_role("combobox").fill("North Pier")
    page.get_by_role("button", name="New place …").click()
    sheet = page.get_by_role("dialog", name="New place")
    expect(sheet.get_by_label("Title", exact=True)).to_have_value("North Pier")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").get_by_role("combobox").fill("")
    page.get_by_role("button", name="New place …").click()
    expect(sheet.get_by_label("Title", exact=True)).to_have_value("")


def test_a_key_that_is_pressed_before_the_file_is_there_waits_for_it(desk: Desk) -> None:
    page = desk.open()
    page.locator("#v-published_because").fill("the page says so")
    page.keyboard.press("Tab")
    expect(page.locator("#said")).to_have_text("Saved.")
    held: list[Route] = []
    address = page.url
    page.goto("about:blank")  # the page asks for the file again once it has written it
    page.route("**/api/article/*", lambda route: held.append(route), times=1)
    page.goto(address)
    expect(page.locator("#undo")).to_be_disabled()
    for _ in range(100):
        if held:
            break
        page.wait_for_timeout(50)
    page.keyboard.press("Control+z")
    page.wait_for_timeout(300)
    assert desk.text() != ARTICLE
    held[0].continue_()
    expect(page.locator("#said")).to_have_text("Undone: set.")
    expect(page.locator("#redo")).to_be_enabled()
    assert desk.text() == ARTICLE

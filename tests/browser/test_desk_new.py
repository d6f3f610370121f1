"""At the desk in a browser: new records with what is known of them, what is asked for a record, and long texts."""

# ruff: noqa: E501

from __future__ import annotations

import re

from playwright.sync_api import expect
from support.desk import ARTICLE, CAPTURE, GATE
from support.desk_page import Desk, choose, option, saved
from support.pages import violations

EVENT = "---\ntitle: The fall of the gate\nwhen: 2023-01-01~\nplaces: [quay-town]\n---\n\nIt fell.\n"


def write(desk: Desk, path: str, text: str) -> None:
    (desk.project / path).parent.mkdir(exist_ok=True)
    (desk.project / path).write_text(text, "utf-8")


def remove(desk: Desk, *paths: str) -> None:
    for path in paths:
        (desk.project / path).unlink(missing_ok=True)


def test_a_new_claim_begins_with_what_is_known_and_says_why(desk: Desk) -> None:
    write(desk, "content/events/gate-day.md", EVENT)
    write(desk, f"content/articles/{GATE}.md", ARTICLE.replace("places:", "subject: [gate-day]\nplaces:"))
    page = desk.open()
    choose(page, 1, "Day broke")
    page.locator("#text").focus()
    page.keyboard.press("q")
    expect(page.locator("dialog [role=combobox]")).to_be_focused()
    page.keyboard.press("Control+Enter")
    form = page.get_by_role("dialog", name="New claim")
    title = form.locator("#f-title")
    expect(title).to_be_focused()
    expect(title).to_have_value("Day broke")
    expect(title).to_have_accessible_description(re.compile("Guess: the words that are marked"))
    expect(form.locator("#f-id")).to_have_value("day-broke")
    expect(form.locator("#f-event")).to_have_value("gate-day")
    expect(form.locator("#f-event")).to_have_accessible_description(
        re.compile("Guess: the article is about “The fall of the gate”")
    )
    expect(form.locator("#f-when")).to_have_value("2023-01-01~")
    expect(form.get_by_role("group", name="About")).to_contain_text("Guess: the sentence names “Quay Town”")
    assert violations(page) == []
    title.fill("The day broke")
    expect(title).not_to_have_accessible_description(re.compile("Guess"))
    expect(form.locator("#f-id")).to_have_value("the-day-broke")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Write the account")).to_be_focused()
    page.keyboard.press("Enter")
    saved(page)
    assert (desk.project / "content/claims/the-day-broke.md").read_text("utf-8") == (
        '---\ntitle: The day broke\nabout: [quay-town, gate-day]\nevent: gate-day\nwhen: "2023-01-01~"\n---\n\n'
        f"From [[dock-herald]] [@{GATE}, ¶ 1].\n"
    )
    assert "claim: the-day-broke" in desk.text()
    write(desk, f"content/articles/{GATE}.md", ARTICLE)
    remove(desk, "content/claims/the-day-broke.md", "content/events/gate-day.md")


def test_what_is_searched_for_and_not_found_is_made_by_enter(desk: Desk) -> None:
    page = desk.open()
    choose(page, 1, "grey sky")
    page.locator("#text").focus()
    page.keyboard.press("p")
    page.keyboard.type("Xyzzy Hill")
    expect(page.locator("dialog .none")).to_contain_text("Nothing is called that")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="New place").locator("#f-title")).to_have_value("Xyzzy Hill")


def test_who_speaks_and_has_no_record_gets_one_from_the_queue(desk: Desk) -> None:
    text = f'{CAPTURE}\n"I saw it," said Jon Arbour, a docker. Arbour has left the pier.\n'
    write(desk, f"captures/{GATE}.txt", text)
    page = desk.open()
    question = page.locator(".question", has_text="New actor “Jon Arbour” …?")
    later = page.get_by_role("button", name="Later (s)")
    expect(page.locator("#text mark[title*='New actor']")).to_be_visible()
    while not question.is_visible():
        later.click()
    expect(page.locator("mark.lit")).to_have_text("Jon Arbour")
    page.keyboard.press("y")
    form = page.get_by_role("dialog", name="New actor")
    expect(form.locator("#f-title")).to_have_value("Jon Arbour")
    expect(form.locator("#f-type")).to_have_value("person")
    names = form.get_by_role("group", name="Names 1")
    expect(names.get_by_label("Name", exact=True)).to_have_value("Jon Arbour")
    expect(names.get_by_label("Language", exact=True)).to_have_value("en")
    expect(form.locator("#f-body")).to_have_value(f"Named by [[dock-herald]] [@{GATE}, ¶ 4].")
    form.get_by_role("button", name="Write the actor").click()
    saved(page)
    assert "  jon-arbour: {named: [Jon Arbour]}\n" in desk.text()
    expect(page.locator("#text mark.name", has_text="Jon Arbour")).to_be_visible()
    remove(desk, "content/actors/jon-arbour.md")


def test_an_unknown_origin_is_asked_and_wrong_asks_for_the_right_one(desk: Desk) -> None:
    write(desk, f"content/articles/{GATE}.md",
          ARTICLE.replace("rests_on: [own]   # its byline", "rests_on: [unknown]").replace("  - published\n", "  - rests_on\n"))  # fmt: skip
    page = desk.open()
    expect(page.locator(".question")).to_contain_text("the text does not say it")
    page.keyboard.press("n")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Where the article has it from")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert "rests_on: [unknown]" in desk.text()
    page.keyboard.press("n")
    sheet.get_by_role("button", name="Add: From whom, nearest first …").click()
    option(page, "dock-herald").click()
    page.get_by_role("button", name="Write it").click()
    saved(page)
    assert "rests_on: [dock-herald]\n" in desk.text()
    assert "  - rests_on\n" not in desk.text()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#said")).to_contain_text("Undone")
    question = page.locator(".question", has_text="the text does not say it")
    while not question.is_visible():
        page.get_by_role("button", name="Later (s)").click()
    page.keyboard.press("y")
    expect(page.locator("#said")).to_contain_text("Taken up")
    assert "rests_on: [unknown]" in desk.text()
    assert "  - rests_on\n" not in desk.text()


def test_an_article_is_added_from_within_a_choice_of_articles(desk: Desk) -> None:
    page = desk.open()
    choose(page, 3, "told us")
    page.locator("#text").focus()
    page.keyboard.press("c")
    page.get_by_role("button", name="New article …").click()
    form = page.get_by_role("dialog", name="New article")
    sentence = "The crane fell on the quay on Monday, said Olga Vintner of the dockers, and nobody of the crew was hurt by it. "
    form.get_by_label("Text").fill("Crane falls\n\n" + "\n\n".join([sentence * 2] * 4))
    form.get_by_label("Address").fill("https://crane.example/crane")
    form.get_by_role("textbox", name="Outlet").fill("dock-herald")
    assert violations(page) == []
    form.get_by_role("button", name="Read it").click()
    expect(form).to_be_hidden(timeout=20_000)
    saved(page)
    found_ = re.search(r"rests_on: \[(\S+)\]", desk.text())
    assert found_
    added = desk.project / f"content/articles/{found_[1]}.md"
    assert 'url: "https://crane.example/crane"' in added.read_text("utf-8")
    write(desk, f"content/articles/{GATE}.md", ARTICLE)
    remove(desk, f"content/articles/{found_[1]}.md", f"captures/{found_[1]}.txt")


def test_the_effect_names_records_and_links_them(desk: Desk) -> None:
    page = desk.open()
    choose(page, 3, "Nobody was hurt")
    page.locator("#text").focus()
    page.keyboard.press("q")
    option(page, "nobody-hurt").click()
    page.get_by_role("button", name="Write the account").click()
    saved(page)
    line = page.locator("#effect .changes li", has_text=re.compile("account (added|more)")).first
    link = line.get_by_role("link", name="Nobody was hurt at the gate")
    expect(link).to_have_attribute("href", re.compile("/claims/nobody-hurt/$"))
    expect(line).not_to_contain_text("nobody-hurt")


def test_each_move_in_a_form_is_undone_by_itself(desk: Desk) -> None:
    path = "content/actors/olga-vintner.md"
    names = [
        "  - {name: Olga, lang: en}\n",
        "  - {name: Vintner, lang: en}\n",
        "  - {name: O. V., lang: en}\n",
    ]
    text = "---\ntitle: Olga Vintner\ntype: person\nnames:\n{}---\n\nA docker.\n"
    write(desk, path, text.format("".join(names)))
    page = desk.open("record/actor/olga-vintner")
    page.get_by_role("button", name="Move Names 1 down").click()
    page.get_by_role("button", name="Move Names 2 down").click()
    page.get_by_role("button", name="Save").click()
    saved(page)
    printed = ("Olga", "Vintner", "O. V.")
    for undone, order in enumerate(((1, 2, 0), (1, 0, 2), (0, 1, 2))):
        if undone:
            page.get_by_role("button", name="Undo").click()
        for place, name in enumerate(order, 1):
            group = page.get_by_role("group", name=f"Names {place}")
            expect(group.get_by_label("Name", exact=True)).to_have_value(printed[name])
        assert (desk.project / path).read_text("utf-8") == text.format("".join(names[n] for n in order))


def test_a_long_text_is_usable_before_all_of_it_is_drawn(desk: Desk) -> None:
    text = "The gate\n\n" + "\n\n".join(f"Paragraph {number} of the report." for number in range(1, 6000))
    write(desk, f"captures/{GATE}.txt", text + "\n")
    page = desk.open()
    page.add_init_script("window.requestIdleCallback = work => { window.idle = work; return 1; }")
    page.reload()
    paragraphs = page.locator("#text [data-paragraph]")
    expect(paragraphs).to_have_count(200)
    choose(page, 3, "Paragraph 3")
    page.keyboard.press("Control+f")  # the browser's search is to find what is not drawn yet
    expect(paragraphs).to_have_count(6000)
    page.reload()
    expect(paragraphs).to_have_count(200)
    page.evaluate("window.idle()")
    expect(paragraphs).to_have_count(700)
    first = paragraphs.nth(3).element_handle()
    page.keyboard.press("y")
    saved(page)
    assert first
    assert first.evaluate("one => one.isConnected"), (
        "a paragraph that a step leaves as it was is not drawn anew"
    )
    page.locator("#text").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#words")).to_have_text("Paragraph")

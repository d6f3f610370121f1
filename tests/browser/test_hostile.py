"""A dossier written by somebody who means harm: whatever they wrote is shown as text, and runs nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from served import Site, build, serving

PAYLOADS = (
    "<script>window.hit=1</script>",
    "</title><script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "'><svg onload=window.hit=1>",
    "${window.hit=1}",
    "{{7*7}}{% raw %}",
    "</script><script>window.hit=1</script>",
    "<!--<script>window.hit=1//-->",
    "javascript:window.hit=1",
    "`+(window.hit=1)+`",
    "&lt;img src=x onerror=window.hit=1&gt;",
)
ALL = " ".join(PAYLOADS)
QUERY = "'><img src=x onerror=window.hit=1><script>window.hit=1</script>"


def quoted(text: str) -> str:
    """A YAML text, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def records() -> dict[str, str]:
    """A file a kind, the payloads in every text and key that takes one."""
    evil, label = quoted(ALL), quoted("a label " + ALL)
    names = f"names:\n  - {{name: {evil}, lang: en}}\n  - {{name: {quoted('عفرين ' + ALL)}, lang: ar}}\n"
    body = (
        "\n\n".join((*PAYLOADS, "\u202eturned\u202c"))
        + "\n\n[[actor-x|"
        + ALL.replace("[", "").replace("]", "").replace("|", "")
        + "]] [@article-x, ¶ 1]\n\n"
        + "[link](javascript:window.hit=1) [data](data:text/html,<script>window.hit=1</script>) "
        + '[title](https://example.org "\'><img src=x onerror=window.hit=1>")\n\n'
        + "# <img src=x onerror=window.hit=1>\n\n```\n</code><script>window.hit=1</script>\n```\n\n"
        + "[^1]\n\n[^1]: <script>window.hit=1</script>\n"
    )
    article = (
        f'title: {evil}\npublisher: publisher-x\nurl: "https://example.org/?a=\'%22"\npublished: 2022-10\n'
        f"published_because: {evil}\naccessed: 2022-11-01\nlanguage: en\nread: full\nauthors: [{evil}]\n"
        f"rests_on:\n  - {{chain: unknown, because: {evil}}}\n"
        f"actors:\n  actor-x:\n    named: [{evil}]\n    called: [{label}]\nplaces: [place-x]\nevents: [event-x]\n"
    )
    article += (
        f"claims:\n  - claim: claim-x\n    stance: reports\n    by: {evil}\n    quotes:\n"
        f"      - {{text: {evil}, at: ¶ 1, lang: ar, translation: {evil}, translated_from: tr}}\n"
        f"  - claim: claim-y\n    stance: differs\n    value: {evil}\n"
        "  - {claim: claim-y, stance: asserts, rests_on: [own]}\n"
    )
    claim = (
        f"title: {evil}\nabout: [actor-x, place-x]\nevent: event-x\nspeaker: actor-x\ncontradicts: [claim-y]\n"
        f"waivers:\n  - {{rule: weakened-claim, reason: {evil}, published: 2022-11-01}}\n"
    )
    fronts = {
        "claims/claim-x": claim,
        "claims/claim-y": f"title: {evil}\nabout: [actor-x]\n",
        "findings/finding-x": f"title: {evil}\nconfidence: high\nrests_on: [claim-x, claim-y]\n",
        "index": f"title: {evil}\ndescription: {evil}\n",
        "about/method": f"title: {evil}\ndescription: {evil}\n",
        "articles/article-x": article,
        "actors/actor-x": f"title: {evil}\ntype: group\n{names}roles:\n  - {{as: {evil}, when: 2022}}\n"
        f"identifiers: {{wikidata: {evil}}}\n",
        "publishers/publisher-x": f"title: {evil}\n{names}country: SY\n",
        "places/place-x": f"title: {evil}\ntype: city\n{names}location: {{lat: 36.5, lon: 36.8, precision: locality}}\n",
        "events/event-x": f"title: {evil}\nwhen: 2022-10\nplaces: [place-x]\n"
        f"actors:\n  - {{actor: actor-x, as: {evil}}}\n",
    }
    retired = f"- {{id: gone-x, kind: actor, date: 2022-11-01, reason: {evil}, replaced_by: actor-x}}\n"
    return {"content/retired.yml": retired} | {
        f"content/{name}.md": f"---\n{front}---\n\n{body}" for name, front in fronts.items()
    }


MKDOCS = """\
site_name: {name}
site_description: {name}
site_author: {name}
site_url: https://example.org/dossier/
repo_url: https://example.org/repository
edit_uri: edit/main/content/
copyright: {name}
docs_dir: content
theme:
  name: material
  font: false
  features: [navigation.tabs, content.action.edit]
plugins: [dossier]
extra:
  homepage: /dossier/?{query}
  generator: {name}
  social: [{{icon: material/rss, link: "https://example.org/?{query}", name: {name}}}]
  own: {{{name}: {name}}}
nav:
  - Overview: index.md
  - Actors: actors/index.md
  - Map: map.md
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in {**records(), "mkdocs.yml": MKDOCS.format(name=quoted(ALL), query=QUERY)}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    build(folder)
    with serving(folder / "site") as served:
        yield served


def test_nothing_runs_on_any_page(hostile: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile.root)
    for address in [*hostile.addresses(), "404.html"]:
        page.goto(hostile.root + address)
        page.wait_for_timeout(200)
        assert page.evaluate("window.hit") is None, address
        # Only the site's own files and the theme's own inline scripts are there.
        sources = page.locator("script[src]").evaluate_all("all => all.map(s => new URL(s.src).pathname)")
        assert all(source.startswith("/dossier/assets/") for source in sources), address
        assert page.locator("img[src='x'], svg[onload], [onerror], [onload]").count() == 0, address
        resolve = 'all => all.map(a => new URL(a.getAttribute("href"), document.baseURI).protocol)'
        hrefs = page.locator("a[href]").evaluate_all(resolve)
        assert set(hrefs) <= {"http:", "https:"}, address


def test_settings_stand_in_the_head_as_they_are_written(
    hostile: Site, open_page: Callable[..., Page]
) -> None:
    """The policy stands in the head, and nothing that a setting says ends the head before it."""
    page = open_page(hostile.root + "actors/actor-x/")
    assert page.locator("head meta[http-equiv='Content-Security-Policy']").count() == 1
    assert page.locator("head meta[name=author]").get_attribute("content") == ALL
    assert page.locator(".md-header__title").first.text_content().strip().startswith("<script>")  # type: ignore[union-attr]
    assert ALL in page.locator(".md-copyright").text_content()  # type: ignore[operator]


def test_the_texts_are_shown_as_written(hostile: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile.root + "actors/actor-x/")
    expect(page.locator("h1")).to_contain_text("<script>window.hit=1</script>")
    assert "</title><script>" in page.title()


def test_nothing_runs_in_the_maps_popups(hostile: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile.root + "map/#place-place-x")
    marker = page.locator(".leaflet-marker-icon[tabindex='0']").first
    marker.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup")).to_contain_text("<script>")
    assert page.evaluate("window.hit") is None
    assert page.locator(".leaflet-popup img, .leaflet-popup script").count() == 0


def test_nothing_runs_in_search_results(hostile: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile.root)
    page.keyboard.press("/")
    page.keyboard.type("window.hit", delay=10)
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=10_000)
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert page.locator(".md-search-result img, .md-search-result script").count() == 0


def test_nothing_runs_in_a_notes_popup(hostile: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile.root + "actors/actor-x/")
    for mark in page.locator("[data-note]").all():
        mark.focus()
        expect(page.locator("#dossier-popup")).to_be_visible()
    assert page.evaluate("window.hit") is None


def test_exports_hold_them_as_text(hostile: Site) -> None:
    json.loads((hostile.folder / "bibliography.json").read_text("utf-8"))
    json.loads((hostile.folder / "places.geojson").read_text("utf-8"))

"""What `dossier serve` shows while it follows edits: pages drawn early, the built site, and what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossier.preview.site import DevSite

PAGE, OTHER = "a/index.html", "b/index.html"


@pytest.fixture
def site(tmp_path: Path) -> DevSite:
    for name in (PAGE, OTHER):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"built")
    return DevSite("/x/", tmp_path)


def version(site: DevSite, name: str) -> object:
    return json.loads(site.state(name))["version"]


def test_a_page_that_was_drawn_early_reloads_once(site: DevSite) -> None:
    site.show(0)
    first = version(site, PAGE), version(site, OTHER)
    site.early({PAGE: b"edited"}, 1)
    early = version(site, PAGE)
    assert site.file(PAGE) == b"edited"
    assert site.file(OTHER) == b"built"
    assert early != first[0]
    assert version(site, OTHER) == first[1]
    (site.site / PAGE).write_bytes(b"edited")
    site.show(1)
    assert version(site, PAGE) == early, "the build gave what is shown"
    assert version(site, OTHER) != first[1]
    site.show(2)
    assert version(site, PAGE) != early


def test_another_page_than_was_drawn_early_reloads_again(site: DevSite) -> None:
    site.show(0)
    site.early({PAGE: b"edited"}, 1)
    early = version(site, PAGE)
    (site.site / PAGE).write_bytes(b"built otherwise")
    site.show(1)
    assert site.file(PAGE) == b"built otherwise"
    assert version(site, PAGE) != early


def test_a_build_of_an_earlier_change_does_not_take_back_a_later_one(site: DevSite) -> None:
    site.show(0)
    site.early({PAGE: b"first"}, 1)
    site.early({PAGE: b"second"}, 2)
    second = version(site, PAGE)
    (site.site / PAGE).write_bytes(b"first")
    site.show(1)
    assert site.file(PAGE) == b"second"
    assert version(site, PAGE) == second
    site.early({PAGE: b"too late"}, 1)
    assert site.file(PAGE) == b"second"


@pytest.mark.parametrize("what", ["fault", "clear"])
def test_a_build_that_publishes_nothing_takes_it_back(site: DevSite, what: str) -> None:
    site.show(0)
    before = version(site, PAGE)
    site.early({PAGE: b"edited"}, 1)
    if what == "fault":
        site.fault("it is wrong", 1)
    else:
        site.clear(1)
    assert site.file(PAGE) == b"built"
    assert version(site, PAGE) == before


def test_nothing_is_drawn_early_while_the_site_is_withheld(site: DevSite) -> None:
    site.show(0)
    site.early({PAGE: b"with a name"}, 1)
    site.withhold("a name", 1)
    site.early({PAGE: b"with a name"}, 2)
    assert b"with a name" not in (site.file(PAGE) or b"")
    assert b"withheld until" in (site.file(PAGE) or b"")


def test_the_same_as_is_served_reloads_nothing(site: DevSite) -> None:
    site.show(0)
    before = version(site, PAGE)
    site.early({PAGE: b"built"}, 1)
    assert version(site, PAGE) == before


def test_it_knows_which_pages_are_open(site: DevSite) -> None:
    with site.open_page("/x/a/") as name, site.open_page("/x/"), site.open_page("/x/a/"):
        assert name == PAGE
        assert site.open_pages == [PAGE, "index.html"]
    assert site.open_pages == []


def test_a_page_says_which_version_it_is(site: DevSite) -> None:
    """There may be another by the time at which it asks for changes: then it reloads at once."""
    site.show(0)
    for number, text in enumerate(("one", "two"), 1):
        site.early({PAGE: f"<body>{text}</body>".encode()}, number)
        shown = (site.file(PAGE) or b"").decode()
        assert f'data-version="{version(site, PAGE)}"' in shown
        assert text in shown
    assert len({version(site, PAGE), version(site, OTHER)}) == 2

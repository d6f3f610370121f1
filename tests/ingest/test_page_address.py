"""The address of a page that was read as a copy: of an archive, a cache, an AMP or mobile edition."""

# ruff: noqa: E501 - tables and made-up files read better unbroken

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.ingest import Refused, copies, page
from dossier.ingest.saved import SavedPage
from dossier.ingest.source import Source
from dossier.ingest.take import take
from dossier.model.addresses import comparable

URL = "https://dock-herald.example/talks"
TEXT = "<p>" + "The minister left the harbour after six hours of talks with the authority. " * 3 + "</p>"


def read(at: str, head: str = "", root: str = "") -> Source:
    data = f"<html {root} lang=en><head><meta charset=utf-8><title>Talks end without a text</title>{head}</head><body><article><h1>Talks end without a text</h1>{TEXT}</article></body></html>"
    return page.extract(SavedPage(data.encode(), at), "x")


def url(source: Source) -> str | None:
    return source.url.value if source.url else None


def canonical(address: str) -> str:
    return f'<link rel=canonical href="{address}">'


EMBEDDED = [
    f"https://web.archive.org/web/20230306100000/{URL}",
    f"https://web.archive.org/web/20230306100000id_/{URL}",
    f"http://web.archive.org/web/2023/{URL}",
    f"https://web.archive.org/web/{URL}",
    f"https://web.archive.org/web/20230306100000/https:/{URL[8:]}",
    f"https://www.archive.org/wayback/20230306/{URL}",
    f"https://archive.ph/20230306100000/{URL}",
    f"https://archive.today/2023.03.06-100000/{URL}",
    f"https://archive.is/newest/{URL}",
    f"https://archive.li/o/AbC1d/{URL}",
    f"https://archive.vn/{URL}",
    f"https://archive.fo/2023.03.06-100000/{URL}#selection-1.2",
    f"https://archive.md/2023.03.06-100000/https%3A%2F%2F{URL[8:]}",
    f"https://arquivo.pt/wayback/20230306100000/{URL}",
    f"https://arquivo.pt/noFrame/replay/20230306100000/{URL}",
    f"https://webarchive.nationalarchives.gov.uk/ukgwa/20230306100000/{URL}",
    f"https://wayback.archive-it.org/1234/20230306100000/{URL}",
    f"https://webarchive.loc.gov/all/20230306100000/{URL}",
    f"https://conifer.rhizome.org/someone/a-collection/20230306100000/{URL}",
    f"https://timetravel.mementoweb.org/memento/20230306100000/{URL}",
    f"https://some-library.example/wayback/20230306100000mp_/{URL}",
    f"https://webcache.googleusercontent.com/search?q=cache:AbC-12:{URL}&hl=en",
    f"https://webcache.googleusercontent.com/search?q=cache:{URL}",
    f"https://web.archive.org/web/20230306100000/https://www.google.com/amp/s/{URL[8:]}",
]
PROXIES = [
    f"https://12ft.io/{URL}", f"https://r.jina.ai/{URL}", f"https://via.hypothes.is/{URL}", f"https://hyp.is/AbC1/{URL}",
    f"https://outline.com/https:/{URL[8:]}", f"https://www.printfriendly.com/p/g/?url={URL}",
    "https://dock--herald-example.turbopages.org/dock-herald.example/s/talks", "https://yandex.ru/turbo/dock-herald.example/s/talks",
]  # fmt: skip
"""Services that show a page: without its frame, with notes, past a wall."""
TRANSLATIONS = [
    f"https://translate.google.com/translate?sl=ar&tl=en&u={URL}", "https://dock--herald-example.translate.goog/talks?_x_tr_sl=ar",
    f"https://translate.yandex.ru/translate?url={URL}", f"https://www.microsofttranslator.com/bv.aspx?a={URL}",
]  # fmt: skip
SHORT = [
    "https://archive.ph/AbC1d",
    "https://archive.today/AbC1d#selection-1",
    "https://perma.cc/AB12-CD34",
    "https://ghostarchive.org/archive/AbC1d",
    "https://www.webcitation.org/AbC1d",
    "https://archive.org/details/talks-end",
]


@pytest.mark.parametrize("at", EMBEDDED)
@pytest.mark.parametrize(
    "head", ["", canonical(URL), canonical("https://dock-herald.example/"), canonical("/talks")]
)
def test_a_copys_address_holds_the_pages(at: str, head: str) -> None:
    found = read(at, head)
    assert url(found) == URL
    assert found.archived is not None
    assert found.archived.value == at.partition("#")[0]
    assert found.outlet is None or not copies.is_archive_name(found.outlet.value)


@pytest.mark.parametrize("at", PROXIES)
def test_a_service_that_shows_a_page_is_neither_the_page_nor_an_archive(at: str) -> None:
    found = read(at)
    assert url(found) == URL
    assert found.archived is None


@pytest.mark.parametrize(
    ("at", "root"), [*((at, "") for at in TRANSLATIONS), (URL, 'class="js translated-ltr"')]
)
def test_a_programs_translation_is_refused(at: str, root: str) -> None:
    with pytest.raises(Refused, match="its words are not the source's"):
        read(at, root=root)


@pytest.mark.parametrize("at", SHORT)
def test_a_short_address_of_an_archive_is_never_the_pages(at: str) -> None:
    site = '<meta property=og:site_name content="archive.ph">'
    alone = read(at, site)
    assert url(alone) is None
    assert alone.outlet is None or alone.outlet.value not in ("archive.ph", "archive.today")
    assert alone.archived is not None
    assert alone.archived.value == at.partition("#")[0]
    for head in (
        canonical(URL),
        canonical(f"http://archive.today/2023.03.06-100000/{URL}"),
        canonical(at) + f"<meta property=og:url content={URL}>",
        canonical("https://archive.ph/AbC1d") + f'<script type="application/ld+json">{{"@type":"Article","headline":"Talks end without a text","url":"{URL}"}}</script>',
    ):  # fmt: skip
        assert url(read(at, head)) == URL


@pytest.mark.parametrize(
    ("at", "head", "expected"),
    [
        # AMP: the cache's address has the page's, and the page names its original
        ("https://www-dock--herald-example.cdn.ampproject.org/c/s/dock-herald.example/talks", canonical(URL), URL),
        ("https://dock--herald-example.cdn.ampproject.org/v/s/amp.dock-herald.example/talks?amp_js_v=1", canonical(URL), URL),
        ("https://dock--herald-example.cdn.ampproject.org/c/s/dock-herald.example/talks", "", URL),
        ("https://amp.dock-herald.example/talks", canonical(URL), URL),
        ("https://amp-dock-herald.example/talks", canonical(URL), URL),
        ("https://www.google.com/amp/s/dock-herald.example/talks", "", URL),
        ("https://www.google.co.uk/amp/s/amp.dock-herald.example/talks", canonical(URL), URL),
        (f"{URL}/amp", canonical(URL), URL),
        (f"{URL}/amp/", canonical("/talks"), URL),
        (f"{URL}?amp=1", canonical(URL), URL),
        (f"{URL}.amp.html", canonical(URL), URL),
        # mobile editions
        ("https://m.dock-herald.example/talks", canonical(URL), URL),
        ("https://mobile.dock-herald.example/talks", canonical(URL), URL),
        ("https://mobil.dock-herald.example/talks", canonical(URL), URL),
        ("https://en.m.dock-herald.example/talks", canonical("https://en.dock-herald.example/talks"), "https://en.dock-herald.example/talks"),
        # the home page, which a template names
        (URL, canonical("https://dock-herald.example/"), URL),
        (URL, canonical("https://dock-herald.example"), URL),
        (URL, canonical("/"), URL),
        (URL, canonical("https://dock-herald.example/en/"), URL),
        (URL, canonical("https://dock-herald.example/index.php"), URL),
        (URL, canonical("https://dock-herald.example/ar"), URL),
        ("https://archive.ph/AbC1d", canonical("http://archive.today/2023.03.06-100000/http://dock-herald.example/ph"), "http://dock-herald.example/ph"),
        (URL, "<meta property=og:url content=https://dock-herald.example/>", URL),
        ("https://dock-herald.example/", canonical("https://dock-herald.example/"), "https://dock-herald.example/"),
        ("https://dock-herald.example/?p=12", canonical("https://dock-herald.example/?p=12"), "https://dock-herald.example/?p=12"),
        ("", canonical("https://dock-herald.example/"), None),
        # relative, of another host, of a service that leads on
        (f"{URL}?utm_source=x", canonical("talks"), URL),
        (f"{URL}?x=1", canonical("//dock-herald.example/talks"), URL),
        ("https://dock-herald.example/a/b", canonical("../talks") , URL),
        ("https://dock-herald.example/x", "<base href=/talks/>" + canonical("../talks"), URL),
        (URL, canonical("https://wire.example/talks"), URL),
        (URL, canonical("https://t.co/AbC1d"), URL),
        ("", canonical("https://bit.ly/AbC1d"), None),
        ("", canonical("https://t.co/AbC1d") + f"<meta property=og:url content={URL}>", URL),
        (URL, canonical(f"https://l.facebook.com/l.php?u={URL}"), URL),
        (f"{URL}?utm_source=a&utm_medium=b&fbclid=c&id=5", "", f"{URL}?id=5"),
        (URL, canonical(f"{URL}?utm_source=rss"), URL),
        (f"https://l.facebook.com/l.php?u={URL}", "", URL),
        (f"https://www.google.com/url?q={URL}&sa=D", "", URL),
        (URL, canonical("http://[::1"), URL),
        (URL, canonical("javascript:void(0)"), URL),
    ],
)  # fmt: skip
def test_the_address_of_the_original(at: str, head: str, expected: str | None) -> None:
    assert url(read(at, head)) == expected


@pytest.mark.parametrize("root", ["amp", "⚡", '⚡=""'])
def test_an_amp_document_names_its_original(root: str) -> None:
    assert url(read("https://quick.dock-herald.example/talks", canonical(URL), root)) == URL
    assert url(read("https://quick.dock-herald.example/talks", canonical(URL))) != URL


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://www-dock--herald-example.cdn.ampproject.org/c/s/dock-herald.example/talks", URL),
        ("https://amp.dock-herald.example/talks", URL),
        ("https://m.dock-herald.example/talks", URL),
        (f"{URL}?fbclid=x", URL),
        ("https://dock-herald.example/another", "https://dock-herald.example/another"),
    ],
)
def test_the_address_given_for_a_saved_page_is_its_own_unless_it_is_a_copys(
    given: str, expected: str, tmp_path: Path
) -> None:
    saved = tmp_path / "x.html"
    saved.write_text(
        f"<html><head>{canonical(URL)}</head><body><article><h1>Talks end here</h1>{TEXT}</article>", "utf-8"
    )
    assert url(take(str(saved), given).sources[0]) == expected


def test_editions_of_a_page_are_one() -> None:
    same = ("https://amp.dock-herald.example/talks", f"{URL}/amp", f"{URL}/amp/", f"{URL}?amp=1", f"{URL}?outputType=amp",
            "http://m.dock-herald.example/talks/", "https://mobil.dock-herald.example/talks?fbclid=1")  # fmt: skip
    assert {comparable(address) for address in same} == {comparable(URL)}


def test_an_archives_copy_found_by_its_canonical_link_alone() -> None:
    at = f"http://archive.today/2023.03.06-100000/{URL}"
    found = read("", canonical(at))
    assert (url(found), found.archived and found.archived.value) == (URL, at)


@pytest.mark.parametrize(
    "address",
    ["http://[::1", "", "x", "ftp://archive.ph/a", "https://archive.ph/", "https://web.archive.org/web/"],
)
def test_odd_addresses(address: str) -> None:
    copies.original(address)
    assert not copies.is_amp(address)

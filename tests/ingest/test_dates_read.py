"""Dates as pages print them, and which of a page's dates is the day of its publication."""

# ruff: noqa: E501 - tables and made-up files read better unbroken

from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from dossier.ingest import page
from dossier.ingest.dated import published
from dossier.ingest.printed_dates import edtf, from_address, not_gregorian
from dossier.ingest.saved import SavedPage
from dossier.ingest.stated import Page

PRINTED = [
    # printed, language, EDTF
    ("2 January 2023", "en", "2023-01-02"),
    ("January 2023", "en", "2023-01"),
    ("Jan. 2, 2023", "en", "2023-01-02"),
    ("March 5th, 2023", "", "2023-03-05"),
    ("2 كانون الثاني/ يناير 2023", "ar", "2023-01-02"),
    ("آذار/مارس 2023", "de", "2023-03"),
    ("5 جانفي 2023", "ar", "2023-01-05"),
    ("02 Ocak 2023 Pazartesi", "tr", "2023-01-02"),
    ("05 Mart 2023 14:30", "tr", "2023-03-05"),
    *(("5 Mart 2023", language, "2023-03-05") for language in ("", "en", "ar", "ru", "fa", "de", "fr", "und")),
    *(("11 Mart 2023", language, "2023-03-11") for language in ("en", "ar")),
    ("Mar 5, 2023", "fr", "2023-03-05"),
    ("5 EYLÜL 2023", "en", "2023-09-05"),
    ("5 КАСЫМ 2023", "en", None),
    ("5 марта 2023 г., 14:30", "en", "2023-03-05"),
    ("5 березня 2023", "", "2023-03-05"),
    ("am 5. März 2023", "tr", "2023-03-05"),
    ("le 1er août 2023", "ar", "2023-08-01"),
    ("5 de marzo de 2023", "", "2023-03-05"),
    ("5ê Adarê 2023", "ku", "2023-03-05"),
    ("٥ی ئازاری ٢٠٢٣", "ckb", "2023-03-05"),
    ("۵ ژانویهٔ ۲۰۲۳", "fa", "2023-01-05"),
    ("5 במרץ 2023", "he", "2023-03-05"),
    ("5 มีนาคม 2023", "th", "2023-03-05"),
    ("2023年3月5日", "zh", "2023-03-05"),
    ("2023년 3월 5일", "ko", "2023-03-05"),
    ("2023. március 5.", "hu", "2023-03-05"),
    ("5 listopada 2023", "pl", "2023-11-05"),
    ("5 listopada 2023", "hr", "2023-10-05"),
    ("5 listopada 2023", "en", None),
    ("05-Mar-2023", "", "2023-03-05"),
    ("Sun Mar 05 10:00:00 UTC 2023", "", "2023-03-05"),
    ("Sun, 05 Mar 2023 10:00:00 +0000", "", "2023-03-05"),
    ("02/03/2023", "en", "2023-02-03..2023-03-02"),
    ("13/03/2023", "en", "2023-03-13"),
    ("5. 3. 2023", "de", "2023-03-05"),
    ("2023/03/05", "", "2023-03-05"),
    ("2023-01-02T23:30:00+02:00", "", "2023-01-02"),
    ("20230305T101500Z", "", "2023-03-05"),
    ("2023-01", "", "2023-01"),
    ("2023-03-00", "", "2023-03"),
    ("2023-00-00", "", "2023"),
    ("2023-02-31", "", None),
    ("2 hours ago", "en", None),
    ("Copyright 2023", "en", None),
    ("5 March", "en", None),
    # ranges: what their ends share
    ("5-7 March 2023", "en", "2023-03"),
    ("5 – 7 Mart 2023", "en", "2023-03"),
    ("March 5 to 7, 2023", "en", "2023-03"),
    ("5 and 6 March 2023", "en", "2023-03"),
    ("5.-7. März 2023", "de", "2023-03"),
    ("28 February - 2 March 2023", "en", "2023"),
    ("February 28 - March 2, 2023", "en", "2023"),
    ("5 March 2023 - 7 March 2023", "en", "2023-03"),
    ("5 March 2023 - 7 April 2024", "en", None),
    ("05.03.2023 - 07.03.2023", "de", "2023-03"),
    ("2023-03-05 / 2023-03-07", "", "2023-03"),
    ("March/April 2023", "en", "2023"),
    ("5 March 2023, updated 7 March 2023", "en", "2023-03-05"),
    # other calendars, and zeros
    ("1401-12-14", "fa", None),
    ("۱۴۰۱/۱۲/۱۴", "fa", None),
    ("۱۴ اسفند ۱۴۰۱", "fa", None),
    ("١٢ شعبان ١٤٤٤", "ar", None),
    ("14 شعبان 1444 هـ / 6 مارس 2023 م", "ar", "2023-03-06"),
    ("5 มีนาคม 2566", "th", None),
    ("2566-03-05", "th", None),
    ("0001-01-01T00:00:00Z", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "language", "expected"), PRINTED)
def test_a_date_is_never_finer_than_printed(printed: str, language: str, expected: str | None) -> None:
    assert edtf(printed, language) == expected


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("1401-12-14", "Hijri"),
        ("١٢ شعبان ١٤٤٤", "Hijri"),
        ("2566-03-05", "Buddhist"),
        ("5783-03-05", "Hebrew"),
        ("0001-01-01T00:00:00Z", "placeholder"),
        ("0000-00-00 00:00:00", "placeholder"),
        ("1970-01-01", "placeholder"),
        ("1850-01-01", "the year 1850"),
        ("2023-03-05", ""),
        ("14 شعبان 1444 هـ / 6 مارس 2023 م", ""),
        ("yesterday", ""),
    ],
)
def test_it_is_said_what_is_wrong_with_a_year(written: str, told: str) -> None:
    assert (told in not_gregorian(written)) if told else not not_gregorian(written)


def test_a_date_in_an_address() -> None:
    assert from_address("/2023/01/02/talks") == "2023-01-02"
    assert from_address("/2023/01/talks") == "2023-01"
    assert from_address("/story-2023") is None


TEXT = "<p>" + "The minister left the harbour after six hours of talks with the authority. " * 3 + "</p>"
HEAD = "<title>Talks end without a text</title>"
STORY = f"<article><h1>Talks end without a text</h1>{{}}{TEXT}</article>"
LD = '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Talks end without a text","datePublished":"{}"}}</script>'
DATED = STORY.format("<time datetime=2023-03-05>5 March</time>")


@pytest.mark.parametrize(
    ("head", "body", "expected", "note"),
    [
        (LD.format("0001-01-01T00:00:00Z"), DATED, "2023-03-05", "placeholder"),
        (LD.format("1970-01-01"), DATED, "2023-03-05", "placeholder"),
        (LD.format("2099-03-05"), DATED, "2023-03-05", "has not come yet"),
        (LD.format("1401-12-14"), DATED, "2023-03-05", "Hijri"),
        (LD.format("0001-01-01"), STORY.format(""), None, "placeholder"),
        ("<meta property=article:published_time content=2566-03-05>", STORY.format(""), None, "Buddhist"),
        ("", STORY.format("<span class=date>۱۴ اسفند ۱۴۰۱</span>"), None, "Hijri"),
        (LD.format("2023-03-04"), DATED, "2023-03-04", "also gives the date 2023-03-05"),
        # the day on which the page was served, in its header
        ("", f"<header><time datetime=2024-06-01>1 June</time></header>{DATED}", "2023-03-05", None),
        ("", f"<div class=top><time datetime=2024-06-01>1 June</time></div><div>{DATED}</div>", "2023-03-05", None),
        ("", f"<div id=page><div><time datetime=2024-06-01></time></div><main>{DATED}</main></div>", "2023-03-05", None),
        ("", f"<header><div class=date>1 June 2024</div></header>{STORY.format('')}", None, None),
        # other stories
        ("", f"<aside><time datetime=2021-01-01></time></aside>{DATED}", "2023-03-05", None),
        ("", f"{STORY.format('')}<article><h2>Other</h2><time datetime=2021-01-01></time></article>", None, None),
        ("", f"{STORY.format('<ul class=related><li><time datetime=2021-01-01></time></li></ul>')}", None, None),
        ("", f"{STORY.format('<ul><li><a href=/o>Another story of that same day</a> <time datetime=2021-01-01></time></li></ul>')}", None, None),
        ("", f"{STORY.format('')}<div class=mostRead><time datetime=2021-01-01></time></div>", None, None),
        ("", STORY.format("<div class=comments><time datetime=2024-01-01></time></div><time datetime=2023-03-05></time>"), "2023-03-05", None),
        ("", STORY.format("<time class=updated datetime=2024-01-01></time><time datetime=2023-03-05></time>"), "2023-03-05", None),
        ("", STORY.format("<time itemprop=dateModified datetime=2024-01-01></time>"), None, None),
        ("", STORY.format("<p class=date>Last updated 7 March 2023</p>"), None, None),
        ("", STORY.format("<p class=date>Published 5 March 2023, updated 7 March 2023</p>"), "2023-03-05", None),
        ("", STORY.format("<meta itemprop=datePublished content=2023-03-05>"), "2023-03-05", None),
        ("", f"{STORY.format('')}<div itemscope itemtype=http://schema.org/NewsArticle><meta itemprop=datePublished content=2021-01-01></div>", None, None),
        ("", "<h1>Talks end without a text</h1><header><time datetime=2023-03-05></time></header>" + TEXT, None, None),
        ("", f"<header><h1>Talks end without a text</h1><time datetime=2023-03-05></time></header>{TEXT}", "2023-03-05", None),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_the_articles_own(
    head: str, body: str, expected: str | None, note: str | None
) -> None:
    tree = html.document_fromstring(f"<html><head>{HEAD}{head}</head><body>{body}</body></html>")
    found, notes = published(Page.of(tree, "https://dock-herald.example/talks"), "en", date(2024, 6, 1))
    assert (found and found.value) == expected
    assert [note in told for told in notes] == ([True] if note else []), notes


def test_a_copys_address_has_the_day_of_the_copy_and_of_the_page() -> None:
    data = f"<html><head>{HEAD}</head><body>{STORY.format('')}</body></html>".encode()
    at = "https://web.archive.org/web/20240601120000/https://dock-herald.example/2023/03/05/talks"
    found = page.extract(SavedPage(data, at), "x").published
    assert found is not None
    assert found.value == "2023-03-05"

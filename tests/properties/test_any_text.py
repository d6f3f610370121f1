"""Whatever an author writes is compiled or refused, never more: no exception, no HTML of the author's on a page."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from support.small import Small

from dossier.formats.text import report_texts
from dossier.model.pages import Page
from dossier.pipeline import Checked, check
from dossier.render.bodies import rendered
from dossier.render.html import Links
from dossier.render.notes import Notes

pytestmark = pytest.mark.slow

_IN_BODIES = (
    "h2[id] h3[id] h4[id] h5[id] h6[id] p[class] br hr a[id,class,href,rel,aria-label,data-kind,data-note] em strong s i "
    "code[class] pre blockquote ul ol[start] li dl dt dd table caption[class] thead tbody tr th[scope,class] td[class] "
    "div[class] span[class,translate] img[src,alt,loading] bdi[lang,dir,translate]"
)
IN_BODIES = {
    element: set(attributes.rstrip("]").split(",")) - {""}
    for element, _, attributes in (part.partition("[") for part in _IN_BODIES.split())
}
"""What the text of a record is drawn with: elements, and the attributes that each may have."""
ADDRESSES = ("http://", "https://", "../", "./", "#")


class Elements(HTMLParser):
    """Every start tag with its attributes; asserts that each ends in its turn, and on what no page may hold at all."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> without a beginning"
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    reader = Elements()
    reader.feed(html)
    reader.close()
    assert reader.open == [], reader.open
    return reader.found


def assert_clean(html: str, allowed: Mapping[str, set[str]] = IN_BODIES) -> None:
    """Only elements and attributes of ours, no address but of the web or of the site, no id twice."""
    found = elements(html)
    for tag, attributes in found:
        assert tag in allowed, (tag, attributes)
        assert set(attributes) <= allowed[tag], (tag, attributes)
        for name in ("href", "src"):
            assert attributes.get(name, "#").startswith(ADDRESSES), (tag, attributes)
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids)), ids


HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "<ScRiPt/x>",
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "' onmouseover='alert(1)",
        '" onclick="alert(1)',
        "</code></pre><b>",
        "<!-- x -->",
        "<![CDATA[x]]>",
        "<?php ?>",
        "&lt;script&gt;",
        "&#60;script&#62;",
        "javascript:alert(1)",
        "{{ 7*7 }}",
        "{% raw %}",
        "${alert(1)}",
        "%3Cscript%3E",
        "\u202e<b>\u202c",
        "هيئة<script>تحرير",
        "<\u0000script>",
        "＜script＞",
        "</bdi><script>",
        "\\<b\\>",
    ]
)
_MARKS = "* ** _ ` ``` ~~ # ## > - 1. | |---| : !!! [ ] ( ) [[ ]] [@ [^ [^1] [^1]: ^[ ]( ](< >) ![ \\ & ;"
MARKUP = st.sampled_from(
    [
        *_MARKS.split(),
        "\n",
        "\n\n",
        "    ",
        " ",
        "[[other]]",
        "[[other|",
        "[@source, ¶ 3]",
        "[@source]",
        "[^1]: ",
        "https://example.org/",
        "](https://example.org/",
        "!!! note ",
        "| a | b |\n|---|--:|\n| ",
        "Term\n: ",
        "# Note 1\n\n",
        "## Names\n\n",
    ]
)
WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
BODY = st.lists(HOSTILE | MARKUP | MARKUP | WORDS, max_size=14).map("".join)
PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=12)
VALUE = st.lists(HOSTILE.map(lambda text: text.replace("\0", "")) | PRINTABLE, min_size=1, max_size=3).map(
    "".join
)

HOME = "---\ntitle: Home\n---\n\nThe front page.\n"
OTHER = "---\ntitle: Other\ntype: group\n---\n\nA group.\n"
OUTLET = "---\ntitle: Outlet <b>\n---\n\nAn outlet.\n"
SOURCE = (
    "---\ntitle: Source <i>\npublisher: outlet\npublished: 2023-01-02\naccessed: 2026-11-20\n"
    "language: en\nread: full\nurl: https://example.org/?a=1&b=<\n---\n\nA text.\n"
).replace("=<", "=2")


def compiled(files: dict[str, str | bytes]) -> Checked:
    with tempfile.TemporaryDirectory() as folder:
        small = Small(Path(folder))
        small.write(
            {
                "content/index.md": HOME,
                "content/actors/other.md": OTHER,
                "content/publishers/outlet.md": OUTLET,
            }
        )
        return check(small.write({"content/articles/source.md": SOURCE, **files}))


def assert_told(checked: Checked) -> None:
    """Every diagnostic can be printed, on lines of its own, without a character that steers a terminal."""
    for text in report_texts(checked.diagnostics):
        assert not [
            c for c in text if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066")
        ]


@given(BODY)
@settings(max_examples=250)
def test_any_text_as_a_body(text: str) -> None:
    checked = compiled({"content/actors/drawn.md": f"---\ntitle: Drawn\ntype: group\n---\n\n{text}\n"})
    assert_told(checked)
    if "drawn" in checked.corpus.records and not checked.failed:
        notes = Notes(Links(checked.corpus, "../.."))
        html, _ = rendered(checked.corpus.records["drawn"], notes.links, notes)
        assert_clean(html)
        for note in notes.notes:
            assert_clean(note.text)


def dossier_of(values: Mapping[str, str]) -> dict[str, str | bytes]:
    """The same texts wherever a text of an author's may stand."""
    quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    return {
        "content/actors/a.md": (
            f"---\ntitle: {quoted['title']}\ntype: person\nnames: [{quoted['title']}, {quoted['name']}]\n"
            f"roles: [{{as: {quoted['as']}, of: other}}]\nidentifiers: {{wikidata: {quoted['word']}}}\n---\n\nSee [[p]].\n"
        ),
        "content/places/p.md": (
            f"---\ntitle: {quoted['title']}\ntype: city\nnames: [{quoted['title']}, {quoted['name']}]\n"
            "location: {lat: 36.51, lon: 36.87, precision: locality}\n"
            "---\n\nSee [[a]] [@b].\n"
        ),
        "content/events/e.md": (
            f"---\ntitle: {quoted['title']}\nwhen: 2022-10\nplaces: [p]\nactors: [{{actor: a, as: {quoted['as']}}}]\n"
            "sources: [b]\n---\n\nSee [[a]] and [[p]].\n"
        ),
        "content/publishers/q.md": f"---\ntitle: {quoted['title']}\nnames: [{quoted['title']}]\n---\n\nOf [[a]].\n",
        "content/articles/b.md": (
            f"---\ntitle: {quoted['title']}\npublisher: q\npublished: 2023-01-02..\npublished_because: {quoted['because']}\n"
            f"accessed: 2026-11-20\nlanguage: ar\nread: full\nauthors: [{quoted['author']}]\nrests_on: [q > unknown]\n"
            f"actors: {{a: {{named: [{quoted['name']}], called: [{quoted['called']}]}}}}\nplaces: [p]\nevents: [e]\n"
            "---\n\nOn [[a]] and [[p|that place]].\n"
        ),
    }  # fmt: skip


def pages_of(files: dict[str, str | bytes]) -> tuple[Page, ...]:
    """Every page; none where the values are refused."""
    checked = compiled(files)
    assert_told(checked)
    with tempfile.TemporaryDirectory() as folder:
        small = Small(Path(folder))
        small.write()
        return () if checked.failed else small.pages(checked)


FIELDS = ("title", "name", "called", "as", "because", "author", "word")


@cache
def plain_pages() -> tuple[Page, ...]:
    return pages_of(dossier_of({name: f"Plain {name}" for name in FIELDS}))


@cache
def harmless() -> dict[str, dict[str, set[str]]]:
    """For each page, the elements and attributes that it has where the values are plain words."""
    drawn: dict[str, dict[str, set[str]]] = {}
    for page in plain_pages():
        seen = drawn.setdefault(page.address, {"bdi": {"lang", "dir"}})
        for tag, attributes in elements(page.body):
            seen.setdefault(tag, set()).update(attributes)
    return drawn


@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, VALUE)))
@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
def test_any_text_as_a_value(values: dict[str, str]) -> None:
    """No value brings an element or an attribute onto a page that plain words do not bring, nor a script more."""
    pages = pages_of(dossier_of({name: f"{name} {value}" for name, value in values.items()}))
    assume(pages)  # a control character is refused
    for page in pages:
        assert_clean(page.body, harmless()[page.address])
        assert page.body.count("<script") == scripts(page.address)


@cache
def scripts(address: str) -> int:
    return next(page.body.count("<script") for page in plain_pages() if page.address == address)


def test_plain_words_are_drawn_on_every_page() -> None:
    assert {"", "actors/a/", "articles/b/", "events/e/", "places/p/", "publishers/q/", "map/"} <= set(
        harmless()
    )


def test_the_reader_of_these_tests_finds_what_it_is_for() -> None:
    for html in (
        "<script>",
        '<p onclick="x">',
        '<a href="javascript:x">x</a>',
        "<!-- x -->",
        "<p>",
        "</p>",
        '<img src="https:x">',
        '<h2 id="a"></h2><h2 id="a"></h2>',
        '<p style="position:fixed"></p>',
    ):
        with pytest.raises(AssertionError):
            assert_clean(html)
    assert_clean('<p class="a">a &lt;script&gt; <a href="../x/">b</a><br></p>')


FRONT = st.sampled_from(
    [
        b"---\n", b"title: A\n", b"type: group\n", b"names: [a, {name: b}, [c]]\n", b"names:\n", b"- x\n", b"  - {a: ",
        b"publisher: outlet\n", b"rests_on: [a > b, {chain: c}]\n", b"\r\n", b"\r", b"\xef\xbb\xbf", b"\xff", b"\x00",
        b"\xe2\x80\xa8", b"[[nowhere]] ", b"[@nowhere] ", b"[x](y.md) ", b"![x](http://y) ", b"\n\n", b"roles: {x: y}\n",
        "titel: هيئة تحرير\n".encode(), b"title: B\n", b"location: {lat: x}\n", b"[^gone] ", b"| [[x]] | [[x]] |\n|--|--|\n",
    ]
)  # fmt: skip
BYTES = st.binary(max_size=80) | st.lists(FRONT, max_size=12).map(b"".join)
WELL_BEGUN = BYTES.map(lambda more: b"---\ntitle: A\ntype: group\n" + more)


@given(
    BYTES | WELL_BEGUN | st.builds(b"---\ntitle: A\ntype: group\n---\n".__add__, BYTES),
    st.sampled_from(
        ["actors/x.md", "articles/x.md", "places/x.md", "events/x.md", "claims/x.md", "about/x.md", "x.md"]
    ),
)
@settings(max_examples=300)
def test_any_bytes_as_a_file(data: bytes, inside: str) -> None:
    path = f"content/{inside}"
    checked = compiled({path: data})
    assert_told(checked)
    lines = (
        data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8-sig", errors="replace").split("\n")
    )
    for diagnostic in checked.diagnostics:
        at = diagnostic.at
        if at.path != path:
            continue
        assert 1 <= at.line <= len(lines), diagnostic
        if diagnostic.code != "not-utf8":
            assert at.source in ("", lines[at.line - 1]), diagnostic
            assert 1 <= at.column <= len(lines[at.line - 1]) + 1, diagnostic

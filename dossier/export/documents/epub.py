"""A document as EPUB 3.3: an XHTML file a chapter, notes that reading systems show where their marks stand.

Letters are those of the reader's fonts. The file says what its reader can rely on (EPUB Accessibility 1.1).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dossier import zipped
from dossier.export.documents.model import Chapter, Document, Part, anchors_of
from dossier.export.documents.xhtml import Files, Page, attribute, inline, section
from dossier.export.xml import xml_text

MEDIA_TYPE = "application/epub+zip"
PACKAGE, NAVIGATION, STYLE = "OEBPS/package.opf", "OEBPS/nav.xhtml", "OEBPS/style.css"
_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_CSS = """\
body { margin: 0 5%; line-height: 1.45; }
h1, h2, h3, h4, h5, h6 { font-family: sans-serif; line-height: 1.25; text-align: start; page-break-after: avoid; }
p { margin: 0.6em 0; }
.kicker, .small, figcaption, .after { font-size: 0.86em; color: #555; }
.muted { color: #555; }
.evidence { font-weight: bold; border-inline-start: 0.2em solid #1d3543; padding: 0.4em 0.8em; background: #f4f4f4; }
.entry { padding-inline-start: 1.5em; text-indent: -1.5em; }
.words { margin: 0.8em 0 0.8em 1em; }
.words blockquote { margin: 0; padding: 0 0.8em; border-inline-start: 0.15em solid #bbb; }
.boxed { margin: 0.8em 0; padding-inline-start: 0.9em; border-inline-start: 0.15em solid #ccc; }
dt { font-weight: bold; }
dd { margin: 0 0 0.4em 1.2em; }
dd > p, li > p { margin: 0.2em 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9em; }
caption { text-align: start; color: #555; }
th, td { text-align: start; vertical-align: top; padding: 0.3em; border-bottom: 1px solid #bbb; }
.number { text-align: end; }
pre { white-space: pre-wrap; font-size: 0.85em; }
.noteref { font-size: 0.75em; vertical-align: super; line-height: 1; text-decoration: none; }
.notes { font-size: 0.86em; border-top: 1px solid #bbb; margin-top: 2em; }
"""


@dataclass(frozen=True, slots=True)
class _File:
    """A file of chapters or parts: its name, its title, and where it stands in the contents."""

    name: str
    page: Page
    part: Part | None = None
    chapter: Chapter | None = None

    @property
    def path(self) -> str:
        return f"OEBPS/{self.name}"


def parts(document: Document) -> dict[str, bytes]:
    """The files in it by their paths, before they are compressed, in their order."""
    files = list(_files(document))
    chapters = {file.chapter.anchor: file.name for file in files if file.chapter}
    where: Files = {anchor: chapters[chapter] for anchor, chapter in anchors_of(document).items()}
    found = {"META-INF/container.xml": _CONTAINER, PACKAGE: _package(document, files)}
    found[NAVIGATION] = _navigation(document, files)
    found[STYLE] = _CSS
    for file in files:
        found[file.path] = section(file.page, where, document.language)
    return {path: text.encode() for path, text in found.items()}


def packed(found: Mapping[str, bytes]) -> bytes:
    """The file: a zip whose first entry is its media type, uncompressed (OCF 3.3, 4.3)."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        zipped.add(archive, "mimetype", MEDIA_TYPE.encode(), packed=False)
        for path, data in found.items():
            zipped.add(archive, path, data)
    return into.getvalue()


def _files(document: Document) -> Iterator[_File]:
    yield _File("title.xhtml", _title_page(document))
    number = 0
    for part in document.parts:
        if part.title:
            number += 1
            page = Page(part.title, f"<h1>{xml_text(part.title)}</h1>\n", role="part")
            yield _File(f"c{number:04}.xhtml", page, part)
        for chapter in part.chapters:
            number += 1
            page = Page(chapter=chapter, under_part=bool(part.title))
            yield _File(f"c{number:04}.xhtml", page, part, chapter)


def _title_page(document: Document) -> Page:
    lines = [f"<h1>{inline(document.title, {}, '')}</h1>"]
    if document.heading != document.dossier:
        lines.insert(0, f'<p class="kicker">{xml_text(document.dossier)}</p>')
    said = [", ".join(document.authors)]
    said += [f"Published by {document.publisher}"] if document.publisher else []
    said += [document.description] if document.long else []
    read = f"; sources read until {document.read}" if document.read else ""
    said.append(f"Version {document.version}{read}")
    lines += [f"<p>{xml_text(line)}</p>" for line in said if line]
    if document.url:
        lines.append(f"<p><a href={attribute(document.url)}>{xml_text(document.url)}</a></p>")
    return Page(document.heading, "\n".join(lines) + "\n", role="titlepage")


def _navigation(document: Document, files: Sequence[_File]) -> str:
    """The contents and the landmarks (EPUB 3.3, 7)."""
    body = next(file for file in files if file.part)
    sources = next((file for file in files if file.chapter and file.chapter.role == "bibliography"), None)
    landmarks = [("toc", "nav.xhtml", "Contents"), ("bodymatter", body.name, "Text")]
    landmarks += [("bibliography", sources.name, "Bibliography")] if sources else []
    entries = "".join(_entries(document, files))
    marks = "".join(
        f'<li><a epub:type="{kind}" href="{name}">{text}</a></li>\n' for kind, name, text in landmarks
    )
    nav = (
        '<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">\n<h1 id="contents">Contents</h1>\n'
        f"<ol>\n{entries}</ol>\n</nav>\n"
        f'<nav epub:type="landmarks" hidden="hidden" aria-label="Landmarks">\n<ol>\n{marks}</ol>\n</nav>\n'
    )
    return section(Page("Contents", nav), {}, document.language)


def _entries(document: Document, files: Sequence[_File]) -> Iterator[str]:
    by_anchor = {file.chapter.anchor: file for file in files if file.chapter}
    opened = {id(file.part): file for file in files if file.part and not file.chapter}
    for part in document.parts:
        lines = [
            f'<li><a href="{by_anchor[each.anchor].name}">{inline(each.title, {}, "") or "–"}</a></li>\n'
            for each in part.chapters
        ]
        if file := opened.get(id(part)):
            yield f'<li><a href="{file.name}">{xml_text(part.title)}</a>\n<ol>\n{"".join(lines)}</ol>\n</li>\n'
        else:
            yield from lines


def _package(document: Document, files: Sequence[_File]) -> str:
    day = document.day or date(1970, 1, 1)
    written = f"{day.year:04}-{day.month:02}-{day.day:02}"
    lines = [
        f'<dc:identifier id="id">{xml_text(document.identifier)}</dc:identifier>',
        f'<dc:title id="title">{xml_text(document.heading) or "–"}</dc:title>',
        f"<dc:language>{xml_text(document.language)}</dc:language>",
        f'<meta property="dcterms:modified">{written}T00:00:00Z</meta>',
    ]
    lines += [f"<dc:creator>{xml_text(author)}</dc:creator>" for author in document.authors]
    values = [
        ("publisher", document.publisher),
        ("description", document.description),
        ("rights", document.rights),
        ("source", document.url),
        ("date", written if document.day else ""),
    ]
    lines += [f"<dc:{name}>{xml_text(value)}</dc:{name}>" for name, value in values if value.strip()]
    lines += [f'<meta property="schema:{name}">{value}</meta>' for name, value in _ACCESSIBILITY]
    items = [
        f'<item id="nav" href="nav.xhtml" media-type="{_XHTML}" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *(f'<item id="f{n}" href="{file.name}" media-type="{_XHTML}"/>' for n, file in enumerate(files)),
    ]
    spine = ['<itemref idref="f0"/>', '<itemref idref="nav"/>']
    spine += [f'<itemref idref="f{n}"/>' for n in range(1, len(files))]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang={attribute(document.language)} prefix="schema: http://schema.org/">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{_joined(lines)}</metadata>\n'
        f"<manifest>\n{_joined(items)}</manifest>\n<spine>\n{_joined(spine)}</spine>\n</package>\n"
    )


def _joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


_XHTML = "application/xhtml+xml"
_ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityHazard", "none"),
    (
        "accessibilitySummary",
        "All of it is text: headings are nested, notes are linked both ways, and each quotation and name has its language.",
    ),
)

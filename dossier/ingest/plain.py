"""A source without markup: text that was saved or pasted, and the text of a PDF. The first block is the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.ingest import Refused, encoding
from dossier.ingest.cleaned import cleaned
from dossier.ingest.paragraphs import is_article, published_line, without_frame
from dossier.ingest.source import Found, Source

MAX_PDF_PAGES = 300
MAX_CHARACTERS = 2_000_000
LONGEST_TITLE = 300
_SENTENCE_END = re.compile(r"[.!?؟。！？…][\"”»’')\]]*$")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")


def from_text(data: bytes, name: str) -> Source:
    """The source in a text: blank lines divide its paragraphs, or line ends where there are none; raises `Refused`."""
    text, notes = encoding.decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if len(text) > MAX_CHARACTERS:
        raise Refused(f"{name} is longer than any article: {len(text):,} characters")
    parts = re.split(r"\n\n+", "\n".join(line.rstrip() for line in text.split("\n")))
    return _source(parts if len(parts) > 2 else text.split("\n"), name, "the first line", notes)


def from_pdf(data: bytes, name: str) -> Source:
    """The source in a PDF that contains text; raises `Refused`."""
    import io

    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if len(reader.pages) > MAX_PDF_PAGES:
            raise Refused(f"{name} has more than {MAX_PDF_PAGES} pages; it is no article")
        lines = [line for sheet in reader.pages for line in sheet.extract_text().split("\n")]
        title = cleaned(str((reader.metadata and reader.metadata.title) or ""))
    except Refused:
        raise
    except Exception:
        raise Refused(f"{name} is no PDF that can be read; paste its text instead: dossier add -") from None
    parts = list(_joined(lines))
    if title and parts and cleaned(parts[0]) != title:
        parts.insert(0, title)
    how = "the PDF's title" if title else "the first line"
    note = "the paragraphs of a PDF are guessed by the length of its lines; compare them with the page"
    return _source(parts, name, how, (note,), kind="a PDF without text that can be read, perhaps a scan")


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines of print joined to paragraphs: one ends at a blank line, or at a sentence's end on a line that is not full."""
    width = max((len(line) for line in lines), default=0)
    run = ""
    for line in lines:
        text = line.strip()
        run = (
            f"{_HYPHEN.sub('', run)}{'' if _HYPHEN.search(run) else ' '}{text}"
            if run and text
            else run or text
        )
        if run and (not text or (_SENTENCE_END.search(text) and len(text) < 0.8 * width)):
            yield run
            run = ""
    if run:
        yield run


def _source(parts: list[str], name: str, how: str, notes: tuple[str, ...], kind: str = "") -> Source:
    blocks = [block for block in map(cleaned, parts) if block]
    if not blocks or not is_article(blocks):
        raise Refused(
            f"{name} is {kind or 'no text of an article'}: a headline, a blank line, and its paragraphs are expected"
        )
    title, rest = blocks[0], tuple(blocks[1:])
    if len(title) > LONGEST_TITLE:
        raise Refused(
            f"{name} begins with a paragraph of {len(title)} characters; put the headline on a line before it"
        )
    if not any(c.isalnum() for c in title):
        raise Refused(f"{name} begins with a line without a letter; put the headline on a line before it")
    day = published_line(rest)
    paragraphs = without_frame(rest, title)
    if not is_article(paragraphs):
        raise Refused(f"{name} holds no text after its headline; a blank line divides paragraphs")
    return Source(
        title=Found(title, how),
        published=Found(day, "a date line in the text") if day else None,
        paragraphs=paragraphs,
        notes=notes,
    )

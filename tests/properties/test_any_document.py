"""Whatever text stands in a record, and however it came there: a document is well-formed, and is set as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from lxml import etree
from properties.test_any_cell import SETTINGS, TEXTS, any_text, records

from dossier.evidence import assess
from dossier.export.documents import epub, pdf
from dossier.export.documents.assembly import document
from dossier.export.documents.model import Document
from dossier.link import corpus_of
from dossier.model.parts import Body
from dossier.read.bodies import read_body

LONGEST = 300
"""Characters, for a PDF: Typst takes seconds for a title of thousands that stands in a hundred places."""


def of(text: str) -> Document:
    """The document of a dossier with one text wherever one may stand, in its settings and in bodies as well."""
    found = records(text)
    blocks, unused = read_body(
        f"{text}\n\n# {text}\n\n- {text} [@s]\n\n| {text} |\n|---|\n| {text} |\n\n[[a|x]]"
    )
    body = Body(text, 0, blocks, unused)
    found = {id_: replace(record, body=body) for id_, record in found.items()}
    corpus = corpus_of(found, {}, {})
    said = {"name": text or "A", "description": text, "published_by": text, "copyright": text}
    settings = replace(SETTINGS, **said, contact=(text,), authors=(text,))  # type: ignore[arg-type]
    return document(corpus, assess(corpus), settings)


@pytest.mark.slow
@any_text
@given(TEXTS)
def test_an_epub_is_well_formed_with_any_text(text: str) -> None:
    parts = epub.parts(of(text))
    for name, data in parts.items():
        if not name.endswith(".css"):
            etree.fromstring(data, etree.XMLParser(huge_tree=True))
    assert epub.packed(parts) == epub.packed(epub.parts(of(text)))


@pytest.mark.slow
@any_text
@given(TEXTS.map(lambda text: text[:LONGEST]))
def test_a_pdf_is_set_with_any_text(text: str) -> None:
    made = of(text)
    done = pdf.typeset(made, pdf.parts(made))
    assert done.data.startswith(b"%PDF-1.7")
    assert not done.fault

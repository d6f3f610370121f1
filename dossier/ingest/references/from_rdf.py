"""Zotero RDF. Entities are not expanded, and a document that declares any is refused."""

from __future__ import annotations

import re
from typing import Any

from dossier.ingest import Refused
from dossier.ingest.cleaned import cleaned
from dossier.ingest.references.entry import BESIDE, ZOTERO, Entry, plain

_RDF = {
    "z": "http://www.zotero.org/namespaces/export#", "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/", "bib": "http://purl.org/net/biblio#", "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}  # fmt: skip


def read(text: str, name: str) -> list[Entry]:
    """The entries; raises `Refused`."""
    from lxml import etree

    if re.search(r"<!\s*(?:DOCTYPE|ENTITY)", text, re.I):
        raise Refused(f"{name} declares a document type or entities, which Zotero's export does not")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser=parser)
    except etree.XMLSyntaxError as error:
        raise Refused(f"{name} is not valid XML (line {error.lineno})") from None

    def first(item: Any, *paths: str) -> str:
        return next((t for p in paths if (t := cleaned(item.findtext(p, "", _RDF)))), "")

    journals = {e.get(f"{{{_RDF['rdf']}}}about"): first(e, "dc:title") for e in root}
    entries = []
    for item in root:
        kind = first(item, "z:itemType")
        if not kind or kind in BESIDE:
            continue
        part = item.find("dcterms:isPartOf", _RDF)
        inside = journals.get(part.get(f"{{{_RDF['rdf']}}}resource"), "") if part is not None else ""
        people = item.findall("bib:authors//foaf:Person", _RDF)
        names = [cleaned(f"{first(p, 'foaf:givenName')} {first(p, 'foaf:surname')}") for p in people]
        entries.append(
            Entry(
                type=kind,
                known=kind in ZOTERO,
                title=plain(first(item, "dc:title")),
                outlet=plain(inside) or first(item, "dcterms:isPartOf//dc:title", "dc:publisher//foaf:name"),
                authors=tuple(filter(None, names)),
                date=first(item, "dc:date"),
                url=first(item, "dc:identifier/dcterms:URI/rdf:value"),
                language=first(item, "z:language"),
                accessed=first(item, "dcterms:dateSubmitted"),
            )
        )
    return entries

"""COinS: a source as an OpenURL ContextObject in a `span` (ANSI/NISO Z39.88-2004, KEV format "journal"), beside its
entry in the bibliography: a reference manager imports the whole list from it.
"""

from __future__ import annotations

from urllib.parse import urlencode

from dossier.cite import Reference
from dossier.cite.names import names
from dossier.metadata.dates import iso

MOST_AUTHORS = 20


def coins(reference: Reference) -> str:
    """The `title` of the span: keys and values, percent-encoded."""
    values: list[tuple[str, str | None]] = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
        ("rft.genre", "article"),
        ("rft.atitle", reference.title),
        ("rft.jtitle", reference.publisher),
        ("rft.date", iso(reference.published)),
        ("rft.language", reference.language),
        ("rft_id", reference.url),
    ]
    for person in names(reference)[:MOST_AUTHORS]:
        if person.given:
            values.append(("rft.au", person.inverted))
        else:
            values.append(("rft.aucorp", person.family))
    return urlencode([(key, text) for key, text in values if text])

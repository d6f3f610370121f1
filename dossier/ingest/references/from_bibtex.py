"""BibTeX and BibLaTeX, by bibtexparser."""

from __future__ import annotations

import re
from itertools import takewhile

from dossier.ingest import Refused
from dossier.ingest.cleaned import cleaned
from dossier.ingest.references.entry import Entry, numbers, turned


def read(text: str, name: str) -> list[Entry]:
    """The entries; raises `Refused`."""
    import logging

    import bibtexparser
    from bibtexparser import middlewares as of

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    library = bibtexparser.parse_string(  # type: ignore[attr-defined]  # it is no part of its __all__
        text, append_middleware=[of.LatexDecodingMiddleware()]
    )
    if library.failed_blocks:
        line = (library.failed_blocks[0].start_line or 0) + 1
        raise Refused(f"{name} is not valid BibTeX: the entry at line {line} cannot be read")
    entries = []
    for entry in library.entries:
        get = {key.lower(): cleaned(str(field.value)) for key, field in entry.fields_dict.items()}
        parts = (get.get("year", ""), _month(get.get("month", "")), get.get("day", "").zfill(2))
        day = "-".join(takewhile(lambda part: part.strip("0"), parts))
        howpublished = re.search(r"https?://[^\s}]+", get.get("howpublished", ""))
        entries.append(
            Entry(
                type=entry.entry_type,
                known=entry.entry_type.lower() not in ("comment", "set", "xdata"),
                title=re.sub(r"[{}]", "", get.get("title", "")),
                outlet=next(
                    (
                        get[k]
                        for k in ("journaltitle", "journal", "organization", "publisher", "institution")
                        if get.get(k)
                    ),
                    "",
                ),
                authors=tuple(
                    turned(a) for a in re.split(r"(?<!\s)\s+and\s+", get.get("author", "")) if a.strip()
                ),
                date=get.get("date") or day,
                url=get.get("url") or (howpublished[0] if howpublished else ""),
                language=get.get("langid") or get.get("language", ""),
            )
        )
    return entries


def _month(written: str) -> str:
    names = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    named = written[:3].lower()
    return "".join(f"{n:02}" for n in numbers([names.index(named) + 1 if named in names else written]))

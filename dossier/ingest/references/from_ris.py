"""RIS, by rispy."""

from __future__ import annotations

import re

from dossier.ingest import Refused
from dossier.ingest.cleaned import cleaned
from dossier.ingest.references.entry import Entry, one_line, turned

_RIS_TYPES = frozenset(
    """ABST ART BLOG BOOK CHAP CONF CPAPER CTLG DATA EJOUR ELEC ENCYC GEN GOVDOC HEAR ICOMM INPR JFULL
    JOUR LEGAL MAP MGZN MPCT MULTI NEWS PAMP PCOMM RPRT SER SLIDE SOUND STAND STAT THES UNPB VIDEO WEB""".split()
)


def read(text: str, name: str) -> list[Entry]:
    """The entries; raises `Refused`."""
    import rispy

    if text.strip() and not re.match(r"\s*TY\s+-", text):
        raise Refused(f"{name} is not valid RIS: it does not begin with TY")
    try:
        items = rispy.loads(text, skip_unknown_tags=True)
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise Refused(f"{name} is not valid RIS ({cleaned(str(error))[:100]})") from None
    if len(items) != len(re.findall(r"^TY\s+-", text, re.M)):
        raise Refused(f"{name} is not valid RIS: an entry has no end (ER)")
    entries = []
    for item in items:
        authors = [turned(a) for key in ("authors", "first_authors") for a in item.get(key, ())]
        urls = item.get("urls") or [item.get("url", "")]
        date = one_line(item.get("date") or item.get("publication_year") or item.get("year")).strip("/")
        titles = ("title", "primary_title", "translated_title")
        outlets = (
            "journal_name",
            "secondary_title",
            "alternate_title3",
            "alternate_title2",
            "publisher",
            "custom3",
        )
        entries.append(
            Entry(
                type=one_line(item.get("type_of_reference")),
                known=item.get("type_of_reference") in _RIS_TYPES,
                title=next((one_line(item[k]) for k in titles if item.get(k)), ""),
                outlet=next((one_line(item[k]) for k in outlets if item.get(k)), ""),
                authors=tuple(dict.fromkeys(authors)),
                date=re.sub(
                    r"^(\d{4})/(\d{2})(?:/(\d{2}))?.*", lambda m: "-".join(filter(None, m.groups())), date
                ),
                url=one_line(urls[0]) if urls else "",
                language=one_line(item.get("language")),
            )
        )
    return entries

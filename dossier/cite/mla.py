"""MLA: an entry of the list of works cited after the *MLA Handbook*, 9th edition (chapter 5).

A date that the source does not print is given in square brackets (5.68 to 5.83), as is every window; "circa" stands
before an approximate date, a question mark after an uncertain one. The access date is an element at the end that MLA
leaves to the writer (5.111); it is always given, for pages change and the date tells what was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier.cite.dates import Point, spelled
from dossier.cite.names import in_list, names
from dossier.cite.text import Citation, address, headed, joined, run, sentences
from dossier.model.dates import MONTHS

if TYPE_CHECKING:
    from dossier.cite.reference import Reference
    from dossier.model.dates import Window

_DOUBT = {"": "{}", "~": "circa {}", "?": "{}?", "%": "circa {}?"}
_WHOLE = ("May", "June", "July")
"""Months that are short enough; of the others the first three letters, and of September four (MLA 9, appendix 1)."""


def mla(reference: Reference) -> Citation:
    """The entry of the list of works cited."""
    lead = in_list(names(reference), most=2, kept=1)
    container = joined(
        (run(reference.publisher, italic=True), run(_date(reference.published)), address(reference.url)), ", "
    )
    accessed = run(f"accessed {spelled(reference.accessed, short_month)}") if reference.url else ()
    return Citation(
        joined(
            (
                sentences((lead,)),
                headed(reference.title, ".", reference.language),
                sentences((container, accessed, address(reference.archived, "archived at "))),
            ),
            " ",
        )
    )


def _date(window: Window) -> str:
    date = spelled(window, short_month)
    return f"[{date}]" if window.shape == "one-of" else date


def short_month(point: Point) -> str:
    """ "2 Jan. 2023", "Oct. 2022", "spring 2022"."""
    if not point.month:
        text = point.years
    elif point.season:
        text = f"{point.season} {point.years}"
    else:
        name = MONTHS[point.month]
        short = name if name in _WHOLE else f"{name[:4] if name == 'September' else name[:3]}."
        text = f"{point.day} {short} {point.years}" if point.day else f"{short} {point.years}"
    return _DOUBT[point.doubt].format(text)

"""APA: an entry of the reference list after the *Publication Manual* of the APA, 7th edition (chapters 9 and 10).

APA has two forms for a date that the page does not print: "ca." before an approximate one, and "n.d." (9.17). A window is
not approximate, so its date is "n.d.", or the year or month that all its days share; the window itself follows the
title in square brackets, where APA puts what a reader needs to identify the work (9.21). "Retrieved" is for pages
without a date (9.16): of a dated article the text is held to be stable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier.cite.dates import Point, american, ends, known, plain, remark, spelled
from dossier.cite.names import names
from dossier.cite.quotation_marks import curled
from dossier.cite.text import Citation, Run, Runs, address, ended, joined, run, stopped
from dossier.model.dates import MONTHS
from dossier.model.headlines import is_printed

if TYPE_CHECKING:
    from dossier.cite.reference import Reference
    from dossier.model.dates import Window

_MOST = 20
"""Authors that are listed in full; of more, the first 19 and the last (9.8)."""


def apa(reference: Reference) -> Citation:
    """The entry of the reference list."""
    date, note = _date(reference.published)
    lead = _authors(reference)
    # 10.16: an article of a news site that is no newspaper is a webpage; its title, not its outlet, is in italics.
    page = reference.genre in ("news-site", "webpage")
    title = _title(reference, note, page)
    outlet = run(reference.publisher, italic=not page)
    if reference.issued_by_publisher and not reference.authors:
        outlet = ()  # 10.16: the site's name is left out where it is the author's
    source = stopped(outlet)
    order = (lead, run(f"({date})."), title) if lead else (title, run(f"({date})."))
    return Citation(joined((*order, source, _location(reference, date == "n.d.")), " "))


def _authors(reference: Reference) -> Runs:
    if reference.issued_by_publisher and not reference.authors:
        return stopped(run(reference.publisher))
    people = [Run(person.initialled) for person in names(reference)]
    if len(people) > _MOST:
        ending: Runs = (Run(", . . . "), people[-1])
        people = people[: _MOST - 1]
    else:
        ending = (Run(", & "), people.pop()) if len(people) > 1 else ()
    return stopped((*joined(((person,) for person in people), ", "), *ending))


def _title(reference: Reference, note: str, page: bool) -> Runs:
    text, mark = (curled(reference.title), f" [{note}].") if note else ended(curled(reference.title), ".")
    printed = is_printed(reference.title)  # a description in the title's place is in roman (9.22)
    return (Run(text, italic=page and printed, lang=reference.language if printed else ""), *run(mark))


def _location(reference: Reference, undated: bool) -> Runs:
    """The address, with no full stop after it (9.35); an archive's copy is added, not put in its place."""
    if not reference.url:
        return address(reference.archived, "Archived at ")
    before = f"Retrieved {spelled(reference.accessed, american)}, from " if undated else ""
    copy = address(reference.archived, "archived at ")
    return (*address(reference.url, before), *((Run(" ("), *copy, Run(")")) if copy else ()))


def _date(window: Window) -> tuple[str, str]:
    """The date element, and what is to be said of it in brackets after the title."""
    date = plain(window)
    if date:
        return year_first(date), ""
    begin, end = ends(window)
    if window.shape == "point" and begin and begin.doubt == "~" and "X" not in begin.year:
        return f"ca. {year_first(begin)}", ""
    if window.shape == "interval" and begin and end and begin.sure and end.sure:
        return _range(begin, end), ""
    common = known(window)
    return year_first(common) if common else "n.d.", remark(window)


def _range(begin: Point, end: Point) -> str:
    """ "2022, December 28–2023, January 2"; what both ends share is said once: "2022, December 1–5"."""
    later = year_first(end)
    if begin.year == end.year:
        later = later.removeprefix(f"{end.years}, ")
        if begin.month == end.month and begin.day and end.day:
            later = str(end.day)
    return f"{year_first(begin)}–{later}"


def year_first(point: Point) -> str:
    """ "2023, January 2", "2022, October" (9.14)."""
    if not point.month:
        return point.years
    month = point.season.capitalize() if point.season else MONTHS[point.month]
    return f"{point.years}, {month} {point.day}" if point.day else f"{point.years}, {month}"

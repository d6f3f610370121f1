"""Chicago: notes and bibliography of the *Chicago Manual of Style*, 18th edition (news, 14.87 to 14.97).

A date that the page does not print is given in words, without brackets: it is a window, not a guess. A doubtful date has
the brackets and the question mark, or the "ca.", of 14.44. An access date is asked for if a page has no date (17th
edition, 14.12): it is given with a window, and not with a dated page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier.cite.dates import Point, american, plain, spelled
from dossier.cite.names import families, in_list, in_order, names
from dossier.cite.text import Citation, Run, Runs, address, joined, quoted, run, sentences, stopped

if TYPE_CHECKING:
    from dossier.cite.reference import Reference

_DOUBT = {"": "{}", "~": "ca. {}", "?": "[{}?]", "%": "[ca. {}?]"}


def chicago(reference: Reference, locator: str = "") -> Citation:
    """The full note, as at the first mention; `locator` is the place within the source: "¶ 3", "p. 4"."""
    lead = in_order(names(reference.authors, reference.publisher))
    rest = joined(
        (
            _outlet(reference),
            run(_date(reference)),
            run(locator),
            run(_accessed(reference)),
            address(reference.url),
            address(reference.archived, "archived at "),
        ),
        ", ",
    )
    body = joined((quoted(_title(reference), ","), rest), " ")
    return Citation(stopped(joined((lead, body), ", ")))


def chicago_short(reference: Reference, locator: str = "") -> Citation:
    """The short note, for further mentions; an unsigned text goes under its outlet's name (14.97).

    The headline is not shortened: which of its words would be left is an editor's choice (17th edition, 14.33).
    """
    lead = families(names(reference.authors, reference.publisher)) or _outlet(reference)
    title = quoted(_title(reference), "," if locator else ".")
    closing = stopped((Run(" "), Run(locator))) if locator else ()
    return Citation((*joined((lead, title), ", "), *closing))


def chicago_bibliography(reference: Reference) -> Citation:
    """The entry of a bibliography; an unsigned text goes under its outlet's name (14.97)."""
    lead = in_list(names(reference.authors, reference.publisher), most=6, kept=3)
    date = run(_date(reference))
    return Citation(
        joined(
            (
                sentences((lead or _outlet(reference),)),
                quoted(_title(reference), "."),
                sentences(
                    (
                        joined((_outlet(reference), date), ", ") if lead else date,
                        run(_accessed(reference)),
                        address(reference.url),
                        address(reference.archived, "archived at "),
                    )
                ),
            ),
            " ",
        )
    )


def _title(reference: Reference) -> Run:
    return Run(reference.title, lang=reference.language)


def _outlet(reference: Reference) -> Runs:
    """Italics for what appears as a newspaper does, roman for other websites (14.104)."""
    return run(reference.publisher, italic=reference.genre != "webpage")


def _day(point: Point) -> str:
    return _DOUBT[point.doubt].format(american(point))


def _date(reference: Reference) -> str:
    return spelled(reference.published, _day)


def _accessed(reference: Reference) -> str:
    dated = plain(reference.published)
    return "" if dated or not reference.url else f"accessed {spelled(reference.accessed, _day)}"

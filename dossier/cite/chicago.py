"""Chicago: notes and bibliography of the *Chicago Manual of Style*, 18th edition (news, 14.87 to 14.97).

A date that the page does not print is given in words, without brackets: it is a window, not a guess. A doubtful date has
the brackets and the question mark, or the "ca.", of 14.44. An access date is asked for if a page has no date (17th
edition, 14.12): it is given with a window, and not with a dated page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier.cite.dates import Say, american, continental, plain, spelled
from dossier.cite.names import families, in_list, in_order, names
from dossier.cite.text import Citation, Run, Runs, address, headed, joined, run, sentences, stopped

if TYPE_CHECKING:
    from dossier.cite.reference import Reference

_DOUBT = {"": "{}", "~": "ca. {}", "?": "[{}?]", "%": "[ca. {}?]"}


def chicago(reference: Reference, locator: str = "", *, day_first: bool = False) -> Citation:
    """The full note, as at the first mention; `locator` is the place within the source: "¶ 3", "p. 4".

    `day_first` writes dates as the pages do, "2 January 2023" (CMOS 9.36): a page has dates of one style.
    """
    lead = in_order(names(reference))
    rest = joined(
        (
            _outlet(reference),
            run(_date(reference, day_first)),
            run(locator),
            run(_accessed(reference, day_first)),
            address(reference.url),
            address(reference.archived, "archived at "),
        ),
        ", ",
    )
    body = joined((headed(reference.title, ",", reference.language), rest), " ")
    return Citation(stopped(joined((lead, body), ", ")))


def chicago_short(reference: Reference, locator: str = "") -> Citation:
    """The short note, for further mentions; an unsigned text goes under its outlet's name (14.97).

    The headline is not shortened: which of its words would be left is an editor's choice (17th edition, 14.33).
    """
    lead = families(names(reference)) or _outlet(reference)
    title = headed(reference.title, "," if locator else ".", reference.language)
    closing = stopped((Run(" "), Run(locator))) if locator else ()
    return Citation((*joined((lead, title), ", "), *closing))


def chicago_bibliography(reference: Reference, *, day_first: bool = False) -> Citation:
    """The entry of a bibliography; an unsigned text goes under its outlet's name (14.97). `day_first` as of `chicago`."""
    lead = in_list(names(reference), most=6, kept=3)
    date = run(_date(reference, day_first))
    return Citation(
        joined(
            (
                sentences((lead or _outlet(reference),)),
                headed(reference.title, ".", reference.language),
                sentences(
                    (
                        joined((_outlet(reference), date), ", ") if lead else date,
                        run(_accessed(reference, day_first)),
                        address(reference.url),
                        address(reference.archived, "archived at "),
                    )
                ),
            ),
            " ",
        )
    )


def _outlet(reference: Reference) -> Runs:
    """Italics for what appears as a newspaper does, roman for other websites (14.104)."""
    return run(reference.publisher, italic=reference.genre != "webpage")


def _day(day_first: bool) -> Say:
    words = continental if day_first else american
    return lambda point: _DOUBT[point.doubt].format(words(point))


def _date(reference: Reference, day_first: bool) -> str:
    return spelled(reference.published, _day(day_first))


def _accessed(reference: Reference, day_first: bool) -> str:
    dated = plain(reference.published)
    if dated or not reference.url:
        return ""
    return f"accessed {spelled(reference.accessed, _day(day_first))}"

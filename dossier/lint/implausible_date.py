"""A date of publication that no publication has: of another calendar, or a placeholder of a content management system."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Article

FIRST_YEAR = 1500
"""Before the first printed news; the years of the Hijri calendars are earlier, too."""
_ZEROS = frozenset({"1900-01-01", "1969-12-31", "1970-01-01"})
"""What programs write for no date at all: the zeros of spreadsheets and of Unix."""


def implausible_date(subject: Subject, report: Report) -> None:
    """An article was published after 1500, by the Gregorian calendar; and hardly on the day that programs write for none."""
    for article in subject.corpus.of(Article):
        published = article.published
        spot = Spot(article.path, ("published",))
        if published.latest and published.latest.year < FIRST_YEAR:
            message = f'"{published.text}" is before anything was published'
            hint = "write the date by the Gregorian calendar: 1401-12-14 of the Solar Hijri calendar is 2023-03-05"
            report.error("implausible-date", spot, message, hint)
        elif published.text[:10] in _ZEROS:
            message = f'"{published.text}" is what programs write for no date'
            hint = "write the date that the source prints; without one: the days between which it appeared"
            report.warning("implausible-date", spot, message, hint)

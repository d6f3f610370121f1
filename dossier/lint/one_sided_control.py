"""Controllers recorded for the outlets of one or two states alone."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.languages import country_name
from dossier.model.records import Publisher


def one_sided_control(subject: Subject, report: Report) -> None:
    """Who controls an outlet is recorded for all, or for outlets of several states: else the record is a slant."""
    outlets = [p for p in subject.corpus.of(Publisher) if p.is_ is None and p.edition_of is None]
    recorded = [p for p in outlets if p.controlled_by]
    countries = {p.country for p in recorded}
    elsewhere = {p.country for p in outlets if p.country} - countries
    if recorded and len(countries) <= 2 and elsewhere and len(recorded) * 10 < len(outlets) * 9:
        names = " and ".join(sorted(country_name(code) if code else "no known country" for code in countries))
        message = f"of {len(outlets)} outlets the controllers of {len(recorded)} are recorded, all of {names}"
        hint = "record who controls the others, too, or nobody: until then the pages of claims leave it out"
        first = min(recorded, key=lambda p: p.path)
        report.warning("one-sided-control", Spot(first.path, ("controlled_by",), on_key=True), message, hint)

"""An article at the address of another outlet than it names."""

from __future__ import annotations

from urllib.parse import urlsplit

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.addresses import host_of
from dossier.model.records import Article, Publisher


def address_of_another(subject: Subject, report: Report) -> None:
    """Who publishes an article is who has its address: an agency's text on a newspaper's site is the newspaper's, which
    carries it.
    """
    owners: dict[str, list[Publisher]] = {}
    for outlet in subject.corpus.of(Publisher):
        # A channel on a platform's host has a path, and the host is nobody's alone.
        if outlet.url and not urlsplit(outlet.url).path.strip("/"):
            owners.setdefault(host_of(outlet.url), []).append(outlet)
    for article in subject.corpus.of(Article):
        outlet_ = subject.corpus.records.get(article.publisher)
        there = owners.get(host_of(article.url), ()) if article.url else ()
        if outlet_ and there and not any(subject.are_one(outlet_, owner) for owner in there):
            message = f'this article is on the site of "{there[0].id}"'
            hint = f"write publisher: {there[0].id}, and rests_on or carries: {outlet_.id} if that is where it is from"
            report.warning("address-of-another", Spot(article.path, ("publisher",)), message, hint)

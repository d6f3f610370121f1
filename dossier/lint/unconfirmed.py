"""A value that a program guessed and no person has confirmed."""

from __future__ import annotations

from dataclasses import fields

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.parts import key_of
from dossier.model.records import FILE_KEYS, Article

KEYS = frozenset(key_of(f.name) for f in fields(Article)) - {*FILE_KEYS, "to_confirm"}


SHOWN = 3
"""Entries that the message names; the others are counted."""


def unconfirmed(subject: Subject, report: Report) -> None:
    """Whatever stands under `to_confirm` is for a person to compare with the source: one diagnostic an article.

    An entry is a key of the article; or `claims` or `actors` and an id, of an account or a name that a program proposed, or
    whose words have changed at the source.
    """
    for article in subject.corpus.articles:
        waiting = []
        for number, entry in enumerate(article.to_confirm):
            key, _, id_ = entry.partition(" ")
            if (
                (key == "claims" and any(account.claim == id_ for account in article.claims))
                or (key == "actors" and id_ in article.actors)
                or (key in KEYS and not id_)
            ):
                waiting.append(entry)
            else:
                spot = Spot(article.path, ("to_confirm", number))
                message = f'"{entry}" is nothing in this file that could be confirmed'
                report.error("unconfirmed", spot, message, f'take "{entry}" out of to_confirm')
        if waiting:
            named = ", ".join(f'"{entry}"' for entry in waiting[:SHOWN])
            more = f" and {len(waiting) - SHOWN} more" if len(waiting) > SHOWN else ""
            message = f"nobody has compared {named}{more} with the source since a program filled it in, or it changed"
            hint = f"dossier confirm {article.id} asks for each, with its passage"
            report.error("unconfirmed", Spot(article.path, ("to_confirm",), on_key=True), message, hint)

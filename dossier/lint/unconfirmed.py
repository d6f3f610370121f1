"""A value that a program guessed and no person has confirmed."""

from __future__ import annotations

from dataclasses import fields

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.parts import key_of
from dossier.model.records import FILE_KEYS, Article

KEYS = frozenset(key_of(f.name) for f in fields(Article)) - {*FILE_KEYS, "to_confirm"}


def unconfirmed(subject: Subject, report: Report) -> None:
    """Whatever stands under `to_confirm` is for a person to compare with the source, and to take out of the list.

    An entry is a key of the article, or `claims` and the id of a claim whose words have changed at the source.
    """
    for article in subject.corpus.articles:
        for number, entry in enumerate(article.to_confirm):
            key, _, id_ = entry.partition(" ")
            accounts = [
                i for i, account in enumerate(article.claims) if key == "claims" and account.claim == id_
            ]
            entry_spot = Spot(article.path, ("to_confirm", number))
            if accounts:
                spot = Spot(article.path, ("claims", accounts[0], "claim"))
                message = f'the source of "{id_}" was edited, and nobody has read what changed'
            elif key == "actors" and id_ in article.actors:
                spot = Spot(article.path, ("actors", id_), on_key=True)
                message = f'the words for "{id_}" were edited at the source, and nobody has read what changed'
            elif key in KEYS and not id_:
                spot = Spot(article.path, (key,)) if getattr(article, key) else entry_spot
                message = f'"{key}" was filled in by a program, and nobody has confirmed it'
            else:
                spot, message = entry_spot, f'"{entry}" is nothing in this file that could be confirmed'
            report.error(
                "unconfirmed",
                spot,
                message,
                f'compare it with the source, then take "{entry}" out of to_confirm',
            )

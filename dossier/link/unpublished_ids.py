"""The ids of unpublished records in texts that are published: a reason or a note may say what the record does not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from dossier.diagnostics import Report, Spot
from dossier.model.parts import key_of
from dossier.model.records import FILE_KEYS, Claim, Record
from dossier.model.schema import Keys, references

HINT = "say it in words that say no more than is published"


class UnpublishedIds:
    """Finds the ids of these records in texts. An id without a hyphen is left alone: it may be a word like any other."""

    def __init__(self, ids: Collection[str]) -> None:
        names = [id_ for id_ in sorted(ids) if "-" in id_]
        self._ids = _word(*names) if names else None

    def search(self, text: str) -> str:
        """The first of the ids in a text; empty if there is none."""
        found = self._ids.search(text) if self._ids else None
        return found[0] if found else ""

    def check(self, record: Record, report: Report) -> None:
        """Report the ids in the texts of a record; references are left out where it is published."""
        if self._ids is None:
            return
        places = {reference.keys for reference in references(record)}
        for keys, text in _texts(record, ()):
            if keys not in places and (id_ := self.search(text)):
                self._report(id_, Spot(record.path, keys, inner=id_), report)
        for number, line in enumerate(record.body.text.split("\n"), record.body.line):
            for found in self._ids.finditer(line):
                if not line[: found.start()].endswith("[["):  # as a link it is an error of its own
                    nth = line.count(found[0], 0, found.start())
                    at = Spot(record.path, text=found[0], lines=(number, number + 1), nth=nth)
                    self._report(found[0], at, report)

    @staticmethod
    def check_waivers(claim: Claim, articles: Collection[str], report: Report) -> None:
        """Report waivers of a claim that name an article of which its account is withheld."""
        for number, waiver in enumerate(claim.waivers):
            ids = (id_ for id_ in sorted(articles) if "-" in id_)
            named = next((id_ for id_ in ids if _word(id_).search(waiver.reason)), "")
            if named:
                at = Spot(claim.path, ("waivers", number, "reason"), inner=named)
                message = f'the account of "{named}" is withheld, and its id stands here'
                report.error("unpublished-link", at, message, HINT)

    def _report(self, id_: str, at: Spot, report: Report) -> None:
        report.error("unpublished-link", at, f'"{id_}" is not published, and its id stands here', HINT)


def _word(*ids: str) -> re.Pattern[str]:
    """What finds these ids where they stand alone."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ids))})(?![\w-])")


def _texts(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Every text in the front matter of a record, with the keys that lead to it."""
    if isinstance(value, str):
        yield keys, value
    elif is_dataclass(value):
        left_out = FILE_KEYS if isinstance(value, Record) else ()
        for each in fields(value):
            if each.name not in left_out:
                yield from _texts(getattr(value, each.name), (*keys, key_of(each.name)))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, (*keys, key))
    elif isinstance(value, (tuple, list)):
        for number, item in enumerate(value):
            yield from _texts(item, (*keys, number))

"""The data behind Explore, written once a build: every record with its facets, in columns."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from dossier.derive.facets import FACETS, KINDS, MOST_ORIGINS, NONE, WITHOUT, Entry, entries
from dossier.derive.names import shown_title, title_language
from dossier.model.corpus import Corpus
from dossier.model.dates import year_wording
from dossier.model.figures import Figures
from dossier.model.languages import country_name, language_name
from dossier.model.parts import BASES, FOLDERS
from dossier.model.phrases import BASIS
from dossier.model.records import RECORDS
from dossier.model.scripted import json_in_html

ADDRESS = "assets/dossier/explore-data.js"
SAME_ORDER = ("kind", "year", "basis", "origins")
"""Facets whose values keep their own order; those of the others are sorted by frequency."""


def data(corpus: Corpus, figures: Figures) -> bytes:
    """The data as a script, for a page on `file://` can load nothing else."""
    found = entries(corpus, figures)
    values = {facet: _values(facet, found) for facet in FACETS}
    number_of = {facet: {value: n for n, value in enumerate(of)}.__getitem__ for facet, of in values.items()}
    content = {
        "folders": {kind: FOLDERS[kind] for kind in KINDS},
        "facets": [
            {
                "key": facet,
                "title": title,
                "values": [[v, _label(corpus, facet, v)] for v in values[facet]],
                "without": [NONE, WITHOUT[facet]] if facet in WITHOUT else None,
            }
            for facet, title in FACETS.items()
        ],
        "records": [
            [
                entry.record.kind,
                entry.record.id,
                shown_title(entry.record),
                title_language(entry.record),
                entry.detail,
                entry.when.text if entry.when else "",
                entry.when.wording if entry.when else "",
                entry.when.sortable if entry.when else "",
                entry.sources,
                [
                    [number(value) for value in entry.values[facet]] if facet in entry.values else []
                    for facet, number in number_of.items()
                ],
            ]
            for entry in found
        ],
    }
    return f"window.dossierExplore={json_in_html(content)};\n".encode()


def _values(facet: str, found: list[Entry]) -> list[str]:
    """The values of a facet in the order shown."""
    counted = Counter(chain.from_iterable(entry.values.get(facet, ()) for entry in found))
    if facet == "kind":
        return [kind for kind in KINDS if kind in counted]
    if facet == "basis":
        return [basis for basis in BASES if basis in counted]
    if facet in SAME_ORDER:
        return sorted(counted)
    return sorted(counted, key=lambda value: (-counted[value], value))


def _label(corpus: Corpus, facet: str, value: str) -> str:
    match facet:
        case "kind":
            return KINDS[value]  # type: ignore[index]
        case "actor" | "place" | "outlet":
            return corpus.records[value].title if value in corpus.records else value
        case "language":
            return language_name(value)
        case "country":
            return country_name(value)
        case "basis":
            return BASIS[value]
        case "year":
            return year_wording(int(value))
        case "origins":
            return f"{value} or more" if value == str(MOST_ORIGINS) else value
    return value


def counts(corpus: Corpus) -> list[tuple[str, str, int]]:
    """For each kind that occurs: its title, the address of its index, and the number of records."""
    numbers = {kind: corpus.count(RECORDS[kind]) for kind in KINDS}
    return [(KINDS[kind], f"{FOLDERS[kind]}/", number) for kind, number in numbers.items() if number]

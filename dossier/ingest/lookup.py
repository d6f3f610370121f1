"""Records by any spelling of their names, or by words of their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from operator import itemgetter

from dossier.ingest.stems import stems
from dossier.ingest.variants import Variants, bare, ordinals
from dossier.model.corpus import Corpus
from dossier.model.folding import fold

KINDS = ("actor", "publisher", "place", "event", "claim", "article", "finding", "page")


Match = tuple[int, str, str, str, str]
"""Rank, id, kind, title and matching spelling; 0 is the best rank."""


class Lookup:
    """The names of a dossier's records, folded once for many searches."""

    def __init__(self, corpus: Corpus) -> None:
        self._records = [
            (
                r.id,
                r.kind,
                r.title,
                [(fold(n), n) for n in dict.fromkeys((r.title, *corpus.aliases.get(r.id, ())))],
            )
            for r in corpus.records.values()
        ]
        self._variants = Variants((id_, n) for id_, _, _, names in self._records for _, n in names)
        self._stems: dict[str, list[frozenset[str]]] = {}

    def find(self, wanted: str, kinds: Container[str] = KINDS) -> list[Match]:
        """The records of these kinds that match, best first: a name as it is, its beginning, a part of it, a name spelt
        otherwise, all words of a title. If none does, those that match without an ending.
        """
        if found := self._matching(wanted, kinds):
            return found
        shorter = (word for word in bare(wanted) if word != wanted)
        return next(filter(None, (self._matching(word, kinds) for word in shorter)), [])

    def _matching(self, wanted: str, kinds: Container[str]) -> list[Match]:
        spelt = [fold(wanted), *(fold(other) for other in ordinals(wanted))]
        wanted_stems = set(stems(wanted, "en"))
        alike = {hit[0] for hit in self._variants.find([wanted.title()])}
        found = []
        for id_, kind, title, names in self._records:
            if kind not in kinds:
                continue
            rank, spelling = _rank(spelt, id_, names)
            if rank is None and id_ in alike:
                rank = 3
            if (
                rank is None
                and wanted_stems
                and any(wanted_stems <= own for own in self._stems_of(id_, names))
            ):
                rank = 4
            if rank is not None:
                found.append((rank, id_, kind, title, spelling))
        return sorted(found, key=lambda match: (match[0], KINDS.index(match[2]), match[1]))

    def sharing(
        self, passage: str, kinds: Container[str], first: Container[str] = ()
    ) -> list[tuple[str, str]]:
        """Id and title of every record of these kinds, those first that share the rarest words with a passage.

        Of those that share none, the ids in `first` come first.
        """
        words = set(stems(passage, "en"))
        of = [
            (id_, title, set().union(*self._stems_of(id_, n)))
            for id_, k, title, n in self._records
            if k in kinds
        ]
        common = Counter(stem for _, _, own in of for stem in own & words)
        points = {id_: sum(1 / common[stem] for stem in words & own) / (len(own) + 3) for id_, _, own in of}
        of.sort(key=lambda one: (-points[one[0]], one[0] not in first, one[1].casefold()))
        return [(id_, title) for id_, title, _ in of]

    def _stems_of(self, id_: str, names: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
        if id_ not in self._stems:
            self._stems[id_] = [frozenset(stems(name, "en")) for _, name in names]
        return self._stems[id_]


def _rank(spelt: Iterable[str], id_: str, names: Iterable[tuple[str, str]]) -> tuple[int | None, str]:
    """0 for a name as it is, 1 for its beginning or the id, 2 for a part of it; else None."""
    for text in spelt:
        ranked = ((0 if o == text else 1 if o.startswith(text) else 2, n) for o, n in names if text in o)
        if best := min(ranked, key=itemgetter(0), default=None):
            return best
        if text.replace(" ", "-") in id_:
            return 1, ""
    return None, ""

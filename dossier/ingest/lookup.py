"""Records by any spelling of their names, or by words of their titles."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from dossier.ingest.stems import stems
from dossier.ingest.variants import Variants, ordinals
from dossier.model.corpus import Corpus
from dossier.model.folding import fold

KINDS = ("actor", "publisher", "place", "event", "claim", "article", "finding", "page")


def matches(corpus: Corpus, wanted: str) -> list[tuple[int, str, str, str, str]]:
    """Rank, id, kind, title and matching spelling of the records that match, best first."""
    spelt = [fold(wanted), *(fold(other) for other in ordinals(wanted))]
    wanted_stems = set(stems(wanted, "en"))
    names = {r.id: (r.title, *corpus.aliases.get(r.id, ())) for r in corpus.records.values()}
    alike = {
        hit[0]
        for hit in Variants((id_, n) for id_, several in names.items() for n in several).find(
            [wanted.title()]
        )
    }
    found = []
    for record in corpus.records.values():
        rank, spelling = _rank(spelt, wanted_stems, record.id, names[record.id])
        if rank is None and record.id in alike:
            rank = 3
        if rank is not None:
            found.append((rank, record.id, record.kind, record.title, spelling))
    return sorted(found, key=lambda match: (match[0], KINDS.index(match[2]), match[1]))


def _rank(spelt: Iterable[str], wanted: set[str], id_: str, names: Iterable[str]) -> tuple[int | None, str]:
    """0 for a name as it is, 1 for its beginning or the id, 2 for a part of it, 4 for all words in the title; else None."""
    folded = [(fold(name), name) for name in names]
    for text in spelt:
        ranked = ((0 if o == text else 1 if o.startswith(text) else 2, n) for o, n in folded if text in o)
        if best := min(ranked, key=itemgetter(0), default=None):
            return best
        if text.replace(" ", "-") in id_:
            return 1, ""
    if wanted and any(wanted <= set(stems(name, "en")) for name in names):
        return 4, ""
    return None, ""

"""The style of a dossier's notes, and what it will have to set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dossier.cite.note_style import CHICAGO, NoteStyle, Wanted
from dossier.cite.reference import reference_of
from dossier.config import Settings
from dossier.model.corpus import Corpus
from dossier.model.markup import CITATION
from dossier.model.prose import prose_of
from dossier.model.records import Article
from dossier.settings_file import ConfigError


def note_style_of(settings: Settings, cache: Path | None = None) -> NoteStyle:
    """The style that the settings name, with what the cache in this folder has of it; raises `ConfigError`."""
    if not settings.citation_style:
        return CHICAGO
    # Imported late: few dossiers have one.
    from dossier.cite.csl_style import StyleFault, read_style
    from dossier.cite.styled import Styled
    from dossier.foreign_paths import ForeignPathError
    from dossier.store.citation_style import style_bytes
    from dossier.store.disk_cache import DiskCache

    try:
        style = read_style(style_bytes(settings.project, settings.citation_style))
    except (OSError, ForeignPathError, StyleFault) as error:
        raise ConfigError(f"{settings.project / settings.file}: citation_style: {error}") from None
    return Styled(style, DiskCache(cache))


def prepare(note_style: NoteStyle, corpus: Corpus, ids: Iterable[str], *, everything: bool = False) -> None:
    """Have all sources set at once that the pages of these records cite or are about; with `everything` all sources."""
    if note_style.batched:
        note_style.prepare(_wanted(corpus, ids, everything=everything))


def _wanted(corpus: Corpus, ids: Iterable[str], *, everything: bool) -> Iterator[Wanted]:
    if everything:
        for article in corpus.of(Article):
            yield reference_of(corpus, article), ""
    for id_ in ids:
        record = corpus.records[id_]
        if isinstance(record, Article):
            yield reference_of(corpus, record), ""
        for _, _, parts in prose_of(record.body.blocks):
            for part in parts:
                if not isinstance(part, str) and part[0] == CITATION:
                    for cited, place in part[1]:
                        source = corpus.records.get(cited)
                        if isinstance(source, Article):
                            yield reference_of(corpus, source), place

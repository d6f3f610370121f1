"""The planner for any change: everything is read and judged, and compared with what the cache knows of the last build."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from dossier.build.plan import Names, Plan
from dossier.build.request import ContentErrors
from dossier.build.session import Session
from dossier.history.changelog import history
from dossier.incremental import facts
from dossier.incremental.invalidation import Invalidation, invalidate, valid_aggregates
from dossier.incremental.manifest import manifest_of, previous_build, updated_anchors
from dossier.incremental.previous import PreviousBuild
from dossier.incremental.snapshot import Snapshot
from dossier.leak_check import guard_sources, names_needed, names_tag, published_history
from dossier.model import languages
from dossier.model.corpus import Corpus
from dossier.model.history import NO_HISTORY, History
from dossier.model.parts import FOLDERS
from dossier.pipeline import Checked, as_of, check
from dossier.pool import jobs
from dossier.render.context import RenderContext
from dossier.settings_file import read_mkdocs_yml
from dossier.store.bodies import spill
from dossier.theme.shells import nav_titles
from dossier.tracking import ALL, NO_DEPENDENCIES, all_of_kind, count_of_kind

UNCHANGED = Invalidation((), NO_DEPENDENCIES, (), {})
"""Of a cache that knows nothing yet there is nothing to invalidate."""


class Judged(NamedTuple):
    """The content, read and judged."""

    checked: Checked
    context: RenderContext
    names: Names
    silenced: bool
    """Whether anything was left out of the history of changes, for a withheld name."""


def plan(session: Session) -> Plan:
    """The plan of any build; raises `ContentErrors`, `Withheld`, `NamesMissing` and `Unusable`."""
    known = previous_build(session.cache, session.settings, session.file_stats)
    judged = _judged(session, known)
    invalid, snapshot = _compared(session, judged, known)
    changes = _facts(session, judged, known) if session.cache.remembers else ()
    judged = judged._replace(
        checked=replace(judged.checked, documents=())
    )  # their texts are needed no longer
    checked, context = judged.checked, judged.context
    ids, first, aggregates = list(checked.corpus.records), _in_nav(session, checked.corpus), {}
    base = session.shadow_tree() if session.tree and _stays(session, judged) else None
    if base:
        ids = list(dict.fromkeys((*first, *invalid.records)))
        aggregates = _valid(session, invalid, silenced=judged.silenced)
    else:
        spill(checked.corpus.records.values())
        _trim_memory()
    return Plan(
        diagnostics=checked.diagnostics,
        context=context,
        jobs=jobs(checked.corpus, ids, aggregates, first),
        ids=ids,
        base=base,
        aggregates=aggregates,
        snapshot=snapshot,
        changes=changes,
        rows=invalid.rows,
        removed=invalid.gone,
        names=judged.names,
        as_of=checked.as_of,
        releases=checked.corpus.releases,
    )


def _stays(session: Session, judged: Judged) -> bool:
    """Whether files of the last build may stay: what is common to all pages is the same, and so are the names that they
    were searched for. The file of names may have changed since the build began.
    """
    cache = session.cache
    if cache.get(facts.NAMES_TAG) != names_tag(judged.names):
        return False
    return cache.get(facts.COMMON) == judged.context.common


def _judged(session: Session, known: PreviousBuild) -> Judged:
    checked = _checked(session, known)
    names = names_needed(checked.corpus)
    guard_sources(session.settings, checked.documents, checked.corpus, names)
    changes, silenced = _changes(session, checked, names)
    context = RenderContext(
        checked.corpus,
        checked.figures,
        session.settings,
        checked.as_of,
        changes,
        folders=session.cache_folders,
    )
    return Judged(checked, context, names, silenced)


def _checked(session: Session, known: PreviousBuild) -> Checked:
    request = session.request
    checked = check(session.settings, withheld=request.withheld, stage=session.progress.stage, before=known)
    if checked.broken if request.draft else checked.failed:
        raise ContentErrors(checked.diagnostics)
    return as_of(checked, request.day) if request.day else checked


def _changes(session: Session, checked: Checked, names: Names) -> tuple[History, bool]:
    """The history of changes without withheld names, and whether anything was left out of it for them."""
    if checked.as_of:
        return NO_HISTORY, False
    session.progress.stage("comparing with earlier states")
    earlier = history(session.settings, session.changes_folder, names)
    return published_history(earlier, names, checked.corpus)


def _compared(session: Session, judged: Judged, known: PreviousBuild) -> tuple[Invalidation, Snapshot | None]:
    """What differs from the last build, and what serialises the rows of rendered records; None without a cache."""
    cache, context = session.cache, judged.context
    if not cache.remembers:
        return UNCHANGED, None
    is_new = not known.documents and not cache.get(facts.RECORD_IDS)
    invalid = UNCHANGED if is_new else invalidate(cache, context, judged.checked.documents, known)
    cache.assign_numbers(context.corpus.records)
    cache.assign_numbers((ALL, *(name(kind) for kind in FOLDERS for name in (all_of_kind, count_of_kind))))
    return invalid, Snapshot(cache.numbers, context if is_new else None)


def _facts(session: Session, judged: Judged, known: PreviousBuild) -> Sequence[facts.Change]:
    """What the cache learns of the dossier as a whole."""
    checked = judged.checked
    corpus = checked.corpus
    read = [document for document in checked.documents if document.inside not in known.documents]
    return [
        facts.FILES.to(manifest_of(session.settings, checked.documents, session.file_stats, corpus.records)),
        facts.ANCHORS.to(updated_anchors(session.cache.get(facts.ANCHORS), read, corpus.records)),
        facts.RECORD_IDS.to(list(corpus.records)),
        facts.WORDS.to(checked.words),
        facts.DIAGNOSTICS.to(checked.diagnostics),
        facts.RELEASES.to(tuple(corpus.releases)),
        facts.COMMON.to(judged.context.common),
        facts.REVISION.to(session.revision),
        facts.WITHHOLDS.to(bool(corpus.unpublished)),
        facts.LANGUAGES.to(languages.tables()),
        facts.HISTORY_SILENCED.to(judged.silenced),
        facts.NAMES_TAG.to(names_tag(judged.names)),
    ]


def _in_nav(session: Session, corpus: Corpus) -> list[str]:
    """Records that the nav names: their titles stand around every page, so their pages are rendered first."""
    in_nav = nav_titles(read_mkdocs_yml(session.request.config_file).get("nav"))
    return [id_ for id_, record in corpus.records.items() if record.address in in_nav]


def _valid(session: Session, invalid: Invalidation, *, silenced: bool) -> dict[str, facts.Aggregate]:
    """The aggregates that nothing has changed under. Feeds depend on git's history as well."""
    cache = session.cache
    found = valid_aggregates(cache, invalid.changed)
    if silenced or cache.get(facts.HISTORY_SILENCED) or session.revision != cache.get(facts.REVISION):
        found.pop("feeds", None)
    return found


def _trim_memory() -> None:
    """Returns free memory to the system, and has large blocks mapped from now on (glibc; nothing elsewhere)."""
    with suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        system.mallopt(-3, 1 << 20)  # M_MMAP_THRESHOLD: it grows otherwise
        system.malloc_trim(0)

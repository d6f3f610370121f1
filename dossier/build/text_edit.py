"""The planner for edits of texts below unchanged front matter: consequences are found without the rest of the dossier."""

from __future__ import annotations

from dossier.build.plan import Plan
from dossier.build.request import ContentErrors
from dossier.build.session import Session
from dossier.diagnostics import forbidden
from dossier.incremental import facts
from dossier.incremental.snapshot import Snapshot
from dossier.incremental.text_edits import plan_text_edit
from dossier.model import languages
from dossier.pool import record_jobs


def plan(session: Session) -> Plan | None:
    """The plan where nothing but texts has changed since the last build; None otherwise. Raises `ContentErrors`."""
    request, cache = session.request, session.cache
    if not session.tree or request.withheld or cache.get(facts.REVISION) != session.revision:
        return None
    languages.keep(cache.get(facts.LANGUAGES))
    session.progress.stage("reading")
    edit = plan_text_edit(cache, session.settings, session.file_stats, session.cache_folders)
    if edit is None:
        return None
    if forbidden(edit.diagnostics, draft=request.draft):
        raise ContentErrors(edit.diagnostics)
    base = session.shadow_tree()
    if base is None:
        return None
    return Plan(
        diagnostics=edit.diagnostics,
        context=edit.context,
        jobs=record_jobs(edit.ids),
        ids=edit.ids,
        recorder=edit.recorder,
        base=base,
        same_pages=True,
        snapshot=Snapshot(cache.numbers),
        changes=[facts.DIAGNOSTICS.to(edit.diagnostics), facts.FILES.patched(edit.changed)]
        if edit.changed
        else (),
        rows=edit.rows,
    )

"""`dossier build`: from the content to the published site, which is replaced in one step.

A planner decides what to render, from what, and what stays (`plan.py`): `text_edit` where only texts changed, else `full`.
`execute` carries the plan out. With a cache only what an edit invalidates is rendered, into the shadow tree, which then
changes places with the site. Without one, or where anything goes wrong while it is used, everything is rendered into a
new directory and the cache is made anew.
"""

from __future__ import annotations

from dataclasses import replace

from dossier.build import text_edit
from dossier.build.execute import execute
from dossier.build.plan import Plan
from dossier.build.request import ContentErrors, Progress, Request, Result
from dossier.build.session import NO_CACHE, Session
from dossier.build.trust import CacheTrust, clear, reason, unusable_folder
from dossier.incremental import facts
from dossier.incremental.cache import Cache, open_database
from dossier.incremental.database import Database, remove_path
from dossier.incremental.fingerprint import build_fingerprint
from dossier.leak_check import NamesMissing, Withheld, concern_names, names_tag
from dossier.model.pages import TooLarge
from dossier.output.site_writer import ShellsChanged
from dossier.settings_file import ConfigError
from dossier.store.seal import Damaged, Unusable
from dossier.store.withheld import names_at_hand

__all__ = ["ContentErrors", "Progress", "Request", "Result", "build", "is_of_names"]

PREVIEW = "preview"
"""The directory of `dossier serve` in the cache."""
CONTENT_ERRORS = (ContentErrors, Withheld, TooLarge, ConfigError)
"""Raised for what the author has to change: a build without the cache raises the same."""


def build(request: Request, progress: Progress) -> Result:
    """Builds and publishes. Raises `ContentErrors`, `Withheld`, `TooLarge`, `ConfigError`, `OSError`; the site stays."""
    if request.cache is None or request.day is not None:
        return _full(request, progress)
    try:
        with CacheTrust(request.cache, request.settings.project) as trust:
            stamp = build_fingerprint(request.config_file, sorted(request.withheld))
            trust.check()
        with open_database(request.cache, stamp) as state:
            try:
                names = state.get(facts.NAMES_TAG)
            except Damaged as why:
                names, state.damage = "", str(why)
            if names != names_tag(names_at_hand()):
                # What was drawn before a spelling was known may hold it.
                clear(request.cache, but_state=True)
                remove_path(request.cache / PREVIEW)
                state.clear()
            try:
                return _incremental(request, progress, state)
            except (ContentErrors, Withheld, NamesMissing) as stopped:
                # What was written before the site was searched, and the last build's texts, may hold the name.
                if is_of_names(stopped):
                    state.close()
                    clear(request.cache)
                    remove_path(request.cache / PREVIEW)
                raise
    except Unusable as why:
        return replace(_full(replace(request, cache=None), progress), note=f"the cache was not used: {why}")


def is_of_names(stopped: Exception) -> bool:
    """True where a build was refused because of something that is to be withheld."""
    if isinstance(stopped, ContentErrors):
        return concern_names(stopped.diagnostics)
    return isinstance(stopped, (Withheld, NamesMissing))


def _incremental(request: Request, progress: Progress, state: Database) -> Result:
    """Builds from the cache; where that fails, for whatever reason, clears the cache and builds with an empty one.

    Raises `Unusable` where that fails as well: then a fault of the program shows in the build without a cache.
    """
    assert request.cache
    why = state.damage or unusable_folder(request.cache)
    if not why:
        try:
            try:
                session = Session(request, progress, state)
                return execute(text_edit.plan(session) or _full_plan(session), session)
            except ShellsChanged:
                return _full(request, progress, state)
        except CONTENT_ERRORS:
            raise
        except Exception as error:
            why = reason(error)
    clear(request.cache, but_state=True)
    try:
        state.clear()
        built = _full(request, progress, state)
    except CONTENT_ERRORS:
        raise
    except Exception as error:
        raise Unusable(reason(error)) from error
    return replace(built, note=built.note or f"the cache was not used: {why}; it is made anew")


def _full(request: Request, progress: Progress, cache: Cache = NO_CACHE) -> Result:
    """Renders everything."""
    session = Session(request, progress, cache, anew=True)
    return execute(_full_plan(session), session)


def _full_plan(session: Session) -> Plan:
    # Imported here: an edit of a text needs none of it.
    from dossier.build import full

    return full.plan(session)

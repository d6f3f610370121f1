"""`dossier build`: from the content to the published site, which is replaced in one step.

Where the last build left its state, what still holds of it is taken, and only what has changed is drawn: in a second tree
of the site, which then changes places with the first (`mirror`). Without it, or where anything goes wrong while it is
used, everything is drawn, in a new directory, and the cache is made anew.
"""

from __future__ import annotations

from dataclasses import replace

from dossier.build.request import ContentErrors, Progress, Request, Result
from dossier.build.text_edit import TextEditBuild
from dossier.build.trust import CacheTrust, clear, reason, unusable_folder
from dossier.config import ConfigError
from dossier.incremental.database import Database, open_database, remove_path
from dossier.incremental.fingerprint import build_fingerprint
from dossier.leak_check import NamesMissing, Withheld, concern_names, names_tag
from dossier.model.pages import TooLarge
from dossier.output.site_writer import ShellsChanged
from dossier.store.seal import Unusable
from dossier.store.withheld import names_at_hand

__all__ = ["ContentErrors", "Progress", "Request", "Result", "build", "is_of_names"]

PREVIEW = "preview"
"""The directory of `dossier serve`, in the cache."""
CONTENT_ERRORS = (ContentErrors, Withheld, TooLarge, ConfigError)
"""Raised for what the author has to mend: a build without the cache raises the same."""


def build(request: Request, progress: Progress) -> Result:
    """Build, and publish. Raises `ContentErrors`, `Withheld`, `TooLarge`, `ConfigError`, `OSError`; the site stays."""
    if request.cache is None or request.day is not None:
        return _full(request, progress)
    try:
        with CacheTrust(request.cache, request.settings.project) as trust:
            stamp = build_fingerprint(request.config_file, sorted(request.withheld))
            trust.check()
        with open_database(request.cache, stamp) as state:
            if (state.get("names") or "") != names_tag(names_at_hand()):
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
    """Go on from the state; where that fails, for whatever reason, clear the cache and build with an empty one.

    Raises `Unusable` where that fails as well: a fault of the program shows in the build without a cache.
    """
    assert request.cache
    why = state.damage or unusable_folder(request.cache)
    if not why:
        try:
            try:
                return TextEditBuild(request, progress, state).build() or _full(request, progress, state)
            except ShellsChanged:
                return _full(request, progress, state, anew=True)
        except CONTENT_ERRORS:
            raise
        except Exception as error:
            why = reason(error)
    clear(request.cache, but_state=True)
    try:
        state.clear()
        built = _full(request, progress, state, anew=True)
    except CONTENT_ERRORS:
        raise
    except Exception as error:
        raise Unusable(reason(error)) from error
    return replace(built, note=built.note or f"the cache was not used: {why}; it is made anew")


def _full(
    request: Request, progress: Progress, state: Database | None = None, *, anew: bool = False
) -> Result:
    # Imported here: an edit of a text needs none of it.
    from dossier.build.full import FullBuild

    return FullBuild(request, progress, state, anew=anew).build()

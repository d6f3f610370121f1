"""`dossier build`: from the content to the published site, which is replaced in one step.

Where the last build left its state, what still holds of it is taken, and only what has changed is drawn: in a second tree
of the site, which then changes places with the first (`mirror`). Without it, or where anything goes wrong while it is
used, everything is drawn, in a new directory, and the cache is made anew.
"""

from __future__ import annotations

from dataclasses import replace

from dossier.build.request import Asked, Built, Refused, Told
from dossier.build.text_edit import Retelling
from dossier.build.trust import Trust, clear, reason, unsound
from dossier.config import ConfigError
from dossier.incremental.database import State, opened, removed
from dossier.incremental.fingerprint import code_digest
from dossier.output.site_writer import OtherFrames
from dossier.store.leak_check import Withheld
from dossier.store.seal import Unusable

__all__ = ["Asked", "Built", "Refused", "Told", "build"]

PREVIEW = "preview"
"""The directory of `dossier serve`, in the cache."""
OF_THE_CONTENT = (Refused, Withheld, ConfigError)
"""Raised for what the author has to mend: a build without the cache raises the same."""


def build(asked: Asked, told: Told) -> Built:
    """Build, and publish. Raises `Refused`, `Withheld`, `ConfigError` and `OSError`; then the site is as it was."""
    if asked.cache is None or asked.day is not None:
        return _made(asked, told)
    try:
        with Trust(asked.cache, asked.settings.project) as trust:
            stamp = code_digest(asked.config_file, sorted(asked.withheld))
            trust.check()
        with opened(asked.cache, stamp) as state:
            try:
                return _continued(asked, told, state)
            except Withheld:
                # What was written before the site was searched, and the last build's texts, may hold the name.
                state.close()
                clear(asked.cache)
                removed(asked.cache / PREVIEW)
                raise
    except Unusable as why:
        return replace(_made(replace(asked, cache=None), told), note=f"the cache was not used: {why}")


def _continued(asked: Asked, told: Told, state: State) -> Built:
    """Go on from the state; where that fails, for whatever reason, clear the cache and build with an empty one.

    Raises `Unusable` where that fails as well: a fault of the program shows in the build without a cache.
    """
    assert asked.cache
    why = state.damage or unsound(asked.cache)
    if not why:
        try:
            try:
                return Retelling(asked, told, state).build() or _made(asked, told, state)
            except OtherFrames:
                return _made(asked, told, state, anew=True)
        except OF_THE_CONTENT:
            raise
        except Exception as error:
            why = reason(error)
    clear(asked.cache, but_state=True)
    try:
        state.empty()
        built = _made(asked, told, state, anew=True)
    except OF_THE_CONTENT:
        raise
    except Exception as error:
        raise Unusable(reason(error)) from error
    return replace(built, note=built.note or f"the cache was not used: {why}; it is made anew")


def _made(asked: Asked, told: Told, state: State | None = None, *, anew: bool = False) -> Built:
    # Imported here: an edit of a text needs none of it.
    from dossier.build.full import Making

    return Making(asked, told, state, anew=anew).build()

"""`dossier build`: from the content to the published site, which is replaced in one step.

Where the last build left its state, what still holds of it is taken, and only what has changed is drawn: in a second tree
of the site, which then changes places with the first (`mirror`). Without it, or where anything about it is in doubt,
everything is drawn, in a new directory.
"""

from __future__ import annotations

from dataclasses import replace

from dossier.publish.asked import Asked, Built, Refused, Told
from dossier.publish.kept import code_digest
from dossier.publish.retelling import Retelling
from dossier.publish.site import OtherFrames
from dossier.store.state import State, Unusable, opened

__all__ = ["Asked", "Built", "Refused", "Told", "build"]


def build(asked: Asked, told: Told) -> Built:
    """Build, and publish. Raises `Refused`, `Withheld`, `ConfigError` and `OSError`; then the site is as it was."""
    if asked.cache is None or asked.day is not None:
        return _made(asked, told)
    try:
        with opened(asked.cache, code_digest(asked.config_file, sorted(asked.withheld))) as state:
            try:
                return Retelling(asked, told, state).build() or _made(asked, told, state)
            except OtherFrames:
                return _made(asked, told, state, anew=True)
    except Unusable as why:
        built = _made(replace(asked, cache=None), told)
        return replace(built, note=f"the cache is not used: {why}")


def _made(asked: Asked, told: Told, state: State | None = None, *, anew: bool = False) -> Built:
    # Imported here: an edit of a text needs none of it.
    from dossier.publish.making import Making

    return Making(asked, told, state, anew=anew).build()

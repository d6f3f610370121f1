"""What builds have in common that go on from the last one, and leave something for the next."""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any

from dossier.build.prefetch import SPARE, finish, verdict
from dossier.build.request import Asked, Told, Written
from dossier.history.git import revision
from dossier.incremental.database import State
from dossier.incremental.fingerprint import program_digest
from dossier.output import shadow as trees
from dossier.store import seal
from dossier.store.disk_cache import Folders
from dossier.store.file_stats import Stamp, Tree, stamps
from dossier.store.seal import Unusable

MOST = 10_000
"""Files that may be remembered, of some nine kilobytes; then all are made anew: places that have moved leave theirs."""
VERSIONS = 4
"""Versions of this program whose compiled templates are cached."""


def templates() -> Path | None:
    """The directory of this program's compiled templates, below the user's own cache directory; None where there is none.

    Of other versions' directories a few are left, for several may be in use.
    """
    try:
        folder = seal.cache_home() / "templates" / program_digest()
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True)
            for old in sorted(folder.parent.iterdir(), key=os.path.getmtime)[:-VERSIONS]:
                shutil.rmtree(old, ignore_errors=True)
    except (OSError, seal.NoKey):
        return None
    return folder


class Keeping:
    """One build; with a `state`, what it holds is taken, and it is brought up to date. `anew` draws everything."""

    def __init__(self, asked: Asked, told: Told, state: State | None = None, *, anew: bool = False) -> None:
        self.asked, self.told, self.state = asked, told, state
        self.settings = asked.settings
        self.now: dict[str, Stamp] = {}
        if state:
            self.now = asked.scout.stamps if asked.scout else stamps(self.settings.content)
        self.revision = revision(self.settings) if state else ""
        self.tree: Tree | None = state.fact("tree") if state and not anew else None
        """The published site as the last build left it."""
        self.untouched = False
        """Whether nobody else has put a file into the published site, or taken one out of it."""

    @property
    def spare(self) -> Path:
        """The second tree of the site."""
        assert self.asked.cache
        return self.asked.cache / SPARE

    @property
    def folders(self) -> Folders:
        """Where this very program caches templates and drawings; what other versions left is removed."""
        if not self.state or not self.asked.cache:
            return Folders()
        folder = self.asked.cache / "drawings" / self.state.stamp
        try:
            if not folder.is_dir() or len(os.listdir(folder)) > MOST:
                shutil.rmtree(folder.parent, ignore_errors=True)
                folder.mkdir(parents=True)
        except OSError:
            return Folders(templates())
        return Folders(templates(), folder)

    @property
    def compared(self) -> Path | None:
        """The directory of compared earlier states, of this very program; None where there is no cache.

        Those of other versions are removed.
        """
        if not self.state or not self.asked.cache:
            return None
        folder = self.asked.cache / "changes" / self.state.stamp
        if not folder.is_dir():
            shutil.rmtree(folder.parent, ignore_errors=True)
        return folder

    def standing(self) -> Path | None:
        """The second tree of the site, if it is whole, or can be made anew of the published one."""
        assert self.state
        assert self.asked.cache
        if not self.tree:
            return None
        scout = self.asked.scout
        found = scout.verdict if scout else verdict(self.asked.cache, self.settings.site)
        if found[0] != self.state.fact("generation"):
            found = verdict(self.asked.cache, self.settings.site)  # another build was quicker
        _, whole, self.untouched = found
        return self.spare if whole or trees.mended(self.spare, self.settings.site, self.tree) else None

    @staticmethod
    def written(pages: int, tree: Tree) -> Written:
        """So many pages, and their files."""
        return Written(pages, len(tree), sum(size for _, size in tree.values()))

    def keep(
        self,
        facts: Mapping[str, Any],
        blobs: Mapping[str, Mapping[str, bytes]],
        gone: Sequence[str] = (),
        edits: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> str:
        """Keep the state; what is wrong where that fails."""
        assert self.state
        try:
            self.state.keep(facts, blobs, gone, edits)
        except Unusable as why:
            return f"the cache is not kept: {why}"
        return ""

    def mirror(
        self,
        tree: Tree,
        changed: Sequence[str],
        gone: Sequence[str],
        *,
        follow: bool,
        linked: Container[str] = (),
    ) -> str:
        """Keep a second tree of what is published; what is wrong where that fails.

        It is made of the tree that was published before, where it can `follow` and nobody has touched that; or of the one
        that was begun with the site, where these files are `linked` there. Where nothing was published before, the
        second tree has become the site: another is made by the build that first needs one (`standing`).
        """
        try:
            if follow and not trees.was_published(self.spare):
                pass
            elif follow and self.untouched:
                trees.follow(self.settings.site, self.spare, changed, gone)
            elif linked:
                trees.ended(self.settings.site, self.spare, (name for name in tree if name not in linked))
            else:
                trees.settle(self.settings.site, self.spare, tree)
            if self.asked.cache and self.spare.is_dir():
                finish(self.asked.cache)
        except OSError as why:
            trees.discard(self.spare)
            return f"the cache is not kept: {why.filename}: {why.strerror}"
        return ""

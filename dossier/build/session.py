"""What builds have in common that go on from the last one, and leave something for the next."""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any

from dossier.build.prefetch import SHADOW, check_trees, mark_complete
from dossier.build.request import Progress, Request, Totals
from dossier.history.git import revision
from dossier.incremental.database import Database
from dossier.incremental.fingerprint import program_digest
from dossier.output import shadow as trees
from dossier.store import seal
from dossier.store.disk_cache import CacheFolders
from dossier.store.file_stats import FileStat, Tree, file_stats
from dossier.store.seal import Unusable

MAX_DRAWINGS = 10_000
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


class Session:
    """One build; with a `state`, what it holds is taken, and it is brought up to date. `anew` draws everything."""

    def __init__(
        self, request: Request, progress: Progress, state: Database | None = None, *, anew: bool = False
    ) -> None:
        self.request, self.progress, self.state = request, progress, state
        self.settings = request.settings
        self.now: dict[str, FileStat] = {}
        if state:
            self.now = request.prefetch.file_stats if request.prefetch else file_stats(self.settings.content)
        self.revision = revision(self.settings) if state else ""
        self.tree: Tree | None = state.get("tree") if state and not anew else None
        """The published site as the last build left it."""
        self.untouched = False
        """Whether nobody else has put a file into the published site, or taken one out of it."""

    @property
    def shadow(self) -> Path:
        """The second tree of the site."""
        assert self.request.cache
        return self.request.cache / SHADOW

    @property
    def cache_folders(self) -> CacheFolders:
        """Where this very program caches templates and drawings; what other versions left is removed."""
        if not self.state or not self.request.cache:
            return CacheFolders()
        folder = self.request.cache / "drawings" / self.state.fingerprint
        try:
            if not folder.is_dir() or len(os.listdir(folder)) > MAX_DRAWINGS:
                shutil.rmtree(folder.parent, ignore_errors=True)
                folder.mkdir(parents=True)
        except OSError:
            return CacheFolders(templates())
        return CacheFolders(templates(), folder)

    @property
    def changes_folder(self) -> Path | None:
        """The directory of compared earlier states, of this very program; None where there is no cache.

        Those of other versions are removed.
        """
        if not self.state or not self.request.cache:
            return None
        folder = self.request.cache / "changes" / self.state.fingerprint
        if not folder.is_dir():
            shutil.rmtree(folder.parent, ignore_errors=True)
        return folder

    def shadow_tree(self) -> Path | None:
        """The second tree of the site, if it is whole, or can be made anew of the published one."""
        assert self.state
        assert self.request.cache
        if not self.tree:
            return None
        scout = self.request.prefetch
        found = scout.check_trees if scout else check_trees(self.request.cache, self.settings.site)
        if found[0] != self.state.get("generation"):
            found = check_trees(self.request.cache, self.settings.site)  # another build was quicker
        _, context, self.untouched = found
        return self.shadow if context or trees.repair(self.shadow, self.settings.site, self.tree) else None

    @staticmethod
    def totals(pages: int, tree: Tree) -> Totals:
        """So many pages, and their files."""
        return Totals(pages, len(tree), sum(size for _, size in tree.values()))

    def save(
        self,
        facts: Mapping[str, Any],
        rows: Mapping[str, Mapping[str, bytes]],
        gone: Sequence[str] = (),
        patches: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> str:
        """Keep the state; what is wrong where that fails."""
        assert self.state
        try:
            self.state.commit(facts, rows, gone, patches)
        except Unusable as why:
            return f"the cache is not kept: {why}"
        return ""

    def update_shadow(
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
            if follow and not trees.was_published(self.shadow):
                pass
            elif follow and self.untouched:
                trees.sync(self.settings.site, self.shadow, changed, gone)
            elif linked:
                trees.complete(self.settings.site, self.shadow, (name for name in tree if name not in linked))
            else:
                trees.clone(self.settings.site, self.shadow, tree)
            if self.request.cache and self.shadow.is_dir():
                mark_complete(self.request.cache)
        except OSError as why:
            trees.discard(self.shadow)
            return f"the cache is not kept: {why.filename}: {why.strerror}"
        return ""

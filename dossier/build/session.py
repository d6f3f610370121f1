"""What one build works with: the request, the cache, the shadow tree, and where things are cached."""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from dossier.build.prefetch import SHADOW, check_trees, mark_complete
from dossier.build.request import Progress, Request
from dossier.history.git import revision
from dossier.incremental import facts, tables
from dossier.incremental.cache import Cache, NoCache
from dossier.incremental.fingerprint import program_digest
from dossier.output import shadow
from dossier.output.swap import replacing
from dossier.store import seal
from dossier.store.disk_cache import CacheFolders
from dossier.store.file_stats import FileStat, Tree, file_stats
from dossier.store.seal import Damaged, Unusable

MAX_DRAWINGS = 10_000
"""Cached drawings, of some 9 kB each, above which all are dropped: a place that moved leaves its old ones behind."""
NO_CACHE = NoCache()
VERSIONS = 4
"""Versions of this program of which the user's cache holds anything."""


def own_folder(name: str) -> Path | None:
    """The directory `name` of this version in the user's cache directory; None where that is not writable.

    It holds what this program alone determines, for all dossiers. Removes it above `MAX_DRAWINGS` files, and those of
    all but a few other versions: several may be in use.
    """
    try:
        folder = seal.cache_home() / name / program_digest()
        if not folder.is_dir() or len(os.listdir(folder)) > MAX_DRAWINGS:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700, parents=True)
            for old in sorted(folder.parent.iterdir(), key=os.path.getmtime)[:-VERSIONS]:
                shutil.rmtree(old, ignore_errors=True)
    except (OSError, seal.NoKey):
        return None
    return folder


class Session:
    """What one build works with: its request, the cache, and what of the published site is as the last build left it."""

    def __init__(
        self, request: Request, progress: Progress, cache: Cache = NO_CACHE, *, anew: bool = False
    ) -> None:
        """With `anew` everything is rendered, whatever the cache knows."""
        self.request, self.progress, self.cache = request, progress, cache
        self.settings = request.settings
        self.file_stats: Mapping[str, FileStat] = {}
        """Of the content files, as they were before any was read."""
        self.revision = ""
        """The commit that the content is at."""
        if cache.remembers:
            prefetch = request.prefetch
            self.file_stats = prefetch.file_stats if prefetch else file_stats(self.settings.content)
            self.revision = revision(self.settings)
        self.tree: Tree = {} if anew else cache.get(facts.TREE)
        """The files of the published site as the last build left it."""
        self.untouched = False
        """Whether no file came into the published site or left it since; known once `shadow_tree` was asked."""

    @property
    def shadow(self) -> Path:
        """The directory of the shadow tree."""
        assert self.request.cache
        return self.request.cache / SHADOW

    @property
    def cache_folders(self) -> CacheFolders:
        """Where this version caches what it draws. Removes drawings of other versions."""
        own = CacheFolders(own_folder("templates"), own_folder("grounds"))
        if not self.cache.remembers or not self.request.cache:
            return own
        folder = self.request.cache / "drawings" / self.cache.fingerprint
        try:
            if not folder.is_dir() or len(os.listdir(folder)) > MAX_DRAWINGS:
                shutil.rmtree(folder.parent, ignore_errors=True)
                folder.mkdir(parents=True)
        except OSError:
            return own
        return replace(own, drawings=folder)

    @property
    def changes_folder(self) -> Path | None:
        """Where this version caches comparisons of commits; None without a cache. Removes those of other versions."""
        if not self.cache.remembers or not self.request.cache:
            return None
        folder = self.request.cache / "changes" / self.cache.fingerprint
        if not folder.is_dir():
            shutil.rmtree(folder.parent, ignore_errors=True)
        return folder

    def shadow_tree(self) -> Path | None:
        """The shadow tree, if it is complete, or can be made from the published one; else None."""
        if not self.tree or not self.request.cache:
            return None
        prefetch = self.request.prefetch
        found = prefetch.check_trees if prefetch else check_trees(self.request.cache, self.settings.site)
        if found[0] != self.cache.get(facts.GENERATION):
            found = check_trees(self.request.cache, self.settings.site)  # another build was quicker
        _, complete, self.untouched = found
        return self.shadow if complete or shadow.repair(self.shadow, self.settings.site, self.tree) else None

    @contextmanager
    def new_shadow(self, base: Path | None) -> Iterator[Path | None]:
        """The directory of a shadow tree that is written with the site; None where there is one, or no cache."""
        if self.cache.remembers and not base:
            with shadow.begin(self.shadow) as shadow_folder:
                yield shadow_folder
        else:
            yield None

    @contextmanager
    def transaction(self, base: Path | None) -> Iterator[Path]:
        """The directory to write into; it takes the site's place in one step when the block ends without an exception."""
        site = self.settings.site
        with shadow.commit(base, site) if base else replacing(site) as folder:
            yield folder

    def save(self, changes: Iterable[facts.Change], rows: tables.Rows, removed: Sequence[str] = ()) -> str:
        """Commit to the cache; returns why that failed, or nothing. Raises `Damaged`: then the cache has to be made anew."""
        try:
            self.cache.commit(changes, rows, removed)
        except Damaged:
            raise
        except Unusable as why:
            return f"the cache is not kept: {why}"
        return ""

    def update_shadow(
        self,
        tree: Tree,
        changed: Sequence[str],
        removed: Sequence[str],
        linked: Container[str],
        *,
        in_place: bool,
    ) -> str:
        """Make the shadow tree what was published; returns why that failed, or nothing.

        After a build `in_place` the tree that was published before becomes it, where nobody has touched that. After
        another it is the one that was begun with the site, where these files are `linked` there. Where nothing was
        published before, the shadow tree has become the site: the next build that needs one makes it (`shadow_tree`).
        """
        site = self.settings.site
        try:
            if in_place and not shadow.was_published(self.shadow):
                pass
            elif in_place and self.untouched:
                shadow.sync(site, self.shadow, changed, removed)
            elif linked:
                shadow.complete(site, self.shadow, (name for name in tree if name not in linked))
            else:
                shadow.clone(site, self.shadow, tree)
            if self.request.cache and self.shadow.is_dir():
                mark_complete(self.request.cache)
        except OSError as why:
            shadow.discard(self.shadow)
            return f"the cache is not kept: {why.filename}: {why.strerror}"
        return ""

"""The shadow tree: the published site a second time, in the cache, as hard links to the same files.

A build changes the shadow tree and then exchanges it with the site, in one step and in no more time than the change
takes. A file is never written in place, for the published site holds the same inode: it is replaced.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dossier.output.swap import make_ready, swap
from dossier.store.file_stats import Tree, stat_tree


def is_tree(folder: Path, tree: Tree) -> bool:
    """Whether a folder holds exactly the files of a tree, with the same stats."""
    try:
        return stat_tree(folder) == tree
    except OSError:
        return False


def link_files(source: Path, target: Path, names: Iterable[str]) -> None:
    """Hard-link files of one folder into another; copy them if the file system has no hard links."""
    parents = set[str]()
    base, to = f"{source}/", f"{target}/"
    for name in names:
        parent = os.path.dirname(to + name)
        if parent not in parents:
            os.makedirs(parent, exist_ok=True)
            parents.add(parent)
        with suppress(FileNotFoundError):
            os.unlink(to + name)
        try:
            os.link(base + name, to + name)
        except OSError:
            shutil.copy2(base + name, to + name)


def repair(spare: Path, site: Path, tree: Tree) -> bool:
    """Make the shadow tree from the site; False if the site is not as it was written."""
    discard(spare)
    if not is_tree(site, tree):
        return False
    clone(site, spare, tree)
    return True


@contextmanager
def commit(spare: Path, site: Path) -> Iterator[Path]:
    """The shadow tree, to be changed; it is exchanged with `site` if the block ends without an exception.

    Meanwhile it has a name of this process, so that a killed build leaves no half-changed shadow tree. Afterwards
    that name holds the site that was published before.
    """
    make_ready(site)
    _sweep(spare)
    new = _elsewhere(spare)
    os.rename(spare, new)
    try:
        yield new
        swap(new, site)
    except BaseException:
        discard(new)
        raise


def clone(site: Path, spare: Path, tree: Tree) -> None:
    """Make the shadow tree of a site whose files are those of `tree`. Raises `OSError`."""
    new = _elsewhere(spare)
    discard(spare)
    discard(new)
    new.mkdir(parents=True)
    link_files(site, new, tree)
    os.rename(new, spare)


@contextmanager
def begin(spare: Path) -> Iterator[Path]:
    """A directory that `complete` turns into the shadow tree, or that is removed when the block ends."""
    _sweep(spare)
    new = _elsewhere(spare)
    with suppress(OSError):
        new.mkdir(parents=True)
    try:
        yield new
    finally:
        discard(new)


def complete(site: Path, spare: Path, names: Iterable[str]) -> None:
    """Turn the directory of `begin` into the shadow tree, after linking these files into it. Raises `OSError`."""
    discard(spare)
    link_files(site, _elsewhere(spare), names)
    os.rename(_elsewhere(spare), spare)


def sync(site: Path, spare: Path, changed: Iterable[str], gone: Iterable[str]) -> None:
    """After `commit`, bring the former site up to date and keep it as the shadow tree. Raises `OSError`."""
    old = _elsewhere(spare)
    link_files(site, old, changed)
    remove(old, gone)
    os.rename(old, spare)


def was_published(spare: Path) -> bool:
    """Whether a site was published before `commit`."""
    return _elsewhere(spare).is_dir()


def _elsewhere(spare: Path) -> Path:
    """The name of a shadow tree that this process is changing."""
    return spare.with_name(f"{spare.name}-{os.getpid()}")


def _sweep(spare: Path) -> None:
    """Remove what killed builds have left: nobody else works on a shadow tree."""
    for left in spare.parent.glob(f"{spare.name}-*"):
        discard(left)


def discard(folder: Path) -> None:
    """Remove a tree, if it exists."""
    shutil.rmtree(folder, ignore_errors=True)


def updated(tree: Tree, folder: Path, changed: Iterable[str], gone: Iterable[str]) -> Tree:
    """The files of a folder that held those of `tree`, after some were `changed` and some are `gone`."""
    files = {**tree}
    for name in gone:
        del files[name]
    for name in changed:
        status = os.lstat(folder / name)
        files[name] = status.st_mtime_ns, status.st_size
    return files


def remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files from a folder, and the folders that this leaves empty."""
    for name in names:
        with suppress(OSError):
            os.unlink(folder / name)
        parent = os.path.dirname(name)
        with suppress(OSError):
            while parent:
                os.rmdir(folder / parent)
                parent = os.path.dirname(parent)

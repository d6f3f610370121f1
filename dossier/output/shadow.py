"""The published site a second time, in the cache: the same files, by hard links.

A build changes what has to change in this second tree, and then the two change places: in one step, and in no more time
than the change takes. No file is ever written into, for the published site holds the same one: it is replaced.
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
    """Whether a folder holds the files of a tree as they were written, and no others."""
    try:
        return stat_tree(folder) == tree
    except OSError:
        return False


def link_files(source: Path, target: Path, names: Iterable[str]) -> None:
    """Put files of one folder into another, by hard links; copies where the file system has none."""
    made = set[str]()
    base, to = f"{source}/", f"{target}/"
    for name in names:
        parent = os.path.dirname(to + name)
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        with suppress(FileNotFoundError):
            os.unlink(to + name)
        try:
            os.link(base + name, to + name)
        except OSError:
            shutil.copy2(base + name, to + name)


def repair(spare: Path, site: Path, tree: Tree) -> bool:
    """Make a second tree of the published one, where that is as it was written."""
    discard(spare)
    if not is_tree(site, tree):
        return False
    clone(site, spare, tree)
    return True


@contextmanager
def commit(spare: Path, site: Path) -> Iterator[Path]:
    """The second tree, to be changed; it takes the place of `site` when the block ends without an exception.

    Meanwhile it has another name, so that whoever is killed here leaves no second tree that is none. Afterwards what was
    published before is at that name.
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
    """Make the second tree like the published one, whose files are those of `tree`. Raises `OSError`."""
    new = _elsewhere(spare)
    discard(spare)
    discard(new)
    new.mkdir(parents=True)
    link_files(site, new, tree)
    os.rename(new, spare)


@contextmanager
def begin(spare: Path) -> Iterator[Path]:
    """A directory that `complete` makes the second tree, or that is gone when the block ends."""
    _sweep(spare)
    new = _elsewhere(spare)
    with suppress(OSError):
        new.mkdir(parents=True)
    try:
        yield new
    finally:
        discard(new)


def complete(site: Path, spare: Path, names: Iterable[str]) -> None:
    """What was `begin` becomes the second tree, once these files are in it too. Raises `OSError`."""
    discard(spare)
    link_files(site, _elsewhere(spare), names)
    os.rename(_elsewhere(spare), spare)


def sync(site: Path, spare: Path, changed: Iterable[str], gone: Iterable[str]) -> None:
    """Make what was published before `commit` the second tree again, with what has changed since. Raises `OSError`."""
    old = _elsewhere(spare)
    link_files(site, old, changed)
    remove(old, gone)
    os.rename(old, spare)


def was_published(spare: Path) -> bool:
    """Whether `commit` left what was published before: there was nothing, if not."""
    return _elsewhere(spare).is_dir()


def _elsewhere(spare: Path) -> Path:
    """The name of a second tree that is being changed, by this process."""
    return spare.with_name(f"{spare.name}-{os.getpid()}")


def _sweep(spare: Path) -> None:
    """Remove what was left by who was killed: nobody else is at work on a second tree."""
    for left in spare.parent.glob(f"{spare.name}-*"):
        discard(left)


def discard(folder: Path) -> None:
    """Remove a tree, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def updated(tree: Tree, folder: Path, changed: Iterable[str], gone: Iterable[str]) -> Tree:
    """The files of a folder that held those of `tree`, and where since some were `changed` and some are `gone`."""
    found = {**tree}
    for name in gone:
        del found[name]
    for name in changed:
        of = os.lstat(folder / name)
        found[name] = of.st_mtime_ns, of.st_size
    return found


def remove(folder: Path, names: Iterable[str]) -> None:
    """Take files out of a folder, and the folders that are empty without them."""
    for name in names:
        with suppress(OSError):
            os.unlink(folder / name)
        parent = os.path.dirname(name)
        with suppress(OSError):
            while parent:
                os.rmdir(folder / parent)
                parent = os.path.dirname(parent)

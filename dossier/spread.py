"""Pages drawn, and files made, by several processes at once or by any `concurrent.futures.Executor`: the same bytes."""

from __future__ import annotations

import gc
import multiprocessing
import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256

from dossier.config import Settings
from dossier.export import EXPORTS, Entry, search_entries
from dossier.model.corpus import Corpus
from dossier.model.figures import AsOf, Figures
from dossier.model.history import Change
from dossier.model.pages import Page
from dossier.render import VIEWS, Part, Renderer, explore_files

LEAST = 400
"""Records under which a second process costs more than it saves."""
SHARE = 250
"""Records whose pages are drawn in one go."""


@dataclass(frozen=True, slots=True)
class Whole:
    """All that pages are drawn from."""

    corpus: Corpus
    figures: Figures
    settings: Settings
    as_of: AsOf | None = None
    changes: Sequence[Change] = ()

    def renderer(self) -> Renderer:
        """What draws pages from it."""
        return Renderer(self.corpus, self.figures, self.settings, self.as_of, self.changes)


@dataclass(frozen=True, slots=True)
class Job:
    """A part of the pages of one view; or, without a part, one of the files made of the whole."""

    number: int
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a job gave."""

    pages: Sequence[Page] = ()
    """Pages without their bodies."""
    bodies: Sequence[bytes] = ()
    """The bodies of the pages, in UTF-8: as they are written, and half of what a text takes in memory."""
    entries: Sequence[Entry] = ()
    """What search knows of those pages."""
    files: Mapping[str, bytes] = field(default_factory=dict)


WRITERS = (explore_files, *EXPORTS)
"""What is made of the whole, each on its own."""


def jobs(whole: Whole) -> list[Job]:
    """All there is to do: what is made of everything first, for it takes longest."""
    found = [Job(number) for number in range(len(WRITERS))]
    for number, view in sorted(enumerate(VIEWS), key=lambda pair: pair[1].of is not None):
        records = len(whole.corpus.of(view.of)) if view.of else 0
        parts = max(1, -(-records // SHARE))
        found += [Job(number, Part(part, parts)) for part in range(parts)]
    return found


def drawn(whole: Whole, executor: Executor | None = None, processes: int = 1) -> Iterator[Drawn]:
    """All pages and files, a job's at a time and in the order of jobs.

    With an `executor` it draws, each worker keeping what it was sent; else `processes` of this machine do, or this
    process alone where that is faster.
    """
    todo = jobs(whole)
    if executor is not None:
        sent = pickle.dumps(whole, pickle.HIGHEST_PROTOCOL)
        key = sha256(sent).hexdigest()
        waiting = [executor.submit(_draw_sent, key, sent, job) for job in todo]
        yield from (future.result() for future in waiting)
    elif processes > 1 and len(whole.corpus.records) >= LEAST:
        with _pool(whole, processes) as pool:
            yield from pool.map(_draw_held, todo)
    else:
        renderer = whole.renderer()
        yield from (_done(renderer, job) for job in todo)


def _done(renderer: Renderer, job: Job) -> Drawn:
    if job.part is None:
        write = WRITERS[job.number]
        return Drawn(files=write(renderer.corpus, renderer.figures, renderer.settings, renderer.changes))
    renderer.part = job.part
    pages = list(VIEWS[job.number].pages(renderer))
    bodies = [page.body.encode() for page in pages]
    return Drawn([replace(p, body="") for p in pages], bodies, search_entries(renderer.corpus, pages))


_held: dict[str, Renderer] = {}
"""The renderer of this process, by the digest of what it draws from; the pool's own under the empty text."""


@contextmanager
def _pool(whole: Whole, processes: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that hold the whole. On Linux they have it by forking, without a copy; macOS' own libraries forbid that."""
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(processes, context, _hold, (whole,)) as pool:
        yield pool


def _hold(whole: Whole) -> None:
    gc.disable()  # a worker lives for one build
    _held[""] = whole.renderer()


def _draw_held(job: Job) -> Drawn:
    return _done(_held[""], job)


def _draw_sent(key: str, sent: bytes, job: Job) -> Drawn:
    if key not in _held:
        _held.clear()
        whole = pickle.loads(sent)  # noqa: S301 - what this very program sent
        _held[key] = whole.renderer()
    return _done(_held[key], job)

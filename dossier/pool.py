"""Pages drawn, and files made, by several processes at once or by any `concurrent.futures.Executor`: the same bytes."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from dossier.export import Entry, Preview, entry, preview
from dossier.model.corpus import Corpus
from dossier.model.pages import Page
from dossier.render import FRONT, Renderer, draw_record
from dossier.render.context import Whole
from dossier.tracking import NOTHING_READ, Reads, Seen

if TYPE_CHECKING:
    from concurrent.futures import Executor, ProcessPoolExecutor

LEAST = 600
"""Records under which a second process costs more than it saves."""
OF_MANY = 100
"""Records that take as long to draw as what is made of many."""
SHARE = 25
"""Records whose pages are drawn in one go."""


def overviews() -> Mapping[str, Callable[[Renderer], Iterator[Page]]]:
    """The views of pages that are drawn from everything. Imported for who draws all: many need much."""
    from dossier.render.site import OVERVIEWS

    return OVERVIEWS


def writers() -> Mapping[str, Callable[..., Mapping[str, bytes]]]:
    """What is made of the whole, each on its own."""
    from dossier.export.whole import EXPORTS
    from dossier.render.site import explore_files

    return {"explore data": explore_files, **EXPORTS}


@dataclass(frozen=True, slots=True)
class Job:
    """The pages of some records; or, where there are none, the pages or the files that are made of many, by their name."""

    ids: tuple[str, ...] = ()
    overview: str = ""
    writer: str = ""
    early: bool = False
    """Whether its titles may stand around other pages."""

    @property
    def name(self) -> str:
        """What it is called, where it is not of some records."""
        return self.overview or self.writer


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, and what is known of it once it is drawn."""

    page: Page
    """Without its body."""
    body: bytes
    """In UTF-8: as it is written, and half of what a text takes in memory."""
    entry: Entry
    """What search knows of it."""
    id: str = ""
    """The record, where the page was drawn from what is read by ids."""
    preview: Preview | None = None
    reads: Reads = NOTHING_READ


Then = Callable[[Sheet], Any]
"""What is done with a sheet where it is drawn. It is sent to other processes, and so is what it gives."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a job gave."""

    job: Job
    sheets: Sequence[Any] = ()
    """Sheets, or what came of each."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    reads: Reads = NOTHING_READ
    """What was read for all of it, where it is not of some records."""


def jobs(
    corpus: Corpus, ids: Sequence[str], done: Container[str] = (), first: Iterable[str] = ()
) -> list[Job]:
    """The overviews and the free pages; what is made of everything; and the pages of the records `ids`.

    Free pages are drawn whatever has changed, and those of the records `first`: their titles may stand in the navigation,
    around every other page. Of what is made of many, by its name, that is left out which is `done`.
    """
    free = {*(page.id for page in corpus.pages), *first}
    return [
        *(Job(overview=name, early=True) for name in overviews() if name not in done),
        *records(sorted(free), early=True),
        *(Job(writer=name) for name in writers() if name not in done),
        *records([id_ for id_ in ids if id_ not in free]),
    ]


def records(ids: Sequence[str], *, early: bool = False) -> list[Job]:
    """The pages of records alone."""
    ids = [id_ for id_ in ids if id_ != FRONT]
    return [Job(tuple(ids[at : at + SHARE]), early=early) for at in range(0, len(ids), SHARE)]


def drawn(
    whole: Whole,
    todo: Sequence[Job],
    executor: Executor | None = None,
    processes: int = 1,
    then: Then | None = None,
) -> Generator[Drawn, None, None]:
    """All pages and files, a job's at a time and in the order of jobs.

    With an `executor` it draws, each worker keeping what it was sent; else `processes` of this machine do, this one among
    them, or this one alone where that is faster. These do `then` with each sheet; what an executor drew this process
    does it with.
    """
    if executor is not None:
        import pickle

        sent = pickle.dumps(whole, pickle.HIGHEST_PROTOCOL)
        key = sha256(sent).hexdigest()
        waiting = [executor.submit(_draw_sent, key, sent, job) for job in todo]
        for future in waiting:
            found = future.result()
            yield replace(found, sheets=[*map(then, found.sheets)]) if then else found
    elif processes > 1 and sum(len(job.ids) or OF_MANY for job in todo) >= LEAST:
        _ = whole.relations, whole.common  # worked out once, before there are several
        here = Drawing(whole, then=then)
        with _pool(here, whole, processes - 1, then) as pool:
            yield from _drawn_beside(pool, todo, here)
    else:
        here = Drawing(whole, then=then)
        yield from map(here.done, todo)


def _drawn_beside(pool: Executor, todo: Sequence[Job], here: Drawing) -> Generator[Drawn, None, None]:
    """All of it, in order. The pool's processes draw, and this one takes the next that none of them has begun."""
    from concurrent.futures import Future

    given = deque(pool.submit(_draw_held, job) for job in todo)
    ready = deque[Future[Drawn]]()
    try:
        for job in todo:
            future = given.popleft()
            if future.cancel():
                future = Future()
                future.set_result(here.done(job))
            ready.append(future)
            while ready and ready[0].done():
                yield ready.popleft().result()
        while ready:
            yield ready.popleft().result()
    finally:
        for future in given:
            future.cancel()


class Drawing:
    """Draws from one whole, and notes what is read for each page."""

    def __init__(self, whole: Whole, seen: Seen | None = None, then: Then | None = None) -> None:
        """With `seen`, the whole is one that notes what is read of it there."""
        self.then = then or _as_it_is
        self.seen = seen or Seen()
        self.noting: Renderer = (whole if seen else whole.noted(self.seen)).renderer()

    def done(self, job: Job) -> Drawn:
        """What the job gives."""
        if job.ids:
            return Drawn(job, [self.then(self.record(id_)) for id_ in job.ids])
        self.seen.taken()
        of, sheets, files = self.noting, [], {}
        if job.writer:
            files = dict(writers()[job.writer](of.corpus, of.figures, of.settings, of.changes))
        else:
            sheets = [self.then(self._overview(page)) for page in overviews()[job.overview](of)]
        return Drawn(job, sheets, files, self.seen.taken())

    def _overview(self, page: Page) -> Sheet:
        corpus = self.noting.corpus
        found = entry(corpus, page, corpus.records.get(FRONT) if not page.address else None)
        return Sheet(replace(page, body=""), page.body.encode(), found)

    def record(self, id_: str) -> Sheet:
        """The page of a record."""
        self.seen.taken()
        corpus, figures = self.noting.corpus, self.noting.figures
        record = corpus.records[id_]
        page = draw_record(self.noting, record)
        shown = preview(corpus, figures, record)
        found = entry(corpus, page, record)
        return Sheet(replace(page, body=""), page.body.encode(), found, id_, shown, self.seen.taken())


def _as_it_is(sheet: Sheet) -> Sheet:
    return sheet


_held: dict[str, Drawing] = {}
"""What draws in this process, by the digest of what it draws from; the pool's own under the empty text."""


@contextmanager
def _pool(here: Drawing, whole: Whole, processes: int, then: Then | None) -> Iterator[ProcessPoolExecutor]:
    """Processes that draw from the whole: on Linux they have it by forking, which macOS' own libraries forbid."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    forked = sys.platform == "linux"
    context = multiprocessing.get_context("fork" if forked else "spawn")
    patience = sys.getswitchinterval()
    if forked:
        _held[""] = here
    # What they have drawn is taken from them by a thread, which must not wait long while this process draws.
    sys.setswitchinterval(patience / 16)
    try:
        with ProcessPoolExecutor(
            processes, context, _hold, (None if forked else whole, then, os.getpid())
        ) as pool:
            yield pool
    finally:
        sys.setswitchinterval(patience)
        _held.pop("", None)


def _hold(whole: Whole | None, then: Then | None, parent: int) -> None:
    gc.disable()  # a worker lives for one build
    _end_with(parent)
    if whole:
        _held[""] = Drawing(whole, then=then)


def _end_with(parent: int) -> None:
    """Be ended by the system when the process is that asked for pages: whoever is killed leaves nobody waiting for it."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)


def _draw_held(job: Job) -> Drawn:
    return _held[""].done(job)


def _draw_sent(key: str, sent: bytes, job: Job) -> Drawn:
    if key not in _held:
        import pickle

        _held.clear()
        _held[key] = Drawing(pickle.loads(sent))  # noqa: S301 - what this very program sent
    return _held[key].done(job)

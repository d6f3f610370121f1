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
from dossier.render.context import RenderContext
from dossier.tracking import NO_DEPENDENCIES, Dependencies, Recorder

if TYPE_CHECKING:
    from concurrent.futures import Executor, ProcessPoolExecutor

MIN_RECORDS = 600
"""Records under which a second process costs more than it saves."""
AGGREGATE_WEIGHT = 100
"""Records that take as long to draw as what is made of many."""
BATCH_SIZE = 25
"""Records whose pages are drawn in one go."""


def overview_views() -> Mapping[str, Callable[[Renderer], Iterator[Page]]]:
    """The views of pages that are drawn from everything. Imported for who draws all: many need much."""
    from dossier.render.site import OVERVIEWS

    return OVERVIEWS


def aggregate_writers() -> Mapping[str, Callable[..., Mapping[str, bytes]]]:
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
class RenderedPage:
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
    dependencies: Dependencies = NO_DEPENDENCIES


OnPage = Callable[[RenderedPage], Any]
"""What is done with a sheet where it is drawn. It is sent to other processes, and so is what it gives."""


@dataclass(frozen=True, slots=True)
class JobResult:
    """What a job gave."""

    job: Job
    pages: Sequence[Any] = ()
    """Sheets, or what came of each."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    dependencies: Dependencies = NO_DEPENDENCIES
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
        *(Job(overview=name, early=True) for name in overview_views() if name not in done),
        *record_jobs(sorted(free), early=True),
        *(Job(writer=name) for name in aggregate_writers() if name not in done),
        *record_jobs([id_ for id_ in ids if id_ not in free]),
    ]


def record_jobs(ids: Sequence[str], *, early: bool = False) -> list[Job]:
    """The pages of records alone."""
    ids = [id_ for id_ in ids if id_ != FRONT]
    return [Job(tuple(ids[at : at + BATCH_SIZE]), early=early) for at in range(0, len(ids), BATCH_SIZE)]


def render_jobs(
    context: RenderContext,
    todo: Sequence[Job],
    executor: Executor | None = None,
    processes: int = 1,
    on_page: OnPage | None = None,
) -> Generator[JobResult, None, None]:
    """All pages and files, a job's at a time and in the order of jobs.

    With an `executor` it draws, each worker keeping what it was sent; else `processes` of this machine do, this one among
    them, or this one alone where that is faster. These do `then` with each sheet; what an executor drew this process
    does it with.
    """
    if executor is not None:
        import pickle

        sent = pickle.dumps(context, pickle.HIGHEST_PROTOCOL)
        key = sha256(sent).hexdigest()
        waiting = [executor.submit(_run_sent, key, sent, job) for job in todo]
        for future in waiting:
            found = future.result()
            yield replace(found, pages=[*map(on_page, found.pages)]) if on_page else found
    elif processes > 1 and sum(len(job.ids) or AGGREGATE_WEIGHT for job in todo) >= MIN_RECORDS:
        _ = context.relations, context.common  # worked out once, before there are several
        here = PageRenderer(context, on_page=on_page)
        with _pool(here, context, processes - 1, on_page) as pool:
            yield from _shared_with(pool, todo, here)
    else:
        here = PageRenderer(context, on_page=on_page)
        yield from map(here.run, todo)


def _shared_with(pool: Executor, todo: Sequence[Job], here: PageRenderer) -> Generator[JobResult, None, None]:
    """All of it, in order. The pool's processes draw, and this one takes the next that none of them has begun."""
    from concurrent.futures import Future

    given = deque(pool.submit(_run_forked, job) for job in todo)
    ready = deque[Future[JobResult]]()
    try:
        for job in todo:
            future = given.popleft()
            if future.cancel():
                future = Future()
                future.set_result(here.run(job))
            ready.append(future)
            while ready and ready[0].done():
                yield ready.popleft().result()
        while ready:
            yield ready.popleft().result()
    finally:
        for future in given:
            future.cancel()


class PageRenderer:
    """Draws from one whole, and notes what is read for each page."""

    def __init__(
        self, context: RenderContext, recorder: Recorder | None = None, on_page: OnPage | None = None
    ) -> None:
        """With `seen`, the whole is one that notes what is read of it there."""
        self.on_page = on_page or _identity
        self.recorder = recorder or Recorder()
        self.renderer: Renderer = (context if recorder else context.tracked(self.recorder)).renderer()

    def run(self, job: Job) -> JobResult:
        """What the job gives."""
        if job.ids:
            return JobResult(job, [self.on_page(self.render_record(id_)) for id_ in job.ids])
        self.recorder.drain()
        of, sheets, files = self.renderer, [], {}
        if job.writer:
            files = dict(aggregate_writers()[job.writer](of.corpus, of.figures, of.settings, of.changes))
        else:
            sheets = [self.on_page(self._overview(page)) for page in overview_views()[job.overview](of)]
        return JobResult(job, sheets, files, self.recorder.drain())

    def _overview(self, page: Page) -> RenderedPage:
        corpus = self.renderer.corpus
        found = entry(corpus, page, corpus.records.get(FRONT) if not page.address else None)
        return RenderedPage(replace(page, body=""), page.body.encode(), found)

    def render_record(self, id_: str) -> RenderedPage:
        """The page of a record."""
        self.recorder.drain()
        corpus, figures = self.renderer.corpus, self.renderer.figures
        record = corpus.records[id_]
        page = draw_record(self.renderer, record)
        shown = preview(corpus, figures, record)
        found = entry(corpus, page, record)
        return RenderedPage(
            replace(page, body=""), page.body.encode(), found, id_, shown, self.recorder.drain()
        )


def _identity(page_: RenderedPage) -> RenderedPage:
    return page_


_renderers: dict[str, PageRenderer] = {}
"""What draws in this process, by the digest of what it draws from; the pool's own under the empty text."""


@contextmanager
def _pool(
    here: PageRenderer, context: RenderContext, processes: int, on_page: OnPage | None
) -> Iterator[ProcessPoolExecutor]:
    """Processes that draw from the whole: on Linux they have it by forking, which macOS' own libraries forbid."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    forked = sys.platform == "linux"
    starting = multiprocessing.get_context("fork" if forked else "spawn")
    patience = sys.getswitchinterval()
    if forked:
        _renderers[""] = here
    # What they have drawn is taken from them by a thread, which must not wait long while this process draws.
    sys.setswitchinterval(patience / 16)
    try:
        with ProcessPoolExecutor(
            processes, starting, _start_worker, (None if forked else context, on_page, os.getpid())
        ) as pool:
            yield pool
    finally:
        sys.setswitchinterval(patience)
        _renderers.pop("", None)


def _start_worker(context: RenderContext | None, on_page: OnPage | None, parent: int) -> None:
    gc.disable()  # a worker lives for one build
    _exit_with(parent)
    if context:
        _renderers[""] = PageRenderer(context, on_page=on_page)


def _exit_with(parent: int) -> None:
    """Be ended by the system when the process is that asked for pages: whoever is killed leaves nobody waiting for it."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)


def _run_forked(job: Job) -> JobResult:
    return _renderers[""].run(job)


def _run_sent(key: str, sent: bytes, job: Job) -> JobResult:
    if key not in _renderers:
        import pickle

        _renderers.clear()
        _renderers[key] = PageRenderer(pickle.loads(sent))  # noqa: S301 - what this very program sent
    return _renderers[key].run(job)

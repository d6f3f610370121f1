"""Renders pages and files in several processes, or by any `concurrent.futures.Executor`, to the same bytes."""

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

from dossier.derive.note_style import prepare
from dossier.export import Entry, Preview, entry, preview
from dossier.model.corpus import Corpus
from dossier.model.pages import Page
from dossier.record_files import with_record_files
from dossier.render import FRONT, Renderer, draw_record
from dossier.render.context import RenderContext
from dossier.tracking import NO_DEPENDENCIES, Dependencies, Recorder

if TYPE_CHECKING:
    from concurrent.futures import Executor, ProcessPoolExecutor

MIN_RECORDS = 600
"""Records below which a second process costs more than it saves."""
AGGREGATE_WEIGHT = 100
"""Weight of one aggregate job, in records."""
BATCH_SIZE = 25
"""Records whose pages one job renders."""


def overview_views() -> Mapping[str, Callable[[Renderer], Iterator[Page]]]:
    """The views of aggregate pages, by name. Imported late: their modules load much, and an edit of a text needs none."""
    from dossier import published_data
    from dossier.render.site import OVERVIEWS

    return {**OVERVIEWS, published_data.NAME: published_data.pages}


def aggregate_writers() -> Mapping[str, Callable[..., Mapping[str, bytes]]]:
    """The writers of aggregate files, by name."""
    from dossier.export.whole import EXPORTS
    from dossier.render.site import explore_files

    return {"explore data": explore_files, **EXPORTS}


@dataclass(frozen=True, slots=True)
class Job:
    """A unit of work: the pages of some records, the pages of one overview, or the files of one aggregate writer."""

    ids: tuple[str, ...] = ()
    overview: str = ""
    writer: str = ""
    early: bool = False
    """Whether the titles of its pages may be shown in the nav of other pages."""

    @property
    def name(self) -> str:
        """The name of its aggregate; empty for the pages of records."""
        return self.overview or self.writer


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page, and what rendering it yielded."""

    page: Page
    """Without its body."""
    body: bytes
    """In UTF-8, as it will be written: half of what a `str` takes in memory."""
    entry: Entry
    """Its entry in the search index."""
    id: str = ""
    """The record whose page it is; empty for an aggregate's page."""
    preview: Preview | None = None
    dependencies: Dependencies = NO_DEPENDENCIES


OnPage = Callable[[RenderedPage], Any]
"""What is done with a page in the process that rendered it. It is sent to other processes, and its result is sent
back.
"""


@dataclass(frozen=True, slots=True)
class JobResult:
    """The result of a job."""

    job: Job
    pages: Sequence[Any] = ()
    """Rendered pages, or the result of `OnPage` for each."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    dependencies: Dependencies = NO_DEPENDENCIES
    """What the aggregate was made from; empty for pages of records, which have their own."""


def jobs(
    corpus: Corpus, ids: Sequence[str], done: Container[str] = (), first: Iterable[str] = ()
) -> list[Job]:
    """The jobs of a build: overviews and free pages first, then aggregate files, then the pages of the records `ids`.

    Free pages and the records `first` are rendered whatever has changed: the nav may show their titles on every other
    page. Aggregates whose name is in `done` are left out.
    """
    free = {*(page.id for page in corpus.pages), *first}
    return [
        *(Job(overview=name, early=True) for name in overview_views() if name not in done),
        *record_jobs(sorted(free), early=True),
        *(Job(writer=name) for name in aggregate_writers() if name not in done),
        *record_jobs([id_ for id_ in ids if id_ not in free]),
    ]


def record_jobs(ids: Sequence[str], *, early: bool = False) -> list[Job]:
    """The jobs for the pages of records."""
    ids = [id_ for id_ in ids if id_ != FRONT]
    return [Job(tuple(ids[at : at + BATCH_SIZE]), early=early) for at in range(0, len(ids), BATCH_SIZE)]


def render_jobs(
    context: RenderContext,
    todo: Sequence[Job],
    executor: Executor | None = None,
    processes: int = 1,
    on_page: OnPage | None = None,
) -> Generator[JobResult, None, None]:
    """Run the jobs; yield their results in the order of jobs.

    An `executor` runs them if given, each worker caching the context that it was sent; `on_page` then runs in this
    process. Otherwise `processes` of this machine run them, this one among them, and call `on_page` where a page was
    rendered; below `MIN_RECORDS` this process runs them alone.
    """
    prepare_notes(context, todo)
    if executor is not None:
        import pickle

        sent = pickle.dumps(context, pickle.HIGHEST_PROTOCOL)
        key = sha256(sent).hexdigest()
        waiting = [executor.submit(_run_sent, key, sent, job) for job in todo]
        for future in waiting:
            result = future.result()
            yield replace(result, pages=[*map(on_page, result.pages)]) if on_page else result
    elif processes > 1 and sum(len(job.ids) or AGGREGATE_WEIGHT for job in todo) >= MIN_RECORDS:
        _ = context.relations, context.common  # computed once, before the fork
        here = PageRenderer(context, on_page=on_page)
        with _pool(here, context, processes - 1, on_page) as pool:
            yield from _shared_with(pool, todo, here)
    else:
        here = PageRenderer(context, on_page=on_page)
        yield from map(here.run, todo)


def prepare_notes(context: RenderContext, todo: Sequence[Job]) -> None:
    """Have the sources set that these jobs will cite, in one batch."""
    ids = [id_ for job in todo for id_ in job.ids]
    everything = any(job.overview == "bibliography" for job in todo)
    front = [FRONT] if FRONT in context.corpus.records and any(job.overview for job in todo) else []
    prepare(context.note_style, context.corpus, [*ids, *front], everything=everything)


def _shared_with(pool: Executor, todo: Sequence[Job], here: PageRenderer) -> Generator[JobResult, None, None]:
    """Results in the order of jobs. The pool's processes work, and this one takes the next job that none has begun."""
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
    """Renders pages from one context, and records the dependencies of each."""

    def __init__(
        self, context: RenderContext, recorder: Recorder | None = None, on_page: OnPage | None = None
    ) -> None:
        """With a `recorder`, the context is one that records what is read there."""
        self.on_page = on_page or _identity
        self.recorder = recorder or Recorder()
        self.renderer: Renderer = (context if recorder else context.tracked(self.recorder)).renderer()

    def run(self, job: Job) -> JobResult:
        """Run a job."""
        if job.ids:
            return JobResult(job, [self.on_page(self.render_record(id_)) for id_ in job.ids])
        self.recorder.drain()
        renderer, pages, files = self.renderer, [], {}
        if job.writer:
            files = dict(
                aggregate_writers()[job.writer](
                    renderer.corpus, renderer.figures, renderer.settings, renderer.changes
                )
            )
        else:
            pages = [self.on_page(self._overview(page)) for page in overview_views()[job.overview](renderer)]
        return JobResult(job, pages, files, self.recorder.drain())

    def _overview(self, page: Page) -> RenderedPage:
        corpus = self.renderer.corpus
        front = corpus.records.get(FRONT) if not page.address else None
        search_entry = entry(corpus, page, front)
        if front:
            page = with_record_files(self.renderer, front, page)
        return RenderedPage(replace(page, body=""), page.body.encode(), search_entry)

    def render_record(self, id_: str) -> RenderedPage:
        """Render the page of a record."""
        self.recorder.drain()
        corpus, figures = self.renderer.corpus, self.renderer.figures
        record = corpus.records[id_]
        page = with_record_files(self.renderer, record, draw_record(self.renderer, record))
        shown = preview(corpus, figures, record)
        search_entry = entry(corpus, page, record)
        return RenderedPage(
            replace(page, body=""), page.body.encode(), search_entry, id_, shown, self.recorder.drain()
        )


def _identity(page_: RenderedPage) -> RenderedPage:
    return page_


_renderers: dict[str, PageRenderer] = {}
"""Per-process renderers by context digest; `""` is the forked pool's."""


@contextmanager
def _pool(
    here: PageRenderer, context: RenderContext, processes: int, on_page: OnPage | None
) -> Iterator[ProcessPoolExecutor]:
    """Worker processes with the context: forked on Linux; spawned elsewhere, for macOS' own libraries forbid forking."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    forked = sys.platform == "linux"
    starting = multiprocessing.get_context("fork" if forked else "spawn")
    patience = sys.getswitchinterval()
    if forked:
        _renderers[""] = here
    # A thread receives the workers' results; it must not wait long for the GIL while this process renders.
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
    """Let the system end this worker when the process `parent` ends: a killed build leaves no workers behind."""
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

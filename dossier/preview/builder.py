"""The builds of `dossier serve`, one after another in a process of their own, so that the server answers meanwhile.

That process outlives a build: its modules stay imported. It collects no garbage while it builds, which would take half of
the time, but after each build, while nobody waits.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from dossier import config as settings_of
from dossier.build.driver import build, is_of_names
from dossier.build.request import ContentErrors, Request, Result
from dossier.diagnostics import Diagnostic
from dossier.incremental.database import remove_path
from dossier.leak_check import NamesMissing, Withheld, hits_in
from dossier.model.pages import TooLarge
from dossier.preview.early import Published, last_published
from dossier.settings_file import ConfigError
from dossier.store.withheld import names_at_hand

ENDED = "the process that builds ended unexpectedly; it is started again at the next change"
PATIENCE = 5.0
"""Seconds in which a build that is ended removes its temporary folders."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build."""

    diagnostics: tuple[Diagnostic, ...] | None = None
    """None where the build did not come as far as judging the content."""
    result: Result | None = None
    """None if nothing was built."""
    error: str | OSError = ""
    """Why nothing was built, if it was not for the content's errors."""
    withheld: bool = False
    """Whether the last good site was removed, because it may hold a withheld name."""
    published: Published | None = None
    """What the site was built with; None if that is not known."""
    seconds: float = 0


class _Silent:
    """Shows no progress."""

    def stage(self, name: str, total: int = 0) -> None: ...

    def step(self, steps: int = 1) -> None: ...


def build_preview(config_file: Path, folder: Path) -> Outcome:
    """Build the preview into `folder`/published, with the cache in `folder`; whatever is wrong is in the outcome."""
    site, begun = folder / "published", time.monotonic()
    try:
        settings = replace(settings_of.load(config_file), site=site)
        withheld = frozenset(names_at_hand())
        processes = os.cpu_count() or 1
        request = Request(settings, config_file, folder, processes=processes, withheld=withheld, draft=True)
        result = build(request, _Silent())
    except (ContentErrors, Withheld) as stopped:
        # The spellings of a record that contains its withheld names may not be at hand.
        holds = not isinstance(stopped, Withheld) or bool(hits_in(site, names_at_hand()))
        withheld_now = is_of_names(stopped) and holds
        if withheld_now:
            remove_path(site)
        return Outcome(tuple(stopped.diagnostics), withheld=withheld_now)
    except NamesMissing as missing:
        remove_path(site)
        return Outcome(error=str(missing), withheld=True)
    except OSError as error:
        return Outcome(error=error)
    except (ConfigError, TooLarge) as error:
        return Outcome(error=str(error))
    seconds = time.monotonic() - begun
    return Outcome(result.diagnostics, result, published=last_published(folder), seconds=seconds)


def _work(requests: Connection, config_file: Path, folder: Path, parent: int) -> None:
    """Build whenever a request comes, until the connection is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # temporary folders are removed
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)
    gc.disable()
    with suppress(EOFError, BrokenPipeError):
        while True:
            requests.recv()
            requests.send(build_preview(config_file, folder))
            gc.collect()


class DevBuilder:
    """Builds in another process whenever it is asked to. What is asked for during a build is built once after it."""

    def __init__(self, config_file: Path, folder: Path, report: Callable[[Outcome, int], None]) -> None:
        """`report` is called with the outcome of each build, and with the number of the last change that it knows."""
        self._config_file, self._folder, self._report = config_file, folder, report
        self._asked, self._wanted, self._closed = 0, threading.Condition(), False
        self._process: BaseProcess | None = None
        self._thread = threading.Thread(target=self._follow, daemon=True)
        # A process that has threads is not forked safely; nor is one on macOS that has imported much.
        self._start("fork" if sys.platform == "linux" else "spawn")

    def _start(self, method: str) -> None:
        self._pipe, theirs = get_context(method).Pipe()
        self._process = get_context(method).Process(  # type: ignore[attr-defined]
            target=_work, args=(theirs, self._config_file, self._folder, os.getpid())
        )
        self._process.start()
        theirs.close()

    def build(self) -> Outcome:
        """Build now, and wait for it."""
        if self._process is None:
            self._start("spawn")
        try:
            self._pipe.send(None)
            outcome: Outcome = self._pipe.recv()
        except (EOFError, OSError):
            self._end()
            return Outcome(error="" if self._closed else ENDED)
        return outcome

    def ask(self) -> None:
        """Build, and report; returns at once."""
        if not self._thread.is_alive():
            self._thread.start()
        with self._wanted:
            self._asked += 1
            self._wanted.notify()

    def _follow(self) -> None:
        done = 0
        while True:
            with self._wanted:
                while self._asked == done and not self._closed:
                    self._wanted.wait()
                if self._closed:
                    return
                done = self._asked
            outcome = self.build()
            if not self._closed:
                self._report(outcome, done)

    def close(self) -> None:
        """End the process; a build that is under way leaves the last site."""
        with self._wanted:
            self._closed = True
            self._wanted.notify()
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.terminate()
            process.join(PATIENCE)
            process.kill()
            process.join()
            self._pipe.close()

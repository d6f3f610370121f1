"""A process with all its children: seconds, processor time, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from compare.model import Run

POLL = 0.02


class Failed(Exception):
    """The process ended with an error; the text is the end of what it said."""


def measured(command: Sequence[str], folder: Path, env: Mapping[str, str], watch: bool = False) -> Run:
    """Run a command to its end; `watch` looks at its memory meanwhile, which costs time: such a run is not timed."""
    load = os.getloadavg()[0]
    # Whoever keeps Python from writing its bytecode compiles the whole program at every start.
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**around, **env}, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        watcher = Watcher(process.pid)
        if watch:
            watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        watcher.ended.set()
        if watch:
            watcher.join()
        if process.returncode:
            said.seek(0)
            raise Failed(" ".join(said.read().decode(errors="replace").split())[-300:])
    largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    # Without /proc there is only the largest process.
    memory = (watcher.peak or largest) if watch else 0.0
    return Run(seconds, used.ru_utime + used.ru_stime, load, memory)


class Watcher(threading.Thread):
    """The peak of the memory of a process and its children, shared pages counted once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        """Until it ended."""
        while not self.ended.wait(POLL):
            self.peak = max(self.peak, sum(proportional(pid) for pid in tree(self.pid)))


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:  # it ended meanwhile
                continue
    return found


def proportional(pid: int) -> int:
    """A process's memory, in bytes: what it shares is divided by those who share it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it ended meanwhile
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)

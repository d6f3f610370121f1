"""What is known of a generator at one size: what it wrote, and how long each run took."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from compare.measured import Failed, measured
from compare.model import Corpus, Found, Generator, Run
from compare.verified import missing


@dataclass
class Row:
    """A generator at one size."""

    generator: Generator
    found: Found | None
    folder: Path
    fault: str = ""
    memory: float = 0
    pages: int = 0
    size: int = 0
    runs: list[Run] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median."""
        return median(run.seconds for run in self.runs)

    def build(self, watch: bool = False) -> Run:
        """A clean build."""
        assert self.found
        for name in (self.generator.output, *self.generator.caches):
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        os.sync()  # what the one before wrote is not to be waited for
        return measured(self.found.command, self.folder, dict(self.generator.environment), watch)

    def prove(self, read: Corpus) -> None:
        """The build that is not timed: what it wrote, and how much memory it took."""
        try:
            self.memory = self.build(watch=True).memory
        except Failed as failed:
            self.fault = f"failed: {failed}"
            return
        site = self.folder / self.generator.output
        sizes = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
        self.pages = sum(path.name == "index.html" for path in sizes)
        self.size = sum(sizes.values())
        if absent := missing(site, read):
            self.fault = f"missing: {absent}"

    def timed(self) -> None:
        """One run more."""
        try:
            self.runs.append(self.build())
        except Failed as failed:
            self.fault = f"failed: {failed}"

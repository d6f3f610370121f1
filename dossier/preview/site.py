"""The site that `dossier serve` serves, and the errors of the last build, which open pages show."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dossier.diagnostics import Diagnostic
from dossier.foreign_paths import ForeignPathError, join

EVENTS, SCRIPT = "-dossier/events", "-dossier/reload.js"
"""Addresses of the reload stream and script; no page of a dossier can have one."""
WITHHELD = (
    "<!doctype html><title>Withheld</title><body><p>The preview is withheld until the content is mended: "
    "a page would hold what must not be published.</p></body>"
)
"""Served instead of pages that may hold a withheld name."""
EMPTY = "<!doctype html><title>No page yet</title><body><p>No page yet.</p></body>"
"""Served until a first build succeeds."""


class DevSite:
    """The served directory, pages drawn before it is built, and the errors of the last build; safe to use from several
    threads.

    Changes of the content are numbered. What a build reports is of all changes up to a number; a page that was drawn
    early stays in front of the site until a build knows its change.
    """

    def __init__(self, base: str, site: Path) -> None:
        self.base = base
        """The path of the published site's root."""
        self.hosts = frozenset(("localhost", "127.0.0.1", "::1"))
        """Host names that a request may have."""
        self.site = site
        """The directory of the site; a build replaces it."""
        self.diagnostics: tuple[Diagnostic, ...] = ()
        """Those of the last build."""
        self._lock = threading.Lock()
        self._version = 0
        self._fault = ""
        self._withheld = False
        self._open: Counter[str] = Counter()
        self._early: dict[str, tuple[int, bytes]] = {}
        self._of_page: dict[str, str] = {}
        self._built = 0

    def show(self, change: int) -> None:
        """Reports a new site without errors: open pages reload, except those that show the same already."""
        with self._lock:
            same = {name for name, (_, data) in self._early.items() if self._on_disk(name) == data}
            self._version += 1
            self._fault, self._withheld, self._built = "", False, change
            self._early = {name: page for name, page in self._early.items() if page[0] > change}
            self._of_page = {
                name: of for name, of in self._of_page.items() if name in same or name in self._early
            }

    def clear(self, change: int) -> None:
        """Reports that there are no errors and no changes."""
        with self._lock:
            self._fault, self._withheld = "", False
            self._drop(change)

    def fault(self, text: str, change: int) -> None:
        """Shows errors on every open page; the last good site is still served."""
        with self._lock:
            self._fault = text
            self._drop(change)

    def withhold(self, text: str, change: int) -> None:
        """Shows errors, and stops serving the last good site."""
        with self._lock:
            self._version += 1
            self._fault, self._withheld = text, True
            self._early, self._of_page, self._built = {}, {}, change

    def _drop(self, change: int) -> None:
        """Drop pages drawn early that a build knew: the site is as it was before."""
        self._built = change
        for name in [name for name, (number, _) in self._early.items() if number <= change]:
            del self._early[name], self._of_page[name]

    def early(self, pages: Mapping[str, bytes], change: int) -> None:
        """Serves pages as they are after a change, before the site is built: they reload where they are open."""
        with self._lock:
            if change <= self._built or self._withheld:
                return
            for name, data in pages.items():
                if self._served(name) != data:
                    self._early[name] = change, data
                    self._of_page[name] = f"early {change}"

    @contextmanager
    def open_page(self, path: str) -> Iterator[str]:
        """For the time of a block, a page is open at a path; gives the name of its file."""
        name = path.removeprefix(self.base)
        name = f"{name}index.html" if name.endswith("/") or not name else name
        with self._lock:
            self._open[name] += 1
        try:
            yield name
        finally:
            with self._lock:
                self._open[name] -= 1
                self._open += Counter()  # without those that are open nowhere

    @property
    def open_pages(self) -> list[str]:
        """The names of the files of pages that are open somewhere."""
        with self._lock:
            return sorted(self._open)

    def state(self, name: str = "") -> str:
        """The state as JSON, for an open page, by the name of its file."""
        with self._lock:
            version = self._of_page.get(name, str(self._version))
            return json.dumps({"version": version, "fault": self._fault})

    def _on_disk(self, name: str) -> bytes | None:
        """The bytes of a file of the site; None if there is none."""
        try:
            path = join(self.site, name)
            return path.read_bytes() if path.is_file() else None
        except (ForeignPathError, OSError):  # a name that is too long, a file that has just gone
            return None

    def _served(self, name: str) -> bytes | None:
        return self._early[name][1] if name in self._early else self._on_disk(name)

    def file(self, name: str) -> bytes | None:
        """A file of the site by its address; None if there is none."""
        if name == SCRIPT:
            return (Path(__file__).parent / "reload.js").read_bytes()
        with self._lock:
            version = self._of_page.get(name, str(self._version))
            found = None if self._withheld else self._served(name)
            if self._withheld and name.endswith(".html"):
                found = WITHHELD.encode()
        if found is None and name.endswith("index.html") and not self.site.is_dir():
            found = EMPTY.encode()
        if found is None or not name.endswith(".html"):
            return found
        # The version of the page itself: there may be a newer one by the time at which it asks for changes.
        script = f'<script src="{self.base}{SCRIPT}" data-base="{self.base}" data-version="{version}"></script></body>'
        return found.replace(b"</body>", script.encode())

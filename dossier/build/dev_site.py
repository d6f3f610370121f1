"""The site that `dossier serve` serves, and the errors of the last build, which open pages show."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from dossier.diagnostics import Diagnostic
from dossier.foreign_paths import ForeignPathError, join

EVENTS, SCRIPT = "-dossier/events", "-dossier/reload.js"
"""Addresses of the reload stream and script; no page of a dossier can have one."""
WITHHELD = (
    "<!doctype html><title>Withheld</title><body><p>The preview is withheld until the content is mended: "
    'a page would hold what must not be published.</p><script src="{}"></script></body>'
)
"""Served instead of pages that may hold a withheld name."""
EMPTY = '<!doctype html><title>No page yet</title><body><p>No page yet.</p><script src="{}"></script></body>'
"""Served until a first build succeeds."""


class DevSite:
    """The served directory, and the errors of the last build; safe to use from several threads."""

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

    def show(self) -> None:
        """Reports a new site without errors: open pages reload."""
        with self._lock:
            self._version += 1
            self._fault, self._withheld = "", False

    def clear(self) -> None:
        """Reports that there are no errors and no changes."""
        with self._lock:
            self._fault, self._withheld = "", False

    def fault(self, text: str) -> None:
        """Shows errors on every open page; the last good site is still served."""
        with self._lock:
            self._fault = text

    def withhold(self, text: str) -> None:
        """Shows errors, and stops serving the last good site."""
        with self._lock:
            self._version += 1
            self._fault, self._withheld = text, True

    def state(self) -> str:
        """The state as JSON, for open pages."""
        with self._lock:
            return json.dumps({"version": self._version, "fault": self._fault})

    def file(self, name: str) -> bytes | None:
        """A file of the site by its address; None if there is none."""
        if name == SCRIPT:
            return (Path(__file__).parent / "reload.js").read_bytes()
        if self._withheld:
            return WITHHELD.format(self.base + SCRIPT).encode() if name.endswith(".html") else None
        try:
            path = join(self.site, name)
            if not path.is_file():
                nothing = name.endswith("index.html") and not self.site.is_dir()
                return EMPTY.format(self.base + SCRIPT).encode() if nothing else None
            found = path.read_bytes()
        except (ForeignPathError, OSError):  # a name that is too long, a file that has just gone
            return None
        if not name.endswith(".html"):
            return found
        script = f'<script src="{self.base}{SCRIPT}" data-base="{self.base}"></script></body>'
        return found.replace(b"</body>", script.encode())

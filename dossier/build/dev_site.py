"""What `dossier serve` shows at the moment: the last good site, or why there is none; and what is wrong."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from dossier.foreign_paths import ForeignPathError, join

EVENTS, SCRIPT = "-dossier/events", "-dossier/reload.js"
"""Addresses below the site's, which no page of a dossier can have."""
WITHHELD = (
    "<!doctype html><title>Withheld</title><body><p>The preview is withheld until the content is mended: "
    'a page would hold what must not be published.</p><script src="{}"></script></body>'
)
"""What is shown in the place of pages that hold, or may hold, a withheld name."""
EMPTY = '<!doctype html><title>No page yet</title><body><p>No page yet.</p><script src="{}"></script></body>'
"""What is shown while the content has had errors from the beginning."""


class DevSite:
    """What is served, and what is wrong with it at the moment."""

    def __init__(self, base: str, site: Path) -> None:
        self.base = base
        """The path that the site stands at, as where it is published."""
        self.hosts = frozenset(("localhost", "127.0.0.1", "::1"))
        """Names that a browser may have asked for it by."""
        self.site = site
        """The directory of the site, which is replaced when it changes."""
        self._changed = threading.Condition()
        self._version = 0
        self._fault = ""
        self._withheld = False

    def show(self) -> None:
        """The site has changed, and nothing is wrong."""
        with self._changed:
            self._version += 1
            self._fault, self._withheld = "", False
            self._changed.notify_all()

    def clear(self) -> None:
        """Nothing is wrong, and nothing has changed."""
        with self._changed:
            self._fault, self._withheld = "", False
            self._changed.notify_all()

    def fault(self, told: str) -> None:
        """Say on every open page what is wrong; the last good site stays."""
        with self._changed:
            self._fault = told
            self._changed.notify_all()

    def withhold(self, told: str) -> None:
        """As `fault`, and no page or file of the last good site is served any more."""
        with self._changed:
            self._version += 1
            self._fault, self._withheld = told, True
            self._changed.notify_all()

    def state(self, known: str = "", wait: float = 0) -> str:
        """What an open page is told, as JSON; waits so many seconds for something else than `known`."""
        with self._changed:
            self._changed.wait_for(lambda: self._told() != known, wait)
            return self._told()

    def _told(self) -> str:
        return json.dumps({"version": self._version, "fault": self._fault})

    def file(self, name: str) -> bytes | None:
        """A file of the site, by its address; None where there is none."""
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
        script = f'<script src="{self.base}{SCRIPT}"></script></body>'
        return found.replace(b"</body>", script.encode())

"""`dossier serve`'s server in a thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from starlette.routing import BaseRoute

from dossier.preview.server import serve
from dossier.preview.site import DevSite


@contextmanager
def previewed(site: DevSite, routes: Sequence[BaseRoute] = ()) -> Iterator[int]:
    """The port of loopback at which the site is served."""
    found: list[int] = []
    ready, done = threading.Event(), threading.Event()

    def then(address: str) -> None:
        found.append(int(address.split(":")[2].split("/")[0]))
        ready.set()
        done.wait()

    thread = threading.Thread(target=serve, args=(site, "127.0.0.1", 0, then, routes))
    thread.start()
    ready.wait()
    try:
        yield found[0]
    finally:
        done.set()
        thread.join()

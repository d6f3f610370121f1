"""From a link, a saved page or a reference to a draft that somebody confirms. The only package that uses the network.

fetch → saved → page → draft, with candidates beside it; recapture and links come back to the same addresses later.
"""

from __future__ import annotations


class Refused(Exception):
    """A source that cannot be taken in; the message says why, in one line. Nothing was written."""


class Unreachable(Refused):
    """An address that did not answer as it should: a fault of the network or the server, not of the author."""

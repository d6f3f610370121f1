"""Web addresses normalised for comparison: two that lead to one page are equal."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|yclid|_ga|ref_src", re.IGNORECASE
)
_NUMBERED_HOST = re.compile(r"(?:www\d?|m|mobile|amp)\.")


def host_of(address: str) -> str:
    """The host without `www.` and marks of a mobile edition."""
    return _NUMBERED_HOST.sub("", (urlsplit(address).hostname or "").rstrip("."), count=1)


def comparable(address: str) -> str:
    """An address without scheme, `www.`, port, fragment, closing slash and tracking parameters, percent-encoding undone."""
    parts = urlsplit(address)
    query = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    )
    path = unquote(parts.path).removesuffix("/amp").rstrip("/")
    return f"{host_of(address)}{path}?{'&'.join('='.join(pair) for pair in query)}"

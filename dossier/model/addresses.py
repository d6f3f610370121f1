"""Web addresses normalised for comparison: two that lead to one page are equal."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|yclid|_ga|ref_src", re.IGNORECASE
)
_AMP = (("amp", ""), ("amp", "1"), ("amp", "true"), ("outputType", "amp"))
_PART = re.compile("[^?#]+")
_PATH = re.compile(r"(?<=[\w.])/")
_WITHIN = re.compile(r"/(?=https?:/{1,2}[^/\s?#])", re.IGNORECASE)
_NUMBERED_HOST = re.compile(r"(?:www\d?|m|mobile|mobil|touch|wap|amp)\.")


def host_of(address: str) -> str:
    """The host without `www.` and marks of a mobile edition."""
    host = _NUMBERED_HOST.sub("", (urlsplit(address).hostname or "").rstrip("."), count=1)
    return host.replace(".m.", ".")


def is_tracking(parameter: str) -> bool:
    """True for a parameter of an address that says where its reader came from."""
    return bool(_TRACKING.fullmatch(parameter))


def within(address: str) -> str:
    """The address that an archive's address has within it; empty for any other."""
    for part in _PART.finditer(address):
        path = _PATH.search(address, part.start(), part.end())
        found = list(_WITHIN.finditer(address, path.start(), part.end())) if path else []
        if found:
            return re.sub(":/+", "://", address[found[-1].end() :].partition("\n")[0], count=1)
    return ""


def comparable(address: str) -> str:
    """An address without scheme, `www.`, port, fragment, closing slash, tracking parameters and marks of an AMP edition,
    percent-encoding undone.
    """
    parts = urlsplit(address)
    query = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not is_tracking(pair[0])
    )
    query = [pair for pair in query if pair not in _AMP]
    path = unquote(parts.path).rstrip("/").removesuffix("/amp").rstrip("/")
    return f"{host_of(address)}{path}?{'&'.join('='.join(pair) for pair in query)}"

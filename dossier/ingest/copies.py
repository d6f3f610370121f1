"""Addresses of copies → the address of the original: archives, caches, AMP, the mobile edition."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from dossier.model.addresses import is_tracking
from dossier.model.checks import Malformed, web_address

_ARCHIVES = re.compile(
    r"(?:.+\.)?(?:archive\.(?:org|today|ph|is|li|vn|fo|md|st)|perma\.cc|perma-archives\.org|arquivo\.pt"
    r"|webarchive\.nationalarchives\.gov\.uk|webarchive\.loc\.gov|webarchive\.org\.uk|webarchive\.parliament\.uk|archive-it\.org"
    r"|ghostarchive\.org|webcitation\.org|megalodon\.jp|mementoweb\.org|vefsafn\.is|conifer\.rhizome\.org|webrecorder\.io"
    r"|bibalex\.org|freezepage\.com|wikiwix\.com|webcache\.googleusercontent\.com|cc\.bingj\.com|yandexwebcache\.net"
    r")"
)
"""Hosts whose pages are copies of others."""
_ARCHIVE_NAMES = re.compile(
    r"(?:www\.)?(?:archive\.(?:today|ph|is|li|vn|fo|md|org)|web\.archive\.org|webpage archive|(?:the )?internet archive"
    r"(?: wayback machine)?|wayback machine|perma\.cc|ghost ?archive(?:\.org)?|arquivo\.pt|webcitation(?:\.org)?"
    r"|the national archives|google(?: search| cache)?|cdn\.ampproject\.org|ampproject\.org)",
    re.I,
)
_WITHIN = re.compile(r"/(?:o/\w{1,20}/)?[^:?#]{0,200}?(https?:/{1,2}[^/\s].*)", re.I)
"""An address within a path: behind a timestamp, a collection, a code."""
_AFTER_A_TIME = re.compile(r"/\d{8,14}(?:[a-z]{2}_)?/https?:/")
_BARE_HOST = re.compile(
    r"/(?:web/)?(?:\d{4,14}(?:[a-z]{2}_)?|newest|oldest)/((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?:[/?].*)?)",
    re.I,
)
_GOOGLE_CACHE = re.compile(r"cache:(?:[\w-]{1,20}:(?!//))?(\S+)")
_AMP_CACHE = re.compile(r"/(?:[a-z]{1,3}/)?(?:s/)?(.+)")
_AMP_VIEWER = re.compile(r"/amp/(s/)?(.+)")
_AMP_HOST = re.compile(r"amp[.-]|.*\.amp\.", re.I)
_AMP_PATH = re.compile(r"/amp(?:/|$)|\.amp(?:\.html?)?$|[.-]amp\.html?$", re.I)
_AMP_QUERY = re.compile(r"(?:^|&)(?:amp(?:=(?:1|true)?)?|outputType=amp|output=amp)(?:&|$)", re.I)
_MOBILE_HOST = re.compile(r"(?:[a-z]{2,3}\.)?m\.|(?:mobile|mobil|touch|wap)\.", re.I)
_REDIRECTORS = re.compile(
    r"(?:.+\.)?(?:t\.co|bit\.ly|goo\.gl|ow\.ly|tinyurl\.com|feedproxy\.google\.com|feeds\.feedburner\.com|lm?\.facebook\.com"
    r"|lnkd\.in|buff\.ly|dlvr\.it|trib\.al|fb\.me|is\.gd|shorturl\.at|rebrand\.ly|ift\.tt|news\.google\.com|l\.instagram\.com"
    r"|getpocket\.com|www\.printfriendly\.com|out\.reddit\.com|away\.vk\.com|clck\.ru|doubleclick\.net|outbrain\.com|taboola\.com)"
)
"""Hosts that only lead on to a page."""
_HOME = re.compile(
    r"/?(?:(?:[a-z]{2}(?:-[a-z]{2})?/|(?:ar|bg|bn|cs|da|de|el|en|es|fa|fi|fr|he|hi|hr|hu|id|it|ja|ko|ku|nl|no|pl|pt|ro|ru|sk"
    r"|sr|sv|th|tr|uk|ur|vi|zh)(?:-[a-z]{2})?))?(?:(?:index|default|home)(?:\.\w{1,5})?)?",
    re.I,
)
"""A site's beginning, or that of a language or a country. Two other letters without a slash behind may name a page."""
_PROXY = re.compile(
    r"/(?:[\w-]{1,20}/){0,2}(https?:/{1,2}(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?:[/?:].*)?)", re.I
)
"""A path that is another's address: of a service that shows a page without its frame, with notes, or past a wall."""
_TURBO = re.compile(r"(?:/turbo)?/((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})/[sn](/.*)")
_TRANSLATORS = re.compile(
    r"(?:.+\.)?translate\.goog|translate\.(?:google|yandex)\.[a-z.]{2,6}|translated\.turbopages\.org"
    r"|(?:www\.)?(?:microsofttranslator\.com|translatetheweb\.(?:com|net))|.+\.translatetheweb\.net",
    re.I,
)


def is_archive(address: str) -> bool:
    """True for an address of an archive or a cache, whose pages are copies."""
    parts = _split(address)
    return parts is not None and (
        bool(_ARCHIVES.fullmatch(parts.hostname or "")) or bool(_AFTER_A_TIME.search(parts.path))
    )


def is_archive_name(name: str) -> bool:
    """True for the name of an archive, which is no outlet's."""
    return bool(_ARCHIVE_NAMES.fullmatch(name.strip())) or is_archive(f"https://{name.strip().lower()}")


def is_amp(address: str) -> bool:
    """True for an address of an AMP edition or of a cache of them."""
    parts = _split(address)
    if parts is None:
        return False
    host = parts.hostname or ""
    return bool(
        host.endswith(".ampproject.org")
        or host.endswith((".ampproject.net", ".bing-amp.com"))
        or _AMP_HOST.match(host)
        or _AMP_PATH.search(parts.path)
        or _AMP_QUERY.search(parts.query)
    )


def is_copy(address: str) -> bool:
    """True for an address of an archive, a cache, an AMP or mobile edition, or one that counts clicks."""
    parts = _split(address)
    mobile = parts is not None and bool(_MOBILE_HOST.match(parts.hostname or ""))
    return mobile or is_amp(address) or is_archive(address) or original(address) != address


def is_translation(address: str) -> bool:
    """True for an address at which a program's translation of a page stands."""
    parts = _split(address)
    return parts is not None and bool(_TRANSLATORS.fullmatch(parts.hostname or ""))


def is_redirector(address: str) -> bool:
    """True for an address of a service that shortens links or counts clicks."""
    parts = _split(address)
    return parts is not None and bool(_REDIRECTORS.fullmatch(parts.hostname or ""))


def is_home(address: str) -> bool:
    """True for the address of a site's home page, in whichever language."""
    parts = _split(address)
    return parts is not None and not parts.query and bool(_HOME.fullmatch(parts.path))


def original(address: str) -> str:
    """The address that a copy's address contains; empty for a copy whose address does not; any other as it is.

    Tracking parameters are left out.
    """
    for _ in range(4):  # an archive's copy of an AMP cache's copy
        parts = _split(address)
        if parts is None:
            return address
        inner = _inner(address)
        if inner is None:
            break
        if not inner:
            return ""
        address = inner
    return without_tracking(address)


def without_tracking(address: str) -> str:
    """The address without parameters such as utm_source and fbclid."""
    parts = _split(address)
    if parts is None or not any(
        is_tracking(key) for key, _ in parse_qsl(parts.query, keep_blank_values=True)
    ):
        return address
    pairs = [p for p in parts.query.split("&") if not is_tracking(unquote(p.partition("=")[0]))]
    return urlunsplit(parts._replace(query="&".join(pairs)))


def _inner(address: str) -> str | None:
    """The address in a copy's; empty if there is none in it; None if it is no copy's."""
    parts = _split(address)
    assert parts is not None
    host, query = parts.hostname or "", dict(parse_qsl(parts.query))
    if host == "webcache.googleusercontent.com":
        match = _GOOGLE_CACHE.search(query.get("q", ""))
        return _sound(match[1]) if match else ""
    if host.endswith((".ampproject.org", ".ampproject.net")) or host == "cdn.ampproject.org":
        match = _AMP_CACHE.fullmatch(parts.path)
        return (
            _sound(_with_query(match[1], parts.query), "https" if "/s/" in parts.path[:8] else "http")
            if match
            else ""
        )
    if re.fullmatch(r"(?:www\.)?(?:google|bing)\.[a-z.]{2,6}", host):
        if match := _AMP_VIEWER.fullmatch(parts.path):
            return _sound(_with_query(match[2], parts.query), "https" if match[1] else "http")
        if parts.path == "/url" and (target := query.get("q") or query.get("url")):
            return _sound(target)
    if is_redirector(address):
        target = query.get("u") or query.get("url") or query.get("to") or ""
        return _sound(target) if target else None
    turbo = host.endswith(".turbopages.org") or re.fullmatch(r"(?:www\.)?yandex\.[a-z.]{2,6}", host)
    if turbo and (match := _TURBO.fullmatch(parts.path)):
        return _sound(_with_query(f"{match[1]}{match[2]}", parts.query), "https")
    if not is_archive(address):
        match = _PROXY.fullmatch(_with_scheme(parts.path))
        return _sound(_with_query(_two_slashes(match[1]), parts.query)) or None if match else None
    if match := _WITHIN.fullmatch(_with_scheme(parts.path)):
        return _sound(_with_query(_two_slashes(match[1]), parts.query))
    if match := _BARE_HOST.fullmatch(parts.path):
        return _sound(_with_query(match[1], parts.query), "http")
    return _sound(query.get("url", "") or query.get("q", ""))


def _two_slashes(address: str) -> str:
    """An address whose double slash became one within a path."""
    return re.sub(r"^(https?):/+", r"\1://", address, flags=re.I)


def _with_scheme(path: str) -> str:
    """A path with the scheme of an address in it decoded."""
    return re.sub(r"(https?)%3A%2F%2F", r"\1://", path, count=1, flags=re.I)


def _with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _sound(address: str, scheme: str = "http") -> str:
    """A valid address without its fragment, with a scheme if it had none; empty if it is none."""
    full = address if re.match(r"https?://", address, re.I) else f"{scheme}://{address}"
    try:
        return web_address(full.partition("#")[0]) if address and "." in full else ""
    except Malformed:
        return ""


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.hostname
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") else None

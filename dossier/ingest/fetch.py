"""Fetches an address over http(s): bounded in time and size, each redirect checked, never an address inside the network.

The host is resolved once a hop, all its addresses are checked, and the connection goes to a checked address: a name that
resolves differently the second time (DNS rebinding) gains nothing. Proxies in the environment are not used, for they
would resolve the name again.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import quote, urljoin, urlsplit

from dossier.ingest import Refused, Unreachable
from dossier.model.checks import Malformed, web_address

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Permit = Callable[[Address], bool]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NOT_GLOBAL = (ipaddress.IPv6Network("fec0::/10"), ipaddress.IPv6Network("3fff::/20"))
"""Site-local (RFC 3879) and documentation (RFC 9637) addresses, for which `is_global` is true."""
_REDIRECTS = (301, 302, 303, 307, 308)
PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on a request and its response."""

    seconds: float = 30
    """For one address, including its redirects."""
    silence: float = 10
    """Seconds without a byte."""
    size: int = 10_000_000
    """Bytes of a response, decompressed."""
    redirects: int = 5


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response with its body decompressed."""

    address: str
    """The final address after redirects."""
    status: int
    content_type: str
    """Without parameters, in lower case; empty if the server names none."""
    charset: str
    body: bytes


def public(address: Address) -> bool:
    """True for an address of the public Internet (IANA's registries), and of one embedded in an IPv6 address."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(a is not None and not public(a) for a in inner):
            return False
        if any(address in network for network in _NOT_GLOBAL):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def fetch(
    address: str,
    *,
    limits: Limits = LIMITS,
    permit: Permit = public,
    types: tuple[str, ...] = PAGES,
    method: str = "GET",
) -> Fetched:
    """The page at `address`; raises `Refused` for an address that is not permitted, `Unreachable` if it does not answer."""
    deadline = time.monotonic() + limits.seconds
    at = address
    for _ in range(limits.redirects + 1):
        try:
            web_address(at)
        except Malformed as wrong:
            raise Refused(f"{wrong.message}; only http and https addresses are fetched") from None
        found, location = _hop(at, limits, deadline, permit, types, method)
        if location is None:
            return found
        target = quote(location.encode("latin-1", "replace"), safe="%/:=&?~#+!$,;'@()*[]")
        try:
            at = urljoin(at, target)
        except ValueError:  # http://[::1, without the closing bracket
            raise Unreachable(f'{at} redirects to "{target}", which is no address') from None
    raise Unreachable(f"{address} redirects more than {limits.redirects} times")


class _Pinned(http.client.HTTPConnection):
    """A connection to a checked address, with the host's name in the request and the certificate."""

    def __init__(self, host: str, port: int, ip: Address, seconds: float, tls: bool) -> None:
        super().__init__(host, port, timeout=seconds)
        self._ip, self._tls = ip, tls
        self.opened: socket.socket | None = None
        """The socket, referenced here because http.client drops it when the response ends with the connection."""

    def connect(self) -> None:
        """Connect to the address, not to the name."""
        self.opened = self.sock = socket.create_connection((str(self._ip), self.port), self.timeout)
        if self._tls:
            self.opened = self.sock = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.host
            )


def _hop(
    address: str, limits: Limits, deadline: float, permit: Permit, types: tuple[str, ...], method: str
) -> tuple[Fetched, str | None]:
    """Make one request; return the response and the address it redirects to."""
    parts = urlsplit(address)
    assert parts.hostname
    tls = parts.scheme == "https"
    port = parts.port or (443 if tls else 80)
    try:
        host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode()
    except UnicodeError:
        raise Refused(f"{address} has no host that can be looked up") from None
    ip = _judged(host, port, permit, address)
    left = deadline - time.monotonic()
    if left <= 0:
        raise Unreachable(f"{address} took longer than {limits.seconds:g} seconds")
    connection = _Pinned(host, port, ip, min(limits.silence, left), tls)
    late = threading.Event()

    def cut() -> None:
        late.set()
        if connection.opened is not None:
            with suppress(OSError):
                connection.opened.shutdown(socket.SHUT_RDWR)

    # A server that sends a byte now and then is never silent, so there is a deadline for the complete response.
    watch = threading.Timer(left, cut)
    watch.daemon = True
    watch.start()
    answer: http.client.HTTPResponse | None = None
    try:
        target = quote(parts.path or "/", safe="%/:=~+!$,;'@()*") + (
            f"?{quote(parts.query, safe='%/:=&?~+!$,;@()*[]')}" if parts.query else ""
        )
        headers = {
            "User-Agent": f"dossier/{version('dossier')}",
            "Accept": ", ".join(types),
            "Accept-Encoding": "gzip",
        }
        connection.request(method, target, headers=headers)
        answer = connection.getresponse()
        if answer.status in _REDIRECTS and (location := answer.getheader("Location")):
            return Fetched(address, answer.status, "", "", b""), location
        kind = answer.headers.get_content_type() if answer.getheader("Content-Type") else ""
        charset = answer.headers.get_content_charset() or ""
        if answer.status >= 400:
            raise Unreachable(f"{address} answers {answer.status} {answer.reason}".rstrip())
        if kind and kind not in types:
            raise Refused(f"{address} is {kind}, not a page")
        body = b"" if method == "HEAD" else _body(answer, limits, address)
        if late.is_set():
            raise TimeoutError
        return Fetched(address, answer.status, kind, charset, body), None
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(f"{address}: its certificate cannot be trusted ({error.verify_message})") from None
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        if late.is_set() or time.monotonic() >= deadline:
            raise Unreachable(f"{address} took longer than {limits.seconds:g} seconds") from None
        if isinstance(error, TimeoutError):
            raise Unreachable(f"{address} is silent") from None
        if isinstance(error, http.client.IncompleteRead):
            raise Unreachable(f"{address}: its answer was cut short") from None
        reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        raise Unreachable(f"{address} cannot be read ({reason})") from None
    finally:
        watch.cancel()
        if answer is not None:
            answer.close()
        connection.close()
        if connection.opened is not None:
            connection.opened.close()


def _judged(host: str, port: int, permit: Permit, address: str) -> Address:
    """The first address of a host, if all of them are permitted; raises `Refused`."""
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable(f'{address}: no host is called "{host}"') from None
    ips = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in addresses]
    if not ips or not all(map(permit, ips)):
        raise Refused(f"{address} leads into a private network; such addresses are not fetched")
    return ips[0]


def _body(answer: http.client.HTTPResponse, limits: Limits, address: str) -> bytes:
    """The body, decompressed piece by piece; raises `Refused` if it is too large, `IncompleteRead` if it is cut short."""
    coding = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise Refused(f"{address} is packed as {coding}, which was not asked for")
    too_large = Refused(f"{address} is larger than {limits.size:,} bytes")
    if answer.length is not None and answer.length > limits.size:
        raise too_large
    nothing = answer.length == 0 or answer.chunked  # an empty body, which needs no packing
    unpack = None if coding == "identity" else zlib.decompressobj(47)  # zlib's or gzip's header
    body = bytearray()
    taken = 0
    while piece := answer.read1(65536):
        taken += len(piece)
        if unpack is None:
            body += piece
        while unpack and piece and len(body) <= limits.size:
            if unpack.eof:  # gzip may go on with another member (RFC 1952, 2.2), or be padded with zeros
                piece = piece.lstrip(b"\0")
                if not piece:
                    break
                unpack = zlib.decompressobj(31)
            body += unpack.decompress(piece, limits.size + 1 - len(body))
            piece = unpack.unused_data
        if len(body) > limits.size or taken > limits.size:
            raise too_large
    # Without a length, the end of the connection may be the end of the page or a failure: only the compression tells.
    if answer.length or (unpack and not unpack.eof and (taken or not nothing)):
        raise http.client.IncompleteRead(b"")
    return bytes(body)

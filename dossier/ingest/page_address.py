"""The address of a page and of the archived copy of it that was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from dossier.ingest import copies, metadata
from dossier.ingest.source import Found
from dossier.model.addresses import comparable, host_of
from dossier.model.checks import Malformed, web_address

if TYPE_CHECKING:
    from dossier.ingest.stated import Page


def canonical(page: Page) -> Found | None:
    """The page's own address: neither an archive's, nor a cache's, nor a home page's that a template names.

    A page may name another as its original. That is believed on its own host, and of an AMP edition, which must name one.
    """
    read_at = sound(copies.original(page.address))
    amp = is_amp(page)
    for address, how in stated_addresses(page):
        if not address or copies.is_archive(address) or copies.is_redirector(address):
            continue
        if copies.is_home(address) and (not read_at or comparable(address) != comparable(read_at)):
            continue
        if amp and copies.is_amp(address):
            continue
        if not read_at or amp or host_of(address) == host_of(read_at):
            return Found(address, how)
    how = "the address it was read at" if read_at == page.address else "in the address it was read at"
    return Found(read_at, how) if read_at else None


def archived(page: Page) -> Found | None:
    """The address of an archived copy, if that copy was read."""
    read_at = sound(page.address)
    if read_at and copies.is_archive(read_at):
        return Found(read_at, "the address it was read at")
    for href in page.links.get("canonical", ())[:1]:
        address = sound(_joined(page.base, href))
        if address and copies.is_archive(address) and copies.original(address):
            return Found(address, "link canonical")
    return None


def is_amp(page: Page) -> bool:
    """True of an AMP edition, by its address or by the mark on its root element."""
    root = page.tree.getroottree().getroot()
    marks = {str(name) for name in root.attrib}
    return copies.is_amp(page.address) or bool(marks & {"amp", "⚡", "amp4ads", "⚡4ads"})


def stated_addresses(page: Page) -> Iterator[tuple[str, str]]:
    """The addresses that the page gives for itself, those of copies resolved, and where each stands."""
    for written, how in (
        *((href, "link canonical") for href in page.links.get("canonical", ())[:1]),
        *((tag.value, tag.how) for tag in [page.first("og:url", "twitter:url", "al:web:url")] if tag),
        *((address, "JSON-LD url") for address in metadata.addresses_of(page.ld)),
    ):
        yield resolved(written, page), how


def resolved(written: str, page: Page) -> str:
    """An address in a page as an absolute one, that of a copy as its original; empty if it is none."""
    joined = _joined(page.base, written)
    address = copies.original(joined)
    if joined and not address and copies.is_archive(joined):
        # Relative to an archive's page: the archive left it as it stood in the original.
        address = _joined(copies.original(page.address), written)
    return sound(address)


def _joined(base: str, written: str) -> str:
    try:
        joined = urljoin(base, written) if written else ""
    except ValueError:
        return ""
    return f"https:{joined}" if joined.startswith("//") else joined


def sound(address: str) -> str:
    """A valid address without its fragment; empty for anything else."""
    try:
        return web_address(address.partition("#")[0]) if address else ""
    except Malformed:
        return ""

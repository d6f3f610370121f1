"""An address, a saved file or a reference → the sources in it, and how they were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

from dossier.ingest import Refused, copies, encoding, issue, page, plain, references, saved
from dossier.ingest.cleaned import cleaned
from dossier.ingest.fetch import LIMITS, Limits, Permit, fetch, public
from dossier.ingest.references import from_table
from dossier.ingest.source import Found, Source
from dossier.model.checks import Malformed, web_address


@dataclass(frozen=True, slots=True)
class Taken:
    """The sources found in a file, an archive, a list or at an address."""

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...]
    """One line for each skipped entry of a file of references."""
    facts: Mapping[str, str]
    """How it was read: tool, address requested, final address. They are written beside the capture."""


def take(
    given: str,
    url: str | None = None,
    *,
    known: Sequence[str] = (),
    columns: Mapping[str, str] = MappingProxyType({}),
    permit: Permit = public,
    limits: Limits = LIMITS,
) -> Taken:
    """Read an address (by fetching it) or a file; raises `Refused`, `Unreachable`.

    `url` is the address of the page that is meant: of an archive, only that page is read. `known` are addresses, of an
    article that is in the dossier, at one of which the page may have been read. `columns` are the headings of a table.
    """
    if url:
        try:
            web_address(url)
        except Malformed as wrong:
            raise Refused(f"--url: {wrong.message}") from None
    tool = f"dossier {version('dossier')}, trafilatura {version('trafilatura')}"
    if "://" in given.split("?")[0][:40]:
        answer = fetch(given, limits=limits, permit=permit)
        saved.check_is_page(answer.body, given)
        found = page.extract(saved.SavedPage(answer.body, answer.address, answer.charset), given)
        return Taken((found,), (), {"tool": tool, "address": given, "final_address": answer.address})
    path = Path(given)
    if not path.is_file():
        raise Refused(
            f"{cleaned(given)[:200]} is no file here, and no address that begins with http:// or https://"
        )
    if found_in_issue := issue.suggested(path):
        address = found_in_issue.url.value if found_in_issue.url else ""
        facts = {"tool": f"{tool}, from an issue", "address": address, "final_address": address}
        return Taken((found_in_issue,), (), facts)
    if references.is_reference(path):
        read = references.read(path, columns)
        return Taken(read.sources, read.passed_over, {})
    if addresses := _addresses(path):
        read = references.listed(addresses, path.name)
        return Taken(read.sources, read.passed_over, {})
    if (text := _without_markup(path)) is not None:
        found = replace(text, url=Found(url, "--url")) if url else text
        address = url or ""
        return Taken(
            (found,), (), {"tool": f"{tool}, from a text", "address": address, "final_address": address}
        )
    stored, found = _one_article(saved.load(path, (url, *known) if url else known), path.name, url)
    if url and found.url and found.url.value != url and found.archived is None and not copies.is_copy(url):
        found = replace(found, url=Found(url, "--url"))
    of = f"{tool}, from a {stored.tool}" if stored.tool else f"{tool}, from a saved page"
    return Taken((found,), (), {"tool": of, "address": stored.address, "final_address": stored.address})


def _addresses(path: Path) -> list[str]:
    """The addresses in a text that is a list of them; empty for any other file."""
    if path.stat().st_size > references.MAX_BYTES:
        return []
    data = path.read_bytes()
    return from_table.addresses(encoding.decode(data)[0]) if saved.is_plain_text(data) else []


def _without_markup(path: Path) -> Source | None:
    """The source in a PDF or a text; None for any other file."""
    if path.stat().st_size > LIMITS.size:
        return None
    data = path.read_bytes()
    if data.startswith(b"%PDF-"):
        return plain.from_pdf(data, path.name)
    return plain.from_text(data, path.name) if saved.is_plain_text(data) else None


def _one_article(
    pages: Sequence[saved.SavedPage], name: str, url: str | None
) -> tuple[saved.SavedPage, Source]:
    """The page that is an article, and the source in it; raises `Refused` if several pages are, or none is.

    A page without an address is taken to be the one at `url`.
    """
    if len(pages) == 1:
        stored = replace(pages[0], address=url) if url and not pages[0].address else pages[0]
        return stored, page.extract(stored, name)
    articles: list[tuple[saved.SavedPage, Source]] = []
    for stored in pages:
        with suppress(Refused):
            articles.append((stored, page.extract(stored, name)))
    if len(articles) == 1:
        return articles[0]
    addresses = [stored.address for stored, _ in articles] or [stored.address for stored in pages]
    what = "several articles" if articles else "several pages, and no article that can be told from the rest"
    raise Refused(f"{name} holds {what}; say which: --url ADDRESS. It holds {saved.listed(addresses)}")

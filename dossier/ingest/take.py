"""An address, a saved file or a reference → the sources in it, and how they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from dossier.ingest import Refused, page, references, saved
from dossier.ingest.cleaned import cleaned
from dossier.ingest.fetch import LIMITS, Limits, Permit, fetch, public
from dossier.ingest.source import Found, Source
from dossier.model.checks import Malformed, web_address


@dataclass(frozen=True, slots=True)
class Taken:
    """The sources in what was given."""

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...]
    """One line for each skipped entry of a file of references."""
    facts: Mapping[str, str]
    """How it was read: tool, address requested, final address. They are written beside the capture."""


def take(given: str, url: str | None = None, *, permit: Permit = public, limits: Limits = LIMITS) -> Taken:
    """Read an address (by fetching it) or a file; raises `Refused`, `Unreachable`.

    `url` is the address of a saved page whose file does not contain it.
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
    if references.is_reference(path):
        read = references.read(path)
        return Taken(read.sources, read.passed_over, {})
    stored = saved.load(path)
    if url:
        stored = replace(stored, address=url)
    found = page.extract(stored, path.name)
    if url and found.url and found.url.value != url and found.archived is None:
        found = replace(found, url=Found(url, "--url"))
    of = f"{tool}, from a {stored.tool}" if stored.tool else f"{tool}, from a saved page"
    return Taken((found,), (), {"tool": of, "address": stored.address, "final_address": stored.address})

"""What a package holds: the site, the complete data, the content, and the programs and words that explain them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from dossier.config import Settings
from dossier.pack.sources import source_files
from dossier.store.citation_style import style_bytes

_README = """\
{name}
{rule}

{description}This package holds the whole dossier. It needs no network, and no program but a web browser.

  site/index.html    open it in a browser: pages, search and map work from the disk
  dossier.json       all records, and the figures of every claim with what they count (schema: dossier.schema.json)
{content}  software.json      the versions of the programs that made it
  verify.py          checks every file, and counts every claim's figures again: python3 data/verify.py
  README.txt         this text

How it was counted: site/about/ and the page "How this number came about" of each claim.
The package is laid out by BagIt (RFC 8493); its checksums are in manifest-sha256.txt.

{described_by}"""
_CONTENT = """\
  content/           the same records as text files, from which the program builds the site again
  mkdocs.yml         the settings for that
"""
_NO_CONTENT = """\
                     (no text files: something is withheld, and figures built from the rest alone would be others)
"""
STYLE = "style.csl"
"""The CSL style of notes, wherever the project has it."""
NAME = re.compile(r"^(?=\w)[\w.-]+")


def payload(
    site: Path, stored: bytes, schema: bytes, settings: Settings, *, complete: bool
) -> Iterator[tuple[str, bytes]]:
    """The files of a package by path: of the built `site`, the complete JSON `stored` and its schema.

    If something is withheld, so that the data is not `complete`, the content is left out: figures built from it would be
    others than the site's.
    """
    yield "README.txt", _readme(settings, complete=complete)
    yield "dossier.json", stored
    yield "dossier.schema.json", schema
    yield "software.json", (json.dumps(software(), indent=1) + "\n").encode()
    yield "verify.py", (resources.files("dossier.pack") / "verify.py").read_bytes()
    if complete:
        value: Mapping[str, Any] = json.loads(stored)
        name = settings.citation_style
        style = (STYLE, style_bytes(settings.project, name)) if name else None
        yield from source_files(value, style)
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        yield f"site/{path.relative_to(site).as_posix()}", path.read_bytes()


def software() -> dict[str, str]:
    """The versions of this program and of what it needs."""
    names = {"dossier"}
    for line in requires("dossier") or ():
        needed = NAME.match(line)
        if needed and "extra ==" not in line:
            names.add(needed[0])
    found = {}
    for name in sorted(names):
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # needed on another system only
            continue
    return found


def info(settings: Settings) -> dict[str, str]:
    """What `bag-info.txt` says of the dossier."""
    return {
        "Source-Organization": settings.published_by,
        "External-Identifier": settings.url,
        "External-Description": settings.description or settings.name,
        "Contact-Email": next((one for one in settings.contact if "@" in one and ":" not in one), ""),
        "Bag-Software-Agent": f"dossier {version('dossier')}",
    }


def folder_of(name: str) -> str:
    """The name of a package's folder from that of a dossier or a file: of letters, digits, hyphens and dots within."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")[:60].rstrip("-.") or "dossier"


def _readme(settings: Settings, *, complete: bool) -> bytes:
    said = (
        ("Published at", settings.url),
        ("Published by", settings.published_by or "the dossier does not say who stands for it"),
        ("Rights", settings.copyright),
    )
    described = f"{settings.description}\n\n" if settings.description else ""
    return _README.format(
        name=settings.name,
        content=_CONTENT if complete else _NO_CONTENT,
        rule="=" * len(settings.name),
        description=described,
        described_by="".join(f"{title}: {value}\n" for title, value in said if value),
    ).encode()

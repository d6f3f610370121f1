"""Material for MkDocs and Zensical: Markdown whose tables are written out; each draws its own theme."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path

from compare.corpus import resolved
from compare.model import ROOT, SECTIONS, Cell, Corpus, Found, Generator, Record, Shell, put
from compare.tools import said

CONFIG = f"""\
site_name: A made-up dossier
site_description: Made up for measuring.
site_url: https://example.org{ROOT}
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.top, search.highlight, toc.follow]
extra: {{generator: false}}
markdown_extensions: [footnotes]
plugins: [search]
nav:
  - Overview: index.md
  - Claims: claims/index.md
  - Sources: articles/index.md
  - Actors: actors/index.md
  - Explore: events/index.md
"""


def find_material(tools: Path) -> Found | None:
    """The one that dossier is built on."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    return Found(command, f"{version('mkdocs-material')}, MkDocs {version('mkdocs')}")


def find_zensical(tools: Path) -> Found | None:
    """In the tools' environment, or on the path."""
    inside = tools / "python" / "bin" / "zensical"
    program = str(inside) if inside.is_file() else shutil.which("zensical")
    found = re.search(r"\d+[\d.]+", said([program, "--version"])) if program else None
    return Found([str(program), "build", "-f", "mkdocs.yml"], found[0]) if found else None


def write(corpus: Corpus, shell: Shell, folder: Path, tools: Path) -> None:
    """The project."""
    files = {"mkdocs.yml": CONFIG, "docs/index.md": f"# A made-up dossier\n\n{corpus.home}\n"}
    for section, title in SECTIONS.items():
        rows = "".join(
            f"| [{record.title}]({record.id}.md) | {len(record.back)} |\n"
            for record in corpus.listed(section)
        )
        files[f"docs/{section}/index.md"] = f"# {title}\n\n| Title | Referred to by |\n| --- | --- |\n{rows}"
    for record in corpus.records.values():
        files[f"docs/{record.section}/{record.id}.md"] = page(record, corpus)
    put(folder, files)


def page(record: Record, corpus: Corpus) -> str:
    """A record's page."""
    href = partial(relative, record.section)
    blocks = [
        "---",
        f"title: {json.dumps(record.title, ensure_ascii=False)}",
        f"description: {json.dumps(record.description, ensure_ascii=False)}",
        "---\n",
        f"# {record.title}\n",
        resolved(record.body, corpus, href),
    ]
    for table in record.tables:
        width = max(map(len, table.rows))
        blocks.append(f"\n## {table.caption}\n\n|{'  |' * width}\n|{' --- |' * width}")
        blocks += [f"| {' | '.join(shown(cell, corpus, href) for cell in row)} |" for row in table.rows]
    if record.back:
        blocks.append("\n## Referred to by\n")
        blocks += [f"- [{corpus.records[id_].title}]({href(corpus.records[id_])})" for id_ in record.back]
    return "\n".join(blocks) + "\n"


def shown(cell: Cell, corpus: Corpus, href: Callable[[Record], str]) -> str:
    """A cell in Markdown."""
    linked = ((corpus.records[item["to"]] if "to" in item else None, item.get("text", "")) for item in cell)
    return "".join(f"[{to.title}]({href(to)})" if to else text.replace("|", "\\|") for to, text in linked)


def relative(section: str, record: Record) -> str:
    """The path of a record's file from a section's folder."""
    return f"{record.id}.md" if record.section == section else f"../{record.section}/{record.id}.md"


QUIET = (("NO_MKDOCS_2_WARNING", "1"),)
ZENSICAL = Generator("zensical", find_zensical, write)
MATERIAL = Generator("material", find_material, write, environment=QUIET)

"""The same dossier built by several generators, as whole processes, clean each time, in turn. It prints a table.

python tests/bench/compare.py [articles, 1000] [--runs 3] [--only dossier,hugo] [--growth] [--edits]
                              [--tools FOLDER] [--install]

All get the records of `generate.py`: an article, actor, place, event, outlet, claim or finding is a page with its body,
its data in tables, the accounts of an article and of a claim, and the records that refer to it; each section has an
index; there is one search index. Dossier reads the annotated sources. For the others all that is more than drawing a page
is done beforehand, untimed: links and citations are resolved, references collected, tables put together (`corpus.py`).
Hugo and Eleventy draw them from front matter into the page shell that dossier's pages have, assets included, whose list
of contents stays constant; Material for MkDocs (a nav of five) and Zensical draw their own theme from Markdown in which
the tables are written out.

Dossier alone checks the content, and draws maps, chain and network graphs, the timeline, citations in several styles,
the sentence around each mention, figures of independent origins, exports (BibTeX, RIS, CSL, CSV, GeoJSON), previews, and
search by name and spelling. They are part of its time, and of what it writes.

The first build of each is not timed: its pages are looked at, and its memory (the peak over all its processes, shared
pages counted once). A row that is not timed says what is missing. Seconds and processor seconds are medians; the ratio
is the median of the ratios of each round. Read the load beside them.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from compare import corpus, eleventy, hugo, material, ours, shell, tools
from compare.edits import Edits
from compare.measured import Failed, measured
from compare.model import Corpus, Found, Generator, Run, Shell
from compare.printed import changes, growth, results
from compare.row import Row
from support.generate import generate

PROJECT = Path(__file__).resolve().parents[2]
GENERATORS = (ours.GENERATOR, hugo.GENERATOR, eleventy.GENERATOR, material.ZENSICAL, material.MATERIAL)
OURS = ours.GENERATOR.name


def progress(text: str) -> None:
    """What is being done, apart from the tables."""
    print(text, file=sys.stderr, flush=True)


def prepared(articles: int, folder: Path) -> tuple[Corpus, Shell]:
    """The dossier, built once for the shell of its pages."""
    progress(f"{articles} articles: generated, and built for the shell")
    generate(folder / OURS, articles)
    measured([*ours.DOSSIER, "build", "-q"], folder / OURS, {})
    return corpus.read(folder / OURS), shell.taken(folder / OURS / "site", folder)


def compared(
    articles: int, chosen: Sequence[tuple[Generator, Found | None]], runs: int, kit: Path, folder: Path
) -> tuple[Corpus, list[Row]]:
    """All generators on a dossier of so many articles."""
    read, frame = prepared(articles, folder)
    rows = [Row(generator, found, folder / generator.name) for generator, found in chosen]
    for row in rows:
        if not row.found:
            row.fault = "not found (--install)"
            continue
        row.generator.write(read, frame, row.folder, kit)
        row.prove(read)
        progress(f"{row.generator.name}: {row.fault or f'{row.pages} pages'}")
    for n in range(runs):
        ready = [row for row in rows if not row.fault]
        first = n % max(1, len(ready))
        for row in ready[first:] + ready[:first]:
            row.timed()
            progress(f"{n + 1}/{runs} {row.generator.name}: {row.fault or f'{row.runs[-1].seconds:.2f} s'}")
    return read, rows


def edited(read: Corpus, rows: Sequence[Row], runs: int) -> str:
    """The table of edits, in the projects as the last clean build left them."""
    of = {row.generator.name: row for row in rows if row.found and not row.fault}
    if OURS not in of:
        return "No edits: dossier was not built."
    other = of.get("hugo")
    progress("dossier: built with a cache")
    measured([*ours.DOSSIER, "build", "-q"], of[OURS].folder, {})
    time.sleep(2)
    edits = Edits(
        of[OURS].folder, read, (other.found.command, other.folder) if other and other.found else None
    )
    cases = edits.cases()
    taken: dict[str, list[Run]] = {name: [] for name in cases}
    faults: dict[str, str] = {}
    for n in range(runs):
        for name, case in cases.items():
            if name in faults:
                continue
            try:
                taken[name].append(case())
                progress(f"{n + 1}/{runs} {name}: {taken[name][-1].seconds:.2f} s")
            except (Failed, AssertionError) as failed:
                faults[name] = f"failed: {failed}"
                progress(f"{n + 1}/{runs} {name}: {faults[name]}")
    return changes(taken, faults)


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("articles", type=int, nargs="?", default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="names of generators, with commas")
    parser.add_argument("--growth", action="store_true", help="and ten times as many articles")
    parser.add_argument("--edits", action="store_true", help="and what a change costs")
    parser.add_argument(
        "--tools", type=Path, default=PROJECT / ".cache" / "bench", help="where the others are"
    )
    parser.add_argument("--install", action="store_true", help="put them there first")
    found = parser.parse_args()
    known = [generator.name for generator in GENERATORS]
    found.only = found.only.split(",") if found.only else known
    if unknown := set(found.only) - set(known):
        parser.error(f"no generator “{sorted(unknown)[0]}”; there are {', '.join(known)}")
    return found


def main() -> None:
    """Build, and print."""
    asked = arguments()
    kit = asked.tools.resolve()
    if asked.install:
        progress(f"installing into {kit}")
        tools.install(kit)
    chosen = [(each, each.find(kit)) for each in GENERATORS if each.name in asked.only]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        read, rows = compared(asked.articles, chosen, asked.runs, kit, folder / "small")
        print(
            f"{asked.articles} articles, {len(read.records)} records, median of {asked.runs} clean builds; "
            f"{os.cpu_count()} cores, Python {platform.python_version()}\n"
        )
        print(results(rows, OURS), flush=True)
        print(
            "\nDossier alone checks the content and draws maps, graphs, timeline, citations, mentions with their sentence,"
            "\nfigures of origins and exports; the others were given references, links and tables ready-made."
        )
        if asked.edits:
            print(f"\nEdits, at {asked.articles} articles\n\n{edited(read, rows, asked.runs)}", flush=True)
        if asked.growth:
            larger, more = compared(10 * asked.articles, chosen, asked.runs, kit, folder / "large")
            print(f"\n{10 * asked.articles} articles, {len(larger.records)} records\n\n{results(more, OURS)}")
            print(f"\nGrowth from {asked.articles} to {10 * asked.articles} articles\n\n{growth(rows, more)}")


if __name__ == "__main__":
    main()

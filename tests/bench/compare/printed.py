"""The tables, in Markdown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import median

from compare.model import Run
from compare.row import Row


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, set so that it reads as text too."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(each.ljust(width) for each, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    )


def results(rows: Sequence[Row], ours: str) -> str:
    """The table of a size; ratios are to the row named `ours`."""
    head = "generator,seconds,least to most,× dossier,CPU s,peak MB,pages,MB written,load".split(",")
    baseline = next((row.runs for row in rows if row.generator.name == ours and not row.fault), [])
    lines = []
    for row in rows:
        name = f"{row.generator.name} {row.found.version}" if row.found else row.generator.name
        if row.fault:
            lines.append([name, row.fault, *[""] * (len(head) - 2)])
            continue
        seconds = [run.seconds for run in row.runs]
        ratios = [run.seconds / base.seconds for run, base in zip(row.runs, baseline, strict=False)]
        loads = [run.load for run in row.runs]
        lines.append(
            [
                name,
                f"{row.seconds:.2f}",
                f"{min(seconds):.2f}–{max(seconds):.2f}",
                f"{median(ratios):.2f}" if ratios else "",
                f"{median(run.cpu for run in row.runs):.2f}",
                f"{row.memory / 1e6:.0f}",
                str(row.pages),
                f"{row.size / 1e6:.1f}",
                f"{min(loads):.1f}–{max(loads):.1f}",
            ]
        )
    return table(head, lines)


def growth(small: Sequence[Row], large: Sequence[Row]) -> str:
    """How seconds, processor time, memory and bytes grow; an exponent of 1.0 is as fast as the number of pages."""
    lines = []
    for one, ten in zip(small, large, strict=True):
        if one.fault or ten.fault:
            continue
        pages, seconds = ten.pages / one.pages, ten.seconds / one.seconds
        cpu = median(run.cpu for run in ten.runs) / median(run.cpu for run in one.runs)
        lines.append(
            [
                one.generator.name,
                f"× {pages:.1f}",
                f"× {seconds:.1f}",
                f"{math.log(seconds) / math.log(pages):.2f}",
                f"× {cpu:.1f}",
                f"× {ten.memory / one.memory:.1f}",
                f"× {ten.size / one.size:.1f}",
            ]
        )
    return table(["generator", "pages", "seconds", "exponent", "CPU", "peak memory", "bytes"], lines)


def changes(taken: Mapping[str, Sequence[Run]], faults: Mapping[str, str]) -> str:
    """The table of edits: runs by what was changed, or why there are none."""
    lines = []
    for name, found in taken.items():
        if name in faults:
            lines.append([name, faults[name], "", "", ""])
            continue
        seconds, loads = [run.seconds for run in found], [run.load for run in found]
        lines.append(
            [
                name,
                f"{median(seconds):.2f}",
                f"{min(seconds):.2f}–{max(seconds):.2f}",
                f"{median(run.cpu for run in found):.2f}",
                f"{min(loads):.1f}–{max(loads):.1f}",
            ]
        )
    return table(["change", "seconds", "least to most", "CPU s", "load"], lines)

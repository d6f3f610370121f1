"""The differences between two states as text for a terminal, as Markdown for a pull request, and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

from dossier.formats.text import safe
from dossier.model.differences import Difference
from dossier.model.figures import counted
from dossier.model.wording import as_printed, because, is_printed, words

VERSION = 1
LONGEST = 60_000
"""Characters of the Markdown; a comment on GitHub holds 65,536."""
MOST_TO_LOCK = 50


def as_text(differences: Sequence[Difference]) -> Iterator[str]:
    """One line each: `weaker origins-fell claim ID: independent origins: 2 (a, b) → 1 (a)`."""
    for d in differences:
        title = ""
        if d.kind in ("added", "removed", "retired", "reinstated"):
            title = f" {as_printed(d.title)} ({d.outlet})" if d.outlet else f" {d.title}"
        said = words(d, str, as_printed if is_printed(d) else str)
        yield safe(f"{d.explained.weight:8} {d.kind:20} {d.record} {d.id}{title}{said}{because(d, str)}")


def as_json(differences: Sequence[Difference], base: str, head: str) -> str:
    """`{version, base, head, differences: […]}`; each has the keys of a `Difference`, its weight and its meaning."""
    found = [
        {
            "kind": d.kind,
            "weight": d.explained.weight,
            "meaning": d.explained.meaning,
            "record": d.record,
            "id": d.id,
            "title": d.title,
            "outlet": d.outlet,
            "subject": d.subject,
            "before": d.before,
            "after": d.after,
            "because": [{"article": c.article, "before": c.before, "after": c.after} for c in d.because],
        }
        for d in differences
    ]
    whole = {"version": VERSION, "base": base, "head": head, "differences": found}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


GROUPS: tuple[tuple[str, Callable[[Difference], bool]], ...] = (
    ("What weakens", lambda d: d.explained.weight == "weaker"),
    ("What is new", lambda d: d.kind == "added"),
    ("What strengthens", lambda d: d.explained.weight == "stronger"),
    ("What else has changed", lambda d: True),
)


def as_markdown(
    differences: Sequence[Difference], longest: int = LONGEST, unlocked: Sequence[str] = ()
) -> str:
    """For a comment: the articles that a maintainer has to lock, then weakening differences first. Contributors' text is
    in code spans, where nothing is a link, a mention or HTML.
    """
    to_lock = _to_lock(unlocked)
    if not differences:
        nothing = "Nothing: no source, claim, date or word has changed."
        return "\n".join([*to_lock, "**What this does to the evidence**", "", nothing]) + "\n"
    lines = [*to_lock, "**What this does to the evidence**", ""]
    kinds: dict[str, str] = {}
    left, length = list(differences), 200 + sum(len(line) + 1 for line in to_lock)
    for heading, belongs in GROUPS:
        group = [d for d in left if belongs(d)]
        left = [d for d in left if not belongs(d)]
        if not group:
            continue
        lines += [f"**{heading}** ({len(group)})", ""]
        for number, d in enumerate(group):
            line = _item(d)
            cost = len(line) + (len(d.explained.meaning) + 30 if d.kind not in kinds else 0) + 1
            if length + cost > longest:
                lines.append(f"- … and {len(group) - number} more: `dossier diff` tells them all")
                break
            length += cost
            kinds[d.kind] = d.explained.meaning
            lines.append(line)
        lines.append("")
    lines += ["**What the kinds mean**", ""]
    lines += [f"- {kind}: {meaning}" for kind, meaning in kinds.items()]
    return "\n".join(lines) + "\n"


def _to_lock(articles: Sequence[str]) -> list[str]:
    """What a contributor without a terminal cannot do, and need not."""
    if not articles:
        return []
    lines = [
        f"**For a maintainer to lock** ({len(articles)})",
        "",
        "`dossier lock` is the maintainer's step: it compares quotations, names and labels with the source's text, which is"
        " not in the repository (`dossier capture ID` reads it). Until then the check fails for:",
        "",
        *(f"- {_code(article)}" for article in articles[:MOST_TO_LOCK]),
    ]
    if (more := len(articles) - MOST_TO_LOCK) > 0:
        lines.append(f"- … and {more} more: `dossier check` tells them all")
    return [*lines, ""]


def _item(d: Difference) -> str:
    outlet = f" ({_code(d.outlet)})" if d.outlet else ""
    title = f" {_code(d.title)}{outlet}" if d.title else ""
    return f"- {d.kind}, {d.record} {_code(d.id)}{title}{words(d, _code, _code)}{because(d, _code)}"


def _code(text: str) -> str:
    """A code span that no character of the text can end."""
    plain = " ".join(safe(text).split())
    fence = "`" * (max((len(run) for run in re.findall("`+", plain)), default=0) + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") or not plain else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def summary(differences: Sequence[Difference]) -> str:
    """ "3 differences: 1 weaker, 2 neutral"."""
    weights = [
        (w, sum(d.explained.weight == w for d in differences)) for w in ("weaker", "stronger", "neutral")
    ]
    told = ", ".join(f"{number} {weight}" for weight, number in weights if number)
    return f"{counted(len(differences), 'difference')}: {told}" if told else "No difference in the evidence"

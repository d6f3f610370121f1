"""The records as JSON, listed: an index, and the records of each kind in pages of a fixed size. And `llms.txt`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dossier.config import Settings
from dossier.export.commonmark import plain, plain_within
from dossier.export.licence import licence_of
from dossier.indented import indented
from dossier.model.corpus import Corpus
from dossier.model.figures import RULE, Figures
from dossier.model.pages import API, CHANGES, TWIN, record_file
from dossier.model.parts import FOLDERS
from dossier.model.records import RECORDS, Claim, Finding, Record

PER_PAGE = 100
"""Records on a page of a list."""
MOST_CLAIMS = 200
"""Claims that `llms.txt` names."""


def record_lists(corpus: Corpus, settings: Settings) -> dict[str, bytes]:
    """`api/v1/index.json`, and `api/v1/lists/KIND/N.json` of each kind, N from 1."""
    files: dict[str, bytes] = {}
    kinds = []
    for kind, cls in RECORDS.items():
        folder = FOLDERS.get(kind, "pages")
        records = corpus.of(cls)
        pages = [records[at : at + PER_PAGE] for at in range(0, len(records) or 1, PER_PAGE)]
        names = [f"{API}lists/{folder}/{number}.json" for number in range(1, len(pages) + 1)]
        for number, (name, some) in enumerate(zip(names, pages, strict=True)):
            following = names[number + 1] if number + 1 < len(names) else None
            listed = {"kind": kind, "total": len(records), "next": following, "records": _entries(some)}
            files[name] = _file(listed)
        kinds.append({"kind": kind, "total": len(records), "first": names[0]})
    files[f"{API}index.json"] = _file(
        {
            "name": settings.name,
            "url": settings.url,
            "version": 1,
            "rule": RULE,
            **({"licence": licence} if (licence := licence_of(settings)) else {}),
            "schema": "data/dossier.schema.json",
            "changes": CHANGES,
            "kinds": kinds,
        }
    )
    return files


def _entries(records: Sequence[Record]) -> list[dict[str, str]]:
    return [
        {"id": r.id, "title": r.title, "page": r.address, "record": record_file(r.address)} for r in records
    ]


def _file(value: dict[str, Any]) -> bytes:
    return (indented(value, " ") + "\n").encode("utf-8", "replace")


def llms_txt(corpus: Corpus, figures: Figures, settings: Settings) -> bytes:
    """`llms.txt` (llmstxt.org): what the dossier is, how its figures are to be read, and where its twins are."""
    lines = [f"# {plain(settings.name)}", ""]
    if settings.description:
        lines += [f"> {plain_within(settings.description)}", ""]
    lines += [
        "Every statement leads to a source, and every source to what it rests on. Nothing is confirmed: a claim's figures "
        "say how many articles of this dossier report it, and from how many independent origins. Quote a figure with the "
        "sentence that it stands in, and name what speaks against it. A headline is its outlet's.",
        "",
    ]
    findings, claims = corpus.of(Finding), corpus.of(Claim)
    if findings:
        lines += ["## Findings", "", *(f"- {_link(each)}" for each in findings), ""]
    if claims:
        lines += ["## Claims", ""]
        lines += [
            f"- {_link(each)}: {plain_within(figures.claims[each.id].line)}" for each in claims[:MOST_CLAIMS]
        ]
        if len(claims) > MOST_CLAIMS:
            lines.append(f"- And {len(claims) - MOST_CLAIMS} more: see the data.")
        lines.append("")
    pages = [page for page in corpus.pages if page.address]
    if pages:
        lines += ["## About", "", *(f"- {_link(page)}" for page in pages), ""]
    return "\n".join(lines).encode("utf-8", "replace")


def _link(record: Record) -> str:
    return f"[{plain(record.title)}]({record.address}{TWIN})"

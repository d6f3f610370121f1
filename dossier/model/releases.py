"""Releases of the dossier: the entries of `releases.yml`, which `dossier release` writes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from dossier.foreign_paths import is_device
from dossier.model.checks import Checked, Malformed
from dossier.model.dates import Window
from dossier.model.differences import Cause, Difference
from dossier.model.parts import CONFIG, RecordId, Text

RELEASES = "releases.yml"
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}")
_CONTENT = re.compile("[0-9a-f]{12}")
_HINT = "write letters, digits, dots and hyphens: 1.0, 2026-11"
_ENDS = (".", "-", ".lock")
"""Ends that git, Windows or a reader of an address takes for something else."""


def release_version(text: str) -> str:
    """The version of a release: part of an address and of a tag; raises `Malformed` (bad-value)."""
    folded = text.casefold()
    if not _VERSION.fullmatch(text) or ".." in text or folded.endswith(_ENDS):
        raise Malformed("bad-value", f'"{text}" is no version of a release', _HINT)
    if folded == "index.html" or is_device(folded.partition(".")[0]):
        raise Malformed("bad-value", f'"{text}" is the name of a file or a device', _HINT)
    return text


def content_digest(text: str) -> str:
    """The version of the dossier's content, as `version.json` has it; raises `Malformed` (bad-value)."""
    if not _CONTENT.fullmatch(text):
        raise Malformed(
            "bad-value", f'"{text}" is no digest of content', "leave it as dossier release wrote it"
        )
    return text


def commit_hash(text: str) -> str:
    """The full hash of a commit; raises `Malformed` (bad-value)."""
    if not re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", text):
        raise Malformed("bad-value", f'"{text}" is no commit', "leave it as dossier release wrote it")
    return text


EVIDENCE = (
    *("recounted", "origins-fell", "dissent-rose", "contradiction-rose", "unknown-rose", "support-fell"),
    *(
        "confidence-lowered",
        "retired",
        "removed",
        "account-withheld",
        "window-widened",
        "precision-coarsened",
    ),
    *(
        "origins-exchanged",
        "origins-rose",
        "dissent-fell",
        "contradiction-fell",
        "unknown-fell",
        "support-rose",
    ),
    *("confidence-raised", "reinstated", "added", "account-disclosed", "window-narrowed", "window-moved"),
    "precision-sharpened",
)
"""The kinds of differences that a release lists, in this order; of the others it has the number. None of them has a
source's words: a release is a file of the content, and what it says is not withheld later.
"""
MOST = 300
"""Differences that a release lists."""


def number(text: str) -> str:
    """A number of differences; raises `Malformed` (bad-value)."""
    if not re.fullmatch("[0-9]{1,9}", text):
        raise Malformed("bad-value", f'"{text}" is no number', "leave it as dossier release wrote it")
    return text


def difference_kind(text: str) -> str:
    """A kind of difference; raises `Malformed` (bad-value)."""
    if text not in EVIDENCE:
        raise Malformed(
            "bad-value", f'"{text}" is no kind that a release lists', "leave it as dossier release wrote it"
        )
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A difference in the evidence between a release and the one before it, by ids alone."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG

    kind: Annotated[str, Checked(difference_kind)]
    record: Literal["article", "actor", "publisher", "place", "event", "claim", "finding", "page", "rule"]
    """The kind of the record."""
    id: RecordId
    subject: Text | None = None
    before: Text | None = None
    after: Text | None = None
    because: tuple[RecordId, ...] = ()
    """The articles that it follows from."""

    @property
    def difference(self) -> Difference:
        """As the comparison had it, but for the accounts behind it."""
        return Difference(
            kind=self.kind,
            record=self.record,
            id=self.id,
            subject=self.subject or "",
            before=self.before or "",
            after=self.after or "",
            because=tuple(Cause(article, "", "") for article in self.because),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A state of the dossier that has a name, and a page that says what changed before it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG

    version: Annotated[str, Checked(release_version)]
    date: Window
    content: Annotated[str, Checked(content_digest)]
    """The version of its content: the digest that `version.json` has for it."""
    commit: Annotated[str, Checked(commit_hash)] | None = None
    """The commit whose content it is."""
    summary: Text | None = None
    """What is new in it, in a sentence."""
    changes: tuple[Listed, ...] = ()
    """What changed in the evidence since the release before it."""
    others: Annotated[str, Checked(number)] | None = None
    """How many other differences there are."""

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"releases/{self.version}/"


def listed(differences: Sequence[Difference]) -> tuple[tuple[Listed, ...], int]:
    """What a release lists of the differences, and how many others there are."""
    ordered = sorted(
        (d for d in differences if d.kind in EVIDENCE), key=lambda d: (EVIDENCE.index(d.kind), d.record, d.id)
    )
    found = tuple(
        Listed(
            kind=d.kind,
            record=d.record,  # type: ignore[arg-type]
            id=d.id,
            subject=d.subject or None,
            before=d.before or None,
            after=d.after or None,
            because=tuple(dict.fromkeys(cause.article for cause in d.because)),
        )
        for d in ordered[:MOST]
    )
    return found, len(differences) - len(found)


def written(release: Release) -> str:
    """An entry of `releases.yml`."""
    lines = [
        f"- version: {_quoted(release.version)}",
        f"  date: {release.date.text}",
        f"  content: {_quoted(release.content)}",
    ]
    lines += [f"  commit: {_quoted(release.commit)}"] if release.commit else []
    lines += [f"  summary: {_quoted(release.summary)}"] if release.summary else []
    if release.changes:
        lines.append("  changes:")
        lines += [f"    - {{{_flow(change)}}}" for change in release.changes]
    lines += [f"  others: {release.others}"] if release.others else []
    return "".join(f"{line}\n" for line in lines)


def _flow(change: Listed) -> str:
    parts = [f"kind: {change.kind}", f"record: {change.record}", f"id: {_quoted(change.id)}"]
    for key in ("subject", "before", "after"):
        value = getattr(change, key)
        parts += [f"{key}: {_quoted(value)}"] if value else []
    parts += [f"because: [{', '.join(map(_quoted, change.because))}]"] if change.because else []
    return ", ".join(parts)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

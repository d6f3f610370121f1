"""`dossier verify`: what articles quote, looked for in the captures of what was read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dossier.compiler import Checked
from dossier.config import Settings
from dossier.diagnostics import Diagnostic, Report, Span
from dossier.evidence.quotes import verify
from dossier.model.quotations import wanted
from dossier.read import locate
from dossier.store import lock as locks
from dossier.store.captures import Unreadable
from dossier.store.captures import load as load_capture


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found."""

    found: tuple[locks.Locked, ...]
    """Texts that stand in the captures at hand."""
    kept: tuple[locks.Locked, ...]
    """What the lock says of articles without a capture at hand, as far as they are unchanged."""
    without_capture: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def verified(checked: Checked, captures: Path, settings: Settings) -> Verified:
    """Every quotation, name and label found in the captures of `captures`, and what was not found."""
    report = Report()
    # A lock that cannot be read is what verifying is there to mend.
    lock = locks.read(settings, Report()) or {}
    found: list[locks.Locked] = []
    kept: list[locks.Locked] = []
    missing: list[str] = []
    for article in sorted(checked.corpus.articles, key=lambda article: article.id):
        keys = {(article.id, want.kind, want.text) for want in wanted(article)}
        locked = [entry for key in sorted(keys) for entry in lock.get(key, ())]
        try:
            capture = load_capture(captures, article.id)
        except Unreadable as wrong:
            at = Span(article.path)
            report.error("missing-capture", at, f"{captures / article.id}.txt cannot be read: {wrong}")
            continue
        if capture is None:
            kept += locked
            missing.append(article.id)
            if any(key not in lock for key in keys):
                hint = f"save the text as it was read: {captures / article.id}.txt"
                report.error(
                    "missing-capture", Span(article.path), "it has unverified texts, and no capture", hint
                )
            continue
        if any(entry.capture_sha256 != capture.sha256 for entry in locked):
            message = "the capture is not the one that was locked"
            report.warning(
                "capture-changed", Span(article.path), message, "read what changed, then run dossier lock"
            )
        found += verify(article, capture, report)
    texts = {
        r.path: (settings.project / r.path).read_text("utf-8", "replace") for r in checked.corpus.articles
    }
    return Verified(tuple(found), tuple(kept), tuple(missing), report.resolved(locate(texts)))

"""`dossier verify`: searches captures for what articles quote."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dossier.config import Settings
from dossier.diagnostics import Diagnostic, Report, Span, Spot
from dossier.evidence.copied import copied
from dossier.evidence.quotes import verify
from dossier.evidence.same_text import undeclared_same_texts
from dossier.lint.same_text import same_text
from dossier.lint.subject import Subject
from dossier.model.languages import language_name
from dossier.model.quotations import wanted
from dossier.model.records import Article
from dossier.model.scripts import foreign_script, foreign_words
from dossier.model.signatures import signature
from dossier.pipeline import Checked
from dossier.read import locate
from dossier.store import lock as locks
from dossier.store.captures import Capture, Unreadable
from dossier.store.captures import load as load_capture


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of verifying."""

    found: tuple[locks.Locked, ...]
    """Texts that occur in the captures at hand."""
    kept: tuple[locks.Locked, ...]
    """Unchanged lines of the lock, of articles without a capture at hand."""
    without_capture: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    signed: Mapping[str, locks.Signed]
    """Signatures of the captures at hand, and those in the lock of articles without one."""
    not_compared: tuple[str, ...]
    """Articles that have neither."""


def verified(checked: Checked, captures: Path, settings: Settings) -> Verified:
    """Search `captures` for every quotation, name and label; report those that are missing."""
    report = Report()
    # A lock that cannot be read is what verifying is there to mend.
    lock = locks.read(settings, Report()) or locks.Lock()
    signed: dict[str, locks.Signed] = {}
    found: list[locks.Locked] = []
    kept: list[locks.Locked] = []
    missing: list[str] = []
    for article in sorted(checked.corpus.articles, key=lambda article: article.id):
        keys = {(article.id, want.kind, want.text) for want in wanted(article)}
        locked = [entry for key in sorted(keys) for entry in lock.entries.get(key, ())]
        try:
            capture = load_capture(captures, article.id)
        except Unreadable as wrong:
            at = Span(article.path)
            report.error("missing-capture", at, f"{captures / article.id}.txt cannot be read: {wrong}")
            continue
        if capture is None:
            kept += locked
            if article.id in lock.signed:
                signed[article.id] = lock.signed[article.id]
            missing.append(article.id)
            if any(key not in lock.entries for key in keys):
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
        signed[article.id] = locks.Signed(capture.sha256, signature(capture.blocks))
        _compare(checked, article, capture, report)
    signatures = {id_: of.signature for id_, of in signed.items()}
    alike = undeclared_same_texts(checked.corpus, signatures)
    same_text(Subject(checked.corpus, replace(checked.figures, same_texts=alike), lock), report)
    texts = {
        r.path: (settings.project / r.path).read_text("utf-8", "replace")
        for r in checked.corpus.records.values()
    }
    diagnostics = report.resolved(locate(texts))
    unsigned = tuple(sorted(a.id for a in checked.corpus.articles if a.id not in signed))
    return Verified(tuple(found), tuple(kept), tuple(missing), diagnostics, signed, unsigned)


def misquoted(
    checked: Checked, captures: Path, articles: Collection[str], settings: Settings
) -> tuple[Diagnostic, ...]:
    """What does not stand in the captures at hand of these articles, which are not locked yet."""
    report = Report()
    texts: dict[str, str] = {}
    for article in checked.corpus.articles:
        if article.id not in articles:
            continue
        try:
            capture = load_capture(captures, article.id)
        except Unreadable:
            continue
        if capture:
            texts[article.path] = (settings.project / article.path).read_text("utf-8", "replace")
            verify(article, capture, report)
    return report.resolved(locate(texts))


def _compare(checked: Checked, article: Article, capture: Capture, report: Report) -> None:
    """Report what only a capture shows: words copied into our texts, and a wrong language."""
    records, titles = checked.corpus.records, checked.corpus.titles
    for id_ in dict.fromkeys((article.id, *checked.corpus.cited_by.get(article.id, ()))):
        copied(records[id_], article, capture, titles, report)
    text = "\n".join(capture.blocks[1:])
    script = foreign_script(text, article.language)
    other = "" if script else foreign_words(text, article.language)
    if script or other:
        seems = f"in {script} script" if script else f"{language_name(other)}, by its commonest words"
        message = f'the capture is {seems}, and its language is given as "{article.language}"'
        hint = "write the language of the page that was read"
        report.warning("language-mismatch", Spot(article.path, ("language",)), message, hint)

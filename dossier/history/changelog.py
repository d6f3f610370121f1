"""What changed in the evidence, commit by commit: the content before and after each commit is compiled and compared.

The comparison of two trees depends on these two and on this program alone: it is cached as JSON, one file a pair, in a
folder of this version of the program. Without a cache the same limit on work applies, so that the pages are the same
(docs/decisions/0014).
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dossier.config import Settings
from dossier.evidence import assess
from dossier.evidence.difference import difference
from dossier.foreign_paths import ForeignPathError, join
from dossier.history.discreet import Names, cleared, without_names
from dossier.history.git import (
    MOST_COMMITS,
    Commit,
    GitError,
    changed_paths,
    commits,
    count_records,
    revision,
    shown,
    state_at,
    text_at_head,
)
from dossier.link import corpus_of
from dossier.model.differences import Cause, Difference, Snapshot
from dossier.model.history import NO_HISTORY, Change, History
from dossier.pipeline import snapshot
from dossier.read import Document
from dossier.store import seal
from dossier.store.seal import Unusable

WORK = 12_000
"""Limit on commits times records, some six seconds of work if nothing is cached."""
LOG = "about/corrections.md"
"""The corrections log: a definition list whose terms are dates, `2026-11-20`, and whose definitions begin with `: `."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKUP = re.compile(
    r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|\[([^\[\]@]*)\]\([^)\[]*\)|(?:(?<!\s)\s+)?\[@[^\[\]]*\]|[*`]+"
)
NO_NAMES: Names = {}
Compared = tuple[int, tuple[Difference, ...]]
"""The number of files that cannot be read in one of two states; and, if that is 0, the differences between them."""


def history(settings: Settings, folder: Path | None = None, names: Names = NO_NAMES) -> History:
    """The changes up to the commit that the content is at; empty without git, or in a shallow clone.

    It depends on that commit alone, not on the files in the content folder. `folder` is the cache; it is not used if it
    is reached by a symbolic link, for a branch may contain one, and files below it would be overwritten and removed.
    Text in which one of the withheld `names` occurs is dropped before anything is cached. Raises `Unusable` if a cached
    file is damaged.
    """
    if folder and os.path.realpath(folder) != os.path.abspath(folder):
        folder = None
    head = revision(settings)
    if not head:
        return NO_HISTORY
    # `head` is the commit, and whether the clone is shallow.
    file = join(folder, f"at-{'-'.join(head.split())}.json") if folder else None
    if file and (cached := _loaded(file)) is not None:
        with suppress(KeyError, TypeError, ValueError):
            return _history(cached)
    changes = without_names(_made(settings, folder, names), names)
    if folder and file:
        _cache(file, _plain(changes))
    return changes


def _made(settings: Settings, folder: Path | None, names: Names) -> History:
    latest = commits(settings)
    if not latest:
        return NO_HISTORY
    try:
        limit = max(1, min(MOST_COMMITS, WORK // max(1, count_records(settings))))
    except (GitError, OSError):
        return NO_HISTORY
    log = corrections(text_at_head(settings, LOG))
    used: set[str] = set()
    changes = []
    states = States(settings)
    for commit in latest[:limit]:
        name = f"{commit.before or 'nothing'}-{commit.after or 'nothing'}.json"
        used.add(name)
        unread, differences = _cached(states, commit, join(folder, name) if folder else None, names)
        if differences or unread:
            logged = "" if commit.reason else log.get(f"{commit.when:%Y-%m-%d}", "")
            changes.append(
                Change(
                    revision=commit.revision,
                    when=commit.when,
                    reason=commit.reason or logged,
                    logged=bool(logged),
                    differences=differences,
                    unread=unread,
                    records=commit.records,
                )
            )
    if folder:
        _swept(folder, used)
    return History(tuple(changes), latest[limit - 1].when if len(latest) > limit else None)


def corrections(text: str) -> dict[str, str]:
    """The entries of the corrections log by date, as plain text; `text` is its Markdown."""
    lines_by_day: dict[str, list[str]] = {}
    day = ""
    for line in text.splitlines():
        if _DAY.fullmatch(line.strip()):
            day = line.strip()
        elif day and line.startswith((":", " ", "\t")):
            lines_by_day.setdefault(day, []).append(line.strip().removeprefix(":"))
        elif line.strip():
            day = ""
    return {day: _without_markup(" ".join(lines)) for day, lines in lines_by_day.items()}


def _without_markup(text: str) -> str:
    return shown(_MARKUP.sub(lambda match: match[1] or match[2] or "", text))


@dataclass(slots=True)
class States:
    """States of the content, compiled. The last two are held, so that the next one only parses the files that differ."""

    settings: Settings
    _at_hand: dict[str, tuple[Snapshot, dict[str, Document]]] = field(default_factory=dict)

    def compared(self, commit: Commit) -> Compared:
        """The differences that a commit made. Raises any exception that an old state may cause."""
        after = self._state(commit.after, commit.revision)
        before = self._state(commit.before, f"{commit.revision}^")
        self._at_hand = {tree: self._at_hand[tree] for tree in (commit.after, commit.before)}
        unread = len(before.broken | after.broken)
        return unread, () if unread else difference(before, after)

    def _state(self, tree: str, at: str) -> Snapshot:
        if tree not in self._at_hand:
            self._at_hand[tree] = self._compiled(tree, at)
        return self._at_hand[tree][0]

    def _compiled(self, tree: str, at: str) -> tuple[Snapshot, dict[str, Document]]:
        if not tree:
            nothing = corpus_of({}, {}, {})
            return Snapshot(nothing, assess(nothing)), {}
        reused: Mapping[str, Document] = {}
        for other, (_, documents) in self._at_hand.items():
            if other:
                changed = changed_paths(self.settings, other, tree)
                reused = {inside: document for inside, document in documents.items() if inside not in changed}
        return snapshot(state_at(self.settings, at, reused), reused)


def _cached(states: States, commit: Commit, file: Path | None, names: Names) -> Compared:
    if file and (cached := _loaded(file)) is not None:
        with suppress(KeyError, TypeError, ValueError):
            return int(cached["unread"]), _differences(cached["differences"])
    try:
        unread, differences = states.compared(commit)
    except Exception:  # an old state must not keep the present one from being published
        return max(1, len(commit.records)), ()
    differences = tuple(cleared(d, names) for d in differences)
    if file:
        _cache(file, {"unread": unread, "differences": [asdict(d) for d in differences]})
    return unread, differences


def _differences(cached: list[dict[str, Any]]) -> tuple[Difference, ...]:
    return tuple(
        Difference(**{**fields_, "because": tuple(Cause(**cause) for cause in fields_["because"])})
        for fields_ in cached
    )


def _plain(history_: History) -> dict[str, Any]:
    changes = [
        {
            **asdict(change),
            "when": change.when.isoformat(),
            "differences": [asdict(d) for d in change.differences],
        }
        for change in history_
    ]
    return {"since": history_.since.isoformat() if history_.since else "", "changes": changes}


def _history(cached: Mapping[str, Any]) -> History:
    changes = (
        Change(
            revision=change["revision"],
            when=datetime.fromisoformat(change["when"]),
            reason=change["reason"],
            logged=change["logged"],
            differences=_differences(change["differences"]),
            unread=change["unread"],
            records=tuple((status, id_) for status, id_ in change["records"]),
        )
        for change in cached["changes"]
    )
    return History(tuple(changes), datetime.fromisoformat(cached["since"]) if cached["since"] else None)


def _place(file: Path) -> str:
    """What a file's tag is bound to: the folder of its version, and its name."""
    return f"changes/{file.parent.name}/{file.name}"


def _loaded(file: Path) -> Any:
    """The cached value in a file; None if there is none. Raises `Unusable` if it is damaged."""
    try:
        return json.loads(seal.opened(_place(file), file.read_bytes()))
    except (OSError, seal.NoKey):
        return None
    except seal.NotSealed:
        raise Unusable(f"changes/{file.name} is damaged, or was made with another key") from None


def _cache(file: Path, value: object) -> None:
    """Write a cached value in one step, authenticated; a failed write is ignored."""
    with suppress(OSError, seal.NoKey):
        data = json.dumps(value, ensure_ascii=False).encode()
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".")
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(seal.sealed(_place(file), data))
            os.replace(name, file)
        except OSError:
            os.unlink(name)
            raise


def _swept(folder: Path, used: set[str]) -> None:
    """Remove cached files that no commit in the list uses."""
    with suppress(OSError, ForeignPathError):
        for name in os.listdir(folder):
            if name not in used and (name.endswith(".json") or name.startswith(".")):
                os.unlink(join(folder, name))

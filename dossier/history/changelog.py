"""What changed in the evidence, commit by commit: the content before and after each is compiled and compared.

The comparison of two trees depends on nothing but the two and this program: it is cached as JSON, a file a pair, in a folder
that is of this program alone. Without a cache the work is bounded in the same way, so that the pages are the same.
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
"""Commits that are looked at, times the records there are: some six seconds where nothing is cached."""
LOG = "about/corrections.md"
"""The corrections log: a definition list whose terms are days, `2026-11-20`, and whose definitions begin with `: `."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKUP = re.compile(
    r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|\[([^\[\]@]*)\]\([^)\[]*\)|(?:(?<!\s)\s+)?\[@[^\[\]]*\]|[*`]+"
)
NO_NAMES: Names = {}
Compared = tuple[int, tuple[Difference, ...]]
"""How many files cannot be read in one of two states, and, where there are none, how the states differ."""


def history(settings: Settings, folder: Path | None = None, names: Names = NO_NAMES) -> History:
    """The changes up to the commit that the content is at; none where there is no git, or only a part of its history.

    It depends on that commit alone, not on what lies in the content folder. `folder` is the cache; it is not used where
    a link leads to it, for a branch may bring one along and files in it are overwritten and removed. It holds none of the
    `names`: a state of the past may, and what is cached is of states without the words in which they stand. Raises
    `Unusable` where a file of it is damaged.
    """
    if folder and os.path.realpath(folder) != os.path.abspath(folder):
        folder = None
    head = revision(settings)
    if not head:
        return NO_HISTORY
    # The commit, and whether its whole history is here.
    whole = join(folder, f"at-{'-'.join(head.split())}.json") if folder else None
    if whole and (cached := _loaded(whole)) is not None:
        with suppress(KeyError, TypeError, ValueError):
            return _history(cached)
    made = without_names(_made(settings, folder, names), names)
    if folder and whole:
        _cache(whole, _plain(made))
    return made


def _made(settings: Settings, folder: Path | None, names: Names) -> History:
    found = commits(settings)
    if not found:
        return NO_HISTORY
    try:
        limit = max(1, min(MOST_COMMITS, WORK // max(1, count_records(settings))))
    except (GitError, OSError):
        return NO_HISTORY
    log = corrections(text_at_head(settings, LOG))
    used: set[str] = set()
    changes = []
    states = States(settings)
    for commit in found[:limit]:
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
    return History(tuple(changes), found[limit - 1].when if len(found) > limit else None)


def corrections(text: str) -> dict[str, str]:
    """The entries of the corrections log by day, as plain texts; `text` is its Markdown."""
    found: dict[str, list[str]] = {}
    day = ""
    for line in text.splitlines():
        if _DAY.fullmatch(line.strip()):
            day = line.strip()
        elif day and line.startswith((":", " ", "\t")):
            found.setdefault(day, []).append(line.strip().removeprefix(":"))
        elif line.strip():
            day = ""
    return {day: _without_markup(" ".join(lines)) for day, lines in found.items()}


def _without_markup(text: str) -> str:
    return shown(_MARKUP.sub(lambda match: match[1] or match[2] or "", text))


@dataclass(slots=True)
class States:
    """States of the content, compiled; the last two are at hand, and what one has read the next need not."""

    settings: Settings
    _at_hand: dict[str, tuple[Snapshot, dict[str, Document]]] = field(default_factory=dict)

    def compared(self, commit: Commit) -> Compared:
        """What a commit changed. Raises whatever an old state may raise."""
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
                reused = {inside: of for inside, of in documents.items() if inside not in changed}
        return snapshot(state_at(self.settings, at, reused), reused)


def _cached(states: States, commit: Commit, file: Path | None, names: Names) -> Compared:
    if file and (cached := _loaded(file)) is not None:
        with suppress(KeyError, TypeError, ValueError):
            return int(cached["unread"]), _differences(cached["differences"])
    try:
        unread, differences = states.compared(commit)
    except Exception:  # whatever an old state is, it is no reason not to publish the present one
        return max(1, len(commit.records)), ()
    differences = tuple(cleared(d, names) for d in differences)
    if file:
        _cache(file, {"unread": unread, "differences": [asdict(d) for d in differences]})
    return unread, differences


def _differences(cached: list[dict[str, Any]]) -> tuple[Difference, ...]:
    return tuple(
        Difference(**{**of, "because": tuple(Cause(**cause) for cause in of["because"])}) for of in cached
    )


def _plain(made: History) -> dict[str, Any]:
    changes = [
        {
            **asdict(change),
            "when": change.when.isoformat(),
            "differences": [asdict(d) for d in change.differences],
        }
        for change in made
    ]
    return {"since": made.since.isoformat() if made.since else "", "changes": changes}


def _history(cached: Mapping[str, Any]) -> History:
    changes = (
        Change(
            revision=of["revision"],
            when=datetime.fromisoformat(of["when"]),
            reason=of["reason"],
            logged=of["logged"],
            differences=_differences(of["differences"]),
            unread=of["unread"],
            records=tuple((status, id_) for status, id_ in of["records"]),
        )
        for of in cached["changes"]
    )
    return History(tuple(changes), datetime.fromisoformat(cached["since"]) if cached["since"] else None)


def _place(file: Path) -> str:
    """What a file's tag is made for: its version and its name."""
    return f"changes/{file.parent.name}/{file.name}"


def _loaded(file: Path) -> Any:
    """The value cached in a file; None where there is none. Raises `Unusable` where it is damaged."""
    try:
        return json.loads(seal.opened(_place(file), file.read_bytes()))
    except (OSError, seal.NoKey):
        return None
    except seal.NotSealed:
        raise Unusable(f"changes/{file.name} is damaged, or was made with another key") from None


def _cache(file: Path, value: object) -> None:
    """Write in one step, authenticated; a cache that cannot be written is passed over."""
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
    """Remove what no entry is made of any more."""
    with suppress(OSError, ForeignPathError):
        for name in os.listdir(folder):
            if name not in used and (name.endswith(".json") or name.startswith(".")):
                os.unlink(join(folder, name))

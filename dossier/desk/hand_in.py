"""Handing in: what has changed, as text and as evidence; then the lock, and a commit on a branch of its own.

Only objects and references of git are written: no hook and no filter runs, and no file of the work tree is touched.
Nothing is pushed, and no credentials are asked for: the forge's address is given, where a pull request is opened.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dossier.desk.given import Refused
from dossier.desk.workspace import Workspace
from dossier.evidence.difference import difference
from dossier.foreign_paths import join, replace_file
from dossier.formats.changed import as_text
from dossier.formats.text import report_texts
from dossier.history.commit import Change, changes, commit
from dossier.history.git import state_at
from dossier.history.process import GitError, git
from dossier.model.checks import is_id
from dossier.pipeline import check, snapshot
from dossier.store import lock as locks
from dossier.store.content import CommittedSettings
from dossier.verify import verified

FROM_LOCKING = ("quote-not-verified", "wrong-paragraph", "over-quoted", "bad-lock")
"""Errors that locking is meant to resolve."""
UNFINISHED = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "sequencer": "a row of cherry-picks or reverts",
    "BISECT_START": "a bisect",
}
"""Files of git that say what is under way: a commit beside it would lose it."""
MOST_LINES = 2000
_REMOTE = re.compile(
    r"(?:https?://|ssh://)?(?:[^@/\s]+@)?([\w-]+(?:\.[\w-]+)+)(?::\d+)?[:/](.+?)(?:\.git)?/?"
)


class HandIn:
    """Hands in what has changed in the content folder since the last commit."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.settings = workspace, workspace.settings

    def shown(self) -> dict[str, Any]:
        """What would be handed in; raises `Refused`."""
        base = self._base()
        changed = self._changed()
        lines = list(self._diff(base, changed))
        errors = [
            d
            for d in check(self.settings).diagnostics
            if d.severity == "error" and d.code not in FROM_LOCKING
        ]
        return {
            "files": sorted(changed),
            "diff": "\n".join(lines[:MOST_LINES]) + ("\n…" if len(lines) > MOST_LINES else ""),
            "evidence": [
                line.strip() for line in as_text(difference(snapshot(base)[0], snapshot(self.settings)[0]))
            ],
            "errors": list(report_texts(errors)),
            "branch": _proposed(changed),
        }

    def done(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Lock, and write the commit; raises `Refused`."""
        reason = " ".join(str(given.get("reason", "")).split())[:300]
        branch = str(given.get("branch", "")).strip()
        if not reason:
            raise Refused("say why: readers see it on the page What changed")
        if not all(is_id(part) for part in branch.split("/")):
            raise Refused(
                "write the branch in lower-case letters, digits and hyphens, such as add-dock-herald-strike"
            )
        self._base()
        if not self._changed():
            raise Refused("nothing has changed since the last commit")
        self._lock()
        changed = self._changed()
        try:
            message = f"{_subject(changed)}\n\nReason: {reason}\n"
            revision = commit(self.settings.content, changed, branch, message)
        except GitError as error:
            raise Refused(f"not committed: {error}") from None
        return {"branch": branch, "revision": revision[:10], **self._forge(branch)}

    def _base(self) -> CommittedSettings:
        folder = self.settings.content
        try:
            # By its name: of a content folder that is a submodule, what the submodule has, not what the project notes.
            head = git(folder, "rev-parse", "--verify", "HEAD^{commit}").decode().strip()
            state = Path(os.fsdecode(git(folder, "rev-parse", "--absolute-git-dir")).rstrip("\n"))
            if found := [what for name, what in UNFINISHED.items() if join(state, name).exists()]:
                raise Refused(
                    f"{found[0]} is not finished in this repository; finish or abort it with git first"
                )
            if join(state, "index.lock").exists():
                raise Refused(
                    f"another git command is at work here; wait for it, or delete {state / 'index.lock'} if none is"
                )
            return state_at(self.settings, head)
        except GitError as error:
            raise Refused(
                f"this needs a git repository with a first commit of the content: {error}"
            ) from None

    def _changed(self) -> dict[str, Change]:
        try:
            return changes(self.settings.content)
        except GitError as error:
            raise Refused(f"git cannot say what has changed: {error}") from None

    def _diff(self, base: CommittedSettings, changed: Mapping[str, Change]) -> Iterator[str]:
        for inside, (data, _) in sorted(changed.items()):
            blob = base.files.get(inside)
            old, new = blob.data if blob else b"", data or b""
            if b"\0" in old + new:
                yield f"{inside}: a picture or another binary file"
                continue
            before, after = (part.decode("utf-8", "replace").splitlines() for part in (old, new))
            yield from difflib.unified_diff(
                before, after, inside if blob else "/dev/null", inside, lineterm="", n=1
            )

    def _lock(self) -> None:
        """Write the lock; raises `Refused` for what is wrong before or by it, and then leaves it as it was."""
        checked = check(self.settings)
        errors = [d for d in checked.diagnostics if d.severity == "error" and d.code not in FROM_LOCKING]
        if not errors:
            found = verified(checked, self.workspace.captures, self.settings)
            errors = [d for d in found.diagnostics if d.severity == "error"]
        if errors:
            raise Refused("mend this first: " + next(report_texts(errors)).partition("\n")[0])
        text = locks.dump((*found.found, *found.kept), found.signed)
        path = join(self.settings.content, locks.NAME)
        before = path.read_bytes() if path.is_file() else None
        replace_file(path, text.encode())
        # Only now it is known how many words are quoted of how many.
        if errors := [d for d in check(self.settings).diagnostics if d.severity == "error"]:
            if before is None:
                path.unlink()
            else:
                replace_file(path, before)
            raise Refused("mend this first: " + next(report_texts(errors)).partition("\n")[0])

    def _forge(self, branch: str) -> dict[str, str]:
        """Where a pull request is opened, and how the branch gets there."""
        push = f"git push -u origin {branch}"
        try:
            address = git(self.settings.content, "config", "--get", "remote.origin.url").decode().strip()
        except GitError:
            return {"push": push, "address": ""}
        found = _REMOTE.fullmatch(address)
        if not found:
            return {"push": push, "address": ""}
        site, name = f"https://{found[1]}/{quote(found[2])}", quote(branch)
        if "gitlab" in found[1]:
            return {
                "push": push,
                "address": f"{site}/-/merge_requests/new?merge_request[source_branch]={name}",
            }
        if "github" in found[1] or "gitea" in found[1] or "codeberg" in found[1] or "forgejo" in found[1]:
            return {"push": push, "address": f"{site}/compare/{name}?expand=1"}
        return {"push": push, "address": site}


def _proposed(changed: Mapping[str, Change]) -> str:
    articles = [
        inside.rpartition("/")[2].removesuffix(".md") for inside in changed if inside.startswith("articles/")
    ]
    return f"source-{articles[0]}"[:60].rstrip("-") if len(articles) == 1 else "sources"


def _subject(changed: Mapping[str, Change]) -> str:
    ids = sorted(i.rpartition("/")[2].removesuffix(".md") for i in changed if i.endswith(".md"))
    shown = ", ".join(ids[:3])
    more = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
    return f"Annotate {shown}{more}"[:72]

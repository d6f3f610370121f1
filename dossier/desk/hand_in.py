"""Handing in: what has changed, as text and as evidence; then the lock, and a commit on a branch of its own.

Only objects and references of git are written: no hook and no filter runs, and no file of the work tree is touched.
Nothing is pushed, and no credentials are asked for: the forge's address is given, where a pull request is opened.
"""

from __future__ import annotations

import difflib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dossier.desk.steps import Refused
from dossier.desk.workspace import Workspace
from dossier.evidence.difference import difference
from dossier.foreign_paths import join, replace_file
from dossier.formats.changed import as_text
from dossier.formats.text import report_texts
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
        changed = self._changed(base)
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
        base = self._base()
        if not self._changed(base):
            raise Refused("nothing has changed since the last commit")
        self._lock()
        changed = self._changed(base)
        try:
            revision = self._commit(changed, branch, reason)
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
            return state_at(self.settings, head)
        except GitError as error:
            raise Refused(
                f"this needs a git repository with a first commit of the content: {error}"
            ) from None

    def _changed(self, base: CommittedSettings) -> dict[str, bytes | None]:
        """Files within the content folder that differ from the last commit; None for one that is gone."""
        now: dict[str, bytes] = {}
        for path in sorted(self.settings.content.rglob("*")):
            inside = path.relative_to(self.settings.content).as_posix()
            if (
                path.is_file()
                and not path.is_symlink()
                and not any(p.startswith(".") for p in inside.split("/"))
            ):
                now[inside] = path.read_bytes()
        before = {inside: blob.data for inside, blob in base.files.items()}
        changed: dict[str, bytes | None] = {i: data for i, data in now.items() if before.get(i) != data}
        gone = (i for i in before if i not in now and not any(p.startswith(".") for p in i.split("/")))
        return {**changed, **dict.fromkeys(gone)}

    def _diff(self, base: CommittedSettings, changed: Mapping[str, bytes | None]) -> Iterator[str]:
        for inside, data in sorted(changed.items()):
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

    def _commit(self, changed: Mapping[str, bytes | None], branch: str, reason: str) -> str:
        """Write the commit, and make its branch the current one; raises `GitError`."""
        folder = self.settings.content
        prefix = git(folder, "rev-parse", "--show-prefix").decode().strip()
        ref = f"refs/heads/{branch}"
        git(folder, "check-ref-format", ref)
        with tempfile.TemporaryDirectory(prefix="dossier-") as name:
            index = join(Path(name), "index")
            git(folder, "read-tree", "HEAD", index=index)
            for inside, data in changed.items():
                path = f"{prefix}{inside}"
                if data is None:
                    git(folder, "update-index", "--force-remove", "--", path, index=index, top=True)
                    continue
                blob = (
                    git(folder, "hash-object", "-w", "--no-filters", "--stdin", given=data).decode().strip()
                )
                git(folder, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", index=index)
            tree = git(folder, "write-tree", index=index).decode().strip()
        subject = _subject(changed)
        message = f"{subject}\n\nReason: {reason}\n".encode()
        commit = git(folder, "commit-tree", tree, "-p", "HEAD", "-F", "-", given=message).decode().strip()
        git(folder, "update-ref", ref, commit, "0" * len(commit))
        git(folder, "symbolic-ref", "HEAD", ref)
        git(folder, "read-tree", "HEAD")
        return commit

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


def _proposed(changed: Mapping[str, bytes | None]) -> str:
    articles = [
        inside.rpartition("/")[2].removesuffix(".md") for inside in changed if inside.startswith("articles/")
    ]
    return f"source-{articles[0]}"[:60].rstrip("-") if len(articles) == 1 else "sources"


def _subject(changed: Mapping[str, bytes | None]) -> str:
    ids = sorted(i.rpartition("/")[2].removesuffix(".md") for i in changed if i.endswith(".md"))
    shown = ", ".join(ids[:3])
    more = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
    return f"Annotate {shown}{more}"[:72]

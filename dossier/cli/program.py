"""Where the program that runs was installed from: what a new dossier's CI pins."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

REPOSITORY = "https://github.com/example/dossier"
_GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")
_ADDRESS = re.compile(r"https://[\w.-]+(?::\d+)?(?:/[\w.~+-]+)+/?")
_SSH = re.compile(r"^(?:ssh://)?git@([\w.-]+)[:/]")
_REF = re.compile(r"[\w.+-]{1,100}")


@dataclass(frozen=True, slots=True)
class Program:
    """A state of the program in a repository."""

    repository: str
    """Its address, https://…"""
    ref: str
    """A commit, where it is known; else the release's tag."""
    version: str

    @property
    def action(self) -> str:
        """The step of a GitHub workflow that runs it; a repository elsewhere stands as a placeholder."""
        found = _GITHUB.fullmatch(self.repository) or _GITHUB.fullmatch(REPOSITORY)
        assert found
        return f"{found[1]}@{self.ref} # v{self.version}"

    @property
    def is_on_github(self) -> bool:
        """False if `action` is a placeholder."""
        return _GITHUB.fullmatch(self.repository) is not None


def parse(text: str) -> Program | None:
    """The state in `ADDRESS@REF`; None for anything else."""
    address, _, ref = text.removeprefix("git+").rpartition("@")
    if not _ADDRESS.fullmatch(address) or not _REF.fullmatch(ref):
        return None
    return Program(address.rstrip("/"), ref, distribution("dossier").version)


def installed() -> Program:
    """The state that was installed: from a repository its commit (PEP 610), from a clone the clone's; else the release's
    tag.
    """
    version, (address, commit) = distribution("dossier").version, _origin()
    if commit and (program := parse(f"{address}@{commit}")):
        return program
    if address.startswith("file://"):
        clone = Path(unquote(urlsplit(address).path))
        commit = _asked(clone, "rev-parse", "--verify", "--end-of-options", "HEAD^{commit}")
        remote = _SSH.sub(r"https://\1/", _asked(clone, "config", "--get", "remote.origin.url"))
        if commit:
            return parse(f"{remote}@{commit}") or Program(REPOSITORY, commit, version)
    return Program(REPOSITORY, f"v{version}", version)


def requirement(extra: str) -> str:
    """The program as it was installed, and an extra, as pip, pipx and uv take it (PEP 508)."""
    address, commit = _origin()
    where = f"git+{address}@{commit}" if commit else address
    return f"dossier[{extra}] @ {where}" if where else f"dossier[{extra}]"


def _origin() -> tuple[str, str]:
    """The address that was installed from, and its commit (PEP 610); empty where they are not recorded."""
    try:
        origin = json.loads(distribution("dossier").read_text("direct_url.json") or "{}")
    except ValueError:
        return "", ""
    return str(origin.get("url", "")), str(origin.get("vcs_info", {}).get("commit_id", ""))


def _asked(clone: Path, *arguments: str) -> str:
    """What git says of a clone of the program; the empty text where there is none."""
    from dossier.history.process import GitError, git

    if not (clone / ".git").exists():
        return ""
    try:
        return git(clone, *arguments).decode("utf-8", "replace").strip()
    except GitError:
        return ""

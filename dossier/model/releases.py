"""Releases of the dossier: the entries of `releases.yml`, which `dossier release` writes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from dossier.model.checks import Checked, Malformed
from dossier.model.dates import Window
from dossier.model.parts import CONFIG, Text

RELEASES = "releases.yml"
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}")
_CONTENT = re.compile("[0-9a-f]{12}")
_HINT = "write letters, digits, dots and hyphens: 1.0, 2026-11"


def release_version(text: str) -> str:
    """The version of a release: part of an address and of a tag; raises `Malformed` (bad-value)."""
    if not _VERSION.fullmatch(text) or ".." in text or text.endswith((".", ".lock")):
        raise Malformed("bad-value", f'"{text}" is no version of a release', _HINT)
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

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"releases/{self.version}/"

"""A list of digests of all records as JSON, in parts, so that little has to be fetched to learn what has changed.

`api/v1/changes.json` has the digest of each part, and a part the digest of each of its records' files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from dossier.indented import indented
from dossier.model.pages import API, CHANGES, shard_of

Digests = Mapping[str, str]
"""SHA-256 of files by their addresses, in hexadecimal."""


def part_name(number: int) -> str:
    """The address of a part."""
    return f"{API}changes/{number}.json"


def part_of(name: str, total: int) -> int:
    """The number of the part that a record's file is in."""
    return shard_of(name.rpartition("/")[2].removesuffix(".json"), total)


def changed_records(digests: Digests, total: int) -> dict[str, bytes]:
    """The list for these files in `total` parts; no files, if there are none."""
    if not digests:
        return {}
    parts: list[dict[str, str]] = [{} for _ in range(total)]
    for name in sorted(digests):
        parts[part_of(name, total)][name] = digests[name]
    files = {part_name(number): _file(part) for number, part in enumerate(parts)}
    return {CHANGES: _root({name: _digest(data) for name, data in files.items()}), **files}


def patched(part: bytes, digests: Digests) -> bytes:
    """A part with the digests of these files replaced."""
    return _file({name: digests.get(name, digest) for name, digest in json.loads(part).items()})


def patched_root(root: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The list of parts with these parts replaced."""
    digests = {each["part"]: each["sha256"] for each in json.loads(root)["parts"]}
    return _root({**digests, **{name: _digest(data) for name, data in parts.items()}})


def _root(digests: Digests) -> bytes:
    return _file({"parts": [{"part": name, "sha256": digest} for name, digest in digests.items()]})


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _file(value: object) -> bytes:
    return (indented(value, " ") + "\n").encode()

"""A BagIt package (RFC 8493) as one zip file: the payload below `data/`, and SHA-256 manifests of everything."""

from __future__ import annotations

import hashlib
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

from dossier import zipped

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class SameName(Exception):
    """Two files have names that a file system may take for one; the message says which, in one line."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a package holds."""

    files: int
    bytes: int
    digest: str
    """SHA-256 of the manifest of the payload: it stands for all files."""


def write(
    payload: Iterable[tuple[str, bytes]], info: Mapping[str, str], folder: str, into: IO[bytes]
) -> Written:
    """Write a package whose files lie in `folder`; `payload` are its files by path, `info` what `bag-info.txt` says.

    The same payload gives the same bytes, as far as zlib does. Raises `SameName`.
    """
    digests: dict[str, str] = {}
    size = 0
    with zipfile.ZipFile(into, "w") as archive:
        names: set[str] = set()
        for path, data in payload:
            # Two names that a file system may take for one would be one file when the package is opened.
            name = unicodedata.normalize("NFC", f"data/{path}")
            if name.casefold() in names:
                raise SameName(f"{path}: two files of this name, but for capitals")
            names.add(name.casefold())
            digests[name] = hashlib.sha256(data).hexdigest()
            size += len(data)
            zipped.add(archive, f"{folder}/{name}", data)
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": _info({**info, "Payload-Oxum": f"{size}.{len(digests)}"}),
            "manifest-sha256.txt": _manifest(digests),
        }
        tags["tagmanifest-sha256.txt"] = _manifest(
            {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}
        )
        for name, text in tags.items():
            zipped.add(archive, f"{folder}/{name}", text.encode())
    return Written(len(digests), size, hashlib.sha256(tags["manifest-sha256.txt"].encode()).hexdigest())


def _info(values: Mapping[str, str]) -> str:
    """Metadata, a line each: RFC 8493 would fold longer lines, and allows not to."""
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in values.items() if value.strip())


def _manifest(digests: Mapping[str, str]) -> str:
    """A line a file; line breaks and percent signs in names are encoded."""
    escaped = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
    return "".join(f"{digest}  {name.translate(escaped)}\n" for name, digest in sorted(digests.items()))

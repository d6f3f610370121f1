"""Zip files whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold: every entry has it."""
MODE = 0o100644 << 16


def add(archive: zipfile.ZipFile, path: str, data: bytes, *, packed: bool = True) -> None:
    """Add a file, compressed if `packed`; the same files in the same order give the same bytes, as far as zlib does."""
    entry = zipfile.ZipInfo(path, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    entry.external_attr, entry.create_system = MODE, 3
    archive.writestr(entry, data, compresslevel=9 if packed else None)

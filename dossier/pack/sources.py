"""The content folder of a package: what is published of the records, as files that the program builds again.

It is written from the complete JSON, not copied: nothing that the editors withhold can be in it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from dossier.model.signatures import Signature
from dossier.store import lock as locks

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
LINE = 100_000
"""Columns after which YAML may break a line: longer than any text."""


def source_files(
    stored: Mapping[str, Any], style: tuple[str, bytes] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The files of a content folder and its `mkdocs.yml`, by path, from the value of the complete JSON.

    `style` is the file of the CSL style of notes, by its path from `mkdocs.yml`.
    """
    theme = {"name": "material", "font": False}
    settings = {"docs_dir": "content", "theme": theme, "plugins": ["dossier"], **stored["settings"]}
    if style:
        settings["extra"] = {**settings["extra"], "citation_style": style[0]}
        yield style
    yield "mkdocs.yml", _yaml(settings)
    for record in stored["records"]:
        front = _yaml(record["front_matter"])
        yield f"content/{record['file']}", b"---\n" + front + b"---\n" + record["body"].encode()
    for name in ("retired", "releases"):
        if stored[name]:
            yield f"content/{name}.yml", _yaml(stored[name])
    for path, image in stored["images"].items():
        yield f"content/{path}", base64.b64decode(image)
    if stored["lock"] is not None:
        yield f"content/{locks.NAME}", _lock(stored["lock"])


def _yaml(value: object) -> bytes:
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=LINE)
    return text.encode()


def _lock(stored: Mapping[str, Any]) -> bytes:
    entries = [locks.Locked(**entry) for entry in stored["entries"]]
    signed = {
        each["article"]: locks.Signed(
            each["capture_sha256"], Signature(each["runs"], base64.b64decode(each["slots"]))
        )
        for each in stored["signatures"]
    }
    return locks.dump(entries, signed).encode()

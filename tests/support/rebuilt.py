"""A dossier's content written again from its complete JSON, as anybody could who has that file and its schema alone."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import yaml

MKDOCS_YML = {"docs_dir": "content", "theme": {"name": "material", "font": False}, "plugins": ["dossier"]}
LOCK_HEAD = "# Verified against captures by `dossier lock`. Do not edit: run it again.\n"


def write(data: dict[str, Any], project: Path) -> Path:
    """Write the project; returns its settings file."""
    content = project / "content"
    content.mkdir(parents=True)
    config = project / "mkdocs.yml"
    config.write_text(json.dumps({**MKDOCS_YML, **data["settings"]}, ensure_ascii=False), encoding="utf-8")
    for record in data["records"]:
        file = content / record["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        front = yaml.safe_dump(record["front_matter"], allow_unicode=True, sort_keys=False, width=100_000)
        file.write_text(f"---\n{front}---\n{record['body']}", encoding="utf-8")
    for name in ("retired", "releases"):
        if data[name]:
            text = yaml.safe_dump(data[name], allow_unicode=True, sort_keys=False)
            (content / f"{name}.yml").write_text(text, encoding="utf-8")
    for path, image in data["images"].items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(base64.b64decode(image))
    if data["lock"] is not None:
        (content / "dossier.lock").write_text(LOCK_HEAD + "".join(_lines(data["lock"])), encoding="utf-8")
    return config


def _lines(lock: dict[str, Any]) -> list[str]:
    keys = (
        *("article", "kind", "paragraph", "paragraph_sha256", "capture_sha256", "words", "capture_words"),
    )
    entries = sorted(lock["entries"], key=lambda e: (e["article"], e["kind"], e["text"], e["paragraph"]))
    lines = [
        "\t".join(str(e[key]) for key in keys) + "\t" + json.dumps(e["text"], ensure_ascii=False) + "\n"
        for e in entries
    ]
    return lines + [
        f"{s['article']}\tsignature\t{s['capture_sha256']}\t{s['runs']}\t{s['slots']}\n"
        for s in lock["signatures"]
    ]

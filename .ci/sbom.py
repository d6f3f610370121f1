"""A lock file of pip → a software bill of materials, CycloneDX 1.6 in JSON, on standard output.

Each locked package is a component with its package URL (purl), the hashes of its files, and its environment marker where it
has one. The same lock gives the same bytes: there is no time and no random serial number in it.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_PINNED = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\\n]+))?"
)


def components(lock: str) -> list[dict[str, Any]]:
    """The packages of a lock, in its order; raises `ValueError` for a requirement that is not pinned or has no hash."""
    found = []
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock.strip()):
        pinned = _PINNED.match(block)
        hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", block)
        if not pinned or not hashes:
            raise ValueError(f"not pinned, or without a hash: {block.splitlines()[0]}")
        name = re.sub(r"[-_.]+", "-", pinned["name"]).lower()
        purl = f"pkg:pypi/{name}@{pinned['version']}"
        component: dict[str, Any] = {
            "type": "library",
            "bom-ref": f"{purl}#{len(found)}" if any(c["purl"] == purl for c in found) else purl,
            "name": name,
            "version": pinned["version"],
            "purl": purl,
            # Of a component CycloneDX takes hashes of one file; these are of all its distributions.
            "properties": [{"name": "pip:hash", "value": f"sha256:{each}"} for each in hashes],
        }
        if pinned["marker"]:
            component["properties"].append({"name": "pip:marker", "value": pinned["marker"].strip()})
        found.append(component)
    return found


def bill(lock: str, project: dict[str, Any]) -> dict[str, Any]:
    """The bill of materials of a project's lock."""
    name, version = project["name"], project["version"]
    root = f"pkg:pypi/{name}@{version}"
    listed = components(lock)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": name,
                "version": version,
                "purl": root,
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": listed,
        "dependencies": [{"ref": root, "dependsOn": [component["bom-ref"] for component in listed]}],
    }


if __name__ == "__main__":
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    made = bill(Path(sys.argv[1]).read_text("utf-8"), project)
    sys.stdout.write(json.dumps(made, indent=2, ensure_ascii=False) + "\n")

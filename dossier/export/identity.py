"""What the site is, for programs and for people who find it without this program: its version, `CITATION.cff` (1.2.0), and
`.well-known/dossier.json` (RFC 8615).

They change with every edit, so nothing else holds what stands in them: pages read `version.js`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier.cite.names import name
from dossier.config import Settings
from dossier.derive.version import dossier_version
from dossier.indented import indented
from dossier.metadata.dossier import downloads
from dossier.model.figures import RULE
from dossier.model.pages import RETIRED
from dossier.model.parts import FOLDERS
from dossier.model.releases import Release
from dossier.model.scripted import json_in_html

VERSION_JS, VERSION_JSON, CFF, WELL_KNOWN = (
    "version.js",
    "version.json",
    "CITATION.cff",
    ".well-known/dossier.json",
)
FILES = (VERSION_JS, VERSION_JSON, CFF, WELL_KNOWN)
_UNPRINTED = re.compile("[^\t\n\r -~\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.2 does not print."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What is published, as a whole."""

    versions: Mapping[str, str]
    """The version of each record, by the address of its page; of a tombstone with `RETIRED` before it."""
    releases: Sequence[Release] = ()
    commit: str = ""
    """The commit that the content was at; empty without git."""
    as_of: date | None = None

    @property
    def version(self) -> str:
        """The dossier's version: a digest of the versions of all records."""
        return dossier_version(self.versions)

    @property
    def release(self) -> Release | None:
        """The release that is exactly what is published, if one is."""
        version = self.version
        return next((release for release in reversed(self.releases) if release.content == version), None)


def identity_files(settings: Settings, identity: Identity) -> dict[str, bytes]:
    """The files, by address."""
    version = _version(identity)
    return {
        VERSION_JS: f"window.dossierVersion={json_in_html(version)};\n".encode(),
        VERSION_JSON: _json(version),
        CFF: _cff(settings, identity).encode(),
        WELL_KNOWN: _json(_described(settings, identity)),
    }


def _version(identity: Identity) -> dict[str, Any]:
    release = identity.release
    said = {
        "version": identity.version,
        "release": release.version if release else "",
        "released": release.date.text if release else "",
        "commit": identity.commit,
        "as_of": identity.as_of.isoformat() if identity.as_of else "",
    }
    return {key: value for key, value in said.items() if value}


def _described(settings: Settings, identity: Identity) -> dict[str, Any]:
    """What the dossier is, its version, how many records it has, where its data is, and whom to write to."""
    present = Counter(
        address.partition("/")[0] for address, of in identity.versions.items() if not of.startswith(RETIRED)
    )
    said = {
        "title": settings.name,
        "description": settings.description,
        "address": settings.url,
        **_version(identity),
        "releases": [release.version for release in identity.releases],
        "authors": [name(author).direct for author in settings.authors],
        "published_by": settings.published_by,
        "reviewed_by": settings.reviewed_by,
        "contact": list(settings.contact),
        "rights": settings.copyright,
        "license": settings.license,
        "counting_rule": RULE,
        "records": {folder: present[folder] for folder in FOLDERS.values()},
        "data": [{"path": f"{settings.url}{path}", "media_type": kind} for path, kind in downloads(settings)],
    }
    return {key: value for key, value in said.items() if value}


def _json(value: Any) -> bytes:
    return f"{indented(value, '  ')}\n".encode()


def _cff(settings: Settings, identity: Identity) -> str:
    """The Citation File Format 1.2.0. It asks for an author: without one, the dossier stands for itself."""
    release = identity.release
    known = release.date if release and release.date.is_certain_day else None
    people = [_person(author) for author in settings.authors]
    if not people:
        people = [{"name": settings.published_by or settings.name}]
    lines = [
        "cff-version: 1.2.0",
        'message: "Cite what you use at its version: each page says how."',
        "type: dataset",
        f"title: {_scalar(settings.name)}",
        *(
            f"{'  - ' if n == 0 else '    '}{key}: {_scalar(value)}"
            for person in [None, *people]
            for n, (key, value) in enumerate(person.items() if person else ())
        ),
        f"version: {_scalar(f'{release.version} ({identity.version})' if release else identity.version)}",
    ]
    lines.insert(4, "authors:")
    optional = (
        ("date-released", known.text[:10] if known else ""),
        ("abstract", settings.description),
        ("url", settings.url),
        ("license", settings.license),
        ("commit", identity.commit),
    )
    lines += [f"{key}: {_scalar(value)}" for key, value in optional if value]
    return "\n".join(lines) + "\n"


def _person(author: str) -> dict[str, str]:
    split = name(author)
    if not split.given:
        return {"name": split.family}
    parts = {"family-names": split.family, "given-names": split.given, "name-suffix": split.suffix}
    return {key: value for key, value in parts.items() if value}


def _scalar(text: str) -> str:
    """A YAML text in double quotation marks, whatever it holds: JSON's escapes are YAML's as well."""
    written = json.dumps(text, ensure_ascii=False)
    return _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)

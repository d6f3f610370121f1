"""The licence of a dossier's data: `license` in mkdocs.yml, or what `copyright` there says."""

from __future__ import annotations

import re

from dossier.config import Settings

_CC = re.compile(r"\bCC[ -]?(BY(?:-SA|-NC|-ND|-NC-SA|-NC-ND)?|0)[ -]?(\d\.\d)", re.IGNORECASE)


def licence_of(settings: Settings) -> dict[str, str]:
    """Name (of the Open Definition), address and title of a Creative Commons licence; empty where none is named."""
    found = _CC.search(settings.license or settings.copyright)
    if not found:
        return {}
    kind, version = found[1].upper(), found[2]
    if kind == "0":
        name, path = f"CC0-{version}", f"https://creativecommons.org/publicdomain/zero/{version}/"
    else:
        name = f"CC-{kind}-{version}"
        path = f"https://creativecommons.org/licenses/{kind.lower()}/{version}/"
    return {"name": name, "path": path, "title": settings.copyright or name}

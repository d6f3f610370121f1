"""Packages that only some commands need, and that an installation may lack."""

from __future__ import annotations

import shlex

from dossier.cli.terminal import fail


class needs_extra:
    """Turns a missing package of an extra into one line and exit status 2."""

    def __init__(self, extra: str = "ingest") -> None:
        self.extra = extra

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Say what to install."""
        if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] != "dossier":
            from dossier.cli.program import requirement

            wanted = shlex.quote(requirement(self.extra))
            fail(
                f"this command needs more packages: pip install {wanted}, pipx install --force or uv tool install"
            )

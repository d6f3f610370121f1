"""`dossier check`: judges the content, and reuses from the cache what is still valid. Writes nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.build.prefetch import FOLDER
from dossier.build.trust import CacheTrust, reason
from dossier.config import Settings
from dossier.diagnostics import Diagnostic, forbidden
from dossier.incremental import facts
from dossier.incremental.cache import Busy, open_database
from dossier.incremental.database import NAME, Database, OtherFormat
from dossier.incremental.fingerprint import build_fingerprint
from dossier.incremental.manifest import previous_build
from dossier.incremental.text_edits import plan_text_edit
from dossier.settings_file import ConfigError
from dossier.store.file_stats import file_stats

if TYPE_CHECKING:
    from dossier.pipeline import Checked


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check."""

    diagnostics: tuple[Diagnostic, ...]
    records: int
    unread: int = 0
    """Files that could not be read whole."""
    note: str = ""
    """Why the cache was not used; empty otherwise."""

    @property
    def failed(self) -> bool:
        """True when an error forbids publishing."""
        return forbidden(self.diagnostics)


def verdict(settings: Settings, config_file: Path, withheld: frozenset[str]) -> Verdict:
    """Checks the content without writing anything; raises `ConfigError`."""
    folder, note = settings.project / FOLDER, ""
    if os.path.lexists(folder / NAME):
        try:
            with CacheTrust(folder, settings.project) as trust:
                stamp = build_fingerprint(config_file, sorted(withheld))
                trust.check()
            with open_database(folder, stamp, only_read=True) as state:
                if state.get(facts.STAMP) == stamp:
                    return _continued(state, settings, withheld)
        except ConfigError:
            raise
        except (Busy, OtherFormat):
            pass  # a build is writing it, or another version of this program wrote it
        except Exception as error:
            note = f"the cache was not used: {reason(error)}"
    from dossier.pipeline import check

    return replace(verdict_of(check(settings, withheld=withheld)), note=note)


def verdict_of(checked: Checked) -> Verdict:
    """The verdict of a check."""
    return Verdict(checked.diagnostics, len(checked.corpus.records), len(checked.unread))


def _continued(state: Database, settings: Settings, withheld: frozenset[str]) -> Verdict:
    now = file_stats(settings.content)
    found = None if withheld else plan_text_edit(state, settings, now)
    if found:
        return Verdict(found.diagnostics, len(state.get(facts.RECORD_IDS)))
    from dossier.pipeline import check

    return verdict_of(check(settings, withheld=withheld, before=previous_build(state, settings, now)))

"""Writes a page where it is rendered: joins it with its shell, writes the file, and encodes the rows to store.

So a page's body stays in the process that rendered it. Shells are handed over in a file, as soon as they exist; a page
that has no shell yet is returned with its body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dossier.config import Settings
from dossier.export import Preview
from dossier.incremental import facts, tables
from dossier.incremental.invalidation import outline
from dossier.incremental.snapshot import Snapshot
from dossier.model.pages import Page, bounded, record_digests
from dossier.output.files import TreeWriter, WrittenStat
from dossier.pool import RenderedPage
from dossier.store.values import unpack
from dossier.theme.shell_cache import load_shells
from dossier.theme.shells import Shells
from dossier.theme.slots import slots_of
from dossier.tracking import Dependencies


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A rendered page, as far as the build has to know it."""

    address: str
    id: str
    """The record whose page it is; empty for a page of no record."""
    entry: bytes
    """Its search entry: the field values, written by `marshal`."""
    preview: Preview | None
    outline: facts.Outline | None = None
    """Of a page of no record."""
    unframed: tuple[Page, bytes] | None = None
    """The page and its body, if there was no shell for it."""
    written: tuple[WrittenStat, bool] | None = None
    """What `TreeWriter.write` returned for its file."""
    beside: Mapping[str, tuple[WrittenStat, bool] | None] = field(default_factory=dict)
    """What `TreeWriter.write` returned for the files beside the page, by address."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the records as JSON beside it, by address."""
    rows: dict[tables.TableName, bytes] | None = None
    """The rows to store for the record, by table; None if nothing is stored."""
    dependencies: Dependencies | None = None
    """What the page depends on, if an id of that has no number yet."""
    version: str = ""
    """The version of the record whose page it is."""


class PageWriter:
    """Writes pages, in whatever process it was sent to. With a `snapshot`, it also encodes the rows to store."""

    def __init__(
        self,
        writing: TreeWriter,
        settings: Settings,
        shells_file: Path,
        snapshot: Snapshot | None,
        shells: Shells | None = None,
    ) -> None:
        """Without `shells` they are read from the file `shells_file`, as soon as it is there."""
        self._writing, self._settings, self._shells_file, self._snapshot = (
            writing,
            settings,
            str(shells_file),
            snapshot,
        )
        self._shells = shells

    def __call__(self, sheet: RenderedPage) -> WrittenPage:
        """Write a page, if there is a shell for it."""
        page, settings = sheet.page, self._settings
        slots = slots_of(page, settings.name, settings.url, settings.edit_base)
        shells = self._shells or self._load()
        written, unframed, beside = None, None, {}
        if shells and shells.fits(page, slots):
            data = bounded(page, shells.page(page, slots, sheet.body))
            written = self._writing.write(page.file, data)
            beside = {name: self._writing.write(name, data) for name, data in page.files_beside.items()}
        else:
            unframed = page, sheet.body
        rows, dependencies = self._snapshot.rows_of(sheet) if self._snapshot and sheet.id else (None, None)
        entry = tables.ENTRIES.dump(sheet.entry)
        outline_ = None if sheet.id else outline(page)
        return WrittenPage(
            page.address,
            sheet.id,
            entry,
            sheet.preview,
            outline_,
            unframed,
            written,
            beside,
            record_digests(page),
            rows,
            dependencies,
            page.version,
        )

    def _load(self) -> Shells | None:
        try:
            with open(self._shells_file, "rb") as file:  # noqa: PTH123 - tried for every page until the file exists
                self._shells = load_shells(unpack(file.read()))
        except FileNotFoundError:
            return None
        return self._shells

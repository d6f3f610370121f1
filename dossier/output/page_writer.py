"""What is done with a page where it is drawn: it is put into its frame and written, and what is kept of it is made.

So a page's text stays in the process that drew it. Frames are handed over in a file, as soon as there are any; a page that
has none yet goes back as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dossier.config import Settings
from dossier.export import Preview
from dossier.incremental import Outline, Snapshot, field_values, outline
from dossier.model.pages import Page, bounded
from dossier.output.files import TreeWriter, WrittenStat
from dossier.pool import RenderedPage
from dossier.store.values import pack, unpack
from dossier.theme.shell_cache import load_shells
from dossier.theme.shells import Shells
from dossier.theme.slots import slots_of
from dossier.tracking import Dependencies


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page that was drawn, and what the build has to know of it."""

    address: str
    id: str
    """The record, where it is the page of one."""
    entry: bytes
    """What search knows of it: its values, as `marshal` writes them."""
    preview: Preview | None
    outline: Outline | None = None
    """Of a page that is not a record's."""
    unframed: tuple[Page, bytes] | None = None
    """The page and its body, where there was no frame for it."""
    written: tuple[WrittenStat, bool] | None = None
    """What `TreeWriter.write` said of its file."""
    beside: Mapping[str, tuple[WrittenStat, bool] | None] = field(default_factory=dict)
    """What it said of the files beside the page, by their addresses."""
    rows: dict[str, bytes] | None = None
    """What is to be kept of the record, by table; None where nothing is kept."""
    dependencies: Dependencies | None = None
    """What was read for it, where among that is what has no number yet."""


class PageWriter:
    """Does it, in whatever process it was sent to. With `kept`, it makes what is to be kept."""

    def __init__(self, writing: TreeWriter, settings: Settings, handed: Path, kept: Snapshot | None) -> None:
        self._writing, self._settings, self._handed, self._kept = writing, settings, str(handed), kept
        self._frames: Shells | None = None

    def __call__(self, sheet: RenderedPage) -> WrittenPage:
        """Write a page, if there is a frame for it."""
        page, settings = sheet.page, self._settings
        slots = slots_of(page, settings.name, settings.url, settings.edit_base)
        frames = self._frames or self._found()
        written, unframed, beside = None, None, {}
        if frames and frames.fits(page, slots):
            data = bounded(page, frames.page(page, slots, sheet.body))
            written = self._writing.write(page.file, data)
            beside = {name: self._writing.write(name, of) for name, of in page.files_beside.items()}
        else:
            unframed = page, sheet.body
        blobs, reads = self._kept.rows_of(sheet) if self._kept and sheet.id else (None, None)
        entry = pack(field_values(sheet.entry))
        of = None if sheet.id else outline(page)
        return WrittenPage(
            page.address, sheet.id, entry, sheet.preview, of, unframed, written, beside, blobs, reads
        )

    def _found(self) -> Shells | None:
        try:
            with open(self._handed, "rb") as file:  # noqa: PTH123 - asked for at every page until it is there
                self._frames = load_shells(unpack(file.read()))
        except FileNotFoundError:
            return None
        return self._frames

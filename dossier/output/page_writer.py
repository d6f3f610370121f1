"""What is done with a page where it is drawn: it is put into its frame and written, and what is kept of it is made.

So a page's text stays in the process that drew it. Frames are handed over in a file, as soon as there are any; a page that
has none yet goes back as it is.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass
from pathlib import Path

from dossier.config import Settings
from dossier.export import Preview
from dossier.incremental import Kept, Outline, outline, values_of
from dossier.model.pages import Page
from dossier.output.files import Stamp, Writing
from dossier.pool import Sheet
from dossier.theme.shell_cache import frames_from
from dossier.theme.shells import Frames
from dossier.theme.slots import slots_of
from dossier.tracking import Reads


@dataclass(frozen=True, slots=True)
class Pressed:
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
    written: tuple[Stamp, bool] | None = None
    """What `Writing.write` said of its file."""
    blobs: dict[str, bytes] | None = None
    """What is to be kept of the record, by table; None where nothing is kept."""
    reads: Reads | None = None
    """What was read for it, where among that is what has no number yet."""


class Press:
    """Does it, in whatever process it was sent to. With `kept`, it makes what is to be kept."""

    def __init__(self, writing: Writing, settings: Settings, handed: Path, kept: Kept | None) -> None:
        self._writing, self._settings, self._handed, self._kept = writing, settings, str(handed), kept
        self._frames: Frames | None = None

    def __call__(self, sheet: Sheet) -> Pressed:
        """Write a page, if there is a frame for it."""
        page, settings = sheet.page, self._settings
        slots = slots_of(page, settings.name, settings.url, settings.edit_base)
        frames = self._frames or self._found()
        written, unframed = None, None
        if frames and frames.fits(page, slots):
            written = self._writing.write(page.file, frames.page(page, slots, sheet.body))
        else:
            unframed = page, sheet.body
        blobs, reads = self._kept.of(sheet) if self._kept and sheet.id else (None, None)
        entry = marshal.dumps(values_of(sheet.entry))
        of = None if sheet.id else outline(page)
        return Pressed(page.address, sheet.id, entry, sheet.preview, of, unframed, written, blobs, reads)

    def _found(self) -> Frames | None:
        try:
            with open(self._handed, "rb") as file:  # noqa: PTH123 - asked for at every page until it is there
                self._frames = frames_from(marshal.load(file))  # noqa: S302 - from a private temporary directory
        except FileNotFoundError:
            return None
        return self._frames

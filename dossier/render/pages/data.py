"""The page Data: each file, what it holds, its size, licence and standard, and two lines that load it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dossier.derive.views import address as address_of_view
from dossier.model.pages import DATA_PAGE as ADDRESS
from dossier.model.pages import Page, feed_of
from dossier.render.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Shown:
    """A format as the page shows it."""

    title: str
    holds: str
    standard: str
    url: str
    """Where the standard stands."""
    address: str
    """Of its file, or of the first of its files, below the site."""
    size: int
    """Bytes of all its files; 0 where it is written by another part of the build."""
    example: str
    folder: bool
    schema: str = ""
    """Where what describes it stands, below the site."""
    tables: Sequence[tuple[str, str, str]] = ()
    """Its tables: name, address, and what each holds."""

    @property
    def name(self) -> str:
        """The file's name."""
        return self.address.rpartition("/")[2]

    @property
    def size_wording(self) -> str:
        """ "12 kB", "3.4 MB"."""
        if self.size < 1_000_000:
            return f"{max(1, round(self.size / 1000))} kB"
        return f"{self.size / 1e6:.1f} MB"

    def loads(self, url: str) -> str:
        """The lines that load it, from the site's address or from a local copy."""
        base = f"{url}{self.address}"
        return self.example.format(url=base.rpartition("/")[0] + "/" if self.folder else base)


def data_page(
    renderer: Renderer,
    shown: Sequence[Shown],
    commands: Sequence[str],
    documents: Sequence[tuple[str, str, str]],
    files: Sequence[tuple[str, bytes]],
) -> Page:
    """The page of these formats, with their files; `commands` are the formats that are written by command alone, and
    `documents` the forms of documents: name, title and standard.
    """
    return renderer.page(
        "data.html",
        ADDRESS,
        "Data",
        "The dossier’s records, evidence and figures as files for other programs.",
        section=ADDRESS,
        files=files,
        views=[
            (view.title, address_of_view(view.query), feed_of(view.id)) for view in renderer.settings.views
        ]
        if renderer.settings.url and renderer.common.changes
        else [],
        shown=shown,
        commands=commands,
        documents=documents,
    )

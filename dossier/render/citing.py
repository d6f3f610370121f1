"""How to cite a page of the dossier, at the version of its record."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dossier.cite.part import PART_STYLES, Part, evidence_note
from dossier.config import Settings
from dossier.derive.version import record_version
from dossier.model.dates import Window, wording_of_day
from dossier.model.figures import AsOf, Figures
from dossier.model.parts import Kind
from dossier.model.records import Article, Claim, Record
from dossier.model.releases import Release

NOUNS: dict[Kind, str] = {
    "article": "Record of a source",
    "actor": "Actor",
    "publisher": "Outlet",
    "place": "Place",
    "event": "Event",
    "claim": "Claim",
    "finding": "Finding",
}


@dataclass(frozen=True, slots=True)
class Citing:
    """What a page shows on how to cite it."""

    version: str
    """Of its record; empty for a page of no record."""
    styles: tuple[tuple[str, Markup], ...]
    """The name of each style, and the citation."""


def citing(
    settings: Settings,
    figures: Figures,
    address: str,
    title: str,
    record: Record | None,
    as_of: AsOf | None,
    read_until: Window | None,
    *,
    view: bool = False,
    release: Release | None = None,
) -> Citing:
    """How to cite the page at `address`: that of a release at its date and version; that of an article, which says how to
    cite the source, in one style.
    """
    counted = figures.claims[record.id] if isinstance(record, Claim) else None
    version = record_version(record, counted) if record else ""
    if as_of:
        when = f"As of {wording_of_day(as_of.day)}."
    elif release:
        when = ""  # the sources of today are not those of the release
    else:
        when = f"Sources read until {read_until.wording}." if read_until else ""
    part = Part(
        id=(record.id if record and address else address).strip("/").replace("/", "-") or "dossier",
        title=(record.title if record else title) if address else settings.name,
        noun=NOUNS.get(record.kind, "") if record else "",
        dossier=settings.name if address else "",
        authors=settings.authors,
        published_by=settings.published_by,
        version=version if address else "",
        url=f"{settings.url}{address}" if settings.url else "",
        note=" ".join(said for said in (evidence_note(record, figures), when) if said),
        view=view,
        published=release.date if release else None,
        dossier_version=f"{release.version} ({release.content})" if release else "",
    )
    styles = PART_STYLES[:1] if isinstance(record, Article) else PART_STYLES
    return Citing(version, tuple((label, Markup(cite(part).html)) for label, cite in styles))

"""The quick way: where nothing but texts has changed, an edit is followed without the rest of the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dossier.diagnostics import forbidden
from dossier.increment import Retold, directory_of, kept_of, reindexed, retold
from dossier.model import languages
from dossier.publish import mirror
from dossier.publish.asked import Built, Refused
from dossier.publish.keeping import Keeping
from dossier.publish.site import Publication
from dossier.spread import Sheet


class Retelling(Keeping):
    """One such build."""

    def build(self) -> Built | None:
        """Build where nothing but texts has changed; None where more has."""
        state = self.state
        if not state or not self.tree or self.asked.withheld or state.fact("revision") != self.revision:
            return None
        languages.keep(state.fact("languages"))
        self.told.stage("reading")
        found = retold(state, self.settings, self.now, self.compiled)
        if found is None:
            return None
        if forbidden(found.diagnostics, draft=self.asked.draft):
            raise Refused(found.diagnostics)
        base = self.standing()
        if base is None:
            return None
        self.told.stage("drawing pages", len(found.ids))
        draws = found.drawing()
        sheets = [draws.record(id_) for id_ in found.ids] if draws else []
        return self._published(found, sheets, base)

    def _published(self, found: Retold, sheets: Sequence[Sheet], base: Path) -> Built | None:
        """Publish what follows from changed texts; None where a page wants a frame that there is not."""
        state, tree = self.state, self.tree
        assert state
        assert tree is not None
        facts: dict[str, Any] = {"files": found.files, "diagnostics": kept_of(found.diagnostics)}
        publication = Publication(
            base, self.settings, self.asked.config_file, self.asked.cache, state.fact("frames")
        )
        site, gone = self.settings.site, list[str]()
        if sheets or not mirror.stands(site, tree):
            if sheets and not (publication.frame() and all(publication.fits(s.page) for s in sheets)):
                return None
            self.told.stage("indexing")
            files, directory = reindexed(state, sheets, lambda name: (base / name).read_bytes())
            facts["search"] = kept_of(directory)
            gone = [name for name, data in files.items() if data is None]
            with mirror.renewed(base, site) as new:
                publication.move(new)
                for sheet in sheets:
                    self.take(sheet, publication)
                for name, data in files.items():
                    if data is not None:
                        publication.write(name, data)
                mirror.remove(new, gone)
                tree = mirror.updated(tree, new, publication.changed, gone)
            facts["tree"] = tree
        note = self.keep(facts, {**found.blobs, **self.blobs}, ())
        if "tree" in facts and not note:
            note = self.mirror(tree, publication.changed, gone, follow=mirror.was_published(self.spare))
        pages = len(directory_of(state.fact("search")).pages)
        changed = "tree" in facts
        return Built(found.diagnostics, self.written(pages, tree), len(sheets), changed, note=note)

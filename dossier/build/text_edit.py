"""The quick way: where nothing but texts has changed, an edit is followed without the rest of the dossier."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from dossier.build.request import Built, Refused
from dossier.build.session import Keeping
from dossier.diagnostics import forbidden
from dossier.incremental import Indexed, Retold, kept_of, of_sheet, reindexed, retold
from dossier.model import languages
from dossier.output import shadow as mirror
from dossier.output.site_writer import Publication
from dossier.pool import Sheet


class Retelling(Keeping):
    """One such build."""

    def build(self) -> Built | None:
        """Build where nothing but texts has changed; None where more has."""
        state = self.state
        if not state or not self.tree or self.asked.withheld or state.fact("revision") != self.revision:
            return None
        languages.keep(state.fact("languages"))
        self.told.stage("reading")
        found = retold(state, self.settings, self.now, self.folders)
        if found is None:
            return None
        if forbidden(found.diagnostics, draft=self.asked.draft):
            raise Refused(found.diagnostics)
        self.told.stage("drawing pages", len(found.ids))
        draws = found.drawing()
        sheets = [draws.record(id_) for id_ in found.ids] if draws else []
        return self._published(found, sheets)

    def _published(self, found: Retold, sheets: Sequence[Sheet]) -> Built | None:
        """Publish what follows from changed texts; None where a page wants a frame that there is not."""
        state, tree, site = self.state, self.tree, self.settings.site
        assert state
        assert tree is not None
        frames = state.fact("frames")
        publication = Publication(self.spare, self.settings, self.asked.config_file, self.asked.cache, frames)
        if sheets and not (publication.frame() and all(publication.fits(s.page) for s in sheets)):
            return None
        if sheets and not self.spare.is_dir() and self.standing() is None:
            return None
        self.told.stage("indexing")
        try:
            made = reindexed(
                state,
                [Indexed(s.id, s.entry, s.preview) for s in sheets],
                lambda name: (self.spare / name).read_bytes(),
            )
        except OSError:
            return None  # somebody has been at the second tree
        pages = len(made.pages)
        edits: dict[str, dict[str, Any]] = {"files": found.changed}
        facts: dict[str, Any] = {"diagnostics": kept_of(found.diagnostics), **made.facts}
        # Until here nobody had to know whether the trees are as they were.
        if self.standing() is None:
            return None
        if not sheets and self.untouched:
            note = self.keep(facts, found.blobs, edits=edits) if found.changed else ""
            return Built(found.diagnostics, self.written(pages, tree), 0, changed=False, note=note)
        gone = [name for name, data in made.files.items() if data is None]
        blobs: dict[str, dict[str, bytes]] = {"reads": {}, "entries": {}, "previews": {}}
        with mirror.renewed(self.spare, site) as new:
            publication.move(new)
            for sheet in sheets:
                publication.take(sheet.page, sheet.body)
                for table, value in of_sheet(state, sheet).items():
                    blobs[table][sheet.id] = value
                self.told.step()
            for name, data in made.files.items():
                if data is not None:
                    publication.write(name, data)
            mirror.remove(new, gone)
            changed = mirror.updated({}, new, publication.changed, ())
        facts["published"] = time.time_ns()
        edits |= {
            "tree": {**changed, **dict.fromkeys(gone)},
            **{name: dict(of) for name, of in made.edits.items()},
        }
        note = self.keep(facts, {**found.blobs, **blobs}, edits=edits)
        tree = {name: of for name, of in {**tree, **edits["tree"]}.items() if of is not None}
        note = note or self.mirror(tree, publication.changed, gone, follow=True)
        return Built(found.diagnostics, self.written(pages, tree), len(sheets), note=note)

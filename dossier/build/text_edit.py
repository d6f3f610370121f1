"""The quick way: where nothing but texts has changed, an edit is followed without the rest of the dossier."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from dossier.build.request import ContentErrors, Result
from dossier.build.session import Session
from dossier.diagnostics import forbidden
from dossier.incremental import (
    IndexedPage,
    TextEdit,
    dump_diagnostics,
    dump_page,
    plan_text_edit,
    update_indexes,
)
from dossier.model import languages
from dossier.model.pages import beside_of
from dossier.output import shadow as mirror
from dossier.output.site_writer import SiteWriter
from dossier.pool import RenderedPage


class TextEditBuild(Session):
    """One such build."""

    def build(self) -> Result | None:
        """Build where nothing but texts has changed; None where more has."""
        state = self.state
        if not state or not self.tree or self.request.withheld or state.get("revision") != self.revision:
            return None
        languages.keep(state.get("languages"))
        self.progress.stage("reading")
        found = plan_text_edit(state, self.settings, self.now, self.cache_folders)
        if found is None:
            return None
        if forbidden(found.diagnostics, draft=self.request.draft):
            raise ContentErrors(found.diagnostics)
        self.progress.stage("drawing pages", len(found.ids))
        draws = found.renderer()
        sheets = [draws.render_record(id_) for id_ in found.ids] if draws else []
        return self._published(found, sheets)

    def _published(self, found: TextEdit, sheets: Sequence[RenderedPage]) -> Result | None:
        """Publish what follows from changed texts; None where a page wants a frame that there is not."""
        state, tree, site = self.state, self.tree, self.settings.site
        assert state
        assert tree is not None
        frames = state.get("frames")
        publication = SiteWriter(
            self.shadow, self.settings, self.request.config_file, self.request.cache, frames
        )
        if sheets and not (publication.build_shells() and all(publication.fits(s.page) for s in sheets)):
            return None
        if sheets and not self.shadow.is_dir() and self.shadow_tree() is None:
            return None
        self.progress.stage("indexing")
        try:
            made = update_indexes(
                state,
                [IndexedPage(s.id, s.entry, s.preview) for s in sheets],
                lambda name: (self.shadow / name).read_bytes(),
            )
        except OSError:
            return None  # somebody has been at the second tree
        pages = len(made.pages)
        edits: dict[str, dict[str, Any]] = {"files": found.changed}
        facts: dict[str, Any] = {"diagnostics": dump_diagnostics(found.diagnostics), **made.facts}
        # Until here nobody had to know whether the trees are as they were.
        if self.shadow_tree() is None:
            return None
        if not sheets and self.untouched:
            note = self.save(facts, found.rows, patches=edits) if found.changed else ""
            return Result(found.diagnostics, self.totals(pages, tree), 0, changed=False, note=note)
        gone = [name for name, data in made.files.items() if data is None]
        now = {name for sheet in sheets for name in sheet.page.files_beside}
        gone += sorted(beside_of(tree or (), {sheet.page.address for sheet in sheets}) - now)
        blobs: dict[str, dict[str, bytes]] = {"dependencies": {}, "entries": {}, "previews": {}}
        with mirror.commit(self.shadow, site) as new:
            publication.move(new)
            for sheet in sheets:
                publication.add_page(sheet.page, sheet.body)
                for table, value in dump_page(state, sheet).items():
                    blobs[table][sheet.id] = value
                self.progress.step()
            for name, data in made.files.items():
                if data is not None:
                    publication.write(name, data)
            mirror.remove(new, gone)
            changed = mirror.updated({}, new, publication.changed, ())
        facts["published"] = time.time_ns()
        edits |= {
            "tree": {**changed, **dict.fromkeys(gone)},
            **{name: dict(of) for name, of in made.patches.items()},
        }
        note = self.save(facts, {**found.rows, **blobs}, patches=edits)
        tree = {name: of for name, of in {**tree, **edits["tree"]}.items() if of is not None}
        note = note or self.update_shadow(tree, publication.changed, gone, follow=True)
        return Result(found.diagnostics, self.totals(pages, tree), len(sheets), note=note)

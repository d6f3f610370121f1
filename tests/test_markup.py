"""Bodies: `markup/*.md` holds what an author writes and the HTML that becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.casefile import Case, cases_in
from support.small import Small

from dossier.formats.text import report_texts
from dossier.render.bodies import rendered
from dossier.render.html import Links
from dossier.render.notes import Notes

FOLDER = Path(__file__).parent / "markup"
CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in cases_in(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_markup(case: Case, small: Small, agree: Callable[[Case, str], None]) -> None:
    """The last file of a case is the one that is drawn."""
    checked = small.check(case.files)
    errors = [d for d in checked.diagnostics if d.severity == "error"]
    assert not errors, "\n".join(report_texts(errors))
    drawn = next(r for r in checked.corpus.records.values() if r.path == case.files[-1].path)
    notes = Notes(Links(checked.corpus, "../.."))
    html = str(rendered(drawn, notes.links, notes)[0])
    listed = "".join(f"[{note.number}] {note.text}\n" for note in notes.notes)
    agree(case, html.rstrip("\n") + "\n" + listed)

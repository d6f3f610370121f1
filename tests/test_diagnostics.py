"""Every diagnostic as an author sees it: `diagnostics/CODE.md` holds files and what is said about them.

Files below `captures/` are the captures of `dossier verify`; files below `base/` are an earlier state of the dossier,
against which the ratchet is applied; `withheld.txt` holds the spellings that $DOSSIER_WITHHELD would name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.casefile import Case, cases_in
from support.small import Small

from dossier.formats.text import report_texts
from dossier.leak_check import Withheld, guard_site
from dossier.pipeline import check, compose
from dossier.store.withheld import load
from dossier.verify import verified

FOLDER = Path(__file__).parent / "diagnostics"
CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in cases_in(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_diagnostics(case: Case, small: Small, agree: Callable[[Case, str], None]) -> None:
    earlier = [
        replace(f, path=f.path.removeprefix("base/")) for f in case.files if f.path.startswith("base/")
    ]
    base = Small(small.project.with_name("base")).write(earlier) if earlier else None
    settings = small.write([f for f in case.files if not f.path.startswith("base/")])
    spellings = small.project / "withheld.txt"
    names = load(spellings) if spellings.is_file() else {}
    checked = check(settings, base, withheld=frozenset(names))
    found = checked.diagnostics
    if names and not checked.failed:
        try:
            guard_site(compose(checked, settings), names)
        except Withheld as stopped:
            found = (*found, *stopped.diagnostics)
    captures = small.project / "captures"
    if captures.is_dir():
        of_captures = verified(checked, captures, settings).diagnostics
        found = (*found, *of_captures)
    agree(case, "".join(f"{text}\n" for text in report_texts(found)).replace(f"{small.project}/", ""))

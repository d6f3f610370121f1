"""What a change does to the evidence, as `dossier diff` says it: `diff/*.md` has an earlier state, and a later one a case.

Files below `base/` are the earlier state; the later one has the same files but for those that the case writes. A file
written without any text is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.casefile import Case, cases_in
from support.small import Small

from dossier.formats.changed import as_text, summary
from dossier.model.differences import KINDS, mirrored
from dossier.pipeline import compared

FOLDER = Path(__file__).parent / "diff"
CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in cases_in(path)]
BASE = "base/"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_diff(case: Case, tmp_path: Path, agree: Callable[[Case, str], None]) -> None:
    files = {f.path.removeprefix(BASE): f.text for f in case.files if f.path.startswith(BASE)}
    base = Small(tmp_path / "base").write(files)
    files |= {f.path: f.text for f in case.files if not f.path.startswith(BASE)}
    head = Small(tmp_path / "head").write({path: text for path, text in files.items() if text.strip()})
    differences = compared(base, head)
    assert compared(head, base) == tuple(map(mirrored, differences))
    agree(case, "".join(f"{line}\n" for line in (*as_text(differences), f"{summary(differences)}.")))


def test_every_kind_of_difference_has_a_case() -> None:
    expected = {word for case in CASES for word in re.findall(r"^\w+ +([\w-]+) ", case.expected, re.M)}
    missing = [kind for kind, explained in KINDS.items() if not expected & {kind, explained.mirror}]
    assert not missing, f"write a case in tests/diff/ for: {', '.join(missing)}"

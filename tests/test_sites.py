"""Whole small builds: what the pages and files of a dossier show (see sitecases.py); `--accept` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.sitecases import SiteCase, address_of, cases, shown

CASES = cases()
FILES = "files/"


WITH_CAPTURES = [case for case in CASES if (case.folder / "captures").is_dir()]


@pytest.mark.parametrize("case", WITH_CAPTURES, ids=lambda case: case.name)
def test_a_lock_is_made_of_its_captures(
    case: SiteCase, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path, text = case.folder / "content" / "dossier.lock", case.lock(tmp_path / "dossier")
    if request.config.getoption("--accept"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"{case.name}: --accept makes the lock anew"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_site(case: SiteCase, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    site = case.build(tmp_path / "dossier")
    pages = {page.address: page for page in site.pages}
    expectations = case.expectations()
    assert expectations, (
        f"{case.name}: nothing is expected; add an empty file expected/KIND/ID.txt, and --accept"
    )
    assert not {*case.settings.get("absent", ())} & {*pages}
    wrong = []
    for name, path in expectations.items():
        if name.startswith(FILES):
            file = site.files.get(name.removeprefix(FILES))
            actual = file.decode("utf-8-sig").replace("\r\n", "\n") if file is not None else None
        else:
            page = pages.get(address_of(name))
            actual = shown(page, case) if page else None
        assert actual is not None, f"{case.name}: expected/{name} is of no page or file; remove it"
        if request.config.getoption("--accept"):
            path.write_text(actual, encoding="utf-8")
        elif actual != path.read_text(encoding="utf-8"):
            wrong.append((name, actual, path.read_text(encoding="utf-8")))
    for name, actual, expected in wrong:
        assert actual == expected, f"{case.name}: expected/{name}; --accept rewrites it"

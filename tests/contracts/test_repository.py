"""What no file of the repository may name: a place outside of it, or a host that a page would call."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = {".py", ".md", ".toml", ".yml", ".yaml", ".html", ".css", ".js", ".json", ".txt", ".lock", ".cfg", ""}
OUTSIDE = re.compile("|".join((r"(?<![\w./-])/" + r"(?:work|tmp|home|root)/", r"\.\./" + "shared")))
HOSTS = ("jsdelivr", "unpkg", "googleapis", "cdnjs", "gstatic")


def committed() -> list[Path]:
    """The files of the repository, with those that are about to join it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


FILES = committed()


def test_there_are_files() -> None:
    assert len(FILES) > 150
    assert ROOT / "mkdocs.yml" in FILES


def test_no_file_names_a_place_outside_of_the_repository() -> None:
    named = {
        path.relative_to(ROOT).as_posix(): found[0]
        for path in FILES
        if path.suffix in TEXT
        and (found := OUTSIDE.search(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert named == {}


def test_no_link_leads_out_of_the_repository() -> None:
    assert [path for path in FILES if path.is_symlink() and not path.resolve().is_relative_to(ROOT)] == []


@pytest.mark.parametrize("host", HOSTS)
def test_no_third_party_is_named(host: str) -> None:
    ours = [p for p in FILES if p == ROOT / "mkdocs.yml" or p.is_relative_to(ROOT / "dossier")]
    naming = [
        path.relative_to(ROOT).as_posix()
        for path in ours
        if path.suffix in TEXT and host in path.read_text(encoding="utf-8", errors="replace").lower()
    ]
    assert naming == []


def lock_faults(text: str) -> list[str]:
    """What is wrong with a lock file for pip: a host in it, a requirement that is not pinned or has no hash."""
    requirements = [block for block in re.split(r"\n(?=[A-Za-z0-9])", text) if re.match("[A-Za-z0-9]", block)]
    faults = ["it names a host"] if re.search(r"https?://|--(?:extra-)?index-url|--find-links", text) else []
    faults += [f"{r.split()[0]}: not pinned" for r in requirements if "==" not in r.split("\n")[0]]
    faults += [f"{r.split()[0]}: no hash" for r in requirements if "--hash=sha256:" not in r]
    return faults if requirements else ["it requires nothing"]


def test_every_lock_file_has_hashes_and_names_no_host() -> None:
    faults = {
        p.name: lock_faults(p.read_text(encoding="utf-8")) for p in sorted(ROOT.glob("requirements*.lock"))
    }
    assert {name: found for name, found in faults.items() if found} == {}


def test_the_reader_of_lock_files_finds_what_it_is_for() -> None:
    assert lock_faults("a==1 \\\n    --hash=sha256:00\nb==2 \\\n    --hash=sha256:00\n") == []
    assert lock_faults("a==1\n") == ["a==1: no hash"]
    assert lock_faults("a>=1 \\\n    --hash=sha256:00\n") == ["a>=1: not pinned"]
    assert lock_faults("--index-url https://example.org\na==1 --hash=sha256:00\n") == ["it names a host"]
    assert lock_faults("") == ["it requires nothing"]

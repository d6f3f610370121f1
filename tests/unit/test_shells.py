"""Pages in their shells: without a nav, and with titles that look like a slot."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from support.small import MKDOCS_YML, Small

HOME = {"content/index.md": "---\ntitle: Home\n---\n\nA text.\n"}


ACTOR = "---\ntitle: A\ntype: group\n---\n\n"


def built(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dossier", "build", "-q"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_without_a_nav_and_without_an_address_it_builds_whole(small: Small) -> None:
    small.write({**HOME, "content/actors/a.md": ACTOR + "```\ncode alone\n```\n"})
    done = built(small.project)
    assert done.returncode == 0, done.stderr
    front = (small.project / "site" / "index.html").read_text("utf-8")
    assert 'href="assets/stylesheets' in front
    assert '"../' not in front
    assert not (small.project / "site" / "sitemap.xml").exists()
    shutil.move(small.project / "site", small.project / "one")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q"]
    assert subprocess.run(mkdocs, cwd=small.project, capture_output=True, check=False).returncode == 0
    for path in (small.project / "one").rglob("*.html"):
        other = small.project / "site" / path.relative_to(small.project / "one")
        assert path.read_bytes() == other.read_bytes(), path


def test_no_title_is_taken_for_a_slot(small: Small) -> None:
    title = "zqslotbodyzq zqslotfoozq zq"
    small.write({**HOME, "content/about/x.md": f"---\ntitle: {title}\n---\n\nA text.\n"})
    (small.project / "mkdocs.yml").write_text(f"{MKDOCS_YML}nav: [index.md, about/x.md]\n", encoding="utf-8")
    assert built(small.project).returncode == 0
    assert title in (small.project / "site" / "about" / "x" / "index.html").read_text("utf-8")

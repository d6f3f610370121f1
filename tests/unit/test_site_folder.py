"""Where a site may stand, and which settings no build can honour: nothing else is ever replaced."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.small import MKDOCS_YML, Small

from dossier.config import load
from dossier.settings_file import ConfigError

HOME = {"content/index.md": "---\ntitle: Home\n---\n\nA text.\n"}


@pytest.mark.parametrize("site", [".", "..", "content", "content/site", "./", "sub/.."])
def test_a_site_that_holds_anything_else_is_refused(site: str, small: Small) -> None:
    small.write(HOME)
    (small.project / "mkdocs.yml").write_text(f"{MKDOCS_YML}site_dir: {site}\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        load(small.project / "mkdocs.yml")


def test_a_site_that_is_a_link_is_refused(small: Small) -> None:
    small.write(HOME)
    (small.project / "site").symlink_to(small.project / "content")
    with pytest.raises(ConfigError):
        load(small.project / "mkdocs.yml")


def built(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dossier", "build", "-q"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_a_folder_that_is_no_site_of_ours_is_not_replaced(small: Small) -> None:
    small.write(HOME)
    (small.project / "precious").mkdir()
    (small.project / "precious" / "file").write_text("keep", encoding="utf-8")
    (small.project / "mkdocs.yml").write_text(f"{MKDOCS_YML}site_dir: precious\n", encoding="utf-8")
    done = built(small.project)
    assert done.returncode == 2
    assert "something else" in done.stderr
    assert (small.project / "precious" / "file").read_text("utf-8") == "keep"


def test_an_inherit_in_a_circle_is_one_line(small: Small) -> None:
    small.write(HOME)
    (small.project / "mkdocs.yml").write_text(f"{MKDOCS_YML}INHERIT: mkdocs.yml\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        load(small.project / "mkdocs.yml")


def test_a_script_in_the_nav_is_refused(small: Small) -> None:
    small.write(HOME)
    nav = 'nav: [index.md, {X: "javascript:alert(1)"}]\n'
    (small.project / "mkdocs.yml").write_text(MKDOCS_YML + nav, encoding="utf-8")
    from dossier.pipeline import check

    assert check(load(small.project / "mkdocs.yml")).failed

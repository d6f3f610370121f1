"""Where `dossier export` writes: a link never leads it out of the folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from dossier.cli import main

PIER = Path(__file__).parents[1] / "cli" / "pier"


def test_a_folder_that_is_a_link_out_of_the_output_is_refused_in_one_line(tmp_path: Path) -> None:
    shutil.copytree(PIER, tmp_path / "pier")
    (tmp_path / "out").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "api").symlink_to(tmp_path / "out")
    words = ["export", "api", "-o", str(tmp_path / "data"), "-f", str(tmp_path / "pier" / "mkdocs.yml")]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2, result.output
    assert "a link leads out of" in result.output
    assert list((tmp_path / "out").iterdir()) == []

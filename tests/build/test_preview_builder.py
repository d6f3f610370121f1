"""What `dossier serve` prints while it builds."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.small import Small

from dossier.build.dev_site import DevSite
from dossier.cli.serve import Builder


@pytest.mark.parametrize("body", ["See [[nobody]].", "See the title: a warning."])
def test_what_is_wrong_is_printed_once_when_it_starts(
    small: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str
) -> None:
    """It builds, begins to watch, and builds again, for a file may have changed in between."""
    orphan = "---\ntitle: Harbour\ntype: town\n---\n\nA town.\n"
    small.write({"content/index.md": f"---\ntitle: A\n---\n\n{body}\n", "content/places/harbour.md": orphan})
    builder = Builder(
        DevSite("/", tmp_path / "cache" / "published"), small.project / "mkdocs.yml", tmp_path / "cache"
    )
    builder.build()
    first = capsys.readouterr().err
    assert "orphan-record" in first
    builder.build(again=True)
    assert "orphan-record" not in capsys.readouterr().err
    builder.build()
    assert "orphan-record" in capsys.readouterr().err
    (small.content / "places" / "harbour.md").write_text(orphan.replace("A town.", "A [[mistake]]."))
    builder.build(again=True)
    assert "mistake" in capsys.readouterr().err

"""`dossier check --links`, over addresses that nobody outside is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from support.small import Small

from dossier.cli import main
from dossier.ingest import links
from dossier.ingest.links import Rot

OUTLET = (
    "---\ntitle: Paper\nnames: [Paper]\nurl: https://paper.example/\n---\n\nA paper. See [[paper-two]].\n"
)


def test_what_leads_nowhere_is_told_with_its_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = (
        OUTLET.replace("Paper", "Two")
        .replace("paper.example", "two.example")
        .replace("[[paper-two]]", "[[paper]]")
    )
    Small(tmp_path).write({"content/publishers/paper.md": OUTLET, "content/publishers/paper-two.md": second})
    asked_for: list[str] = []

    def rotten(addresses, *, asked):  # type: ignore[no-untyped-def]
        for address in addresses:
            asked(address)
            asked_for.append(address)
        yield Rot("https://two.example/", "dead", "no such host")

    monkeypatch.setattr(links, "rotten", rotten)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["check", "--links"])
    assert done.exit_code == 0, done.output
    assert "content/publishers/paper-two.md: dead: https://two.example/: no such host" in done.output
    assert "1 of 2 addresses are not what they were." in done.output
    assert sorted(asked_for) == ["https://paper.example/", "https://two.example/"]
    assert CliRunner().invoke(main, ["check", "--links", "--watch"]).exit_code == 2

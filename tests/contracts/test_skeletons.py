"""What `dossier new` writes is what `placeholder-left` knows, and can be read as it stands."""

from __future__ import annotations

from importlib import resources

import pytest
from support.small import Small

from dossier.config import load
from dossier.lint.placeholder_left import BODIES, TITLES
from dossier.model.parts import FOLDERS

SKELETONS = resources.files("dossier.cli") / "skeletons"


@pytest.mark.parametrize("kind", sorted(FOLDERS))
def test_a_skeleton_is_told_to_be_one(kind: str, small: Small) -> None:
    text = (SKELETONS / f"{kind}.md").read_text("utf-8")
    text = text.replace("{today}", "2026-11-20").replace("{publisher}", "p")
    files = {f"content/{FOLDERS[kind]}/x.md": text}  # type: ignore[index]
    files["content/publishers/p.md"] = "---\ntitle: P\n---\n\nAn outlet.\n"
    checked = small.check(files)
    codes = [d.code for d in checked.diagnostics if d.at.path.endswith("/x.md")]
    assert codes.count("placeholder-left") == (0 if kind == "event" else 2)
    if kind == "event":
        assert "missing-key" in codes
    # A claim wants a source: that is no fault of the skeleton.
    allowed = {"unsupported-claim", "placeholder-left", "unconfirmed", "missing-key"}
    assert {d.code for d in checked.diagnostics if d.severity == "error"} <= allowed
    if kind in ("article", "event"):
        assert checked.failed, "what it says of itself nobody has compared with anything"


def test_every_placeholder_is_in_a_skeleton() -> None:
    texts = "".join((SKELETONS / f"{kind}.md").read_text("utf-8") for kind in FOLDERS)
    assert all(f"title: {title}\n" in texts for title in TITLES)
    assert all(f"\n{body}" in texts for body in BODIES)


@pytest.mark.parametrize("title", ["Grain: the deal's end", 'a "b" \\c', "{7*7} ${x} <script>", "حبوب"])
def test_a_new_dossier_checks_as_it_stands(title: str, small: Small) -> None:
    from click.testing import CliRunner

    from dossier.cli import main

    folder = small.project / "new"
    done = CliRunner().invoke(main, ["init", str(folder), "--title", title])
    assert done.exit_code == 0, done.output
    from dossier.pipeline import check

    settings = load(folder / "mkdocs.yml")
    assert settings.name == title
    checked = check(settings)
    assert not checked.failed
    assert [d.code for d in checked.diagnostics] == ["placeholder-left"] * 3, "its texts are to be written"


@pytest.mark.parametrize("title", ["", "   ", "a\x1b]0;b", "\u200b", "\u202ea"])
def test_a_title_that_says_nothing_or_steers_is_refused(title: str, small: Small) -> None:
    from click.testing import CliRunner

    from dossier.cli import main

    done = CliRunner().invoke(main, ["init", str(small.project / "new"), "--title", title])
    assert done.exit_code == 2
    assert not (small.project / "new").exists()


@pytest.mark.parametrize("kind", sorted(FOLDERS))
def test_fix_finds_nothing_to_mend_in_a_skeleton(kind: str) -> None:
    from dossier.read.mending import mended

    text = (SKELETONS / f"{kind}.md").read_text("utf-8")
    text = text.replace("{today}", "2026-11-20").replace("{publisher}", "p")
    assert mended(text, kind).text == text  # type: ignore[arg-type]

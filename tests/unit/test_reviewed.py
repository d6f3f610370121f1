"""What a hostile reviewer found, and stays mended: settings that delete, ids that escape, texts that take for ever."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from growth import assert_linear
from small import MKDOCS_YML, Small

from dossier.config import ConfigError, load
from dossier.evidence import assess

HOME = {"content/index.md": "---\ntitle: Home\n---\n\nA text.\n"}
ACTOR = "---\ntitle: A\ntype: group\n---\n\n"


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


@pytest.mark.parametrize("id_", ["../../../escaped", "../claims/c", "a/b", ".", "A"])
def test_a_retired_id_is_an_id(id_: str, small: Small) -> None:
    retired = f"- {{id: {id_}, kind: claim, date: 2026-01-01, reason: because}}\n"
    assert "content/retired.yml:1:8: error" in (told := small.told({**HOME, "content/retired.yml": retired}))
    assert "[bad-id]" in told


def test_an_id_is_retired_once(small: Small) -> None:
    entry = "- {id: gone, kind: claim, date: 2026-01-01, reason: because}\n"
    told = small.told({**HOME, "content/retired.yml": entry * 2})
    assert 'content/retired.yml:2:8: error: "gone" is retired twice [duplicate-id]' in told


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


@pytest.mark.parametrize("at", ["¶ 1-2-3", "¶ 1-99999999999", "¶ " + "9" * 5000])
def test_a_locator_is_bounded(at: str, small: Small) -> None:
    article = (
        "---\ntitle: S\npublisher: p\npublished: 2023-01-02\naccessed: 2026-11-20\nlanguage: en\nread: full\n"
        f'claims:\n  - claim: c\n    stance: asserts\n    quotes:\n      - {{text: x, at: "{at}"}}\n---\n\nA text.\n'
    )
    assert "[bad-locator]" in small.told({**HOME, "content/articles/s.md": article})


def article(id_: str, *rests_on: str) -> dict[str, str]:
    chains = ", ".join(f'"{chain}"' for chain in rests_on)
    return {
        f"content/articles/{id_}.md": "---\ntitle: S\npublisher: p\npublished: 2023-01-02\naccessed: 2026-11-20\n"
        "language: en\nread: full\nclaims:\n"
        f"  - {{claim: c, stance: asserts, basis: document, rests_on: [{chains}]}}\n---\n\nA text.\n"
    }


BASE = {
    **HOME,
    "content/publishers/p.md": "---\ntitle: P\n---\n\nAn outlet.\n",
    "content/claims/c.md": "---\ntitle: C\nabout: []\n---\n\nA claim.\n",
}


def test_layers_of_chains_do_not_double(small: Small) -> None:
    rounds = count()

    def work(layers: int) -> tuple[int, Callable[[], object]]:
        project = Small(small.project.with_name(f"layers-{next(rounds)}"))
        files = dict(BASE)
        for layer in range(layers):
            for side in "ab":
                onward = [f"{other}{layer + 1}" for other in "ab"] if layer < layers - 1 else ["own"]
                files |= article(f"{side}{layer}", *onward)
        checked = project.check(files)
        assert checked.figures.claims["c"].origins == ("p",)
        return layers, lambda: assess(checked.corpus)

    assert_linear(work, 9)


def test_a_long_chain_is_told_as_unknown(small: Small) -> None:
    files = dict(BASE)
    for number in range(300):
        files |= article(f"a{number}", f"a{number + 1}" if number < 299 else "own")
    figures = small.check(files).figures.claims["c"]
    assert figures.origins == ("p",)


def test_own_stands_for_nobody_else(small: Small) -> None:
    checked = small.check({**BASE, **article("a", "own > own")})
    assert checked.figures.claims["c"].unknown == ("a",)
    assert small.pages(checked)


def test_a_circle_in_the_middle_of_a_chain_is_found(small: Small) -> None:
    told = small.told({**BASE, **article("a", "b > p"), **article("b", "a > p")})
    assert "circular-sourcing" in told


def test_two_chains_in_opposite_order_are_drawn(small: Small) -> None:
    actors = {f"content/actors/{a}.md": ACTOR + "A group.\n" for a in ("x", "y")}
    checked = small.check({**BASE, **actors, **article("a", "y > x > p", "x > y > p")})
    assert not checked.failed
    assert small.pages(checked)


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


def test_folders_nest_no_deeper_than_can_be_walked(small: Small) -> None:
    deep = "content/actors/" + "d/" * 30 + "a.md"
    assert "[too-large]" in small.told({**HOME, deep: ACTOR + "A group.\n"})


def test_a_moved_record_keeps_its_old_address(small: Small) -> None:
    retired = "- {id: a, kind: publisher, date: 2026-01-01, reason: it is a group}\n"
    files = {**HOME, "content/actors/a.md": ACTOR + "A group.\n", "content/retired.yml": retired}
    checked = small.check(files)
    assert not checked.failed
    assert {"actors/a/", "publishers/a/"} <= {page.address for page in small.pages(checked)}

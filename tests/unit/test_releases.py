"""Releases: an entry comes out as it went in; the version of the content is that of the site; what git has of one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.sitecases import cases
from support.small import Small

from dossier.derive.version import dossier_version, versions_of
from dossier.export.identity import VERSION_JSON
from dossier.history import release as git_release
from dossier.history.process import GitError
from dossier.model.dates import Window
from dossier.model.differences import KINDS, Cause, Difference
from dossier.model.releases import EVIDENCE, MOST, Release, listed, written
from dossier.model.wording import is_printed
from dossier.pipeline import check, compose

INDEX = {"content/index.md": "---\ntitle: Front\n---\n\nText.\n"}


def read_again(small: Small, release: Release) -> Release:
    (again,) = check(small.write({**INDEX, "content/releases.yml": written(release)})).corpus.releases
    return again


@given(
    st.text(
        alphabet=st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf")), min_size=1, max_size=80
    )
)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    text = " ".join(text.split())
    changes, others = listed(
        [
            Difference(
                kind="origins-fell",
                record="claim",
                id="a",
                before=text,
                after="1",
                because=(Cause("b", "x", ""),),
            ),
            Difference(kind="quote-removed", record="article", id="b", before="words of a source"),
        ]
    )
    day = Window.parse("2031-05-03")
    release = Release(
        version="1.0",
        date=day,
        content="0123456789ab",
        summary=text or None,
        changes=changes,
        others=str(others),
    )
    if text:
        assert read_again(Small(tmp_path_factory.mktemp("r")), release) == release
    assert others == 1


def test_no_words_of_a_source_are_listed() -> None:
    assert set(EVIDENCE) <= set(KINDS)
    for kind in EVIDENCE:
        assert not is_printed(Difference(kind=kind, record="claim", id="a")), kind


def test_a_release_lists_so_many() -> None:
    changes, others = listed([Difference(kind="added", record="claim", id=f"a-{n}") for n in range(MOST + 7)])
    assert (len(changes), others) == (MOST, 7)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("- {version: a b, date: 2031, content: 0123456789ab}", '"a b" is no version of a release'),
        ("- {version: ..x, date: 2031, content: 0123456789ab}", '"..x" is no version of a release'),
        ("- {version: x.lock, date: 2031, content: 0123456789ab}", '"x.lock" is no version of a release'),
        ("- {version: 1, date: 2031, content: tree}", '"tree" is no digest of content'),
        ("- {version: 1, date: 2031, content: 0123456789ab, commit: HEAD}", '"HEAD" is no commit'),
        ("- {version: 1, date: 2031, content: 0123456789ab, others: some}", '"some" is no number'),
        (
            "- {version: 1, date: 2031, content: 0123456789ab, changes: [{kind: label-added, record: claim, id: a}]}",
            '"label-added" is no kind that a release lists',
        ),
        ("- {version: 1, date: 2031}", "entry 1: content:"),
        ("- {version: 1, date: 2031, content: 0123456789ab}\n" * 2, 'the release "1" is there twice'),
    ],
)
def test_what_is_no_release(entry: str, said: str, tmp_path: Path) -> None:
    assert said in Small(tmp_path).report_texts({**INDEX, "content/releases.yml": entry + "\n"})


@pytest.mark.parametrize("name", ["dissent", "changes", "withheld-degrees", "story"])
def test_the_version_is_that_of_the_site(name: str, tmp_path: Path) -> None:
    (case,) = (case for case in cases() if case.name == name)
    checked, settings = case.checked(tmp_path)
    said = json.loads(compose(checked, settings).files[VERSION_JSON])
    assert said["version"] == dossier_version(versions_of(checked.corpus, checked.figures))


def test_a_tag_that_cannot_be_made_leaves_no_commit(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout

    git("init", "-q", "-b", "main")
    git("config", "user.name", "A")
    git("config", "user.email", "a@example.org")
    (tmp_path / "a.md").write_text("a")
    git("add", ".")
    git("commit", "-qm", "Begin")
    # A program that the repository names for signing is not started.
    git("config", "tag.gpgSign", "true")
    git("config", "gpg.program", "/bin/false")
    made = git_release.make(tmp_path, "releases.yml", b"- x\n", "dossier-1", "Release 1")
    assert git("rev-parse", "HEAD", "dossier-1^{commit}").split() == [made, made]
    assert git("cat-file", "-t", "dossier-1").strip() == "tag"
    with pytest.raises(GitError):
        git_release.make(tmp_path, "releases.yml", b"- y\n", "dossier-1", "Release 1 again")
    assert git("rev-parse", "HEAD").strip() == made
    assert git("show", "HEAD:releases.yml") == "- x\n"

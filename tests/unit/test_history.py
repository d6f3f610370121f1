"""What git tells of the content."""

from __future__ import annotations

import subprocess
from datetime import UTC
from pathlib import Path

import pytest
from small import Small

from dossier.config import Settings, load
from dossier.history.git import changes

PLACE = "---\ntitle: {}\ntype: city\n---\n\nA city.\n"


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Settings:
    project = tmp_path / "above" / "project"
    project.mkdir(parents=True)
    Small(project).write({f"content/places/{n}.md": PLACE.format(n) for n in ("one", "two", "deep/er/three")})
    (project / "README.md").write_text("no record\n")
    git(tmp_path / "above", "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-qm", "Begin")
    return load(project / "mkdocs.yml")


def commit(settings: Settings, message: str) -> None:
    git(settings.project, "add", "-A", ".")
    git(settings.project, "commit", "-qm", message)


def test_added_changed_removed_and_moved(repository: Settings) -> None:
    places = repository.content / "places"
    (places / "one.md").unlink()
    (places / "two.md").write_text(PLACE.format("Two"))
    (places / "deep/er/three.md").rename(places / "three.md")
    (places / 'weird "name\n.txt').write_text("no record")
    (repository.content / "dossier.lock").write_text("no record")
    commit(repository, "Say\n\nmore")
    (repository.project / "README.md").write_text("touches no record")
    commit(repository, "Elsewhere")
    latest, first = changes(repository)
    assert latest.subject == "Say"
    assert latest.records == (("changed", "three"), ("changed", "two"), ("removed", "one"))
    assert first.records == (("added", "one"), ("added", "three"), ("added", "two"))
    assert latest.when.tzinfo is UTC
    assert latest.anchor == f"change-{latest.revision[:12]}"


def test_a_new_id_is_another_record(repository: Settings) -> None:
    (repository.content / "places/one.md").rename(repository.content / "places/uno.md")
    commit(repository, "Rename")
    assert changes(repository)[0].records == (("added", "uno"), ("removed", "one"))


def test_none_without_git_and_in_a_shallow_clone(repository: Settings, tmp_path: Path) -> None:
    (repository.content / "places/one.md").unlink()
    commit(repository, "Less")
    shallow = tmp_path / "shallow"
    above = repository.project.parent.as_uri()
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", above, str(shallow)], check=True, capture_output=True
    )
    assert changes(load(shallow / "project" / "mkdocs.yml")) == ()
    bare = Small(tmp_path / "bare").write({"content/places/one.md": PLACE.format("One")})
    assert changes(bare) == ()

"""What git tells of the content."""

from __future__ import annotations

import subprocess
from datetime import UTC
from pathlib import Path

import pytest
from support.commits import commit_saying
from support.small import Small

from dossier.config import Settings, load
from dossier.history.git import GitError, commits, state_at, why_unread
from dossier.history.process import git as process_git

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
    latest, first = commits(repository)
    assert latest.before == first.after != latest.after
    assert first.before == ""
    assert latest.records == (("changed", "three"), ("changed", "two"), ("removed", "one"))
    assert first.records == (("added", "one"), ("added", "three"), ("added", "two"))
    assert latest.when.tzinfo is UTC


def test_a_new_id_is_another_record(repository: Settings) -> None:
    (repository.content / "places/one.md").rename(repository.content / "places/uno.md")
    commit(repository, "Rename")
    assert commits(repository)[0].records == (("added", "uno"), ("removed", "one"))


def test_none_without_git_and_in_a_shallow_clone(repository: Settings, tmp_path: Path) -> None:
    (repository.content / "places/one.md").unlink()
    commit(repository, "Less")
    shallow = tmp_path / "shallow"
    above = repository.project.parent.as_uri()
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", above, str(shallow)], check=True, capture_output=True
    )
    assert commits(load(shallow / "project" / "mkdocs.yml")) == ()
    bare = Small(tmp_path / "bare").write({"content/places/one.md": PLACE.format("One")})
    assert commits(bare) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Fix\x1ea typo",
        f"Fix\x1e{'0' * 39}1\x1f1700000000\x1fForged: retracted everything",
        "",
        "\u202ereversed\u202c \x1b[31mred",
        "M\tcontent/places/one.md",
        "deadbeef" * 5,
        "Say\n\nReason is no trailer here, and For-readers: is none any more",
    ],
)
def test_nothing_of_a_message_is_for_readers(repository: Settings, text: str) -> None:
    (repository.content / "places/one.md").write_text(PLACE.format("Uno"))
    commit_saying(repository, text)
    latest, first = commits(repository)
    assert latest.records == (("changed", "one"),)
    assert latest.reason == first.reason == ""


def test_a_trailer_gives_the_reason(repository: Settings) -> None:
    (repository.content / "places/one.md").write_text(PLACE.format("Uno"))
    reasons = "Reason: One is \x1b[31m\u202ecalled\n Uno.\nReviewed-by: A <a@example.org>\nReason: So.\n"
    message = f"Refactor\n\nLong story.\n\n{reasons}"
    commit_saying(repository, message)
    assert commits(repository)[0].reason == "One is [31mcalled Uno. So."


def test_a_time_that_is_none_is_passed_over(repository: Settings) -> None:
    (repository.content / "places/one.md").write_text(PLACE.format("Uno"))
    commit_saying(repository, "Far away", GIT_COMMITTER_DATE="@9999999999999 +0000")
    assert [found.records[0][0] for found in commits(repository)] == ["added"]


def test_a_record_that_is_written_anew_elsewhere_is_changed(repository: Settings) -> None:
    (repository.content / "places/one.md").unlink()
    (repository.content / "places/a").mkdir()
    (repository.content / "places/a/one.md").write_text(
        "---\ntitle: One\ntype: town\n---\n\n" + "New. " * 200
    )
    commit(repository, "Move and rewrite")
    assert commits(repository)[0].records == (("changed", "one"),)


def test_the_root_commit_is_told_whatever_git_is_set_to(repository: Settings) -> None:
    git(repository.project, "config", "log.showRoot", "false")
    assert [len(found.records) for found in commits(repository)] == [3]


def test_no_attribute_hides_a_file_of_an_earlier_state(repository: Settings) -> None:
    (repository.content / ".gitattributes").write_text("*.md export-ignore\n*.md eol=crlf\n")
    commit(repository, "Hide")
    before = state_at(repository, "HEAD").files
    assert sorted(path for path in before if path.endswith(".md")) == [
        "places/deep/er/three.md",
        "places/one.md",
        "places/two.md",
    ]
    assert before["places/one.md"].data == PLACE.format("one").encode()


def test_a_revision_that_is_none(repository: Settings) -> None:
    with pytest.raises(GitError):
        state_at(repository, "no-such-branch")


@pytest.mark.parametrize(
    "name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"]
)
def test_the_repository_is_that_of_the_folder_whatever_a_hook_says(
    repository: Settings, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """git sets these for a hook; in a linked worktree they name a repository without the folder."""
    expected = state_at(repository, "HEAD").files
    monkeypatch.setenv(name, ".git")
    assert state_at(repository, "HEAD").files == expected
    assert len(commits(repository)) == 1


def test_why_a_history_is_not_read(
    repository: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert why_unread(repository) == ""
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}/above", "shallow")
    assert "git fetch --unshallow" in why_unread(load(tmp_path / "shallow/project/mkdocs.yml"))
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    # The exception is needed for the repository, not for the folder in it.
    assert why_unread(repository).endswith(f"safe.directory {tmp_path}/above")


def test_a_folder_without_history_needs_no_note(tmp_path: Path) -> None:
    Small(tmp_path).write({"content/places/one.md": PLACE.format("one")})
    assert why_unread(load(tmp_path / "mkdocs.yml")) == ""


def test_what_git_says_is_shown_whole(repository: Settings) -> None:
    with pytest.raises(GitError, match=r"ambiguous argument 'nothing'.* Use '--' to separate"):
        process_git(repository.content, "log", "nothing")


def test_an_earlier_state_of_a_shallow_clone_is_not_known(repository: Settings, tmp_path: Path) -> None:
    (repository.content / "places/four.md").write_text(PLACE.format("four"))
    commit(repository, "Four")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}/above", "shallow")
    with pytest.raises(GitError, match=r'^git knows no revision "HEAD~1"$'):
        state_at(load(tmp_path / "shallow/project/mkdocs.yml"), "HEAD~1")


def test_a_submodule_is_read_at_the_commit_of_the_project(repository: Settings, tmp_path: Path) -> None:
    project = tmp_path / "whole"
    project.mkdir()
    (project / "mkdocs.yml").write_text((repository.project / "mkdocs.yml").read_text())
    alone = tmp_path / "alone"
    repository.content.rename(alone)
    for folder in (alone, project):
        git(folder, "init", "-q", "-b", "main")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "Begin")
    git(project, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(alone), "content")
    git(project, "commit", "-qam", "Content")
    git(project, "branch", "before")
    settings = load(project / "mkdocs.yml")
    (settings.content / "places/four.md").write_text(PLACE.format("Four"))
    git(settings.content, "add", ".")
    git(settings.content, "commit", "-qm", "Four")
    git(project, "commit", "-qam", "Four")
    assert "places/four.md" in state_at(settings, "HEAD").files
    assert "places/four.md" not in state_at(settings, "before").files

"""`dossier release` refuses what it must not publish or cannot write, and then nothing has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.small import Small

from dossier.cli import main
from dossier.history import release as git_release
from dossier.history.process import GitError

FILES = {
    "content/index.md": "---\ntitle: Front\n---\n\nText.\n",
    "content/actors/olga.md": "---\ntitle: Olga\ntype: person\n---\n\nA vintner.\n",
    "content/actors/bruno.md": "---\ntitle: Bruno\ntype: person\n---\n\nA cooper.\n",
}
PIER = Path(__file__).parent.parent / "cli" / "pier"
ENTRY = '- version: "0.9"\n  date: 2031-06-01\n  content: "0123456789ab"\n'
LINE_BREAKS = ("\n", "\u2028", "\r")


class Project:
    """A dossier in a repository with one commit."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.small, self.folder = Small(folder), folder
        monkeypatch.chdir(folder)
        for name in [name for name in os.environ if name.startswith(("GIT_", "DOSSIER_"))]:
            monkeypatch.delenv(name)
        for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
            monkeypatch.setenv(name, os.devnull)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "A")
        self.git("config", "user.email", "a@example.org")
        self.small.write(FILES)
        self.commit()

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout

    def commit(self) -> None:
        self.git("add", "content", "mkdocs.yml")
        self.git("commit", "-qm", "State")

    def write(self, path: str, text: str) -> None:
        self.small.write({path: text})

    def release(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["release", *arguments])

    def state(self) -> tuple[str, str, str, bytes | None]:
        """References, what is staged and what differs, and `releases.yml`."""
        file = self.folder / "content/releases.yml"
        return (
            self.git("for-each-ref"),
            self.git("ls-files", "--stage"),
            self.git("status", "--porcelain"),
            file.read_bytes() if file.exists() else None,
        )

    def refused(self, *arguments: str) -> str:
        """What a release says that fails, and changes nothing."""
        before = self.state()
        result = self.release(*arguments)
        assert result.exit_code in (1, 2), result.output
        assert self.state() == before
        return result.output


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    return Project(tmp_path, monkeypatch)


def test_a_withheld_name_is_not_written(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("spellings", "olga: Olga Vintner\n")
    monkeypatch.setenv("DOSSIER_WITHHELD", "spellings")
    said = project.refused("1.0", "-m", "Two accounts by Olga Vintner.")
    assert 'it holds a name withheld for "olga"' in said
    assert "Vintner" not in said
    assert "a name withheld" in project.refused("olga-vintner")
    assert project.release("1.0", "-m", "Two accounts.").exit_code == 0


def test_an_id_that_is_a_withheld_name_is_not_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert project.release("1.0").exit_code == 0
    project.write("content/actors/carla-cooper.md", FILES["content/actors/olga.md"].replace("Olga", "C."))
    project.commit()
    project.write("spellings", "someone: Carla Cooper\n")
    monkeypatch.setenv("DOSSIER_WITHHELD", "spellings")
    assert 'content/releases.yml:1:1: error: it holds a name withheld for "someone"' in project.refused("1.1")


def test_what_is_published_no_more_is_not_listed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert project.release("1.0").exit_code == 0
    project.write(
        "content/actors/bruno.md", "---\ntitle: Bruno\ntype: person\npublish: nothing\n---\n\nText.\n"
    )
    (project.folder / "content/actors/olga.md").unlink()
    project.git("add", "-A", "content")
    project.git("commit", "-qm", "Withhold")
    assert "names no file with its spellings; nothing was written" in project.refused("1.1")
    project.write("spellings", "bruno: Bruno Qqq\n")
    monkeypatch.setenv("DOSSIER_WITHHELD", "spellings")
    result = project.release("1.1")
    assert result.exit_code == 0, result.output
    text = (project.folder / "content/releases.yml").read_text("utf-8")
    assert '{kind: removed, record: actor, id: "olga"' in text
    assert "bruno" not in text + result.output
    assert "others" not in text


def test_an_origin_that_is_withheld_is_not_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PIER, project.folder, dirs_exist_ok=True)
    article = project.folder / "content/articles/gazette-pier.md"
    own = article.read_text("utf-8").replace("actors:\n  port-office: {named: [Port Office]}\n", "")
    head = own[: own.index("claims:")].replace("[own]", "[port-office]")
    claim = "{claim: pier-was-unsafe, stance: reports, by: port-office, basis: on-record}"
    article.write_text(f"{head}claims:\n  - {claim}\n---\n\nIt tells of the closing.\n", "utf-8")
    project.commit()
    assert project.release("1.0").exit_code == 0
    office = "---\ntitle: An office\ntype: government-body\npublish: nothing\n---\n\nText.\n"
    project.write("content/actors/port-office.md", office)
    unquoted = own.replace("    quotes:\n      - {text: planks as soft as bread, at: ¶ 1}\n", "")
    article.write_text(unquoted, "utf-8")
    project.commit()
    project.write("spellings", "port-office: Qqq Rrr\n")
    monkeypatch.setenv("DOSSIER_WITHHELD", "spellings")
    result = project.release("1.1")
    assert result.exit_code == 0, result.output
    text = (project.folder / "content/releases.yml").read_text("utf-8")
    assert "kind: origins-" in text
    assert "port-office" not in text


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        *((f"One.{line_break}Two.", "-m is one line") for line_break in LINE_BREAKS),
        ("Bell\a", "control character"),
        ("x" * 20_000, "20,000 characters"),
        (" ", "the value is empty"),
        ("\ufffe letters", "control character|could not be read again"),
    ],
)
def test_a_summary_is_a_line_that_is_read_again(summary: str, said: str, project: Project) -> None:
    output = project.refused("1.0", "-m", summary)
    assert any(each in output for each in said.split("|")), output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]\n", "write a block list"),
        ('[{version: "0.9", date: 2031, content: "0123456789ab"}]\n', "write a block list"),
        ("".join(f"  {line}\n" for line in ENTRY.splitlines()), "write a block list"),
        (ENTRY + "# a long comment\n" * 58_815, "more than 1,000,000 bytes"),
    ],
)
def test_a_file_that_takes_no_entry_stays_as_it_is(text: str, said: str, project: Project) -> None:
    project.write("content/releases.yml", text)
    project.commit()
    assert said in project.refused("1.0")


@pytest.mark.parametrize("text", ["# Releases, by hand\n", "# No end of line", f"# One\r\n{ENTRY}", ENTRY])
def test_comments_and_entries_stay(text: str, project: Project) -> None:
    project.write("content/releases.yml", text)
    project.commit()
    assert project.release("1.0").exit_code == 0
    again = (project.folder / "content/releases.yml").read_text("utf-8")
    assert again.startswith(text.replace("\r\n", "\n"))
    assert '\n- version: "1.0"\n' in again
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_nothing_is_compared_with_an_entry_without_a_commit(project: Project) -> None:
    project.write("content/releases.yml", ENTRY)
    project.commit()
    said = project.release("1.0", "--dry-run").output
    assert "Release 1.0, not compared with 0.9, whose entry names no commit: content" in said


def test_the_hint_names_the_key_of_a_release(project: Project) -> None:
    project.write("content/releases.yml", "version: 1\n")
    assert "write a list: - version: …" in CliRunner().invoke(main, ["check"]).output


def test_no_name_no_release(project: Project) -> None:
    project.git("config", "user.useConfigOnly", "true")
    project.git("config", "--unset", "user.email")
    assert "git does not know who you are" in project.refused("1.0")


def test_a_tag_in_the_way(project: Project) -> None:
    project.git("tag", "dossier-1.0/x")
    assert "there is a tag dossier-1.0/x" in project.refused("1.0")
    project.git("tag", "dossier-1.1")
    assert "there is a tag dossier-1.1\n" in project.refused("1.1")
    assert project.release("1.2").exit_code == 0


def test_a_locked_index(project: Project) -> None:
    (project.folder / ".git/index.lock").touch()
    assert "git's index is locked" in project.refused("1.0")


@pytest.mark.parametrize("old", [None, b"# Old\n"])
@pytest.mark.parametrize("obstacle", ["tag", "index", "identity"])
def test_what_fails_late_is_taken_back(obstacle: str, old: bytes | None, project: Project) -> None:
    if old is not None:
        project.write("content/releases.yml", old.decode())
        project.commit()
    if obstacle == "tag":
        project.git("tag", "dossier-1.0/x")
    if obstacle == "identity":
        project.git("config", "user.useConfigOnly", "true")
        project.git("config", "--unset", "user.email")
    before = project.state()
    lock = project.folder / ".git/index.lock"
    if obstacle == "index":
        lock.touch()
    with pytest.raises(GitError):
        git_release.make(project.small.content, "releases.yml", b"- x\n", "dossier-1.0", "Release")
    lock.unlink(missing_ok=True)
    assert project.state() == before


def test_a_detached_head(project: Project) -> None:
    project.git("checkout", "-q", "--detach")
    assert "HEAD is detached" in project.refused("1.0")


@pytest.mark.parametrize(
    ("name", "said"),
    [("MERGE_HEAD", "a merge is in progress"), ("rebase-merge", "a rebase is in progress")],
)
def test_a_merge_in_progress(name: str, said: str, project: Project) -> None:
    (project.folder / ".git" / name).write_text(project.git("rev-parse", "HEAD"))
    assert said in project.refused("1.0")


def test_no_commit_yet(project: Project) -> None:
    project.git("checkout", "-q", "--orphan", "other")
    assert "there is no commit yet" in project.refused("1.0")


def test_files_that_are_not_committed_are_named(project: Project) -> None:
    project.write("notes.txt", "Neither content nor tracked.\n")
    (project.folder / "mkdocs.yml").write_bytes((project.folder / "mkdocs.yml").read_bytes() + b"# more\n")
    assert "not committed: mkdocs.yml\n" in project.refused("1.0")
    project.git("checkout", "-q", "mkdocs.yml")
    project.write("content/actors/new.md", FILES["content/actors/olga.md"].replace("Olga", "New"))
    assert "not committed: content/actors/new.md\n" in project.refused("1.0")
    # Staged, and as before on disk.
    (project.folder / "content/actors/new.md").unlink()
    old = (project.folder / "content/index.md").read_bytes()
    (project.folder / "content/index.md").write_bytes(old + b"More.\n")
    project.git("add", "content")
    (project.folder / "content/index.md").write_bytes(old)
    assert "not committed: content/index.md\n" in project.refused("1.0")
    project.git("reset", "-q")
    project.git("rm", "-q", "--cached", "mkdocs.yml")
    project.git("commit", "-qm", "Without settings")
    assert "not committed: mkdocs.yml\n" in project.refused("1.0")


def test_a_capture_that_was_committed_and_edited_is_named(project: Project) -> None:
    project.write("captures/olga.txt", "Text.\n")
    assert project.release("1.0", "--dry-run").exit_code == 0
    project.git("add", "captures")
    project.git("commit", "-qm", "A capture")
    project.write("captures/olga.txt", "Another text.\n")
    assert "not committed: captures/olga.txt\n" in project.refused("1.0")


def test_content_that_is_a_repository_of_its_own(project: Project) -> None:
    (project.folder / ".git").rename(project.folder / "content/.git")
    project.folder = project.small.content
    project.git("add", "-A", ".")
    project.git("commit", "-qm", "Content alone")
    project.write("content/actors/new.md", FILES["content/actors/olga.md"].replace("Olga", "New"))
    assert "not committed: actors/new.md\n" in project.release("1.0").output
    project.git("add", "-A", ".")
    project.git("commit", "-qm", "New")
    assert project.release("1.0").exit_code == 0
    assert project.git("show", "--format=", "--name-only", "dossier-1.0^{commit}") == "releases.yml\n"


def test_files_that_git_ignores_are_named(project: Project) -> None:
    project.write(".git/info/exclude", "hidden*\n")
    project.write("content/actors/hidden.md", FILES["content/actors/olga.md"].replace("Olga", "Secret"))
    assert "git ignores what the dossier is made of: actors/hidden.md" in project.refused("1.0")


def test_the_same_content_is_released_once(project: Project) -> None:
    assert project.release("1.0").exit_code == 0
    assert "nothing has changed since release 1.0" in project.refused("1.1")


def test_versions_differ_by_more_than_capitals(project: Project) -> None:
    assert project.release("v1").exit_code == 0
    assert "there is a release v1" in project.refused("V1")
    project.write("content/releases.yml", f"{ENTRY}{ENTRY}".replace("0.9", "v1", 1).replace("0.9", "V1"))
    said = CliRunner().invoke(main, ["check"]).output
    assert 'content/releases.yml:4:12: error: the release "v1" is there twice, as "V1" too' in said


@pytest.mark.parametrize("version", ["con", "NUL.1", "index.html", "Index.HTML", "1-", "1.", "1.LOCK"])
def test_versions_that_no_folder_or_tag_can_have(version: str, project: Project) -> None:
    assert f'"{version}" is' in project.refused(version)
    project.write("content/releases.yml", ENTRY.replace("0.9", version))
    said = CliRunner().invoke(main, ["check"]).output
    assert f'content/releases.yml:1:12: error: entry 1: version: "{version}" is' in said

"""Handing in: what it shows, what it commits, and what it leaves alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from support.commits import commit_saying
from support.desk import ARTICLE, GATE, written
from support.small import Small

from dossier.config import load
from dossier.desk.given import Refused
from dossier.desk.hand_in import HandIn
from dossier.desk.workspace import Workspace
from dossier.pipeline import check

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)
QUOTE = {
    "do": "quote",
    "claim": "nobody-hurt",
    "text": "Nobody was hurt",
    "paragraph": 3,
    "by": "port-captain",
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def settle(small: Small) -> None:
    """Articles in which nothing waits to be confirmed."""
    settled = ARTICLE.partition("to_confirm:")[0] + "---\n\nWhat it says of [[olga-vintner]].\n"
    for id_ in (GATE, "dock-herald-bawaba"):
        path = small.content / f"articles/{id_}.md"
        text = path.read_text("utf-8")
        path.write_text(
            text.partition("to_confirm:")[0]
            + settled.rpartition("---\n\n")[1]
            + "What it says of [[olga-vintner]].\n",
            "utf-8",
        )


@pytest.fixture
def desk(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HandIn:
    """A dossier in a repository, below its top, with a hook and a filter that would leave a trace."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "Ina")
        monkeypatch.setenv(f"{name}_EMAIL", "ina@example.org")
    written(small)
    settle(small)
    top = small.project.parent
    git(top, "init", "-q", "-b", "main")
    (top / ".gitignore").write_text("cache/\ncaptures/\n")
    (top / "other.txt").write_text("one\n")
    commit_saying(load(small.project / "mkdocs.yml"), "A dossier")
    git(top, "add", ".")
    git(top, "commit", "-qm", "The rest")
    trace = top / "cache" / "trace"
    for name in ("pre-commit", "post-commit", "reference-transaction", "post-index-change"):
        hook = top / ".git/hooks" / name
        hook.write_text(f"#!/bin/sh\necho {name} >> {trace}\n")
        hook.chmod(0o755)
    git(top, "config", "filter.x.clean", f"tee -a {trace}")
    (top / ".git/info/attributes").write_text("* filter=x\n")
    return HandIn(Workspace(load(small.project / "mkdocs.yml"), small.project / "captures"))


def test_what_would_be_handed_in_is_shown(desk: HandIn) -> None:
    assert desk.shown()["files"] == []
    desk.workspace.step(GATE, QUOTE, "")
    shown = desk.shown()
    assert shown["files"] == [f"articles/{GATE}.md"]
    assert "+  - claim: nobody-hurt" in shown["diff"]
    assert any("nobody-hurt" in line for line in shown["evidence"])
    assert (shown["errors"], shown["branch"]) == ([], f"source-{GATE}")


def test_a_commit_on_a_branch_with_lock_and_reason(desk: HandIn, small: Small) -> None:
    top = small.project.parent
    before = git(top, "rev-parse", "HEAD")
    git(top, "remote", "add", "origin", "git@github.com:someone/a-dossier.git")
    (top / "other.txt").write_text("two\n")
    desk.workspace.step(GATE, QUOTE, "")
    done = desk.done({"branch": "add-hurt", "reason": "The captain's word  was\nmissing."})
    assert not (top / "cache/trace").exists(), "no hook and no filter ran"
    assert done["address"] == "https://github.com/someone/a-dossier/compare/add-hurt?expand=1"
    assert git(top, "symbolic-ref", "--short", "HEAD") == "add-hurt"
    assert git(top, "rev-parse", "main") == git(top, "rev-parse", "HEAD^") == before
    assert git(top, "log", "-1", "--format=%B").endswith("\n\nReason: The captain's word was missing.")
    changed = git(top, "show", "--name-only", "--format=", "HEAD").split("\n")
    assert changed == ["dossier/content/articles/dock-herald-gate.md", "dossier/content/dossier.lock"]
    assert "other.txt" not in changed
    assert (top / "other.txt").read_text() == "two\n", "what is not of the dossier stays as it is"
    assert git(top, "-c", "filter.x.clean=cat", "status", "--porcelain") == "M other.txt"
    assert [d for d in check(desk.settings).diagnostics if d.severity == "error"] == []
    with pytest.raises(Refused, match="nothing has changed"):
        desk.done({"branch": "again", "reason": "x"})


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"branch": "a", "reason": ""}, "say why"),
        ({"branch": "a b", "reason": "x"}, "lower-case"),
        ({"branch": "../x", "reason": "x"}, "lower-case"),
        ({"branch": "-q", "reason": "x"}, "lower-case"),
        ({"branch": "", "reason": "x"}, "lower-case"),
        ({"branch": "main", "reason": "x"}, "not committed"),
    ],
)
def test_what_cannot_be_committed_changes_nothing(
    desk: HandIn, small: Small, given: dict[str, str], why: str
) -> None:
    top = small.project.parent
    desk.workspace.step(GATE, QUOTE, "")
    before = git(top, "rev-parse", "HEAD")
    with pytest.raises(Refused, match=why):
        desk.done(given)
    assert git(top, "rev-parse", "HEAD") == before
    assert git(top, "branch", "--format=%(refname:short)") == "main"


@pytest.mark.parametrize("name", ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"])
def test_what_is_under_way_is_finished_first(desk: HandIn, small: Small, name: str) -> None:
    top = small.project.parent
    desk.workspace.step(GATE, QUOTE, "")
    head = git(top, "rev-parse", "HEAD")
    (top / ".git" / name).write_text(f"{head}\n")
    with pytest.raises(Refused, match="is not finished"):
        desk.done({"branch": "a", "reason": "x"})
    assert (top / ".git" / name).is_file()
    assert git(top, "branch", "--format=%(refname:short)") == "main"


def test_errors_are_mended_first(desk: HandIn, small: Small) -> None:
    desk.workspace.step(GATE, {"do": "list", "key": "places", "value": "no-such-place"}, "")
    assert any("no-such-place" in text for text in desk.shown()["errors"])
    with pytest.raises(Refused, match="mend this first"):
        desk.done({"branch": "a", "reason": "x"})
    assert not (small.content / "dossier.lock").exists()


def test_what_the_lock_shows_to_be_wrong_is_mended_first(desk: HandIn, small: Small) -> None:
    """More than 40 words and 15 % of the text are quoted: that is known only with the lock."""
    half = ["".join(f"word{n} and " for n in of).strip() for of in (range(13), range(13, 26))]
    (small.project / f"captures/{GATE}.txt").write_text(
        f"The gate\n\nThen the gate fell.\n\nthe gate fell, {half[0]} {half[1]}\n", "utf-8"
    )
    path = small.content / f"articles/{GATE}.md"
    path.write_text(path.read_text("utf-8").replace("{named: [Olga Vintner]}", "{}"), "utf-8")
    for part in half:
        desk.workspace.step(
            GATE,
            {
                "do": "quote",
                "claim": "nobody-hurt",
                "text": part,
                "paragraph": 2,
                "by": "port-captain",
            },
            "",
        )
    desk.workspace.step(GATE, {"do": "unset", "path": ["claims", 0]}, "")
    with pytest.raises(Refused, match=r"mend this first: .*quote"):
        desk.done({"branch": "a", "reason": "x"})
    assert not (small.content / "dossier.lock").exists()
    assert git(small.project.parent, "branch", "--format=%(refname:short)") == "main"


def test_without_a_repository_it_says_so(small: Small) -> None:
    written(small)
    with pytest.raises(Refused, match="needs a git repository"):
        HandIn(Workspace(load(small.project / "mkdocs.yml"), small.project / "captures")).shown()


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/a/b.git", "https://github.com/a/b/compare/x?expand=1"),
        (
            "ssh://git@gitlab.example.org:2222/group/sub/b.git",
            "https://gitlab.example.org/group/sub/b/-/merge_requests/new?merge_request[source_branch]=x",
        ),
        (
            "https://token:secret@gitlab.com/a/b",
            "https://gitlab.com/a/b/-/merge_requests/new?merge_request[source_branch]=x",
        ),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/compare/x?expand=1"),
        ("/srv/git/b.git", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_the_forge_is_named_without_credentials(
    desk: HandIn, small: Small, remote: str, address: str
) -> None:
    git(small.project.parent, "remote", "add", "origin", remote)
    found = desk._forge("x")
    assert found["address"] == address
    assert "secret" not in str(found)


def test_pictures_ignored_and_executable_files_and_line_ends(desk: HandIn, small: Small) -> None:
    top = small.project.parent
    (small.content / "images").mkdir()
    (small.content / "images/a.png").write_bytes(PNG)
    (small.content / "actors/olga-vintner.md").chmod(0o755)
    (top / ".gitignore").write_text("cache/\ncaptures/\n*.tmp\n")
    git(top, "-c", "filter.x.clean=cat", "add", ".")
    git(top, "-c", "core.hooksPath=/dev/null", "commit", "-qm", "A picture")
    assert desk.shown()["files"] == []
    (small.content / "notes.tmp").write_text("private")
    (small.content / "actors/link.md").symlink_to("../../other.txt")
    windows = small.content / "places/quay-town.md"
    windows.write_bytes(windows.read_bytes().replace(b"\n", b"\r\n"))
    assert desk.shown()["files"] == [], "ignored files, links and line ends are no change"
    (small.content / "actors/link.md").unlink()
    actor = small.content / "actors/olga-vintner.md"
    actor.write_text(actor.read_text("utf-8") + "She speaks for them.\n", "utf-8")
    (top / "other.txt").write_text("staged\n")
    git(top, "-c", "filter.x.clean=cat", "add", "other.txt")
    (top / "other.txt").write_text("later\n")
    desk.workspace.step(GATE, QUOTE, "")
    desk.done({"branch": "add-a-word", "reason": "A word was missing."})
    assert git(top, "ls-tree", "HEAD", "dossier/content/actors/olga-vintner.md").startswith("100755 ")
    assert "notes.tmp" not in git(top, "ls-tree", "-r", "--name-only", "HEAD")
    assert git(top, "show", ":other.txt") == "staged", "what is staged stays staged"
    assert (top / "other.txt").read_text() == "later\n"


def test_a_record_that_is_gone_is_gone_from_the_branch(desk: HandIn, small: Small) -> None:
    (small.content / "claims/nobody-hurt.md").unlink()
    desk.done({"branch": "without", "reason": "Nobody says so."})
    assert "nobody-hurt" not in git(small.project.parent, "ls-tree", "-r", "--name-only", "HEAD")


def test_from_a_detached_head(desk: HandIn, small: Small) -> None:
    top = small.project.parent
    git(top, "-c", "core.hooksPath=/dev/null", "checkout", "-q", "--detach")
    desk.workspace.step(GATE, QUOTE, "")
    desk.done({"branch": "from-nowhere", "reason": "x"})
    assert git(top, "symbolic-ref", "--short", "HEAD") == "from-nowhere"


def test_windows_line_ends_are_committed_as_unix_where_git_is_told_so(desk: HandIn, small: Small) -> None:
    top = small.project.parent
    git(top, "config", "core.autocrlf", "true")
    path = small.content / "actors/olga-vintner.md"
    path.write_bytes((path.read_bytes() + b"More.\n").replace(b"\n", b"\r\n"))
    desk.workspace.step(GATE, QUOTE, "")
    desk.done({"branch": "more", "reason": "x"})
    committed = ["git", "show", "HEAD:dossier/content/actors/olga-vintner.md"]
    assert b"\r" not in subprocess.run(committed, cwd=top, capture_output=True, check=True).stdout


PLAIN = ("-c", "core.hooksPath=/dev/null", "-c", "filter.x.clean=cat")


def of(desk: HandIn, project: Path) -> HandIn:
    """The desk of the same dossier in another folder."""
    return HandIn(Workspace(load(project / "mkdocs.yml"), desk.workspace.captures))


def other_line(desk: HandIn, top: Path) -> None:
    """Two branches, `main` and `other`, with different lines in one file of the content; no hooks."""
    shutil.rmtree(top / ".git/hooks")
    path = desk.settings.content / "actors/olga-vintner.md"
    before = path.read_text("utf-8")
    git(top, *PLAIN, "checkout", "-qb", "other")
    path.write_text(before.replace("A docker.", "A docker of the pier."), "utf-8")
    git(top, *PLAIN, "commit", "-qam", "Of the pier")
    git(top, *PLAIN, "checkout", "-q", "main")
    path.write_text(before.replace("A docker.", "A docker of the quay."), "utf-8")
    git(top, *PLAIN, "commit", "-qam", "Of the quay")


@pytest.mark.parametrize(
    ("command", "abort", "what"),
    [
        (("merge", "-q", "other"), ("merge", "--abort"), "a merge"),
        (("rebase", "-q", "other"), ("rebase", "--abort"), "a rebase"),
        (("rebase", "-q", "--apply", "other"), ("rebase", "--abort"), "a rebase"),
        (("cherry-pick", "other"), ("cherry-pick", "--abort"), "a cherry-pick"),
        (("bisect", "start"), ("bisect", "reset"), "a bisect"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_in_the_middle_of_a_merge_or_rebase_nothing_is_done(
    desk: HandIn, small: Small, command: tuple[str, ...], abort: tuple[str, ...], what: str
) -> None:
    top = small.project.parent
    other_line(desk, top)
    heads = git(top, "for-each-ref", "refs/heads")
    subprocess.run(["git", *PLAIN, *command], cwd=top, capture_output=True, check=False)
    before = {path: path.read_bytes() for path in small.content.rglob("*") if path.is_file()}
    index = (top / ".git/index").read_bytes()
    for act in (desk.shown, lambda: desk.done({"branch": "a", "reason": "x"})):
        with pytest.raises(Refused, match=f"^{what} is not finished in this repository; [^\n]*$"):
            act()
    assert {path: path.read_bytes() for path in small.content.rglob("*") if path.is_file()} == before
    assert (top / ".git/index").read_bytes() == index
    git(top, *PLAIN, *abort)
    assert git(top, "for-each-ref", "refs/heads") == heads
    desk.workspace.step(GATE, QUOTE, "")
    assert desk.done({"branch": "afterwards", "reason": "x"})["branch"] == "afterwards"


def test_a_rebase_that_stopped_between_commits_is_finished_first(desk: HandIn, small: Small) -> None:
    top = small.project.parent
    other_line(desk, top)
    subprocess.run(
        ["git", *PLAIN, "-c", "sequence.editor=sed -i s/^pick/edit/", "rebase", "-qi", "HEAD^"],
        cwd=top,
        capture_output=True,
        check=False,
    )
    desk.workspace.step(GATE, QUOTE, "")
    with pytest.raises(Refused, match="a rebase is not finished"):
        desk.done({"branch": "a", "reason": "x"})
    assert "nobody-hurt" in (small.content / f"articles/{GATE}.md").read_text("utf-8")


def test_in_a_worktree(desk: HandIn, small: Small, tmp_path: Path) -> None:
    """What is under way in the main work tree is nothing to another one, and its branch stays its own."""
    top = small.project.parent
    other_line(desk, top)
    git(top, *PLAIN, "worktree", "add", "-qb", "beside", str(tmp_path / "beside"))
    subprocess.run(["git", *PLAIN, "merge", "-q", "other"], cwd=top, capture_output=True, check=False)
    beside = of(desk, tmp_path / "beside" / small.project.name)
    beside.workspace.step(GATE, QUOTE, "")
    beside.done({"branch": "from-beside", "reason": "x"})
    assert git(tmp_path / "beside", "symbolic-ref", "--short", "HEAD") == "from-beside"
    assert git(tmp_path / "beside", *PLAIN, "status", "--porcelain") == ""
    assert git(top, "symbolic-ref", "--short", "HEAD") == "main"
    assert (top / ".git/MERGE_HEAD").is_file()
    assert "nobody-hurt" in git(top, "show", f"from-beside:dossier/content/articles/{GATE}.md")


@pytest.mark.parametrize("what", ["the dossier", "the content"])
def test_in_a_submodule(desk: HandIn, small: Small, tmp_path: Path, what: str) -> None:
    above, top = tmp_path / "above", small.project.parent
    above.mkdir()
    git(above, "init", "-q", "-b", "trunk")
    if what == "the dossier":
        source, name, project = top, "part", above / "part" / small.project.name
    else:
        source, name, project = tmp_path / "words", "content", above
        source.mkdir()
        git(source, "init", "-q", "-b", "main")
        subprocess.run(["cp", "-r", f"{small.content}/.", source], check=True)
        git(source, "add", ".")
        git(source, "commit", "-qm", "Words")
        (above / "mkdocs.yml").write_bytes((small.project / "mkdocs.yml").read_bytes())
    git(above, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(source), name)
    git(above, "add", ".")
    git(above, "commit", "-qm", "With a part")
    head = git(above, "rev-parse", "HEAD")
    inside = of(desk, project)
    assert inside.shown()["files"] == []
    inside.workspace.step(GATE, QUOTE, "")
    inside.done({"branch": "in-the-part", "reason": "x"})
    part = inside.settings.content
    assert git(part, "symbolic-ref", "--short", "HEAD") == "in-the-part"
    assert git(part, "status", "--porcelain") == ""
    assert (git(above, "rev-parse", "HEAD"), git(above, "symbolic-ref", "--short", "HEAD")) == (head, "trunk")
    assert git(above, "status", "--porcelain") == f"M {name}", (
        "the project above notes it when somebody commits there"
    )
    # What is under way in the submodule stands in its own folder of git, not in a folder named .git.
    state = Path(git(part, "rev-parse", "--absolute-git-dir"))
    (state / "MERGE_HEAD").write_text(f"{git(part, 'rev-parse', 'HEAD')}\n")
    with pytest.raises(Refused, match="a merge is not finished"):
        inside.shown()


def test_a_detached_head_in_a_worktree_and_what_only_it_had(
    desk: HandIn, small: Small, tmp_path: Path
) -> None:
    top = small.project.parent
    git(top, *PLAIN, "worktree", "add", "-q", "--detach", str(tmp_path / "beside"))
    path = tmp_path / "beside" / small.project.name / "content/actors/olga-vintner.md"
    path.write_text(path.read_text("utf-8") + "More of her.\n", "utf-8")
    git(tmp_path / "beside", *PLAIN, "commit", "-qam", "More of her")
    lone = git(tmp_path / "beside", "rev-parse", "HEAD")
    beside = of(desk, tmp_path / "beside" / small.project.name)
    beside.workspace.step(GATE, QUOTE, "")
    beside.done({"branch": "from-nowhere", "reason": "x"})
    assert git(top, "rev-parse", "from-nowhere^") == lone, "a commit that no branch had is on this one"


def test_while_another_git_command_is_at_work_nothing_is_done(desk: HandIn, small: Small) -> None:
    top = small.project.parent
    desk.workspace.step(GATE, QUOTE, "")
    (top / ".git/index.lock").touch()
    with pytest.raises(Refused, match=r"another git command is at work here; [^\n]*index\.lock if none is$"):
        desk.done({"branch": "a", "reason": "x"})
    assert git(top, "symbolic-ref", "--short", "HEAD") == "main"
    assert not (small.content / "dossier.lock").exists()


def test_what_a_sparse_checkout_leaves_out_is_not_deleted(desk: HandIn, small: Small) -> None:
    top = small.project.parent
    (small.content / "more").mkdir()
    (small.content / "more/page.md").write_text("---\ntitle: More\n---\n\nMore.\n", "utf-8")
    git(top, *PLAIN, "add", ".")
    git(top, *PLAIN, "commit", "-qm", "More")
    git(top, *PLAIN, "sparse-checkout", "set", "--no-cone", "/*", "!/dossier/content/more/")
    assert not (small.content / "more").exists()
    assert desk.shown()["files"] == []
    desk.workspace.step(GATE, QUOTE, "")
    desk.done({"branch": "sparse", "reason": "x"})
    assert "More." in git(top, "show", "HEAD:dossier/content/more/page.md")
    assert git(top, *PLAIN, "status", "--porcelain") == ""


def test_without_a_name_the_commit_says_what_to_do(
    desk: HandIn, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.delenv(f"{name}_NAME", raising=False)
        monkeypatch.delenv(f"{name}_EMAIL", raising=False)
    monkeypatch.setenv("HOME", str(small.project / "nobody"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git(small.project.parent, "config", "user.useConfigOnly", "true")
    desk.workspace.step(GATE, QUOTE, "")
    with pytest.raises(Refused, match=r"^not committed: [^\n]*user\.email[^\n]*$"):
        desk.done({"branch": "a", "reason": "x"})
    assert git(small.project.parent, "branch", "--format=%(refname:short)") == "main"


def test_a_record_that_is_gone_from_a_repository_of_sha_256(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "Ina")
        monkeypatch.setenv(f"{name}_EMAIL", "ina@example.org")
    written(small)
    settle(small)
    git(small.project, "init", "-q", "-b", "main", "--object-format=sha256")
    (small.project / ".gitignore").write_text("captures/\n")
    git(small.project, "add", ".")
    git(small.project, "commit", "-qm", "A dossier")
    (small.content / "claims/nobody-hurt.md").unlink()
    desk = HandIn(Workspace(load(small.project / "mkdocs.yml"), small.project / "captures"))
    assert len(desk.done({"branch": "without", "reason": "x"})["revision"]) == 10
    assert "nobody-hurt" not in git(small.project, "ls-tree", "-r", "--name-only", "HEAD")

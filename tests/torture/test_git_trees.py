"""A repository that a stranger made: trees that no checkout would accept, configuration that runs something, bombs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.strangers import commit_of, dossier, files_below, git, tree

from dossier.config import Settings

pytestmark = pytest.mark.slow

OUT = [
    "..",
    ".",
    "",
    ".git",
    ".GIT",
    ".git ",
    ".git.",
    "git~1",
    "GIT~1",
    ".g\u200cit",
    ".git::$INDEX_ALLOCATION",
    "C:",
    "c:x",
    "a\\..\\b",
    "..\\..",
    "a\nb",
    "a\x1bb",
    "CON",
    "nul.md",
    "Com1",
    "lpt9.txt",
    "conin$",
    "trailing.",
    "trailing ",
    "...",
]


def hostile(settings: Settings, name: str, depth: int = 1) -> str:
    """A commit whose content has a file below `depth` folders of this name."""
    folder = settings.project
    blob = git(folder, "hash-object", "-w", "--stdin", given=b"written by a stranger\n")
    inner = tree(folder, ("100644", "pwn.txt", blob))
    for _ in range(depth):
        inner = tree(folder, ("40000", name, inner))
    return commit_of(folder, tree(folder, ("40000", "content", inner)))


@pytest.mark.parametrize("arguments", [("diff",), ("check", "--ratchet", "--base")], ids="-".join)
def test_an_entry_that_leads_out_writes_nothing(
    project: Settings, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = files_below(tmp_path)
    for depth in range(1, 7):
        done = dossier(
            project.project,
            *arguments,
            hostile(project, "..", depth),
            TMPDIR=str(temporary),
            HOME=str(tmp_path),
        )
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
        assert '".."' in done.stderr
    assert files_below(tmp_path) == before
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("name", OUT, ids=ascii)
@pytest.mark.parametrize("leaf", [False, True], ids=["folder", "file"])
def test_a_name_that_is_never_checked_out_is_refused(project: Settings, name: str, leaf: bool) -> None:
    from dossier.history.git import GitError, state_at

    if leaf:
        blob = git(project.project, "hash-object", "-w", "--stdin", given=b"x")
        folder = tree(project.project, ("100644", name, blob))
        revision = commit_of(project.project, tree(project.project, ("40000", "content", folder)))
    else:
        revision = hostile(project, name)
    with pytest.raises(GitError) as told:
        state_at(project, revision)
    message = str(told.value)
    assert "\n" not in message
    assert message.isprintable()


def test_links_and_submodules_are_no_files(project: Settings) -> None:
    from dossier.history.git import state_at

    folder = project.project
    blob = git(folder, "hash-object", "-w", "--stdin", given=b"../../secret")
    inner = tree(
        folder, ("120000", "link.md", blob), ("160000", "module", "1" * 40), ("100644", "regular.md", blob)
    )
    revision = commit_of(folder, tree(folder, ("40000", "content", inner)))
    assert sorted(state_at(project, revision).files) == ["regular.md"]


@pytest.mark.parametrize("times", [40, 900])
def test_a_tree_that_names_itself_over_and_over_is_refused(project: Settings, times: int) -> None:
    """A git bomb: some kilobytes of objects that list 40 to the power of 6 files."""
    from dossier.history.git import GitError, state_at

    folder = project.project
    blob = git(folder, "hash-object", "-w", "--stdin", given=b"x" * 1000)
    inner = tree(folder, *(("100644", f"f{n:03}.md", blob) for n in range(times)))
    for _ in range(5):
        inner = tree(folder, *(("40000", f"d{n:03}", inner) for n in range(times)))
    revision = commit_of(folder, tree(folder, ("40000", "content", inner)))
    with pytest.raises(GitError, match="bytes"):
        state_at(project, revision)


def test_one_large_blob_under_many_names_is_read_once(project: Settings) -> None:
    from dossier.history.git import state_at

    folder = project.project
    blob = git(folder, "hash-object", "-w", "--stdin", given=b"x" * 1_000_000)
    inner = tree(folder, *(("100644", f"f{n:04}.md", blob) for n in range(5000)))
    revision = commit_of(folder, tree(folder, ("40000", "content", inner)))
    files = state_at(project, revision).files
    assert len(files) == 5000
    assert len({id(of.data) for of in files.values()}) == 1


def marker(tmp_path: Path) -> tuple[Path, str]:
    """A script that leaves a file when it runs."""
    ran, script = tmp_path / "ran", tmp_path / "script"
    script.write_text(f'#!/bin/sh\necho "$0 $@" >> "{ran}"\ncat\n')
    script.chmod(0o755)
    return ran, str(script)


COMMANDS = [("diff", "HEAD"), ("diff", "HEAD^"), ("check", "--ratchet", "--base", "HEAD^"), ("build",)]


@pytest.mark.parametrize("command", COMMANDS, ids="-".join)
def test_configuration_of_the_repository_runs_nothing(
    project: Settings, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """The folder was handed over with its `.git/config`."""
    ran, script = marker(tmp_path)
    folder = project.project
    (folder / ".gitattributes").write_text("*.md diff=x filter=x\n")
    (project.content / "places/one.md").write_text("---\ntitle: Uno\ntype: city\n---\n\nA city.\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Next")
    hooks = folder / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in (
        "post-checkout",
        "post-index-change",
        "fsmonitor-watchman",
        "reference-transaction",
        "pre-auto-gc",
    ):
        shutil.copy(script, hooks / name)
    for key in ("core.fsmonitor", "diff.external", "diff.x.command", "diff.x.textconv", "filter.x.smudge",
                "filter.x.clean", "filter.x.process", "core.pager", "pager.log", "gpg.program", "core.editor",
                "core.sshCommand", "core.askPass", "credential.helper", "core.gitProxy",
                "core.alternateRefsCommand", "uploadpack.packObjectsHook"):  # fmt: skip
        git(folder, "config", key, script)
    git(folder, "config", "log.showSignature", "true")
    git(folder, "config", "core.hooksPath", str(hooks))
    done = dossier(folder, *command)
    assert done.returncode in (0, 1), done.stderr
    assert not ran.exists()


@pytest.mark.parametrize("command", COMMANDS[1:3], ids="-".join)
@pytest.mark.parametrize("embedded", [False, True], ids=["handed-over", "in-the-content"])
def test_no_object_is_fetched(
    project: Settings, tmp_path: Path, command: tuple[str, ...], embedded: bool
) -> None:
    """A missing object of a partial clone is fetched with the repository's own transport: `ext::` runs a command."""
    ran, script = marker(tmp_path)
    folder = project.project
    (project.content / "places/one.md").write_text("---\ntitle: Uno\ntype: city\n---\n\nA city.\n")
    git(folder, "commit", "-qam", "Next")
    where = folder
    if embedded:
        # A bare repository among the content files, which git finds before the one around it.
        git(tmp_path, "clone", "-q", "--bare", str(folder), str(tmp_path / "bare"))
        for path in (tmp_path / "bare").iterdir():
            shutil.move(path, project.content / path.name)
        where = project.content
    blob = git(where, "rev-parse", "HEAD^:content/places/one.md")
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "evil"),
        ("remote.evil.url", f"ext::{script} %S"),
        ("remote.evil.promisor", "true"),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
    ):
        git(where, "config", key, value)
    objects = where / ("objects" if embedded else ".git/objects")
    missing = objects / blob[:2] / blob[2:]
    if missing.exists():
        missing.unlink()
    dossier(folder, *command)
    assert not ran.exists()


def test_replaced_objects_are_not_followed(project: Settings) -> None:
    from dossier.history.git import state_at

    folder = project.project
    old = git(folder, "rev-parse", "HEAD:content/places/one.md")
    git(folder, "replace", old, git(folder, "hash-object", "-w", "--stdin", given=b"replaced"))
    assert b"replaced" not in state_at(project, "HEAD").files["places/one.md"].data


def test_another_users_repository_is_told_in_one_line(project: Settings) -> None:
    done = dossier(project.project, "diff", "HEAD", GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "belongs to another user" in done.stderr


def test_a_folder_of_content_outside_of_the_project(project: Settings, tmp_path: Path) -> None:
    """`docs_dir: ../elsewhere` was a traceback."""
    (project.project / "mkdocs.yml").write_text(
        "site_name: A\ndocs_dir: ../elsewhere\ntheme: {name: material, font: false}\nplugins: [dossier]\n"
    )
    (project.project.parent / "elsewhere").mkdir()
    done = dossier(project.project, "diff", "HEAD")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr


@pytest.mark.parametrize("at", ["changes", "changes/key"])
def test_the_cache_of_changes_is_no_link(project: Settings, tmp_path: Path, at: str) -> None:
    """A branch brings `.cache/dossier/changes/KEY` along as a link: what it led to was emptied and written to."""
    from dossier.history.changelog import history

    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "key").mkdir(parents=True)
    for name in ("thesis.txt", "key/thesis.txt"):
        (elsewhere / name).write_text("years of work")
    link = project.project / ".cache/dossier" / at
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)
    before = files_below(elsewhere)
    history(project, project.project / ".cache/dossier/changes/key")
    assert files_below(elsewhere) == before


def test_the_cache_of_changes_loses_only_its_own_files(project: Settings) -> None:
    from dossier.history.changelog import history

    folder = project.project / ".cache/dossier/changes/key"
    folder.mkdir(parents=True)
    for name in ("notes.txt", "stale.json", ".abcdef"):
        (folder / name).write_text("x")
    history(project, folder)
    left = {path.name for path in folder.iterdir()}
    assert "notes.txt" in left
    assert not left & {"stale.json", ".abcdef"}

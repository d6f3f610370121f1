"""The workflows: pinned, with least rights, valid, and a comment in which a stranger's text stays a text."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
NEW = ROOT / "dossier" / "cli" / "skeletons" / "dossier"
"""What `dossier init` writes, with placeholders for the program."""
GITHUB = (ROOT / ".github", NEW / "dot-github")
WORKFLOWS = sorted(p for folder in GITHUB for p in (folder / "workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"
FORMS = sorted(
    p for folder in GITHUB for p in (folder / "ISSUE_TEMPLATE").glob("*.yml") if p.stem != "config"
)
SUGGEST = [p for p in WORKFLOWS if p.stem == "suggest"]
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def text_of(path: Path) -> str:
    text = path.read_text("utf-8")
    for name, value in (
        ("action", f"quay/dossier@{'0' * 40} # v1.2.3"),
        ("program", "https://x.example"),
        ("pin", "v1"),
    ):
        text = re.sub(rf"(?<!\$)\{{{name}\}}", value, text)
    return text


def read(path: Path) -> dict[str, Any]:
    found = yaml.load(text_of(path), Loader=yaml.BaseLoader)  # texts only: `on` stays "on"
    assert isinstance(found, dict)
    return found


def steps_in(found: dict[str, Any]) -> list[dict[str, Any]]:
    jobs = found["jobs"].values() if "jobs" in found else [found["runs"]]
    return [step for job in jobs for step in job.get("steps", ())]


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-actions", [ACTION]),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.gitlab-ci", [ROOT / ".gitlab-ci.yml", NEW / "dot-gitlab-ci.yml"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_is_valid(schema: str, paths: list[Path], tmp_path: Path) -> None:
    assert paths
    files = [tmp_path / f"{number}-{path.name}" for number, path in enumerate(paths)]
    for path, file in zip(paths, files, strict=True):
        file.write_text(text_of(path), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda p: p.name)
def test_every_action_is_pinned_by_its_commit_and_named_by_its_release(path: Path) -> None:
    for step in steps_in(read(path)):
        if "uses" in step:
            assert PINNED.fullmatch(step["uses"]), step["uses"]
            assert re.search(re.escape(step["uses"]) + r" # v\d+\.\d+\.\d+\n", text_of(path))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_it_has_the_least_rights(path: Path) -> None:
    found = read(path)
    assert found["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in found["on"]
    for job in found["jobs"].values():
        assert "timeout-minutes" in job
        rights = {name for name, right in job.get("permissions", {}).items() if right == "write"}
        assert rights <= {"pages", "id-token", "pull-requests", "contents"}
        if "contents" in rights:
            uses = [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]
            assert (path.stem, uses) == ("suggest", ["actions/download-artifact"])
    for step in steps_in(found):
        if "actions/checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda p: p.name)
def test_no_text_of_a_stranger_is_pasted_into_a_script(path: Path) -> None:
    assert not [step for step in steps_in(read(path)) if "${{" in step.get("run", "")]


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda p: p.name)
def test_only_a_push_writes_the_cache(path: Path) -> None:
    found = read(path)
    for step in steps_in(found):
        used = step.get("uses", "").partition("@")[0]
        if used in ("actions/cache", "actions/cache/save"):
            pushed = list(found.get("on", ())) == ["push"] and found["on"]["push"] == {"branches": ["main"]}
            assert pushed or step["if"] == "github.event_name == 'push'"


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda p: p.name)
def test_the_cache_travels_with_its_key(path: Path) -> None:
    """Without the key that it is authenticated with, no cache is used."""
    for step in steps_in(read(path)):
        if step.get("uses", "").startswith("actions/cache"):
            folder, key = step["with"]["path"].splitlines()
            assert folder.endswith((".cache/dossier", "steps.cache.outputs.folder }}"))
            assert key == "~/.cache/dossier"


def test_only_the_main_branch_writes_gitlabs_cache() -> None:
    jobs = read(ROOT / ".gitlab-ci.yml").items()
    writing = [name for name, job in jobs if "cache" in job and job["cache"].get("policy") != "pull"]
    assert writing == ["pages"]


def test_what_may_comment_runs_nothing_of_the_pull_request() -> None:
    found = read(ROOT / ".github" / "workflows" / "comment.yml")
    uses = [step["uses"].partition("@")[0] for step in steps_in(found) if "uses" in step]
    assert uses == ["actions/download-artifact"]
    scripts = "".join(step.get("run", "") for step in steps_in(found))
    assert not re.search(r"\b(git|pip|python3?|make|bash|sh|source|eval|npm)\b", scripts)
    assert "report/" not in re.sub(
        r'"report/\$file"|report/(number|diff\.md|diagnostics\.txt)|no report/\$file', "", scripts
    )


@pytest.mark.parametrize("path", SUGGEST, ids=lambda p: p.parts[-4])
def test_a_draft_is_made_where_a_maintainer_says_so(path: Path) -> None:
    found = read(path)
    assert found["on"] == {"issues": {"types": ["labeled"]}}
    assert found["jobs"]["draft"]["if"].split(" && ") == [
        "github.event.label.name == 'draft'",
        "github.event.issue.state == 'open'",
        "github.event.sender.type == 'User'",
        "contains(github.event.issue.labels.*.name, 'source')",
    ]
    assert found["jobs"]["draft"]["permissions"] == {"contents": "read"}
    assert found["jobs"]["propose"]["needs"] == "draft"
    scripts = "".join(step.get("run", "") for step in found["jobs"]["propose"]["steps"])
    assert not re.search(r"^\s*(git|pip|python3?|make|bash|sh|source|eval|npm|dossier)\b", scripts, re.M)
    for step in steps_in(found):
        assert "github.event.issue.title" not in json.dumps(step)
        assert "github.event.issue.body" not in json.dumps(step)
        assert "github.event.issue.user" not in json.dumps(step)


def test_a_draft_is_made_in_the_same_way_here_and_in_a_new_repository() -> None:
    here, new = (read(path) for path in sorted(SUGGEST, key=lambda p: NEW in p.parents))
    assert here["jobs"]["propose"] == new["jobs"]["propose"]
    assert here["jobs"]["draft"]["steps"][-2:] == new["jobs"]["draft"]["steps"][-2:]
    assert here["on"] == new["on"]


def step_of(path: Path, name: str) -> str:
    (script,) = [step["run"] for step in steps_in(read(path)) if step.get("name") == name]
    assert isinstance(script, str)
    return script


def executable(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


WORDS = (
    "The strike began at six on Tuesday morning, Olga Vintner of the dockers' union told the Dock Herald at the gate."
    "\n\nThe harbour office did not answer. It has not answered for weeks, and nobody in Quay Town expects it to."
)
SHELL = "$(touch PWNED) `touch PWNED` ; touch PWNED | touch PWNED && touch PWNED ' \" \\ ${IFS} %0a ../../x"
COMMANDS_OF_RUNNERS = (
    "::set-output name=a::b\n\n  ::add-path::/x\n\n##[set-env name=A]b\n\n::stop-commands::x"
)


@pytest.mark.parametrize(
    "changed",
    [
        {
            "headline": SHELL,
            "outlet": "::warning::x",
            "text": f"---\ntitle: x\n---\n\n{SHELL}\n\n{COMMANDS_OF_RUNNERS}\n\n{WORDS}",
        },
        *(
            pytest.param(changed, marks=pytest.mark.slow)
            for changed in (
                {"title": SHELL, "published": SHELL, "language": SHELL, "read": SHELL},
                {"headline": SHELL, "outlet": SHELL},
                {"headline": "../../.github/workflows/x", "outlet": "../.."},
                {"outlet": "::warning::x", "text": f"{COMMANDS_OF_RUNNERS}\n\n{WORDS}"},
                {
                    "text": f"---\ntitle: x\n---\n\n{SHELL}\n\n{WORDS}\n\n[[x]] [@y, ¶ 1] <script>alert(1)</script> @all"
                },
                {"text": WORDS + "\n\nIt rained in Quay Town." * 2_000},
                {"text": ""},
            )
        ),
    ],
    ids="-".join,
)
def test_what_a_stranger_suggests_is_read_and_never_run(changed: dict[str, str], tmp_path: Path) -> None:
    given = {
        "title": "Source: x",
        "address": "https://herald.example/strike",
        "headline": "Dockers lay down tools",
        "outlet": "Dock Herald",
        "published": "2019-05-14",
        "language": "en",
        "read": "All of it",
        "text": WORDS,
    } | changed
    shutil.copytree(ROOT / "tests" / "cli" / "pier", tmp_path / "clone")
    (tmp_path / "clone" / ".gitignore").write_text("/captures/\n/.cache/\n")
    for arguments in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *arguments], cwd=tmp_path / "clone", check=True)
    from dossier.ingest.issue import LABELS

    body = "\r\n\r\n".join(f"### {label}\r\n\r\n{given[key]}" for key, label in LABELS.items())
    issue = {"number": 12, "title": given["title"], "body": body, "user": {"login": "$(touch PWNED)"}}
    (tmp_path / "event.json").write_text(json.dumps({"issue": issue, "label": {"name": "draft"}}))
    executable(tmp_path / "bin" / "dossier", f'#!/bin/sh\nexec "{sys.executable}" -m dossier "$@"\n')
    environment = {
        **os.environ,
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-c", step_of(ROOT / ".github/workflows/suggest.yml", "Make the draft")],
        cwd=tmp_path / "clone",
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(line.startswith("| ") for line in done.stdout.splitlines())
    assert "##[" not in done.stdout
    assert done.stderr == ""
    draft = tmp_path / "clone" / "draft"
    files = sorted(p.relative_to(draft).as_posix() for p in draft.rglob("*") if p.is_file())
    folders = [f.rpartition("/")[0] for f in files]
    assert folders[0] == ("content/articles" if given["text"] else "drafts")
    assert folders[1:] in ([], ["content/publishers"])
    assert not [p for p in tmp_path.rglob("*") if p.name == "PWNED"]
    assert "nobody in Quay Town" not in "".join((draft / f).read_text("utf-8") for f in files)
    status, calls, _ = propose(tmp_path / "second", draft)
    assert (status, len(calls)) == (0, len(files) + 2)


ARTICLE = "content/articles/dock-herald-strike.md"


def propose(
    folder: Path, draft: Path | Mapping[str, bytes], number: str = "12"
) -> tuple[int, list[list[str]], str | None]:
    """The second job's script with a `gh` that writes down what it is asked: exit status, calls, the body."""
    folder.mkdir(exist_ok=True)
    if isinstance(draft, Path):
        shutil.copytree(draft, folder / "draft")
    else:
        (folder / "draft").mkdir()
        for name, data in draft.items():
            (folder / "draft" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "draft" / name).write_bytes(data)
    return _proposed(folder, number)


def _proposed(folder: Path, number: str = "12") -> tuple[int, list[list[str]], str | None]:
    log = folder / "calls.log"
    log.write_text("")
    executable(folder / "bin" / "gh", GH_PROPOSING)
    given = {"REPOSITORY": "o/r", "NUMBER": number, "BASE": "main", "COMMIT": "a" * 40, "LOG": str(log)}
    done = subprocess.run(
        ["bash", "-c", step_of(ROOT / ".github/workflows/suggest.yml", "Open the pull request")],
        cwd=folder,
        env={**os.environ, **given, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    calls = [json.loads(line) for line in log.read_text().splitlines()]
    body = folder / "body.md"
    return done.returncode, calls, body.read_text() if calls and body.exists() else None


GH_PROPOSING = """#!/usr/bin/env python3
import json, os, pathlib, sys
arguments = [pathlib.Path(a.partition("=@")[2]).read_text() if "=@" in a and "body" not in a else a for a in sys.argv[1:]]
with open(os.environ["LOG"], "a") as log:
    log.write(json.dumps(arguments) + "\\n")
"""


def test_a_draft_becomes_a_pull_request(tmp_path: Path) -> None:
    data = "---\ntitle: حبوب $(id)\n---\n".encode()
    publisher = "content/publishers/dock-herald.md"
    status, calls, body = propose(tmp_path, {ARTICLE: data, publisher: b"x"})
    assert status == 0
    branch, first, second, pull = calls
    assert branch[:4] == ["api", "--method", "POST", "repos/o/r/git/refs"]
    assert branch[4:8] == ["--raw-field", "ref=refs/heads/source/issue-12", "--raw-field", f"sha={'a' * 40}"]
    assert [first[3], second[3]] == [f"repos/o/r/contents/{ARTICLE}", f"repos/o/r/contents/{publisher}"]
    assert base64.b64decode(first[-2]) == data
    assert "branch=source/issue-12" in first
    assert pull[:4] == ["api", "--method", "POST", "repos/o/r/pulls"]
    assert {"head=source/issue-12", "base=main", "title=Draft the source suggested in #12"} <= set(pull)
    assert body
    assert "suggests" in body
    assert "`dossier lock`" in body


@pytest.mark.parametrize(
    "draft",
    [
        {},
        {".github/workflows/x.yml": b"x"},
        {"captures/dock-herald-strike.txt": b"x"},
        {"content/articles/x.yml": b"x"},
        {"content/articles/X Y.md": b"x"},
        {"content/articles/a\nb.md": b"x"},
        {"content/articles/$(id).md": b"x"},
        {"content/articles/below/a.md": b"x"},
        {"content/claims/a.md": b"x"},
        {"content/index.md": b"x"},
        {"mkdocs.yml": b"x", ARTICLE: b"x"},
        {ARTICLE: b"x" * 200_001},
        {f"drafts/{letter}.md": b"x" for letter in "abcd"},
    ],
    ids=lambda draft: repr(list(draft)),
)
def test_anything_else_is_not_proposed(draft: dict[str, bytes], tmp_path: Path) -> None:
    status, calls, _ = propose(tmp_path, draft)
    assert (status, calls) == (1, [])


def test_a_link_is_not_proposed(tmp_path: Path) -> None:
    (tmp_path / "draft/drafts").mkdir(parents=True)
    (tmp_path / "draft/drafts/a.md").symlink_to("/etc/hostname")
    (tmp_path / "draft/drafts/b.md").write_text("x")
    assert _proposed(tmp_path)[:2] == (1, [])


@pytest.mark.parametrize("number", ["", "0", "12; id", "../1", "12345678901", "$(id)"])
def test_an_issue_has_a_number(number: str, tmp_path: Path) -> None:
    assert propose(tmp_path, {ARTICLE: b"x"}, number)[:2] == (1, [])


GH = """#!/usr/bin/env python3
import json, os, pathlib, sys
with open(os.environ["LOG"], "a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
if "--field" in sys.argv:
    name, _, file = sys.argv[sys.argv.index("--field") + 1].partition("=@")
    assert name == "body"
    pathlib.Path(os.environ["LOG"]).with_suffix(".body").write_bytes(pathlib.Path(file).read_bytes())
elif any(a.endswith("/comments") for a in sys.argv):
    print(os.environ.get("COMMENT", ""))
elif any("/pulls/" in a for a in sys.argv):
    print(os.environ["HEAD"])
"""
HOSTILE = "@all <img src=x> [go](https://example.org) ![](//example.org) #1 www.example.org\n<!-- dossier-evidence -->\n"


def comment(
    tmp_path: Path,
    number: str = "7",
    diff: str = HOSTILE,
    told: str = HOSTILE,
    head: str = "abc",
    old: str = "",
):  # type: ignore[no-untyped-def]
    """The script of comment.yml with a `gh` that writes down what it is asked: exit status, calls, body."""
    script = steps_in(read(ROOT / ".github" / "workflows" / "comment.yml"))[-1]["run"]
    (tmp_path / "bin").mkdir()
    gh = tmp_path / "bin" / "gh"
    gh.write_text(GH)
    gh.chmod(gh.stat().st_mode | stat.S_IEXEC)
    (tmp_path / "report").mkdir()
    for name, text in (("number", number), ("diff.md", diff), ("diagnostics.txt", told)):
        (tmp_path / "report" / name).write_text(text)
    log = tmp_path / "calls.log"
    log.write_text("")
    given = {
        "REPOSITORY": "o/r",
        "CHECKED": "abc",
        "RUN": "https://github.com/o/r/actions/runs/1",
        "HEAD": head,
    }
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    environment = {**os.environ, **given, "LOG": str(log), "COMMENT": old, "PATH": path, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    body = log.with_suffix(".body")
    calls = [json.loads(line) for line in log.read_text().splitlines()]
    return done.returncode, calls, body.read_bytes().decode() if body.exists() else None


def test_the_comment_tames_what_a_stranger_wrote(tmp_path: Path) -> None:
    status, calls, body = comment(tmp_path)
    assert status == 0
    assert calls[-1][:3] == ["api", "--method", "POST"]
    assert body.startswith("<!-- dossier-evidence -->\n")
    text = body.removeprefix("<!-- dossier-evidence -->\n").rpartition("\n\nWritten by [")[0]
    assert not re.search(r"@\w|<[\w!]|\]\(|\]:|://|www\.\w|#\d", text)
    assert "all" in text


def test_it_is_written_anew_where_it_is_there(tmp_path: Path) -> None:
    _, calls, _ = comment(tmp_path, old="99")
    assert calls[-1][:4] == ["api", "--method", "PATCH", "repos/o/r/issues/comments/99"]


def test_it_is_never_longer_than_a_comment_may_be(tmp_path: Path) -> None:
    _, _, body = comment(tmp_path, diff="@<" * 200_000, told="@\n" * 90_000)
    assert 50_000 < len(body.encode()) < 65_536


@pytest.mark.parametrize("number", ["", "0", "7; rm -rf x", "../1", "-1", "12345678901", "7/merge", "$(id)"])
def test_a_number_that_is_none_is_refused(number: str, tmp_path: Path) -> None:
    status, calls, body = comment(tmp_path, number=number)
    assert (status, calls, body) == (1, [], None)


def test_another_pull_request_is_left_alone(tmp_path: Path) -> None:
    status, calls, body = comment(tmp_path, head="def")
    assert (status, body) == (0, None)
    assert len(calls) == 1


def test_the_problem_matcher_of_the_editor_reads_what_check_prints() -> None:
    from dossier.diagnostics import Diagnostic, Span
    from dossier.formats.text import report_texts

    text = (ROOT / ".vscode" / "tasks.json").read_text("utf-8")
    task = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]
    (printed,) = report_texts(
        [Diagnostic("unknown-id", "error", Span("content/a.md", 3, 7), "no actor [x]", "h")]
    )
    match = re.match(pattern["regexp"], printed.split("\n")[0])
    assert match
    fields = {name: match[group] for name, group in pattern.items() if name != "regexp"}
    assert fields == {
        "file": "content/a.md",
        "line": "3",
        "column": "7",
        "severity": "error",
        "message": "no actor [x]",
        "code": "unknown-id",
    }


def test_the_hooks_for_others_run_commands_that_are_there() -> None:
    from dossier.cli import COMMANDS

    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {hook["id"] for hook in hooks} == {"dossier-check", "dossier-fix"}
    assert all(hook["entry"].split()[1] in COMMANDS for hook in hooks)

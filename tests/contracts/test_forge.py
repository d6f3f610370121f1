"""The workflows: pinned, with least rights, valid, and a comment in which a stranger's text stays a text."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"
FORMS = sorted(p for p in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if p.stem != "config")
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def read(path: Path) -> dict[str, Any]:
    found = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # texts only: `on` stays "on"
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
        ("vendor.gitlab-ci", [ROOT / ".gitlab-ci.yml"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_is_valid(schema: str, paths: list[Path]) -> None:
    assert paths
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda p: p.name)
def test_every_action_is_pinned_by_its_commit_and_named_by_its_release(path: Path) -> None:
    for step in steps_in(read(path)):
        if "uses" in step:
            assert PINNED.fullmatch(step["uses"]), step["uses"]
            assert re.search(re.escape(step["uses"]) + r" # v\d+\.\d+\.\d+\n", path.read_text("utf-8"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_it_has_the_least_rights(path: Path) -> None:
    found = read(path)
    assert found["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in found["on"]
    for job in found["jobs"].values():
        assert "timeout-minutes" in job
        rights = {name for name, right in job.get("permissions", {}).items() if right == "write"}
        assert rights <= {"pages", "id-token", "pull-requests"}
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

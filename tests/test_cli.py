"""Every command as somebody types it: `cli/COMMAND.md` holds transcripts, each in a copy of the dossier `cli/pier/`.

A line `$ …` of an expected block is typed, and what follows is what is printed, on standard output and error alike, and
`[exit N]` where N is not 0. `git`, `cat FILE`, `ls FOLDER` and `cp FILE FILE` may be typed beside `dossier`. Folders,
days, versions and durations are masked.
"""

from __future__ import annotations

import atexit
import gc
import os
import re
import shlex
import shutil
import subprocess
import warnings
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.casefile import Case, cases_in

from dossier.cli import COMMANDS, main

FOLDER = Path(__file__).parent / "cli"
CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in cases_in(path)]
ENVIRONMENT = {
    "COLUMNS": "100",
    "DOSSIER_WITHHELD": "",
    "GITHUB_ACTIONS": "",
    "GIT_AUTHOR_DATE": "2031-06-01T12:00:00Z",
    "GIT_AUTHOR_EMAIL": "editor@pier.example",
    "GIT_AUTHOR_NAME": "Editor",
    "GIT_COMMITTER_DATE": "2031-06-01T12:00:00Z",
    "GIT_COMMITTER_EMAIL": "editor@pier.example",
    "GIT_COMMITTER_NAME": "Editor",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
    "NO_MKDOCS_2_WARNING": "1",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_transcript(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, agree: Callable[[Case, str], None]
) -> None:
    project = tmp_path / "pier"
    shutil.copytree(FOLDER / "pier", project)
    for file in case.files:
        (project / file.path).unlink(missing_ok=True)
        file.write(project)
    monkeypatch.chdir(project)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    typed = [line for line in case.expected.split("\n") if line.startswith("$ ")]
    assert typed, f"{case.source.name}: write the commands, each after a dollar sign, and --accept"
    agree(case, "".join(f"{line}\n{masked(run(line[2:]), tmp_path)}" for line in typed))


def test_every_command_has_a_transcript() -> None:
    typed = {
        (path.stem, command)
        for path in FOLDER.glob("*.md")
        for command in re.findall(r"^\$ (?:\w+=\S* )*dossier (\w+)", path.read_text(encoding="utf-8"), re.M)
    }
    missing = [name for name in COMMANDS if (name, name) not in typed]
    assert not missing, f"write tests/cli/COMMAND.md for: {', '.join(missing)}"


def run(line: str) -> str:
    """What a line prints when it is typed."""
    words = shlex.split(line)
    environment = {}
    while "=" in words[0]:
        name, _, environment[name] = words.pop(0).partition("=")
    match words:
        case ["git", *_]:
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            return _printed(done.stdout + done.stderr, done.returncode)
        case ["cat", file]:
            return Path(file).read_text(encoding="utf-8")
        case ["cp", file, to]:
            shutil.copyfile(file, to)
            return ""
        case ["ls", folder] if Path(folder).is_dir():
            return "".join(f"{path.name}\n" for path in sorted(Path(folder).iterdir()))
        case ["ls", folder]:
            return f"{folder} is not there\n"
    assert words[0] == "dossier", f"a transcript cannot type: {line}"
    try:
        # A command ends its process: it neither collects what it no longer needs nor closes all that it opened.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            result = CliRunner().invoke(main, words[1:], prog_name="dossier", env=environment)
            gc.collect(0)
    finally:
        gc.enable()
        atexit.unregister(gc.freeze)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return _printed(result.output, result.exit_code)


def _printed(output: str, status: int) -> str:
    output = output if output.endswith("\n") or not output else f"{output}\n"
    return output + (f"[exit {status}]\n" if status else "")


def masked(output: str, folder: Path) -> str:
    """What differs from one run to the next, named instead."""
    output = output.replace(f"{folder}/pier/", "").replace(f"{folder}", "FOLDER")
    output = output.replace(date.today().isoformat(), "TODAY").replace(version("dossier"), "VERSION")
    output = re.sub(r" +\d+\.\d+ s\b", " N s", output)
    output = re.sub(r"\d+ files, \d+\.\d MB", "N files, N MB", output)
    output = re.sub(r"(\.pdf|\.epub): [\d,]+ bytes", r"\1: N bytes", output)
    output = re.sub(r"N MB, \d+\.\d MB packed", "N MB, N MB packed", output)
    output = re.sub(r"published elsewhere: [0-9a-f]{64}", "published elsewhere: DIGEST", output)
    return "".join(f"{line.rstrip()}\n" for line in output.splitlines())

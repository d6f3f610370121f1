"""What is installed is held to hashes, and listed; no secret is within a merge request's reach."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def blocks(name: str) -> dict[str, str]:
    """The entries of a lock by their first lines: name, version, marker."""
    text = (ROOT / name).read_text("utf-8").strip()
    return {block.split("\n")[0]: block for block in re.split(r"\n(?=[A-Za-z0-9])", text)}


def script() -> str:
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    return next(step["run"] for step in steps if step.get("name", "").startswith("Install"))


def test_the_action_installs_with_hashes_alone() -> None:
    """hashes were taken out, and the build backend was not even pinned."""
    run = script()
    assert "--hash=" not in run
    installs = [line for line in run.splitlines() if line.strip().startswith("install ")]
    assert len(installs) == 3
    assert "--require-hashes" in installs[0]
    assert "--only-binary :all:" in installs[0]
    assert "--no-deps --no-build-isolation" in installs[1]
    assert "--require-hashes --only-binary :all: --no-deps" in installs[2]


def test_the_action_takes_pandoc_with_its_hashes_from_the_lock(tmp_path: Path) -> None:
    (command,) = (line.strip() for line in script().splitlines() if line.strip().startswith("sed "))
    environment = {"SOURCE": str(ROOT), "TEMPORARY": str(tmp_path), "PATH": os.environ["PATH"]}
    subprocess.run(["bash", "-c", command], env=environment, check=True)
    entry = next(block for line, block in blocks("requirements.lock").items() if line.startswith("pypandoc"))
    assert (tmp_path / "csl.lock").read_text("utf-8").strip() == entry


def test_its_lock_is_a_part_of_the_whole_and_has_the_build_backend() -> None:
    part, whole = blocks("requirements-action.lock"), blocks("requirements.lock")
    assert part.items() <= whole.items()
    names = {line.partition("==")[0] for line in part}
    assert {"hatchling", "mkdocs", "mkdocs-material", "click", "pydantic"} <= names
    assert not {"pytest", "playwright", "trafilatura"} & names


def test_every_dependency_is_in_the_actions_lock() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {
        re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in blocks("requirements-action.lock")
    }
    wanted = [*project["dependencies"], *project["optional-dependencies"]["build"]]
    missing = [w for w in wanted if re.sub(r"[-_.]+", "-", re.split(r"[<>=;\[ ]", w)[0]).lower() not in names]
    assert missing == []


def test_the_bill_of_materials_is_whole_and_the_same_twice() -> None:
    command = [sys.executable, str(ROOT / ".ci/sbom.py"), "requirements.lock"]
    once, twice = (
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout for _ in range(2)
    )
    assert once == twice
    bill = json.loads(once)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert len(bill["components"]) == len(blocks("requirements.lock"))
    refs = [component["bom-ref"] for component in bill["components"]]
    assert len(set(refs)) == len(refs)
    assert bill["dependencies"][0]["dependsOn"] == refs
    for component in bill["components"]:
        assert component["purl"] == f"pkg:pypi/{component['name']}@{component['version']}"
        assert any(p["name"] == "pip:hash" for p in component["properties"])


def test_the_bill_refuses_what_is_not_pinned() -> None:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / ".ci/sbom.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for lock in ("a>=1 --hash=sha256:" + "0" * 64, "a==1"):
        try:
            module.components(lock)
        except ValueError:
            continue
        raise AssertionError(lock)


def test_no_secret_is_in_a_merge_requests_pipeline() -> None:
    """whoever may push a branch may change its pipeline, and read what that is given."""
    text = (ROOT / ".gitlab-ci.yml").read_text("utf-8")
    jobs = yaml.load(text, Loader=yaml.BaseLoader)
    for name, job in jobs.items():
        if "TOKEN" not in json.dumps(job):
            continue
        rules = [rule["if"] for rule in job["rules"]]
        assert job["script"] == ["python3 .ci/notes.py"]
        assert rules, name
        for rule in rules:
            assert '$CI_PIPELINE_SOURCE == "schedule"' in rule
            assert "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in rule
            assert "merge_request_event" not in rule


def test_the_security_policy_names_each_attacker() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    for word in (
        "How to report",
        "pull request",
        "captured",
        "dossier serve",
        "reader",
        "What does not hold",
        "make torture",
    ):
        assert word in text


def test_a_report_cannot_leave_its_code_block_nor_act() -> None:
    spec = importlib.util.spec_from_file_location("notes", ROOT / ".ci/notes.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for text in (
        "/merge\n",
        "```\n/merge\n",
        "`````````\n/close\n",
        "~~~\n/assign @me",
        "a\r```\r/merge",
        "\u202e\x1b[31m",
        "x" * 10**6,
    ):
        lines = module.fenced(text.encode()).split("\n")
        fence = lines[0].removesuffix("text")
        assert set(fence) == {"`"}
        assert len(fence) >= 3
        assert lines[-1] == fence
        assert not any(line.strip().startswith(fence) for line in lines[1:-1])
        assert "\x1b" not in "".join(lines)


def test_the_token_goes_to_gitlab_alone(tmp_path: Path) -> None:
    import http.server
    import os
    import threading

    seen: list[tuple[str, str, str | None]] = []
    sha = "a" * 40
    answers = {
        "/projects/7/merge_requests": [{"iid": 3}],
        "/projects/7/merge_requests/3/pipelines": [{"id": 5, "sha": sha, "project_id": 8}],
        "/projects/7/merge_requests/3/notes": [{"id": 1, "body": "/merge"}],
        "/projects/8/pipelines/5/jobs": [{"id": 6, "name": "evidence", "artifacts": [{}]}],
    }

    class GitLab(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append((self.command, self.path, self.headers.get("PRIVATE-TOKEN")))
            path = self.path.partition("?")[0]
            if path.endswith("/diff.md"):
                self.send_response(302)
                self.send_header("Location", f"http://localhost:{self.server.server_port}/elsewhere")  # type: ignore[attr-defined]
                self.end_headers()
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"/merge" if path == "/elsewhere" else json.dumps(answers[path]).encode())

        def do_POST(self) -> None:
            seen.append(
                (self.command, self.path, self.rfile.read(int(self.headers["Content-Length"])).decode())
            )
            self.send_response(201)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), GitLab) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        given = {
            "CI_API_V4_URL": f"http://127.0.0.1:{server.server_port}",
            "CI_PROJECT_ID": "7",
            "DOSSIER_NOTE_TOKEN": "secret",
        }
        done = subprocess.run(
            [sys.executable, str(ROOT / ".ci/notes.py")],
            env={**os.environ, **given},
            capture_output=True,
            text=True,
        )
        server.shutdown()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [token for _, path, token in seen if path == "/elsewhere"] == [None]
    assert seen[-1][:2] == ("POST", "/projects/7/merge_requests/3/notes")
    body = json.loads(seen[-1][2] or "")["body"]
    assert body.startswith(f"<!-- dossier-evidence {sha} -->\n")
    assert "\n```text\n/merge\n```" in body

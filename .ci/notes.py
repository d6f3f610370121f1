"""What each open merge request does to the evidence, as a note of it: for a scheduled pipeline of the main branch alone.

A merge request's own pipeline has no token, for whoever may push a branch may change its pipeline. This one runs the main
branch's code, and takes the report that the job `evidence` has left as a stranger's text: it is shown in a code block, in
which GitLab neither acts on `/merge` nor links, mentions or draws anything.

Asks for CI_API_V4_URL, CI_PROJECT_ID and DOSSIER_NOTE_TOKEN in the environment.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
import urllib.error
import urllib.request
from typing import Any

MARK = "<!-- dossier-evidence {} -->"
LONGEST = 60_000
"""Characters of a report; a note holds a million."""
MOST = 10_000_000
"""Bytes of an answer."""


class _Elsewhere(urllib.request.HTTPRedirectHandler):
    """Artifacts may lie on another host, which is not handed the token."""

    def redirect_request(self, *given: Any) -> urllib.request.Request | None:
        """The request to the place it redirects to, without the token."""
        found = super().redirect_request(*given)
        if found is not None:
            found.headers = {
                name: value for name, value in found.headers.items() if "token" not in name.lower()
            }
        return found


def ask(path: str, method: str = "GET", **given: str) -> bytes:
    """An answer of GitLab's API; raises `OSError`."""
    data = json.dumps(given).encode() if given else None
    headers = {"PRIVATE-TOKEN": os.environ["DOSSIER_NOTE_TOKEN"], "Content-Type": "application/json"}
    request = urllib.request.Request(f"{os.environ['CI_API_V4_URL']}{path}", data, headers, method=method)  # noqa: S310
    with urllib.request.build_opener(_Elsewhere).open(request, timeout=30) as answer:
        found: bytes = answer.read(MOST)
        return found


def fenced(report: bytes) -> str:
    """A stranger's text as a code block that it cannot leave."""
    text = report.decode("utf-8", "replace").replace("\r", "\n")[:LONGEST]
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=2) + 1)
    fence = max(fence, "```", key=len)
    return f"{fence}text\n{text}\n{fence}"


def note(project: str, request: dict[str, Any]) -> None:
    """Write the note of a merge request, or write it anew, where its latest report is not in it yet."""
    at = f"/projects/{project}/merge_requests/{int(request['iid'])}"
    pipelines = json.loads(ask(f"{at}/pipelines?per_page=1"))
    if not pipelines or not re.fullmatch("[0-9a-f]{40,64}", pipelines[0]["sha"]):
        return
    mark, of = MARK.format(pipelines[0]["sha"]), int(pipelines[0].get("project_id") or project)
    notes = json.loads(ask(f"{at}/notes?per_page=100"))
    ours = [n for n in notes if n["body"].startswith(MARK.partition("{")[0]) and not n.get("system")]
    if any(n["body"].startswith(mark) for n in ours):
        return
    jobs = json.loads(ask(f"/projects/{of}/pipelines/{int(pipelines[0]['id'])}/jobs?per_page=100"))
    job = next((int(job["id"]) for job in jobs if job["name"] == "evidence" and job.get("artifacts")), None)
    if job is None:
        return
    body = f"{mark}\nWhat this does to the evidence:\n\n{fenced(ask(f'/projects/{of}/jobs/{job}/artifacts/report/diff.md'))}"
    if ours:
        ask(f"{at}/notes/{int(ours[0]['id'])}", "PUT", body=body)
    else:
        ask(f"{at}/notes", "POST", body=body)


def main() -> None:
    """Every open merge request; one that cannot be told of does not stop the others."""
    project = os.environ["CI_PROJECT_ID"]
    for request in json.loads(ask(f"/projects/{project}/merge_requests?state=opened&per_page=100")):
        try:
            note(project, request)
        except (OSError, ValueError, KeyError, TypeError) as error:
            print(f"!{request.get('iid')}: {error}")  # noqa: T201


if __name__ == "__main__":
    main()

"""A full disk, a signal, what killed processes have left behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.strangers import dossier

from dossier.cli import endings
from dossier.config import Settings

PROJECT = Path(__file__).parents[2]


def mounted(folder: Path, size: str) -> bool:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.torture
@pytest.mark.parametrize("where", ["site", "temporary"])
def test_a_full_disk_is_named(project: Settings, tmp_path: Path, where: str) -> None:
    """The line named Material's file in site-packages: `shutil` gives the file that was read."""
    disk = tmp_path / "disk"
    assert mounted(disk, "300k"), "only root can mount a disk: run make torture as root"
    try:
        given = {"TMPDIR": str(disk)} if where == "temporary" else {}
        if where == "site":
            text = (project.project / "mkdocs.yml").read_text()
            (project.project / "mkdocs.yml").write_text(f"{text}site_dir: {disk}/site\n")
        done = dossier(project.project, "build", "--no-cache", "-q", **given)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
        assert done.stderr.startswith(f"dossier: {disk}: no space left on this disk (")
        assert [p for p in disk.iterdir() if p.name.startswith("dossier-")] == []
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_which_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = {tmp_path / "full": 12, tmp_path / "source": 10**9}
    monkeypatch.setattr(endings, "_free", lambda path: free.get(path, 10**10))
    monkeypatch.setattr(endings, "_disk", lambda path: path)
    error = OSError(
        errno.ENOSPC, "No space left on device", str(tmp_path / "source"), None, str(tmp_path / "full")
    )
    assert endings.reason(error) == f"{tmp_path}/full: no space left on this disk (12 bytes free)"
    assert endings.reason(OSError(errno.EACCES, "Permission denied", "a")) == "a: Permission denied"
    assert endings.reason(OSError("odd")) == "odd"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_no_folder(project: Settings, tmp_path: Path, number: signal.Signals) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for n in range(300):
        (project.content / f"places/place-{n}.md").write_text(
            f"---\ntitle: Place {n}\ntype: city\n---\n\nA city.\n"
        )
    command = [sys.executable, "-m", "dossier", "build", "--no-cache", "-q"]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        command,
        cwd=project.project,
        env=environment,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # the tests may run under nohup
    ) as process:
        until = time.monotonic() + 20
        while not any(temporary.glob("dossier-*")) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    assert list(temporary.glob("dossier-*")) == []
    assert b"Traceback" not in said
    assert process.returncode != 0


def test_what_was_left_behind_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endings.tempfile, "gettempdir", lambda: str(tmp_path))
    old = time.time() - 2 * endings.STALE
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("x")
    for name in (
        "dossier-abcd1234",
        "dossier-serve-abcd1234",
        "dossier-new_1234",
        "dossier-notes",
        "other-abcd1234",
    ):
        (tmp_path / name).mkdir(mode=0o700)
        (tmp_path / name / "file").write_text("x")
        if "new" not in name:
            os.utime(tmp_path / name, (old, old))
    (tmp_path / "dossier-link5678").symlink_to(outside)
    os.utime(tmp_path / "dossier-link5678", (old, old), follow_symlinks=False)
    endings.sweep()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"outside", "dossier-new_1234", "dossier-notes", "other-abcd1234", "dossier-link5678"}
    assert (outside / "file").exists()

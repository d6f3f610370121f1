"""A cache that git, another user or another machine brought is not used; nothing in a cache can run."""

from __future__ import annotations

import marshal
import os
import pickle
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from support.builds import differences, run
from support.cached import Dossier, quick_frames, rows

from dossier.build.checking import verdict
from dossier.build.prefetch import FOLDER
from dossier.config import load
from dossier.incremental import tables
from dossier.model.records import RECORDS
from dossier.store import seal
from dossier.store.bodies import with_body

__all__ = ["quick_frames"]  # a fixture

RAN = "it-ran"


class Payload:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {RAN}",)


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return Dossier(tmp_path / "it")


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def poison(dossier: Dossier) -> None:
    """What an author of a branch may try: in each place of the cache something that runs, or changes pages."""
    payload = pickle.dumps(Payload())
    code = marshal.dumps(compile(f"open({RAN!r}, 'w')", "t", "exec"))
    rows(dossier, lambda c: c.execute("UPDATE records SET value = ?", (payload,)))
    rows(dossier, lambda c: c.execute("UPDATE facts SET value = ? WHERE name = 'common'", (payload,)))
    templates = dossier.cache / "templates" / next(dossier.cache.glob("drawings/*")).name
    templates.mkdir(parents=True)
    (templates / "__jinja2_x.cache").write_bytes(code)
    for path in dossier.cache.glob("drawings/*/*"):
        path.write_bytes(code)
    for path in dossier.cache.glob("frames/*/frames.json"):
        path.write_bytes(path.read_bytes().replace(b"<body", b"<script>hostile</script><body"))


def test_a_branch_that_carries_a_cache(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier.build()
    git(dossier.folder, "init", "-q")
    git(dossier.folder, "add", "content", "mkdocs.yml")
    poison(dossier)
    git(dossier.folder, "add", "-f", ".cache")
    git(dossier.folder, "commit", "-qm", "A text")
    clone = dossier.folder.parent / "clone"
    git(dossier.folder.parent, "clone", "-q", str(dossier.folder), str(clone))
    page = next(clone.glob("content/articles/**/*.md"))
    page.write_text(page.read_text() + "\nA sentence.\n")
    before = subprocess.run(["git", "status", "--short"], cwd=clone, capture_output=True, text=True).stdout
    for command in ("check", "build", "check"):
        done = run(clone, "dossier", command)
        assert done.returncode == 0, done.stderr
        assert done.stderr.count("Note: the cache was not used: git tracks .cache/dossier/") == 1, done.stderr
        assert "Traceback" not in done.stderr
    assert not (clone / RAN).exists()
    assert not any("hostile" in path.read_text() for path in clone.rglob("site/**/*.html"))
    after = subprocess.run(["git", "status", "--short"], cwd=clone, capture_output=True, text=True).stdout
    assert after.replace("?? site/\n", "") == before  # what git tracks is let be


@pytest.mark.parametrize("key", ["stranger", "none"])
def test_a_cache_of_another_machine(
    dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """Copied there by hand, or taken out of the index again: its key does not fit."""
    with monkeypatch.context() as patch:
        patch.setenv(seal.VARIABLE, str(tmp_path / "stranger"))
        (tmp_path / "stranger").write_bytes(b"s" * 32)
        dossier.build()
        if key == "stranger":
            poison(dossier)
    dossier.edit(random.Random(1))
    note = "the cache was not used: state.db is damaged, or was made with another key"
    monkeypatch.chdir(dossier.folder)
    assert verdict(load(dossier.config), dossier.config, frozenset()).note == note
    assert dossier.build().note == f"{note}; it is made anew"
    assert dossier.as_clean()
    assert not (dossier.folder / RAN).exists()
    assert not dossier.build().note


def test_a_cache_that_another_user_owns(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier.build()
    own = os.geteuid()
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: own + 1)
        patch.setenv(seal.VARIABLE, str(seal.key_file()))
        assert dossier.build().note == "the cache was not used: .cache/dossier belongs to another user"
    assert not dossier.build().note


def test_a_cache_that_others_may_write(dossier: Dossier) -> None:
    dossier.build()
    assert dossier.cache.stat().st_mode & 0o777 == 0o700
    dossier.cache.chmod(0o777)
    assert "others could write into it" in dossier.build().note
    assert dossier.cache.stat().st_mode & 0o777 == 0o700
    dossier.build()
    assert not dossier.build().note


@pytest.mark.parametrize("where", [".cache", FOLDER.as_posix()])
def test_a_cache_behind_a_link(dossier: Dossier, tmp_path: Path, where: str) -> None:
    dossier.build()
    place = dossier.folder / where
    shutil.move(place, tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    before = sorted(path.name for path in (tmp_path / "elsewhere").rglob("*"))
    dossier.edit(random.Random(1))
    assert dossier.build().note == f"the cache was not used: {where} is a symbolic link"
    assert dossier.as_clean()
    assert sorted(path.name for path in (tmp_path / "elsewhere").rglob("*")) == before


def home(folder: Path) -> dict[str, str]:
    return {"HOME": str(folder), "XDG_CACHE_HOME": "", seal.VARIABLE: ""}


def test_the_key_is_made_once_for_its_owner_alone(dossier: Dossier, tmp_path: Path) -> None:
    done = run(dossier.folder, "dossier", "build", "-q", **home(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    key = tmp_path / "home" / ".cache" / "dossier" / "key"
    data = key.read_bytes()
    assert len(data) == 32
    assert key.stat().st_mode & 0o777 == 0o600
    assert list((key.parent / "templates").glob("*/*"))
    key.chmod(0o644)  # as a checkout would leave it: others have read it
    done = run(dossier.folder, "dossier", "build", "-q", **home(tmp_path / "home"))
    assert "made with another key; it is made anew" in done.stderr
    assert key.read_bytes() != data
    assert key.stat().st_mode & 0o777 == 0o600
    assert not list(key.parent.glob("key.*"))


def test_without_a_place_for_a_key_there_is_no_cache(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no directory")
    for _ in range(2):
        done = run(dossier.folder, "dossier", "build", "-q", **home(tmp_path / "home"))
        assert done.returncode == 0, done.stderr
        assert done.stderr.startswith("Note: the cache was not used: there is no key for it: ")
        assert done.stderr.count("\n") == 1


def test_a_key_in_the_project_is_none(dossier: Dossier) -> None:
    """Where the project is the home directory, or a branch carries both."""
    key = dossier.folder / "key"
    key.write_bytes(b"k" * 32)
    done = run(dossier.folder, "dossier", "build", "-q", **{seal.VARIABLE: "key"})
    assert done.returncode == 0, done.stderr
    assert "lies in the project" in done.stderr


def test_a_short_key_is_none(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"short")
    done = run(dossier.folder, "dossier", "build", "-q", **{seal.VARIABLE: str(tmp_path / "key")})
    assert "a key has 32 bytes or more" in done.stderr
    assert done.returncode == 0, done.stderr


def test_a_spoilt_template_is_compiled_anew(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier.build()
    code = marshal.dumps(compile(f"open({RAN!r}, 'w')", "t", "exec"))
    for path in (seal.cache_home() / "templates").glob("*/*"):
        if path.is_file():  # other tests put folders there
            path.write_bytes(code)
    monkeypatch.chdir(dossier.folder)
    dossier.edit(random.Random(1))
    dossier.build()
    assert dossier.as_clean()
    assert not (dossier.folder / RAN).exists()


def test_a_changed_comparison_of_earlier_states_is_made_again(dossier: Dossier) -> None:
    claim = next(dossier.content.glob("claims/**/*.md"))
    claim.write_text(claim.read_text().replace("title: ", "title: Another ", 1))
    git(dossier.folder, "commit", "-aqm", "Rename\n\nReason: It was called otherwise.")
    assert run(dossier.folder, "dossier", "build", "-q").returncode == 0
    found = [path for path in dossier.cache.glob("changes/*/*") if b"otherwise" in path.read_bytes()]
    assert found
    for path in found:
        path.write_bytes(path.read_bytes().replace(b"otherwise", b"hostile"))
    claim.write_text(claim.read_text().replace("title: ", "title: Yet ", 1))
    assert run(dossier.folder, "dossier", "build", "-q").returncode == 0
    shutil.copytree(dossier.folder / "site", dossier.folder / "went-on")
    assert run(dossier.folder, "dossier", "build", "-q", "--no-cache").returncode == 0
    assert differences(dossier.folder / "site", dossier.folder / "went-on") == []
    assert not holding(dossier.folder / "went-on", "hostile")
    assert holding(dossier.folder / "went-on", "otherwise")


def test_serve_does_not_show_pages_that_a_branch_brought(dossier: Dossier) -> None:
    from dossier.cli.serve import _folder

    settings = load(dossier.config)
    place = dossier.cache / "preview"
    with _folder(settings) as folder:
        assert folder == place
    (place / "published").mkdir()
    (place / "published" / "index.html").write_text("<script>hostile</script>")
    git(dossier.folder, "init", "-q")
    git(dossier.folder, "add", "-f", ".cache")
    with _folder(settings) as folder:
        assert not holding(folder, "hostile")


def holding(folder: Path, name: str) -> list[str]:
    """The files below a folder that hold a text."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in paths if name.encode() in path.read_bytes())


@pytest.mark.parametrize("built_before", [False, True])
def test_after_a_refused_build_the_cache_does_not_hold_the_name(tmp_path: Path, built_before: bool) -> None:
    """It may stand in a title of the navigation, and so in frames; or have been published before it was withheld."""
    dossier = Dossier(tmp_path / "it")
    actor = next(dossier.content.glob("actors/**/*.md"))
    dossier.config.write_text(dossier.config.read_text().replace("Overview:", "Zelda Quistberg:"))
    if built_before:
        assert run(dossier.folder, "dossier", "build", "-q").returncode == 0
        assert holding(dossier.cache, "Quistberg")
        preview = dossier.cache / "preview" / "published"
        preview.mkdir(parents=True)
        (preview / "index.html").write_text("Zelda Quistberg")
    names = tmp_path / "names.txt"
    names.write_text(f"{actor.stem}: Zelda Quistberg\n")
    done = run(dossier.folder, "dossier", "build", DOSSIER_WITHHELD=str(names))
    assert done.returncode == 1, done.stderr
    assert "withheld-name-published" in done.stderr
    assert holding(dossier.cache, "Quistberg") == []
    assert holding(seal.cache_home(), "Quistberg") == []


def test_every_record_is_read_back_as_it_was(settings: object) -> None:
    from dossier.pipeline import check

    for record in check(settings).corpus.records.values():  # type: ignore[arg-type]
        back = with_body(tables.RECORDS.load(tables.RECORDS.dump(record)), lambda record=record: record.body)  # type: ignore[misc]
        assert type(back) is RECORDS[record.kind]
        for name in type(record).__dataclass_fields__:
            if name != "body":
                one, other = getattr(record, name), getattr(back, name)
                assert one == other
                assert type(one) is type(other)
        assert back.body.text == record.body.text

"""What `dossier init` makes: a repository that checks, builds, is pinned, and keeps what is there."""

from __future__ import annotations

import json
import os
import re
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from dossier.cli import main, program
from dossier.cli.program import Program, installed, parse
from dossier.config import load
from dossier.model.figures import RULE
from dossier.model.parts import FOLDERS
from dossier.pipeline import check

ROOT = Path(__file__).parents[2]
COMMIT = "0123456789abcdef0123456789abcdef01234567"
PROGRAM = f"https://github.com/quay/dossier@{COMMIT}"


def init(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["init", str(folder), "--program", PROGRAM, *options])


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def codes(folder: Path) -> list[str]:
    return [d.code for d in check(load(folder / "mkdocs.yml")).diagnostics]


def test_it_has_a_record_of_each_kind_and_is_quiet_without_them(tmp_path: Path) -> None:
    new = tmp_path / "new"
    assert init(new).exit_code == 0
    assert all(list((new / "content" / folder).glob("example-*.md")) for folder in FOLDERS.values())
    assert codes(new) == ["placeholder-left"] * 3
    for path in [
        *new.glob("content/*/example-*"),
        *new.glob("captures/example-*"),
        new / "content/dossier.lock",
    ]:
        path.unlink()
    assert codes(new) == ["placeholder-left"] * 2
    assert init(tmp_path / "bare", "--no-example").exit_code == 0
    assert set(tree(new)) == set(tree(tmp_path / "bare"))


def test_it_builds(tmp_path: Path) -> None:
    new = tmp_path / "new"
    init(new)
    done = CliRunner().invoke(main, ["build", "-f", str(new / "mkdocs.yml"), "--jobs", "1"])
    assert done.exit_code == 0, done.output
    claim = (new / "site/claims/example-strike-began-2019-05-14/index.html").read_text("utf-8")
    href = re.search(r'<a href="([^"]*)">What the rule says', claim)
    assert href
    method = (
        (new / "site/claims/example-strike-began-2019-05-14" / href[1] / "index.html")
        .resolve()
        .read_text("utf-8")
    )
    for heading in ("What is counted", "How a report knows", "Quotations, and what the lock attests"):
        assert heading in method
    assert f"rule {RULE}" in method


def test_its_method_has_every_section_of_ours() -> None:
    ours = (ROOT / "content/about/method.md").read_text("utf-8")
    new = (ROOT / "dossier/cli/skeletons/dossier/content/about/method.md").read_text("utf-8")
    assert re.findall("^## .*", new, re.M) == re.findall("^## .*", ours, re.M)


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "LICENSE",
        ".gitignore",
        ".gitlab-ci.yml",
        ".github/workflows/check.yml",
        "drafts/README.md",
    ],
)
def test_what_is_there_is_kept_and_named(name: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine\n")
    (tmp_path / "notes.txt").write_text("mine\n")
    done = init(tmp_path)
    assert done.exit_code == 0, done.output
    assert f"Kept as they were: {name}.\n" in done.output
    assert (tmp_path / name).read_text() == "mine\n"
    assert codes(tmp_path) == ["placeholder-left"] * 3


@pytest.mark.parametrize(
    ("there", "left_out"),
    [
        ("readme.rst", "README.md"),
        ("LICENSE.txt", "LICENSE"),
        ("COPYING", "LICENSE"),
        ("Licence.md", "LICENSE"),
    ],
)
def test_a_readme_and_a_licence_by_other_names_are_enough(there: str, left_out: str, tmp_path: Path) -> None:
    (tmp_path / there).write_text("mine\n")
    assert f"Kept as they were: {there}.\n" in init(tmp_path).output
    assert not (tmp_path / left_out).exists()


def test_what_is_under_a_licence_is_not_put_under_another(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("mine\n")
    init(tmp_path, "--license", "cc0-1.0")
    assert not [name for name, text in tree(tmp_path).items() if b"CC0" in text or b"CC BY" in text]


@pytest.mark.parametrize(
    "name", ["mkdocs.yml", "content/index.md", "content/about/method.md", "content/dossier.lock"]
)
def test_a_dossier_that_is_there_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine\n")
    done = init(tmp_path)
    assert done.exit_code == 2
    assert name in done.output
    assert tree(tmp_path) == {name: b"mine\n"}


def test_twice_is_refused(tmp_path: Path) -> None:
    init(tmp_path)
    before = tree(tmp_path)
    assert init(tmp_path).exit_code == 2
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["drafts", "content", ".github", "captures"])
def test_a_file_in_the_place_of_a_folder_is_refused_before_anything_is_written(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text("mine\n")
    done = init(tmp_path)
    assert done.exit_code == 2, done.output
    assert tree(tmp_path) == {name: b"mine\n"}


@pytest.mark.parametrize("name", ["content", ".github", "captures", "schemas"])
def test_a_link_that_leads_out_is_not_followed(name: str, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / name).symlink_to(tmp_path / "away")
    assert init(tmp_path / "new").exit_code == 2
    assert tree(tmp_path) == {}


def test_a_link_in_the_place_of_a_file_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new/README.md").symlink_to("elsewhere.md")
    assert init(tmp_path / "new").exit_code == 0
    assert not (tmp_path / "new/elsewhere.md").exists()


def test_captures_stay_out_of_git_also_where_a_gitignore_was_there(tmp_path: Path) -> None:
    from dossier.history.process import git

    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("*.log\nsite/\n")
    done = init(tmp_path)
    assert "Add to .gitignore: /captures/ /.site-*/ /.cache/\n" in done.output
    listed = git(tmp_path, "ls-files", "--others", "--exclude-standard").decode()
    assert "mkdocs.yml" in listed
    assert "captures" not in listed


@pytest.mark.parametrize(
    ("licence", "begins", "said"),
    [
        ("cc-by-4.0", "Creative Commons Attribution 4.0 International", "CC BY 4.0"),
        ("cc0-1.0", "Creative Commons Legal Code", "CC0 1.0"),
        ("none", None, None),
    ],
)
def test_its_licence(licence: str, begins: str | None, said: str | None, tmp_path: Path) -> None:
    init(tmp_path, "--license", licence)
    text = (tmp_path / "LICENSE").read_text("utf-8") if begins else ""
    assert (tmp_path / "LICENSE").exists() == (begins is not None)
    assert text.startswith(begins or "")
    for name in ("README.md", "mkdocs.yml"):
        assert ((said or "CC") in (tmp_path / name).read_text("utf-8")) == (said is not None)


def test_its_checks_are_pinned_to_the_program(tmp_path: Path) -> None:
    init(tmp_path)
    step = f"uses: quay/dossier@{COMMIT} # v{version('dossier')}\n"
    for name in ("check", "publish"):
        assert step in (tmp_path / f".github/workflows/{name}.yml").read_text("utf-8")
    (hooks,) = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert (hooks["repo"], hooks["rev"]) == ("https://github.com/quay/dossier", COMMIT)
    variables = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text("utf-8"))["variables"]
    assert (variables["DOSSIER"], variables["DOSSIER_PIN"]) == ("https://github.com/quay/dossier", COMMIT)
    texts = "".join(text.decode() for name, text in tree(tmp_path).items() if not name.startswith("schemas/"))
    assert not re.search(r"(?<!\$)\{(?:title|name|program|pin|action|licence|copyright|rule)\}", texts)


@pytest.mark.parametrize("title", ["Quay: a strike", "{pin} {action}", "*a* [b](c) <i>d</i> `e` #f", "حبوب"])
def test_a_title_is_only_a_title(title: str, tmp_path: Path) -> None:
    init(tmp_path, "--title", title)
    heading = (tmp_path / "README.md").read_text("utf-8").split("\n")[0]
    assert re.sub(r"\\(.)", r"\1", heading) == f"# {title}"
    assert not re.search(r"(?<!\\)[*\[<`]", heading)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PROGRAM, Program("https://github.com/quay/dossier", COMMIT, version("dossier"))),
        (f"git+{PROGRAM}", Program("https://github.com/quay/dossier", COMMIT, version("dossier"))),
        ("https://git.example/a/b@v1", Program("https://git.example/a/b", "v1", version("dossier"))),
        ("https://github.com/quay/dossier", None),
        ("https://user:word@github.com/quay/dossier@v1", None),
        ("file:///quay/dossier@v1", None),
        ("https://github.com/a/b@$(id)", None),
        ("https://github.com/a/b\n- run: id@v1", None),
        ("", None),
    ],
)
def test_a_program_is_an_address_and_a_commit(text: str, found: Program | None, tmp_path: Path) -> None:
    assert parse(text) == found
    if text and found is None:
        done = CliRunner().invoke(main, ["init", str(tmp_path / "new"), "--program", text])
        assert done.exit_code == 2
        assert not (tmp_path / "new").exists()


class Installed:
    version = "9.9.9"

    def __init__(self, url: str, **vcs: str) -> None:
        self.origin = json.dumps({"url": url, **({"vcs_info": vcs} if vcs else {})}) if url else None

    def read_text(self, _: str) -> str | None:
        return self.origin


@pytest.mark.parametrize(
    ("distribution", "pinned"),
    [
        (Installed("https://github.com/quay/dossier", commit_id=COMMIT), PROGRAM),
        (Installed("https://git.example/q/d.git", commit_id=COMMIT), f"https://git.example/q/d.git@{COMMIT}"),
        (Installed(""), f"{program.REPOSITORY}@v9.9.9"),
        (Installed("https://files.example/dossier-9.9.9.whl"), f"{program.REPOSITORY}@v9.9.9"),
        (Installed("file:///nowhere/at/all"), f"{program.REPOSITORY}@v9.9.9"),
    ],
)
def test_the_pin_is_what_was_installed(
    distribution: Installed, pinned: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "distribution", lambda _: distribution)
    found = installed()
    assert f"{found.repository}@{found.ref}" == pinned


@pytest.mark.parametrize(
    ("distribution", "wanted"),
    [
        (
            Installed("https://github.com/quay/dossier", commit_id=COMMIT),
            f"dossier[ingest] @ git+https://github.com/quay/dossier@{COMMIT}",
        ),
        (Installed("file:///quay/dossier"), "dossier[ingest] @ file:///quay/dossier"),
        (Installed(""), "dossier[ingest]"),
    ],
)
def test_the_extra_is_that_of_the_program_that_runs(
    distribution: Installed, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "distribution", lambda _: distribution)
    assert program.requirement("ingest") == wanted


@pytest.mark.parametrize(
    ("remote", "repository"),
    [
        ("git@github.com:quay/dossier.git", "https://github.com/quay/dossier.git"),
        ("https://git.example/q/d", "https://git.example/q/d"),
        ("../elsewhere", program.REPOSITORY),
        (None, program.REPOSITORY),
    ],
)
def test_a_clone_is_pinned_at_its_commit(
    remote: str | None, repository: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossier.history.process import git

    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@quay.example")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "Begin")
    if remote:
        git(tmp_path, "config", "remote.origin.url", remote)
    monkeypatch.setattr(program, "distribution", lambda _: Installed(tmp_path.as_uri()))
    found = installed()
    assert (found.repository, found.ref) == (repository, git(tmp_path, "rev-parse", "HEAD").decode().strip())


def test_a_repository_elsewhere_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["init", str(tmp_path), "--program", f"https://git.example/q/d@{COMMIT}"])
    assert "It is not on GitHub" in done.output
    assert f"uses: example/dossier@{COMMIT}" in (tmp_path / ".github/workflows/check.yml").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "workflows/comment.yml",
        "ISSUE_TEMPLATE/report-an-error.yml",
        "ISSUE_TEMPLATE/suggest-a-source.yml",
        "PULL_REQUEST_TEMPLATE.md",
    ],
)
def test_what_is_for_any_dossier_is_the_same_here(name: str) -> None:
    new = ROOT / "dossier/cli/skeletons/dossier/dot-github" / name
    assert new.read_text("utf-8") == (ROOT / ".github" / name).read_text("utf-8")

"""A package opens, checks itself, and holds the dossier and nothing that is withheld."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.builds import differences
from support.small import MKDOCS_YML

from dossier.cli import main
from dossier.pack import bag
from dossier.pack.payload import folder_of

PIER = Path(__file__).parents[1] / "cli" / "pier"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def packed(project: Path, *words: str) -> Path:
    """The folder of the project's package, unpacked."""
    file = project.parent / "it.zip"
    result = run("pack", "-f", str(project / "mkdocs.yml"), "-o", str(file), *words)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(file) as archive:
        archive.extractall(project.parent / "opened")
    return project.parent / "opened" / "it"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pier's package, unpacked; tests copy it before they change it."""
    folder = tmp_path_factory.mktemp("packed")
    shutil.copytree(PIER, folder / "pier")
    return packed(folder / "pier")


def checked(folder: Path) -> tuple[int, str]:
    """What its own program says, in a process that knows nothing of this one."""
    done = subprocess.run(
        [sys.executable, "-I", str(folder / "data" / "verify.py")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_it_is_a_bag_whose_manifests_the_system_checks(opened: Path) -> None:
    """RFC 8493, section 2; the system's own program reads the form that manifests have."""
    program = ["sha256sum"] if shutil.which("sha256sum") else ["shasum", "-a", "256"]
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(
            [*program, "--check", "--strict", manifest], cwd=opened, check=True, capture_output=True
        )
    payload = {path for path in (opened / "data").rglob("*") if path.is_file()}
    lines = (opened / "manifest-sha256.txt").read_text("utf-8").splitlines()
    assert {opened / line.split("  ", 1)[1] for line in lines} == payload
    assert (opened / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    size = sum(path.stat().st_size for path in payload)
    assert f"Payload-Oxum: {size}.{len(payload)}\n" in (opened / "bag-info.txt").read_text("utf-8")


def test_its_own_program_finds_nothing_wrong_and_says_what_it_did_not_check(opened: Path) -> None:
    code, said = checked(opened)
    assert code == 0, said
    assert "Nothing is wrong." in said
    assert re.search(r"[1-9]\d* files compared with their digests\.", said)
    assert re.search(r"[1-9]\d* claims counted again", said)
    assert "Not checked:\n  - that the sources say what the records say of them" in said


def test_its_readme_says_whose_it_is(opened: Path, tmp_path: Path) -> None:
    """It said "By: -"."""
    said = (opened / "data" / "README.txt").read_text("utf-8")
    assert "\nPublished by: the dossier does not say who stands for it\n" in said
    assert ": -" not in said
    shutil.copytree(PIER, tmp_path / "pier")
    with (tmp_path / "pier" / "mkdocs.yml").open("a") as settings:
        settings.write("extra: {published_by: Pier Press}\n")
    said = (packed(tmp_path / "pier") / "data" / "README.txt").read_text("utf-8")
    assert "\nPublished by: Pier Press\n" in said


@pytest.mark.parametrize(
    "name",
    ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "data/dossier.json", "data/dossier.schema.json", "data/mkdocs.yml",
     "data/README.txt", "data/software.json", "data/verify.py", "data/content/index.md", "data/site/index.html",
     "data/site/claims.json", "data/site/claims.csv", "data/site/sitemap.xml", "*.js", "*.css", "*.svg", "*.png"],
)  # fmt: skip
def test_one_letter_changed_is_found(opened: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "it"
    shutil.copytree(opened, folder)
    file = sorted(folder.rglob(name))[0] if "*" in name else folder / name
    data = bytearray(file.read_bytes())
    at = next(n for n in range(len(data) // 2, len(data)) if chr(data[n]).isalpha())
    data[at] ^= 32  # its other case
    file.write_bytes(data)
    code, said = checked(folder)
    assert code == 1
    if name != "data/verify.py":  # which may not run at all
        assert f"WRONG: {file.relative_to(folder).as_posix()} has been changed" in said


def test_a_file_that_is_missing_or_was_added_is_found(opened: Path, tmp_path: Path) -> None:
    folder = tmp_path / "it"
    shutil.copytree(opened, folder)
    (folder / "data" / "site" / "index.html").unlink()
    (folder / "data" / "site" / "more.html").write_text("more")
    (folder / "data" / "site" / "__pycache__").mkdir()
    (folder / "data" / "site" / "__pycache__" / "evil.html").write_text("more")
    (folder / "data" / "site" / "link").symlink_to("nowhere")
    code, said = checked(folder)
    assert code == 1
    assert "WRONG: data/site/__pycache__/evil.html is in no manifest" in said
    assert "WRONG: data/site/link is in no manifest" in said
    assert "WRONG: data/site/index.html is missing" in said
    assert "WRONG: data/site/more.html is in no manifest: it was added" in said
    assert "4 wrong." in said


def test_figures_that_were_changed_with_their_digests_are_found(opened: Path, tmp_path: Path) -> None:
    """Whoever makes a package anew can make every digest anew: the counting shows it."""
    folder = tmp_path / "it"
    shutil.copytree(opened, folder)
    file = folder / "data" / "dossier.json"
    stored = json.loads(file.read_bytes())
    claim = next(r for r in stored["records"] if r["kind"] == "claim" and r["figures"]["origins"])
    claim["figures"]["origins"].append("somebody")
    file.write_text(json.dumps(stored), encoding="utf-8")
    files = {
        p.relative_to(folder / "data").as_posix(): p.read_bytes()
        for p in (folder / "data").rglob("*")
        if p.is_file()
    }
    into = BytesIO()
    bag.write(files.items(), {}, "it", into)
    shutil.rmtree(folder)
    zipfile.ZipFile(into).extractall(tmp_path)
    code, said = checked(folder)
    assert code == 1
    assert f"WRONG: {claim['id']}: origins is " in said
    assert f"WRONG: site/claims.json: {claim['id']} has other figures than dossier.json" in said
    assert "has been changed" not in said


def test_of_a_form_or_a_rule_that_it_does_not_know_it_says_so(opened: Path, tmp_path: Path) -> None:
    folder = tmp_path / "it"
    shutil.copytree(opened, folder)
    file = folder / "data" / "dossier.json"
    file.write_bytes(file.read_bytes().replace(b'"version": 1', b'"version": 2', 1))
    assert "form 2" in checked(folder)[1]
    file.write_bytes(b"[]")
    code, said = checked(folder)
    assert code == 1
    assert "dossier.json cannot be read" in said


def test_the_same_content_gives_the_same_bytes(opened: Path, tmp_path: Path) -> None:
    shutil.copytree(PIER, tmp_path / "pier")
    packed(tmp_path / "pier")
    assert (tmp_path / "it.zip").read_bytes() == (opened.parents[1] / "it.zip").read_bytes()


@pytest.mark.parametrize("style", [False, True])
def test_its_content_builds_the_same_site(opened: Path, tmp_path: Path, style: bool) -> None:
    folder = tmp_path / "again"
    if style:
        project = tmp_path / "pier"
        shutil.copytree(PIER, project)
        (project / "styles").mkdir()
        shutil.copy(PIER.parents[1] / "data" / "notes.csl", project / "styles" / "house.csl")
        with (project / "mkdocs.yml").open("a") as settings:
            settings.write("extra: {citation_style: styles/house.csl}\n")
        opened = packed(project)
        assert "made up" in (opened / "data" / "site" / "bibliography" / "index.html").read_text("utf-8")
    shutil.copytree(opened / "data", folder)
    shutil.move(folder / "site", tmp_path / "site")
    result = run("build", "-f", str(folder / "mkdocs.yml"), "--no-cache", "-q")
    assert result.exit_code == 0, result.output
    assert differences(folder / "site", tmp_path / "site") == []


def test_nothing_is_written_where_the_content_has_an_error(tmp_path: Path) -> None:
    shutil.copytree(PIER, tmp_path / "pier")
    (tmp_path / "pier" / "content" / "index.md").write_text("---\ntitle: A\n---\n\n[[nowhere]]\n")
    file = tmp_path / "it.zip"
    file.write_text("the last one")
    result = run("pack", "-f", str(tmp_path / "pier" / "mkdocs.yml"), "-o", str(file))
    assert result.exit_code == 1
    assert "nothing was written" in result.output
    assert file.read_text() == "the last one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["it.zip", "pier"]


def test_where_something_is_withheld_the_content_is_left_out(
    tmp_path: Path,
) -> None:
    """What is published of it would be counted otherwise, or refused."""
    shutil.copytree(PIER, tmp_path / "pier")
    article = tmp_path / "pier" / "content" / "articles" / "gazette-pier.md"
    text = article.read_text("utf-8")
    held = re.sub(r"(\n +)- (claim: [^\n]*)", r"\1- \2\1  publish: withhold", text, count=1)
    assert held != text
    article.write_text(re.sub(r"\n +quotes:\n( +- \{.*\}\n)+", "\n", held), "utf-8")
    again = packed(tmp_path / "pier")
    assert not (again / "data" / "content").exists()
    assert not (again / "data" / "mkdocs.yml").exists()
    assert "no text files: something is withheld" in (again / "data" / "README.txt").read_text("utf-8")
    assert checked(again)[0] == 0


def test_names_with_any_separator_of_lines_and_any_encoding_of_the_terminal(tmp_path: Path) -> None:
    into = BytesIO()
    program = (Path(bag.__file__).parent / "verify.py").read_bytes()
    bag.write([("verify.py", program), ("a\u2028b\x85c.txt", b"x")], {}, "it", into)
    zipfile.ZipFile(into).extractall(tmp_path)
    (tmp_path / "it" / "data" / "Öl.txt").write_text("")
    done = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "it" / "data" / "verify.py")],
        capture_output=True,
        text=True,
        env={"PYTHONIOENCODING": "ascii"},
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert "is missing" not in done.stdout
    assert "l.txt is in no manifest" in done.stdout
    (tmp_path / "it" / "manifest-sha256.txt").write_bytes(b"\xff\xfe\n")
    assert "manifest-sha256.txt has been changed" in checked(tmp_path / "it")[1]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("...", "dossier"),
        ("a\\b", "a-b"),
        ("../x", "x"),
        ("The Isles, 2031", "the-isles-2031"),
        ("v1.0", "v1.0"),
    ],
)
def test_the_folder_of_a_package_is_one_of_its_own(name: str, folder: str) -> None:
    assert folder_of(name) == folder


def test_a_withheld_name_beside_the_site_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copyright line is on no page of a theme that leaves it out, and in the package's text."""
    project = tmp_path / "it"
    actor = "---\ntitle: A witness\ntype: person\npublish: role\nidentifiers: {}\n---\n\nA witness.\n"
    (project / "content" / "actors").mkdir(parents=True)
    (project / "content" / "actors" / "witness.md").write_text(actor)
    (project / "content" / "index.md").write_text("---\ntitle: Home\n---\n\nSee [[witness]].\n")
    config = project / "mkdocs.yml"
    config.write_text(MKDOCS_YML)
    names = tmp_path / "names"
    names.write_text("witness: Xqwertzu Vbnmkloi\n")
    monkeypatch.setenv("DOSSIER_WITHHELD", str(names))
    file = tmp_path / "it.zip"
    assert run("pack", "-f", str(config), "-o", str(file)).exit_code == 0
    file.unlink()
    override = project / "overrides" / "partials"
    override.mkdir(parents=True)
    (override / "copyright.html").write_text("")
    config.write_text(
        MKDOCS_YML.replace("font: false", "font: false, custom_dir: overrides")
        + "copyright: Told by Xqwertzu Vbnmkloi\n"
    )
    result = run("pack", "-f", str(config), "-o", str(file))
    assert result.exit_code == 1, result.output
    assert "withheld" in result.output
    assert "Xqwertzu" not in result.output
    assert not file.exists()


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(bag.SameName, match="two files of this name"):
        bag.write([("A.txt", b""), ("a.txt", b"")], {}, "it", BytesIO())


def test_names_with_line_breaks_and_percent_signs_stay_one_line() -> None:
    into = BytesIO()
    written = bag.write([("a\nb%.txt", b"x")], {"Source-Organization": "A\n Bag-Size: 0"}, "it", into)
    archive = zipfile.ZipFile(into)
    assert archive.read("it/manifest-sha256.txt").decode().split("  ")[1] == "data/a%0Ab%25.txt\n"
    assert (
        archive.read("it/bag-info.txt").decode() == "Source-Organization: A Bag-Size: 0\nPayload-Oxum: 1.1\n"
    )
    assert (written.files, written.bytes) == (1, 1)


def test_the_program_runs_as_a_module_too(opened: Path) -> None:
    main_ = runpy.run_path(str(opened / "data" / "verify.py"))["main"]
    assert main_() == 0

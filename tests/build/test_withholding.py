"""What is withheld, by every kind and degree, stands nowhere in what is built: pages, data, search, map, feeds, cache."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dossier.build.driver import build
from dossier.build.prefetch import FOLDER
from dossier.build.request import Request
from dossier.cli import main
from dossier.cli.progress import Silent
from dossier.cli.serve import Reporter
from dossier.config import load
from dossier.leak_check import Withheld
from dossier.preview.builder import build_preview
from dossier.preview.site import DevSite

CASE = Path(__file__).parents[1] / "sites" / "withheld-degrees"
MKDOCS_YML = """\
site_name: By degrees
site_url: https://example.org/
docs_dir: content
theme: {name: material, font: false}
plugins: [dossier]
"""
WORDS = (b"zzq", b"12.3456", b"34.5678")
"""Words of what is left out, in any case."""
HIDDEN = (*WORDS, b"house-7", b"hidden-man", b"safe-house", b"the-handover")
"""And the ids of records of which nothing is published; a cache holds the names of content files."""


def project(folder: Path) -> Path:
    """The dossier of the case, its names in a file elsewhere."""
    shutil.copytree(CASE / "content", folder / "content")
    (folder / "mkdocs.yml").write_text(MKDOCS_YML)
    return folder


def ran(folder: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments, "-f", str(folder / "mkdocs.yml")])
    assert done.exit_code == 0, done.output
    return done.output


def holding(folder: Path, words: tuple[bytes, ...] = HIDDEN) -> list[str]:
    """The files below a folder that hold any of the words, and which."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes().lower()
            own = path.relative_to(folder).as_posix()

            found += [f"{own}: {word!r}" for word in words if word in data or word in own.encode()]
    return found


@pytest.mark.timeout(300)
def test_nothing_of_it_is_in_the_site_or_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "it")
    names = tmp_path / "names"
    shutil.copy(CASE / "withheld.txt", names)
    monkeypatch.setenv("DOSSIER_WITHHELD", str(names))
    ran(folder, "build", "-q")
    site = folder / "site"
    assert len(list(site.rglob("*.html"))) > 20
    assert "withheld by the editors" in (site / "claims/harbour-was-set-alight/index.html").read_text()
    assert (site / "images/crane.png").is_file()
    assert holding(site) == []
    assert holding(folder / ".cache", WORDS) == []
    said = ran(folder, "explain", "harbour-was-set-alight")
    assert "1 account is withheld by the editors and is not counted" in said


NAMED = {
    "actors/hidden-man.md": ("title: Zzqboss of the ring", "title: Ruslan Zagorny", "nothing"),
    "places/safe-house.md": ("title: Zzqhouse", "title: Blue Gate Street", "nothing"),
    "places/orchard.md": ("title: An orchard", "title: Peach Valley", "role"),
    "events/the-handover.md": ("title: Zzqhandover", "title: Pomegranate", "nothing"),
    "actors/smith.md": ("title: M. K.", "title: Mira Koleva", "initials"),
}
"""Titles as they were while the records were named in full, and their degree since."""
SPELLINGS = (b"zagorny", b"blue gate", b"peach valley", b"pomegranate", b"koleva")


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def named_once(folder: Path) -> Path:
    """The dossier of the case, in whose history everything is named in full."""
    project(folder)
    (folder / ".gitignore").write_text(".cache/\nsite/\n")
    now = {path: path.read_text() for path in folder.rglob("*.md")}
    for name, (title, full, degree) in NAMED.items():
        text = (folder / "content" / name).read_text()
        text = text.replace(title, full).replace(f"publish: {degree}\n", "")
        (folder / "content" / name).write_text(text)
    account = folder / "content/articles/nothing-burned.md"
    account.write_text(account.read_text().replace("    publish: withhold\n", ""))
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "All of it")
    for path, text in now.items():
        path.write_text(text)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Less of it", "-m", "Reason: Ruslan Zagorny asked for it")
    return folder


@pytest.mark.timeout(300)
def test_what_was_named_once_is_nowhere_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = named_once(tmp_path / "it")
    names = tmp_path / "names"
    shutil.copy(CASE / "withheld.txt", names)
    monkeypatch.setenv("DOSSIER_WITHHELD", str(names))
    told = ran(folder, "diff", "HEAD~1")
    assert "nothing-burned" in told
    assert [word for word in (*WORDS, *SPELLINGS) if word in told.lower().encode()] == []
    for format in ("json", "markdown"):
        told = ran(folder, "diff", "HEAD~1", "--format", format)
        assert [word for word in (*WORDS, *SPELLINGS) if word in told.lower().encode()] == []
    ran(folder, "build", "-q")
    page = (folder / "site/changes/index.html").read_text()
    assert "guard" in page
    # Whose account of the claim is withheld, and which stance it took, follows from nothing there.
    latest = page.split('id="change-')[1]
    assert "nothing-burned" not in latest
    assert "dissent" not in latest
    assert holding(folder / "site", (*HIDDEN, *SPELLINGS)) == []
    assert list((folder / ".cache/dossier/changes").rglob("*.json"))
    assert holding(folder / ".cache", SPELLINGS) == []
    # And the other way round: what is named now is not told as what it was withheld under.
    told = ran(folder, "diff", "HEAD", "HEAD~1")
    assert [word for word in (*WORDS, *SPELLINGS) if word in told.lower().encode()] == []


def small(folder: Path, actor: str, theme: str = "theme: {name: material, font: false}") -> Path:
    """A dossier of one actor."""
    (folder / "content/actors").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MKDOCS_YML.replace("theme: {name: material, font: false}", theme))
    (folder / "content/index.md").write_text("---\ntitle: Home\n---\n\nSee [[driver]].\n")
    (folder / "content/actors/driver.md").write_text(actor)
    return folder


NAMED_ACTOR = "---\ntitle: Aziz Nobodyson\ntype: person\nnames: [Aziz Nobodyson]\n---\n\nA man.\n"
HALF_DONE = "---\ntitle: A man\ntype: person\nnames: [Aziz Nobodyson]\npublish: role\n---\n\nA man.\n"
DONE = "---\ntitle: A man\ntype: person\npublish: role\n---\n\nA man.\n"
OF_IT = (b"aziz", b"nobodyson")


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "names"
    monkeypatch.setenv("DOSSIER_WITHHELD", str(path))
    path.write_text("somebody-else: Nobody Knows\n")
    return path


@pytest.mark.timeout(300)
def test_a_refusal_because_of_an_actors_own_names_leaves_none_in_the_cache(
    tmp_path: Path, names: Path
) -> None:
    folder = small(tmp_path / "it", NAMED_ACTOR)
    ran(folder, "build", "-q")
    assert holding(folder / ".cache", OF_IT)
    names.write_text("driver: Aziz Nobodyson\nsomebody-else: Nobody Knows\n")
    (folder / "content/actors/driver.md").write_text(HALF_DONE)
    done = CliRunner().invoke(main, ["build", "-f", str(folder / "mkdocs.yml")])
    assert done.exit_code == 1
    assert "Aziz" not in done.output
    assert "site/ holds such a name already" in done.output
    assert holding(folder / ".cache", OF_IT) == []
    (folder / "content/actors/driver.md").write_text(DONE)
    ran(folder, "build", "-q")
    assert holding(folder / "site", OF_IT) == []
    assert holding(folder / ".cache", OF_IT) == []


@pytest.mark.timeout(300)
def test_a_spelling_that_is_new_empties_the_cache(tmp_path: Path, names: Path) -> None:
    folder = small(tmp_path / "it", DONE)
    names.write_text("driver: Somebody Elseson\n")
    scope = folder / "content/scope.md"
    scope.write_text("---\ntitle: Scope\n---\n\nAziz Nobodyson.\n")
    ran(folder, "build", "-q")
    assert holding(folder / ".cache", OF_IT)
    names.write_text("driver: Aziz Nobodyson\n")
    scope.write_text("---\ntitle: Scope\n---\n\nA man.\n")
    ran(folder, "build", "-q")
    assert holding(folder / ".cache", OF_IT) == []
    assert holding(folder / "site", OF_IT) == []


@pytest.mark.timeout(300)
def test_what_stays_is_searched_for_a_spelling_that_comes_while_the_site_is_built(
    tmp_path: Path, names: Path
) -> None:
    folder = small(tmp_path / "it", DONE)
    names.write_text("driver: Somebody Elseson\n")
    (folder / "content/scope.md").write_text("---\ntitle: Scope\n---\n\nAziz Nobodyson.\n")
    request = Request(
        load(folder / "mkdocs.yml"),
        folder / "mkdocs.yml",
        folder / FOLDER,
        processes=1,
        withheld=frozenset({"driver"}),
    )
    build(request, Silent())

    class Meanwhile(Silent):
        def stage(self, name: str, total: int = 0) -> None:
            names.write_text("driver: Aziz Nobodyson\n")

    (folder / "content/index.md").write_text("---\ntitle: Home\n---\n\nMeet [[driver]].\n")
    with pytest.raises(Withheld):
        build(request, Meanwhile())
    assert "Meet" not in (folder / "site/index.html").read_text()


@pytest.mark.parametrize("form", ["markdown", "epub"])
def test_a_mark_of_a_note_within_a_name_hides_it_from_no_export(
    tmp_path: Path, names: Path, form: str
) -> None:
    folder = small(tmp_path / "it", DONE.replace("A man.", "Aziz[^1] Nobodyson.\n\n[^1]: A man."))
    names.write_text("driver: Aziz Nobodyson\n")
    out = tmp_path / f"out.{form}"
    done = CliRunner().invoke(main, ["export", form, "-f", str(folder / "mkdocs.yml"), "-o", str(out)])
    assert done.exit_code == 1, done.output
    assert 'it holds a name withheld for "driver"' in done.output
    assert not out.exists()


@pytest.mark.timeout(300)
def test_an_own_theme_is_searched_wherever_its_files_land(tmp_path: Path, names: Path) -> None:
    folder = small(tmp_path / "it", DONE, "theme: {name: material, font: false, custom_dir: own}")
    names.write_text("driver: Aziz Nobodyson\n")
    for place in ("assets/map/more.js", "assets/leaflet/more.js", "assets/javascripts/more.js"):
        file = folder / "own" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("// Aziz Nobodyson")
        done = CliRunner().invoke(main, ["build", "-f", str(folder / "mkdocs.yml")])
        assert done.exit_code == 1, place
        assert place in done.output
        file.unlink()
    ran(folder, "build", "-q")


@pytest.mark.timeout(300)
def test_the_preview_shows_no_page_that_holds_a_name(tmp_path: Path, names: Path) -> None:
    folder = small(tmp_path / "it", NAMED_ACTOR)
    preview = DevSite("/", folder / "cache" / "published")
    reporter = Reporter(preview, folder / "cache")
    page, index = "actors/driver/index.html", "search/terms/0.js"

    def shown(name: str) -> bytes:
        return (preview.file(name) or b"").lower()

    def build() -> None:
        reporter.report(build_preview(folder / "mkdocs.yml", folder / "cache"), 0)

    build()
    assert b"nobodyson" in shown(page)
    # A text with a mistake of another kind: the last good pages stay.
    (folder / "content/index.md").write_text("---\ntitle: Home\n---\n\nSee [[driver]], [[nobody]].\n")
    build()
    assert b"nobodyson" in shown(page)
    (folder / "content/index.md").write_text("---\ntitle: Home\n---\n\nSee [[driver]].\n")
    # The record withholds its name, which nobody can look for.
    actor = folder / "content/actors/driver.md"
    for wrong, spellings in ((DONE, ""), (HALF_DONE, "driver: Aziz Nobodyson\n")):
        actor.write_text(NAMED_ACTOR)
        names.write_text("")
        build()
        assert b"nobodyson" in shown(page)
        actor.write_text(wrong)
        names.write_text(spellings)
        build()
        assert b"withheld until" in shown(page)
        assert b"nobodyson" not in shown(page) + shown(index)
        assert "nobodyson" not in preview.state().lower()
        assert holding(folder / "cache", OF_IT) == []
    names.write_text("driver: Aziz Nobodyson\n")
    actor.write_text(DONE)
    build()
    assert b"a man" in shown(page)
    # A name that somebody types is refused; the pages before it do not hold it, and stay.
    (folder / "content/index.md").write_text("---\ntitle: Home\n---\n\nSee [[driver|Aziz Nobodyson]].\n")
    build()
    assert b"a man" in shown(page)
    assert b"nobodyson" not in shown("index.html")


@pytest.mark.timeout(300)
def test_mkdocs_gives_the_same_and_while_serving_shows_no_page_that_may_hold_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "it")
    (folder / "content/index.md").write_text("---\ntitle: Home\n---\n\nSee [[guard]].\n")
    monkeypatch.setenv("DOSSIER_WITHHELD", str(CASE / "withheld.txt"))
    done = subprocess.run(
        [sys.executable, "-c", SERVED, str(folder)], cwd=folder, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["True", "True", "False", "True"]
    assert "no page is served until it is mended" in done.stderr
    assert "Brankov" not in done.stdout + done.stderr
    assert holding(folder / "served") == []


SERVED = """
import sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

folder = Path(sys.argv[1])
site, guard = folder / "served", folder / "content/actors/guard.md"
page, text = site / "actors/guard/index.html", guard.read_text()
plugins = None
for written in (text, text.replace("He guarded", "Teodor Brankov guarded"), text):
    guard.write_text(written)
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(site))
    if plugins:
        config.plugins = config["plugins"] = plugins  # as MkDocs keeps them while it serves
    else:
        plugins = config.plugins
        plugins.on_startup(command="serve", dirty=False)
    build(config)
    if written == text:
        print(page.exists())
    else:
        print("Withheld until it is mended" in (site / "index.html").read_text(), page.exists())
"""


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("file", "old"),
    [
        ("actors/hidden-man.md", "Zzqbody of"),
        ("articles/nothing-burned.md", "Zzqspeaker words"),
    ],
)
def test_a_name_in_a_file_that_is_not_published_is_refused_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str
) -> None:
    """It is in the repository, and the output that is searched for it does not hold it."""
    folder = project(tmp_path / "it")
    monkeypatch.setenv("DOSSIER_WITHHELD", str(CASE / "withheld.txt"))
    path = folder / "content" / file
    path.write_text(path.read_text().replace(old, "Ruslan Zagorny"))
    done = CliRunner().invoke(main, ["build", "-f", str(folder / "mkdocs.yml")])
    assert done.exit_code == 1
    assert f'content/{file}:1:1: error: it holds a name withheld for "hidden-man"' in done.output
    assert "Zagorny" not in done.output
    assert holding(folder / ".cache", SPELLINGS) == []

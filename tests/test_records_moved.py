"""`dossier find`, `rename`, `merge` and `undo`: ids that are found, changed everywhere, united, and taken back."""

# ruff: noqa: E501 - made-up files read better unbroken

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.captures import ARTICLE, CAPTURE, FILES, PAGES
from support.small import Small

from dossier.cli import main
from dossier.config import load
from dossier.pipeline import check
from dossier.renaming import referring, rewritten, settings_rewritten

PROJECT = Path(__file__).parents[1]
MORE = {
    **FILES,
    "content/actors/kramer-ilse.md": "---\ntitle: I. Kramer\ntype: person\nnames: [{name: I. Kramer, lang: en}]\n---\n\nAs [[ilse-kramer]].\n",
    "content/claims/other.md": "---\ntitle: A ferry left\nabout: [kramer-ilse]\n---\n\nOf [[kramer-ilse|her]] [@post-talks, ¶ 1;\n@post-talks].\n",
    "content/articles/post-talks.md": ARTICLE.replace("claims:\n", "claims:\n  - {claim: other, stance: asserts}\n"),
    "captures/post-talks.txt": CAPTURE,
    "captures/post-talks.json": '{\n  "article": "post-talks"\n}\n',
    "captures/post-talks.2023-03-05.txt": CAPTURE,
}  # fmt: skip


def run(small: Small, command: str, *arguments: str) -> Result:
    given = [command, "-f", str(small.project / "mkdocs.yml")]
    if command in ("rename", "undo", "add", "lock"):
        given += ["--captures", str(small.project / "captures")]
    return CliRunner().invoke(main, [*given, *arguments])


def files(small: Small) -> dict[str, bytes]:
    return {
        str(p.relative_to(small.project)): p.read_bytes() for p in small.project.rglob("*") if p.is_file()
    }


def codes(small: Small) -> list[str]:
    return [d.code for d in check(load(small.project / "mkdocs.yml")).diagnostics if d.severity == "error"]


@pytest.mark.slow
def test_every_reference_of_the_real_dossier_is_rewritten_and_comes_back(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    settings = load(tmp_path / "mkdocs.yml")
    before = {p: p.read_bytes() for p in [*tmp_path.rglob("*.md"), tmp_path / "mkdocs.yml"]}
    for old, folder in (("hts", "actors"), ("moscow", "places"), ("reuters", "publishers"), ("gercek-jolani", "articles"),
                        ("ministers-met-moscow-2022-12-28", "claims"), ("moscow-talks-2022-12-28", "events")):  # fmt: skip
        for here, there in ((old, "zz-other"), ("zz-other", old)):
            corpus = check(settings).corpus
            for path, data in settings_rewritten(settings, corpus.records[here], there).items():
                path.write_bytes(data)
            for record in referring(corpus, here):
                path = tmp_path / record.path
                path.write_bytes(rewritten(record, path.read_bytes().decode(), here, there).encode())
            (tmp_path / "content" / folder / f"{here}.md").rename(
                tmp_path / "content" / folder / f"{there}.md"
            )
            settings = load(tmp_path / "mkdocs.yml")
            errors = {d.code for d in check(settings).diagnostics if d.severity == "error"}
            assert errors <= {"quote-not-verified", "assertion-failed"}  # the lock is of the old ids
    assert {p: p.read_bytes() for p in [*tmp_path.rglob("*.md"), tmp_path / "mkdocs.yml"]} == before


def test_rename(small: Small) -> None:
    small.write(MORE)
    assert run(small, "lock").exit_code == 0
    before = codes(small)
    done = run(small, "rename", "post-talks", "post-talks-end")
    assert done.exit_code == 0, done.output
    assert codes(small) == before
    assert not [name for name in files(small) if "post-talks." in name]
    captures = small.project / "captures"
    assert json.loads((captures / "post-talks-end.json").read_text("utf-8")) == {"article": "post-talks-end"}
    assert (captures / "post-talks-end.2023-03-05.txt").exists()
    assert "[@post-talks-end, ¶ 1;\n@post-talks-end]" in (small.content / "claims" / "other.md").read_text(
        "utf-8"
    )
    assert run(small, "lock").exit_code == 0
    assert "dossier.lock is as it was." in run(small, "lock").output
    assert not (small.content / "retired.yml").exists()


@pytest.mark.parametrize("inherited", [False, True])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_settings_that_name_a_record_follow(begin: str, inherited: bool, small: Small) -> None:
    small.write(MORE)
    assert run(small, "lock").exit_code == 0
    name = "base.yml" if inherited else "mkdocs.yml"
    more = (
        "nav:\n  - Überblick: index.md\n  - novaport: places/novaport.md\n  - A: actors/novaport.md.md\n"
        "extra: {views: [{id: novaport, title: In novaport, query: kind=claim&place=novaport},\n"
        "  {id: b, title: B, query: '?place=novaport-quay&place=novaport&actor=novaport'}]}\n"
    )
    settings = small.project / "mkdocs.yml"
    text = settings.read_text("utf-8")
    if inherited:
        settings.write_bytes(f"INHERIT: base.yml\r\n{text}".encode())
    own = "" if inherited else text
    written = small.project / name
    written.write_bytes(f"{begin}# Ü: place=novaport\r\n{own}{more}".encode())
    changed = settings_rewritten(
        load(settings), check(load(settings)).corpus.records["novaport"], "nova-port"
    )
    expected = (
        more.replace("places/novaport", "places/nova-port")
        .replace("claim&place=novaport", "claim&place=nova-port")
        .replace("&place=novaport&", "&place=nova-port&")
    )
    assert changed == {written: f"{begin}# Ü: place=novaport\r\n{own}{expected}".encode()}
    small.write({"mkdocs.yml": text + "extra: {views: [{id: a, title: A, query: place=novaport}]}\n"})
    before = codes(small)
    assert run(small, "rename", "novaport", "nova-port").exit_code == 0
    assert "query: place=nova-port}" in settings.read_text("utf-8")
    assert codes(small) == before


def test_a_committed_id_is_retired(small: Small) -> None:
    small.write(MORE)
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=small.project, check=True)
    assert run(small, "rename", "novaport", "nova-port").exit_code == 0
    text = (small.content / "retired.yml").read_text("utf-8")
    assert "- id: novaport\n  kind: place\n" in text
    assert text.endswith("  replaced_by: nova-port\n")
    assert "unknown-id" not in codes(small)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nothing", "x", 'no record "nothing"'),
        ("novaprt", "x", 'did you mean "novaport"'),
        ("novaport", "reuters", "is taken"),
        ("novaport", "../x", "cannot be an id"),
        ("novaport", "index", "is the front page"),
    ],
)
def test_what_cannot_be_renamed(old: str, new: str, said: str, small: Small) -> None:
    small.write(MORE)
    before = files(small)
    done = run(small, "rename", old, new)
    assert done.exit_code == 1
    assert said in done.output
    assert files(small) == before


def test_merge(small: Small) -> None:
    small.write(MORE)
    done = run(small, "merge", "ilse-kramer", "kramer-ilse")
    assert done.exit_code == 0, done.output
    assert "Names that ilse-kramer has not: I. Kramer" in done.output
    assert "about: [ilse-kramer]" in (small.content / "claims" / "other.md").read_text("utf-8")
    assert "unknown-id" not in codes(small)


@pytest.mark.parametrize(
    ("keep", "drop", "said"),
    [
        ("ilse-kramer", "novaport", "of kind actor"),
        ("ilse-kramer", "ilse-kramer", "two ids are needed"),
        ("post-talks", "post-talks", "two ids are needed"),
        ("talks-held", "paper-signed", "content/articles/post-talks.md"),
    ],
)
def test_what_cannot_be_merged(keep: str, drop: str, said: str, small: Small) -> None:
    small.write(MORE)
    before = files(small)
    done = run(small, "merge", keep, drop)
    assert done.exit_code == 1
    assert said in done.output
    assert files(small) == before


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["kramer"], "ilse-kramer"),
        (["كرامر"], "ilse-kramer"),
        (["NOVAPORT"], "novaport"),
        (["paper", "sign"], "paper-signed"),
        (["Ilze", "Kramer"], "ilse-kramer"),
        (["post-talks"], "post-talks"),
        (["رويترز"], "reuters"),
    ],
)
def test_find(words: list[str], first: str, small: Small) -> None:
    small.write(FILES)
    assert run(small, "find", *words).output.split()[0] == first


def test_find_nothing(small: Small) -> None:
    small.write(FILES)
    assert run(small, "find", "xyzzy").exit_code == 1


def test_undo(small: Small) -> None:
    small.write(FILES)
    before = files(small)
    page = str(PAGES / "english-json-ld.html")
    done = run(small, "add", page, "--url", "https://gazette.example/english-json-ld.html")
    assert done.exit_code == 0, done.output
    assert (
        len(files(small)) == len(before) + 5
    )  # the article, its outlet, the capture, its facts, the journal
    done = run(small, "undo")
    assert done.exit_code == 0, done.output
    after = files(small)
    assert json.loads(after.pop(".cache/added.json")) == []
    assert after == before
    assert run(small, "undo").exit_code == 1


def test_what_was_changed_is_not_taken_back(small: Small) -> None:
    small.write(FILES)
    assert (
        run(small, "add", str(PAGES / "no-date.html"), "--id", "x", "--publisher", "island-post").exit_code
        == 0
    )
    path = small.content / "articles" / "x.md"
    path.write_text(path.read_text("utf-8") + "More.\n", encoding="utf-8")
    before = files(small)
    done = run(small, "undo", "x")
    assert done.exit_code == 1
    assert "changed since it was added: x.md" in done.output
    assert files(small) == before


@pytest.mark.parametrize(
    "name",
    [
        "../../outside",
        "content/../../outside",
        "captures/../outside",
        "/etc/passwd",
        "mkdocs.yml",
        "content/actors/ilse-kramer.md",
    ],
)
def test_a_journal_leads_nowhere_else(name: str, small: Small) -> None:
    small.write(FILES)
    (small.project / ".cache").mkdir()
    (small.project.parent / "outside").write_text("x")
    digest = hashlib.sha256(b"x").hexdigest()
    entry = {"articles": ["x"], "files": {name: digest}, "before": {}}
    (small.project / ".cache" / "added.json").write_text(json.dumps([entry]))
    before = files(small)
    assert run(small, "undo").exit_code == 1
    assert (small.project.parent / "outside").exists()
    assert files(small) == before

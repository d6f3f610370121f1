"""Lists of sources lie on a shelf until they are read: a library and a spreadsheet, brought in twice, changed, completed."""

# ruff: noqa: E501 - tables read better unbroken

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from support.archives import article
from support.captures import FILES
from support.small import Small

from dossier.cli import main
from dossier.config import load
from dossier.pipeline import check

ROWS = [("Title", "Link", "Newspaper", "Date", "No")] + [
    (
        f"Talks in the harbour {n}",
        f"https://courier.example/talks/{n}",
        "Harbour Courier",
        f"2023-03-{n % 28 + 1:02}",
        str(n),
    )
    for n in range(50)
]


def run(small: Small, command: str, *arguments: str, given: str | None = None) -> Result:
    words = [command, "-f", str(small.project / "mkdocs.yml")]
    if command in ("add", "undo"):
        words += ["--captures", str(small.project / "captures")]
    return CliRunner().invoke(main, [*words, *arguments], input=given)


def shelf(small: Small) -> dict[str, str]:
    return {p.stem: p.read_text("utf-8") for p in sorted((small.project / "drafts").glob("*.md"))}


def written(path: Path, rows: list[tuple[str, ...]]) -> Path:
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        out = io.StringIO()
        csv.writer(out, delimiter="\t" if path.suffix == ".tsv" else ";").writerows(rows)
        path.write_text("\ufeff" + out.getvalue(), encoding="utf-8")
    return path


@pytest.fixture
def dossier(small: Small) -> Small:
    small.write(FILES)
    return small


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx"])
def test_a_table_twice(ending: str, dossier: Small, tmp_path: Path) -> None:
    path = written(tmp_path / f"sources.{ending}", ROWS)
    done = run(dossier, "add", str(path))
    assert done.exit_code == 0, done.output
    assert f"50 sources of sources.{ending} on the shelf, drafts/: 50 new." in done.output
    first = shelf(dossier)
    assert len(first) == 50
    done = run(dossier, "add", str(path))
    assert "50 sources" in done.output
    assert "50 as they were." in done.output
    assert shelf(dossier) == first


def test_a_changed_row_updates_its_record_unless_somebody_edited_it(dossier: Small, tmp_path: Path) -> None:
    path = written(tmp_path / "sources.csv", ROWS)
    run(dossier, "add", str(path))
    first = shelf(dossier)
    edited = next(id_ for id_, text in first.items() if 'Talks in the harbour 7"' in text)
    (dossier.project / "drafts" / f"{edited}.md").write_text(
        first[edited].replace("To be read.", "Ask Olga."), encoding="utf-8"
    )
    rows = [(f"{row[0]} (corrected)", *row[1:]) if row[0].endswith((" 7", " 8")) else row for row in ROWS]
    done = run(dossier, "add", str(written(path, rows)))
    assert "1 changed, 48 as they were, 1 edited by hand and left." in done.output
    assert f"not updated: drafts/{edited}.md" in done.output
    after = shelf(dossier)
    assert len(after) == 50
    assert sum("(corrected)" in text for text in after.values()) == 1
    assert "Ask Olga." in after[edited]
    assert run(dossier, "undo").exit_code == 0
    assert not any("(corrected)" in text for text in shelf(dossier).values())


def test_columns_are_named_where_they_are_not_understood(dossier: Small, tmp_path: Path) -> None:
    path = written(tmp_path / "s.csv", [("Was", "Wo", "x"), ("Talks", "https://courier.example/a", "")])
    done = run(dossier, "add", str(path))
    assert done.exit_code == 1
    assert "--columns" in done.output
    assert run(dossier, "add", str(path), "--columns", "title=Was,url=Wo").exit_code == 0
    assert len(shelf(dossier)) == 1
    path = tmp_path / "t.csv"
    path.write_text('"What, if any",Wo\nOther talks,https://courier.example/b\n', encoding="utf-8")
    assert run(dossier, "add", str(path), "--columns", 'title="What, if any", url=wo').exit_code == 0
    assert len(shelf(dossier)) == 2
    for wrong in ("title=Nothing", "colour=Was", "title"):
        assert run(dossier, "add", str(path), "--columns", wrong).exit_code == 1


def test_a_library_of_200_references_twice(dossier: Small, tmp_path: Path) -> None:
    entries = "".join(
        f"@online{{key{n}, title={{Headline {n}}}, organization={{Paper {n % 7}}}, url={{https://paper{n % 7}.example/{n}}}}}\n"
        for n in range(200)
    )
    (tmp_path / "library.bib").write_text(entries, encoding="utf-8")
    assert "200 new." in run(dossier, "add", str(tmp_path / "library.bib")).output
    first = shelf(dossier)
    assert len(first) == 200
    assert "200 as they were." in run(dossier, "add", str(tmp_path / "library.bib")).output
    assert shelf(dossier) == first


def test_an_address_is_on_the_shelf_once(dossier: Small, tmp_path: Path) -> None:
    entry = "@online{{{}, title={{Headline {}}}, url={{{}}}}}\n"
    both = [
        entry.format(*e)
        for e in (("a", 1, "https://p.example/1"), ("b", 2, "http://www.p.example/1/?utm_source=x"))
    ]
    (tmp_path / "library.bib").write_text("".join(both), encoding="utf-8")
    done = run(dossier, "add", str(tmp_path / "library.bib"))
    assert "1 new." in done.output
    assert 'passed over: "Headline 2": it has the address of "Headline 1"' in done.output
    (tmp_path / "library (2).bib").write_text(both[0], encoding="utf-8")
    done = run(dossier, "add", str(tmp_path / "library (2).bib"))
    assert done.exit_code == 1
    assert 'passed over: "Headline 1": its address waits on the shelf already, in drafts/' in done.output
    assert len(shelf(dossier)) == 1


def test_the_shelf_is_not_counted_and_stops_no_build(dossier: Small, tmp_path: Path) -> None:
    settings = load(dossier.project / "mkdocs.yml")
    before = check(settings)
    run(dossier, "add", str(written(tmp_path / "sources.csv", ROWS)))
    (dossier.project / "drafts" / "broken.md").write_bytes(b"---\n\xff{[")
    after = check(settings)
    assert after.diagnostics == before.diagnostics
    assert list(after.corpus.records) == list(before.corpus.records)
    done = run(dossier, "check")
    lines = [line for line in done.output.splitlines() if line.startswith("drafts/")]
    assert len(lines) == 50
    assert lines[0].endswith(": to be read: Talks in the harbour 0 <https://courier.example/talks/0>")


def test_a_page_completes_its_entry(dossier: Small, tmp_path: Path) -> None:
    item = {
        "type": "article-newspaper", "id": "k1", "title": "Talks", "container-title": "Harbour Courier",
        "URL": "https://courier.example/talks", "issued": {"date-parts": [[2023, 3, 5]]},
        "author": [{"family": "Vintner", "given": "Olga"}],
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps([item]), encoding="utf-8")
    run(dossier, "add", str(tmp_path / "a.json"))
    (id_,) = shelf(dossier)
    (tmp_path / "p.html").write_bytes(article("Talks end", "The talks went on for a day"))
    done = run(dossier, "add", str(tmp_path / "p.html"), "--url", "http://www.courier.example/talks/")
    assert done.exit_code == 0, done.output
    assert f"drafts/{id_}.md is completed by it" in done.output
    text = (dossier.content / "articles" / f"{id_}.md").read_text("utf-8")
    assert 'published: "2023-03-05"' in text
    assert '  - "Olga Vintner"' in text
    assert shelf(dossier) == {}
    assert "it is here already, as" in run(dossier, "add", str(tmp_path / "a.json")).output
    assert run(dossier, "undo").exit_code == 0
    assert list(shelf(dossier)) == [id_]
    assert not (dossier.content / "articles" / f"{id_}.md").exists()


def test_a_list_of_addresses(dossier: Small, tmp_path: Path) -> None:
    (tmp_path / "l.txt").write_text(
        "# mine\nhttps://courier.example/a\n\nhttps://courier.example/b\nhttps://courier.example/a\n"
    )
    assert "2 sources of l.txt on the shelf" in run(dossier, "add", str(tmp_path / "l.txt")).output
    assert len(shelf(dossier)) == 2


def test_standard_input(dossier: Small) -> None:
    text = (
        "Talks end\n\n"
        + "The talks went on for a whole day, and nobody said a word of them to the crowd.\n\n" * 3
    )
    done = run(
        dossier, "add", "-", "--url", "https://courier.example/t", "--publisher", "island-post", given=text
    )
    assert done.exit_code == 0, done.output
    (path,) = (dossier.content / "articles").glob("island-post-*.md")
    assert 'url: "https://courier.example/t"' in path.read_text("utf-8")
    assert run(dossier, "add", "-", given="").exit_code == 1


def broken_zip(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + b"\0" * 100)


def bomb(path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("a.xlsx", broken_zip, "no spreadsheet that can be read"),
        ("a.xlsx", bomb, "unpacks to more than"),
        ("a.csv", lambda path: path.write_text("\n\n"), "is empty"),
        ("a.csv", lambda path: path.write_text("a;b\n1;2\n"), "no column for title or url"),
        ("a.csv", lambda path: path.write_text("title\n" + "x\n" * 6_000), "more than 5,000 rows"),
        ("a.csv", lambda path: path.write_text('title\n"' + "x" * 200_000), "no CSV that can be read"),
    ],
)
def test_a_broken_table_is_one_line(
    name: str, make: Callable[[Path], object], said: str, dossier: Small, tmp_path: Path
) -> None:
    make(tmp_path / name)
    done = run(dossier, "add", str(tmp_path / name))
    assert done.exit_code == 1
    assert said in done.output
    assert done.output.count("\n") == 1
    assert not (dossier.project / "drafts").exists()

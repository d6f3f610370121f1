"""A name from outside becomes a path in one place: `dossier/foreign_paths.py`. Nobody else joins one to a folder."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.foreign_paths import ForeignPathError, join, parts_of, replace_file

ROOT = Path(__file__).parents[2]
READERS = sorted(
    path
    for pattern in (
        "history/*.py",
        "desk/*.py",
        "ingest/**/*.py",
        "store/captures.py",
        "cli/capture.py",
        "cli/new.py",
        "cli/undo.py",
    )
    for path in (ROOT / "dossier").glob(pattern)
)
"""Modules that hold names from git trees, archives, references, locks and ids."""
OURS = {
    # The folder of a kind, looked through; and beside a path that `join` has made.
    "settings.content / folder",
    "resources.files('dossier.cli') / 'skeletons' / f'{kind}.md'",
    "path.with_name(f'.{path.name}.{os.getpid()}.new')",
}


def is_number(node: ast.expr) -> bool:
    """True if an expression can be nothing but a number."""
    if isinstance(node, ast.BinOp):
        return is_number(node.left) or is_number(node.right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("sum", "fsum", "len", "min", "max", "round", "int", "float")
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def joins(source: str) -> Iterator[tuple[int, str]]:
    """Where a path is made of a folder and something that is no literal: line, expression."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            literal = isinstance(node.right, ast.Constant) and isinstance(node.left, ast.Name | ast.Attribute)
            made = not (literal or is_number(node.left) or is_number(node.right))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            made = name in ("joinpath", "with_name", "with_segments", "extractall") or (
                name == "join" and ast.unparse(node.func).endswith("path.join")
            )
        else:
            continue
        if made:
            yield node.lineno, ast.unparse(node)


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_name_from_outside_is_joined_elsewhere(path: Path) -> None:
    found = [
        f"{path.name}:{line}: {text}"
        for line, text in joins(path.read_text("utf-8"))
        if text not in OURS and not any(text in ours for ours in OURS)
    ]
    assert found == [], "join it with dossier.foreign_paths.join"


def test_the_check_finds_what_it_is_for() -> None:
    text = "a / b\na / f'{b}.txt'\na.joinpath(b)\nos.path.join(a, b)\nzipped.extractall(a)\nself.a / 'fixed'\n', '.join(a)"
    assert [line for line, _ in joins(text)] == [1, 2, 3, 4, 5]


OUT = (
    *(
        "",
        "/",
        "/etc/passwd",
        "..",
        "../a",
        "a/..",
        "a/../b",
        "a//b",
        "./a",
        "a/",
        "a/./b",
        "a\\b",
        "\\\\host\\a",
    ),
    *(
        "C:/a",
        "c:a",
        "a/C:",
        ".git",
        "a/.git/config",
        ".GIT/x",
        ".git /x",
        ".git./x",
        "git~1/x",
        "GIT~1",
        ".git::$DATA",
    ),
    *(
        ".g\u200cit/x",
        "\ufeff.git/x",
        "a\0b",
        "a\nb",
        "a\x7fb",
        "a\x85b",
        "\x1b[31m",
        "CON",
        "con.txt",
        "a/NUL/b",
        "aux .x",
    ),
    *(
        "COM1",
        "com¹.txt",
        "LPT9",
        "CONIN$",
        "nul:x",
        "a.",
        "a ",
        "a/b. /c",
        "...",
        " ",
        "a/\ud800",
        "prn.tar.gz",
    ),
)
INSIDE = (
    *(
        "a",
        "a/b.md",
        ".hidden",
        "a.b.c",
        "..a",
        "a..b",
        "git",
        ".gitignore",
        ".github/x",
        "console.md",
        "com10",
        "context",
    ),
    *(
        "null.txt",
        "a b",
        "مكان.md",
        "ab:c.png",
        "é",
        "e\u0301",
        "-rf",
        "~",
        "$HOME",
        "%2e%2e",
        "a" * 200,
        "\udcff",
    ),
)


@pytest.mark.parametrize("name", OUT, ids=ascii)
def test_it_refuses(name: str, tmp_path: Path) -> None:
    for ask in (parts_of, lambda name: join(tmp_path, name)):
        with pytest.raises(ForeignPathError) as told:
            ask(name)
        assert str(told.value).isprintable()
    with pytest.raises(ForeignPathError):
        parts_of(f"folder/{name}")


@pytest.mark.parametrize("name", INSIDE, ids=ascii)
def test_it_takes(name: str, tmp_path: Path) -> None:
    assert join(tmp_path, name) == tmp_path / name


def test_links_have_to_stay_in_the_folder(tmp_path: Path) -> None:
    folder, out = tmp_path / "folder", tmp_path / "out"
    (folder / "sub").mkdir(parents=True)
    out.mkdir()
    for name, target in (
        ("up", ".."),
        ("out", out),
        ("sub/x.txt", "../../out/new"),
        ("loop", "loop"),
        ("fine", "sub"),
    ):
        (folder / name).symlink_to(target)
    for name in ("up/out/a", "out/a", "out", "sub/x.txt", "loop", "loop/a"):
        with pytest.raises(ForeignPathError):
            join(folder, name)
    assert join(folder, "fine/a") == folder / "fine/a"
    (tmp_path / "link").symlink_to(folder)
    assert join(tmp_path / "link", "a") == tmp_path / "link/a", "the folder itself is the user's"


def test_a_file_is_replaced_and_a_link_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("as it was")
    (tmp_path / "file").symlink_to(victim)
    for guess in (".file.new", "file.new", ".file"):
        (tmp_path / guess).symlink_to(victim)
    replace_file(tmp_path / "file", b"new")
    assert victim.read_text() == "as it was"
    assert not (tmp_path / "file").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 5

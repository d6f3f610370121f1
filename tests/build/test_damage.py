"""A cache in which anything was changed, exchanged, lost or added: the next build gives what a clean build gives.

`make torture` does the same 512 times.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.cached import Dossier, quick_frames, rows  # noqa: F401
from support.effort import times

from dossier.build.checking import verdict
from dossier.config import load
from dossier.incremental import tables
from dossier.incremental.database import NAME, ROOT
from dossier.render.maps.land import sight

TIMES = times(64)
PARTS = 8
"""Tests that these are spread over: each has its own time limit."""
EVERY = (*tables.TABLES, "facts")


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    found = Dossier(tmp_path / "it")
    assert not found.build().note
    return found


def a_row(connection: sqlite3.Connection, table: str, rng: random.Random) -> tuple[Any, bytes]:
    name = "name" if table == "facts" else "number"
    found: list[tuple[Any, bytes]] = connection.execute(
        f"SELECT {name}, value FROM {table} WHERE length(value) > 0"
    ).fetchall()
    return rng.choice(found)


def put(connection: sqlite3.Connection, table: str, key: Any, value: Any) -> None:
    connection.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (key, value))


def flipped(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def flip_row(dossier: Dossier, table: str, rng: random.Random) -> None:
    def change(connection: sqlite3.Connection) -> None:
        key, value = a_row(connection, table, rng)
        put(connection, table, key, flipped(value, rng))

    rows(dossier, change)


def exchange_rows(dossier: Dossier, table: str, rng: random.Random) -> None:
    def change(connection: sqlite3.Connection) -> None:
        one, other = a_row(connection, table, rng), a_row(connection, rng.choice([table, *EVERY]), rng)
        if type(one[0]) is type(other[0]):
            put(connection, table, one[0], other[1])
            put(connection, table, other[0], one[1])
        else:
            put(connection, table, one[0], other[1])

    rows(dossier, change)


def drop_row(dossier: Dossier, table: str, rng: random.Random) -> None:
    def change(connection: sqlite3.Connection) -> None:
        key, _ = a_row(connection, table, rng)
        connection.execute(
            f"DELETE FROM {table} WHERE {'name' if table == 'facts' else 'number'} = ?", (key,)
        )

    rows(dossier, change)


def add_row(dossier: Dossier, table: str, rng: random.Random) -> None:
    def change(connection: sqlite3.Connection) -> None:
        _, value = a_row(connection, table, rng)
        number = rng.choice([9, 999, 1 << 40, -1])
        put(
            connection,
            table,
            f"fact {number}" if table == "facts" else number,
            rng.choice([value, "text", 7]),
        )

    rows(dossier, change)


def renumber_row(dossier: Dossier, table: str, rng: random.Random) -> None:
    drop = random.Random(rng.random())

    def change(connection: sqlite3.Connection) -> None:
        key, value = a_row(connection, table, drop)
        name = "name" if table == "facts" else "number"
        connection.execute(f"DELETE FROM {table} WHERE {name} = ?", (key,))
        put(connection, table, "another" if table == "facts" else 99_999, value)

    rows(dossier, change)


def roll_back_row(dossier: Dossier, table: str, rng: random.Random) -> None:
    """A row as an earlier build left it."""
    earlier = {}

    def look(connection: sqlite3.Connection) -> None:
        earlier.update(connection.execute(f"SELECT * FROM {table}").fetchall())

    rows(dossier, look)
    dossier.edit(rng)
    dossier.build()

    def change(connection: sqlite3.Connection) -> None:
        for key, value in connection.execute(f"SELECT * FROM {table}").fetchall():
            if earlier.get(key, value) != value:
                put(connection, table, key, earlier[key])
                return

    rows(dossier, change)


def extend_schema(dossier: Dossier, table: str, rng: random.Random) -> None:
    """A trigger, or a view without end, in the database."""
    statement = rng.choice(
        [
            f"CREATE TRIGGER t AFTER INSERT ON facts BEGIN DELETE FROM {table}; END",
            "CREATE VIEW w AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
            f"ALTER TABLE {table} ADD COLUMN more",
            f"DROP TABLE {table}",
        ]
    )
    rows(dossier, lambda connection: connection.execute(statement))


IN_TABLES = [flip_row, exchange_rows, drop_row, add_row, renumber_row, roll_back_row, extend_schema]


def replaced(path: Path, data: bytes) -> None:
    """Another file in its place: the published site may hold the same one, by a hard link."""
    path.unlink()
    path.write_bytes(data)


def flip_file(dossier: Dossier, path: Path, rng: random.Random) -> None:
    data = path.read_bytes()
    replaced(path, flipped(data, rng) if data else b"x")


def cut_file(dossier: Dossier, path: Path, rng: random.Random) -> None:
    data = path.read_bytes()
    replaced(path, data[: rng.randrange(len(data) or 1)])


def exchange_files(dossier: Dossier, path: Path, rng: random.Random) -> None:
    other = rng.choice(dossier.files())
    one, two = path.read_bytes(), other.read_bytes()
    replaced(path, two)
    replaced(other, one)


def drop_file(dossier: Dossier, path: Path, rng: random.Random) -> None:
    path.unlink()


def add_file(dossier: Dossier, path: Path, rng: random.Random) -> None:
    (path.parent / f"added-{rng.random()}.html").write_text("<script>added</script>")


def folder_for_file(dossier: Dossier, path: Path, rng: random.Random) -> None:
    path.unlink()
    path.mkdir()


def link_for_file(dossier: Dossier, path: Path, rng: random.Random) -> None:
    path.unlink()
    path.symlink_to(rng.choice(["/nowhere/at/all", __file__]))


def file_for_folder(dossier: Dossier, path: Path, rng: random.Random) -> None:
    folder = rng.choice([p for p in path.parents if dossier.cache in p.parents] or [dossier.cache / "frames"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("no folder")


def link_for_folder(dossier: Dossier, path: Path, rng: random.Random) -> None:
    folder = rng.choice([p for p in path.parents if dossier.cache in p.parents] or [dossier.cache / "frames"])
    elsewhere = dossier.folder / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.symlink_to(rng.choice([elsewhere, Path("/nowhere/at/all")]))


IN_FILES = [
    *(flip_file, cut_file, exchange_files, drop_file, add_file),
    *(folder_for_file, link_for_file, file_for_folder, link_for_folder),
]


def kind_of(dossier: Dossier, path: Path) -> str:
    """The top directory that a file of the cache is in, or its name."""
    return path.relative_to(dossier.cache).parts[0] if dossier.cache in path.parents else "templates"


@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("part", range(PARTS))
def test_any_damage_leads_to_a_clean_build(
    dossier: Dossier, part: int, record_property: Callable[[str, object], None]
) -> None:
    record_property("tried", len(range(part, TIMES, PARTS)))
    for number in range(part, TIMES, PARTS):
        rng = random.Random(number)
        if number % 2:
            damage: Any = IN_TABLES[number // 2 % len(IN_TABLES)]
            what: Any = EVERY[number // 2 % len(EVERY)]
        else:
            kinds: dict[str, list[Path]] = {}
            for path in dossier.files():
                kinds.setdefault(kind_of(dossier, path), []).append(path)
            damage = IN_FILES[number // 2 % len(IN_FILES)]
            what = rng.choice(kinds[rng.choice(sorted(kinds))])
        damage(dossier, what, rng)
        if rng.random() < 0.9:
            dossier.edit(rng)
        told = verdict(load(dossier.config), dossier.config, frozenset())
        said = dossier.build()
        assert dossier.as_clean(), (number, damage.__name__, what, said.note)
        assert not told.failed
        dossier.build()  # reads what an edit did not
        assert not dossier.build().note, (number, damage.__name__, what)  # what was damaged is replaced


@pytest.mark.parametrize("both", [False, True])
def test_what_a_link_in_the_cache_leads_to_is_never_written(
    dossier: Dossier, tmp_path: Path, both: bool
) -> None:
    """Each file of the cache in turn, and all at once: what a build writes anew replaces the link."""
    kinds = {kind_of(dossier, path): path for path in dossier.files()}
    found = list(kinds.values()) if both else dossier.files()
    for number, each in enumerate(
        [found] if both else [[path] for path in found[:: max(1, len(found) // 6)]]
    ):
        for n, path in enumerate(each):
            mine = tmp_path / f"mine-{number}-{n}"
            mine.write_text("mine")
            path.unlink(missing_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(mine)
        dossier.edit(random.Random(number))
        dossier.build()
        assert {path.read_text() for path in tmp_path.glob("mine-*")} == {"mine"}, each


def test_a_changed_row_is_said_once(dossier: Dossier) -> None:
    rows(dossier, lambda c: c.execute("UPDATE records SET value = x'00'"))
    dossier.edit(random.Random(1))
    assert verdict(load(dossier.config), dossier.config, frozenset()).note.startswith(
        "the cache was not used: "
    )
    note = dossier.build().note
    assert note.startswith("the cache was not used: ")
    assert note.endswith("; it is made anew")
    assert not dossier.build().note
    assert not verdict(load(dossier.config), dossier.config, frozenset()).note


def test_a_changed_shell_is_not_published(dossier: Dossier) -> None:
    for list_ in dossier.cache.glob("frames/*/frames.json"):
        list_.write_bytes(list_.read_bytes().replace(b"md-header__inner", b"md-header__innes"))
    dossier.edit(random.Random(2))
    assert "frames.json is damaged" in dossier.build().note
    assert dossier.as_clean()


@pytest.mark.parametrize("folder", ["drawings", "changes"])
def test_a_changed_file_beside_the_state_is_not_used(dossier: Dossier, folder: str) -> None:
    files = [path for path in (dossier.cache / folder).rglob("*") if path.is_file()]
    assert files
    for file in files:
        data = file.read_bytes()
        replaced(file, data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
    for page in dossier.content.glob("events/**/*.md"):
        page.write_text(page.read_text().replace("title: ", "title: A ", 1))
    sight.cache_clear()  # what this process drew for the first build is not read again
    note = dossier.build().note
    if folder == "drawings":  # a drawing is made anew alone
        assert not note
    else:
        assert note.startswith(f"the cache was not used: {folder}/")
        assert note.endswith("is damaged, or was made with another key; it is made anew")
    assert dossier.as_clean()


@pytest.mark.parametrize("name", ["stamp", "names", "tree", "generation", "files"])
def test_a_lost_fact_is_said_once(dossier: Dossier, name: str) -> None:
    rows(dossier, lambda c: c.execute("DELETE FROM facts WHERE name = ?", (name,)))
    dossier.edit(random.Random(4))
    assert dossier.build().note.endswith("; it is made anew")
    assert not dossier.build().note
    assert dossier.as_clean()


def test_a_cache_of_another_version_is_no_damage(dossier: Dossier) -> None:
    rows(dossier, lambda c: c.execute("PRAGMA user_version = 1"))
    assert not verdict(load(dossier.config), dossier.config, frozenset()).note
    assert not dossier.build().note
    assert dossier.as_clean()


def test_a_fault_of_the_program_is_not_hidden(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("dossier.build.driver.execute", fault)
    with pytest.raises(ZeroDivisionError):
        dossier.build()


def test_a_fault_in_the_incremental_build_leads_to_a_clean_one(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object) -> None:
        raise RecursionError

    with monkeypatch.context() as patch:
        patch.setattr("dossier.build.text_edit.plan", fault)
        note = dossier.build().note
    assert note == "the cache was not used: it does not fit together (RecursionError); it is made anew"
    assert not dossier.build().note
    assert dossier.as_clean()


@pytest.mark.parametrize("name", ["", "frames", "drawings", "site", "changes", "lock", NAME])
@pytest.mark.parametrize("kind", ["file", "folder", "dangling", "elsewhere"])
def test_whatever_stands_in_a_place_of_the_cache(
    dossier: Dossier, name: str, kind: str, tmp_path: Path
) -> None:
    place = dossier.cache / name
    shutil.rmtree(place, ignore_errors=True) if place.is_dir() else place.unlink(missing_ok=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "own").write_text("the user's")
    if kind == "file":
        place.write_text("a file")
    elif kind == "folder":
        place.mkdir()
        (place / "x").write_text("")
    else:
        place.symlink_to(elsewhere if kind == "elsewhere" else tmp_path / "nowhere")
    dossier.edit(random.Random(3))
    dossier.build()
    assert dossier.as_clean()
    assert sorted(path.name for path in elsewhere.iterdir()) == ["own"]  # a link is not followed
    verdict(load(dossier.config), dossier.config, frozenset())


def test_the_root_row_is_there(dossier: Dossier) -> None:
    """The damages above would else find nothing to break."""
    rows(dossier, lambda c: c.execute("DELETE FROM facts WHERE name = ?", (ROOT,)))
    assert "damaged" in dossier.build().note

"""What is remembered is what was made. A damaged file is not used; one that cannot be written is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from dossier.store.disk_cache import NO_DISK_CACHE, DiskCache

VALUE = (True, "ground", [("syria", "Syria", 1 / 3, [(0.1, -2.5)])])


class Making:
    """Counts how often it had to make."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> object:
        self.times += 1
        return VALUE


def test_it_is_made_once(tmp_path: Path) -> None:
    make = Making()
    assert DiskCache(tmp_path).get_or_compute("view", (1.0, 2.0), make) == VALUE
    assert DiskCache(tmp_path).get_or_compute("view", (1.0, 2.0), make) == VALUE
    assert make.times == 1
    DiskCache(tmp_path).get_or_compute("view", (1.0, 2.000001), make)
    DiskCache(tmp_path).get_or_compute("other", (1.0, 2.0), make)
    assert make.times == 3
    assert len(list(tmp_path.iterdir())) == 3


def test_of_the_latest_one_is_kept(tmp_path: Path) -> None:
    make = Making()
    for of in (1, 1, 2, 2, 1):
        assert DiskCache(tmp_path).replace_latest("network", of, make) == VALUE
    assert make.times == 3
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("size", [0, 10, 36, -1])
def test_a_file_that_was_cut_is_not_used(tmp_path: Path, size: int) -> None:
    make = Making()
    DiskCache(tmp_path).get_or_compute("view", 1, make)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:size])
    assert DiskCache(tmp_path).get_or_compute("view", 1, make) == VALUE
    assert make.times == 2


def test_a_file_with_one_other_byte_is_not_used(tmp_path: Path) -> None:
    make = Making()
    DiskCache(tmp_path).get_or_compute("view", 1, make)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for at in range(0, len(whole), 7):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        times = make.times
        assert DiskCache(tmp_path).get_or_compute("view", 1, make) == VALUE
        assert make.times == times + 1
        assert file.read_bytes() == whole, "it is replaced"


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    make = Making()
    gone = DiskCache(tmp_path / "gone")
    assert (
        gone.get_or_compute("view", 1, make)
        == gone.get_or_compute("view", 1, make)
        == NO_DISK_CACHE.get_or_compute("view", 1, make)
        == VALUE
    )
    assert make.times == 3
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_put_in_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    make = Making()
    DiskCache(tmp_path).replace_latest("network", 1, make)
    (tmp_path / "network").unlink()
    (tmp_path / "network" / "in-the-way").mkdir(parents=True)
    assert DiskCache(tmp_path).replace_latest("network", 1, make) == VALUE
    assert [path.name for path in tmp_path.iterdir()] == ["network"]


def test_what_cannot_be_kept_is_made_each_time(tmp_path: Path) -> None:
    remembered = DiskCache(tmp_path)
    assert remembered.get_or_compute("view", 1, lambda: Markup("&amp;")) == Markup("&amp;")
    assert not list(tmp_path.iterdir())
    assert remembered == DiskCache(tmp_path), "one more build in this process knows what the last one has"

"""An index that was changed is the index that would have been written anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.export.search import Directory, shards, written
from dossier.export.search.entries import FIELDS, Entry
from dossier.export.search.update import updated

WORDS = [
    f"{head}{tail}{number}"
    for head in ("ka", "lo", "ش", "😀z")
    for tail in ("ra", "ne")
    for number in range(60)
]


def an_entry(page: int, words: list[int], long: int, also: int = 0) -> Entry:
    """A page with these words in its text, the first of them often, and perhaps another name."""
    terms = list(dict.fromkeys(WORDS[n] for n in words))
    fields = [""] * (len(FIELDS) - 2) + [" ".join(terms[:1]), " ".join(terms[1:])]
    text = " ".join(terms) + " x" * long
    name = (f"Page{page}", "Zoe", "Zoë", "Peter", "Page1")[also]
    spelled = ((name.lower().replace("ë", "e"), name),)
    fields[0] = spelled[0][0]
    return Entry(f"actors/p{page:03}/", "actors/", name, "Actor", "", "", text, tuple(fields), spelled)


PAGE = st.tuples(
    st.lists(st.integers(0, len(WORDS) - 1), max_size=25),
    st.sampled_from([0, 10, 2_000, 7_000]),
    st.sampled_from([0, 0, 1, 2, 3, 4]),
)


def index(entries: list[Entry]) -> tuple[dict[str, bytes], Directory]:
    return written(entries)


@pytest.fixture(scope="module", autouse=True, params=["of the usual size", "small"])
def pieces(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "small":
            sizes = {"LEAST": 40, "MOST": 200, "ABOUT": 4, "ROWS": 3, "TEXTS": 300, "SPELLINGS": 200}
            for name, size in sizes.items():
                patch.setattr(shards, name, size)
            patch.setattr(sys.modules["dossier.export.search.spellings"], "SPELLINGS", 200)
        yield


@given(st.lists(PAGE, min_size=1, max_size=30), st.data())
def test_changed_or_written_anew(pages: list[tuple[list[int], int, int]], data: st.DataObject) -> None:
    entries = [an_entry(n, *page) for n, page in enumerate(pages)]
    files, directory = index(entries)
    for _ in range(3):
        numbers = data.draw(st.lists(st.integers(0, len(entries) - 1), unique=True, max_size=4))
        new = list(entries)
        for n in numbers:
            new[n] = an_entry(n, *data.draw(PAGE))
        changed = {n: (entries[n], new[n]) for n in numbers}
        found = updated(
            directory, files.__getitem__, changed, lambda span, new=new: new[span.start : span.stop]
        )
        entries = new
        anew, directory_anew = index(entries)
        directory = found.directory
        for name, content in found.files.items():
            if content is None:
                del files[name]
            else:
                files[name] = content
        assert files == anew
        assert directory == directory_anew


def test_a_large_index_is_changed_in_few_places() -> None:
    entries = [an_entry(n, [(n * 7 + k * k) % len(WORDS) for k in range(25)], 200) for n in range(1500)]
    files, directory = index(entries)
    assert len(directory.starts) > 6
    few = len(files) / 10
    new = list(entries)
    words = f"{entries[700].fields[-1]} quitenew"
    new[700] = replace(entries[700], fields=(*entries[700].fields[:-1], words), text="quitenew")
    found = updated(
        directory,
        files.__getitem__,
        {700: (entries[700], new[700])},
        lambda span: new[span.start : span.stop],
    )
    assert len(found.files) < few
    files |= {name: content for name, content in found.files.items() if content is not None}
    assert (files, found.directory) == index(new)

"""The cache's database gives back what was committed, and spilled bodies are read as long as anybody holds them."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from dossier.incremental import facts, tables
from dossier.incremental.cache import NoCache, open_database
from dossier.model.parts import Body
from dossier.pipeline import Checked
from dossier.store.bodies import PackedBody, SpillFile, spill
from dossier.store.seal import Unusable


def test_ids_that_a_commit_brings_are_numbered_in_it(tmp_path: Path) -> None:
    with open_database(tmp_path, "a") as database:
        database.commit([], tables.PREVIEWS.rows({"x": ("1",), "y": ("2",)}))
    with open_database(tmp_path, "a") as database:
        assert database.rows(tables.PREVIEWS) == {"x": ("1",), "y": ("2",)}


def test_a_patch_of_a_mapping_is_part_of_it(tmp_path: Path) -> None:
    with open_database(tmp_path, "a") as database:
        database.commit([facts.TREE.to({"a": (1, 1), "b": (2, 2)})], {})
        database.commit([facts.TREE.patched({"b": None, "c": (3, 3)})], {})
        database.commit([facts.TREE.patched({"d": (4, 4)})], {})
    with open_database(tmp_path, "a") as database:
        assert database.get(facts.TREE) == {"a": (1, 1), "c": (3, 3), "d": (4, 4)}


def test_a_fact_written_in_full_has_no_patches(tmp_path: Path) -> None:
    with open_database(tmp_path, "a") as database:
        database.commit([facts.TREE.patched({"a": (1, 1)})], {})
        database.commit([facts.TREE.to({"b": (2, 2)})], {})
    with open_database(tmp_path, "a") as database:
        assert database.get(facts.TREE) == {"b": (2, 2)}


def test_a_state_without_a_fact_has_its_default(tmp_path: Path) -> None:
    with open_database(tmp_path, "a") as database:
        assert database.get(facts.TREE) == NoCache().get(facts.TREE) == {}
        assert database.get(facts.COMMON) is None
        assert database.row(tables.PREVIEWS, "x") is None
        with pytest.raises(Unusable):
            database.required(tables.PREVIEWS, "x")


def test_a_spilled_body_is_read_after_other_files_were_opened(checked: Checked) -> None:
    texts = {id_: record.body.text for id_, record in checked.corpus.records.items() if record.body.text}
    records = [
        replace(checked.corpus.records[id_], body=PackedBody(checked.corpus.records[id_].body))
        for id_ in texts
    ]
    spill(records)
    with tempfile.TemporaryFile() as other:
        other.write(b"another file's bytes" * 100)
        other.flush()
        assert [record.body.text for record in records] == list(texts.values())


def test_the_file_is_closed_with_the_last_body() -> None:
    file = SpillFile()
    descriptor = file.descriptor
    body = PackedBody(Body("A text.", 1, (), ()))
    body.move_to(file)
    del file
    os.fstat(descriptor)
    assert body.text == "A text."
    del body
    assert PackedBody(Body("Another.", 1, (), ())).text  # the last one that was read stays unpacked
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)

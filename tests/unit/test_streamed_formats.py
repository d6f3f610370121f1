"""A format is written in parts: no exporter has its file in memory."""

from __future__ import annotations

import tracemalloc

import pytest
from support.generate import generate

from dossier.config import load
from dossier.derive.selection import Selection
from dossier.export.catalogue import BY_NAME
from dossier.pipeline import check

STREAMED = ("csv", "jsonl", "sqlite", "json", "api", "graphml", "gexf", "ftm", "jsonld")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Selection:
    folder = tmp_path_factory.mktemp("large")
    generate(folder, 400)
    settings = load(folder / "mkdocs.yml")
    checked = check(settings)
    assert not checked.failed
    return Selection(checked.corpus, checked.figures, settings)


@pytest.mark.parametrize("form", STREAMED)
def test_no_exporter_has_its_file_in_memory(large: Selection, form: str) -> None:
    def written() -> int:
        return sum(len(part) for _, parts in BY_NAME[form].write(large) for part in parts)

    written()  # what is computed once for all formats
    tracemalloc.start()
    try:
        size = written()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < size / 2

"""Whoever draws the pages, in one process, in several, on a cluster: the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from support.builds import cluster

from dossier import pool
from dossier.config import Settings
from dossier.model.pages import Site
from dossier.model.records import FreePage
from dossier.pipeline import Checked, compose


@pytest.fixture(scope="module")
def alone(checked: Checked, settings: Settings) -> Site:
    return compose(checked, settings)


@contextmanager
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def test_every_page_is_drawn_once(checked: Checked, alone: Site) -> None:
    addresses = [page.address for page in alone.pages]
    assert len(addresses) == len(set(addresses))
    assert {r.address for r in checked.corpus.records.values() if not isinstance(r, FreePage)} <= set(
        addresses
    )


def test_several_processes(
    checked: Checked, settings: Settings, alone: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "MIN_RECORDS", 0)
    monkeypatch.setattr(pool, "BATCH_SIZE", 7)
    assert compose(checked, settings, processes=2) == alone


def test_any_executor(checked: Checked, settings: Settings, alone: Site) -> None:
    with threads() as executor:
        assert compose(checked, settings, executor=executor) == alone


@pytest.mark.filterwarnings("ignore")  # what dask and tornado warn of is theirs
def test_a_cluster(
    checked: Checked, settings: Settings, alone: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "BATCH_SIZE", 50)
    with cluster() as executor:
        assert compose(checked, settings, executor=executor) == alone

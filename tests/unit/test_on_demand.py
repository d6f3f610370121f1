"""Mappings whose values are computed when they are read."""

from __future__ import annotations

import pickle

import pytest

from dossier.tracking import Deferred, OnDemand


def test_a_deferred_mapping_is_computed_once_and_when_it_is_read() -> None:
    computed: list[int] = []

    def compute() -> dict[str, int]:
        computed.append(0)
        return {"a": 1, "b": 2}

    values = Deferred(compute)
    assert computed == []
    assert values["a"] == 1
    assert dict(values) == {"a": 1, "b": 2}
    assert len(values) == 2
    assert values.get("c") is None
    assert computed == [0]
    assert pickle.loads(pickle.dumps(Deferred(dict))) == {}


def test_each_value_on_demand_is_computed_once_and_when_it_is_read() -> None:
    computed: list[str] = []

    def compute(key: str) -> str:
        computed.append(key)
        return key.upper()

    values = OnDemand(["b", "a"], compute)
    assert "b" in values
    assert "c" not in values
    assert list(values) == ["b", "a"]
    assert len(values) == 2
    assert computed == []
    assert values["a"] == values["a"] == "A"
    assert computed == ["a"]
    assert values.get("c") is None
    with pytest.raises(KeyError):
        values["c"]
    assert dict(values) == {"b": "B", "a": "A"}
    assert computed == ["a", "b"]
    assert pickle.loads(pickle.dumps(OnDemand([], str))) == {}

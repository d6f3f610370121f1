"""Indented JSON is what the standard library writes."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dossier.indented import indented

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES, st.integers(1, 4))
def test_as_the_standard_library(value: Any, indent: int) -> None:
    assert indented(value, " " * indent) == json.dumps(value, ensure_ascii=False, indent=indent)

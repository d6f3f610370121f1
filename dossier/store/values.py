"""Plain values as bytes, by `marshal`: None, numbers, texts, bytes, and tuples, lists, sets and mappings of these.

The only importer of `marshal`. Bytes are unpacked only after `store/seal.py` has authenticated them, or where a process of
the same build made them: `marshal` promises nothing for bytes that somebody else wrote.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from typing import Any

pack: Callable[[Any], bytes] = marshal.dumps
"""The bytes of a value; raises `ValueError` for one that is not plain."""
unpack: Callable[[bytes], Any] = marshal.loads
"""The value that `pack` was given; raises `EOFError`, `TypeError` or `ValueError` for other bytes."""

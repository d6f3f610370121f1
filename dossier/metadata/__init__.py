"""What a page says of itself to programs: JSON-LD, and the tags that reference managers read.

No label is part of it, no date finer than known, and no coordinate with more digits than its precision bears.
"""

from __future__ import annotations

from dossier.metadata.coins import coins
from dossier.metadata.head import Subject, head_of

__all__ = ["Subject", "coins", "head_of"]

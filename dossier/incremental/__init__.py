"""What of the last build still holds: the files that have not changed, and the pages that nothing has touched.

Work follows change (DESIGN §9). What is taken from the last build is what a build without it would have made: a page is
drawn anew where its own record, or anything that was read while it was drawn, is not what it was.
"""

from dossier.incremental.codec import (
    common_kept,
    diagnostics_of,
    entry_of,
    kept_common,
    kept_of,
    kept_reads,
    of_sheet,
    preview_of,
    values_of,
)
from dossier.incremental.index_update import Indexed, directory_facts, reindexed
from dossier.incremental.invalidation import Made, Outline, Touched, outline, outlined, touched, unaffected
from dossier.incremental.manifest import anchors, anchors_now, before, files_now
from dossier.incremental.snapshot import Kept
from dossier.incremental.text_edits import Retold, retold

__all__ = [
    "Indexed",
    "Kept",
    "Made",
    "Outline",
    "Retold",
    "Touched",
    "anchors",
    "anchors_now",
    "before",
    "common_kept",
    "diagnostics_of",
    "directory_facts",
    "entry_of",
    "files_now",
    "kept_common",
    "kept_of",
    "kept_reads",
    "of_sheet",
    "outline",
    "outlined",
    "preview_of",
    "reindexed",
    "retold",
    "touched",
    "unaffected",
    "values_of",
]

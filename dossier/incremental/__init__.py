"""What of the last build still holds: the files that have not changed, and the pages that nothing has touched.

Work follows change (DESIGN §9). What is taken from the last build is what a build without it would have made: a page is
drawn anew where its own record, or anything that was read while it was drawn, is not what it was.
"""

from dossier.incremental.codec import (
    dump_common,
    dump_dependencies,
    dump_diagnostics,
    dump_page,
    field_values,
    load_common,
    load_diagnostics,
    load_entry,
    load_preview,
)
from dossier.incremental.index_update import IndexedPage, dump_directory, update_indexes
from dossier.incremental.invalidation import (
    Aggregate,
    Invalidation,
    Outline,
    invalidate,
    outline,
    page_of,
    valid_aggregates,
)
from dossier.incremental.manifest import manifest_of, previous_anchors, previous_build, updated_anchors
from dossier.incremental.snapshot import Snapshot
from dossier.incremental.text_edits import TextEdit, plan_text_edit

__all__ = [
    "Aggregate",
    "IndexedPage",
    "Invalidation",
    "Outline",
    "Snapshot",
    "TextEdit",
    "dump_common",
    "dump_dependencies",
    "dump_diagnostics",
    "dump_directory",
    "dump_page",
    "field_values",
    "invalidate",
    "load_common",
    "load_diagnostics",
    "load_entry",
    "load_preview",
    "manifest_of",
    "outline",
    "page_of",
    "plan_text_edit",
    "previous_anchors",
    "previous_build",
    "update_indexes",
    "updated_anchors",
    "valid_aggregates",
]

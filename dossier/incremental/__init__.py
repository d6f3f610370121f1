"""Incremental builds: what the last build knows, and which pages a change invalidates.

A page is rendered again if its own record changed, or anything that was read while it was rendered (its
dependencies). An incremental build gives the bytes of a clean one: `tests/properties/test_any_edit.py`.
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

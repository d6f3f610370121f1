"""Incremental builds: what the last build knows, and which pages a change invalidates.

A page is rendered again if its own record changed, or anything that was read while it was rendered (its
dependencies). An incremental build gives the bytes of a clean one: `tests/properties/test_any_edit.py`.
"""

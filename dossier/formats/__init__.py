"""Diagnostics, differences and schemas for other programs: one format a file. Values in, text out."""

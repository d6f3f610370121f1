"""Diagnostics, differences and schemas as other programs read them: one format a file. Values in, text out."""

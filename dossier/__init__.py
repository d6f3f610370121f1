"""Dossier: annotated sources in, a cross-linked, citable static site out."""

__version__ = "0.2.0"

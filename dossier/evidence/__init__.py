"""Corpus → figures: origins, corroboration, coverage, naming, impact, as-of. One rule, one file; nothing is drawn here."""

from dossier.evidence.corroboration import assess

__all__ = ["assess"]

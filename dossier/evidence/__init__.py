"""Corpus → figures: origins, corroboration, coverage, naming, impact, as-of. One rule a file; nothing is rendered here."""

from dossier.evidence.corroboration import assess, assess_on_demand

__all__ = ["assess", "assess_on_demand"]

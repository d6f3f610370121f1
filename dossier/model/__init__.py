"""The types of a dossier's values. No input or output; stages exchange these types only."""

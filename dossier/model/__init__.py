"""Values and nothing else: what a dossier consists of. No input or output; stages meet only through these types."""

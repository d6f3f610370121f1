"""What `compare.py` measures: the same dossier for several generators, one module each."""

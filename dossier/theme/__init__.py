"""Material for MkDocs: the shells that page bodies are put into. The only importer of mkdocs."""

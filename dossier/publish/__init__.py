"""Pages in Material for MkDocs' frame, written to `site/` in one step. The only package that knows MkDocs."""

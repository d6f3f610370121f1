"""`dossier build`, `check` and `serve`: what is built, from what, and what is cached for the next build."""

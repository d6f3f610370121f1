"""`dossier build` and `check`: what is built, from what, and what is cached for the next build."""

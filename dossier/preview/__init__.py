"""`dossier serve`: the server of a preview, the builds behind it, and the dossier in memory."""

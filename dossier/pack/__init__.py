"""A dossier as one file to take away: the site, its data and its sources in a BagIt package that checks itself."""

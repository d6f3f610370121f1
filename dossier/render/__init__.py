"""The corpus → page bodies in HTML, and the files beside them: scripts, styles, maps, images."""

from dossier.render.site import render

__all__ = ["render"]

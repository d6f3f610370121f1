"""The corpus → page bodies in HTML, and the files beside them: scripts, styles, maps, images."""

from dossier.render.renderer import Part, Renderer
from dossier.render.site import VIEWS, explore_files, files_of

__all__ = ["VIEWS", "Part", "Renderer", "explore_files", "files_of"]

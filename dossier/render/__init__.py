"""The corpus → page bodies in HTML, and the files beside them: scripts, styles, maps, images."""

from dossier.render.relations import Relations, relations
from dossier.render.renderer import Common, Renderer, common_of
from dossier.render.site import FRONT, OVERVIEWS, draw_record, explore_files, files_of

__all__ = [
    "FRONT",
    "OVERVIEWS",
    "Common",
    "Relations",
    "Renderer",
    "common_of",
    "draw_record",
    "explore_files",
    "files_of",
    "relations",
]

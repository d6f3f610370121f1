"""The corpus → page bodies in HTML, and the files beside them: scripts, styles, maps, images."""

from dossier.render.renderer import Common, Renderer, common_of
from dossier.render.views import FRONT, draw_record

__all__ = [
    "FRONT",
    "Common",
    "Renderer",
    "common_of",
    "draw_record",
]

"""Pictures without their metadata.

A photograph may contain its place, its camera's number, its author and earlier states. Pillow decodes it and encodes it
anew, turned as its EXIF says (CIPA DC-008, tag 274), so that only the picture and its colour profile are published.
"""

from __future__ import annotations

import io
import warnings
import zlib
from typing import Any

FORMATS = {"PNG", "JPEG", "GIF", "WEBP", "AVIF"}
MOST_PIXELS = 100_000_000
"""Of all frames together: a file of a few kilobytes could otherwise fill the memory."""
_NEUTRAL = {
    "adobe", "adobe_transform", "background", "bpc", "chromaticity", "default_image", "dpi", "duration", "extension",
    "gamma", "icc_profile", "jfif", "jfif_density", "jfif_unit", "jfif_version", "loop", "progression", "progressive",
    "srgb", "timestamp", "transparency", "version",
}  # fmt: skip
"""Metadata that says how to show a picture, which is allowed to stay."""

_PNG_CHUNKS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
_XMP = b"http://ns.adobe.com/x"


class UnreadablePicture(ValueError):
    """The file is no picture of the type that its name says, or has too many pixels."""


def without_metadata(data: bytes) -> bytes:
    """A picture without its metadata; the same bytes if it has none.

    Raises `UnreadablePicture` if the file is no PNG, JPEG, GIF, WebP or AVIF, has too many pixels, or has metadata and
    cannot be decoded.
    """
    from PIL import Image, UnidentifiedImageError  # a dossier without pictures need not wait for it

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=sorted(FORMATS)) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            frames = getattr(picture, "n_frames", 1)
            if picture.width * picture.height * frames > MOST_PIXELS:
                raise UnreadablePicture(f"it has more than {MOST_PIXELS:,} pixels")
            if picture.format == "PNG" and any(chunk in data for chunk in _PNG_CHUNKS):
                picture.load()  # what stands behind the pixels is known only then
            if picture.info.keys() <= _NEUTRAL and not picture.getexif() and _XMP not in data:
                return data
            return _written(picture, frames)
    except UnreadablePicture:
        raise
    except UnidentifiedImageError as error:
        raise UnreadablePicture("its bytes are no PNG, JPEG, GIF, WebP or AVIF") from error
    except Exception as error:  # decoders raise whatever a damaged file leads to
        raise UnreadablePicture(str(error)) from error


def _written(picture: Any, frames: int) -> bytes:
    from PIL import ImageOps

    kind = picture.format
    options: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
    if kind == "JPEG":
        options |= {"quality": "keep"} if picture.getexif().get(274, 1) == 1 else {"quality": 95}
    elif kind == "PNG":
        options |= {"compress_type": zlib.Z_RLE}  # the same bytes from every zlib
    elif kind in ("WEBP", "AVIF"):
        options |= {"quality": 95}
    if frames > 1:
        options |= {"save_all": True}
    elif options.get("quality") != "keep":
        picture = ImageOps.exif_transpose(picture)
    for key in picture.info.keys() - _NEUTRAL:
        del picture.info[key]
    out = io.BytesIO()
    picture.save(out, format=kind, exif=b"", **options)
    return out.getvalue()

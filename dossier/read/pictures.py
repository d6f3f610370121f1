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
    """The file is no picture of the type that its name says, is cut off, or has too many pixels."""

    def __init__(self, message: str, hint: str = "save it anew as PNG, JPEG, GIF, WebP or AVIF") -> None:
        super().__init__(message)
        self.hint = hint


def without_metadata(data: bytes) -> bytes:
    """A picture without its metadata; the same bytes if it has none.

    Raises `UnreadablePicture` if the file is no PNG, JPEG, GIF, WebP or AVIF, is cut off, has too many pixels, or has
    metadata and cannot be decoded.
    """
    from PIL import Image, UnidentifiedImageError  # a dossier without pictures need not wait for it

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=sorted(FORMATS)) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            frames = getattr(picture, "n_frames", 1)
            if picture.width * picture.height * frames > MOST_PIXELS:
                raise UnreadablePicture(f"it has more than {MOST_PIXELS:,} pixels")
            if not _has_end(str(picture.format), data):
                for frame in range(frames):
                    picture.seek(frame)
                    picture.load()
                picture.seek(0)
            if picture.format == "PNG" and any(chunk in data for chunk in _PNG_CHUNKS):
                picture.load()  # what stands behind the pixels is known only then
            if picture.info.keys() <= _NEUTRAL and not picture.getexif() and _XMP not in data:
                return data
            return _written(picture, frames)
    except UnreadablePicture:
        raise
    except UnidentifiedImageError as error:
        raise UnreadablePicture(*_instead(data)) from error
    except Exception as error:  # decoders raise whatever a damaged file leads to
        if not _has_end(_format(data), data):
            raise UnreadablePicture("its end is missing", "fetch or save it again") from error
        raise UnreadablePicture(str(error)) from error


def _instead(data: bytes) -> tuple[str] | tuple[str, str]:
    """What a file is that is no picture, with a hint if there is one."""
    begin = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not begin:
        return "it is empty", "fetch or save it again"
    if begin.startswith(b"version https://git-lfs.github.com/spec/"):
        return (
            "it is a Git LFS pointer",
            "fetch the picture itself: git lfs pull; in CI, check out with lfs: true",
        )
    if begin.startswith(b"/annex/objects/"):
        return "it is a git-annex pointer", "fetch the picture itself: git annex get"
    if begin.startswith((b"<!doctype html", b"<head", b"<body")) or b"<html" in begin:
        return "it is a web page", "save the picture itself, not the page that shows it"
    if begin.startswith((b"<svg", b"<?xml")):
        return ("its bytes are an SVG or other XML",)
    return ("its bytes are no PNG, JPEG, GIF, WebP or AVIF",)


def _format(data: bytes) -> str:
    """The format by the first bytes; empty for others."""
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return "AVIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    begins = {b"\x89PNG": "PNG", b"\xff\xd8": "JPEG", b"GIF8": "GIF"}
    return next((name for begin, name in begins.items() if data.startswith(begin)), "")


def _has_end(kind: str, data: bytes) -> bool:
    """Whether a picture certainly is whole, by the marks at its end; no picture is decoded."""
    if kind == "PNG":
        return data.find(b"IEND", -64) >= 0
    if kind == "JPEG":
        return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda")
    if kind == "GIF":
        return data.endswith(b";")
    if kind == "WEBP":
        return int.from_bytes(data[4:8], "little") + 8 <= len(data)
    at = 0  # ISO 14496-12: boxes, each after its length
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        at += length if length > 8 else len(data)
    return at == len(data)


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

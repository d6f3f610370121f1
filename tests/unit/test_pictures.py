"""Pictures are published without their metadata."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from support.small import Small

from dossier.config import load
from dossier.pipeline import check
from dossier.read.pictures import MOST_PIXELS, UnreadablePicture, without_metadata

AUTHOR = "Zelda Quistberg"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{AUTHOR}</x:xmpmeta>".encode()


def exif(turned: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x013B] = AUTHOR
    found[0x0112] = turned
    return found


def in_text(packed: bool = False) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", AUTHOR, zip=packed)
    info.add_itxt("Comment", AUTHOR, zip=packed)
    return info


def written(kind: str, size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    picture = Image.new("RGB", size, (200, 10, 10))
    picture.putpixel((0, 0), (0, 0, 255))
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {"pnginfo": in_text()}),
        ("PNG", {"pnginfo": in_text(packed=True)}),
        ("PNG", {"exif": exif()}),
        ("JPEG", {"exif": exif(), "quality": 80}),
        ("JPEG", {"comment": AUTHOR.encode()}),
        ("JPEG", {"xmp": XMP}),
        ("GIF", {"comment": AUTHOR.encode()}),
        ("WEBP", {"exif": exif(), "lossless": True}),
        ("WEBP", {"xmp": XMP}),
        ("AVIF", {"exif": exif()}),
        ("AVIF", {"xmp": XMP}),
    ],
)
def test_metadata_is_taken_out_and_the_picture_stays(kind: str, options: dict[str, object]) -> None:
    data = written(kind, **options)
    bare = without_metadata(data)
    was, now = opened(data), opened(bare)
    assert bare != data
    assert AUTHOR.encode() not in bare
    assert not now.getexif()
    assert AUTHOR not in str(now.info)
    assert (now.format, now.size) == (kind, was.size)
    assert (
        max(abs(a - b) for a, b in zip(was.convert("L").tobytes(), now.convert("L").tobytes(), strict=True))
        < 16
    )
    assert without_metadata(bare) == bare


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_turned_picture_stays_turned(kind: str) -> None:
    assert opened(without_metadata(written(kind, exif=exif(6)))).size == (20, 40)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_a_picture_without_metadata_stays_as_it_is(kind: str) -> None:
    data = written(kind)
    assert without_metadata(data) == data


def test_all_frames_stay() -> None:
    out = io.BytesIO()
    frames = [Image.new("L", (4, 4), shade) for shade in (0, 100, 200)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=AUTHOR.encode(), duration=40)
    bare = without_metadata(out.getvalue())
    assert AUTHOR.encode() not in bare
    assert opened(bare).n_frames == 3  # type: ignore[attr-defined]


def test_what_a_dossier_publishes_is_without(tmp_path: Path) -> None:
    (tmp_path / "content/images").mkdir(parents=True)
    (tmp_path / "content/images/a.jpg").write_bytes(written("JPEG", exif=exif()))
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: A\nsite_url: https://example.org/\ndocs_dir: content\n"
        "theme: {name: material, font: false}\nplugins: [dossier]\n",
        encoding="utf-8",
    )
    images = check(load(tmp_path / "mkdocs.yml")).corpus.images
    assert list(images) == ["images/a.jpg"]
    assert AUTHOR.encode() not in images["images/a.jpg"]


COMPOSED, DECOMPOSED = "content/images/\u00f6l.png", "content/images/o\u0308l.png"


def test_a_name_in_other_code_points_is_the_same_name(small: Small) -> None:
    text = "---\ntitle: Oil\n---\n\n![A tank](../images/\u00f6l.png)\n"
    checked = small.check({DECOMPOSED: written("PNG"), "content/about/oil.md": text})
    assert not checked.failed
    assert list(checked.corpus.images) == ["images/\u00f6l.png"]
    assert any('src="../../images/%C3%B6l.png"' in page.body for page in small.pages(checked))


def test_two_names_that_differ_in_code_points_alone_are_an_error(small: Small) -> None:
    said = small.report_texts({COMPOSED: written("PNG"), DECOMPOSED: written("PNG", (10, 10))})
    assert "another picture is named" in said


def test_what_is_no_picture_is_refused() -> None:
    wide = written("PNG", (10, 10))
    vast = wide[:16] + (MOST_PIXELS // 100).to_bytes(4, "big") + (1_000).to_bytes(4, "big") + wide[24:]
    for data in (b"", b"<html>", written("PNG")[:20], written("PNG", pnginfo=in_text())[:-30], vast):
        with pytest.raises(UnreadablePicture):
            without_metadata(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
@pytest.mark.parametrize("of_ten", [1, 5, 9])
def test_a_picture_that_is_cut_off_is_none(kind: str, of_ten: int) -> None:
    data = written(kind, (200, 200))
    assert without_metadata(data) == data
    with pytest.raises(UnreadablePicture):
        without_metadata(data[: len(data) * of_ten // 10])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_bytes_behind_a_picture_do_no_harm(kind: str) -> None:
    data = written(kind) + bytes(100)
    assert without_metadata(data) == data


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "it is empty", "again"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
            "Git LFS pointer",
            "git lfs pull",
        ),
        (b"/annex/objects/SHA256E-s9--0.png\n", "git-annex pointer", "git annex get"),
        (b"\n<!DOCTYPE html><title>404</title>", "web page", "the picture itself"),
        (
            b"<?xml version='1.0'?><!-- error --><html><body>404</body></html>",
            "web page",
            "the picture itself",
        ),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG", "PNG"),
        (b"words", "no PNG", "PNG"),
    ],
    ids=["empty", "lfs", "annex", "html", "xhtml", "svg", "text"],
)
def test_what_stands_in_a_pictures_place_is_named(data: bytes, message: str, hint: str) -> None:
    with pytest.raises(UnreadablePicture, match=message) as raised:
        without_metadata(data)
    assert hint in raised.value.hint

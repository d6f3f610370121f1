"""Names to be withheld: every disguise in which one could be published."""

from __future__ import annotations

import importlib.util
import json
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.growth import assert_tenfold
from support.small import Small

from dossier.cli import main
from dossier.leak_check import hits_in
from dossier.store.withheld import Unreadable, _Reading, folded, load, search

NAMES = {"witness-1": ("Jane Q. Doe", "جين دو")}


@pytest.mark.parametrize(
    "text",
    [
        "Jane Q. Doe",
        "jane q doe",
        "JANE Q. DOE",
        "Jane\nQ. Doe",
        "Jane&#32;Q.&nbsp;Doe",
        "<b>Jane</b> <i>Q.</i> Doe",
        "/actors/jane-q-doe/",
        "Jane%20Q.%20Doe",
        json.dumps("جين دو"),
        "جِين دو",
        "J\u200bane Q. D\u00f6e",
        "Jane<sup>1</sup> Q. Doe",
        "Jane%2520Q.%2520Doe",
        "J\\x61ne Q.\\nDoe",
        "J\u0430ne Q. D\u043ee",
        "ج\u0640ين دو",
        "جىن دو",
    ],
)
def test_every_disguise_is_found(text: str) -> None:
    assert [hit.actor for hit in search({"a/index.html": text.encode()}, NAMES)] == ["witness-1"]


ZELDA = {"witness": ("Zelda Quistberg",), "friend": ("Omar",), "brother": ("خالد",), "ivan": ("Иван Петров",)}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("\u202egrebtsiuQ adleZ\u202c", "witness"),
        ("ᴢᴇʟᴅᴀ ǫᴜɪꜱᴛʙᴇʀɢ", "witness"),
        ("Ζelda Quistberg", "witness"),  # a Greek capital
        ("Zеldа Quіstbеrg", "witness"),  # Cyrillic е, а, і
        ("Zelda Quistbe\u0433g".replace("\u0433", "r"), "witness"),
        ("Zeld4 Qu1stberg", "witness"),
        ("Ze1da Quistberg", "witness"),
        ("Z%65lda%2525252525252520Quistberg", "witness"),
        ("Zelda<!-- > --> Quistberg", "witness"),
        ("free #FreeOmar now", "friend"),
        ("Omar2 was there", "friend"),
        ("omar_1", "friend"),
        ("وخالد", "brother"),
        ("لخالد", "brother"),
        ("وبخالد", "brother"),
        ("والخالد", "brother"),
        ("Ивана Петрова", "ivan"),
        ("с Иваном Петровым", "ivan"),
        ("Ивану Петрову", "ivan"),
    ],
)
def test_forms_of_a_language_and_what_only_looks_like_the_name(text: str, actor: str) -> None:
    assert [hit.actor for hit in search({"a/index.html": text.encode()}, ZELDA)] == [actor]


@pytest.mark.parametrize(
    "text",
    ["мастера Иванова Петровича", "خلود", "Omarska", "the Romans", "Zelda met Mr. Quistberg", "kOmaromi"],
)
def test_another_word_is_not_the_name(text: str) -> None:
    assert not search({"a/index.html": text.encode()}, ZELDA)


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-9", "cp1251", "utf-8"])
def test_an_address_in_any_encoding(encoding: str) -> None:
    names = (
        {"x": ("Işık Özgür",)}
        if encoding == "iso8859-9"
        else {"x": ("Иван Петров",)}
        if encoding == "cp1251"
        else {"x": ("Jürgen Möß",)}
    )
    from urllib.parse import quote

    assert search({"a": quote(names["x"][0], encoding=encoding).encode()}, names)


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def cut_off(kind: bytes, data: bytes) -> bytes:
    """A chunk that ends with the file, and says that it is longer."""
    return (1 << 20).to_bytes(4, "big") + kind + data


NAME = b"Zelda Quistberg"
PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13))
EXIF = b"exif\n      26\n" + NAME.hex().encode() + b"\n"
PICTURES = {
    "tEXt": PNG + chunk(b"tEXt", b"Author\0" + NAME),
    "zTXt": PNG + chunk(b"zTXt", b"Author\0\0" + zlib.compress(NAME)),
    "iTXt": PNG + chunk(b"iTXt", b"Author\0\0\0\0\0" + NAME),
    "iTXt, compressed": PNG + chunk(b"iTXt", b"Author\0\1\0en\0x\0" + zlib.compress(NAME)),
    "a raw profile": PNG + chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(EXIF)),
    "eXIf": PNG + chunk(b"eXIf", b"MM\0*" + NAME),
    "IDAT that is no picture": PNG + chunk(b"IDAT", NAME),
    "IDAT, more behind the picture": PNG + chunk(b"IDAT", zlib.compress(bytes(9)) + NAME),
    "behind the end": PNG + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"") + NAME,
    "zTXt that is cut off": PNG + cut_off(b"zTXt", b"Author\0\0" + zlib.compress(NAME)[:-4]),
    "iTXt that is cut off": PNG + cut_off(b"iTXt", b"Author\0\1\0en\0x\0" + zlib.compress(NAME)[:-4]),
    "a raw profile that is cut off": PNG + cut_off(b"tEXt", b"Raw profile type exif\0" + NAME.hex().encode()),
    "IDAT that is cut off": PNG + cut_off(b"IDAT", zlib.compress(b"&#90;elda %51uistberg", 0) + b"crc?"),
    "the check sum of IDAT": PNG
    + chunk(b"IDAT", zlib.compress(bytes(9)))[:-4]
    + b"&#90"
    + b";elda Quistberg",
    "a comment of a JPEG": b"\xff\xd8\xff\xfe" + (len(NAME) + 2).to_bytes(2, "big") + NAME + b"\xff\xda",
    "XMP with entities": b"\xff\xd8\xff\xe1\0\x40http://ns.adobe.com/xap/1.0/\0<x>Zelda&#x20;Quistb&#101;rg</x>",
    "a PDF": b"%PDF-1.4\n1 0 obj\n<<>>\nstream\n"
    + zlib.compress(b"BT [(Zelda Qui) -20 (stberg)] TJ ET")
    + b"\nendstream",
    "a PDF's hexadecimal text": b"%PDF-1.4\n<" + NAME.hex().encode() + b">",
}


@pytest.mark.parametrize("name", list(PICTURES))
def test_what_is_packed_into_a_picture_is_unpacked(name: str) -> None:
    suffix = (
        ".pdf"
        if "PDF" in name
        else ".jpg"
        if name in ("a comment of a JPEG", "XMP with entities")
        else ".png"
    )
    assert [hit.actor for hit in search({f"images/a{suffix}": PICTURES[name]}, ZELDA)] == ["witness"]


def test_the_pixels_of_a_picture_are_not_read_as_text() -> None:
    stored = zlib.compress(NAME, 0)
    assert NAME in stored
    assert not search({"a.png": PNG + chunk(b"IDAT", stored[:9]) + chunk(b"IDAT", stored[9:])}, ZELDA)


@given(st.text() | st.text("aİıß½ﬁ\u0301\u0338=_-. ²Å한", max_size=12))
def test_a_text_is_folded_in_stretches_as_in_one(text: str) -> None:
    assert _Reading(text).letters == folded(text)


@pytest.mark.parametrize(
    ("name", "encoding"), [("Jürgen Möß", "cp1252"), ("Иван Петров", "cp1251"), ("Işık Özgür", "iso8859-9")]
)
def test_a_comment_in_8_bits(name: str, encoding: str) -> None:
    comment = name.encode(encoding)
    data = b"\xff\xd8\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + b"\xff\xda"
    assert search({"a.jpg": data}, {"x": (name,)})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        PNG[:20],
        PNG + b"\xff" * 12,
        b"\xff\xd8\xff\xe1\xff",
        b"%PDF-stream\n\0",
        PNG + chunk(b"zTXt", b"a\0\0x"),
    ],
)
def test_a_broken_picture_is_no_fault(data: bytes) -> None:
    assert not search({"a.png": data, "b.jpg": data, "c.pdf": data}, ZELDA)


def test_a_name_in_a_files_name_is_not_printed() -> None:
    (hit,) = search({"images/Zelda_Quistberg.png": b""}, ZELDA)
    assert hit.file == "images/(the name)"


def test_an_override_of_the_themes_own_file_is_searched_and_the_theme_is_not(tmp_path: Path) -> None:
    names = {"x": ("Material", "Zelda Quistberg")}
    folder = tmp_path / "assets" / "javascripts"
    folder.mkdir(parents=True)
    spec = importlib.util.find_spec("material")
    assert spec
    assert spec.submodule_search_locations
    theirs = next(
        (Path(spec.submodule_search_locations[0]) / "templates/assets/javascripts").glob("bundle*.js")
    )
    (folder / theirs.name).write_bytes(theirs.read_bytes())
    assert hits_in(tmp_path, names) == []
    (folder / "own.js").write_text("// by Zelda Quistberg", encoding="utf-8")
    assert [hit.file for hit in hits_in(tmp_path, names)] == ["assets/javascripts/own.js"]


def test_a_site_that_holds_the_name_already_is_said_to(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.write({"content/index.md": "---\ntitle: Home\n---\n\nZelda Quistberg was there.\n"})
    arguments = ["build", "-q", "-f", str(small.project / "mkdocs.yml")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    (tmp_path / "names").write_text("witness: Zelda Quistberg\n", encoding="utf-8")
    monkeypatch.setenv("DOSSIER_WITHHELD", str(tmp_path / "names"))
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "site/ holds such a name already" in done.output
    assert "Zelda" not in done.output
    assert "Quistberg" not in done.output


def test_a_files_name_is_searched_too() -> None:
    assert search({"images/Jane-Q-Doe.png": b""}, NAMES)


@pytest.mark.parametrize("text", ["locality", "precisionlocality", "Alia"])
def test_a_short_name_is_a_word_of_its_own(text: str) -> None:
    assert not search({"a": text.encode()}, {"x": ("Ali",)})
    assert search({"a": f"{text}: ALI.".encode()}, {"x": ("Ali",)})


@pytest.mark.parametrize("text", ["Jane Doe", "Q. Doe, Jane", "a doe"])
def test_what_is_not_the_name_is_not(text: str) -> None:
    assert not search({"a": text.encode()}, NAMES)


def test_the_file_is_read_and_its_faults_name_no_name(tmp_path: Path) -> None:
    path = tmp_path / "names"
    path.write_text("# comment\n\nwitness-1: Jane Q. Doe\nwitness-1: جين دو\n", encoding="utf-8")
    assert load(path) == NAMES
    path.write_text("Jane Q. Doe\n", encoding="utf-8")
    with pytest.raises(Unreadable) as caught:
        load(path)
    assert "Jane" not in str(caught.value)


def test_what_a_picture_says_of_itself_is_searched() -> None:
    assert search({"p.png": b"\x89PNG tEXt Author\0Jane Q. Doe\0"}, NAMES)
    assert search({"p.jpg": b"\xff\xd8" + "Jane Q. Doe".encode("utf-16-le")}, NAMES)


def test_a_name_around_a_note_is_found_in_linear_time() -> None:
    names = {"a": ("Zelda Quistberg",)}
    page = 'Zelda<sup id="noteref-1"><a href="#note-1">1</a></sup> Quist<span class="dossier-note">a note</span>berg'
    assert search({"a.html": page.encode()}, names)
    assert_tenfold(lambda n: lambda: search({"a.html": b"<sup>" * (n // 5)}, names), 200_000)

"""The encoding of a page: labels, marks, where a declaration counts, and bytes that cannot be read."""

from __future__ import annotations

import codecs

import pytest

from dossier.ingest import Refused, page
from dossier.ingest.encoding import HEAD, declared, decode
from dossier.ingest.saved import SavedPage

TURKISH = "“Anlaştık” — İzmir’de, ğüşıöç"
ARABIC = "انتهت المحادثات في الميناء دون بيان"
RUSSIAN = "Переговоры в порту закончились"


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-1", "cp1252", "“We agreed,” it’s done – €5"),
        ("latin1", "cp1252", "“it’s”"),
        ("us-ascii", "cp1252", "“it’s”"),
        ("iso-8859-9", "cp1254", TURKISH),
        ("latin5", "cp1254", TURKISH),
        ("x-cp1254", "cp1254", TURKISH),
        ("cp1256", "cp1256", ARABIC),
        ("x-cp1251", "cp1251", RUSSIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("koi", "koi8-r", RUSSIAN),
        ("x-mac-cyrillic", "mac-cyrillic", RUSSIAN),
        ("iso-8859-11", "cp874", "“ภาษาไทย”"),
        ("gb2312", "gb18030", "谈判结束𠀀"),
        ("gbk", "gb18030", "谈判结束𠀀"),
        ("x-sjis", "cp932", "会談は終了①"),
        ("ks_c_5601-1987", "cp949", "회담이 끝났다 뷁"),
        ("big5", "big5hkscs", "談判結束"),
        ("euc-jp", "euc_jp", "会談は終了"),
        ("unicode-1-1-utf-8", "utf-8", ARABIC),
        (" UTF-8\n", "utf-8", ARABIC),
    ],
)
@pytest.mark.parametrize("by", ["server", "meta", "http-equiv", "XML"])
def test_a_label_is_what_browsers_take_it_for(label: str, codec: str, text: str, by: str) -> None:
    head = {
        "server": "",
        "meta": f'<meta charset="{label}">',
        "http-equiv": f"<META content='text/html; charset = {label}' http-equiv=Content-Type >",
        "XML": f'<?xml version="1.0" encoding="{label.strip()}"?>',
    }[by]
    data = head.encode() + text.encode(codec)
    read, _ = decode(data, label if by == "server" else "")
    assert read == head + text


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<!-- <meta charset="koi8-r"> --><meta charset=utf-8>', "utf-8"),
        ('<!--><meta charset="koi8-r">', "koi8-r"),
        ('<meta name="description" content="charset=koi8-r">', None),
        ('<meta property="x" content="text/html; charset=koi8-r">', None),
        ('<link href="a?charset=koi8-r"><script src="x.js" charset="koi8-r"></script>', None),
        ("<script>document.write('<meta charset=koi8-r>')</script>", None),
        ("<title><meta charset=koi8-r></title><meta charset=windows-1256>", "windows-1256"),
        ("<a title='<meta charset=koi8-r>'>", None),
        ("<meta charset=nonsense><meta charset=koi8-r>", "koi8-r"),
        ("<meta charset=utf-16le>", "utf-8"),
        ("<meta charset=x-user-defined>", "windows-1252"),
        ("<meta http-equiv=refresh content='0; charset=koi8-r'>", None),
        ("<meta content='charset=\"koi8-r\"' http-equiv=content-type>", "koi8-r"),
        ("<meta/charset=koi8-r>", "koi8-r"),
        ("<metacharset=koi8-r>", None),
        ("<body><meta charset=koi8-r>", None),
        ("<meta charset=koi8-r><meta charset=utf-8>", "koi8-r"),
        ("< meta charset=koi8-r>", None),
        ("<meta charset='koi8-r", None),
        ("x" * 3000 + "<meta charset=koi8-r>", "koi8-r"),
    ],
)
def test_only_a_meta_tag_declares_it(head: str, name: str | None) -> None:
    found = declared(head.encode())
    assert (found and found.name) == name


def test_a_mark_comes_before_the_server_and_the_server_before_the_page() -> None:
    body = "<meta charset=koi8-r>" + ARABIC
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        assert decode(mark + body.encode(codec), "windows-1252") == (body, ())
    assert decode(body.encode("utf-8"), "utf8") == (body, ())
    assert decode(body.encode("cp1256"), "windows-1256") == (body, ())
    assert decode(f"<meta charset=koi8-r>{RUSSIAN}".encode("koi8-r"), "no-such-label")[0].endswith(RUSSIAN)


@pytest.mark.parametrize(
    ("data", "charset", "text", "told"),
    [
        (ARABIC.encode() + b"\xd8 end", "utf-8", ARABIC + "\ufffd end", "1 byte could not be read as utf-8"),
        (ARABIC.encode() + b"\xd8 end", "", ARABIC + "\ufffd end", "1 byte could not be read as utf-8"),
        (b"\xfd\xfe\xff" + ARABIC.encode(), "utf-8", "\ufffd\ufffd\ufffd" + ARABIC, "3 bytes could not be read as utf-8"),
        (b"\xe3\x81", "utf-8", "\ufffd", "2 bytes could not be read as utf-8"),
        (b"a\x81b", "iso-8859-1", "a\ufffdb", "1 byte could not be read as windows-1252"),
        ("会談".encode("cp932") + b"\x81", "shift_jis", "会談\ufffd", "1 byte could not be read as shift_jis"),
        ("“it’s”".encode("cp1252"), "", "“it’s”", "was read as windows-1252"),
        ("it’s".encode(), "iso-8859-1", "itâ€™s", "its bytes are valid UTF-8"),
        (b"plain", "iso-8859-1", "plain", None),
        (ARABIC.encode(), "", ARABIC, None),
        (b"a\0b", "utf-8", "ab", None),
    ],
)  # fmt: skip
def test_bad_bytes_are_replaced_and_counted(data: bytes, charset: str, text: str, told: str | None) -> None:
    read, notes = decode(data, charset)
    assert read == text
    assert [told in note for note in notes] == ([True] if told else []), notes


UNDECLARED = [
    (
        "cp1251",
        "Судовладельцы встретились с профсоюзом в субботу и говорили три часа. Министерство прислало наблюдателя.",
    ),
    (
        "koi8-r",
        "Судовладельцы встретились с профсоюзом в субботу и говорили три часа. Министерство прислало наблюдателя.",
    ),
    (
        "cp1256",
        "التقى أصحاب السفن بالنقابة على الرصيف يوم السبت وتحدثوا نحو ثلاث ساعات كاملة، ولم يوقع أحد ورقة.",
    ),
    (
        "cp1254",
        "“Anlaştık” dedi bakan İzmir’de iskelede bekleyenlere cumartesi günü uzun süre. Gemiciler üç saat boyunca "
        "ücretleri konuştular ve kimse imza atmadı bu kez. Sendika yeniden buluşacağız dedi ve işçiler yağmurda bekledi.",
    ),
    (
        "cp1252",
        "Les armateurs ont rencontré le syndicat au quai samedi ; personne n’a signé, l’été s’achève.",
    ),
]


@pytest.mark.parametrize(("codec", "text"), UNDECLARED)
@pytest.mark.parametrize(
    "form", ["{}", "<html><head><title>x</title></head><body><p>{}</p><script>var a;</script></body></html>"]
)
def test_an_encoding_that_is_not_declared_is_guessed_by_the_letters(codec: str, text: str, form: str) -> None:
    read, notes = decode(form.format(text).encode(codec))
    assert text in read
    assert len(notes) == 1
    assert "are its letters right?" in notes[0]


def test_the_language_of_a_page_tells_its_encoding() -> None:
    assert decode("<html dir=ltr lang='tr'>Şişli, iş".encode("cp1254"))[0].endswith("Şişli, iş")
    assert decode('<html lang="pl-PL">Łódź, ął'.encode("cp1250"))[0].endswith("Łódź, ął")


def test_a_page_whose_letters_are_lost_is_refused() -> None:
    body = "".join(f"<p>{text}</p>" for _, text in UNDECLARED[:1] * 3)
    with pytest.raises(Refused, match="bytes could not be read as utf-8"):
        page.extract(SavedPage(f"<meta charset=utf-8><h1>Talks</h1>{body}".encode("cp1251")), "x")


@pytest.mark.parametrize("label", ["hz-gb-2312", "iso-2022-kr", "iso-2022-cn", "replacement"])
def test_an_encoding_that_no_browser_reads_is_refused(label: str) -> None:
    with pytest.raises(Refused, match="no browser reads"):
        decode(b"~{<:Ky2;VV~}", label)


def test_references_to_c1_controls_are_windows_1252() -> None:
    written = "&#147;it&#146;s&#148; &#x96; &#0151; &#1280; &#127; &#x960; &#160;"
    assert decode(written.encode(), "utf-8")[0] == "“it’s” – — &#1280; &#127; &#x960; &#160;"


def test_a_hostile_head_is_scanned_in_linear_time() -> None:
    for piece in (b"<", b"<!--", b"<a b='", b'<meta charset="', b"<script>", b"<meta a=b ", b"</"):
        assert declared(piece * (HEAD // len(piece))) is None


def test_a_page_tells_what_could_not_be_read() -> None:
    text = "<p>“We agreed,” said Olga Vintner — after six hours of talks in the harbour, it’s done.</p>" * 3
    data = b"<meta charset=iso-8859-1><h1>Talks end</h1><meta name=description content='\x81'>" + text.encode(
        "cp1252"
    )
    found = page.extract(SavedPage(data, "https://dock-herald.example/a"), "x")
    assert found.paragraphs[0].startswith("“We agreed,” said Olga Vintner — after")
    assert "1 byte could not be read as windows-1252; \ufffd stands in their place" in found.notes

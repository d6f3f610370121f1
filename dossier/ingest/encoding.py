"""The encoding of a page, and its text: the WHATWG Encoding and HTML standards, as browsers follow them.

A byte order mark comes first, then the server's charset, then the page's own declaration. Bytes that the encoding does not
have are replaced and counted; the rest of the page is not read in another encoding because of them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextvars import ContextVar

import webencodings

from dossier.ingest import Refused

HEAD = 65_536
"""Bytes in which a declaration is searched for: the standard scans 1,024 in advance, and obeys a later tag, too."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
_TAG = re.compile(rb"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    rb"[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)))?"
)
_IN_CONTENT = re.compile(r"charset\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s;\"']+))", re.I)
_XML = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]+)[\"']")
_RAW = (b"script", b"style", b"title", b"textarea")
_BRACKETS = re.compile(rb"[<>]")
_LEGACY = {
    **{f"cp{number}": f"windows-{number}" for number in (1250, 1251, 1252, 1253, 1254, 1255, 1256)},
    "koi8_r": "koi8-r",
    "gb18030": "gb18030",
    "big5": "big5",
    "shift_jis": "shift_jis",
    "euc_jp": "euc-jp",
    "euc_kr": "euc-kr",
}
"""Encodings that a page may have without saying so, by Python's names."""
_LANGUAGE = re.compile(rb"<html\b[^>]{0,500}?\slang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.I)
_OF_LANGUAGES = {
    **dict.fromkeys("ar fa".split(), "windows-1256"),
    **dict.fromkeys("ba be bg kk ky mk ru sah sr tg tt uk".split(), "windows-1251"),
    **dict.fromkeys("az ku tr".split(), "windows-1254"),
    **dict.fromkeys("cs hu pl sk sl hr".split(), "windows-1250"),
    **{"el": "windows-1253", "he": "windows-1255", "ja": "shift_jis", "ko": "euc-kr", "th": "windows-874"},
}
MOST_GUESSED = 100_000
"""Bytes by which an encoding is guessed."""
_WINDOWS_REFERENCE = re.compile(r"&#(?:0{0,4}(1[2-5]\d)(?!\d)|[xX]0{0,4}([89][0-9a-fA-F])(?![0-9a-fA-F]));?")
"""Numbers 128 to 159, which HTML reads as Windows-1252."""
_lost: ContextVar[list[int]] = ContextVar("_lost")


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    _lost.get().append(error.end - error.start)
    return "\ufffd", error.end


codecs.register_error("dossier.counted", _replace)


def decode(data: bytes, charset: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a page without NUL characters, and notes on what could not be read or had to be guessed.

    `charset` is the label that the server gave; empty if unknown. Raises `Refused` for an encoding that no browser reads.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    encoding = webencodings.lookup(marked or charset) or declared(data[:HEAD])
    notes = []
    if encoding is None:
        encoding = webencodings.UTF8
        text, lost = _decoded(data, encoding)
        if 2 * lost > len(_not_ascii(data)):
            encoding = _guessed(data)
            text, lost = _decoded(data, encoding)
            notes.append(
                f"it does not say its encoding, and was read as {encoding.name}: are its letters right?"
            )
    elif encoding.name == "replacement":
        raise Refused(
            "the page is written in an encoding that no browser reads; save its text by hand as UTF-8"
        )
    else:
        text, lost = _decoded(data, encoding)
        if (
            not encoding.name.startswith("utf-")
            and _not_ascii(data)
            and not _decoded(data, webencodings.UTF8)[1]
        ):
            notes.append(
                f"it says that it is {encoding.name}, and its bytes are valid UTF-8: are its letters right?"
            )
    if lost:
        are = "byte" if lost == 1 else "bytes"
        notes.append(f"{lost} {are} could not be read as {encoding.name}; \ufffd stands in their place")
    return _WINDOWS_REFERENCE.sub(_named, text.replace("\0", "")).removeprefix("\ufeff"), tuple(notes)


def declared(head: bytes) -> webencodings.Encoding | None:
    """The encoding that the beginning of a page declares: in a meta tag, else in its XML declaration; None without one.

    Only tags count: not comments, and not the text of scripts and titles.
    """
    for attributes in _meta_tags(head):
        label = attributes.get("charset", "")
        if not label and attributes.get("http-equiv", "").strip().lower() == "content-type":
            match = _IN_CONTENT.search(attributes.get("content", ""))
            label = next(filter(None, match.groups()), "") if match else ""
        if encoding := _of_tag(label):
            return encoding
    xml = _XML.match(head)
    return _of_tag(xml[1].decode("ascii", "replace")) if xml else None


def _guessed(data: bytes) -> webencodings.Encoding:
    """The encoding of a page that declares none: its language's (HTML, 13.2.3.2, table of defaults), else by its letters
    (charset_normalizer); Windows-1252 if nothing tells.
    """
    from charset_normalizer import from_bytes

    language = _LANGUAGE.search(data[:HEAD])
    default = _OF_LANGUAGES.get(language[1].decode().lower()) if language else None
    if default and (encoding := webencodings.lookup(default)) and not _decoded(data, encoding)[1]:
        return encoding
    sample = b"\n".join(part for part in _BRACKETS.split(data[:MOST_GUESSED]) if not part.isascii())
    best = from_bytes(sample, cp_isolation=list(_LEGACY)).best() if sample else None
    encoding = webencodings.lookup(_LEGACY[best.encoding] if best else "windows-1252")
    assert encoding
    return encoding


def _of_tag(label: str) -> webencodings.Encoding | None:
    """HTML, 13.2.3.2: a tag that could be read as ASCII is in no UTF-16, and x-user-defined is Windows-1252."""
    encoding = webencodings.lookup(label)
    if encoding and encoding.name.startswith("utf-16"):
        return webencodings.UTF8
    return webencodings.lookup("windows-1252") if encoding and encoding.name == "x-user-defined" else encoding


def _meta_tags(head: bytes) -> Iterator[dict[str, str]]:
    """The attributes of the meta tags before the body."""
    lower, at = head.lower(), 0
    while (at := head.find(b"<", at)) >= 0:
        if head.startswith(b"<!--", at):
            end = head.find(b"-->", at + 2)
            at = end + 3 if end >= 0 else len(head)
            continue
        if head[at + 1 : at + 2] in (b"!", b"?"):
            at += 2
            continue
        match = _TAG.match(head, at)
        if not match:
            at += 1
            continue
        name, at = match[1].lower(), match.end()
        attributes: dict[str, str] = {}
        while attribute := _ATTRIBUTE.match(head, at):
            at = attribute.end()
            value = next((v for v in attribute.groups()[1:] if v is not None), b"")
            attributes.setdefault(attribute[1].decode("latin-1").lower(), value.decode("latin-1"))
        if match[0].startswith(b"</"):
            continue
        if name == b"meta":
            yield attributes
        elif name == b"body":
            return
        elif name in _RAW:
            end = lower.find(b"</" + name, at)
            at = end if end >= 0 else len(head)


def _decoded(data: bytes, encoding: webencodings.Encoding) -> tuple[str, int]:
    """The text, and the number of bytes in it that were replaced."""
    lost: list[int] = []
    token = _lost.set(lost)
    try:
        if encoding.name == "gbk":  # the standard's decoder of it is that of gb18030
            text = data.decode("gb18030", "dossier.counted")
        else:
            text = encoding.codec_info.decode(data, "dossier.counted")[0]
    finally:
        _lost.reset(token)
    return text, sum(lost)


def _not_ascii(data: bytes) -> bytes:
    return data.translate(None, bytes(range(128)))


def _named(match: re.Match[str]) -> str:
    number = int(match[1]) if match[1] else int(match[2], 16)
    if not 128 <= number <= 159:
        return match[0]
    return bytes([number]).decode("cp1252", "replace")

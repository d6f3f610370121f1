"""MHTML (RFC 2557), a browser's "single file": the page in it, its charset and its address."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from itertools import islice

from dossier.ingest import Refused, saved

_HEAD = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_MULTIPART = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)
MAX_PARTS = 5_000


def is_mhtml(data: bytes) -> bool:
    """True if the file begins with the header of a mail of related parts."""
    head = _HEAD.match(data[:20_000].lstrip())
    return head is not None and _MULTIPART.search(head[0]) is not None


def page(data: bytes, name: str) -> saved.SavedPage:
    """The root page of an MHTML file; raises `Refused` if there is none."""
    try:
        mail = message_from_bytes(data)
        parts = list(islice(mail.walk(), MAX_PARTS))
        root = str(mail.get_param("start") or "")
        html = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        meant = next(
            (part for part in html if root and part.get("Content-ID") == root), html[0] if html else None
        )
        body = meant.get_payload(decode=True) if meant is not None else None
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError):
        raise Refused(f"{name} is no MHTML that can be read") from None
    if meant is None or not isinstance(body, bytes):
        raise Refused(f"{name} is MHTML, and no page is in it")
    saved.check_is_page(body, name)
    return saved.SavedPage(body, _address(mail, meant), str(meant.get_param("charset") or ""), "MHTML")


def _address(mail: Message, part: Message) -> str:
    stated = (mail.get("Snapshot-Content-Location"), part.get("Content-Location"))
    return next((address for text in stated if text and (address := saved.sound(str(text).strip()))), "")

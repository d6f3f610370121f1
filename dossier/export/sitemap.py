"""`sitemap.xml` (sitemaps.org 0.9), without dates, so that its bytes are the same on every day.

MkDocs also writes a `.gz`, whose bytes depend on the machine's zlib. Crawlers take the plain file, so there is none
here.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)


def sitemap(addresses: Sequence[str], site_url: str) -> bytes:
    """The addresses of all pages; `site_url` ends in a slash."""
    lines = [
        f"  <url><loc>{escape(site_url + quote(address), quote=False)}</loc></url>\n"
        for address in sorted(addresses)
    ]
    return (HEAD + "".join(lines) + "</urlset>\n").encode()

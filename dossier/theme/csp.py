"""The content security policy of every page (CSP Level 3), as a `<meta>` and as a header: no other host, no inline
script but the theme's.

The hashes are those of the theme's own partials, drawn here without any page: text of a contributor that slipped into a
page unescaped would not be among them.
"""

from __future__ import annotations

import base64
import hashlib
import re

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from dossier.model.pages import ECHO, EMBED
from dossier.model.parts import FOLDERS

INLINE = ("base", "palette", "content", "storage", "stored", "404")
"""The theme's inline scripts, Material's and ours: `partials/javascripts/NAME.html`."""
STYLE = "partials/404-style.html"
"""The style of the page that stands at any address, which may find no style sheet."""

HEADERS = "_headers"

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(env: Environment, config: MkDocsConfig) -> str:
    """The value of the header."""
    hashes = []
    for name in INLINE:
        features = config.theme.get("features") or []
        drawn = env.get_template(f"partials/javascripts/{name}.html").render(
            config=config, base_url=".", features=features
        )
        hashes += [f"'sha256-{_digest(script)}'" for script in _SCRIPT.findall(drawn)]
    styles = [f"'sha256-{_digest(style)}'" for style in _STYLE.findall(env.get_template(STYLE).render())]
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {' '.join(hashes)}",
            f"style-src 'self' {' '.join(styles)}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def headers(value: str) -> str:
    """The file `_headers`, from which several hosts take what they send with every page.

    It holds what a `<meta>` cannot say as well: that no other page may frame this one, except a claim's echo and a view of
    Explore, which are made for that. Hosts send what stands under each pattern that fits, so the ban is `X-Frame-Options`:
    browsers ignore it where a policy has `frame-ancestors` (CSP Level 3, 6.4.2).
    """
    lines = (
        f"Content-Security-Policy: {value}",
        "X-Frame-Options: DENY",
        "Referrer-Policy: no-referrer",
        "X-Content-Type-Options: nosniff",
    )
    framed = ("Content-Security-Policy: frame-ancestors *",)
    rules = {"/*": lines, f"/{FOLDERS['claim']}/*/{ECHO}": framed, f"/explore/{EMBED}": framed}
    return "".join(f"{where}\n" + "".join(f"  {line}\n" for line in said) for where, said in rules.items())


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

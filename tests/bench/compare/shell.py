"""The frame of a page, taken from one that dossier built, with slots for what differs from page to page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from compare.model import ROOT, Shell

TITLE, DESCRIPTION, ADDRESS, BODY = "@@TITLE@@", "@@DESCRIPTION@@", "@@ADDRESS@@", "@@BODY@@"
"""The address is a page's path below the site's."""
ARTICLE = '<article class="md-content__inner md-typeset">'
DESCRIBED = re.compile(r'<meta name="description" content="([^"]*)"')


def taken(site: Path, into: Path) -> Shell:
    """The shell of an article's page; the list of contents stays as it is on that page."""
    pages = sorted((site / "articles").glob("*/index.html"))
    page = next(page for page in pages if DESCRIBED.search(page.read_text("utf-8")))
    before, _, rest = page.read_text("utf-8").partition(ARTICLE)
    after = rest.rpartition("</article>")[2]
    heading, description = (
        re.search(r"<title>(.*) - A made-up dossier[^<]*</title>", before),
        DESCRIBED.search(before),
    )
    assert heading and description and after
    text = f"{before}{ARTICLE}{BODY}</article>{after}"
    for old, new in {
        heading[1]: TITLE,
        description[0]: f'<meta name="description" content="{DESCRIPTION}"',
        f"{ROOT}articles/{page.parent.name}/": ROOT + ADDRESS,
        '"../../': f'"{ROOT}',
        '"../.."': f'"{ROOT}"',
        '"../"': f'"{ROOT}articles/"',
    }.items():
        text = text.replace(old, new)
    assert all(text.count(slot) for slot in (TITLE, DESCRIPTION, ADDRESS, BODY))
    shutil.copytree(site / "assets", into / "assets", dirs_exist_ok=True)
    return Shell(text, into / "assets")

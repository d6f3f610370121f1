"""A page in Markdown: a paragraph stays one, whatever it begins with."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from support.small import Small

from dossier.export.twins.writing import plain
from dossier.pipeline import compose


@pytest.mark.parametrize(
    "text", ["2019. A year", "3) A number", "- A dash", "+ A plus", "= A sign", "12", "> Further"]
)
def test_a_line_is_text_whatever_it_begins_with(text: str) -> None:
    html = MarkdownIt("commonmark").render(plain(text))
    assert re.findall(r"<(\w+)", html) == ["p"]
    assert "\\" not in html


def test_a_paragraph_of_a_record_is_no_item_of_a_list(small: Small) -> None:
    body = "2019\\. It began.\n\n\\+ More.\n\n\\- Less.\n\n1. An item.\n"
    files = {
        "content/index.md": "---\ntitle: A\n---\n\nHome.\n",
        "content/about/it.md": f"---\ntitle: It\n---\n\n{body}",
    }
    settings = replace(small.write(files), data=("markdown",))
    site = compose(small.check(), settings)
    page = next(page for page in site.pages if page.address == "about/it/")
    twin = dict(page.beside)["index.md"]
    html = MarkdownIt("commonmark").render(twin if isinstance(twin, str) else twin.decode())
    assert re.findall(r"<(?:h1|p|ul|li)>", html)[:5] == ["<h1>", "<p>", "<p>", "<p>", "<ul>"]
    assert "2019. It began." in html

"""A page in Markdown: a paragraph stays one, whatever it begins with."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from support.small import Small

from dossier.export.commonmark import plain
from dossier.pipeline import compose


@pytest.mark.parametrize(
    "text", ["2019. A year", "3) A number", "- A dash", "+ A plus", "= A sign", "12", "> Further"]
)
def test_a_line_is_text_whatever_it_begins_with(text: str) -> None:
    html = MarkdownIt("commonmark").render(plain(text))
    assert re.findall(r"<(\w+)", html) == ["p"]
    assert "\\" not in html


def html_of(small: Small, body: str) -> str:
    """The twin of a page with this body, as CommonMark reads it."""
    files = {
        "content/index.md": "---\ntitle: A\n---\n\nHome.\n",
        "content/about/it.md": f"---\ntitle: It\n---\n\n{body}",
    }
    settings = replace(small.write(files), data=("markdown",))
    site = compose(small.check(), settings)
    page = next(page for page in site.pages if page.address == "about/it/")
    twin = dict(page.beside)["index.md"]
    return MarkdownIt("commonmark").render(twin if isinstance(twin, str) else twin.decode())


def test_a_paragraph_of_a_record_is_no_item_of_a_list(small: Small) -> None:
    html = html_of(small, "2019\\. It began.\n\n\\+ More.\n\n\\- Less.\n\n1. An item.\n")
    assert re.findall(r"<(?:h1|p|ol|li)>", html)[:5] == ["<h1>", "<p>", "<p>", "<p>", "<ol>"]
    assert "2019. It began." in html


BODY = """\
## One

3. Third, with a note[^a].
4. Fourth:
    - Within.

> Quoted.

| Kind | Number |
|---|---|
| Pears | 2 |

Term
: What it is.

```
code `x` [y]
```

[^a]: Said below.
"""


def test_what_a_text_is_made_of_stays(small: Small) -> None:
    html = re.sub(r"\n\s*", "", html_of(small, BODY))
    for part in (
        "<h2>One</h2>",
        '<ol start="3"><li>Third, with a note [1].</li><li>Fourth:<ul><li>Within.</li></ul></li></ol>',
        "<blockquote><p>Quoted.</p></blockquote>",
        "<li>Kind: Pears; Number: 2</li>",
        "<li>Term: What it is.</li>",
        "<pre><code>code `x` [y]</code></pre>",
        "<h2>Notes</h2><ol><li>Said below.</li></ol>",
    ):
        assert part in html, (part, html)

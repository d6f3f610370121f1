"""Our templates escape whatever they show, but what is HTML already."""

from __future__ import annotations

import pytest
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from dossier.render.templating import Templates


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ text }}", "&lt;b&gt; &amp; &#34;&#39;"),
        ("{{ html }}", "<b>"),
        ("{{ number }}{{ none }}", "7None"),
        ("{{ text ~ html }}", "&lt;b&gt; &amp; &#34;&#39;<b>"),
        ("{{ f(text) }}|{{ f(f(text), more=html) }}", "&lt;b&gt; &amp; &#34;&#39;|&lt;b&gt; &amp; &#34;&#39;"),
        ("{% macro m(x) %}({{ x }}){% endmacro %}{{ m(html) }}{{ m(text) }}", "(<b>)(&lt;b&gt; &amp; &#34;&#39;)"),
        ("{{ [text, html] | join(' ') }}", "&lt;b&gt; &amp; &#34;&#39; <b>"),
    ],
)  # fmt: skip
def test_what_is_shown(template: str, shown: str) -> None:
    values = {
        "text": "<b> & \"'",
        "html": Markup("<b>"),
        "number": 7,
        "none": None,
        "f": lambda x, more=None: x,
    }
    assert Templates().from_string(template).render(values) == shown


@pytest.mark.parametrize("template", ["{{ missing }}", "{{ missing.more }}", "{{ missing() }}"])
def test_what_is_missing_is_an_error(template: str) -> None:
    with pytest.raises(UndefinedError):
        Templates().from_string(template).render()


def test_a_call_that_no_template_makes() -> None:
    with pytest.raises(TypeError):
        Templates().from_string("{{ f(*x) }}")

"""What the mutation check takes out of a template and of a module."""

from __future__ import annotations

import ast

import pytest
from mutation.mutants import of_module, of_template


@pytest.mark.parametrize(
    ("source", "mutants"),
    [
        ("<p>a</p>", ["<p></p>", ""]),
        ("{% if x %}a{% else %}{{ y }}{% endif %}", [
            "{% if x %}{% else %}{{ y }}{% endif %}", "{% if x %}a{% else %}{% endif %}"]),
        ("{% for x in y %}<li>{{ x }}</li>{% endfor %}", [
            "{% for x in y %}{% endfor %}", "{% for x in y %}<li></li>{% endfor %}"]),
        ("<dt>a</dt><dd>{{ b }}</dd>", [
            "", "<dt></dt><dd>{{ b }}</dd>", "<dt>a</dt>", "<dt>a</dt><dd></dd>"]),
        ('<a href="{{ x("y") }}">{{ z }}</a>', [
            "", "<a>{{ z }}</a>", '<a href="">{{ z }}</a>', '<a href="{{ x("y") }}"></a>']),
        ("<p>{% if x %}</p>{% endif %}", ["<p>{% if x %}{% endif %}"]),
        ("{# a comment #}", []),
    ],
)  # fmt: skip
def test_of_template(source: str, mutants: list[str]) -> None:
    assert sorted(m.source for m in of_template("t.html", source)) == sorted(mutants)


def test_of_module() -> None:
    source = "A = ('x', 'y')\ndef f(a: tuple[int, int]):\n    return sorted(f'{a}!', key=lambda b: (b, a)) if a else {1: 2}"
    assert [f"{m.kind}: {m.removed}" for m in of_module("m.py", source)] == [
        "element: 'x'",
        "element: 'y'",
        "condition: sorted(f'{a}!', key=lambda b: (b, a))",
        "f-string piece: {a}",
        "f-string piece: '!'",
        "entry: 1: 2",
    ]


def test_an_operand_is_taken_out_by_what_changes_nothing() -> None:
    mutants = [(m.removed, ast.unparse(m.tree)) for m in of_module("m.py", "a and b or c") if m.tree]
    assert mutants == [
        ("a and b", "False or c"),
        ("c", "a and b or False"),
        ("a", "True and b or c"),
        ("b", "a and True or c"),
    ]

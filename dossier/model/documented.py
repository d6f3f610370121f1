"""The documentation of the model, read from its source: the text beneath each field."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache

from dossier.model.parts import key_of


@cache
def documentation(cls: type) -> dict[str, str]:
    """The text beneath each field of a class and of its base classes, by key in the front matter."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__[:-1]):
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(base))).body
        assert isinstance(tree, ast.ClassDef)
        for field, below in zip(tree.body, tree.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                text = below.value if isinstance(below, ast.Expr) else None
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found[key_of(field.target.id)] = " ".join(text.value.split()).replace("`", "")
    return found


def purpose(cls: type) -> str:
    """The first paragraph of a class's docstring."""
    return " ".join((inspect.getdoc(cls) or "").split("\n\n")[0].split()).replace("`", "")

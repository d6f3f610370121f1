"""Mutants of what pages are made of: a template or a module with one piece taken out.

Of a template: the body of each branch of an `if` or `for`, each expression, each element (a `dt` with its `dd`), each
attribute that an outline shows, each text. Of a module: each element of a list, tuple, set or dictionary, each piece of an
f-string, each operand of `and` and `or`, what a conditional expression or an `if` adds, each value that a page is given.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from support.outline import SHOWN

_JINJA = r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}"
_TAG = rf"</?[a-zA-Z][\w-]*(?:{_JINJA}|[^<>{{]|\{{(?![{{%#]))*>"
_TOKEN = re.compile(f"(?P<jinja>{_JINJA})|(?P<tag>{_TAG})", re.DOTALL)
_ATTRIBUTE = re.compile(
    r'\s+(?P<name>[a-z][\w-]*)(?:="(?:\{\{.*?\}\}|\{%.*?%\}|[^"{]|\{(?![{%]))*")?', re.DOTALL
)
_VOID = {"br", "hr", "img", "input", "wbr"}


@dataclass(frozen=True)
class Mutant:
    """A file without one piece."""

    file: str
    line: int
    kind: str
    removed: str
    """What was taken out, its white space folded."""
    source: str = ""
    """A template's text without it."""
    tree: ast.Module | None = None
    """A module without it."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}: {self.removed}"


def of_template(file: str, source: str) -> Iterator[Mutant]:
    """The mutants of a template; no two have the same text."""
    seen = {source}
    for kind, first, last in sorted(_spans(source), key=lambda span: (span[1], -span[2])):
        mutated = source[:first] + source[last:]
        if mutated not in seen:
            seen.add(mutated)
            lead = len(source[first:last]) - len(source[first:last].lstrip())
            line = source.count("\n", 0, first + lead) + 1
            yield Mutant(file, line, kind, " ".join(source[first:last].split()), mutated)


def _spans(source: str) -> Iterator[tuple[str, int, int]]:
    tokens = list(_TOKEN.finditer(source))
    at = 0
    for token in [*tokens, None]:
        end = token.start() if token else len(source)
        if re.search(r"[^\W\d_]", source[at:end]):
            yield "text", at, end
        at = token.end() if token else end
    # An `if` or an expression may stand inside a tag.
    jinja = list(re.finditer(_JINJA, source, re.DOTALL))
    for match in jinja:
        if match[0].startswith("{{"):
            yield "expression", match.start(), match.end()
    yield from _branches(jinja)
    yield from _elements(source, [token for token in tokens if token["tag"]])
    for token in tokens:
        if token["tag"] and not token[0].startswith("</"):
            for attribute in _ATTRIBUTE.finditer(token[0]):
                if attribute["name"] in SHOWN:
                    yield "attribute", token.start() + attribute.start(), token.start() + attribute.end()


def _branches(jinja: list[re.Match[str]]) -> Iterator[tuple[str, int, int]]:
    """What stands in each branch of each `if` and `for`."""
    opened: list[tuple[str, int]] = []
    for match in jinja:
        word = _statement(match[0])
        if word in ("elif", "else", "endif", "endfor"):
            kind, start = opened.pop()
            yield f"{kind} body", start, match.start()
        if word in ("if", "for") or word in ("elif", "else"):
            opened.append((word, match.end()))


def _statement(text: str) -> str:
    match = re.match(r"\{%-?\s*(\w+)", text)
    return match[1] if match else ""


def _elements(source: str, tags: list[re.Match[str]]) -> Iterator[tuple[str, int, int]]:
    """Elements within one branch; a term goes with its description."""
    spans: list[tuple[str, int, int]] = []
    opened: list[tuple[str, int]] = []
    for tag in tags:
        name = re.sub(r"[^\w-].*", "", tag[0].lstrip("</"), flags=re.DOTALL)
        if tag[0].startswith("</"):
            if any(name == other for other, _ in opened):
                while opened[-1][0] != name:
                    opened.pop()
                spans.append((*opened.pop(), tag.end()))
        elif tag[0].endswith("/>") or name in _VOID:
            spans.append((name, tag.start(), tag.end()))
        else:
            opened.append((name, tag.start()))
    starts = {start: end for name, start, end in spans if name == "dd"}
    for name, start, end in spans:
        gap = re.compile(r"\s*").match(source, end)
        if name == "dt" and gap and gap.end() in starts:
            end = starts[gap.end()]
        if _balanced(source[start:end]):
            yield f"<{name}>", start, end


def _balanced(text: str) -> bool:
    """Whether a piece of a template closes each statement that it opens, and no other."""
    depth = 0
    for match in re.finditer(r"\{%-?\s*(\w+)", text):
        if match[1] in ("if", "for", "macro", "block"):
            depth += 1
        elif match[1] in ("endif", "endfor", "endmacro", "endblock"):
            depth -= 1
        elif match[1] in ("elif", "else") and not depth:
            return False
        if depth < 0:
            return False
    return depth == 0


def of_module(file: str, source: str) -> Iterator[Mutant]:
    """The mutants of a module. Each shares its tree with the others: it is whole again when the next is asked for."""
    tree = ast.parse(source)
    for node in list(_shown(tree)):
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            yield from _without_each(file, tree, node, "element", "elts")
        elif isinstance(node, ast.JoinedStr):
            yield from _without_each(file, tree, node, "f-string piece", "values")
        elif isinstance(node, ast.Dict):
            for number, key in enumerate(node.keys):
                keys, values = node.keys, node.values
                node.keys = [*keys[:number], *keys[number + 1 :]]
                node.values = [*values[:number], *values[number + 1 :]]
                part = f"{ast.unparse(key) if key else '**'}: {ast.unparse(values[number])}"
                yield Mutant(file, values[number].lineno, "entry", _short(part), tree=tree)
                node.keys, node.values = keys, values
        elif isinstance(node, ast.IfExp):
            test, node.test = node.test, ast.copy_location(ast.Constant(False), node.test)
            yield Mutant(file, node.lineno, "condition", _short(ast.unparse(node.body)), tree=tree)
            node.test = test
        elif isinstance(node, ast.BoolOp):
            neutral = isinstance(node.op, ast.And)
            for number, operand in enumerate(node.values):
                node.values[number] = ast.copy_location(ast.Constant(neutral), operand)
                yield Mutant(file, operand.lineno, "operand", _short(ast.unparse(operand)), tree=tree)
                node.values[number] = operand
        elif isinstance(node, ast.If):
            test, node.test = node.test, ast.copy_location(ast.Constant(False), node.test)
            yield Mutant(file, node.lineno, "if body", _short(ast.unparse(node.body[0])), tree=tree)
            node.test = test
        elif isinstance(node, ast.Call) and _is_page(node):
            yield from _without_each(file, tree, node, "value", "keywords")


def _without_each(file: str, tree: ast.Module, node: ast.AST, kind: str, name: str) -> Iterator[Mutant]:
    parts = getattr(node, name)
    for number, part in enumerate(parts):
        setattr(node, name, [*parts[:number], *parts[number + 1 :]])
        if isinstance(part, ast.FormattedValue):
            shown = f"{{{ast.unparse(part.value)}}}"
        elif isinstance(part, ast.keyword):
            shown = f"{part.arg}={ast.unparse(part.value)}"
        else:
            shown = ast.unparse(part)
        yield Mutant(file, part.lineno, kind, _short(shown), tree=tree)
        setattr(node, name, parts)


def _is_page(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr in ("page", "record_page")


def _short(text: str) -> str:
    return " ".join(text.split())


def _shown(tree: ast.AST) -> Iterator[ast.AST]:
    """Nodes that make what is shown: no annotation, target, sort key, docstring, assertion or type check."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "target", "targets", "slice", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, (ast.Assert, ast.Import, ast.ImportFrom)):
                continue
            if isinstance(child, ast.keyword) and child.arg == "key":
                continue
            if (
                isinstance(child, ast.Call)
                and isinstance(child.func, ast.Name)
                and child.func.id == "isinstance"
            ):
                continue
            yield child
            yield from _shown(child)

"""Every regular expression of the modules that read a stranger's text, and texts on which a bad one backtracks."""

from __future__ import annotations

import ast
import importlib
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
READ = (
    "history",
    "ingest",
    "link",
    "lint",
    "model",
    "read",
    "store",
    "verify.py",
    "evidence",
    "export/search",
)
CALLS = {"search", "match", "fullmatch", "sub", "split", "findall", "finditer", "compile"}
SCRIPTS = "aAzğİ文가กあыЖαאعहა0٣"
"""A letter or digit of each script."""
MARKS = " \n\t()[]{}<>\"'“”«»„.,:;/-–—|*_`#^@&=!?\\%~+$"


def modules() -> Iterator[Path]:
    for part in READ:
        where = ROOT / "dossier" / part
        yield from sorted(where.rglob("*.py")) if where.is_dir() else (where,)


def patterns() -> dict[str, tuple[re.Pattern[Any], set[str]]]:
    """By module and source: the pattern, and what is asked of it."""
    found: dict[str, tuple[re.Pattern[Any], set[str]]] = {}
    for path in modules():
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        tree = ast.parse(path.read_text("utf-8"))
        asked: dict[str, set[str]] = {}
        for node in ast.walk(tree):
            if not (
                isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in CALLS
            ):
                continue
            asked.setdefault(node.value.id, set()).add(node.attr)
        for key, value in vars(module).items():
            for each in value if isinstance(value, tuple | list) else (value,):
                each = (
                    next((p for p in each if isinstance(p, re.Pattern)), each)
                    if isinstance(each, tuple)
                    else each
                )
                if isinstance(each, re.Pattern):
                    # One that is handed on, or stands in a table, is asked anything.
                    found[f"{name}.{key}: {each.pattern!r:.60}"] = (
                        each,
                        asked.get(key, {"search", "match", "fullmatch"}),
                    )
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in CALLS - {"compile"}
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                flags = [n.attr for a in (*node.args[1:], *(k.value for k in node.keywords)) for n in ast.walk(a)
                         if isinstance(n, ast.Attribute) and n.attr in ("I", "M", "S", "X")]  # fmt: skip
                compiled = re.compile(node.args[0].value, sum(getattr(re, f) for f in set(flags)))
                found[f"{name}:{node.lineno}: {compiled.pattern!r:.60}"] = compiled, {node.func.attr}
    return found


def literals(pattern: re.Pattern[Any]) -> list[str]:
    """Characters and short words that stand in a pattern."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    plain = re.sub(r"\\[A-Za-z]", " ", source)
    words = re.findall(r"[^\W\d_]{2,}", plain)
    return [*dict.fromkeys([*(c for c in plain if c not in "\\?"), *words])][:60]


def pieces(pattern: re.Pattern[Any]) -> list[str]:
    """What hostile texts are made of by repeating it."""
    known = literals(pattern)
    words = [
        form.format(w) for w in known if len(w) > 1 for form in ("{} ", "<{}>", "{}-", "[{}", "({}", "{}:")
    ]
    openers = '[[|[[a|[a](|](|((|<a|"a |“a |*a |**a |[@a|![|a, |A, |1. |- '.split("|")
    return list(dict.fromkeys([*SCRIPTS, *MARKS, *known, *words, *openers]))


def pairs(pattern: re.Pattern[Any]) -> list[str]:
    """Two of its characters in turn: more of what hostile texts are made of."""
    return [
        "".join(pair) for pair in itertools.permutations([*literals(pattern)[:14], "a", "A", "1", " "], 2)
    ]


def starts(pattern: re.Pattern[Any]) -> list[str]:
    """What a hostile text may begin with, so that the pattern gets as far as its repetition."""
    return ["", *[w for w in literals(pattern) if len(w) > 1 or w in '([{<"“«#-|'][:6]]


def hostile(pattern: re.Pattern[Any], start: str, piece: str, size: int) -> str | bytes:
    """A text of some size: the piece over and over behind a start, at the end something that fits nothing."""
    text = f"{start}{piece * (size // len(piece))}\x01"
    return text.encode("utf-8", "ignore") if isinstance(pattern.pattern, bytes) else text


def ask(pattern: re.Pattern[Any], methods: set[str], text: str | bytes) -> None:
    if methods & {"search"}:
        pattern.search(text)
    if methods & {"sub", "split", "findall", "finditer", "compile"}:
        for _ in pattern.finditer(text):
            pass
    if methods & {"match", "fullmatch", "compile"}:
        pattern.match(text)
        pattern.fullmatch(text)

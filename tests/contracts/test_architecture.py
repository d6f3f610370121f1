"""The architecture is a test: imports go downwards, modules are small and say what they are for."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "dossier").rglob("*.py"))
LONGEST = 400
ALONE = ("dossier/pack/verify.py",)
"""A program that is copied into packages, and has to be one file."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_go_downwards_only() -> None:
    """The contracts in pyproject.toml. import-linter prints what broke; its cache stays out of the tree."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_what_it_is_for_and_is_not_long(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "it has no docstring"
    assert text.count("\n") <= LONGEST or named(path) in ALONE


@pytest.mark.parametrize("path", [p for p in MODULES if p.name == "__init__.py"], ids=named)
def test_public_names_can_be_imported(path: Path) -> None:
    module = importlib.import_module(".".join(path.parent.relative_to(ROOT).parts))
    for name in getattr(module, "__all__", ()):
        assert hasattr(module, name), f"{module.__name__} promises {name}"


RULES = sorted(path for path in (ROOT / "dossier" / "lint").glob("*.py") if "_" in path.stem.strip("_"))


@pytest.mark.parametrize("path", RULES, ids=named)
def test_no_rule_imports_another(path: Path) -> None:
    rules = {f"dossier.lint.{other.stem}" for other in RULES}
    imported = {
        node.module
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    assert not imported & rules


@pytest.mark.parametrize("path", RULES, ids=named)
def test_a_rule_is_called_as_its_file_and_stands_in_the_table(path: Path) -> None:
    from dossier.diagnostics import CODES
    from dossier.lint import RULES

    assert path.stem in {rule.__name__ for rule in RULES}
    assert path.stem.replace("_", "-") in CODES

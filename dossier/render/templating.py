"""Jinja as our templates need it: what they call is called directly, and what is HTML already is not escaped anew.

A build calls functions and shows values some hundred thousand times. Jinja asks of each function whether it wants the
context, and copies each `Markup` twice; our templates call nothing that does, and `html.escaped` copies nothing.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame

from dossier.render.html import escaped


class _Generator(CodeGenerator):
    """Writes the Python of a template."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call as Python writes it, in place of `context.call(…)`."""
        if node.dyn_args or node.dyn_kwargs or forward_caller:
            raise TypeError("no template of ours calls so")
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        """A value that is shown: escaped, whatever it is."""
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile or finalize.src is not None:
            raise TypeError("every template of ours escapes all it shows")
        self.write("environment.escaped(")


class Templates(Environment):
    """The templates of `dossier/render/templates/`."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)

    def __init__(self, compiled: Path | None = None) -> None:
        """Templates that were compiled are kept in the directory `compiled`, and taken from it."""
        super().__init__(
            loader=PackageLoader("dossier.render"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
        )

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What all templates know: one mapping for all, for none has more of its own."""
        assert not d
        return self.globals

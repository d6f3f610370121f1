"""Jinja for our templates: function calls without a context, and output escaped once.

A build calls functions and shows values some hundred thousand times. Jinja checks for each function whether it wants the
context, and copies each `Markup` twice; none of our template functions wants it, and `html.escaped` copies nothing.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame

from dossier.foreign_paths import replace_file
from dossier.render.html import escaped
from dossier.store import seal


class _Generator(CodeGenerator):
    """Generates the Python code of a template."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Emit a plain Python call instead of `context.call(…)`."""
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
        """Emit the call of `escaped` around a value that is shown."""
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile or finalize.src is not None:
            raise TypeError("every template of ours escapes all it shows")
        self.write("environment.escaped(")


class _Compiled(BytecodeCache):
    """Compiled templates in a directory, one file each. A file that does not fit this machine's key is compiled anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja; nothing is decoded before it is authenticated."""
        with suppress(OSError, seal.NotSealed, seal.NoKey):
            data = (self._folder / bucket.key).read_bytes()
            bucket.bytecode_from_string(seal.opened(self._place(bucket), data))

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError, seal.NoKey):
            data = seal.sealed(self._place(bucket), bucket.bytecode_to_string())
            replace_file(self._folder / bucket.key, data)

    def _place(self, bucket: Bucket) -> str:
        return f"templates/{self._folder.name}/{bucket.key}"


class Templates(Environment):
    """The templates of `dossier/render/templates/`."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)

    def __init__(self, compiled: Path | None = None) -> None:
        """Compiled templates are cached in the directory `compiled`."""
        super().__init__(
            loader=PackageLoader("dossier.render"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Compiled(compiled) if compiled else None,
        )

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of all templates: one shared mapping, for none has globals of its own."""
        assert not d
        return self.globals

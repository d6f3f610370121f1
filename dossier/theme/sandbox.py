"""Renders Material's templates, and those of a `custom_dir`, in Jinja's sandbox (docs/decisions/0010).

A branch may change `custom_dir`, and a template can reach all of Python (`cycler.__init__.__globals__`). In the
sandbox it reads values and calls template functions; on MkDocs' objects it can only look keys up.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from mkdocs import localization
from mkdocs.theme import Theme

_LOOKING = frozenset(("get", "items", "keys", "values"))
"""Methods that look up keys in a mapping, such as MkDocs' configuration."""
_PLAIN = (str, Markup, list, tuple, dict, int, float)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which also refuses methods of objects that are not plain values."""

    def is_safe_callable(self, obj: Any) -> bool:
        """True for macros, Jinja's own functions, methods of plain values, and look-ups in mappings."""
        if not super().is_safe_callable(obj):
            return False
        owner = getattr(obj, "__self__", None)
        return (
            isinstance(obj, Macro | BlockReference | LoopContext)
            or any(obj is known for known in self.globals.values())
            or isinstance(owner, (*_PLAIN, LoopContext))
            or type(owner).__module__.startswith("jinja2.")
            or getattr(obj, "__name__", "") in _LOOKING
        )


def sandboxed(theme: Theme) -> Environment:
    """The environment that `Theme.get_env` would make, as a sandbox."""
    plain = Theme.get_env(theme)
    sandbox = _Sandbox(loader=plain.loader, auto_reload=False)
    sandbox.filters.update(plain.filters)
    localization.install_translations(sandbox, theme.locale, theme.dirs)
    return sandbox

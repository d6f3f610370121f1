"""Material's templates, and those of a `custom_dir`, are drawn in Jinja's sandbox.

A branch may change `custom_dir`, and a template can reach the whole of Python (`cycler.__init__.__globals__`). In the
sandbox it reads values and calls what templates are for; of MkDocs' objects it can only look things up.
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
"""Methods that look something up in a mapping, as MkDocs' configuration is one."""
_PLAIN = (str, Markup, list, tuple, dict, int, float)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, and no method of an object that is no plain value."""

    def is_safe_callable(self, obj: Any) -> bool:
        """True for macros, Jinja's own functions, methods of plain values, and looking something up."""
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
    """The environment that the theme would make (`Theme.get_env`), as a sandbox."""
    plain = Theme.get_env(theme)
    sandbox = _Sandbox(loader=plain.loader, auto_reload=False)
    sandbox.filters.update(plain.filters)
    localization.install_translations(sandbox, theme.locale, theme.dirs)
    return sandbox

"""LaTeX in the fields of BibTeX → text (pylatexenc), such that nothing is lost: what is no LaTeX stays as it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from dossier.ingest.cleaned import cleaned

_SYMBOLS = {
    "textquotedbl": '"', "textquotesingle": "'", "textasciicircum": "^", "textasciitilde": "~", "textperiodcentered": "·",
    "slash": "/", "textemdash": "—", "lq": "‘", "rq": "’", "glqq": "„", "grqq": "“", "flqq": "«", "frqq": "»", "flq": "‹",
    "frq": "›", "glq": "‚", "grq": "‘", "dots": "…", "textdots": "…", "nobreakdash": "", "relax": "", "protect": "",
    "newline": " ", "thinspace": " ", "enspace": " ", "xspace": " ", "space": " ", "par": " ", "adddot": ".",
    "addspace": " ", "textless": "<", "textgreater": ">", "textbraceleft": "{", "textbraceright": "}", "textbar": "|",
    "textunderscore": "_", "textdollar": "$", "textasteriskcentered": "*", "textquotestraightbase": ",",
    "textquotestraightdblbase": '"', "bibrangedash": "–", "hyp": "-", "textnumero": "№", "cdash": "—", "TeX": "TeX",
    "LaTeX": "LaTeX",
}  # fmt: skip
"""Macros that stand for characters and that pylatexenc does not know, or drops."""
_FORMATTING = {
    "enquote": "“%s”", "mkbibquote": "“%s”", "mkbibparens": "(%s)", "mkbibbrackets": "[%s]", "noopsort": "", "SortNoop": "",
    "textcommabelow": "%s\u0326",
    **dict.fromkeys(
        """mkbibemph mkbibbold mkbibitalic url nolinkurl path texttt textnormal mbox NoCaseChange MakeUppercase MakeLowercase
        uppercase lowercase ul textsubscript textsuperscript foreignphrase""".split(),
        "%s",
    ),
}  # fmt: skip
"""Macros around a text: what is left of them."""
_BARE = re.compile(r"(?<!\\)([%&#])")
_NUMBERED = re.compile(r"\\unicode\s?\{(\d{2,6})\}")
_RAISED = re.compile(r"\$[_^](?:\{([^${}]{1,40})\}|([^${}\\]))\$")
_MATHS = re.compile(r"\$([^$\s][^$]{0,200})\$")
_ACCENT_ALONE = re.compile(r"\\([~^])\s?\{\s*\}")
_MACRO = re.compile(r"\\([A-Za-z]+)(\{\})?(\s*\{)?")


def decoded(text: str) -> str:
    """The text of a field in one line, its macros as characters."""
    if not any(c in text for c in "\\$~{}`'-%&#"):
        return cleaned(text)
    names = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    text = _ACCENT_ALONE.sub(lambda match: names[match[1]], text)
    text = _NUMBERED.sub(lambda match: chr(int(match[1])), text)
    text = _RAISED.sub(lambda match: match[1] or match[2], text)
    text = _BARE.sub(r"\\\1", text)
    formulas: list[str] = []

    def kept(match: re.Match[str]) -> str:
        if "\\" not in match[1].replace(r"\%", "") or "\\$" in match[0]:
            return match[0]
        formulas.append(match[0])
        return f"\ue000{len(formulas) - 1}\ue001"

    text = re.sub(r"(?<!\\)\$", r"\\$", _MATHS.sub(kept, text))
    text = re.sub(r"\ue000(\d{1,6})\ue001", lambda match: formulas[int(match[1])], text)
    convert = _converter()
    known = convert.known
    text = _MACRO.sub(
        lambda match: (
            match[0]
            if match[3] or (match[1] in known and match[1] not in _FORMATTING)
            else rf"\textbackslash{{}}{match[1]}{'' if match[2] else ' '}"
        ),
        text,
    )
    return cleaned(convert(text))


def verbatim(text: str) -> str:
    """The text of a field that biblatex reads verbatim: an address, a date. Only the escapes that many programs write in
    such fields are undone.
    """
    text = re.sub(r"^\{(.*)\}$", r"\1", text.strip(), flags=re.S)
    text = re.sub(r"^\\(?:url|path|nolinkurl)\s?\{(.*)\}$", r"\1", text, flags=re.S)
    text = re.sub(r"\\~\s?\{\s*\}|\{?\\textasciitilde(?:\s?\{\s*\}|\b ?)\}?|\\string~|\\~", "~", text)
    text = re.sub(r"\{?\\textunderscore(?:\s?\{\s*\}|\b ?)\}?", "_", text)
    return cleaned(re.sub(r"\{?\\([%_&#$])\}?", r"\1", text))


class _Converter:
    """pylatexenc with the macros above."""

    def __init__(self) -> None:
        from pylatexenc import latex2text, latexwalker, macrospec

        macros = [latex2text.MacroTextSpec(name, text) for name, text in _SYMBOLS.items()]
        macros += [
            latex2text.MacroTextSpec(name, simplify_repl=_around(text)) for name, text in _FORMATTING.items()
        ]
        macros.append(latex2text.MacroTextSpec("href", simplify_repl=_last_argument))
        self._texts = latex2text.get_default_latex_context_db()
        self._texts.add_context_category("bibliographies", macros=macros, prepend=True)
        self._syntax = latexwalker.get_default_latex_context_db()
        self._syntax.add_context_category(
            "bibliographies",
            macros=[
                macrospec.std_macro("href", False, 2),
                *(macrospec.std_macro(name, False, 1) for name in _FORMATTING),
                *(macrospec.std_macro(name, False, 0) for name in _SYMBOLS),
            ],
            prepend=True,
        )
        self._walker = latexwalker.LatexWalker
        self._to_text = latex2text.LatexNodes2Text(latex_context=self._texts, math_mode="text")
        self.known = frozenset(
            spec.macroname for db in (self._texts, self._syntax) for spec in db.iter_macro_specs()
        )

    def __call__(self, text: str) -> str:
        walker = self._walker(text, latex_context=self._syntax, tolerant_parsing=True)
        nodes, _, _ = walker.get_latex_nodes()
        return str(self._to_text.nodelist_to_text(nodes))


def _around(text: str) -> Any:
    def replaced(node: Any, l2tobj: Any) -> str:
        argument = node.nodeargd.argnlist[-1] if node.nodeargd and node.nodeargd.argnlist else None
        inner = l2tobj.nodelist_to_text([argument]) if argument is not None else ""
        return text % inner if "%s" in text else text

    return replaced


def _last_argument(node: Any, l2tobj: Any) -> str:
    return str(_around("%s")(node, l2tobj))


@lru_cache(maxsize=1)
def _converter() -> _Converter:
    return _Converter()

"""A formatted citation: runs of text that are printed as plain text or as HTML.

The runs hold contributors' text as it is; it is escaped where HTML is made of it, and nowhere else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal, NamedTuple

from dossier.cite.quotation_marks import curled, within_quotation
from dossier.model.headlines import is_printed
from dossier.model.languages import direction

Runs = tuple["Run", ...]

_BIDI = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"})
_CLOSERS = "’”\"'»"
_ENDINGS = "?!؟？！‽"


class Run(NamedTuple):
    """A piece of a citation in one typographic style."""

    text: str
    italic: bool = False
    lang: str = ""
    """BCP 47, of a text in the source's language; empty for the citation's own English."""
    link: str = ""
    """The address the run leads to."""
    slot: str = ""
    """What a page's script writes here: `version`, `day` or `url`; without it `text` stays."""
    filled: str = ""
    """How the script words it, with `{dossier}` for the dossier's version, and `{american}`, `{mla}`, `{iso}`, `{ris}` or
    `{parts}` for the day."""
    form: Literal["", "b", "sup", "sub", "sc"] = ""
    """Bold, raised, lowered, or in small capitals: only a style that is chosen has these."""

    def html(self, links: bool) -> str:
        """The run in HTML; text that runs right to left, or changes direction, is isolated (HTML `bdi`, UAX #9)."""
        out = escape(self.text)
        foreign = bool(self.lang) and self.lang.split("-")[0] != "en"
        lang = f' lang="{escape(self.lang)}"' if foreign else ""
        if not self.text.isascii() and any(unicodedata.bidirectional(c) in _BIDI for c in self.text):
            out = f'<bdi{lang} dir="{direction(self.text)}">{out}</bdi>'
        elif lang:
            out = f"<span{lang}>{out}</span>"
        if self.italic:
            out = f"<i>{out}</i>"
        if self.form:
            tag, close = (
                ('span class="dossier-small-caps"', "span") if self.form == "sc" else (self.form,) * 2
            )
            out = f"<{tag}>{out}</{close}>"
        if self.slot:
            worded = f' data-as="{escape(self.filled)}"' if self.filled else ""
            out = f'<span data-cite="{self.slot}"{worded}>{out}</span>'
        if links and self.link.startswith(("https://", "http://")):
            out = f'<a href="{escape(self.link)}">{out}</a>'
        return out


@dataclass(frozen=True, slots=True)
class Citation:
    """A formatted citation, ready to be printed."""

    runs: Runs

    @property
    def plain(self) -> str:
        """As plain text, to be copied."""
        return "".join(run.text for run in self.runs)

    @property
    def html(self) -> str:
        """As HTML in which addresses are mere text, for a place within a link or a button."""
        return "".join(run.html(links=False) for run in self.runs)

    @property
    def linked(self) -> str:
        """As HTML in which addresses are links."""
        return "".join(run.html(links=True) for run in self.runs)


def run(text: str, *, italic: bool = False) -> Runs:
    """A run as a tuple; empty if there is no text."""
    return (Run(text, italic=italic),) if text else ()


def address(url: str | None, before: str = "") -> Runs:
    """An address that may become a link; empty without one. `before` are the words before it."""
    return (*run(before), Run(url, link=url)) if url else ()


def joined(parts: Iterable[Runs], separator: str) -> Runs:
    """The parts that are not empty, with the separator between them."""
    out: list[Run] = []
    for part in parts:
        if part:
            out += (Run(separator), *part) if out else part
    return tuple(out)


def sentences(parts: Iterable[Runs]) -> Runs:
    """Each part as a sentence: a capital first, a full stop last; an address keeps its own first letter."""
    done = []
    for part in parts:
        if part:
            first = part[0]
            head = (
                first
                if first.link or first.italic
                else first._replace(text=first.text[:1].upper() + first.text[1:])
            )
            done.append(stopped((head, *part[1:])))
    return joined(done, " ")


def stopped(runs: Runs) -> Runs:
    """The runs with a full stop after them, unless one is there."""
    return (*runs, Run(".")) if runs and not runs[-1].text.endswith(".") else runs


def quoted(title: Run, mark: str) -> Runs:
    """A title in quotation marks, its own ones made single, the comma or full stop before the closing one.

    CMOS 6.9 and 14.94 (17th edition); MLA does the same.
    """
    text, rest = ended(within_quotation(curled(title.text)), mark)
    return (Run("“"), title._replace(text=text), Run(f"{rest}”"))


def headed(title: str, mark: str, lang: str = "") -> Runs:
    """A source's title as a citation has it: its headline as `quoted`; what stands in its place where none was captured is
    a description of ours, without quotation marks.
    """
    if is_printed(title):
        return quoted(Run(title, lang=lang), mark)
    return tuple(Run(text) for text in ended(curled(title), mark) if text)


def ended(text: str, mark: str) -> tuple[str, str]:
    """A title and the comma or full stop after it: none if the title ends in one of its own (as in CSL).

    The mark goes within an English quotation that ends the title; text of other scripts is left unchanged.
    """
    core = text.rstrip(_CLOSERS)
    if core.endswith(tuple(_ENDINGS)) or (mark == "." and core.endswith((".", "…"))):
        return text, ""
    quotation = text.endswith(("”", '"')) or (text.endswith("’") and "‘" in text)
    if quotation and core and unicodedata.name(core[-1], "").startswith(("LATIN", "DIGIT")):
        return f"{core}{mark}{text[len(core) :]}", ""
    return text, mark

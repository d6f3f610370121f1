"""The text of a record as HTML: links and numbered notes put in, headings fitted to the page, everything escaped."""

from __future__ import annotations

import inspect
import posixpath
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from markdown_it.renderer import RendererHTML
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from dossier.model.headings import headings
from dossier.model.records import FreePage, Record
from dossier.render.html import Links, filled, isolated
from dossier.render.notes import Notes

if TYPE_CHECKING:
    from markdown_it.token import Token

_RULES: Any = {"xhtmlOut": False, "breaks": False, "langPrefix": "language-", "highlight": None}
_OPTIONS: Any = OptionsDict(_RULES)


@cache
def _methods() -> tuple[str, ...]:
    """The rules of the renderer: a method for each type of token."""
    found = inspect.getmembers(BodyRenderer, inspect.isfunction)
    return tuple(name for name, _ in found if not name.startswith(("render", "_")))


class BodyRenderer(RendererHTML):
    """Renders one body of one page; it keeps the page's notes."""

    def __init__(self, record: Record, links: Links, notes: Notes) -> None:
        # What the superclass does, but for looking through all attributes anew for every page.
        self.rules = {name: getattr(self, name) for name in _methods()}
        self.record, self.links, self.notes = record, links, notes
        found = headings(record.body)
        self.anchors = iter([heading.anchor for heading in found])
        top = min((heading.level for heading in found), default=2)
        # A free page's own headings are its sections; in a record's page they stand below "Summary".
        self.shift = (2 if isinstance(record, FreePage) else 3) - top
        self.footnotes: dict[int, list[Token]] = {}

    def body(self) -> Markup:
        """The body without its footnotes, which join the page's notes."""
        main, self.footnotes = _apart(self.record.body.tokens)
        return Markup(self.render(main, _OPTIONS, {}))

    def footnote(self, id_: int) -> Markup:
        """The text of a footnote; what it cites becomes a note in turn."""
        tokens = self.footnotes.get(id_, [])
        return Markup(self.render(tokens, _OPTIONS, {}))

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Plain text, right-to-left runs isolated; no blank before a note's mark."""
        text = tokens[idx].content
        return str(isolated(text.rstrip() if _is_note(tokens, idx + 1) else text))

    def softbreak(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The end of a line of the source."""
        return "" if _is_note(tokens, idx + 1) else "\n"

    def record_link(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """`[[id|text]]`."""
        token = tokens[idx]
        return str(self.links.record(token.meta["id"], token.content or None))

    def citation(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """`[@id, ¶ 3]`: a numbered note."""
        return str(self.notes.cite(tokens[idx].meta["items"]))

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """`[^1]`: a numbered note of the contributors' own."""
        return str(self.notes.footnote(int(tokens[idx].meta["id"])))

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The way back is the note list's affair."""
        return ""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A heading with its anchor, at the level that fits the page."""
        return f'<h{self._level(tokens[idx])} id="{next(self.anchors)}">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Its end."""
        return f"</h{self._level(tokens[idx])}>\n"

    def _level(self, token: Token) -> int:
        return max(2, min(6, int(token.tag[1]) + self.shift))

    def td_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A cell; the policy of the page allows no inline style, so its alignment is a class."""
        return _cell(tokens[idx])

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A head cell."""
        return _cell(tokens[idx])

    def admonition_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A box; its kind is one that the theme knows."""
        kind = str(tokens[idx].meta.get("tag", ""))
        return f'<div class="admonition {kind if kind in ADMONITIONS else "note"}">\n'

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A web address, or a file of the content folder as the address of its page."""
        href = str(tokens[idx].attrs.get("href", ""))
        parts = urlsplit(href)
        if parts.scheme:
            return str(filled('<a href="{}" rel="noopener noreferrer">', href))
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if not parts.path:
            return str(filled('<a href="{}">', fragment))
        file = self._file(parts.path)
        ids, records = self.links.corpus.ids_by_file, self.links.corpus.records
        address = records[ids[file]].address if file in ids else quote(file)
        return str(filled('<a href="{}">', self.links.to(address) + fragment))

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A picture of the content folder."""
        token = tokens[idx]
        alt = self.renderInlineAsText(token.children or [], options, env)
        src = self.links.to(quote(self._file(str(token.attrs.get("src", "")))))
        return str(filled('<img src="{}" alt="{}" loading="lazy">', src, alt))

    def _file(self, path: str) -> str:
        inside = self.links.corpus.files.get(self.record.id, "")
        return posixpath.normpath(posixpath.join(posixpath.dirname(inside), unquote(path)))


ADMONITIONS = frozenset(
    [
        "note",
        "abstract",
        "info",
        "tip",
        "success",
        "question",
        "warning",
        "failure",
        "danger",
        "bug",
        "example",
        "quote",
    ]
)


def _cell(token: Token) -> str:
    aligned = re.search(r"text-align:(left|center|right)", str(token.attrs.get("style", "")))
    return f'<{token.tag} class="dossier-{aligned[1]}">' if aligned else f"<{token.tag}>"


SHORTENED = (
    "Part of this text is left out here: it rests on sources that this dossier, as of its day, does not have."
)


def _is_note(tokens: Sequence[Token], idx: int) -> bool:
    return idx < len(tokens) and tokens[idx].type in ("citation", "footnote_ref")


def _apart(tokens: Sequence[Token]) -> tuple[list[Token], dict[int, list[Token]]]:
    """The body's own tokens, and those of each footnote."""
    main: list[Token] = []
    notes: dict[int, list[Token]] = {}
    current: list[Token] | None = None
    for token in tokens:
        if token.type in ("footnote_block_open", "footnote_block_close"):
            continue
        if token.type == "footnote_open":
            current = notes.setdefault(int(token.meta["id"]), [])
        elif token.type == "footnote_close":
            current = None
        else:
            (main if current is None else current).append(token)
    return main, notes


def rendered(record: Record, links: Links, notes: Notes) -> Markup:
    """The text of `record` as it stands on a page; its citations are added to `notes`."""
    renderer = BodyRenderer(record, links, notes)
    html = renderer.body()
    if record.body.shortened:
        html += filled('<p class="dossier-because">{}</p>', SHORTENED)
    notes.settle(renderer.footnote)
    return html

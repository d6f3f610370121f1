"""A page's body as an outline that a reviewer reads: every visible text, in its structure, with the attributes that matter.

Blocks stand a line each, indented by what they stand in; headings as in Markdown, cells of a table row between bars. After
a text stand, in braces, the attributes named in `SHOWN` and the classes that carry a state. Shapes of a drawing are
named without their coordinates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

SHOWN = (
    "id href src alt title abbr lang dir datetime role colspan hidden open download "
    "aria-label aria-labelledby aria-hidden data-label data-sort data-facet data-filter data-sortable data-copy "
    "data-root data-feeds data-previews data-version"
).split()
"""Attributes that an outline shows; `dir="ltr"` is left out, for it says nothing."""
SHAPES = ("circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "use", "stop", "marker")
_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = (
    "a abbr b bdi bdo br button cite code del em i img input kbd label mark output q s small span strong sub sup "
    "time u wbr"
).split()
_PLAIN = ("div", "tbody", "thead", "g", "defs", "bdi", "span")
"""Elements that have no line of their own unless they carry an attribute of `SHOWN`."""
_AROUND = {
    "strong": ("**", "**"), "em": ("*", "*"), "code": ("`", "`"), "q": ("«", "»"), "mark": ("==", "=="),
    "sup": ("^", ""), "s": ("~~", "~~"),
}  # fmt: skip
_STATE = re.compile(r"[\w-]+--[\w-]+|is-[\w-]+|[\w-]*(?:warning|hidden|silent)|task-list-item")


@dataclass
class Element:
    """An element of the parsed body."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def inline(self) -> bool:
        return self.tag in _INLINE

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)


class _Parser(HTMLParser):
    """Builds the tree; an end tag that closes nothing is an error."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("main")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) < 2 or self.open[-1].tag != tag:
            raise ValueError(f"</{tag}> closes <{self.open[-1].tag}> at {self.getpos()}")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    """The tree of a fragment; raises ValueError where elements are not closed in order."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    if len(parser.open) > 1:
        raise ValueError(f"<{parser.open[-1].tag}> is not closed")
    return parser.open[0]


def outline(html: str, leave_out: Collection[str] = (), *, slots: bool = False) -> str:
    """The outline of a fragment of HTML; elements named in `leave_out` stand in it as a line.

    With `slots`, what a script fills in of a citation stands in it in braces.
    """
    tree = parsed(html)
    if slots:
        _show_slots(tree)
    _shorten(tree, leave_out)
    return "".join(f"{line}\n" for line in _collapsed(_blocks(tree.children)))


def _show_slots(element: Element) -> None:
    for child in element.children:
        if isinstance(child, Element):
            if slot := child.attributes.get("data-cite"):
                worded = child.attributes.get("data-as", "").replace("\n", "⏎").replace("\r", "")
                child.children.append("{" + slot + (f": {worded}" if worded else "") + "}")
            _show_slots(child)


def _shorten(element: Element, leave_out: Collection[str]) -> None:
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in leave_out:
                child.children = [f"({child.tag} left out)"]
                child.tag = "p"
            _shorten(child, leave_out)


def _collapsed(lines: Iterator[str]) -> Iterator[str]:
    """Equal lines that follow one another, once with their number."""
    last, count = "", 0
    for line in (*lines, None):
        if line == last:
            count += 1
            continue
        if count:
            yield last if count == 1 else f"{last} × {count}"
        last, count = line or "", 1


def _blocks(children: list[Element | str]) -> Iterator[str]:
    """The lines of what stands in an element: runs of inline content a line each, blocks by their kind."""
    run: list[Element | str] = []
    for child in children:
        if isinstance(child, str) or (child.inline and not _holds_block(child)):
            run.append(child)
            continue
        yield from _line(run)
        run = []
        yield from _block(child)
    yield from _line(run)


def _holds_block(element: Element) -> bool:
    return any(isinstance(c, Element) and (not c.inline or _holds_block(c)) for c in element.children)


def _line(run: list[Element | str], before: str = "") -> Iterator[str]:
    text = " ".join("".join(_inline(child) for child in run).split())
    if text:
        yield f"{before}{text}"


def _block(element: Element) -> Iterator[str]:
    tag, after = element.tag, _attributes(element)
    if re.fullmatch("h[1-6]", tag):
        yield from _one(element, "#" * int(tag[1]) + " ", after)
    elif tag in ("p", "dt", "caption", "summary", "figcaption", "text", "title"):
        yield from _one(element, "" if tag == "p" else f"{tag}: ", after)
    elif tag in ("li", "dd"):
        yield from _one(element, "- " if tag == "li" else ": ", after)
    elif tag == "tr":
        yield _row(element) + after
    elif tag == "pre":
        yield f"pre{after}"
        yield from (f"  {line}".rstrip() for line in element.text.splitlines() if line)
    elif tag == "script":
        yield f"script{after}"
        yield from (f"  {line}" for line in _json(element.text))
    elif tag == "style":
        yield "style"
    elif tag in SHAPES:
        yield f"{tag}{after}"
        yield from (f"  {line}" for line in _blocks(element.children))
    elif tag in _PLAIN and not after:
        yield from _blocks(element.children)
    else:
        yield f"{tag}{after}"
        yield from (f"  {line}" for line in _blocks(element.children))


def _one(element: Element, before: str, after: str) -> Iterator[str]:
    """An element whose first line stands beside its mark, and what follows beneath it."""
    lines = list(_blocks(element.children))
    simple = all(isinstance(c, str) or c.inline for c in element.children)
    if simple or before in ("- ", ": "):
        first, *rest = lines or ["(empty)"]
        yield f"{before}{first}{after}"
        yield from (f"  {line}" for line in rest)
    else:
        yield f"{before or element.tag}{after}".rstrip()
        yield from (f"  {line}" for line in lines)


def _row(element: Element) -> str:
    cells = []
    for cell in element.children:
        if isinstance(cell, Element):
            label = cell.attributes.get("data-label")
            text = " / ".join(_collapsed(_blocks(cell.children))) or "(empty)"
            head = "# " if cell.tag == "th" else ""
            named = f"{label}: " if label else ""
            cells.append(f"{head}{named}{text}{_attributes(cell, without=('data-label',))}")
        elif cell.strip():
            cells.append(f"STRAY {cell.strip()}")
    return f"| {' | '.join(cells)} |"


def _inline(element: Element | str) -> str:
    if isinstance(element, str):
        return element
    if element.tag == "br":
        return " ⏎ "
    inner = "".join(_inline(child) for child in element.children)
    after = _attributes(element, without=("href",) if element.tag == "a" else ())
    if element.tag == "a":
        return f"[{inner}]({element.attributes.get('href', '')}){after}"
    if element.tag == "img":
        return f"image{after}"
    if element.tag == "input":
        return f"{'[x]' if 'checked' in element.attributes else '[ ]'}"
    before, behind = _AROUND.get(element.tag, ("", ""))
    return f"{before}{inner}{behind}{after}"


def _attributes(element: Element, without: tuple[str, ...] = ()) -> str:
    """The attributes that are shown and the classes that carry a state, in braces."""
    shown = []
    for name in SHOWN:
        if name not in element.attributes or name in without:
            continue
        value = element.attributes[name]
        if name == "dir" and value == "ltr":
            continue
        if name in ("lang", "dir"):
            shown.append(value)
        elif name == "id":
            shown.append(f"#{value}")
        else:
            shown.append(f"{name}={value}" if value else name)
    # An element of a drawing says by its class what it stands for.
    drawn = element.tag in SHAPES
    shown += [f".{c}" for c in element.attributes.get("class", "").split() if drawn or _STATE.fullmatch(c)]
    return f"{{{' '.join(shown)}}}" if shown else ""


def _json(text: str) -> Iterator[str]:
    """Data in a script, an entry of a list a line."""
    if not text.strip():
        return
    for key, value in json.loads(text).items():
        if isinstance(value, list):
            yield f"{key}:"
            yield from (f"  {json.dumps(entry, ensure_ascii=False)}" for entry in value)
        else:
            yield f"{key}: {json.dumps(value, ensure_ascii=False)}"

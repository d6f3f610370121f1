"""A CSL style that a dossier chooses for its notes: read, checked, and written again for pandoc (CSL 1.0.2).

A style comes from anybody who may change the repository: its size, depth and macros are bounded, nothing that it names is
fetched, and pandoc gets no line of it that was not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://purl.org/net/xbiblio/csl"
MOST_BYTES, MOST_DEPTH, MOST_ELEMENTS, MOST_DRAWN = 512_000, 60, 20_000, 50_000
"""Limits on a style: bytes, nesting, elements, and elements once each macro stands where it is called."""
PLACES = {kind: f"dossier-{kind}." for kind in ("paragraph", "page", "section")}
"""What stands before a place in a source, by its kind, for pandoc to read."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_NEVER = "dossier-none"
"""A type that no item has: a condition that never holds."""
_TAKEN_OUT = frozenset(
    {
        # They make an entry depend on those around it, and each of ours is read by itself.
        *("disambiguate-add-names", "disambiguate-add-givenname", "disambiguate-add-year-suffix"),
        *("givenname-disambiguation-rule", "collapse", "subsequent-author-substitute"),
        *("subsequent-author-substitute-rule", "second-field-align", "line-spacing", "hanging-indent"),
    }
)


class StyleFault(Exception):
    """What is wrong with a style: the message, what to write instead, and where in its file."""

    def __init__(self, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.hint, self.line, self.column = message, hint, line, column


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[_Element | str] = field(default_factory=list)

    def elements(self) -> Iterator[_Element]:
        """The elements directly within it."""
        return (child for child in self.children if isinstance(child, _Element))

    def first(self, name: str) -> _Element | None:
        """The first of them with a name."""
        return next((child for child in self.elements() if child.name == name), None)

    def all(self) -> Iterator[_Element]:
        """It, and all elements below it."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += element.elements()


@dataclass(frozen=True, slots=True)
class CslStyle:
    """A style that is sound."""

    xml: str
    """As pandoc gets it."""
    title: str
    language: str
    """BCP 47, of its own words; empty where it names none."""
    in_notes: bool
    """Whether it is for notes; else it is for citations within the text, and its bibliography has what a note shows."""
    has_bibliography: bool

    @property
    def says_first(self) -> bool:
        """Whether a further note says which note named its source first."""
        return "first-reference-note-number" in self.xml


_OTHER = "take a style that is complete, as github.com/citation-style-language/styles has them"


def read_style(data: bytes) -> CslStyle:
    """The style in a file's bytes; raises `StyleFault`."""
    root = _parsed(data)
    if root.name != "style" or root.attributes.get("xmlns") != NAMESPACE:
        raise StyleFault("this is no CSL style: its first element is no <style> of CSL", _OTHER, root.line)
    if not root.attributes.get("version", "").startswith("1.0"):
        raise StyleFault("this is no style of CSL 1.0", 'write version="1.0"', root.line, root.column)
    citation, bibliography, info = root.first("citation"), root.first("bibliography"), root.first("info")
    if citation is None or citation.first("layout") is None:
        parent = next((e for e in root.all() if e.attributes.get("rel") == "independent-parent"), None)
        if parent is not None:
            address = parent.attributes.get("href", "")[:200]
            hint = "put the file of that style into the project, and name it"
            raise StyleFault(
                f'this style only refers to another, "{address}"', hint, parent.line, parent.column
            )
        raise StyleFault("this style says nothing of citations: it has no <citation>", _OTHER, root.line)
    kind = root.attributes.get("class", "")
    if kind not in ("note", "in-text"):
        raise StyleFault(f'"{kind[:50]}" is no class of styles', 'write class="note"', root.line, root.column)
    if kind == "in-text" and bibliography is None:
        raise StyleFault("this style has neither notes nor a bibliography", _OTHER, root.line, root.column)
    _check_macros(root)
    language = root.attributes.get("default-locale", "")
    title = info.first("title") if info else None
    words = "".join(child for child in title.children if isinstance(child, str)) if title else ""
    _make_independent(root)
    _name_places(root)
    return CslStyle(
        xml="".join(_written(root)),
        title=" ".join(words.split())[:200],
        language=language if _LANGUAGE.fullmatch(language) else "",
        in_notes=kind == "note",
        has_bibliography=bibliography is not None,
    )


def _parsed(data: bytes) -> _Element:
    if len(data) > MOST_BYTES:
        raise StyleFault(f"this file holds more than {MOST_BYTES:,} bytes", _OTHER)
    parser = expat.ParserCreate(None)
    parser.buffer_text = True
    top = _Element("", {}, 1, 1)
    open_elements, count = [top], 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        if count > MOST_ELEMENTS or len(open_elements) > MOST_DEPTH:
            raise StyleFault("this style is too large, or nested too deep", _OTHER, line, column)
        element = _Element(name, attributes, line, column)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def doctype(*_: object) -> None:
        raise StyleFault("a style has no document type", "take the line out", parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_elements.pop()
    parser.CharacterDataHandler = lambda text: open_elements[-1].children.append(text)
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"this is no XML: {expat.ErrorString(error.code)}"
        raise StyleFault(message, _OTHER, error.lineno, error.offset + 1) from None
    except (ValueError, LookupError) as error:  # an encoding that there is not
        raise StyleFault(f"this file cannot be read: {error}", "write it in UTF-8") from None
    return next(top.elements())


def _check_macros(root: _Element) -> None:
    """Refuse macros that are not there, call one another in a circle, or multiply what a layout draws."""
    macros = {e.attributes.get("name", ""): e for e in root.elements() if e.name == "macro"}
    sizes: dict[str, int] = {}

    def size(element: _Element, calling: tuple[str, ...]) -> int:
        drawn = 0
        for inner in element.all():
            drawn += 1
            name = inner.attributes.get("macro")
            if name is None:
                continue
            at = inner.line, inner.column
            if name not in macros:
                raise StyleFault(f'there is no macro "{name[:100]}"', "write it, or the name of another", *at)
            if name in calling or len(calling) > MOST_DEPTH:
                raise StyleFault(f'the macro "{name[:100]}" leads into itself', "take the call out", *at)
            if name not in sizes:
                sizes[name] = size(macros[name], (*calling, name))
            drawn += sizes[name]
            if drawn > MOST_DRAWN:
                raise StyleFault("the macros of this style draw too much", _OTHER, *at)
        return drawn

    for part in root.elements():
        size(part, (part.attributes.get("name", ""),) if part.name == "macro" else ())


def _make_independent(root: _Element) -> None:
    """Take out what makes an item depend on others: numbers, suffixes of years, and further names where two are alike."""
    for element in root.all():
        for name in _TAKEN_OUT & element.attributes.keys():
            del element.attributes[name]
        if element.attributes.pop("disambiguate", None) == "true" and (
            element.attributes.get("match", "all") == "all" or "type" not in element.attributes
        ):
            element.attributes["type"] = _NEVER
        element.children = [child for child in element.children if not _is_relative(child)]


def _name_places(root: _Element) -> None:
    """Add a name for each kind of place that is the same in all languages: pandoc reads labels in the style's own."""
    terms = [
        _Element("term", {"name": kind, "form": "verb-short"}, 1, 1, [label])
        for kind, label in PLACES.items()
    ]
    root.children.append(_Element("locale", {}, 1, 1, [_Element("terms", {}, 1, 1, [*terms])]))


def _is_relative(child: _Element | str) -> bool:
    if isinstance(child, str):
        return False
    relative = child.attributes.get("variable") in ("citation-number", "year-suffix", "citation-label")
    return child.name == "sort" or (relative and child.name in ("text", "number"))


def _written(element: _Element) -> Iterator[str]:
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.attributes.items())
    yield f"<{element.name}{attributes}>"
    for child in element.children:
        if isinstance(child, str):
            yield escape(child)
        else:
            yield from _written(child)
    yield f"</{element.name}>"

"""Sources set in a CSL style by pandoc's citeproc, many in one run (extra `csl`).

Pandoc gets a document as a value (its JSON), in which contributors' words are words already, and gives one back: no
markup of anybody is read on the way, and HTML is made of the result by `Run` alone. The binary is that of the locked
package, never the machine's own, so that the bytes are the same everywhere.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dossier.cite.csl import csl_item
from dossier.cite.csl_style import PLACES, CslStyle
from dossier.cite.quotation_marks import curled
from dossier.cite.reference import Reference
from dossier.cite.text import Run, Runs
from dossier.model.headlines import is_printed
from dossier.model.languages import RTL_RUN, direction, language_of_script
from dossier.model.locators import Locator

FIRST = "\x00"
"""Stands in a further note for the number of the note that named the source first."""
_FIRST_NUMBER, _LATER_NUMBER = 740_000_017, 1_000_000
"""Numbers of notes in the document for pandoc, so far apart that none is near another."""
_SECONDS = 120
_BREAK = "dossier-between"

Node = dict[str, Any]


class CannotSet(Exception):
    """Pandoc refuses a style, or is not there; the message says why."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as a style has it."""

    first: Runs
    """As the first note that names it."""
    later: Runs
    """As a further note does."""
    entry: Runs
    """As an entry of the bibliography."""


@cache
def program() -> Path | None:
    """The pandoc of the package `pypandoc_binary`; None where that is not installed."""
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            path = Path(folder) / "files" / name
            if path.is_file():
                return path
    return None


def set_in(style: CslStyle, wanted: Sequence[tuple[Reference, str]]) -> list[Cited]:
    """Each source, with a place within it ("¶ 3", or none), in the style; raises `CannotSet`."""
    document = _run(style, _document(wanted))
    cited = [content for block in document["blocks"] for content in _cites(block)]
    entries = {
        part["c"][0][0].removeprefix("ref-"): part["c"][1]
        for block in document["blocks"]
        if block["t"] == "Div"
        for part in block["c"][1]
        if part["t"] == "Div"
    }
    firsts, laters = cited[: len(wanted)], cited[len(wanted) + 1 :]
    if len(firsts) != len(wanted) or len(laters) != len(wanted):
        raise CannotSet("pandoc left citations out")
    found = []
    for n, (first, later) in enumerate(zip(firsts, laters, strict=True)):
        entry = _runs([inline for block in entries.get(_id(n), ()) for inline in _inlines(block)], style)
        full = _runs(first, style)
        found.append(
            Cited(full, _runs(later, style), entry) if style.in_notes else Cited(entry, entry, entry)
        )
        if style.in_notes and not style.has_bibliography:
            found[-1] = replace(found[-1], entry=full)
    return found


def _run(style: CslStyle, document: Node) -> Node:
    pandoc = program()
    if pandoc is None:
        raise CannotSet("pandoc is not installed")
    with tempfile.TemporaryDirectory(prefix="dossier-csl-") as name:
        # A folder without anything in it stands for the user's own: nobody's defaults, data or locales are read.
        file, home = Path(name) / "style.csl", Path(name) / "home"
        home.mkdir()
        file.write_text(style.xml, encoding="utf-8")
        command = [str(pandoc), "--from=json", "--to=json", "--citeproc", f"--csl={file}", "--sandbox"]
        command += [f"--data-dir={home}"]
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and no word of it is anybody's but ours
                command,
                input=json.dumps(document).encode(),
                capture_output=True,
                cwd=home,
                env={"HOME": str(home), "LC_ALL": "C.UTF-8"},
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise CannotSet(f"pandoc needs more than {_SECONDS} seconds for it") from None
        except OSError as error:
            raise CannotSet(f"pandoc does not run ({error.strerror})") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").replace(str(file), "the style")
        raise CannotSet(f"pandoc refuses it: {' '.join(said.split())[:300]}")
    found: Node = json.loads(done.stdout)
    return found


def _id(number: int) -> str:
    return f"n{number}"


def _document(wanted: Sequence[tuple[Reference, str]]) -> Node:
    """All sources as notes, and then all of them as further notes: so none is read as "ibid."."""
    references = [_reference(_id(n), reference) for n, (reference, _) in enumerate(wanted)]
    between = _value({"id": _BREAK, "type": "webpage", "title": _BREAK})
    notes = [
        *(_note(_id(n), place, _FIRST_NUMBER) for n, (_, place) in enumerate(wanted)),
        _note(_BREAK, "", _FIRST_NUMBER + _LATER_NUMBER),
        *(
            _note(_id(n), place, _FIRST_NUMBER + (n + 2) * _LATER_NUMBER)
            for n, (_, place) in enumerate(wanted)
        ),
    ]
    return {
        "pandoc-api-version": [1, 23, 1],
        "meta": {"references": {"t": "MetaList", "c": [*references, between]}},
        "blocks": notes,
    }


def _note(id_: str, place: str, number: int) -> Node:
    citation = {
        "citationId": id_,
        "citationPrefix": [],
        "citationSuffix": _words(_suffix(place)),
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": number,
        "citationHash": 0,
    }
    cite = {"t": "Cite", "c": [[citation], []]}
    return {"t": "Para", "c": [{"t": "Note", "c": [{"t": "Para", "c": [cite]}]}]}


def _suffix(place: str) -> str:
    """A place as pandoc reads it: "{dossier-page. 3}" is a locator; a time, or the headline, is a text that follows."""
    if not place:
        return ""
    locator = Locator.parse(place)
    label = PLACES.get(locator.kind)
    return f", {{{label} {locator.value}}}" if label else f", {{}}, {locator.wording}"


def _reference(id_: str, reference: Reference) -> Node:
    item = {**csl_item(reference), "id": id_}
    for field, window in (("issued", reference.published), ("accessed", reference.accessed)):
        if item.get(field, {}).get("circa"):
            item[field] = {
                "literal": window.wording
            }  # a style that knows no "circa" would print a certain date
    value = _value(item)
    # No style changes the case of a headline: what was printed stays.
    value["c"]["title"] = _marked(reference.title, reference.language if is_printed(reference.title) else "")
    if reference.publisher:
        value["c"]["container-title"] = _marked(reference.publisher, "")
    return value


def _marked(text: str, language: str) -> Node:
    attributes = [["lang", language], ["dir", direction(text)]]
    span = {"t": "Span", "c": [["", ["nocase"], attributes], _quoted(curled(_clean(text)))]}
    return {"t": "MetaInlines", "c": [span]}


def _quoted(text: str) -> list[Node]:
    """A text whose quotations are values, so that a style sets their marks: within its own they are others."""
    for opener, closer, kind in (("“", "”", "DoubleQuote"), ("‘", "’", "SingleQuote")):
        before, found, rest = text.partition(opener)
        within, closed, after = rest.rpartition(closer) if kind == "SingleQuote" else rest.partition(closer)
        if found and closed and opener not in within and not after[:1].isalpha():
            quotation = {"t": "Quoted", "c": [{"t": kind}, _quoted(within)]}
            return [*_quoted(before), quotation, *_quoted(after)]
    return _words(text)


def _words(text: str) -> list[Node]:
    found: list[Node] = []
    for n, word in enumerate(_clean(text).split(" ")):
        found += [{"t": "Space"}] if n else []
        found += [{"t": "Str", "c": word}] if word else []
    return found


def _clean(text: str) -> str:
    return text.replace(FIRST, "").replace("\n", " ")


def _value(value: object) -> Node:
    """A value of CSL-JSON as pandoc's metadata; every text is words, and no markup."""
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {key: _value(one) for key, one in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_value(one) for one in value]}
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    if isinstance(value, int):
        return {"t": "MetaString", "c": str(value)}
    return {"t": "MetaInlines", "c": _words(str(value).replace("<\u2060", "<"))}  # `marked` is for files


def _cites(block: Node) -> Iterator[list[Node]]:
    """What stands for the citations of a block of ours."""
    if block["t"] in ("Para", "Plain"):
        for inline in block["c"]:
            if inline["t"] == "Note":
                for inner in inline["c"]:
                    yield from _cites(inner)
            elif inline["t"] == "Cite":
                yield inline["c"][1]


def _inlines(block: Node) -> list[Node]:
    """What is written in a block of an entry; blocks in a row are parted by a blank."""
    if block["t"] in ("Para", "Plain"):
        return [*block["c"], {"t": "Space"}]
    if block["t"] == "Div":
        return [inline for inner in block["c"][1] for inline in _inlines(inner)]
    return []


_FORMS: dict[str, dict[str, Any]] = {
    "Emph": {"italic": True},
    "Strong": {"form": "b"},
    "SmallCaps": {"form": "sc"},
}
_FORMS |= {"Superscript": {"form": "sup"}, "Subscript": {"form": "sub"}, "Underline": {}, "Strikeout": {}}
_UNDONE: dict[str, dict[str, Any]] = {"csl-no-emph": {"italic": False}}
_UNDONE |= {name: {"form": ""} for name in ("csl-no-strong", "csl-no-smallcaps")}


def _runs(inlines: Iterable[Node], style: CslStyle) -> Runs:
    """Pandoc's values as runs; those alike in a row are one."""
    found: list[Run] = []
    for run in _drawn(inlines, Run("", lang=style.language)):
        if found and found[-1]._replace(text="") == run._replace(text=""):
            found[-1] = run._replace(text=found[-1].text + run.text)
        else:
            found.append(run)
    if style.says_first:
        found = [run._replace(text=run.text.replace(str(_FIRST_NUMBER), FIRST)) for run in found]
    if found:
        found[-1] = found[-1]._replace(text=found[-1].text.rstrip())
        found[0] = found[0]._replace(text=found[0].text.lstrip())
    return tuple(piece for run in found for piece in _isolated(run, style) if piece.text)


def _isolated(run: Run, style: CslStyle) -> Iterator[Run]:
    """What runs right to left in a run of the style's own, or in names, as runs of their own: punctuation stays outside."""
    if run.lang != style.language or run.text.isascii():
        yield run
        return
    at = 0
    for right_to_left in RTL_RUN.finditer(run.text):
        yield run._replace(text=run.text[at : right_to_left.start()])
        yield run._replace(text=right_to_left[0], lang=language_of_script(right_to_left[0]) or "")
        at = right_to_left.end()
    yield run._replace(text=run.text[at:])


def _drawn(inlines: Iterable[Node], like: Run) -> Iterator[Run]:
    for inline in inlines:
        kind: str = inline["t"]
        content: Any = inline.get("c")
        if kind == "Str":
            yield like._replace(text=content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield like._replace(text=" ")
        elif kind in _FORMS:
            yield from _drawn(content, like._replace(**_FORMS[kind]))
        elif kind == "Quoted":
            marks = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
            yield like._replace(text=marks[0])
            yield from _drawn(content[1], like)
            yield like._replace(text=marks[1])
        elif kind == "Link":
            yield from _drawn(content[1], like._replace(link=content[2][0]))
        elif kind == "Span":
            yield from _drawn(content[1], _spanned(like, content[0]))
        elif kind in ("Code", "Math", "RawInline"):
            yield like._replace(text=content[1])


def _spanned(like: Run, attributes: Sequence[Any]) -> Run:
    _, classes, pairs = attributes
    for name in classes:
        like = like._replace(**_UNDONE.get(name, {}))
    languages = [value for key, value in pairs if key == "lang"]
    return like._replace(lang=languages[0]) if languages else like

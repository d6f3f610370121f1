"""RIS: the tagged format of reference managers (*RIS Format Specifications*, Research Information Systems, 2001 and
2011).

A tag is six characters, a value is one line, a line ends with CR LF, a record ends with `ER`, and records follow one
another without an empty line, as the specification has it. `PY` and `DA` have the certain part of a date; a note has the
rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dossier.cite.dates import Point, known, plain, remark
from dossier.cite.names import names

if TYPE_CHECKING:
    from dossier.cite.reference import Reference

_TYPES = {"newspaper": "NEWS", "news-site": "NEWS", "magazine": "MGZN", "webpage": "ELEC"}


def ris(reference: Reference) -> str:
    """One record, with CR LF at the end of each of its lines."""
    published, accessed = known(reference.published), known(reference.accessed)
    values = [
        ("TY", _TYPES[reference.genre]),
        ("ID", reference.id),
        # The specification forbids the asterisk in authors' and periodicals' names.
        *(("AU", person.inverted.replace("*", "")) for person in names(reference)),
        ("TI", reference.title),
        ("T2", reference.publisher.replace("*", "")),
        ("PY", published.year if published else ""),
        ("DA", slashed(published) if published and published.month else ""),
        ("UR", reference.url or ""),
        ("Y2", slashed(accessed) if accessed and reference.url else ""),
        ("LA", reference.language),
        ("N1", _note(reference)),
        ("N1", f"Archived at {reference.archived}" if reference.archived else ""),
    ]
    lines = [f"{tag}  - {line}\r\n" for tag, value in values if (line := one_line(value))]
    return "".join(lines) + "ER  - \r\n"


def ris_file(references: Iterable[Reference]) -> str:
    """The records of several articles."""
    return "".join(ris(reference) for reference in references)


def slashed(point: Point) -> str:
    """`2023/01/02/`, `2022/10//`; the season follows the last slash, as the specification's "other info"."""
    month = f"{point.month:02d}" if point.month and not point.season else ""
    return f"{point.year}/{month}/{f'{point.day:02d}' if point.day else ''}/{point.season}"


def _note(reference: Reference) -> str:
    return "" if plain(reference.published) else remark(reference.published)


def one_line(value: str) -> str:
    """A text without line ends, which could begin a tag, and without control characters."""
    line = " ".join(value.split())
    return line if line.isprintable() else "".join(c for c in line if c >= " " and c != "\x7f")

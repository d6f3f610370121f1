"""Citations of the dossier itself, and of its parts: a page, a claim, a finding, an event, a view.

A part is cited at a version: that of its own record, which its page says, and that of the dossier, which no page can say
without being written anew with every edit. The latter, and the day on which a reader cites, are filled in by the page's
script: `Run.slot` marks where. Without it the citation is complete but for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from dossier.cite.apa import year_first
from dossier.cite.bibtex import escaped, verbatim
from dossier.cite.csl import date_parts, marked, name_item
from dossier.cite.dates import Point, american, known
from dossier.cite.mla import short_month
from dossier.cite.names import in_list, in_order, name
from dossier.cite.quotation_marks import curled
from dossier.cite.ris import one_line, slashed
from dossier.cite.text import Citation, Run, Runs, ended, headed, joined, run, sentences, stopped
from dossier.model.dates import Window
from dossier.model.figures import Figures, support_of
from dossier.model.records import Claim, Finding, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the dossier as the citation styles see it."""

    id: str
    """The key of its record in a reference manager."""
    title: str
    noun: str = ""
    """What it is: "Claim"; empty for a page without a record, and for the dossier."""
    dossier: str = ""
    """The dossier's title; empty where the part is the dossier."""
    authors: tuple[str, ...] = ()
    """As of an article: `Jane Roe`, or a body's name in braces."""
    published_by: str = ""
    version: str = ""
    """Of its record; empty for what has none."""
    dossier_version: str = ""
    """Of the dossier, where the page knows it: of a release. Else the script fills it in."""
    url: str = ""
    """Its address; empty where the site's is not known."""
    note: str = ""
    """Sentences that belong to every citation of it: of a claim the evidence line."""
    view: bool = False
    """Whether the address is that of a view, which the script knows."""
    published: Window | None = None
    """Its date, of what has one: a release. Only its certain part is cited."""

    @property
    def date(self) -> Point | None:
        """The certain part of its date; None if there is none."""
        return known(self.published) if self.published else None


def evidence_note(record: Record | None, figures: Figures) -> str:
    """The evidence that no citation leaves out: of a claim its line, with the dissent; of a finding what it rests on."""
    if isinstance(record, Claim):
        return figures.claims[record.id].line_in_dossier
    if isinstance(record, Finding):
        support = support_of([figures.claims[id_] for id_ in record.rests_on])
        return f"How sure its authors are: {record.confidence}. It rests on {support.sentence}."
    return ""


def chicago_part(part: Part) -> Citation:
    """A note after the *Chicago Manual of Style* (18th edition, 14.104: websites)."""
    named = (*run("in "), *run(part.dossier)) if part.noun else run(part.dossier)
    published = run(f"published by {part.published_by}") if part.published_by else ()
    what = part.noun.lower() if part.dossier else "dossier"
    where = joined((run(what), named, published, run(american(part.date) if part.date else "")), ", ")
    head = joined((in_order([name(a) for a in part.authors]), headed(part.title, ",")), ", ")
    tail = (*_version(part, ", version "), _day(part, ", accessed {american}"), *_address(part, ", "))
    return Citation((*joined((head, where), " "), *tail, Run("."), *_note(part)))


def apa_part(part: Part) -> Citation:
    """An entry of the reference list after the APA (7th edition, 10.16: webpages); without a date, it has its version.

    "Retrieved" is for what has no date (9.16): the page of a release is held to be stable.
    """
    lead = in_list([name(a) for a in part.authors], most=20, kept=19) or run(part.published_by)
    noun = f" [{part.noun}]" if part.noun else ""
    text, mark = ended(curled(part.title), ".")
    versioned = _version(part, " (Version ", ")")
    title = (Run(text, italic=True), *(() if part.dossier else versioned), *run(f"{noun}." if noun else mark))
    where = (Run(part.dossier), *versioned, Run(".")) if part.dossier else ()
    date = run(f"({year_first(part.date) if part.date else 'n.d.'}).")
    order = (stopped(lead), date, title) if lead else (title, date)
    found = joined((*order, where), " ")
    retrieved = () if part.date else (_day(part, " Retrieved {american}, from"),)
    return Citation((*found, *_note(part), *retrieved, *_address(part, " ")))


def mla_part(part: Part) -> Citation:
    """An entry of the list of works cited after the *MLA Handbook* (9th edition, chapter 5)."""
    lead = in_list([name(a) for a in part.authors], most=2, kept=1)
    date = run(short_month(part.date) if part.date else "")
    rest = joined((run(part.published_by), date, _address(part, "")), ", ")
    if part.dossier:
        title = joined((headed(part.title, "."), run(part.dossier, italic=True)), " ")
        place = (*_version(part, ", version "), *(run(", ") if rest else ()), *rest, Run("."))
    else:
        title = tuple(Run(text, italic=n == 0) for n, text in enumerate(ended(curled(part.title), ".")))
        place = (
            *_version(part, " Version ", "," if rest else "."),
            *((Run(" "), *rest, Run(".")) if rest else ()),
        )
    head = joined((sentences((lead,)), title), " ")
    return Citation((*head, *place, _day(part, " Accessed {mla}."), *_note(part)))


def bibtex_part(part: Part) -> Citation:
    """An entry for biblatex: `@online`, which demands an address, or `@misc`."""
    fields: list[tuple[str, Runs]] = [
        ("author", run(" and ".join(_bibtex_author(a) for a in _makers(part)))),
        ("title", run(f"{{{escaped(part.title)}}}")),
        ("titleaddon", run(escaped(part.noun))),
        ("organization", run(escaped(part.dossier))),
        ("date", run(_iso(part.date) if part.date else "")),
        ("url", (_url(part, verbatim(part.url)),) if part.url else ()),
        ("note", run(escaped(part.note))),
    ]
    lines = [piece for key, value in fields if value for piece in (Run(f"  {key} = {{"), *value, Run("},\n"))]
    kind = "online" if part.url else "misc"
    version = _version(part, "  version = {", "},\n")
    day = _day(part, "  urldate = {{iso}},\n")
    return Citation((Run(f"@{kind}{{{part.id},\n"), *lines, *version, day, Run("}\n")))


def ris_part(part: Part) -> Citation:
    """A RIS record of a web page: `ELEC` in the specification, and for Zotero, EndNote and rispy. Pandoc alone calls it
    `WEB`, which none of these read.

    RIS has no field for a version: `ET`, the edition, has it, and `M2` for Zotero, whose web pages have no edition, and
    which reads "version: 2" in its field Extra as one.
    """
    values: list[tuple[str, Runs]] = [
        ("TY", run("ELEC")),
        ("ID", run(part.id)),
        *(("AU", run(one_line(name(a).inverted.replace("*", "")))) for a in _makers(part)),
        ("TI", run(one_line(part.title))),
        ("T2", run(one_line(part.dossier.replace("*", "")))),
        ("M3", run(part.noun)),
        ("PB", run(one_line(part.published_by))),
        ("PY", run(part.date.year if part.date else "")),
        ("DA", run(slashed(part.date) if part.date and part.date.month else "")),
        ("UR", (_url(part, part.url),) if part.url else ()),
        ("N1", run(one_line(part.note))),
    ]
    lines = [piece for tag, value in values if value for piece in (Run(f"{tag}  - "), *value, Run("\r\n"))]
    version = (*_version(part, "ET  - ", "\r\n"), *_version(part, "M2  - version: ", "\r\n"))
    day = _day(part, "Y2  - {ris}\r\n")
    return Citation((*lines, *version, day, Run("ER  - \r\n")))


def csl_part(part: Part) -> Citation:
    """CSL-JSON: an array of one item of the type `webpage`."""
    people = [name_item(name(author)) for author in _makers(part)]
    fields: list[tuple[str, Runs]] = [
        ("id", _json(part.id)),
        ("type", _json("webpage")),
        ("title", _json(part.title)),
        ("author", run(json.dumps(people, ensure_ascii=False)) if people else ()),
        ("container-title", _json(part.dossier)),
        ("publisher", _json(part.published_by)),
        ("genre", _json(part.noun)),
        ("issued", run(json.dumps({"date-parts": [date_parts(part.date)]}) if part.date else "")),
        ("URL", (Run('"'), _url(part, part.url), Run('"')) if part.url else ()),
        ("note", _json(part.note)),
    ]
    lines = joined(((Run(f'    "{key}": '), *value) for key, value in fields if value), ",\n")
    version = _version(part, ',\n    "version": "', '"')
    day = _day(part, ',\n    "accessed": {"date-parts": [[{parts}]]}')
    return Citation((Run("[\n  {\n"), *lines, *version, day, Run("\n  }\n]\n")))


def _json(value: str) -> Runs:
    return run(json.dumps(marked(value), ensure_ascii=False)) if value else ()


def _iso(date: Point) -> str:
    return "-".join((date.year, *(f"{number:02d}" for number in (date.month, date.day) if number)))


def _makers(part: Part) -> tuple[str, ...]:
    """The authors; where none is named, who publishes it."""
    return part.authors or ((f"{{{part.published_by}}}",) if part.published_by else ())


def _bibtex_author(author: str) -> str:
    found = name(author)
    if not found.given:
        return f"{{{escaped(found.family)}}}"
    return ", ".join(escaped(piece) for piece in (found.family, found.suffix, found.given) if piece)


def _version(part: Part, before: str, after: str = "") -> Runs:
    """The record's own version, and where the dossier's is filled in, unless it is known."""
    if part.dossier_version:
        return run(f"{before}{part.dossier_version}{after}")
    if not part.version:
        return (Run("", slot="version", filled=f"{before}{{dossier}}{after}"),)
    both = Run("", slot="version", filled=" of the page, {dossier} of the dossier")
    return (Run(f"{before}{part.version}"), both, *run(after))


def _day(part: Part, filled: str) -> Run:
    """Where the day on which a reader cites is filled in: of what has an address."""
    return Run("", slot="day", filled=filled) if part.url else Run("")


def _url(part: Part, written: str) -> Run:
    return Run(written, slot="url" if part.view else "")


def _address(part: Part, before: str) -> Runs:
    return (*run(before), _url(part, part.url)) if part.url else ()


def _note(part: Part) -> Runs:
    return run(f" {part.note}" if part.note else "")


PART_STYLES: tuple[tuple[str, Callable[[Part], Citation]], ...] = (
    ("Chicago note", chicago_part),
    ("APA", apa_part),
    ("MLA", mla_part),
    ("BibTeX", bibtex_part),
    ("RIS", ris_part),
    ("CSL-JSON", csl_part),
)
"""The styles in the order in which they are offered, as of sources."""

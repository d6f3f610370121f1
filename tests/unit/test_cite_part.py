"""Citations of the dossier's own pages: read by pandoc, bibtexparser and rispy, with and without what a script fills in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import bibtexparser
import pypandoc  # type: ignore[import-untyped]
import pytest
import rispy  # type: ignore[import-untyped]
from jsonschema import Draft7Validator
from lxml import html

from dossier.cite.part import PART_STYLES, Part
from dossier.config import load
from dossier.derive.version import record_version
from dossier.model.dates import Window
from dossier.model.parts import Account, Quote
from dossier.model.records import Article
from dossier.settings_file import ConfigError

SCRIPT = {
    "dossier": "1.2 (0123456789ab)",
    "american": "May 3, 2031",
    "mla": "3 May 2031",
    "iso": "2031-05-03",
    "ris": "2031/05/03/",
    "parts": "2031, 5, 3",
}
"""What `citing.js` fills in on 3 May 2031."""
EVIDENCE = "In this dossier: denied by 1 article. Reported by 2 articles, none of known origin."
CLAIM = Part(
    id="bridge-fell",
    title="The bridge fell",
    noun="Claim",
    dossier="The bridge at Selmark",
    authors=("Jane Roe", "{Bridge Watch}"),
    published_by="Quay Press",
    version="abcdef012345",
    url="https://bridge.example/claims/bridge-fell/",
    note=EVIDENCE,
)
DOSSIER = replace(
    CLAIM, id="dossier", title="The bridge at Selmark", noun="", dossier="", version="", authors=()
)
BARE = Part(id="map", title="Map", dossier="The bridge at Selmark")
HOSTILE = replace(
    CLAIM,
    title='100% of $5 \\input{x} {a} "b" <i>c</i> </script><!-- #1_2^3~ عفرين \u200f end',
    dossier="A & B * C",
    authors=("{X\\Y & Z}",),
    published_by='He said "no" {',
    note="One.  ER  - TY  - JOUR and \\end{document} } {",
)
RELEASE = Part(
    id="releases-1.0",
    title="Release 1.0",
    dossier="The bridge at Selmark",
    published_by="Quay Press",
    url="https://bridge.example/releases/1.0/",
    published=Window.parse("2031-06-01"),
)
OF_A_MONTH = replace(RELEASE, id="releases-0.9", published=Window.parse("2031-06"), url="")
OF_SOME_DAY = replace(RELEASE, id="releases-0.8", published=Window.parse("[2030-06-01..2031-06-03]"), url="")
PARTS = [CLAIM, DOSSIER, BARE, HOSTILE, RELEASE, OF_A_MONTH, OF_SOME_DAY]
STYLES = dict(PART_STYLES)


def written(style: str, part: Part, *, script: bool) -> str:
    """A citation as a reader copies it, with or without what the script fills in."""
    cited = STYLES[style](part)
    return "".join(
        _filled(run.filled) if script and run.slot in ("version", "day") else run.text for run in cited.runs
    )


def _filled(pattern: str) -> str:
    for name, value in SCRIPT.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    return pattern


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id + part.title[:3])
class TestRead:
    def test_csl(self, part: Part, script: bool) -> None:
        (item,) = json.loads(written("CSL-JSON", part, script=script))
        assert list(CSL.iter_errors([item])) == []
        assert item["id"] == part.id
        assert item.get("version", "") == " ".join(_versions(part, script))
        assert item.get("accessed") == ({"date-parts": [[2031, 5, 3]]} if script and part.url else None)
        drawn = pypandoc.convert_text(
            f"---\nnocite: '@*'\nreferences: {json.dumps([item])}\n---\n",
            "plain",
            "markdown",
            extra_args=["--citeproc"],
        )
        assert drawn.strip()

    def test_bibtex(self, part: Part, script: bool) -> None:
        library = bibtexparser.parse_string(written("BibTeX", part, script=script))
        assert not library.failed_blocks
        (entry,) = library.entries
        fields = {field.key: field.value for field in entry.fields}
        assert entry.key == part.id
        assert entry.entry_type == ("online" if part.url else "misc")
        assert ("version" in fields, "urldate" in fields) == (
            bool(part.version) or script,
            script and bool(part.url),
        )
        if part is not HOSTILE:
            read = json.loads(
                pypandoc.convert_text(written("BibTeX", part, script=script), "csljson", "biblatex")
            )
            assert read[0]["title"] == ". ".join(said for said in (part.title, part.noun) if said)

    def test_ris(self, part: Part, script: bool) -> None:
        (entry,) = rispy.loads(written("RIS", part, script=script))
        assert entry["type_of_reference"] == "ELEC"
        assert entry["id"] == part.id
        assert " ".join(part.title.split()) == entry["title"]
        version = " ".join(_versions(part, script))
        assert entry.get("edition", "") == version
        assert entry.get("unknown_tag", {}).get("M2", []) == ([f"version: {version}"] if version else [])
        assert entry.get("publisher", "") == part.published_by
        assert set(entry) <= RIS
        (read,) = json.loads(pypandoc.convert_text(written("RIS", part, script=script), "csljson", "ris"))
        assert (read["title"], read.get("edition", "")) == (entry["title"], version)
        assert read["type"] in ("misc", "webpage"), "pandoc 3.9 does not know ELEC, which all others do"
        assert read.get("URL", "") == part.url
        assert len(read.get("author", [])) == len(entry.get("authors", []))

    def test_html_says_the_same_and_nothing_else(self, part: Part, script: bool) -> None:
        for label, cite in PART_STYLES:
            drawn = html.fromstring(f"<pre>{cite(part).html}</pre>")
            assert drawn.text_content() == cite(part).plain.replace("\r\n", "\n"), label
            assert {e.tag for e in drawn.iter()} <= {"pre", "span", "i", "bdi"}, label


TEXTS = ("title", "container-title", "publisher", "genre", "version", "URL", "note")
DATE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
}
CSL = Draft7Validator(
    {
        "$comment": "What these citations have of csl-data.json (CSL 1.0.2), after its text.",
        "type": "array",
        "items": {
            "type": "object",
            "required": ["type", "id"],
            "additionalProperties": False,
            "properties": {
                "type": {"const": "webpage"},
                "id": {"type": ["string", "number"]},
                **{key: {"type": "string"} for key in TEXTS},
                "author": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            key: {"type": "string"} for key in ("family", "given", "suffix", "literal")
                        },
                    },
                },
                "accessed": DATE,
                "issued": DATE,
            },
        },
    }
)
RIS = {
    *("type_of_reference", "id", "authors", "title", "secondary_title", "type_of_work", "publisher", "urls"),
    *("notes", "edition", "access_date", "year", "date", "unknown_tag"),
}


@pytest.mark.parametrize(
    ("part", "csl", "bibtex", "ris"),
    [
        (RELEASE, {"date-parts": [[2031, 6, 1]]}, "2031-06-01", ("2031", "2031/06/01/")),
        (OF_A_MONTH, {"date-parts": [[2031, 6]]}, "2031-06", ("2031", "2031/06//")),
        (OF_SOME_DAY, None, None, (None, None)),
    ],
    ids=lambda value: value.id if isinstance(value, Part) else "",
)
def test_the_date_of_a_release(
    part: Part, csl: object, bibtex: str | None, ris: tuple[str | None, str | None]
) -> None:
    assert json.loads(written("CSL-JSON", part, script=False))[0].get("issued") == csl
    (entry,) = bibtexparser.parse_string(written("BibTeX", part, script=False)).entries
    assert {field.key: field.value for field in entry.fields}.get("date") == bibtex
    (read,) = rispy.loads(written("RIS", part, script=False))
    assert (read.get("year"), read.get("date")) == ris


def _versions(part: Part, script: bool) -> list[str]:
    if part.version:
        return [part.version, *(["of the page, 1.2 (0123456789ab) of the dossier"] if script else [])]
    return ["1.2 (0123456789ab)"] if script else []


@pytest.mark.parametrize(
    ("part", "style", "script", "cited"),
    [
        (
            CLAIM,
            "Chicago note",
            True,
            "Jane Roe and Bridge Watch, “The bridge fell,” claim, in The bridge at Selmark, published by Quay Press, "
            "version abcdef012345 of the page, 1.2 (0123456789ab) of the dossier, accessed May 3, 2031, "
            f"https://bridge.example/claims/bridge-fell/. {EVIDENCE}",
        ),
        (
            CLAIM,
            "APA",
            False,
            "Roe, Jane, and Bridge Watch. (n.d.). The bridge fell [Claim]. The bridge at Selmark (Version abcdef012345). "
            f"{EVIDENCE} https://bridge.example/claims/bridge-fell/",
        ),
        (
            CLAIM,
            "MLA",
            True,
            "Roe, Jane, and Bridge Watch. “The bridge fell.” The bridge at Selmark, version abcdef012345 of the page, "
            "1.2 (0123456789ab) of the dossier, Quay Press, https://bridge.example/claims/bridge-fell/. "
            f"Accessed 3 May 2031. {EVIDENCE}",
        ),
        (
            DOSSIER,
            "Chicago note",
            True,
            "“The bridge at Selmark,” dossier, published by Quay Press, version 1.2 (0123456789ab), accessed May 3, 2031, "
            f"https://bridge.example/claims/bridge-fell/. {EVIDENCE}",
        ),
        (
            DOSSIER,
            "APA",
            True,
            "Quay Press. (n.d.). The bridge at Selmark (Version 1.2 (0123456789ab)). "
            f"{EVIDENCE} Retrieved May 3, 2031, from https://bridge.example/claims/bridge-fell/",
        ),
        (
            DOSSIER,
            "MLA",
            True,
            "The bridge at Selmark. Version 1.2 (0123456789ab), Quay Press, https://bridge.example/claims/bridge-fell/. "
            f"Accessed 3 May 2031. {EVIDENCE}",
        ),
        (BARE, "Chicago note", False, "“Map,” The bridge at Selmark."),
        (BARE, "Chicago note", True, "“Map,” The bridge at Selmark, version 1.2 (0123456789ab)."),
        (BARE, "APA", True, "Map. (n.d.). The bridge at Selmark (Version 1.2 (0123456789ab))."),
        (BARE, "MLA", False, "“Map.” The bridge at Selmark."),
        (
            RELEASE,
            "Chicago note",
            True,
            "“Release 1.0,” The bridge at Selmark, published by Quay Press, June 1, 2031, version 1.2 (0123456789ab), "
            "accessed May 3, 2031, https://bridge.example/releases/1.0/.",
        ),
        (
            RELEASE,
            "APA",
            True,
            "Quay Press. (2031, June 1). Release 1.0. The bridge at Selmark (Version 1.2 (0123456789ab)). "
            "https://bridge.example/releases/1.0/",
        ),
        (
            RELEASE,
            "MLA",
            False,
            "“Release 1.0.” The bridge at Selmark, Quay Press, 1 June 2031, https://bridge.example/releases/1.0/.",
        ),
        (
            OF_A_MONTH,
            "APA",
            False,
            "Quay Press. (2031, June). Release 1.0. The bridge at Selmark.",
        ),
        (OF_SOME_DAY, "APA", False, "Quay Press. (n.d.). Release 1.0. The bridge at Selmark."),
        (
            replace(DOSSIER, published_by="", url="", note=""),
            "Chicago note",
            False,
            "“The bridge at Selmark,” dossier.",
        ),
        (
            replace(DOSSIER, published_by="", url="", note=""),
            "Chicago note",
            True,
            "“The bridge at Selmark,” dossier, version 1.2 (0123456789ab).",
        ),
        (
            replace(DOSSIER, published_by="", note=""),
            "Chicago note",
            True,
            "“The bridge at Selmark,” dossier, version 1.2 (0123456789ab), accessed May 3, 2031, https://bridge.example/claims/bridge-fell/.",
        ),
        (
            replace(DOSSIER, published_by="", note=""),
            "MLA",
            True,
            "The bridge at Selmark. Version 1.2 (0123456789ab), https://bridge.example/claims/bridge-fell/. "
            "Accessed 3 May 2031.",
        ),
        (
            replace(DOSSIER, published_by="", note=""),
            "MLA",
            False,
            "The bridge at Selmark. https://bridge.example/claims/bridge-fell/.",
        ),
    ],
)
def test_styles(part: Part, style: str, script: bool, cited: str) -> None:
    assert written(style, part, script=script) == cited


def test_a_version_is_of_what_is_said_and_counted() -> None:
    def article(**more: Any) -> Article:
        day = Window.parse("2031-05-01")
        said = {
            "title": "T",
            "publisher": "p",
            "published": day,
            "accessed": day,
            "language": "en",
            "read": "full",
        }
        return Article(**{"id": "a", **said, **more})

    plain = record_version(article())
    assert len(plain) == 12
    assert record_version(article(path="elsewhere/a.md")) == plain
    assert record_version(article(withheld=3)) == plain
    assert record_version(article(title="U")) != plain
    told = article(claims=(Account(claim="c", stance="asserts"),))
    assert record_version(told) != plain
    # A digest would confirm a guess: what is withheld is no part of it.
    withheld = Account(claim="c", stance="asserts", publish="withhold")
    assert record_version(article(claims=(withheld,))) == plain
    quoted = [
        Account(claim="c", stance="asserts", quotes=(Quote(text=words, publish="withhold"),))
        for words in ("", "what was said")
    ]
    assert len({record_version(article(claims=(account,))) for account in quoted}) == 1


def test_authors_and_licences_of_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_name: S\nextra: {authors: [Jane Roe, '{A Body}'], license: CC-BY-4.0}\n", "utf-8")
    settings = load(file)
    assert (settings.authors, settings.license) == (("Jane Roe", "{A Body}"), "CC-BY-4.0")
    file.write_text("site_name: S\nextra: {license: mine}\n", "utf-8")
    with pytest.raises(ConfigError, match=r'license is "mine"; write one of CC0-1\.0'):
        load(file)

"""What is withheld cannot be told from what is published: a dossier that withholds another has the same files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dossier.config import load
from dossier.derive.selection import Selection
from dossier.export.catalogue import FORMATS
from dossier.export.documents import epub
from dossier.export.documents.assembly import document
from dossier.pipeline import check, compose

CASE = Path(__file__).parents[1] / "sites" / "withheld-degrees" / "content"
MKDOCS_YML = """
site_name: A dossier
site_url: https://harbour.example/
docs_dir: content
theme: {name: material, font: false}
plugins: [dossier]
extra: {data: all, published_by: Nobody, contact: [desk@harbour.example]}
"""
WITHHELD = """claims:
  - claim: harbour-was-set-alight
    publish: withhold
    stance: differs
    value: Zzqvalue
    by: Zzqspeaker words
    quotes: [Zzqno fire at all]
    rests_on: [{chain: own, because: Zzqwhy}]
"""
SPELLINGS = (
    "guard",
    "harbour-burned",
    "hidden-man",
    "orchard",
    "safe-house",
    "smith",
    "the-handover",
    "zz-other",
)


def outputs(project: Path, edit: Callable[[Path], None]) -> Mapping[str, bytes]:
    """Every page and file of the site, and every format of data and of documents, of the case with an edit."""
    shutil.copytree(CASE, project / "content")
    (project / "mkdocs.yml").write_text(MKDOCS_YML)
    edit(project / "content")
    settings = load(project / "mkdocs.yml")
    checked = check(settings, withheld=frozenset(SPELLINGS))
    assert not checked.failed, [d for d in checked.diagnostics if d.severity == "error"]
    site = compose(checked, settings)
    found = {
        page.file: f"{page.title}\n{page.description}\n{page.head}\n{page.body}".encode()
        for page in site.pages
    }
    found |= site.files
    for wanted in (None, *(frozenset((id_,)) for id_ in sorted(checked.corpus.records))):
        of = Selection(checked.corpus, checked.figures, settings, wanted=wanted)
        for each in FORMATS:
            for name, parts in (each.searched or each.write)(of):
                found[f"{each.name} of {wanted}: {name}"] = b"".join(parts)
    whole = document(checked.corpus, checked.figures, settings)
    return found | {f"epub: {name}": data for name, data in epub.parts(whole).items()}


def two_that_read_it(content: Path) -> None:
    """Two articles that were read in full after the event, alike but for their titles and outlets; the first withholds."""
    (content / "releases.yml").unlink()
    first, copy = content / "articles/nothing-burned.md", content / "articles/a-copy.md"
    text = first.read_text("utf-8").replace("published: 2031-03-12", "published: 2031-04-12")
    text = text.replace("accessed: 2031-03-20", "accessed: 2031-04-20")
    assert WITHHELD in text
    first.write_text(text, "utf-8")
    other = (
        text.replace(WITHHELD, "").replace("Nothing burned", "What was seen").replace("leaflet", "mercury")
    )
    (content / "articles/what-was-seen.md").write_text(other, "utf-8")
    copy.write_text(copy.read_text("utf-8").replace("rests_on: [nothing-burned]", "rests_on: [own]"), "utf-8")


def the_other_withholds(content: Path) -> None:
    """The same two, and the second withholds."""
    two_that_read_it(content)
    first, second = content / "articles/nothing-burned.md", content / "articles/what-was-seen.md"
    first.write_text(first.read_text("utf-8").replace(WITHHELD, ""), "utf-8")
    head, rule, body = second.read_text("utf-8").rpartition("---\n")
    second.write_text(f"{head}{WITHHELD}{rule}{body}", "utf-8")


def renamed(content: Path) -> None:
    """The unpublished actor has another id, title and text."""
    for path in content.rglob("*.*"):
        if path.suffix in (".md", ".yml"):
            path.write_text(path.read_text("utf-8").replace("hidden-man", "zz-other"), "utf-8")
    path = content / "actors/hidden-man.md"
    path.rename(path.with_stem("zz-other"))


@pytest.mark.parametrize(
    ("one", "other"),
    [(two_that_read_it, the_other_withholds), (lambda content: None, renamed)],
    ids=["whose account is withheld", "who is unpublished"],
)
def test_a_dossier_that_withholds_another_has_the_same_files(
    tmp_path: Path, one: Callable[[Path], None], other: Callable[[Path], None]
) -> None:
    first, second = outputs(tmp_path / "one", one), outputs(tmp_path / "other", other)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []

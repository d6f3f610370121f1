"""Notes and bibliography in a CSL style (`tests/data/notes.csl`, made up), set by pandoc."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from support.cached import MKDOCS_YML, Dossier, quick_frames
from support.small import Small

from dossier.cite import pandoc
from dossier.cite.csl_style import MOST_BYTES, StyleFault, read_style
from dossier.cite.note_style import CHICAGO
from dossier.cite.pandoc import set_in
from dossier.cite.reference import Reference
from dossier.cite.styled import Styled
from dossier.cite.text import Citation
from dossier.cli.watching import changes
from dossier.config import Settings, load
from dossier.derive.note_style import note_style_of
from dossier.diagnostics import Diagnostic, Report, Span
from dossier.export.documents.assembly import document
from dossier.export.documents.model import texts
from dossier.model.dates import Window
from dossier.read import check_citation_style
from dossier.store.disk_cache import NO_DISK_CACHE, DiskCache

__all__ = ["quick_frames"]  # a fixture

NOTES = (Path(__file__).parents[1] / "data" / "notes.csl").read_text()
IN_TEXT = """\
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Numbers</title><id>x</id><updated>2031-01-01T00:00:00+00:00</updated></info>
  <citation collapse="citation-number">
    <sort><key variable="citation-number"/></sort>
    <layout prefix="[" suffix="]"><text variable="citation-number"/></layout>
  </citation>
  <bibliography second-field-align="flush">
    <layout suffix=".">
      <text variable="citation-number" suffix=". "/>
      <group delimiter=", "><text variable="title"/><text variable="container-title"/></group>
    </layout>
  </bibliography>
</style>
"""


def source(id_: str = "late", **values: Any) -> Reference:
    return Reference(
        **{
            "id": id_,
            "title": "Ferry late",
            "publisher": "The Herald",
            "published": Window.parse("2031-02-03"),
            "accessed": Window.parse("2031-02-04"),
            "language": "en",
            "url": "https://herald.example/ferry?a=1&b=2",
            "authors": ("Ida Moor",),
            **values,
        }
    )


def styled(text: str = NOTES, folder: Path | None = None) -> Styled:
    return Styled(read_style(text.encode()), DiskCache(folder))


def runs_of(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The runs of pandoc, as they come."""
    found, run = [], subprocess.run

    def counted(command: Any, **options: Any) -> Any:
        if "--citeproc" in command:
            found.append(command)
        return run(command, **options)

    monkeypatch.setattr(pandoc.subprocess, "run", counted)
    return found


def test_a_note_and_a_further_one() -> None:
    note_style = styled()
    first, later = note_style.note(source(), "¶ 3-5"), note_style.later(source(), "p. 4", 7)
    assert first.plain == (
        "Moor, Ida, „Ferry late“, The Herald, 3. Februar 2031, Abs. 3–5, https://herald.example/ferry?a=1&b=2."
    )
    assert later.plain == "„Ferry late“, wie Anm. 7, S. 4."
    assert note_style.entry(source()).plain == "Moor, Ida. „Ferry late“. 3. Februar 2031."
    assert note_style.name == "the style “Notes & <made up>”"
    assert '<span class="dossier-small-caps"><span lang="de-DE">Moor, Ida</span></span>' in first.linked
    assert "<b><i>The Herald</i></b>" in first.linked
    assert 'href="https://herald.example/ferry?a=1&amp;b=2"' in first.linked


@pytest.mark.parametrize(
    ("place", "worded"),
    [("headline", "headline"), ("12:30", "12:30"), ("§ 2", "Abschn. 2"), ("p. 3, 7", "S. 3, 7")],
)
def test_a_place_of_every_kind(place: str, worded: str) -> None:
    assert worded in styled().note(source(), place).plain
    assert worded in styled().later(source(), place, 1).plain


def test_words_stay_words() -> None:
    title = '<script>alert(1)</script> *a* $x$ [@b] \\emph{c} “so” he said & "left"'
    hostile = source(title=title, publisher="<b>Herald</b>", authors=("<i>Ida</i> & Bo", '"><img src=x>'))
    first = styled().note(hostile, "")
    assert "<script>alert(1)</script> *a* $x$ [@b] \\emph{c} ‚so‘ he said & ‚left‘" in first.plain
    allowed = re.sub(
        r'</?(?:b|i|span|bdi)(?: (?:lang|dir|class)="[\w-]*")*>|</?a(?: href="https://[^"<>]*")?>',
        "",
        first.linked,
    )
    assert "<" not in allowed


def test_what_runs_right_to_left_is_isolated() -> None:
    arabic = source(title="العبّارة تأخرت", language="ar", authors=("سمير علي",))
    html = styled().note(arabic, "").linked
    assert '<bdi lang="ar" dir="rtl">العبّارة تأخرت</bdi>' in html
    assert '<bdi dir="rtl">سمير علي</bdi>' in html or '<bdi lang="ar" dir="rtl">سمير علي</bdi>' in html
    assert "“, " in re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize(
    ("date", "worded"), [("2031-02~", "around February 2031"), ("2031-02-03..", "on or after")]
)
def test_no_date_is_finer_than_it_is_known(date: str, worded: str) -> None:
    assert worded in styled().note(source(published=Window.parse(date)), "").plain


def test_a_source_is_the_same_alone_and_among_others() -> None:
    """Two alike are neither told apart nor joined, and no note says "ibid."."""
    wanted = [(source(f"s{n}"), place) for n in range(6) for place in ("", "¶ 1")]
    together = set_in(read_style(NOTES.encode()), wanted)
    assert {*together[::2]} == {*set_in(read_style(NOTES.encode()), wanted[:1])}
    assert {*together[1::2]} == {*set_in(read_style(NOTES.encode()), wanted[-1:])}
    said = "".join(
        Citation(runs).plain for cited in together for runs in (cited.first, cited.later, cited.entry)
    )
    assert not any(word in said for word in ("ebd", "near", "ambiguous", "———", "2031a"))


def test_a_style_for_the_text_has_its_entries_in_notes() -> None:
    note_style = styled(IN_TEXT)
    assert note_style.note(source(), "¶ 3").plain == "Ferry late, The Herald. [¶ 3]"
    assert (
        note_style.later(source(), "", 1).plain
        == note_style.entry(source()).plain
        == "Ferry late, The Herald."
    )


def test_a_language_that_is_none_is_not_printed() -> None:
    assert read_style(NOTES.replace("de-DE", '!"<').replace('"!"<"', '"!&lt;"').encode()).language == ""


def test_a_style_without_a_bibliography_has_its_notes_there() -> None:
    note_style = styled(re.sub(r"(?s)<bibliography.*</bibliography>", "", NOTES))
    assert note_style.entry(source()) == note_style.note(source(), "")


def test_all_sources_are_set_at_once_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = runs_of(monkeypatch)
    wanted = [(source(f"s{n}", title=f"Ferry {n}"), "") for n in range(40)]
    note_style = styled(folder=tmp_path)
    note_style.prepare(wanted)
    notes = [note_style.note(*one) for one in wanted]
    assert len(found) == 1
    again = styled(folder=tmp_path)
    again.prepare(wanted)
    assert [again.note(*one) for one in wanted] == notes
    assert len(found) == 1
    for path in tmp_path.iterdir():
        path.write_bytes(b"damaged")
    assert styled(folder=tmp_path).note(*wanted[0]) == notes[0]


@pytest.mark.parametrize("of", ["no style", "exponential", "deep", "large", "empty", "latin"])
def test_a_hostile_style_is_refused(of: str) -> None:
    calls = "".join(
        f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(40)
    )
    head = '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">'
    end = '<citation><layout><text macro="m0"/></layout></citation></style>'
    bad = {
        "no style": b"GIF89a",
        "exponential": f'{head}{calls}<macro name="m40"><text value="a"/></macro>{end}'.encode(),
        "deep": (head + "<group>" * 100_000).encode(),
        "large": b" " * (MOST_BYTES + 1),
        "empty": b"",
        "latin": head.encode() + b"\xff</style>",
    }
    with pytest.raises(StyleFault):
        read_style(bad[of])


def small(folder: Path, style: str = NOTES) -> Small:
    made = Small(folder)
    made.write(
        {
            "house.csl": style,
            "content/index.md": "---\ntitle: It\n---\n\nLate [@late, ¶ 2], [@late] and [@late; @soon, headline].\n",
            "content/publishers/herald.md": "---\ntitle: The Herald\nnames: [The Herald]\n---\n\nA paper.\n",
            "content/actors/crew.md": "---\ntitle: The crew\ntype: group\nnames: [The crew]\n---\n\nA crew.\n",
            "content/articles/late.md": ARTICLE.format(title="Ferry late"),
            "content/articles/soon.md": ARTICLE.format(title="Ferry <b>soon</b>"),
        }
    )
    with (folder / "mkdocs.yml").open("a") as file:
        file.write("extra: {citation_style: house.csl, data: [markdown]}\n")
    return made


ARTICLE = """\
---
title: {title}
publisher: herald
url: https://herald.example/it
published: 2031-02-03
accessed: 2031-02-04
language: en
read: full
actors:
  crew: {{named: [The crew], called: [pirates]}}
---

It says so of [[crew]].
"""


def test_pages_have_it(tmp_path: Path) -> None:
    from dossier.pipeline import check, compose

    made = small(tmp_path)
    settings = load(made.project / "mkdocs.yml")
    checked = check(settings)
    site = compose(checked, settings)
    pages = {page.address: page.body for page in site.pages}
    notes = [re.sub(r"<[^>]*>", "", note) for note in re.findall(r'(?s)<li id="note-.*?</li>', pages[""])]
    assert "„Ferry late“, The Herald, 3. Februar 2031, Abs. 2, https" in notes[0]
    assert "„Ferry late“, wie Anm. 1." in notes[1]
    assert "„Ferry late“, wie Anm. 1." in notes[2]
    assert "„Ferry &lt;b&gt;soon&lt;/b&gt;“, The Herald" in notes[2]
    assert "after the style “Notes &amp; &lt;made up&gt;”." in pages["bibliography/"]
    assert "3. Februar 2031." in re.sub(r"<[^>]*>", "", pages["bibliography/"])
    assert "Chicago note" in pages["articles/late/"], "the styles that are offered stay"
    assert "wie Anm. 1" in site.files["index.md"].decode()
    assert "pirates" not in "".join(notes) + pages["bibliography/"]
    of = document(checked.corpus, checked.figures, settings, (), note_style_of(settings))
    assert any("wie Anm. 1" in text for text in texts(of))
    assert not any("accessed" in text for text in texts(of) if "herald.example" in text)


def reported(settings: Settings) -> Diagnostic:
    """The one thing that is reported of a style."""
    report = Report()
    check_citation_style(settings, report)
    (found,) = report.resolved(lambda spot: Span(spot.path))
    return found


def test_without_pandoc_there_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "program", lambda: None)
    settings = load(small(tmp_path).project / "mkdocs.yml")
    found = reported(settings)
    assert (found.code, found.at.path) == ("bad-citation-style", "mkdocs.yml")
    assert "dossier[csl]" in found.hint


def test_what_pandoc_refuses_is_reported(tmp_path: Path) -> None:
    settings = load(small(tmp_path, NOTES.replace('<text term="ibid"/>', "<text/>")).project / "mkdocs.yml")
    found = reported(settings)
    assert found.code == "bad-citation-style"
    assert found.message == "pandoc refuses it: CiteprocParseError: text element lacks needed attribute"


def test_no_setting_no_style(tmp_path: Path) -> None:
    assert note_style_of(Small(tmp_path).write()) is CHICAGO


def test_an_edit_sets_what_is_new_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each build gives what a clean one gives: after an edit of a text, of a headline, and of the style."""
    dossier = Dossier(tmp_path / "it")
    style = dossier.folder / "house.csl"
    style.write_text(NOTES)
    dossier.config.write_text(MKDOCS_YML + "extra: {citation_style: house.csl}\n")
    found = runs_of(monkeypatch)
    dossier.build()
    assert len(found) == 2, "one to see whether the style is good for anything, one for all notes"
    article = min(dossier.content.glob("articles/**/*.md"))
    claim = min(dossier.content.glob("claims/**/*.md"))
    claim.write_text(f"{claim.read_text()}\nSo it says [@{article.stem}, ¶ 77].\n")
    found.clear()
    dossier.build()
    assert len(found) == 1
    assert dossier.as_clean()
    article.write_text(re.sub("(?m)^title: .*", "title: Another headline", article.read_text()))
    dossier.build()
    assert dossier.as_clean()
    style.write_text(NOTES.replace("wie Anm.", "siehe Anm."))
    dossier.build()
    assert dossier.as_clean()
    assert "siehe Anm." in style.read_text()


def test_a_change_of_the_style_is_followed(tmp_path: Path) -> None:
    made = small(tmp_path)
    style = made.project / "styles" / "house.csl"
    style.parent.mkdir()
    style.write_text(NOTES)
    config = made.project / "mkdocs.yml"
    config.write_text(config.read_text().replace("house.csl", "styles/house.csl"))
    found = changes(load(config))
    try:
        assert next(found).settled
        style.write_text(NOTES + "\n")
        assert style in (next(found).paths or ())
    finally:
        found.close()


def test_the_cache_is_none_without_a_folder() -> None:
    assert NO_DISK_CACHE.read("notes-00") is None
    NO_DISK_CACHE.write("notes-00", ())

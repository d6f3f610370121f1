"""Headlines stand in quotation marks; titles of ours in their place do not, wherever a source's title is written."""

from __future__ import annotations

import pytest

from dossier import cite
from dossier.cite import Reference
from dossier.formats.changed import as_text
from dossier.model.dates import Window
from dossier.model.differences import Difference
from dossier.model.headlines import headline, is_printed

OURS = "[no headline captured] A note"


@pytest.mark.parametrize(
    "title", [OURS, "[No headline]", "[A note on the mole]", "[no headline: torn off] x"]
)
def test_titles_of_ours(title: str) -> None:
    assert not is_printed(title)
    assert headline(title) == title
    assert headline(title, "[A …") == "[A …"


@pytest.mark.parametrize(
    "title", ["A note", "[단독] 항구 폐쇄", "[Video] Mole shut", "[A] and [B]", "Mole [no headline captured]"]
)
def test_printed_headlines(title: str) -> None:
    assert headline(title) == f"“{title}”"
    assert headline(title, "A …") == "“A …”"


def test_a_printed_headline_from_right_to_left() -> None:
    assert headline("ضباب فوق الميناء") == "«ضباب فوق الميناء»"


def reference(**more: str | None) -> Reference:
    day = Window.parse("2031-05-02")
    values = {"language": "tr", "url": "https://tern.example/1", **more}
    return Reference(id="r", title=OURS, publisher="The Tern", published=day, accessed=day, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("style", "cited"),
    [
        (cite.chicago, f"{OURS}, The Tern, May 2, 2031, https://tern.example/1."),
        (cite.chicago_short, f"The Tern, {OURS}."),
        (cite.chicago_bibliography, f"The Tern. {OURS}. May 2, 2031. https://tern.example/1."),
        (cite.apa, f"{OURS}. (2031, May 2). The Tern. https://tern.example/1"),
    ],
)
def test_citations(style, cited: str) -> None:  # type: ignore[no-untyped-def]
    found = style(reference())
    assert found.plain == cited
    assert "tr" not in {run.lang for run in found.runs}
    assert not any(run.italic for run in found.runs if OURS in run.text)


def test_mla_and_bibtex() -> None:
    assert cite.mla(reference()).plain.startswith(f"{OURS}. The Tern, 2 May 2031")
    # Styles put the title of an @article into quotation marks.
    assert cite.bibtex(reference(url=None)).startswith("@misc{r,")


def test_differences() -> None:
    retitled = Difference(
        kind="retitled", record="article", id="x", title="", outlet="The Tern", before=OURS, after="Mole shut"
    )
    (line,) = as_text([retitled])
    assert f'(The Tern): {OURS} → "Mole shut"' in line

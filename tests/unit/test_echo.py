"""A claim's echo: its last day is the claim's figures, no number falls from day to day; its picture holds no label."""

from __future__ import annotations

import io
from datetime import date, timedelta
from html import unescape

from PIL import Image
from support.small import Small

from dossier.config import load
from dossier.model.figures import ClaimFigures
from dossier.model.records import Claim
from dossier.pipeline import Checked
from dossier.render.card import HEIGHT, WIDTH, card, png
from dossier.render.echo import COLUMNS, FRAMES, SLIPS, Echo, echo_of
from dossier.render.labels import text_width, wrapped
from dossier.store.disk_cache import NO_DISK_CACHE

CLAIM = "---\ntitle: The buoy was adrift\nabout: [drift]\nwhen: 2031-05\n---\n\nA claim.\n"
EVENT = "---\ntitle: The drift\nwhen: 2031-05\nsources: [a0]\n---\n\nA drift, [[adrift]].\n"
ACTOR = "---\ntitle: Mr. X\ntype: person\n---\n\nA man.\n"


def article(
    number: int,
    published: str,
    rests_on: str = "own",
    stance: str = "asserts",
    title: str = "",
    actors: str = "{}",
) -> str:
    basis = "unstated" if rests_on == "unknown" else "witnessed"
    lines = [
        *(
            "---",
            f"title: {title or f'Headline {number}'}",
            f"publisher: chart-{number}",
            f"published: {published}",
        ),
        *(["published_because: it prints no date"] if ".." in published else []),
        *(
            "accessed: 2031-12-01",
            "language: en",
            "read: full",
            f"actors: {actors}",
            "claims:",
            "  - claim: adrift",
        ),
        *(f"    stance: {stance}", f"    basis: {basis}", f"    rests_on: [{rests_on}]"),
        *(["    value: afloat"] if stance == "differs" else []),
        *("---", "", "A text on [[adrift]] and [[x]].", ""),
    ]
    return "\n".join(lines)


def dossier(small: Small, articles: list[str]) -> Checked:
    files = {
        "content/claims/adrift.md": CLAIM,
        "content/events/drift.md": EVENT,
        "content/actors/x.md": ACTOR,
    }
    for n, text in enumerate(articles):
        files[f"content/articles/a{n}.md"] = text
        files[f"content/publishers/chart-{n}.md"] = f"---\ntitle: Chart {n}\n---\n\nA daily.\n"
    checked = small.check(files)
    assert not checked.failed, checked.diagnostics
    return checked


def made(checked: Checked, against: tuple[str, ...] = ()) -> tuple[ClaimFigures, Echo]:
    figures = checked.figures.claims["adrift"]
    echo = echo_of(checked.corpus, figures, against)
    assert echo
    return figures, echo


def picture(checked: Checked, against: tuple[str, ...] = (), foot: tuple[str, ...] = ("A dossier",)) -> str:
    figures, echo = made(checked, against)
    claim = checked.corpus.records["adrift"]
    assert isinstance(claim, Claim)
    return str(card(checked.corpus, claim, figures, echo, foot))


def test_one_article_has_no_echo(small: Small) -> None:
    checked = dossier(small, [article(0, "2031-05-01")])
    assert echo_of(checked.corpus, checked.figures.claims["adrift"], ()) is None


def test_numbers_grow_to_the_figures_of_the_claim(small: Small) -> None:
    days = [date(2031, 5, 1) + timedelta(n) for n in range(30)]
    ways = ("own", "a0", "unknown")
    checked = dossier(
        small, [article(n, str(day), ways[n % 3] if n else "own") for n, day in enumerate(days)]
    )
    figures, echo = made(checked)
    assert len(echo.frames) == FRAMES
    counts = [(frame.articles, frame.origins) for frame in echo.frames]
    assert counts == sorted(counts)
    assert counts[-1] == (len(figures.articles), len(figures.origins)) == (30, 10)
    assert echo.frames[-1].day == "30 May 2031"
    assert len(echo.columns) == COLUMNS
    assert echo.columns_left_out == 10 - COLUMNS
    assert echo.columns[0].origin == "chart-0", "the origin that most lead to comes first"
    assert len(echo.columns[0].slips) == SLIPS
    assert echo.columns[0].more == 1
    assert len(echo.unknown) + echo.unknown_left_out == 10


def test_a_headline_is_there_from_the_first_day_on_which_it_can_have_been_printed(small: Small) -> None:
    dates = ("2031-05-03", "2031-05-05..", "../2031-05-08", "2031-05")
    checked = dossier(small, [article(n, when) for n, when in enumerate(dates)])
    _, echo = made(checked)
    assert [frame.day for frame in echo.frames] == ["1 May 2031", "3 May 2031", "5 May 2031", "8 May 2031"]
    assert echo.articles == ["a3", "a0", "a1", "a2"]
    frames = {slip.article: slip.frame for column in echo.columns for slip in column.slips}
    assert frames == {"a3": 1, "a0": 2, "a1": 3, "a2": 4}


def test_what_speaks_against_it_is_no_article_of_the_count(small: Small) -> None:
    texts = [article(0, "2031-05-01"), article(1, "2031-05-02"), article(2, "2031-05-03", stance="differs")]
    checked = dossier(small, texts)
    _, echo = made(checked, ("a2", "a1"))
    assert echo.against_articles == ["a2"]
    assert [frame.articles for frame in echo.frames] == [1, 2]
    assert picture(checked, ("a2",)).count("<rect") == 1 + 2 + 1 + 1


def test_the_picture_has_the_whole_line_and_no_label(small: Small) -> None:
    labelled = article(1, "2031-05-02", title="Grim X speaks", actors="{x: {called: [grim]}}")
    ours = article(2, "2031-05-03", title='"[no headline captured] A note"')
    texts = [
        article(0, "2031-05-01", title="Buoys & <masts>"),
        labelled,
        ours,
        article(3, "2031-05-04", "unknown"),
    ]
    checked = dossier(small, texts)
    svg = picture(checked)
    shown = unescape(svg)
    assert "Chart 0: “Buoys & <masts>”" in shown
    assert "Chart 3: “Headline 3”" in shown, (
        "the second headline is of one that leads nowhere, for no other is left"
    )
    assert "rim" not in shown
    assert "no headline" not in shown
    assert checked.figures.claims["adrift"].line_in_dossier in shown
    assert svg.count("stroke-dasharray") == 1, "one article leads nowhere"


def test_the_picture_as_png(small: Small) -> None:
    checked = dossier(small, [article(0, "2031-05-01"), article(1, "2031-05-02", title="الجولاني")])
    drawn = png(picture(checked), NO_DISK_CACHE)
    assert drawn
    image = Image.open(io.BytesIO(drawn))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(drawn) < 300_000
    assert drawn == png(picture(checked), NO_DISK_CACHE)
    assert len(image.convert("RGB").crop((60, 460, 900, 520)).getcolors(1 << 16) or ()) > 2, (
        "headlines are drawn"
    )


def test_no_png_in_letters_that_no_font_has(small: Small) -> None:
    checked = dossier(small, [article(0, "2031-05-01"), article(1, "2031-05-02", title="港のクレーン")])
    assert png(picture(checked), NO_DISK_CACHE) is None


def test_lines_are_cut_where_they_would_leave_the_picture() -> None:
    lines = wrapped("a word " * 60, 20, 300, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(text_width(line, 20) <= 300 for line in lines)
    assert wrapped("w" * 400, 20, 300, 2) == [wrapped("w" * 400, 20, 300, 1)[0]]
    assert wrapped("", 20, 300, 2) == []


def test_a_claims_page_has_its_echo_beside_it(small: Small) -> None:
    checked = dossier(small, [article(0, "2031-05-01"), article(1, "2031-05-02")])
    page = next(page for page in small.pages(checked) if page.address == "claims/adrift/")
    assert [name for name, _ in page.beside] == ["echo.html", "echo.svg"]
    assert 'src="echo.svg"' in page.body
    assert load(small.project / "mkdocs.yml").url == ""

"""The network: its lines, which are drawn, where they stand; no two names overlap, and two builds are alike."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import combinations

import pytest
from support.growth import assert_linear
from support.small import Small

from dossier.derive.network import AROUND, DRAWN, Edge, around, chosen, network_of
from dossier.evidence import assess
from dossier.link import corpus_of
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import Figures
from dossier.model.parts import Control, Naming
from dossier.model.records import Actor, Article, Publisher, Record
from dossier.render.html import Links
from dossier.render.labels import text_width
from dossier.render.network.layout import laid_out, spread
from dossier.render.network.svg import FONT, LINE, WIDTH, ego_graph, legend, network_figure
from dossier.render.pages.actor import LINKED, LISTED

RECORDS = {
    "content/index.md": "---\ntitle: Home\n---\nText.\n",
    "content/publishers/paper.md": "---\ntitle: Paper\ncontrolled_by: {actor: state, source: one}\n---\nText.\n",
    "content/publishers/agency.md": "---\ntitle: Agency\n---\nText.\n",
    "content/publishers/site-of-ministry.md": "---\ntitle: Site\nis: ministry\n---\nText.\n",
    "content/actors/state.md": "---\ntitle: State\ntype: state\n---\nText.\n",
    "content/actors/ministry.md": (
        "---\ntitle: وزارة الدفاع\ntype: government-body\ncontrolled_by: {actor: state, source: one}\n---\nText.\n"
    ),
    "content/actors/alone.md": "---\ntitle: Alone\ntype: person\n---\nText.\n",
    "content/claims/c.md": "---\ntitle: It was so\nabout: [state]\n---\nText.\n",
    "content/articles/one.md": (
        "---\ntitle: One\npublisher: paper\nurl: https://example.org/1\npublished: 2022-10-01\naccessed: 2026-11-20\n"
        "language: en\nread: full\ncarries: agency > site-of-ministry\n"
        "actors: {state: {named: [State]}, ministry: {named: [Ministry]}}\n"
        "claims:\n  - {claim: c, stance: asserts, basis: on-record}\n---\nText.\n"
    ),
}


def built(actors: int, articles: int, seed: int = 1) -> Corpus:
    """A dossier of random company."""
    draw = random.Random(seed)
    day = Window.parse("2022-10-13")
    found: list[Record] = [Publisher(id=f"p{number:02}", title=f"Outlet {number}") for number in range(30)]
    for number in range(actors):
        name = draw.choice(
            ["Ministry of Foreign Affairs", "Front", "هيئة تحرير الشام", "Council of the Region", "Ahmed"]
        )
        held = Control(actor=f"a{draw.randrange(10):04}") if number > 10 and draw.random() < 0.1 else None
        found.append(Actor(id=f"a{number:04}", title=f"{name} {number}", type="person", controlled_by=held))
    for number in range(articles):
        middle = draw.randrange(actors)
        named = {
            f"a{(int(draw.gauss(middle, 10)) if draw.random() < 0.8 else int(draw.paretovariate(1))) % actors:04}": Naming()
            for _ in range(draw.randrange(2, 8))
        }
        found.append(
            Article(
                id=f"s{number:04}",
                title=f"Headline {number}",
                publisher=f"p{draw.randrange(30):02}",
                published=day,
                accessed=day,
                language="en",
                read="full",
                actors=named,
            )
        )
    return corpus_of({r.id: r for r in sorted(found, key=lambda r: r.id)}, {}, {r.id: "" for r in found})


def boxes(drawn: str) -> list[tuple[float, float, float, float]]:
    """Where names stand, by their anchors."""
    found = []
    for x, y, more, name in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]*)</text>', drawn):
        left = float(x) - (text_width(name, FONT) if ("rtl" in more) != ("end" in more) else 0)
        found.append((left, float(y) - LINE * 0.75, left + text_width(name, FONT), float(y) + LINE * 0.25))
    return found


@pytest.fixture(scope="module")
def large() -> tuple[Corpus, Figures]:
    corpus = built(320, 900)
    return corpus, assess(corpus)


def test_lines_of_each_kind(small: Small) -> None:
    checked = small.check(RECORDS)
    assert not checked.failed, checked.diagnostics
    network = network_of(checked.corpus, checked.figures)
    assert set(network.edges) == {
        Edge("appears", "ministry", "state", 1),
        Edge("controls", "state", "ministry", 0),
        Edge("controls", "state", "paper", 0),
        Edge("rests", "paper", "agency", 1),
        Edge("rests", "agency", "ministry", 1),
    }
    assert network.sources == {"state": 1, "ministry": 1, "alone": 0, "paper": 1, "agency": 0}
    picked = chosen(network)
    assert (len(picked.ids), picked.unlinked, picked.beyond) == (4, 1, 0)


def test_lines_of_one_pair_stand_side_by_side_and_are_told_apart(small: Small) -> None:
    checked = small.check(RECORDS)
    network = network_of(checked.corpus, checked.figures)
    links = Links(checked.corpus, "../..")
    drawn = str(ego_graph(links, network, "ministry", "Around"))
    assert "dossier-network__appears" in drawn
    assert "dossier-network__controls-head" in drawn
    assert "dossier-network__rests-head" in drawn
    key = legend([edge for _, edges in around(network, "ministry") for edge in edges])
    assert key.count("<li>") == 3
    assert ego_graph(links, network, "alone", "Around") == ""


def test_the_page_says_what_a_line_is_not(small: Small) -> None:
    checked = small.check(RECORDS)
    pages = {page.address: page.body for page in small.pages(checked)}
    assert "That two stand on one page is no relation" in pages["network/"]
    assert "That two stand on one page is no relation" in pages["actors/ministry/"]
    assert 'id="network"' not in pages["actors/ministry/"], "few relations are no picture"
    assert "Alone" in pages["network/"]
    assert not re.search(r"\sstyle=|\son\w+=", pages["network/"])


def test_right_to_left_names_end_at_their_node(small: Small) -> None:
    checked = small.check(RECORDS)
    network = network_of(checked.corpus, checked.figures)
    drawn = str(network_figure(Links(checked.corpus, ".."), network, chosen(network), "x"))
    found = re.search(r"<text ([^>]*)>وزارة الدفاع</text>", drawn)
    assert found
    assert 'direction="rtl"' in found[1]


def test_three_hundred_are_drawn_and_the_rest_is_counted(large: tuple[Corpus, Figures]) -> None:
    network = network_of(*large)
    picked = chosen(network)
    assert len(picked.ids) == DRAWN
    assert picked.beyond + picked.unlinked + DRAWN == len(network.sources)
    assert picked.pairs > picked.pairs_drawn > 0
    least = min(network.sources[id_] for id_ in picked.ids)
    assert all(
        network.sources[id_] <= least for id_ in network.sources if network.of(id_) and id_ not in picked.ids
    )


def test_a_drawing_takes_no_more_work_where_more_are_left_out() -> None:
    def work(actors: int) -> tuple[int, Callable[[], object]]:
        corpus = built(actors, 3 * actors)
        network = network_of(corpus, assess(corpus))
        return actors, lambda: network_figure(Links(corpus, ".."), network, chosen(network), "x")

    assert_linear(work, DRAWN + 20)


def test_no_two_names_overlap_and_most_are_drawn(large: tuple[Corpus, Figures]) -> None:
    network = network_of(*large)
    picked = chosen(network)
    drawn = str(network_figure(Links(large[0], ".."), network, picked, "x"))
    found = boxes(drawn)
    assert len(found) > DRAWN / 2
    for one, other in combinations(found, 2):
        apart = (
            one[2] <= other[0] + 0.2
            or other[2] <= one[0] + 0.2
            or one[3] <= other[1] + 0.2
            or other[3] <= one[1] + 0.2
        )
        assert apart, (one, other)
    assert all(box[0] >= 0 and box[2] <= WIDTH for box in found)
    assert drawn.count("<title>") == DRAWN
    assert drawn == str(network_figure(Links(large[0], ".."), network_of(*large), picked, "x"))


def test_an_actors_own_drawing_is_small(large: tuple[Corpus, Figures]) -> None:
    network = network_of(*large)
    links = Links(large[0], "../..")
    for actor in large[0].actors:
        drawn = str(ego_graph(links, network, actor.id, f"Around {actor.title}"))
        assert len(drawn.encode()) < 6_000
        assert drawn.count("<a ") <= AROUND
        for one, other in combinations(boxes(drawn), 2):
            assert (
                one[2] <= other[0]
                or other[2] <= one[0]
                or one[3] <= other[1] + 0.2
                or other[3] <= one[1] + 0.2
            )


def test_no_line_and_no_node_is_a_layout_too() -> None:
    assert laid_out(0, [], 100, 100) == []
    assert laid_out(1, [], 100, 100) == [(50.0, 50.0)]
    two = laid_out(2, [(0, 1)], 100, 100)
    assert two[0] != two[1]


def test_nodes_keep_apart() -> None:
    places = spread([(50.0, 50.0)] * 12, [8.0] * 12, 4, 200, 200)
    for one, other in combinations(places, 2):
        assert (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 > 15**2


def test_an_actors_page_says_how_many_it_does_not_show(small: Small) -> None:
    named = ", ".join(f"a{number:02}: {{named: [A{number}]}}" for number in range(24))
    head = "---\ntitle: {}\n"
    files = {
        "content/index.md": head.format("Home") + "---\nText.\n",
        "content/publishers/paper.md": head.format("Paper") + "---\nText.\n",
        "content/articles/one.md": head.format("One")
        + "publisher: paper\nurl: https://example.org/1\npublished: 2022-10-01\naccessed: 2026-11-20\n"
        + f"language: en\nread: full\nactors: {{{named}}}\n---\nText.\n",
    }
    for number in range(24):
        control = "controlled_by: {actor: a00, source: one}\n" if 0 < number <= LINKED else ""
        files[f"content/actors/a{number:02}.md"] = (
            head.format(f"A{number}") + f"type: person\n{control}---\nText.\n"
        )
    page = next(page.body for page in small.pages(small.check(files)) if page.address == "actors/a00/")
    assert "3 more, with no more sources in common than the last of these, are not listed." in page
    assert page.count("<tr><td>") >= LISTED
    assert f"{23 - AROUND} more are not drawn." in page
    assert "That two stand on one page is no relation between them." in page

"""What `dossier check --fix` mends, and what it leaves."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.small import Small

from dossier.cli import main
from dossier.cli.fixing import fix
from dossier.config import load as load_settings
from dossier.diagnostics import Report
from dossier.model.dates import Window
from dossier.pipeline import check
from dossier.read.frontmatter import load, split
from dossier.read.mending import edtf, mended

ROOT = Path(__file__).parents[2]
CONTENT = sorted((ROOT / "content").glob("*/*.md"))


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("28.12.2022", "2022-12-28"),
        ("28/12/2022", "2022-12-28"),
        ("12/28/2022", "2022-12-28"),
        ("5.5.2022", "2022-05-05"),
        ("5.1.2023", None),
        ("2022-1-5", "2022-01-05"),
        ("2022/12/28", "2022-12-28"),
        ("28 December 2022", "2022-12-28"),
        ("Dec 28, 2022", "2022-12-28"),
        ("December 2022", "2022-12"),
        ("Sept. 2022", "2022-09"),
        ("31.2.2022", None),
        ("28.12.22", None),
        ("2022-12-28", None),
        ("around 2022", None),
        ("", None),
    ],
)
def test_a_date_is_written_anew_where_it_can_mean_one_day(written: str, means: str | None) -> None:
    assert edtf(written) == means


@given(st.text() | st.from_regex(r"\A[0-9]{1,4}[./ -][0-9A-Za-z]{1,9}[./ -][0-9]{1,4}\Z"))
def test_what_a_date_becomes_is_a_date_and_stays_it(written: str) -> None:
    better = edtf(written)
    if better is not None:
        assert Window.parse(better).text == better
        assert edtf(better) is None


FRONT = """\
---
# yaml-language-server: $schema=../../schemas/event.json
# What came of it.
places: [moscow]  # one place
# When it was.
when: 28.12.2022
# What happened.
title: Talks: the first day
---

The body: 28.12.2022.
"""

MENDED = """\
---
# yaml-language-server: $schema=../../schemas/event.json
# What happened.
title: "Talks: the first day"
# When it was.
when: 2022-12-28
# What came of it.
places: [moscow]  # one place
---

The body: 28.12.2022.
"""


def test_keys_dates_and_quotation_marks() -> None:
    found = mended(FRONT, "event")
    assert found.text == MENDED
    assert found.done == (
        "line 8: quoted Talks: the first day",
        "line 6: when: 28.12.2022 → 2022-12-28",
        "keys in the order of the schema, places and those after it",
    )
    assert mended(MENDED, "event").done == ()


VALUES = {
    "title": "title: x",
    "about": "about:\n  - hts\n# inside\n  - isis",
    "event": "event:  # none",
    "speaker": "speaker: {a: b,\n# inside\n  c: d\n}",
    "contradicts": "contradicts:\n- a\n-",
    "waivers": "waivers:\n  - rule: x\n    reason: |\n      # no comment\n\n      two\n    # indented",
}


@pytest.mark.parametrize("between", ["", "\n", "\n# NOTE, continued\n\n"])
def test_a_comment_stays_above_its_key_in_every_order(between: str) -> None:
    for order in itertools.permutations(VALUES):
        blocks = [f"# NOTE on {key}\n{VALUES[key]}\n" for key in order]
        found = mended(f"---\n{between.join(blocks)}# the end\n---\nb\n", "claim").text
        front = split(found)[0]
        for key, value in VALUES.items():
            assert f"# NOTE on {key}\n{value}\n" in front, found
        assert list(load(front, "", Report())) == [key for key in VALUES if key != "event"]
        assert front.endswith("# the end\n")
        assert sorted(front.split("\n")) == sorted(f"{between.join(blocks)}# the end\n".split("\n"))


@given(st.permutations(["title", "about", "event", "when"]), st.data())
def test_a_comment_stays_above_its_key_whatever_its_value(order: list[str], data: st.DataObject) -> None:
    shapes = (
        " x",
        "\n- x",
        "\n  - x\n  - - y",
        "\n  a:\n    - b\n  c:",
        " |\n  # x\n\n  y",
        " >-\n  x\n\n",
        ' "x\n\n# y"',
        " [\n# y\n]",
        "",
    )
    values = {key: f"{key}:{data.draw(st.sampled_from(shapes))}\n" for key in order}
    above = {
        key: data.draw(st.sampled_from(["", "\n", "# MORE\n\n"])) if number else ""
        for number, key in enumerate(order)
    }
    text = "".join(f"{above[key]}# NOTE on {key}\n{values[key]}" for key in order)
    found = split(mended(f"---\n{text}---\nb\n", "claim").text)[0]
    for key, value in values.items():
        assert f"# NOTE on {key}\n{value}" in found
    assert sorted(found.split("\n")) == sorted(text.split("\n"))
    assert load(found, "", Report()) == load(text, "", Report())
    assert re.findall("^(title|about|event|when):", found, re.M) == ["title", "about", "event", "when"]


@pytest.mark.parametrize(
    "text",
    [
        "no front matter",
        "---\n---\n",
        "---\ntitle: a: b # c\n---\n",  # a comment, or a text?
        "---\nwhen: 2022\ntitle: x\nmystery: y\n---\n",  # where would it stand?
        "---\n{when: 2022, title: x}\n---\n",
        "---\nwhen: 5.1.2023\n---\n",
        "---\nwhen: 2022\ntitle: a\ntitle: b\n---\n",
        "---\ntitle: a: b\n  goes on\n---\n",
        "---\nactors:\n  - {actor: a, as: no, never}\n---\n",
        "---\nwhen: 2022\rtitle: b\r\r\rplaces:\r - x\n---\n",
    ],
)
def test_what_is_not_certain_is_left(text: str) -> None:
    assert mended(text, "event").text == text


PIECES = st.sampled_from(
    [
        "title: a: b",
        "title: 'it''s'",
        'title: "x"',
        "title: @x",
        "title: *bold*",
        "title: |-\n  # no comment\n\n  two",
        "title: >+\n  one\n\n",
        "when: 28.12.2022",
        "when: '28.12.2022'",
        "when: 5.1.2023",
        "when: [x]",
        "places: [a,\nb]",
        "places:\n- a\n# inside\n- b",
        "actors:\n  - actor: x\n    as: a: b",
        "# a comment",
        "",
        "sources: []  # none",
        "waivers:\n  - {rule: x, reason: y,\n     published: 28.12.2022}",
        "mystery: x",
        "  # indented",
        "to_nothing:",
        "sources:",
    ]
)


@given(st.lists(PIECES, max_size=7), st.sampled_from(["\n", ""]))
def test_nothing_is_lost_and_once_is_enough(pieces: list[str], end: str) -> None:
    text = "---\n" + "".join(f"{piece}\n" for piece in pieces) + "---" + end
    found = mended(text, "event")
    assert mended(found.text, "event").text == found.text
    if found.text == text:
        return
    assert found.done

    # Only dates and quotation marks differ, and the order of lines.
    def plain(written: str) -> list[str]:
        for mark in "\"'":
            written = written.replace(mark, "")
        return sorted(written.replace("28.12.2022", "2022-12-28").split("\n"))

    assert plain(found.text) == plain(text)
    values = load(split(found.text)[0], "", Report())
    assert (
        list(values)
        == [key for key in ("title", "when", "places", "actors", "sources", "waivers") if key in values]
        or "mystery" in text
        or "to_nothing" in text
    )


@pytest.mark.parametrize("path", CONTENT, ids=lambda p: p.stem)
def test_the_content_as_it_stands_keeps_its_values(path: Path) -> None:
    text = path.read_text("utf-8")
    kind = {
        "articles": "article",
        "actors": "actor",
        "publishers": "publisher",
        "places": "place",
        "events": "event",
        "claims": "claim",
        "findings": "finding",
    }.get(path.parent.name, "page")
    found = mended(text, kind)  # type: ignore[arg-type]
    assert load(split(found.text)[0], "", Report()) == load(split(text)[0], "", Report())
    assert split(found.text)[1] == split(text)[1]


def test_the_command_mends_and_says_what(small: Small) -> None:
    path = small.project / "content/events/talks.md"
    small.write(
        {
            "content/events/talks.md": FRONT.replace("\n", "\r\n").encode(),
            "content/places/moscow.md": "---\ntype: city\ntitle: Moscow\n---\n\nA city.\n",
        }
    )
    path.chmod(0o640)
    run = lambda: CliRunner().invoke(main, ["check", "--fix", "-f", str(small.project / "mkdocs.yml")])  # noqa: E731
    done = run()
    assert "content/events/talks.md: line 6: when: 28.12.2022 → 2022-12-28\n" in done.stderr
    assert "Mended 2 files." in done.stderr
    assert path.read_bytes() == MENDED.replace("\n", "\r\n").encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert "Nothing to mend." in run().stderr
    assert [p.name for p in path.parent.iterdir()] == ["talks.md"]


def test_the_real_content_compiles_to_the_same_records(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    settings = load_settings(tmp_path / "mkdocs.yml")
    before = check(settings)
    CliRunner().invoke(main, ["check", "--fix", "-f", str(tmp_path / "mkdocs.yml")])
    after = check(settings)
    assert {i: _plain(r) for i, r in after.corpus.records.items()} == {
        i: _plain(r) for i, r in before.corpus.records.items()
    }
    assert after.figures == before.figures


def _plain(record: object) -> str:
    from dataclasses import replace

    from dossier.model.parts import Body

    return repr(replace(record, body=Body(record.body.text)))  # type: ignore[type-var, attr-defined]


def test_watching_checks_again_and_ends_in_peace(small: Small) -> None:
    small.write({"content/places/x.md": "---\ntitle: X\ntype: city\n---\n\nA place.\n"})
    log = small.project / "log"
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "dossier", "check", "--watch", "-f", str(small.project / "mkdocs.yml")],
            stderr=file,
            stdout=file,
            cwd=ROOT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        try:
            _until(lambda: log.read_text().count("Watching") == 1)
            time.sleep(0.5)
            assert log.read_text().count("Watching") == 1, "checking is no change"
            (small.project / "content/places/x.md").write_text(
                "---\ntitle: X\ntype: metropolis\n---\n\nA place.\n"
            )
            _until(lambda: log.read_text().count("Watching") == 2)
            assert "[bad-value]" in log.read_text()
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        finally:
            process.kill()
    assert "Traceback" not in log.read_text()
    assert "\x1b[2J" not in log.read_text()


def _until(true: object) -> None:
    assert callable(true)
    while not true():  # as long as the test may take at all
        time.sleep(0.05)


UNDECLARED = """---
title: S
publisher: p
published: 2023-01-02
accessed: 2026-11-20
language: en
read: full
rests_on: {rests_on}  # as far as the text shows
subject: [e]
claims:
  # an aside
  - claim: c
    stance: asserts
    basis: unstated   # it does not say
    quotes:
      - {{text: "basis: none"}}
  - {{claim: d, stance: asserts, quotes: [{{text: x}}]}}
  - {{claim: c, stance: denies, rests_on: [own]}}
  - claim: on-e
    stance: asserts
---

On [[p]], [[e]], [[c]], [[d]] and [[on-e]].
"""
AROUND = {
    "content/publishers/p.md": "---\ntitle: P\n---\n\nAn outlet.\n",
    "content/events/e.md": "---\ntitle: E\nwhen: 2022\n---\n\nAn event.\n",
    **{
        f"content/claims/{id_}.md": f"---\ntitle: {id_}\nabout: [e]\n{event}---\n\nA claim.\n"
        for id_, event in (("c", ""), ("d", ""), ("on-e", "event: e\n"))
    },
}


def test_what_nothing_is_declared_for_is_said_to_be_unknown_where_no_figure_changes(small: Small) -> None:
    path = small.content / "articles/a.md"
    before = small.check({**AROUND, "content/articles/a.md": UNDECLARED.format(rests_on="[unknown]")})
    assert [d.code for d in before.diagnostics if d.code == "undeclared-origin"] == ["undeclared-origin"] * 2
    lines = dict(fix(load_settings(small.project / "mkdocs.yml")))["content/articles/a.md"]
    assert lines == (
        "rests_on: [unknown] in the account of c",
        "rests_on: [unknown] in the account of d",
    )
    text = path.read_text("utf-8")
    assert "    basis: unstated   # it does not say\n    rests_on: [unknown]\n    quotes:\n" in text
    assert "{claim: d, stance: asserts, rests_on: [unknown], quotes: [{text: x}]}" in text
    after = small.check()
    assert {d.code for d in after.diagnostics}.isdisjoint({"undeclared-origin"})
    for id_, figures in after.figures.claims.items():
        was = before.figures.claims[id_]
        assert (figures.origins, figures.unknown, figures.articles) == (
            was.origins,
            was.unknown,
            was.articles,
        )


def test_where_the_article_rests_on_something_nothing_is_said(small: Small) -> None:
    small.write({**AROUND, "content/articles/a.md": UNDECLARED.format(rests_on="[p]")})
    assert dict(fix(load_settings(small.project / "mkdocs.yml"))) == {}

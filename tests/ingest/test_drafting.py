"""`dossier add` and `dossier capture` as they are run: what is written, what is not, and what is marked."""

# ruff: noqa: E501 - tables and made-up files read better unbroken

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from support.captures import ARTICLE, CAPTURE, FILES, PAGES, loopback, served
from support.small import Small

from dossier.cli import main
from dossier.cli.add import run
from dossier.config import Settings
from dossier.ingest.recapture import compare
from dossier.model.records import Article, Publisher
from dossier.pipeline import check


def dossier(small: Small, *arguments: str) -> Result:
    settings = ["-f", str(small.project / "mkdocs.yml"), "--captures", str(small.project / "captures")]
    return CliRunner().invoke(main, [arguments[0], *settings, *arguments[1:]])


def files(small: Small) -> dict[str, bytes]:
    return {
        str(p.relative_to(small.project)): p.read_bytes() for p in small.project.rglob("*") if p.is_file()
    }


@pytest.fixture
def settings(small: Small) -> Settings:
    return small.write(FILES)


def test_a_page_becomes_a_draft_that_check_refuses_until_it_is_confirmed(
    small: Small, settings: Settings
) -> None:
    done = dossier(small, "add", str(PAGES / "wire-copy.html"), "--url", "https://post.example/kramer-leaves")
    assert done.exit_code == 0, done.output
    path = small.content / "articles" / "island-post-kramer-leaves-novaport.md"
    text = path.read_text("utf-8")
    for words in ('"(Reuters)" ¶ 1', "afp", "dossier new publisher afp", "dossier confirm"):
        assert words in done.output
    assert 'ilse-kramer: {named: ["Kramer", "Ilse Kramer"]}' in text
    assert "rests_on:\n  - reuters\n" in text
    codes = [
        d.code for d in check(settings).diagnostics if d.at.path.endswith(path.name) and d.severity == "error"
    ]
    assert set(codes) - {"placeholder-left"} == {"unconfirmed"}
    assert codes.count("unconfirmed") == 1
    answers = "y\n" * 20
    done = CliRunner().invoke(
        main, ["confirm", "-f", str(small.project / "mkdocs.yml"), path.stem], input=answers
    )
    assert done.exit_code == 0, done.output
    text = path.read_text("utf-8")
    assert "to_confirm" not in text
    path.write_text(text.replace("WHAT IT SAYS", "It says"), encoding="utf-8")
    assert not [
        d for d in check(settings).diagnostics if d.severity == "error" and d.code != "quote-not-verified"
    ]
    facts = json.loads((small.project / "captures" / f"{path.stem}.json").read_text("utf-8"))
    assert facts["final_address"] == "https://post.example/kramer-leaves"
    assert "trafilatura" in facts["tool"]


@pytest.mark.parametrize("name", sorted(p.stem for p in PAGES.glob("*.html")))
def test_every_page_becomes_front_matter_that_can_be_read(
    name: str, small: Small, settings: Settings
) -> None:
    with served() as (base, asked):
        run(f"{base}/{name}.html", "the-draft", None, small.project / "captures", settings, permit=loopback)
    assert asked == [f"/{name}.html"]
    errors = {d.code for d in check(settings).diagnostics if d.severity == "error"}
    assert errors <= {"unconfirmed", "unknown-id", "placeholder-left"}


PAGE = "<html lang=en><head>{head}</head><body><article><h1>Kramer and Brandt meet</h1><p>{text}</p></article></body></html>"
BOUND = "Ilse Kramer came to Novaport on Wednesday, where six hours of talks were held in the harbour office of the town."


def page(small: Small, head: str = "", text: str = BOUND) -> str:
    path = small.project.parent / "saved.html"
    path.write_text(PAGE.format(head=head, text=text), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("name", "id_", "lang"),
    [
        ("Harbour Courier", "harbour-courier", "en"),
        ("Kai's $(id) `id`", "kais-id-id", "en"),
        ("نوفا بوست", "courier", "und"),
        ("Новости дня 24", "courier", "und"),
    ],
)
def test_a_new_outlet_has_a_record(name: str, id_: str, lang: str, small: Small, settings: Settings) -> None:
    meta = f'<meta property="og:site_name" content="{name}">'
    done = dossier(small, "add", page(small, meta), "--url", "https://courier.example/a/b?c=d")
    assert done.exit_code == 0, done.output
    assert f"content/publishers/{id_}.md written, for its outlet." in done.output
    record = check(settings).corpus.records[id_]
    assert isinstance(record, Publisher)
    assert (record.title, record.url) == (name, "https://courier.example/")
    assert [(n.name, n.lang) for n in record.names] == [(name, lang)]


def test_without_an_outlet_it_asks_for_one(small: Small, settings: Settings) -> None:
    before = files(small)
    done = dossier(small, "add", page(small))
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "--publisher ID" in done.stderr and "--id ID" in done.stderr
    assert files(small) == before
    for wrong in ("No Id", "novaport"):
        assert dossier(small, "add", page(small), "--publisher", wrong).exit_code == 1
    assert files(small) == before
    done = dossier(small, "add", page(small), "--publisher", "island-post")
    assert done.exit_code == 0, done.output
    assert "publisher: island-post" in (
        small.content / "articles" / "island-post-kramer-brandt-meet.md"
    ).read_text("utf-8")


def test_events_and_their_claims_are_offered_and_can_be_copied(small: Small) -> None:
    event = "title: Talks in Novaport\nwhen: 2023-03-04\nplaces: [novaport]\nactors: [{actor: ilse-kramer}]"
    claim = "title: 'Six: hours # of talks'\nabout: [the-talks]\nevent: the-talks"
    small.write(
        {
            **FILES,
            "content/events/the-talks.md": f"---\n{event}\n---\n\nTalks.\n",
            "content/actors/state.md": "---\ntitle: A state\ntype: state\nnames: [{name: Novaport, lang: en}]\n---\n\nOne.\n",
            "content/claims/six-hours.md": f"---\n{claim}\n---\n\nAt issue.\n",
        }
    )
    done = dossier(small, "add", page(small), "--id", "x")
    assert done.exit_code == 0, done.output
    assert "six-hours   asserts, ¶ 1\n    Six: hours # of talks\n" in done.output
    text = (small.content / "articles" / "x.md").read_text("utf-8")
    front = yaml.safe_load(text.split("---\n")[1])
    assert front["actors"] == {"ilse-kramer": {"named": ["Kramer", "Ilse Kramer"]}}
    assert (front["places"], front["events"]) == (["novaport"], ["the-talks"])
    account = next(a for a in front["claims"] if a["claim"] == "six-hours")
    assert (account["claim"], account["stance"], account["quotes"][0]["at"]) == (
        "six-hours",
        "asserts",
        "¶ 1",
    )
    assert account["quotes"][0]["text"] in BOUND
    marks = ["places", "events", "actors ilse-kramer", "claims six-hours"]
    assert set(marks) <= set(front["to_confirm"])
    block = text.partition("delete this block.\n")[2].partition("# Guessed")[0]
    assert yaml.safe_load("\n".join(line.removeprefix("#") for line in block.splitlines())) == {
        "actors": {"state": {"named": ["Novaport"]}}
    }
    assert text.index("may mean the place") < text.index("state: {")


def test_it_says_where_the_capture_lies_and_what_locks_it(small: Small, settings: Settings) -> None:
    done = dossier(small, "add", page(small), "--id", "x")
    assert f"dossier lock --captures {small.project / 'captures'}" in done.output
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small.project)
        done = CliRunner().invoke(main, ["add", page(small), "--id", "y"])
        assert "lies in captures/. When the quotations are in: dossier lock," in done.output


@pytest.mark.parametrize(
    "title", ["Post: Harbour", "a, b} [c", 'Say "it" \\ now', "yes", "# one", "12", "نوفا", "- x", "a" * 120]
)
@pytest.mark.parametrize("kind", ["publisher", "actor", "article", "claim", "finding", "event", "place"])
def test_a_title_is_filled_in_as_yaml_needs_it(title: str, kind: str, small: Small) -> None:
    settings = small.write(FILES)
    done = CliRunner().invoke(
        main, ["new", "-f", str(small.project / "mkdocs.yml"), kind, "x", f"--title={title}"]
    )
    assert done.exit_code == 0, done.output
    (path,) = small.content.rglob("x.md")
    front = yaml.safe_load(path.read_text("utf-8").split("---")[1])
    assert front["title"] == title
    assert [n["name"] for n in front.get("names", ())] in ([], [title])
    assert not [
        d for d in check(settings).diagnostics if d.at.path.endswith("/x.md") and d.code.startswith("yaml")
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("place", "--url", "https://a.example/"),
        ("publisher", "--url", "a.example"),
        ("publisher", "--title", " "),
    ],
)
def test_what_a_record_cannot_hold_is_refused(
    arguments: tuple[str, ...], small: Small, settings: Settings
) -> None:
    before = files(small)
    kind, *more = arguments
    done = CliRunner().invoke(main, ["new", "-f", str(small.project / "mkdocs.yml"), kind, "x", *more])
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert files(small) == before


def test_a_reference_goes_on_the_shelf(small: Small, settings: Settings, tmp_path: Path) -> None:
    item = {"type": "article-newspaper", "title": "Harbour talks", "container-title": "Island Post"}
    (tmp_path / "a.json").write_text(json.dumps([item, {**item, "type": "x"}]), encoding="utf-8")
    done = dossier(small, "add", str(tmp_path / "a.json"))
    assert done.exit_code == 0, done.output
    assert "passed over" in done.output
    assert "1 source of a.json on the shelf, drafts/: 1 new." in done.output
    assert 'title: "Harbour talks"' in (small.project / "drafts" / "island-post-harbour-talks.md").read_text(
        "utf-8"
    )
    assert not (small.project / "captures").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "no-such-file.html"),
        ("add", "http://127.0.0.1:9/"),
        ("add", str(PAGES / "no-date.html"), "--id", "post-talks"),
        ("add", str(PAGES / "no-date.html"), "--id", "No Id"),
        ("add", str(PAGES / "no-date.html"), "--url", "ftp://x"),
        ("add", str(PAGES / "no-date.html"), "--url", "https://post.example/talks"),
        ("capture", "no-such-article"),
    ],
)
def test_what_cannot_be_taken_in_is_one_line_and_nothing_written(
    arguments: tuple[str, ...], small: Small, settings: Settings
) -> None:
    before = files(small)
    done = dossier(small, *arguments)
    assert done.exit_code == 1, done.output
    assert done.stderr.count("\ndossier: ") + done.stderr.startswith("dossier: ") == 1
    assert files(small) == before


@pytest.mark.parametrize("step", range(6))
def test_a_step_that_fails_leaves_nothing_behind(
    step: int, small: Small, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(small)
    calls = iter(range(100))
    link, path_open = os.link, Path.open

    def failing_link(source: object, target: object) -> None:
        if next(calls) == step:
            raise OSError(28, "No space left on device", str(target))
        link(source, target)  # type: ignore[arg-type]

    def failing_open(self: Path, mode: str = "r", *args: object, **kwargs: object) -> object:
        if mode == "x" and next(calls) == step:
            raise OSError(28, "No space left on device", str(self))
        return path_open(self, mode, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "link", failing_link)
    monkeypatch.setattr(Path, "open", failing_open)
    done = dossier(small, "add", str(PAGES / "wire-copy.html"))
    monkeypatch.undo()
    assert done.exit_code == 2
    assert files(small) == before


def test_nothing_is_written_over(small: Small, settings: Settings) -> None:
    (small.project / "captures").mkdir()
    (small.project / "captures" / "x.txt").write_text("mine", encoding="utf-8")
    before = files(small)
    done = dossier(small, "add", str(PAGES / "no-date.html"), "--id", "x")
    assert done.exit_code == 1
    assert "is there already" in done.output
    assert files(small) == before


def test_a_withheld_name_does_not_enter(
    small: Small, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = small.project.parent / "names"
    names.write_text("somebody: Cleo Muster\n", encoding="utf-8")
    monkeypatch.setenv("DOSSIER_WITHHELD", str(names))
    before = files(small)
    done = dossier(small, "add", str(PAGES / "english-plain.html"))
    assert done.exit_code == 1
    assert "Muster" not in done.output
    assert files(small) == before


def read_again(small: Small, capture: str, *more: str) -> Result:
    headline, *paragraphs = capture.strip().split("\n\n")
    page = f"<html lang=en><body><article><h1>{headline}</h1>{''.join(f'<p>{p}</p>' for p in paragraphs)}</article></body></html>"
    (small.project / "now.html").write_text(page, encoding="utf-8")
    return dossier(small, "capture", "post-talks", "--saved", str(small.project / "now.html"), *more)


def test_a_silent_edit_marks_exactly_what_it_touched(small: Small, settings: Settings) -> None:
    assert read_again(small, CAPTURE).exit_code == 0
    assert (small.project / "captures" / "post-talks.txt").read_text("utf-8") == CAPTURE
    assert read_again(small, CAPTURE).exit_code == 0
    edited = CAPTURE.replace("no paper was signed", "a paper was signed")
    before = files(small)
    assert read_again(small, edited, "--dry-run").exit_code == 1
    assert {k: v for k, v in files(small).items() if k != "now.html"} == {
        k: v for k, v in before.items() if k != "now.html"
    }
    done = read_again(small, edited)
    assert done.exit_code == 1
    assert '"no paper was signed" no longer stands' in done.output
    assert "six hours" not in done.output
    text = (small.content / "articles" / "post-talks.md").read_text("utf-8")
    assert text == ARTICLE.replace("---\n\nIt", "to_confirm:\n  - claims paper-signed\n---\n\nIt")
    (found,) = [d for d in check(settings).diagnostics if d.code == "unconfirmed"]
    assert '"claims paper-signed"' in found.message
    kept = sorted(p.name for p in (small.project / "captures").glob("*.txt"))
    assert len(kept) == 2


def article(small: Small) -> Article:
    return next(a for a in check(small.write(FILES)).corpus.articles if a.id == "post-talks")


def test_the_paragraphs_context_counts_and_others_do_not(small: Small) -> None:
    before = CAPTURE.strip().split("\n\n")
    after = [b.replace("on Saturday", "on Sunday") for b in before]
    found = compare(article(small), before, after)
    assert found.claims == ("talks-held",)
    assert [(t.want.text, t.fate) for t in found.touched if t.want.kind == "quote"] == [
        ("six hours of talks", "stands")
    ]
    assert found.actors == ()


def test_a_paragraph_that_only_moved_is_not_edited(small: Small) -> None:
    before = CAPTURE.strip().split("\n\n")
    found = compare(article(small), before, [before[0], "A correction stands here now.", *before[1:]])
    assert found.marks == ()
    assert [(want.text, now) for want, now in found.moved] == [
        ("six hours of talks", 2), ("no paper was signed", 3), ("the quay was empty", 4),
    ]  # fmt: skip


def test_a_name_that_is_gone_is_marked(small: Small) -> None:
    before = CAPTURE.strip().split("\n\n")
    after = [b.replace("Kramer", "the minister").replace("Ilse ", "") for b in before]
    assert compare(article(small), before, after).actors == ("ilse-kramer",)


def test_without_the_extra_it_says_what_to_install(
    small: Small, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "trafilatura", None)
    done = dossier(small, "add", str(PAGES / "no-date.html"))
    assert done.exit_code == 2
    assert "pip install 'dossier[ingest]" in done.output


WALLS = {
    "a paywall": ("<p>{first}</p><div class=paywall>Log in</div>", "only the opening can be read now"),
    "an invitation": (
        "<p>{first}</p><p>Subscribe to continue reading</p>",
        "only the opening can be read now",
    ),
    "a consent stub": (
        "<p>We and our partners store information on your device to show you advertisements that suit you.</p>",
        "nothing of the last capture stands in this text",
    ),
}


@pytest.mark.parametrize("kind", WALLS)
def test_a_wall_is_no_edit(kind: str, small: Small, settings: Settings) -> None:
    body, said = WALLS[kind]
    captures = small.project / "captures"
    captures.mkdir(exist_ok=True)
    (captures / "post-talks.txt").write_text(CAPTURE, encoding="utf-8")
    before = {p: p.read_bytes() for p in small.project.rglob("*") if p.is_file()}
    page = small.project / "page.html"
    first = CAPTURE.split("\n\n")[1]
    page.write_text(
        f"<html lang=en><title>Talks in the harbour</title><h1>Talks in the harbour</h1>{body.format(first=first)}",
        encoding="utf-8",
    )
    done = dossier(small, "capture", "post-talks", "--saved", str(page))
    assert said in done.output
    assert done.exit_code == 2
    page.unlink()
    assert {p: p.read_bytes() for p in small.project.rglob("*") if p.is_file()} == before

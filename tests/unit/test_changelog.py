"""What changed, as pages and feeds print it: from the evidence, never from a commit's message; cached and bounded."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.commits import commit_saying
from support.small import Small

from dossier.config import Settings
from dossier.history import changelog
from dossier.history.changelog import corrections, history
from dossier.history.discreet import without_names
from dossier.model.differences import Difference
from dossier.model.history import Change, History
from dossier.model.wording import headline, sentence
from dossier.pipeline import check, compose
from dossier.store.seal import Unusable

ARTICLE = (
    "---\ntitle: A headline\npublisher: o\nurl: https://example.org/s\npublished: 2022-10-01\n"
    "accessed: 2026-11-20\nlanguage: en\nread: full\ncarries: {}\n"
    "actors: {{a: {{named: [Actor]{}}}}}\nclaims:\n  - {{claim: c, stance: asserts, basis: witnessed}}\n---\nText.\n"
)
CLAIM = "---\ntitle: It was so\nabout: [a]\nwhen: {}\n---\nText.\n"
FILES = {
    "content/index.md": "---\ntitle: Home\n---\nText.\n",
    "content/publishers/o.md": "---\ntitle: Outlet\n---\nText.\n",
    "content/actors/a.md": "---\ntitle: Actor\ntype: person\n---\nText.\n",
    "content/claims/c.md": CLAIM.format("2022-10"),
    "content/articles/s.md": ARTICLE.format("own", ""),
}


@pytest.fixture
def dossier(small: Small) -> Settings:
    """A dossier of one commit."""
    settings = small.write(FILES)
    import subprocess

    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=small.project, check=True)
    commit_saying(settings, "Begin, says the subject")
    return settings


def edit(settings: Settings, path: str, text: str, message: str) -> None:
    (settings.content / path).write_text(text, encoding="utf-8")
    commit_saying(settings, message)


def page(settings: Settings) -> str:
    site = compose(check(settings), settings, history(settings))
    return next((page.body for page in site.pages if page.address == "changes/"), "")


def test_an_entry_says_what_became_of_the_evidence_and_why(dossier: Settings) -> None:
    edit(dossier, "articles/s.md", ARTICLE.format("unknown", ""), "Secret\n\nReason: The page names nobody.")
    edit(dossier, "claims/c.md", CLAIM.format("..2022-10-15"), "Subject")
    moved, fell, first = history(dossier)
    assert [d.kind for d in fell.differences] == ["origins-fell"]
    assert fell.why == "Why: The page names nobody."
    assert moved.why == "No reason recorded."
    assert headline(first.differences) == "1 source, 1 claim and 3 other records added"
    drawn = page(dossier)
    assert ": 1 claim lost an origin</h2>" in drawn
    before, after = "1 (0 of unknown origin), with Outlet", "0 (1 of unknown origin)"
    assert f"It was so</a>: independent origins: <bdi>{before}</bdi> → <bdi>{after}</bdi>" in drawn
    assert "October 2022</bdi> → <bdi>on or before 15 October 2022</bdi>" in drawn
    for subject in ("Secret", "Subject", "says the subject"):
        assert subject not in drawn


def test_what_does_not_change_the_evidence_makes_no_entry(dossier: Settings) -> None:
    before = history(dossier)
    edit(
        dossier,
        "claims/c.md",
        CLAIM.format("2022-10").replace("title: It was so\nabout: [a]", "about: [a]\ntitle: It was so"),
        "x",
    )
    edit(dossier, "../README.md", "no content", "x")
    assert history(dossier) == before


def test_a_label_stands_beside_its_outlet_and_in_no_title(dossier: Settings) -> None:
    edit(dossier, "articles/s.md", ARTICLE.format("own", ", called: [<b>bandit</b>]"), "x")
    drawn = page(dossier)
    assert 'label added: label as printed <a href="../actors/a/" data-kind="actor">' in drawn
    assert '(<bdi>Outlet</bdi>): "<bdi>&lt;b&gt;bandit&lt;/b&gt;</bdi>"' in drawn
    assert "<h2" in drawn
    assert all("bandit" not in part.partition("</h2>")[0] for part in drawn.split("<h2")[1:])


def test_a_reason_may_stand_in_the_corrections_log(dossier: Settings) -> None:
    day = history(dossier)[0].when.strftime("%Y-%m-%d")
    log = f"---\ntitle: Corrections\n---\nText.\n\n{day}\n:   The date of [[c|a claim]] was *wrong*.\n"
    (dossier.content / "about").mkdir()
    edit(dossier, "about/corrections.md", log, "x")
    edit(dossier, "claims/c.md", CLAIM.format("2022"), "x\n\nReason: Another one.")
    # The day may turn while this runs.
    whys = {change.why for change in history(dossier)} - {"No reason recorded."}
    assert whys == {
        "Why: Another one.",
        "The corrections log of that day says: The date of a claim was wrong.",
    }
    assert page(dossier)


def test_the_log_is_read_as_it_is_documented() -> None:
    text = (
        "# Log\n\n2026-11-20\n:   First\n    published [@a; @b]. See [this](https://x.org).\n\n2026-11-21\n\n"
        ": Second.\n: Third, of [[some-id]].\n\nOther text.\n: no entry\n"
    )
    assert corrections(text) == {
        "2026-11-20": "First published. See this.",
        "2026-11-21": "Second. Third, of some-id.",
    }
    assert corrections("") == {}


def test_a_state_that_cannot_be_read_is_said_to_be_so(dossier: Settings) -> None:
    edit(dossier, "claims/c.md", "---\ntitle: It was so\nolder_key: x\n---\n", "x")
    edit(dossier, "claims/c.md", CLAIM.format("2022"), "x")
    mended, broken, _ = history(dossier)
    assert (mended.unread, broken.unread) == (1, 1)
    assert not mended.differences
    drawn = page(dossier)
    assert "1 file could not be read by the program" in drawn
    assert "1 file could not be read</h2>" in drawn


def test_no_old_state_stops_a_build(dossier: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(changelog, "snapshot", broken)
    assert [change.unread for change in history(dossier)] == [4]


def test_the_cache_gives_the_same_and_a_damaged_one_is_refused(
    dossier: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(dossier, "articles/s.md", ARTICLE.format("unknown", ""), "x\n\nReason: It was wrong.")
    folder = tmp_path / "cache"
    made = history(dossier, folder)
    assert made == history(dossier)
    assert len(list(folder.iterdir())) == 3
    for file in folder.glob("at-*"):
        file.unlink()
    with monkeypatch.context() as patched:
        patched.setattr(changelog, "snapshot", None)  # all pairs are cached
        assert history(dossier, folder) == made
        patched.setattr(changelog, "commits", None)  # and the whole is
        assert history(dossier, folder) == made
    for file in folder.iterdir():
        data = file.read_bytes()
        for damaged in (b"", b"{", data[:-1], data[:-1] + b" ", json.dumps({"unread": "no"}).encode()):
            file.write_bytes(damaged)
            with pytest.raises(Unusable, match="damaged"):
                changelog._loaded(file)
        file.write_bytes(data)
    assert history(dossier, folder) == made
    edit(dossier, "claims/c.md", CLAIM.format("2022"), "x")
    history(dossier, folder)
    assert len(list(folder.iterdir())) == 4  # what is of the last commit alone is gone


def test_the_work_is_bounded_and_the_page_says_how_far_it_goes(
    dossier: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in range(2015, 2020):
        edit(dossier, "claims/c.md", CLAIM.format(year), "x")
    assert history(dossier).since is None
    monkeypatch.setattr(changelog, "WORK", 15)
    found = history(dossier)
    assert len(found) == 3
    assert found.since == found[-1].when
    assert "This page goes back to" in page(dossier)


def test_what_lies_uncommitted_says_nothing(dossier: Settings) -> None:
    before = history(dossier)
    (dossier.content / "claims/c.md").write_text(CLAIM.format("2015"), encoding="utf-8")
    assert history(dossier) == before


def test_of_what_is_withdrawn_the_reason_is_given(dossier: Settings) -> None:
    place = dossier.content / "places/p.md"
    place.parent.mkdir()
    edit(dossier, "places/p.md", "---\ntitle: A place\ntype: city\n---\nText.\n", "x")
    place.unlink()
    entry = "- {id: p, kind: place, date: 2026-11-20, reason: it was <i>another</i>}\n"
    edit(dossier, "retired.yml", entry, "x")
    drawn = page(dossier)
    assert "1 place withdrawn</h2>" in drawn
    assert "<code>p</code></a>, withdrawn: <bdi>it was &lt;i&gt;another&lt;/i&gt;</bdi>" in drawn
    assert "A place" not in drawn


def test_of_what_is_gone_or_withheld_no_word_is_repeated(dossier: Settings) -> None:
    edit(dossier, "actors/a.md", "---\ntitle: A witness\ntype: person\npublish: withhold\n---\nText.\n", "x")
    corpus = check(dossier).corpus
    told = [
        Difference(kind="retitled", record="actor", id="a", before="Jane Doe", after="A witness"),
        Difference(kind="name-removed", record="article", id="s", subject="a", before="Jane Doe"),
        Difference(kind="retitled", record="claim", id="gone", before="Jane Doe did it", after="Gone"),
    ]
    for d in told:
        assert "Doe" not in sentence(d, corpus, str, str)
    assert "A → B" in sentence(
        Difference(kind="retitled", record="claim", id="c", before="A", after="B"), corpus, str, str
    )


def test_no_withheld_name_of_old_keeps_a_build_from_being_published() -> None:
    differences = (
        Difference(kind="retitled", record="claim", id="c", before="Jane Doe did it", after="It was done"),
        Difference(kind="retitled", record="claim", id="d", before="A", after="B"),
    )
    change = Change("0" * 40, datetime(2026, 1, 1, tzinfo=UTC), "Jane Doe asked", differences=differences)
    found = without_names(History((change,)), {"a": ("Jane Doe",)})
    assert "Doe" not in repr(found)
    assert found[0].differences[1] == differences[1]
    assert without_names(History((change,)), {}) == History((change,))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], ""),
        (
            [("origins-fell", "claim", "a"), ("window-moved", "claim", "a")],
            "1 claim lost an origin; 1 claim redated",
        ),
        ([("changed", "actor", "a"), ("name-added", "article", "b")], "1 source and 1 actor changed"),
        ([("lock-added", "lock", "dossier.lock")], "1 lock of quotations changed"),
        (
            [(kind, "claim", kind) for kind in ("added", "removed", "retired", "origins-rose", "retitled")],
            "1 claim removed; 1 claim withdrawn; 1 claim gained an origin; 2 other records changed",
        ),
    ],
)
def test_a_title_counts(told: list[tuple[str, str, str]], expected: str) -> None:
    differences = [Difference(kind=k, record=r, id=i) for k, r, i in told]  # type: ignore[arg-type]
    assert headline(differences) == expected

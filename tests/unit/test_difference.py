"""What a change does to the evidence: one line, of one kind, over the real content."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from dossier.cli import main
from dossier.config import Settings, load
from dossier.formats.changed import as_json, as_markdown, as_text
from dossier.model.differences import KINDS, Cause, Difference, mirrored
from dossier.pipeline import compared

ROOT = Path(__file__).parents[2]
ACTOR = "---\ntitle: Example Committee\ntype: organisation\nnames: [{name: Example Committee, lang: en}]\n---\n\nA.\n"
TOMBSTONE = (
    "- id: example-committee\n  kind: actor\n  date: 2026-11-20\n  reason: it was the same body as another\n"
)


@dataclass
class Mutation:
    """Texts replaced in files of the content, whole files written (None: deleted), and what was there before."""

    kind: str
    record: str
    edits: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    files: Mapping[str, str | None] = field(default_factory=dict)
    first: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""


NEW = "actors/example-committee.md"
MUTATIONS = [
    Mutation("added", "example-committee", files={NEW: ACTOR}),
    Mutation("removed", "example-committee", files={NEW: None}, first={NEW: ACTOR}),
    Mutation("retired", "example-committee", files={NEW: None, "retired.yml": TOMBSTONE}, first={NEW: ACTOR}),
    Mutation("unreadable", "afrin", {"places/afrin.md": ("type: city", "type: metropolis")}),
    Mutation(
        "retitled",
        "hts-control-afrin-october-2022",
        {"claims/hts-control-afrin-october-2022.md": ("HTS took control", "HTS gained control")},
    ),
    Mutation(
        "origins-fell",
        "moscow-talks-subjects",
        {
            "articles/gercek-akar.md": (
                '      - {chain: turkish-defence-ministry, because: "the page says only \\"the defense ministry\\",'
                " in a report on Turkey's minister\"}\n    quotes:\n      - {text: joint",
                "      - unknown\n    quotes:\n      - {text: joint",
            )
        },
    ),
    Mutation(
        "window-widened",
        "moscow-talks-2022-12-28",
        {"events/moscow-talks-2022-12-28.md": ("when: 2022-12-28", "when: 2022-12")},
        subject="when",
    ),
    Mutation(
        "label-added",
        "aawsat-afrin",
        {"articles/aawsat-afrin.md": ("Army factions]", "Army factions, rebel factions]")},
        subject="sna",
    ),
    Mutation(
        "name-removed",
        "aawsat-afrin",
        {"articles/aawsat-afrin.md": (", White Helmets]", "]")},
        subject="white-helmets",
    ),
    Mutation(
        "quote-unverified",
        "aawsat-afrin",
        {"articles/aawsat-afrin.md": ("took control of Afrin city", "took control over Afrin city")},
        subject="hts-control-afrin-october-2022",
    ),
    Mutation(
        "basis-weakened",
        "gercek-akar",
        {
            "articles/gercek-akar.md": (
                "stance: reports\n    basis: on-record\n    quotes:\n      - {text: may",
                "stance: reports\n    basis: outlet\n    quotes:\n      - {text: may",
            )
        },
        subject="akar-leaders-may-meet-2022-12-30",
    ),
    Mutation(
        "confidence-lowered",
        "moscow-reports-share-one-statement",
        {"findings/moscow-reports-share-one-statement.md": ("confidence: high", "confidence: moderate")},
    ),
    Mutation(
        "relation-added",
        "hts-control-afrin-october-2022",
        {
            "claims/hts-control-afrin-october-2022.md": (
                "contrary_to:",
                "supports: [factions-allied-with-hts-october-2022]\ncontrary_to:",
            )
        },
        subject="supports",
    ),
    Mutation(
        "precision-coarsened", "afrin", {"places/afrin.md": ("precision: locality", "precision: region")}
    ),
    Mutation(
        "support-fell",
        "factions-allied-with-hts-october-2022",
        {
            "articles/aawsat-afrin.md": (
                "  - claim: factions-allied-with-hts-october-2022\n    stance: asserts\n    basis: unstated\n"
                "    quotes:\n      - {text: allied with the Hamza Division and Sultan Suleiman Shah Division, at: ¶ 1}\n",
                "",
            )
        },
    ),
    Mutation(
        "dissent-rose",
        "hts-control-afrin-october-2022",
        {
            "articles/kurdistan24-afrin.md": (
                "claims:\n",
                "claims:\n  - claim: hts-control-afrin-october-2022\n    stance: denies\n",
            )
        },
    ),
    Mutation(
        "waiver-added",
        "moscow-talks-2022-12-28",
        {
            "events/moscow-talks-2022-12-28.md": (
                "places: [moscow]",
                "places: [moscow]\nwaivers:\n  - {rule: widened-window, reason: a slip, published: 2026-11-20}",
            )
        },
    ),
    Mutation(
        "appearance-added",
        "aawsat-afrin",
        {"articles/aawsat-afrin.md": ("actors:\n", "actors:\n  turkish-state:\n    named: [Syrian]\n")},
        subject="turkish-state",
    ),
    Mutation(
        "changed",
        "aawsat-afrin",
        {"articles/aawsat-afrin.md": ("places: [afrin, ", "places: [idlib, afrin, ")},
        subject="places",
    ),
    Mutation("lock-removed", "dossier.lock", files={"dossier.lock": None}),
]


def laid_out(
    folder: Path, files: Mapping[str, str | None] = {}, edits: Mapping[str, tuple[str, str]] = {}
) -> Settings:
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    for name, (old, new) in edits.items():
        text = (content / name).read_text("utf-8")
        assert text.count(old) == 1, f"{name}: {old!r} stands there {text.count(old)} times"
        (content / name).write_text(text.replace(old, new), "utf-8")
    for name, text in files.items():
        if text is None:
            (content / name).unlink(missing_ok=True)
        else:
            (content / name).write_text(text, "utf-8")
    return replace(load(ROOT / "mkdocs.yml"), project=folder, content=content)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.kind)
def test_one_change_is_one_line(mutation: Mutation, tmp_path: Path) -> None:
    before = laid_out(tmp_path / "before", mutation.first)
    after = laid_out(tmp_path / "after", {**mutation.first, **mutation.files}, mutation.edits)
    found = compared(before, after)
    lines = list(as_text(found))
    assert [(d.kind, d.id, d.subject) for d in found] == [
        (mutation.kind, mutation.record, mutation.subject)
    ], lines
    assert len(lines) == 1
    assert "\n" not in lines[0]
    # B to A is the mirror of A to B.
    assert compared(after, before) == tuple(map(mirrored, found))


def test_there_are_twelve_at_least_and_no_kind_twice() -> None:
    kinds = [mutation.kind for mutation in MUTATIONS]
    assert len(kinds) == len(set(kinds)) >= 12


def test_origins_name_what_was_lost_and_why(tmp_path: Path) -> None:
    mutation = next(m for m in MUTATIONS if m.kind == "origins-fell")
    (line,) = as_text(compared(laid_out(tmp_path / "a"), laid_out(tmp_path / "b", edits=mutation.edits)))
    assert (
        "origins: 2 (1 of unknown origin), with turkish-defence-ministry → 1 (2 of unknown origin); because"
        in line
    )
    assert "because gercek-akar: reports by turkish-defence-ministry" in line


def shuffled(front: str) -> str:
    """The top-level keys of some front matter, in reversed order."""
    blocks = re.split(r"\n(?=[a-z_]+:)", front.strip("\n"))
    return "\n".join(reversed(blocks)) + "\n"


def test_the_order_of_keys_lists_and_files_is_no_difference(tmp_path: Path) -> None:
    before, after = laid_out(tmp_path / "a"), laid_out(tmp_path / "b")
    for path in sorted(after.content.rglob("*.md")):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        front = re.sub(
            r"^(places|events|about|authors): \[([^\]\"]*)\]$",
            lambda m: f"{m[1]}: [{', '.join(reversed(m[2].split(', ')))}]",
            shuffled(front),
            flags=re.MULTILINE,
        )
        path.write_text(f"---\n{front}---\n{body}", "utf-8")
    moved = after.content / "articles" / "2022"
    moved.mkdir()
    (after.content / "articles" / "aawsat-afrin.md").rename(moved / "aawsat-afrin.md")
    assert compared(before, after) == ()


def test_every_kind_mirrors_a_kind_and_is_explained() -> None:
    for kind, explained in KINDS.items():
        assert KINDS[explained.mirror].mirror == kind
        assert explained.meaning.endswith(".")
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind)


HOSTILE = (
    "@everyone <img src=x onerror=alert(1)> [go](https://example.org) ```` #1 www.example.org | \u202eevil"
)


def hostile(number: int = 1) -> list[Difference]:
    return [
        Difference(
            kind="label-added",
            record="article",
            id=f"a-{n}",
            title=HOSTILE,
            outlet=HOSTILE,
            subject="x",
            after=HOSTILE,
            because=(Cause("b", HOSTILE, ""),),
        )
        for n in range(number)
    ]


def test_in_markdown_what_others_wrote_is_code() -> None:
    from markdown_it import MarkdownIt

    text = as_markdown(hostile())
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "code_inline", "strong_open", "strong_close"}
    shown = "".join(child.content for child in inline if child.type == "text")
    assert not re.search(r"[@<\[#|]|https|www", shown)
    assert "\u202e" not in text
    assert sum("everyone" in child.content for child in inline if child.type == "code_inline") == 5


@pytest.mark.parametrize("differences", [[], hostile(2)], ids=["none", "some"])
def test_in_markdown_what_is_to_be_locked_stands_first(differences: list[Difference]) -> None:
    text = as_markdown(differences, unlocked=["dock-herald-strike", "quay-post-strike"])
    first, rest = text.split("**What this does to the evidence**")
    assert first.startswith("**For a maintainer to lock** (2)\n\n`dossier lock` is the maintainer's step")
    assert first.endswith("\n- `dock-herald-strike`\n- `quay-post-strike`\n\n")
    assert rest == as_markdown(differences).removeprefix("**What this does to the evidence**")


def test_markdown_stays_short_enough_for_a_comment() -> None:
    text = as_markdown(hostile(2_000), unlocked=[f"{'long-' * 40}{number}" for number in range(2_000)])
    assert "\n- … and 1950 more: `dossier check` tells them all\n" in text
    assert len(text) < 65_000
    assert re.search(r"… and \d+ more", text)


def test_in_text_nothing_steers_the_terminal_and_a_label_stands_beside_its_outlet() -> None:
    (line,) = as_text(
        [
            Difference(
                kind="label-added",
                record="article",
                id="a",
                title="T",
                outlet="The \x1b[31mPost",
                subject="x",
                after="militia",
            )
        ]
    )
    assert line.endswith('label as printed x (The �[31mPost): "militia"')


def test_json_has_a_stable_shape() -> None:
    found = json.loads(as_json(hostile(), "main", ""))
    assert list(found) == ["version", "base", "head", "differences"]
    assert list(found["differences"][0]) == [
        *(
            "kind",
            "weight",
            "meaning",
            "record",
            "id",
            "title",
            "outlet",
            "subject",
            "before",
            "after",
            "because",
        )
    ]
    assert found["differences"][0]["because"] == [{"article": "b", "before": HOSTILE, "after": ""}]


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["diff", "-f", str(ROOT / "mkdocs.yml"), *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_the_command_takes_projects_content_folders_and_revisions(tmp_path: Path) -> None:
    before = laid_out(tmp_path / "a")
    after = laid_out(tmp_path / "b", edits={"places/afrin.md": ("precision: locality", "precision: region")})
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "b")
    status, out, err = run(str(before.content), str(after.project))
    assert (status, out.count("\n")) == (0, 1)
    assert out.startswith("weaker   precision-coarsened")
    assert err == "1 difference: 1 weaker.\n"
    assert run(str(before.content), str(after.content), "--exit-code")[0] == 1
    assert (
        run(str(before.content), str(before.project / "content"), "--exit-code", "--format", "json")[0] == 0
    )
    assert "Nothing" in run(str(before.content), str(before.content), "--format", "markdown")[1]


@pytest.mark.parametrize("name", ["no-such-revision", "--help-me", ""])
def test_a_revision_that_is_none_is_one_line(name: str) -> None:
    status, out, err = run("--", name)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


def test_states_written_for_different_counting_rules_are_not_compared_by_their_numbers(
    tmp_path: Path,
) -> None:
    """Before rule 2 nothing said which events an article is about; such accounts have no known origin now."""
    states = []
    for name in ("before", "after"):
        folder = tmp_path / name
        shutil.copytree(ROOT / "content", folder / "content")
        shutil.copy(ROOT / "mkdocs.yml", folder)
        states.append(load(folder / "mkdocs.yml"))
    for path in (tmp_path / "before/content/articles").glob("*.md"):
        lines = path.read_text("utf-8").split("\n")
        old = [re.sub(r"^carries: (.*)", r"rests_on:\n  - \1", line) for line in lines]
        path.write_text("\n".join(line for line in old if not line.startswith("subject:")), encoding="utf-8")
    found = compared(*states)
    (rule,) = [d for d in found if d.kind == "recounted"]
    assert (rule.before, rule.after) == ("1", "2")
    assert not [d for d in found if d.record == "claim"]
    assert {d.kind for d in found} == {"recounted", "sourcing-changed"}
    assert compared(states[1], states[1]) == ()

"""Files that no author means to write: one diagnostic each, at its place, in little memory; the work follows their size."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from support.growth import assert_linear
from support.small import Small

from dossier.pipeline import check

MEGABYTES = 300
A = "content/actors/a.md"
Measured = Callable[..., dict[str, Any]]

PROGRAM = """
import json, resource, sys
from pathlib import Path
from dossier.pipeline import check
from dossier.config import load
from dossier.formats.text import report_texts

def megabytes():
    # On Linux a child inherits its parent's ru_maxrss: it would be pytest that is measured.
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 ** (2 if sys.platform == "darwin" else 1)

for line in sys.stdin:
    found = check(load(Path(line.rstrip()))).diagnostics
    printed = list(report_texts(found))
    print(json.dumps({
        "megabytes": megabytes(),
        "found": [[d.code, d.severity, d.at.path, d.at.line, d.at.column] for d in found][:50],
        "printed": printed[:50],
    }), flush=True)
"""


@pytest.fixture(scope="module")
def apart() -> Iterator[subprocess.Popen[str]]:
    """A process of its own that compiles one dossier after the other: what it takes at most is what any of them takes."""
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        _, said = process.communicate()
        assert process.returncode == 0, said


@pytest.fixture
def measured(small: Small, apart: subprocess.Popen[str]) -> Measured:
    """Compiles a dossier in that process, within the bounds of memory."""

    def compiled(files: dict[str, str | bytes] | None = None) -> dict[str, Any]:
        small.write(files or {})
        assert apart.stdin is not None
        assert apart.stdout is not None
        apart.stdin.write(f"{small.project / 'mkdocs.yml'}\n")
        apart.stdin.flush()
        line = apart.stdout.readline()
        assert line, "the compiler ended without an answer"
        answer: dict[str, Any] = json.loads(line)
        print(f"{answer['megabytes']:.0f} MB at most so far")
        assert answer["megabytes"] < MEGABYTES
        return answer

    return compiled


def front_matter(more: str) -> str:
    return f"---\ntitle: A\ntype: group\n{more}---\n\n[[a]] is a group.\n"


def block_nesting(depth: int) -> str:
    """The shortest block mapping of that depth: an indentation of one blank a level."""
    return "".join(f"{' ' * level}k:\n" for level in range(1, depth + 1))


def alias_bomb() -> str:
    """Each line three times the one before it."""
    pairs = zip("abcdefghijk", "bcdefghijkl", strict=True)
    return "".join(f"{name}: &{name} [*{before}, *{before}, *{before}]\n" for before, name in pairs)


FRONTS: dict[str, tuple[int, Callable[[int], str]]] = {
    "flow lists": (50_000, lambda n: f"names: {'[' * n}{']' * n}\n"),
    "keys": (12_000, lambda n: "".join(f"{k:x}: v\n" for k in range(n))),
    "aliases": (4_000, lambda n: "a: &a x\n" + "".join(f"b{k}: *a\n" for k in range(n))),
}
WRITTEN: dict[str, tuple[bytes | str, tuple[str, str, int]]] = {
    "not UTF-8": (b"---\ntitle: A\ntype: gr\xfcup\n---\n", ("not-utf8", A, 3)),
    "UTF-16": ("---\ntitle: A\n".encode("utf-16"), ("not-utf8", A, 1)),
    "flow list 1,000 deep": (front_matter(f"names: {'[' * 1000}{']' * 1000}\n"), ("too-large", A, 4)),
    "flow mapping 1,000 deep": (front_matter(f"names: {'{a: ' * 1000}{'}' * 1000}\n"), ("too-large", A, 4)),
    "block mapping 500 deep": (front_matter("names:\n" + block_nesting(500)), ("too-large", A, 36)),
    "block mapping 1,000 deep": (front_matter("names:\n" + block_nesting(1000)), ("too-large", A, 1)),
    "block lists 1,000 deep": (front_matter("names:\n" + "- " * 1000 + "x\n"), ("too-large", A, 5)),
    "alias bomb": (
        front_matter("a: &a [x, x, x]\n" + alias_bomb()),
        ("yaml-alias", A, 4),
    ),
    "100,000 keys": (front_matter("".join(f"{n:x}: v\n" for n in range(100_000))), ("too-large", A, 1)),
    "NULs": (b"\0" * 900_000, ("yaml-syntax", A, 1)),
    "NULs in the front matter": (b"---\ntitle: A\n\0\0\0\n---\n", ("yaml-syntax", A, 3)),
    "empty": (b"", ("yaml-syntax", A, 1)),
    "a byte order mark alone": (b"\xef\xbb\xbf", ("yaml-syntax", A, 1)),
    "front matter without an end": ("---\ntitle: A\ntype: group\n", ("yaml-syntax", A, 1)),
    "one line of hyphens": ("---", ("yaml-syntax", A, 1)),
    "carriage returns alone": ("---\rtitle: A\rtype: persn\r---\r\rA text.\r", ("bad-value", A, 3)),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_is_one_diagnostic(name: str, measured: Measured) -> None:
    text, (code, path, line) = WRITTEN[name]
    found = measured({A: text})
    assert [(d[0], d[1], d[2], d[3]) for d in found["found"]] == [(code, "error", path, line)]


def test_50_megabytes(small: Small, measured: Measured) -> None:
    small.write()
    target = small.project / A
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        for _ in range(50):
            file.write(b"x" * 1_000_000)
    found = measured()
    assert [d[0] for d in found["found"]] == ["too-large"]


def folder_outside(content: Path) -> None:
    (content.parent / "elsewhere").mkdir()
    (content.parent / "elsewhere" / "secret.md").write_text("secret")
    (content / "actors").symlink_to("../elsewhere")


def file_outside(content: Path) -> None:
    (content.parent / "secret.md").write_text("secret")
    (content / "actors").mkdir()
    (content.parent / A).symlink_to("../../secret.md")


def linked(target: str) -> Callable[[Path], None]:
    def make(content: Path) -> None:
        (content / "actors").mkdir()
        (content.parent / A).symlink_to(target)

    return make


def pipe(name: str) -> Callable[[Path], None]:
    def make(content: Path) -> None:
        (content / "actors").mkdir()
        os.mkfifo(content / "actors" / name)

    return make


ODD: dict[str, tuple[Callable[[Path], None], list[tuple[str, str]]]] = {
    "a file linked from outside": (file_outside, [("outside-tree", "error")]),
    "a folder linked from outside": (folder_outside, [("outside-tree", "error")]),
    "a link that dangles": (linked("gone.md"), [("outside-tree", "error")]),
    "a link to itself": (linked("a.md"), [("outside-tree", "error")]),
    "a link to a folder": (linked("../actors"), [("outside-tree", "error")]),
    "a folder called a.md": (lambda content: (content.parent / A).mkdir(parents=True), []),
    "a pipe called a.md": (pipe("a.md"), [("unexpected-file", "warning")]),
    "a pipe called a.png": (pipe("a.png"), [("unexpected-file", "warning")]),
    "a pipe called pipe": (pipe("pipe"), [("unexpected-file", "warning")]),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_file(name: str, small: Small, measured: Measured) -> None:
    make, expected = ODD[name]
    small.write()
    make(small.content)
    found = measured()
    assert [(d[0], d[1]) for d in found["found"]] == expected
    assert "secret" not in "".join(found["printed"])


@pytest.mark.parametrize(
    "stem",
    ["a (Ina's conflicted copy 2023-01-02)", "a (1)", "a 2", "a - Copy (2)", "a.orig", "a~", "a - Kopie"],
)
def test_a_copy_that_a_tool_left_is_not_to_be_renamed(stem: str, small: Small, measured: Measured) -> None:
    small.write()
    (small.content / "actors").mkdir()
    (small.content / "actors" / f"{stem}.md").write_text("---\ntitle: A\ntype: person\n---\n\nA.\n")
    found = measured()
    assert any('copy of "a.md", compare the two, and delete one' in line for line in found["printed"])


@pytest.mark.parametrize("name", ["retired.yml", "dossier.lock"])
def test_a_file_beside_the_records_linked_from_outside(name: str, small: Small) -> None:
    small.write()
    (small.project / "elsewhere").write_text("x\n")
    (small.content / name).symlink_to("../elsewhere")
    assert "[outside-tree]" in small.report_texts()


def test_a_record_in_a_folder_called_like_a_file_is_read(small: Small) -> None:
    checked = small.check({f"{A}/b.md": front_matter("")})
    assert list(checked.corpus.records) == ["b"]


def test_a_name_that_is_not_utf8(small: Small) -> None:
    small.write()
    (small.content / "actors").mkdir()
    (small.content / "actors" / os.fsdecode(b"\xff.md")).write_text(front_matter("").replace("[[a]]", "It"))
    assert 'error: "�" cannot be an id [bad-id]' in small.report_texts()


def test_a_name_that_would_steer_a_terminal(small: Small) -> None:
    told = small.report_texts({"content/actors/\x1b[31m\u202ered\n.md": front_matter("")})
    assert "\x1b" not in told
    assert "\u202e" not in told


BODIES: dict[str, tuple[int, Callable[[int], str]]] = {
    "quotations": (100_000, lambda n: ">" * n),
    "list in list": (350, lambda n: "\n".join(f"{'  ' * level}- a" for level in range(n))),
    "emphasis": (5_000, lambda n: "*a **b " * n),
    "back ticks": (10_000, lambda n: "``` `" * n),
    "brackets": (5_000, lambda n: "[[" * n),
    "citations": (5_000, lambda n: "[@" * n),
    "bars": (5_000, lambda n: "[[a|" * n),
    "footnotes": (5_000, lambda n: "[^a" * n),
    "footnote marks": (5_000, lambda n: "x[^1] " * n + "\n\n[^1]: y"),
    "images": (5_000, lambda n: "![" * n),
    "cells": (25, lambda n: "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + ("|b" * 200 + "\n") * n),
    "admonitions": (2_500, lambda n: "!!! note\n\n" * n),
    "definitions": (2_500, lambda n: "a\n: b\n\n" * n),
}
"""Bodies, by what they are full of: a size, and the text of that size."""
TEXTS = {
    **BODIES,
    "mistakes": (5_000, lambda n: "[a](b) " * n),
    "blanks in a citation": (50_000, lambda n: "[@a" + " " * n + "b]"),
    "abbreviations": (16_000, lambda n: "Mr. A " * n),
    "headings": (12_000, lambda n: "# a\n" * n),
    "sentences": (20_000, lambda n: "A b. " * n),
}
FREE = "content/about/scope.md"


@pytest.mark.slow
@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_read(name: str, measured: Measured) -> None:
    size, text = BODIES[name]
    found = measured({FREE: f"---\ntitle: A\n---\n\n{text(2 * size)}\n"})
    # What would come to too much on its page is refused, and read all the same.
    assert [one for one in found["found"] if one[0] not in ("page-too-large", "malformed-link")] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_takes_no_more_than_it_is_long(name: str, small: Small) -> None:
    size, text = TEXTS[name]
    rounds = count()

    def work(n: int) -> tuple[int, Callable[[], object]]:
        written = f"---\ntitle: A\n---\n\n{text(n)}\n\nRound {next(rounds)}.\n"
        settings = small.write({FREE: written})
        return len(written), lambda: check(settings)

    assert_linear(work, size)


@pytest.mark.parametrize("name", ["flow lists", "keys", "aliases"])
def test_front_matter_takes_no_more_than_it_is_long(name: str, small: Small) -> None:
    size, more = FRONTS[name]
    rounds = count()

    def work(n: int) -> tuple[int, Callable[[], object]]:
        written = front_matter(f"{more(n)}# {next(rounds)}\n")
        settings = small.write({A: written})
        return len(written), lambda: check(settings)

    assert_linear(work, size)


def test_thousands_of_mistakes_are_all_told(measured: Measured) -> None:
    """Placing a mistake once took a copy of its line, and a search from the line's beginning: 11 GB, 95 seconds."""
    text = f"---\ntitle: A\n---\n\n{'[a](b) ' * 10_000}\n"
    found = measured({"content/about/scope.md": text})
    mistakes = [one for one in found["found"] if one[0] != "page-too-large"]
    assert [d[4] for d in mistakes[:3]] == [5, 12, 19]


def test_thousands_of_unknown_keys(measured: Measured) -> None:
    found = measured({A: front_matter("".join(f"{n:x}: v\n" for n in range(5_000)))})
    assert [d[0] for d in found["found"]] == ["too-large"]


def test_hundreds_of_unknown_keys(measured: Measured) -> None:
    found = measured({A: front_matter("".join(f"{n:x}: v\n" for n in range(900)))})
    assert [(d[0], d[3]) for d in found["found"][:2]] == [("unknown-key", 4), ("unknown-key", 5)]

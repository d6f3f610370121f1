"""After any edits, of any kind, a build that goes on from the last one gives what a clean build gives: byte for byte.
So do the pages that `dossier serve` draws before it.

Where the content has become wrong, both say the same of it, and the site stays as it was.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from support.builds import differences
from support.effort import times
from support.generate import Maker

from dossier.build.driver import ContentErrors, Request, Result, build
from dossier.config import load
from dossier.evidence.difference import difference
from dossier.model.differences import Snapshot
from dossier.model.quotations import wanted
from dossier.pipeline import check, snapshot
from dossier.preview.early import EarlyPages, last_published
from dossier.preview.live import LiveDossier
from dossier.store import lock as locks
from dossier.store.withheld import VARIABLE

MKDOCS_YML = """\
site_name: Any dossier
site_url: https://example.org/any/
docs_dir: content
theme: {name: material, font: false}
plugins: [dossier]
extra: {data: [csv, sqlite, json, api, markdown]}
nav: [Overview: index.md, Claims: claims/index.md, about/scope.md]
"""


class Nobody:
    """Is told nothing."""

    def stage(self, name: str, total: int = 0) -> None:
        pass

    def step(self, steps: int = 1) -> None:
        pass


class Dossier:
    """A small dossier, its site, and a clean one to compare with."""

    def __init__(self, folder: Path, frames: Path) -> None:
        self.folder, self.content = folder, folder / "content"
        self.clean, self.frames = folder / "clean", frames
        self.history: list[dict[Path, bytes]] = []
        for name, text in Maker(5, 3).files().items():
            self.write(name, text)
        self.write("about/scope.md", "---\ntitle: The scope\n---\n\nWhat it is about: [[event-0]].\n")
        for path in sorted(self.content.glob("articles/*.md"))[::2]:  # the lock says where their words stand
            path.write_bytes(re.sub(rb", at: \xc2\xb6 \d", b"", path.read_bytes()))
        (folder / "mkdocs.yml").write_text(MKDOCS_YML)
        (folder / ".cache" / "dossier").mkdir(parents=True)
        if frames.exists():
            shutil.copytree(frames, folder / ".cache" / "dossier" / "frames")

    def write(self, name: str, text: str | bytes) -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def save(self) -> None:
        """Remember the content as it is."""
        self.good = {
            p.relative_to(self.content): p.read_bytes() for p in self.content.rglob("*") if p.is_file()
        }
        self.history.append(self.good)

    def restore(self) -> None:
        """The content as it was when it was last good."""
        for path in self.content.rglob("*"):
            if path.is_file() and path.relative_to(self.content) not in self.good:
                path.unlink()
        for name, data in self.good.items():
            if not (self.content / name).is_file() or (self.content / name).read_bytes() != data:
                self.write(name.as_posix(), data)

    def files(self) -> list[str]:
        return sorted(p.relative_to(self.content).as_posix() for p in self.content.rglob("*.md"))

    def state(self) -> Snapshot:
        """The content, read anew."""
        return snapshot(load(self.folder / "mkdocs.yml"))[0]

    def build(self) -> tuple[Result | None, tuple[str, ...]]:
        """The build that goes on; and what was wrong."""
        asked = Request(
            load(self.folder / "mkdocs.yml"),
            self.folder / "mkdocs.yml",
            self.folder / ".cache" / "dossier",
            withheld=frozenset(WITHHELD.values()) if os.environ.get(VARIABLE) else frozenset(),
        )
        try:
            built = build(asked, Nobody())
        except ContentErrors as refused:
            return None, tuple(map(str, refused.diagnostics))
        assert not built.note
        return built, tuple(map(str, built.diagnostics))

    def build_clean(self) -> tuple[str, ...]:
        """A build that knows nothing, beside the other; what was wrong."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            config = load(self.folder / "mkdocs.yml")
            from dataclasses import replace

            asked = Request(
                replace(config, site=self.clean),
                self.folder / "mkdocs.yml",
                None,
                withheld=frozenset(WITHHELD.values()) if os.environ.get(VARIABLE) else frozenset(),
            )
            with pytest.MonkeyPatch.context() as inner:
                # Frames take MkDocs a second each time, and are no part of the question.
                from dossier.output import site_writer as site
                from dossier.theme import shell_cache as kept

                cache = self.folder / ".cache" / "dossier"
                inner.setattr(
                    site,
                    "shells_of",
                    lambda c, s, sl, into, _, key: kept.shells_of(c, s, sl, into, cache, key),
                )
                try:
                    return tuple(map(str, build(asked, Nobody()).diagnostics))
                except ContentErrors as refused:
                    return tuple(map(str, refused.diagnostics))


Edit = Callable[[Dossier, random.Random], None]


def front_and_body(dossier: Dossier, name: str) -> tuple[str, str]:
    _, front, body = (dossier.content / name).read_text().split("---\n", 2)
    return front, body


def any_file(dossier: Dossier, rng: random.Random) -> str:
    return rng.choice([name for name in dossier.files() if name != "index.md"] or ["index.md"])


def any_id(dossier: Dossier, rng: random.Random) -> str:
    return Path(any_file(dossier, rng)).stem


def say_more(dossier: Dossier, rng: random.Random) -> None:
    name, id_ = any_file(dossier, rng), any_id(dossier, rng)
    front, body = front_and_body(dossier, name)
    more = rng.choice(
        [f"It is said of [[{id_}]] too.", f"As [[{id_}|somebody]] said, nothing.", "Quite another thing.",
         "## A heading\n\nBelow it.", f"Cited[@article-{rng.randrange(5)}, ¶ 2].", "A note[^1].\n\n[^1]: Told below."]
    )  # fmt: skip
    where = rng.choice(["{body}\n\n{more}\n", "\n{more}\n\n{body}"])
    dossier.write(name, f"---\n{front}---\n{where.format(body=body.strip(), more=more)}")


def say_less(dossier: Dossier, rng: random.Random) -> None:
    name = any_file(dossier, rng)
    front, body = front_and_body(dossier, name)
    blocks = body.strip().split("\n\n")
    del blocks[rng.randrange(len(blocks))]
    dossier.write(name, f"---\n{front}---\n\n{chr(10).join(blocks) or 'Little.'}\n")


def rename(dossier: Dossier, rng: random.Random) -> None:
    titled = ("actors/", "events/", "claims/", "about/", "publishers/")
    name = rng.choice([n for n in dossier.files() if n.startswith(titled)] or ["index.md"])
    front, body = front_and_body(dossier, name)
    new = f"Named {rng.choice(['Alpha', 'Beta', 'قمر', 'Zhakhe'])} {rng.randrange(90)}"
    lines = [f"title: {new}" if line.startswith("title:") else line for line in front.splitlines()]
    lines = [
        f"  - {{name: {new}, lang: en}}" if n and lines[n - 1] == "names:" else line
        for n, line in enumerate(lines)
    ]
    dossier.write(name, "---\n" + "\n".join(lines) + f"\n---\n{body}")


def change_front(dossier: Dossier, rng: random.Random) -> None:
    name = rng.choice([n for n in dossier.files() if n.startswith("articles/")] or ["index.md"])
    front, body = front_and_body(dossier, name)
    swap = rng.choice(
        [
            ("read: full", "read: opening"),
            ("stance: asserts", "stance: denies"),
            ("language: en", "language: ar"),
            ("rests_on: [own]", "rests_on: [unknown]"),
            ("published: 20", "published: 19"),
            ("accessed: 2026", "accessed: 2027"),
            ("{named: [", "{named: [Some Body, "),
            ("title: ", "title: A "),
        ]
    )
    dossier.write(name, f"---\n{front.replace(*swap, 1)}---\n{body}")


def add(dossier: Dossier, rng: random.Random) -> None:
    name = any_file(dossier, rng)
    new = Path(name).with_name(f"{Path(name).stem}-{rng.randrange(9)}.md").as_posix()
    dossier.write(new, (dossier.content / name).read_text().replace("title: ", "title: Another ", 1))


def delete(dossier: Dossier, rng: random.Random) -> None:
    (dossier.content / any_file(dossier, rng)).unlink()


def move(dossier: Dossier, rng: random.Random) -> None:
    name = Path(any_file(dossier, rng))
    target = dossier.content / name.parent / "moved" / name.name
    target.parent.mkdir(exist_ok=True)
    (dossier.content / name).rename(target)


def dot(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (1, 1), shade).save(out, "PNG")
    return out.getvalue()


def picture(dossier: Dossier, rng: random.Random) -> None:
    dossier.write(f"images/{rng.choice('ab')}.png", dot(rng.randrange(3)))


def touch(dossier: Dossier, rng: random.Random) -> None:
    (dossier.content / any_file(dossier, rng)).touch()


def front_page(dossier: Dossier, rng: random.Random) -> None:
    dossier.write(
        "index.md", f"---\ntitle: Front {rng.randrange(3)}\n---\n\nSee [[{any_id(dossier, rng)}]].\n"
    )


def retire(dossier: Dossier, rng: random.Random) -> None:
    dossier.write(
        "retired.yml", f"- {{id: old-{rng.randrange(3)}, kind: actor, date: 2023-01-01, reason: merged}}\n"
    )


def break_it(dossier: Dossier, rng: random.Random) -> None:
    name = any_file(dossier, rng)
    front, body = front_and_body(dossier, name)
    dossier.write(name, f"---\n{front}---\n{body}\n\nA link to [[nowhere]].\n")


WITHHELD = {"actors/actor-0.md": "actor-0", "places/place-1.md": "place-1", "events/event-0.md": "event-0"}
"""Records of which the edits withhold everything. Their spellings are such as stand nowhere."""


def withhold(dossier: Dossier, rng: random.Random) -> None:
    """Nothing of a record is published any more, or all of it is again; no text links it."""
    name, id_ = rng.choice(list(WITHHELD.items()))
    if not (dossier.content / name).is_file():
        return
    front, body = front_and_body(dossier, name)
    line = "publish: nothing\n"
    if line in front:
        dossier.write(name, f"---\n{front.replace(line, '')}---\n{body}")
        return
    names = re.compile(r"^names:\n(?:  .*\n)*", re.MULTILINE)
    dossier.write(name, f"---\n{names.sub('', front)}{line}---\n{body}")
    for other in dossier.files():
        front, body = front_and_body(dossier, other)
        bare = re.sub(rf"\[\[{id_}(\|[^\]]*)?\]\]", "somebody", body)
        front = re.sub(rf"(\b{id_}: )\{{named: .*\}}", r"\1{}", front)
        dossier.write(other, f"---\n{front}---\n{bare}")


def withhold_account(dossier: Dossier, rng: random.Random) -> None:
    name = rng.choice([n for n in dossier.files() if n.startswith("articles/")] or ["index.md"])
    front, body = front_and_body(dossier, name)
    swap = [("    stance: ", "    publish: withhold\n    stance: "), ("    publish: withhold\n", "")]
    rng.shuffle(swap)
    dossier.write(name, f"---\n{front.replace(*swap[0], 1)}---\n{body}")


def switch(dossier: Dossier, rng: random.Random) -> None:
    """Another branch is checked out: many files change at once, to what a build has seen before."""
    dossier.good = rng.choice(dossier.history)
    dossier.restore()


def capitals(dossier: Dossier, rng: random.Random) -> None:
    """A title changes in its case alone."""
    name = any_file(dossier, rng)
    front, body = front_and_body(dossier, name)
    lines = [
        f"title: {line[7:].swapcase()}" if line.startswith("title: ") else line for line in front.splitlines()
    ]
    dossier.write(name, "---\n" + "\n".join(lines) + f"\n---\n{body}")


def move_elsewhere(dossier: Dossier, rng: random.Random) -> None:
    """A file goes to the folder of another kind, or back from where it was."""
    name = Path(any_file(dossier, rng))
    target = dossier.content / rng.choice(["actors", "claims", "places", name.parts[0]]) / name.name
    if target.parent.is_dir() and not target.exists():
        (dossier.content / name).rename(target)


def lock(dossier: Dossier, rng: random.Random) -> None:
    """Some quotations are locked, in other paragraphs than before; or the lock is gone."""
    settings = load(dossier.folder / "mkdocs.yml")
    path = dossier.content / locks.NAME
    if rng.randrange(4) == 0:
        path.unlink(missing_ok=True)
        return
    entries = [
        locks.Locked(article.id, want.kind, want.text, rng.randrange(3), "0" * 64, "1" * 64, 1, 90)
        for article in check(settings).corpus.articles
        for want in wanted(article)
        if rng.randrange(3)
    ]
    dossier.write(locks.NAME, locks.dump(entries))


def story(dossier: Dossier, rng: random.Random) -> None:
    """A page shows words, evidence and places of others beside its own text."""
    titles = rng.sample(["Dawn", "Noon", "Dusk"], rng.randrange(1, 4))
    steps = "".join(
        f"  - heading: {title}\n    event: event-{rng.randrange(3)}\n    places: [place-{rng.randrange(3)}]\n"
        f"    claims: [claim-{rng.randrange(3)}]\n"
        f"    quotes: [{{source: article-{rng.randrange(5)}, claim: claim-{rng.randrange(3)}}}]\n"
        for title in titles
    )
    sections = "".join(f"\n## {title}\n\nSee [[{any_id(dossier, rng)}]].\n" for title in sorted(titles))
    dossier.write("story.md", f"---\ntitle: Story {rng.randrange(2)}\nsteps:\n{steps}---\n{sections}")


def override(dossier: Dossier, rng: random.Random) -> None:
    """A template of the theme is replaced, or the replacement is gone."""
    folder = dossier.folder / "overrides" / "partials"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "copyright.html").write_text(f"Copyright {rng.randrange(3)}")
    theme = "font: false" if rng.randrange(2) else "font: false, custom_dir: overrides"
    (dossier.folder / "mkdocs.yml").write_text(MKDOCS_YML.replace("font: false", theme))


def settings_file(dossier: Dossier, rng: random.Random) -> None:
    name = rng.choice(["Any dossier", "Another dossier"])
    (dossier.folder / "mkdocs.yml").write_text(MKDOCS_YML.replace("Any dossier", name))


def clock_back(dossier: Dossier, rng: random.Random) -> None:
    """A text changes without its length, and the clock was set back."""
    path = dossier.content / any_file(dossier, rng)
    before = path.stat().st_mtime
    text = path.read_text()
    at = text.rfind(" ", 0, len(text) - 1)
    path.write_text(f"{text[:at]}-{text[at + 1 :]}" if at > text.find("\n---\n") + 5 else text)
    os.utime(path, (before - 5_000, before - 5_000))


def tamper(dossier: Dossier, rng: random.Random) -> None:
    """Somebody else writes into the published site."""
    pages = sorted((dossier.folder / "site").rglob("*.html"))
    if pages:
        page = rng.choice(pages)
        rng.choice(
            [page.unlink, lambda: page.write_text("changed"), lambda: (page.parent / "x.gz").touch()]
        )()


def lose(dossier: Dossier, rng: random.Random) -> None:
    """The site, or what is kept of it, is gone."""
    shutil.rmtree(rng.choice([dossier.folder / "site", dossier.folder / ".cache" / "dossier" / "site"]), True)


EDITS: list[Edit] = [say_more, say_more, say_more, say_less, rename, change_front, add, delete, move, picture, touch,
                     front_page, retire, break_it, tamper, lose, withhold, withhold, withhold_account, switch, capitals,
                     move_elsewhere, lock, settings_file, clock_back, story, override]  # fmt: skip


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frames")
    dossier = Dossier(folder / "it", folder / "none")
    assert dossier.build()[0]
    return dossier.folder / ".cache" / "dossier" / "frames"


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(4))
@settings(
    max_examples=1 + times(1),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    number=st.integers(0, 1 << 28),
    edits=st.lists(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3), max_size=6),
    withholding=st.booleans(),
)
def test_any_edits(
    frames: Path,
    tmp_path_factory: pytest.TempPathFactory,
    record_property: Callable[[str, object], None],
    part: int,
    number: int,
    edits: list[list[Edit]],
    withholding: bool,
) -> None:
    """With spellings at hand, edits of texts are followed in another way than without."""
    record_property("tried", 1 + len(edits))
    with pytest.MonkeyPatch.context() as patch:
        if withholding:
            names = tmp_path_factory.mktemp("names") / "names"
            names.write_text("".join(f"{id_}: Xqwertzu Vbnmkloi\n" for id_ in WITHHELD.values()))
            patch.setenv(VARIABLE, str(names))
        else:
            edits = [[edit for edit in several if edit is not withhold] for several in edits]
        any_edits(frames, tmp_path_factory, 4 * number + part, edits)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.torture) for n in (2, 3, 4))])
def test_what_is_withheld_and_published_again(
    frames: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """Of an actor, a place, an event; with edits of other records, of the same ones, and of accounts between."""
    edits: list[list[Edit]] = [
        [withhold],
        [say_more],
        [withhold, withhold_account],
        [rename],
        [withhold, delete],
    ]
    names = tmp_path_factory.mktemp("names") / "names"
    names.write_text("".join(f"{id_}: Xqwertzu Vbnmkloi\n" for id_ in WITHHELD.values()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(names))
        any_edits(frames, tmp_path_factory, seed, edits)


def test_each_way_of_following_an_edit(frames: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """An edit of a text, of a title, and of which records there are."""
    early = any_edits(frames, tmp_path_factory, 1, [[say_more], [rename], [add, delete]])
    assert len(early) >= 3
    assert min(early) > 50


def any_edits(
    frames: Path, tmp_path_factory: pytest.TempPathFactory, seed: int, edits: list[list[Edit]]
) -> list[int]:
    """Follow the edits; returns how many pages could be drawn early after each, where shells and settings stayed."""
    rng = random.Random(seed)
    dossier = Dossier(tmp_path_factory.mktemp("any") / "it", frames)
    site, clean = dossier.folder / "site", dossier.clean
    dossier.build()
    dossier.save()
    cache = dossier.folder / ".cache" / "dossier"
    live = LiveDossier(load(dossier.folder / "mkdocs.yml"))
    early, first, first_anew = EarlyPages(live, cache), live.state(), dossier.state()
    early_pages = []
    for several in [[], *edits]:
        for edit in several:
            edit(dossier, rng)
        names = [edit.__name__ for edit in several]
        published = last_published(cache)
        pages = [path.relative_to(site).as_posix() for path in site.rglob("index.html")]
        drawn = {name: data for files in early.draw(pages, published) for name, data in files.items()}
        told = difference(first, live.state())
        assert told == difference(first_anew, dossier.state()), names
        built, said = dossier.build()
        said_clean = dossier.build_clean()
        assert said == said_clean, names
        if built:
            found = differences(site, clean)
            assert not found, (names, found[:5])
            if last_published(cache) == published:
                assert [n for n, data in drawn.items() if (site / n).read_bytes() != data] == [], names
                early_pages.append(len(drawn))
        else:
            dossier.restore()
        dossier.save()
    shutil.rmtree(dossier.folder)
    return early_pages

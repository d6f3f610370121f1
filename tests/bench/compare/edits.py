"""What a change costs: dossier with what the build before has left, and Hugo, which begins anew each time."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from compare.measured import measured
from compare.model import Corpus, Run
from compare.ours import DOSSIER

BUILD = [*DOSSIER, "build", "-q"]
NOW = "Written now"


HUNDREDS = 300
"""Pages about that show the name of an actor as popular as one that is renamed."""


class Edits:
    """A built dossier, and Hugo's project of it where there is one."""

    def __init__(self, folder: Path, corpus: Corpus, hugo: tuple[list[str], Path] | None) -> None:
        self.folder, self.hugo = folder, hugo
        articles = corpus.listed("articles")
        self.article = articles[len(articles) // 2].id
        actors = sorted(corpus.listed("actors"), key=lambda record: -len(record.back))
        self.most = actors[0]
        self.popular = min(actors, key=lambda record: abs(len(record.back) - HUNDREDS))
        self.corpus = corpus
        self.count = 0

    def cases(self) -> dict[str, Callable[[], Run]]:
        """What is measured, in this order, by what the table calls it."""
        check, plain = [*DOSSIER, "check"], dict[str, str]()
        found: dict[str, Callable[[], Run]] = {
            "dossier, nothing changed": lambda: measured(BUILD, self.folder, plain),
            "dossier, the whole site from a warm cache": self.restored,
            "dossier, a text edited right after that": self.edited,
            "dossier, one article's text edited": self.edited,
            "dossier, one article's front matter edited": self.annotated,
        }
        for actor in dict.fromkeys((self.popular.id, self.most.id)):
            name = f"dossier, an actor renamed that {len(self.corpus.records[actor].back)} records name"
            found[name] = partial(self.renamed, actor)
        found |= {
            "dossier check": lambda: measured(check, self.folder, plain),
            "dossier check, one article's text edited": self.checked,
            "dossier --help": lambda: measured([*DOSSIER, "--help"], self.folder, plain),
        }
        if self.hugo:
            command, folder = self.hugo
            found["hugo, nothing changed"] = lambda: measured(command, folder, plain)
            found["hugo, one article's text edited"] = lambda: self.edited_hugo(command, folder)
        return found

    def restored(self) -> Run:
        """The site is gone, and what is kept is there."""
        shutil.rmtree(self.folder / "site")
        os.sync()
        run = measured(BUILD, self.folder, {})
        self.demand(self.folder / "site" / "articles" / self.article, "")
        return run

    def checked(self) -> Run:
        """A sentence more, looked at."""
        self.append(self.folder / "content")
        return measured([*DOSSIER, "check"], self.folder, {})

    def annotated(self) -> Run:
        """Another headline, shown wherever the article is named."""
        self.count += 1
        path = self.folder / "content" / "articles" / f"{self.article}.md"
        title = f"Headline number {self.count}"
        path.write_text(
            re.sub(r"^title: .*$", f"title: {title}", path.read_text("utf-8"), count=1, flags=re.M), "utf-8"
        )
        run = measured(BUILD, self.folder, {})
        self.demand(self.folder / "site" / "articles" / self.article, title)
        self.demand(self.folder / "site" / "articles", title)
        return run

    def edited(self) -> Run:
        """A sentence more in an article."""
        self.append(self.folder / "content")
        run = measured(BUILD, self.folder, {})
        self.demand(self.folder / "site" / "articles" / self.article, f"{NOW} {self.count}.")
        return run

    def edited_hugo(self, command: list[str], folder: Path) -> Run:
        """The same, for Hugo."""
        self.append(folder / "content")
        run = measured(command, folder, {})
        self.demand(folder / "public" / "articles" / self.article, f"{NOW} {self.count}.")
        return run

    def append(self, content: Path) -> None:
        """The sentence, another each time."""
        self.count += 1
        with (content / "articles" / f"{self.article}.md").open("a", encoding="utf-8") as file:
            file.write(f"\n{NOW} {self.count}.\n")

    def renamed(self, actor: str) -> Run:
        """Another title, which becomes one more of its names."""
        self.count += 1
        record = self.corpus.records[actor]
        path = self.folder / "content" / "actors" / f"{actor}.md"
        name = f"{record.title} the {self.count}th"
        text = re.sub(r"^title: .*$", f"title: {name}", path.read_text("utf-8"), count=1, flags=re.M)
        path.write_text(text.replace("names:\n", f"names:\n  - {{name: {name}, lang: en}}\n", 1), "utf-8")
        run = measured(BUILD, self.folder, {})
        self.demand(self.folder / "site" / "actors" / actor, name)
        linking = (self.corpus.records[id_] for id_ in record.back)
        showing = next(each for each in linking if f"[[{actor}]]" in each.body)
        self.demand(self.folder / "site" / showing.section / showing.id, name)
        return run

    def demand(self, page: Path, text: str) -> None:
        """A build that misses the edit is not timed."""
        assert text in (page / "index.html").read_text("utf-8"), f"{page.name} does not say “{text}”"

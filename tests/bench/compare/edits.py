"""What a change costs: dossier with what the build before has left, and Hugo, which begins anew each time."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from compare.measured import measured
from compare.model import Corpus, Run
from compare.ours import DOSSIER

BUILD = [*DOSSIER, "build", "-q"]
NOW = "Written now"


class Edits:
    """A built dossier, and Hugo's project of it where there is one."""

    def __init__(self, folder: Path, corpus: Corpus, hugo: tuple[list[str], Path] | None) -> None:
        self.folder, self.hugo = folder, hugo
        articles = corpus.listed("articles")
        self.article = articles[len(articles) // 2].id
        actor = max(corpus.listed("actors"), key=lambda record: len(record.back))
        self.actor, self.name = actor.id, actor.title
        self.count = 0
        linking = [corpus.records[id_] for id_ in actor.back if f"[[{actor.id}]]" in corpus.records[id_].body]
        self.linking = f"{linking[0].section}/{linking[0].id}"
        self.title = f"an actor renamed that {len(actor.back)} records refer to"

    def cases(self) -> dict[str, Callable[[], Run]]:
        """What is measured, in this order, by what the table calls it."""
        found: dict[str, Callable[[], Run]] = {
            "dossier, nothing changed": lambda: measured(BUILD, self.folder, {}),
            "dossier, one article's body edited": self.edited,
            f"dossier, {self.title}": self.renamed,
            "dossier check": lambda: measured([*DOSSIER, "check"], self.folder, {}),
            "dossier --help": lambda: measured([*DOSSIER, "--help"], self.folder, {}),
        }
        if self.hugo:
            command, folder = self.hugo
            found["hugo, nothing changed"] = lambda: measured(command, folder, {})
            found["hugo, one article's body edited"] = lambda: self.edited_hugo(command, folder)
        return found

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

    def renamed(self) -> Run:
        """Another title, which becomes one more of its names."""
        self.count += 1
        path = self.folder / "content" / "actors" / f"{self.actor}.md"
        name = f"{self.name} the {self.count}th"
        text = re.sub(r"^title: .*$", f"title: {name}", path.read_text("utf-8"), count=1, flags=re.M)
        path.write_text(text.replace("names:\n", f"names:\n  - {{name: {name}, lang: en}}\n", 1), "utf-8")
        run = measured(BUILD, self.folder, {})
        self.demand(self.folder / "site" / "actors" / self.actor, name)
        self.demand(self.folder / "site" / self.linking, name)
        return run

    def demand(self, page: Path, text: str) -> None:
        """A build that misses the edit is not timed."""
        assert text in (page / "index.html").read_text("utf-8"), f"{page.name} does not say “{text}”"

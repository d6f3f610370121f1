"""Whole small dossiers: `sites/CASE/content/` is built, and each file below `sites/CASE/expected/` is compared with a page.

`expected/claims/x.txt` is the outline of the page `claims/x/`; `expected/index.txt` that of the front page;
`expected/files/claims.csv` is a file of the site, as it is. `captures/` has the texts from which `content/dossier.lock` is
made; `--accept` writes both. Beside them may stand `case.md` (what the case shows),
`mkdocs.yml`, `withheld.txt` (the spellings that $DOSSIER_WITHHELD would name), and `case.toml`:

    as_of = 2031-05-31                 the day as of which it is built
    absent = ["changes/"]              addresses at which there is no page
    leave_out = ["svg"]                elements that an outline names and does not show
    slots = true                       what the script fills in of citations stands in braces
    embed = true                       the view of Explore for other sites stands behind Explore
    echo = true                        the echoes of claims stand behind their pages, with their pictures
    since = 2031-05-01T00:00:00        when the oldest commit was made that was looked at
    [[changes]]                        what version control says, by the fields of `dossier.model.history`
    of = "dissent"                     another case, whose content this one shows as well
    limits = {entries = [1], rows = 2} what its pages are held to, by the fields of `dossier.render.limits.Limits`
    [[numbered]]                       a file written `count` times: path, text, {n} in both is the number
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, get_type_hints
from unittest.mock import patch

from pydantic import TypeAdapter

from dossier.config import Settings, load
from dossier.formats.text import report_texts
from dossier.leak_check import guard_site
from dossier.model.pages import CARD, ECHO, EMBED, FRONT_CARD, Page, Site
from dossier.pipeline import Checked, as_of, check, compose
from dossier.render.limits import Limits
from dossier.store import withheld
from dossier.store.lock import dump
from dossier.verify import verified
from support.outline import outline
from support.small import MKDOCS_YML

FOLDER = Path(__file__).parents[1] / "sites"


@dataclass(frozen=True)
class SiteCase:
    """A folder below `sites/`."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What `case.toml` says."""
        file = self.folder / "case.toml"
        return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}

    @property
    def limits(self) -> Limits:
        """What the pages of the case are held to."""
        found = dict(self.settings.get("limits", {}))
        return Limits(**{name: tuple(of) if isinstance(of, list) else of for name, of in found.items()})

    @property
    def history(self) -> dict[str, Any]:
        """What version control says of the dossier, as `compose` takes it; empty where the case says nothing of it."""
        if "changes" not in self.settings or "as_of" in self.settings:
            return {}
        wanted = TypeAdapter(get_type_hints(compose)["changes"])
        found = {"changes": self.settings["changes"], "since": self.settings.get("since")}
        return {"changes": wanted.validate_python(found)}

    def expectations(self) -> dict[str, Path]:
        """The files below `expected/`, by their path in it."""
        base = self.folder / "expected"
        return {p.relative_to(base).as_posix(): p for p in sorted(base.rglob("*")) if p.is_file()}

    def write(self, project: Path) -> Settings:
        """Copy the case to a folder of its own."""
        if "of" in self.settings:
            shutil.copytree(FOLDER / self.settings["of"] / "content", project / "content")
        shutil.copytree(self.folder, project, dirs_exist_ok=True)
        if not (project / "mkdocs.yml").is_file():
            (project / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
        for entry in self.settings.get("numbered", ()):
            for n in range(1, entry["count"] + 1):
                target = project / entry["path"].replace("{n}", str(n))
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(entry["text"].replace("{n}", str(n)), encoding="utf-8")
        return load(project / "mkdocs.yml")

    def lock(self, project: Path) -> str:
        """What `dossier lock` makes of the captures of the case."""
        settings = self.write(project)
        done = verified(check(settings), project / "captures", settings)
        return dump((*done.found, *done.kept), done.signed)

    def checked(self, project: Path) -> tuple[Checked, Settings]:
        """The dossier, as of its day; an error in it is an error of the case."""
        settings = self.write(project)
        spellings = project / "withheld.txt"
        names = withheld.load(spellings) if spellings.is_file() else {}
        checked = check(settings, withheld=frozenset(names))
        if checked.failed:
            raise ValueError(
                "\n".join(report_texts([d for d in checked.diagnostics if d.severity == "error"]))
            )
        day = self.settings.get("as_of")
        return (as_of(checked, day) if day else checked), settings

    def build(self, project: Path) -> Site:
        """The whole site; withheld names in it are an error."""
        checked, settings = self.checked(project)
        with patch("dossier.render.renderer.Limits", lambda: self.limits):
            site = compose(checked, settings, **self.history)
        spellings = project / "withheld.txt"
        if spellings.is_file():
            guard_site(site, withheld.load(spellings))
        return site


def cases() -> list[SiteCase]:
    return [SiteCase(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()]


def address_of(expectation: str) -> str:
    """The address of the page that a file below `expected/` is about."""
    address = expectation.removesuffix(".txt").removesuffix("index").removesuffix("/")
    return f"{address}/" if address else ""


def shown(page: Page, case: SiteCase) -> str:
    """What an expectation says of a page."""
    head = "".join(
        f"head: {_of_head(line)}\n" for line in page.head.replace("><", ">\n<").split("\n") if line
    )
    # Of most pages the outline has it, where the page says how to cite it.
    version = f"version: {page.version}\n" if page.version not in page.body else ""
    beside, drawn = [], []
    for name, text in page.beside:
        beside.append(f"beside: {name}\n")
        if isinstance(text, bytes):
            continue
        if name == EMBED:
            if case.settings.get("embed"):
                before, _, body = text.partition("<body")
                named = re.findall(
                    r"<!doctype html>|<html lang.*? dir=\S+|<title>.*</title>|<(?:link|script) [^>]*>", before
                )
                drawn.append(
                    "\n".join(
                        [f"--- {name}", *named, outline(body.partition(">")[2].partition("</body>")[0])]
                    )
                )
            continue
        if name in (ECHO, CARD, FRONT_CARD):
            if case.settings.get("echo"):
                body = text.partition("<body")[2].partition(">")[2] if name == ECHO else text
                head_ = []
                if name == ECHO:
                    head_ = [text.partition("<meta")[0], *re.findall(r"<title>.*</title>|<link [^>]*>", text)]
                    # What `echo.css` shows and hides, and by which button; tests/browser/test_claim_echo.py goes through it.
                    head_.append(
                        " ".join(re.findall(r'(?:id|for)="day-[^"]*"|(?:from|only)-[^" ]*(?=")', text))
                    )
                drawn.append("\n".join([f"--- {name}", *head_, outline(body.partition("</body>")[0])]))
            continue
        if not name.endswith(".json"):
            beside.append(f"  {text[:60]} ... {text[-20:]!r}\n")
        lists = json.loads(text) if name.endswith(".json") else {}
        beside += [f"  {key}: {json.dumps(of, ensure_ascii=False)}\n" for key, of in lists.items()]
    return (
        f"title: {page.title}\ndescription: {page.description}\nsection: {page.section or '-'}\n{version}"
        f"{head}{''.join(beside)}---\n{_outline(page, case)}"
        f"{''.join(drawn)}"
    )


def _outline(page: Page, case: SiteCase) -> str:
    return outline(page.body, case.settings.get("leave_out", ()), slots=bool(case.settings.get("slots")))


def _of_head(line: str) -> str:
    """A line of the head; structured data with a property a line, and what every page has in common left out."""
    found = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', line)
    if not found:
        return line
    node = json.loads(found[1])
    if node.get("@context") != "https://schema.org":
        return line
    parts = node.pop("@graph", [node])
    return "\nhead: ".join(
        f"{part['@type']}"
        + "".join(
            f"\n  {key}: {json.dumps(of, ensure_ascii=False)}"
            for key, of in part.items()
            if key not in ("@type", "@context")
        )
        for part in parts
    )

"""Small dossiers, written to a folder and compiled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from dossier.config import Settings, load
from dossier.formats.text import report_texts
from dossier.model.pages import Page
from dossier.pipeline import Checked, check, compose
from support.casefile import Written

MKDOCS_YML = "site_name: A small dossier\ndocs_dir: content\ntheme: {name: material, font: false}\nplugins: [dossier]\n"


class Small:
    """A dossier in a folder of its own."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.content = project / "content"

    def write(self, files: Mapping[str, str | bytes] | Iterable[Written] = ()) -> Settings:
        """Add files, by their path in the project; `mkdocs.yml` is there anyway."""
        self.content.mkdir(parents=True, exist_ok=True)
        (self.project / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
        if isinstance(files, Mapping):
            for path, text in files.items():
                target = self.project / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(text if isinstance(text, bytes) else text.encode())
        else:
            for file in files:
                file.write(self.project)
        return load(self.project / "mkdocs.yml")

    def check(self, files: Mapping[str, str | bytes] | Iterable[Written] = ()) -> Checked:
        """Write the files and compile the whole."""
        return check(self.write(files))

    def report_texts(self, files: Mapping[str, str | bytes] | Iterable[Written] = ()) -> str:
        """What `dossier check` says of it, one text."""
        return "".join(f"{text}\n" for text in report_texts(self.check(files).diagnostics))

    def pages(self, checked: Checked) -> tuple[Page, ...]:
        """Every page of a dossier without errors."""
        return compose(checked, load(self.project / "mkdocs.yml")).pages

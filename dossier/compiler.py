"""The pipeline: one call a stage, readable from top to bottom. Nobody else knows the order."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.config import Settings
from dossier.diagnostics import Diagnostic, Report
from dossier.export import export
from dossier.link import link
from dossier.lint import lint
from dossier.model.corpus import Corpus
from dossier.model.pages import Page, Site
from dossier.read import locate, read
from dossier.render import render


@dataclass(frozen=True, slots=True)
class Checked:
    """The content read, linked and judged."""

    corpus: Corpus
    diagnostics: tuple[Diagnostic, ...]

    @property
    def failed(self) -> bool:
        """True when an error forbids publishing."""
        return any(d.severity == "error" for d in self.diagnostics)


def check(settings: Settings) -> Checked:
    """Read, link and judge the content: everything that can be wrong with it is found here."""
    report = Report()
    documents, images = read(settings, report)
    corpus = link(documents, images, report)
    lint(corpus, report)
    return Checked(corpus, report.resolved(locate({d.path: d.text for d in documents})))


def compose(corpus: Corpus, settings: Settings) -> Site:
    """Draw a dossier that has no errors: pages, assets, exports."""
    pages, files = render(corpus, settings)
    files |= export(corpus, pages, settings)
    ordered: list[Page] = sorted(pages, key=lambda page: page.address)
    return Site(tuple(ordered), dict(sorted(files.items())))

"""The releases of the dossier: a list of them, and for each a page of what changed in the evidence before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from dossier.model.differences import Difference
from dossier.model.figures import counted
from dossier.model.pages import Page
from dossier.model.silence import silence
from dossier.model.wording import headline
from dossier.render.differences import difference_line
from dossier.render.html import Links, filled
from dossier.render.renderer import Renderer

ADDRESS = "releases/"
LEAD = "States of the dossier that have a name, the newest first: cite one to cite what stays as it is."
GROUPS: tuple[tuple[str, str], ...] = (
    ("weaker", "What weakened"),
    ("stronger", "What strengthened"),
    ("neutral", "What else changed"),
)
"""What a release did to the evidence, what weakened it first."""
WITHDRAWN = ("retired", "removed")


def pages(renderer: Renderer) -> Iterator[Page]:
    """The list of releases and their pages; none without a release."""
    releases = renderer.corpus.releases
    if not releases:
        return
    hidden = silence(renderer.corpus)
    shown = {
        release.version: [
            hidden.of(each.difference) for each in release.changes if not hidden.hides(each.difference)
        ]
        for release in releases
    }
    yield renderer.page(
        "releases.html",
        ADDRESS,
        "Releases",
        LEAD,
        section=ADDRESS,
        lead=LEAD,
        releases=[(release, headline(shown[release.version])) for release in reversed(releases)],
    )
    for before, release in zip((None, *releases), releases, strict=False):
        changes = shown[release.version]
        title = f"Release {release.version}"
        links = renderer.links("../..")
        yield renderer.page(
            "release.html",
            release.address,
            title,
            release.summary or f"{title}, {release.date.wording}",
            section=ADDRESS,
            release=release,
            before=before,
            withdrawn=[_withdrawn(links, d) for d in changes if d.kind in WITHDRAWN],
            groups=[
                (name, lines)
                for weight, name in GROUPS
                if (lines := [_line(links, d) for d in _of_weight(changes, weight)])
            ],
            others=int(release.others) if release.others else 0,
            headline=headline(changes),
        )


def _of_weight(changes: Sequence[Difference], weight: str) -> list[Difference]:
    return [d for d in changes if d.kind not in WITHDRAWN and d.explained.weight == weight]


def _withdrawn(links: Links, d: Difference) -> Markup:
    """What is gone: by its tombstone, which says why, where it has one."""
    retired = next((entry for entry in links.corpus.retired if entry.id == d.id), None)
    if retired is None:
        return difference_line(d, links)
    href, id_, reason = links.to(retired.address), retired.id, retired.reason
    return filled('<a href="{}"><code>{}</code></a>, withdrawn: <bdi>{}</bdi>', href, id_, reason)


def _line(links: Links, d: Difference) -> Markup:
    """A difference, and the articles that it follows from."""
    line = difference_line(replace(d, because=()), links)
    articles = [cause.article for cause in d.because]
    if not articles:
        return line
    causes = [links.named(id_) for id_ in articles if id_ in links.corpus.records]
    if gone := len(articles) - len(causes):
        causes.append(Markup(f"{counted(gone, 'article')} no longer here"))
    return line + Markup("; because of ") + Markup(", ").join(causes)

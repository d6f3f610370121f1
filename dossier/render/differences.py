"""A difference between two states as a line of a page."""

from __future__ import annotations

from markupsafe import Markup

from dossier.model.differences import Difference
from dossier.model.wording import sentence
from dossier.render.html import Links, escaped


def difference_line(d: Difference, links: Links, *, named: bool = True) -> Markup:
    """A difference as a sentence, after a link to its record; without it on that record's own page."""
    records = links.corpus.records

    def name(text: str) -> str:
        return str(links.record(text)) if text in records else f"<bdi>{escaped(text)}</bdi>"

    said = Markup(sentence(d, links.corpus, name, lambda text: f"<bdi>{escaped(text)}</bdi>"))
    if not named:
        return Markup(said.removeprefix(": "))
    # An article is linked by its headline, after its outlet.
    record = links.named(d.id) if d.id in records else Markup(f"<code>{escaped(d.id)}</code>")
    return record + said

"""Links to records and citations, parsed from their written forms: `[[id|shown text]]`, `[@id, ¶ 3; @other]`."""

from __future__ import annotations

from dossier.model.markup import CITATION, LINK, Mark

LINK_FORM = r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]"
CITATION_FORM = r"\[(@[^\[\]]+)\]"


def link(written: str, id_: str, shown: str | None) -> Mark:
    """The mark of a link; the other values are the groups of its form."""
    return LINK, id_.strip(), " ".join((shown or "").split()), written


def citation(written: str, cited: str) -> Mark | None:
    """The mark of a citation; None where it names no ids."""
    items = tuple(map(_item, cited.split(";")))
    return (CITATION, items, written) if all(items) else None


def _item(written: str) -> tuple[str, str] | None:
    """`@id, ¶ 3` as id and locator; None if it has another form."""
    id_, _, locator = written.strip().partition(",")
    id_ = id_.strip()
    whole = id_.startswith("@") and len(id_) > 1 and "@" not in id_[1:] and len(id_.split()) == 1
    return (id_[1:], locator.strip()) if whole else None

"""Splits an index into pages: `articles/`, `articles/page/2/`, and so on; no record has such an address."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from markupsafe import Markup

from dossier.model.pages import Page
from dossier.render.html import Links
from dossier.render.limits import fits
from dossier.render.renderer import Renderer, root_of

T = TypeVar("T")
Values = Callable[[Links, Sequence[T], bool], dict[str, Any]]
"""The template's values for some of the items, given whether they are the first, with links of their page."""
_PLACE = "<!--paging-->"
"""Stands in for the links to the other pages until their number is known."""


def paged(
    renderer: Renderer,
    template: str,
    address: str,
    title: str,
    description: str,
    items: Sequence[T],
    values: Values[T],
    section: str | None = None,
) -> Iterator[Page]:
    """The pages of `items`, some on each; one page for few items, or none."""
    limits = renderer.limits
    todo = deque(items[at : at + limits.rows] for at in range(0, len(items) or 1, limits.rows))
    pages: list[tuple[Page, int]] = []
    while todo:
        some, number = todo.popleft(), len(pages) + 1
        here = f"{address}page/{number}/" if pages else address
        page = renderer.page(
            template,
            here,
            f"{title}, page {number}" if pages else title,
            description,
            section=address if section is None else section,
            # Of several items half are shown on another page before the lists within them are cut any shorter.
            lengths=limits.entries[: 1 if len(some) > 1 else None],
            paging=Markup(_PLACE),
            **values(renderer.links(root_of(here)), some, not pages),
        )
        if len(some) > 1 and not fits(page.body, page.contents, limits.body_bytes):
            todo.extendleft((some[len(some) // 2 :], some[: len(some) // 2]))
        else:
            pages.append((page, len(some)))
    begin = 0
    for number, (page, size) in enumerate(pages, 1):
        listed = ""
        if len(pages) > 1:
            listed = renderer.environment.get_template("paging.html").render(
                links=renderer.links(root_of(page.address)),
                address=address,
                number=number,
                pages=len(pages),
                first=begin + 1,
                last=begin + size,
                every=len(items),
            )
        begin += size
        yield replace(page, body=page.body.replace(_PLACE, listed))

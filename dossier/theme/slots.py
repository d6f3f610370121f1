"""The parts of a page that vary within its shell, as finished HTML. Independent of the engine.

Material's templates do not escape: text of contributors reaches them escaped.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from dossier.model.pages import FRONT_PICTURE, PICTURE, Heading, Page
from dossier.model.prose import ended


@dataclass(frozen=True, slots=True)
class Slots:
    """What fills a page's shell: finished HTML, or text escaped for an attribute."""

    title: str
    heading: str
    description: str
    canonical: str
    edit: str
    head: str
    body: str
    contents: str


def slots_of(page: Page, site_name: str, site_url: str, edit_base: str) -> Slots:
    """The slots of a page; `site_url` and `edit_base` end in a slash or are empty."""
    title = page.title if not page.address or not page.title else f"{page.title} - {site_name}"
    return Slots(
        title=escape(title),
        heading=escape(page.title),
        description=escape(page.description),
        canonical=escape(site_url + quote(page.address)) if site_url else "",
        edit=escape(edit_base + quote(page.source)) if edit_base and page.source else "",
        head=_open_graph(page, site_name, site_url) + page.head,
        body=page.body,
        contents=_contents(page.contents),
    )


def _open_graph(page: Page, site_name: str, site_url: str) -> str:
    """What other sites show of a page that somebody shares (ogp.me): its title, its description and its picture."""
    said = [
        ("og:title", page.title),
        ("og:description", page.description),
        ("og:site_name", site_name),
        ("og:type", "article" if page.source else "website"),
    ]
    if site_url:
        said.append(("og:url", site_url + quote(page.address)))
    picture = next((name for name, _ in page.beside if name in (PICTURE, FRONT_PICTURE)), "")
    if site_url and picture:
        said += [
            ("og:image", f"{site_url}{quote(page.address)}{picture}"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", f"{ended(page.title)} {page.description}"),
        ]
    tags = "".join(f'<meta property="{name}" content="{escape(text)}">' for name, text in said if text)
    return tags + '<meta name="twitter:card" content="summary_large_image">'


def _contents(headings: tuple[Heading, ...]) -> str:
    return "".join(_entry(heading) for heading in headings)


def _entry(heading: Heading) -> str:
    title = escape(heading.title)
    link = (
        f'<li class="md-nav__item"><a href="#{escape(heading.anchor)}" class="md-nav__link">'
        f'<span class="md-ellipsis">{title}</span></a>'
    )
    if heading.children:
        inner = _contents(heading.children)
        link += f'<nav class="md-nav" aria-label="{title}"><ul class="md-nav__list">{inner}</ul></nav>'
    return link + "</li>\n"

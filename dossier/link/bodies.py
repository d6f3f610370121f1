"""Links, citations and images in the text of a record: checked, and listed by what they lead to."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from dossier.diagnostics import Report, Spot, did_you_mean
from dossier.model.checks import Malformed
from dossier.model.headings import anchors
from dossier.model.locators import Locator
from dossier.model.parts import Body, Kind

if TYPE_CHECKING:
    from markdown_it.token import Token


_WRITTEN = re.compile(r"\[\[[^\[\]\n]+\]\]|\[[@^][^\[\]]+\]")
"""What may stand in code as well, and leads nowhere there."""
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")


class BodyChecker:
    """Checks the texts of records against everything there is to link to."""

    def __init__(
        self,
        kinds: Mapping[str, Kind],
        files: Mapping[str, str],
        images: Sequence[str],
        bodies: Mapping[str, tuple[str, Body]],
    ) -> None:
        self.kinds = kinds
        self.files = files
        """Paths within the content folder → ids."""
        self.images = frozenset(images)
        self.bodies = bodies
        """Paths within the content folder → the path in the project, and the text."""

    def check(self, path: str, body: Body, inside: str, report: Report) -> None:
        """Report what leads nowhere in `body`, the text of the file `path`, `inside` the content folder."""
        for label in body.unused_footnotes:
            spot = Spot(path, text=f"[^{label}]:", lines=(body.line, body.line + body.text.count("\n") + 1))
            report.warning(
                "broken-link",
                spot,
                f'nothing leads to the footnote "{label}"',
                f"write [^{label}] where it belongs",
            )
        for spot, token in _tokens(path, body):
            if token.type == "record_link":
                self._record_link(token, spot, report)
            elif token.type == "citation":
                self._citation(token, spot, report)
            elif token.type == "link_open":
                self._link(str(token.attrs.get("href", "")), path, body, inside, spot, report)
            elif token.type == "text":
                hint = "write the footnote on a line of its own: [^name]: and its text"
                report.error("broken-link", spot, f'no footnote "{spot.text}"', hint)
            elif token.type == "image":
                self._image(str(token.attrs.get("src", "")), inside, spot, report)

    def _record_link(self, token: Token, spot: Spot, report: Report) -> None:
        target = token.meta["id"]
        if target not in self.kinds:
            hint = did_you_mean(target, self.kinds) or "a link in double brackets names a record's id"
            report.error("unknown-id", spot, f'no record "{target}"', hint)

    def _citation(self, token: Token, spot: Spot, report: Report) -> None:
        for target, locator in token.meta["items"]:
            kind = self.kinds.get(target)
            if kind is None:
                articles = [id_ for id_, of in self.kinds.items() if of == "article"]
                hint = did_you_mean(target, articles) or "a citation names an article's id"
                report.error("unknown-citation", spot, f'no article "{target}"', hint)
            elif kind != "article":
                report.error(
                    "wrong-kind",
                    spot,
                    f'"{target}" is a record of kind {kind}; only articles are cited',
                    f"[[{target}]] links it",
                )
            if locator:
                try:
                    Locator.parse(locator)
                except Malformed as wrong:
                    report.error(wrong.code, spot, wrong.message, wrong.hint)

    def _link(self, href: str, path: str, body: Body, inside: str, spot: Spot, report: Report) -> None:
        parts = urlsplit(href)
        if parts.scheme in ("http", "https"):
            return
        if parts.scheme or parts.netloc or href.startswith("/"):
            hint = "write an address that begins with https://, a path to a file such as ../actors/hts.md, or [[id]]"
            report.error(
                "broken-link", spot, f'"{href}" is neither a web address nor a file of the dossier', hint
            )
            return
        target: tuple[str, Body] | None = (path, body)
        if parts.path:
            file = resolved(parts.path, inside)
            if file in self.images:
                return
            if file not in self.files:
                hint = did_you_mean(file, self.files, 0.8) or "the path begins at the file it stands in"
                report.error("broken-link", spot, f'no file "{file}" in the content folder', hint)
                return
            target = self.bodies.get(file)
        if parts.fragment and target is not None:
            where, text = target
            known = anchors(text)
            if parts.fragment not in known:
                hint = did_you_mean(parts.fragment, known) or (
                    f"it has {', '.join(f'#{anchor}' for anchor in known[:8])}"
                    if known
                    else "it has no headings"
                )
                report.error("broken-link", spot, f'no heading "#{parts.fragment}" in {where}', hint)

    def _image(self, src: str, inside: str, spot: Spot, report: Report) -> None:
        parts = urlsplit(src)
        if parts.scheme or parts.netloc:
            hint = "save the picture in the content folder, if its licence allows, and name its path"
            report.error("remote-image", spot, f'the image comes from "{parts.netloc or parts.scheme}"', hint)
        elif resolved(parts.path, inside) not in self.images:
            hint = (
                did_you_mean(resolved(parts.path, inside), self.images)
                or "PNG, JPEG, GIF, WebP and AVIF are published"
            )
            report.error(
                "broken-link", spot, f'no image "{resolved(parts.path, inside)}" in the content folder', hint
            )


def resolved(path: str, inside: str) -> str:
    """A relative link of the file `inside` the content folder, as a path within that folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(inside), unquote(path)))


def _tokens(path: str, body: Body) -> Iterator[tuple[Spot, Token]]:
    """Every inline token that leads somewhere, with its place."""
    seen: Counter[tuple[int, str]] = Counter()
    for block in body.tokens:
        if block.type != "inline":
            continue
        # A term's map ends where it begins; a footnote written in the line has none.
        first, last = block.map or (0, body.text.count("\n") + 1)
        last = max(last, first + 1)
        for token in _flat(block.children or ()):
            lines = (body.line + first, body.line + last)
            if token.type == "text":
                # A footnote that nobody wrote stays the text it is.
                for name in _FOOTNOTE.findall(token.content):
                    if f"\\{name}" not in block.content:
                        yield Spot(path, text=name, lines=lines, nth=seen[first, name]), token
                        seen[first, name] += 1
                continue
            if token.type == "code_inline":
                seen.update((first, written) for written in _WRITTEN.findall(token.content))
                continue
            if token.type in ("record_link", "citation"):
                text = str(token.meta["raw"])
            elif token.type in ("link_open", "image"):
                text = str(token.attrs.get("href" if token.type == "link_open" else "src", ""))
                text = text if text in block.content else unquote(text)
            else:
                continue
            yield Spot(path, text=text, lines=lines, nth=seen[first, text]), token
            # By line, not by block: the cells of a table's row are blocks of their own.
            seen[first, text] += 1


def _flat(children: Sequence[Token]) -> Iterator[Token]:
    for child in children:
        yield child
        if child.children:
            yield from _flat(child.children)

"""Links, citations and images in bodies: checked, and indexed by their targets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from dossier.diagnostics import Report, Spot, did_you_mean
from dossier.model.checks import Malformed
from dossier.model.headings import anchors
from dossier.model.locators import Locator
from dossier.model.markup import (
    ADDRESS,
    CITATION,
    CODE,
    IMAGE,
    LINK,
    LOST,
    Mark,
    Part,
    linked_file,
    one_spelling,
)
from dossier.model.parts import Body, Kind
from dossier.model.prose import prose_of

_WRITTEN = re.compile(r"\[\[[^\[\]\n]+\]\]|\[[@^][^\[\]]+\]")
"""Forms of links that may also occur in code, where they are none."""
_LEADING = frozenset({LINK, CITATION, ADDRESS, IMAGE, LOST})
"""Parts with a target. The last member of each is how it is written."""


class BodyChecker:
    """Checks the links of bodies against everything that can be linked."""

    def __init__(
        self,
        kinds: Mapping[str, Kind],
        files: Mapping[str, str],
        images: Sequence[str],
        body_of: Callable[[str], tuple[str, Body] | None],
        unpublished: Container[str] = frozenset(),
    ) -> None:
        self.kinds = kinds
        self.unpublished = unpublished
        """The ids of the records that have no page."""
        self.files = files
        """Ids by path within the content folder."""
        self.images = frozenset(one_spelling(path) for path in images)
        self.body_of = body_of
        """The path in the project and the body, by path within the content folder."""

    def check(self, path: str, body: Body, inside: str, report: Report) -> None:
        """Report the broken links in `body`, of the file `path`, which is `inside` the content folder."""
        for label in body.unused_footnotes:
            spot = Spot(path, text=f"[^{label}]:", lines=(body.line, body.line + body.text.count("\n") + 1))
            report.warning(
                "broken-link",
                spot,
                f'nothing leads to the footnote "{label}"',
                f"write [^{label}] where it belongs",
            )
        spots: list[Spot] = []
        for number, part in enumerate(_leading(body)):
            if self._is_right(part):
                continue
            # Places are worked out for the few texts in which something has to be looked at.
            spots = spots or list(_spots(path, body))
            spot = spots[number]
            if part[0] == LINK:
                self._record_link(part[1], spot, report)
            elif part[0] == CITATION:
                self._citation(part[1], spot, report)
            elif part[0] == ADDRESS:
                self._link(part[1], path, body, inside, spot, report)
            elif part[0] == LOST:
                hint = "write the footnote on a line of its own: [^name]: and its text"
                report.error("broken-link", spot, f'no footnote "{spot.text}"', hint)
            elif part[0] == IMAGE:
                self._image(part[1], inside, spot, report)

    def _is_right(self, part: Mark) -> bool:
        """True if a part is valid by a quick check."""
        if part[0] == LINK:
            return part[1] in self.kinds and part[1] not in self.unpublished
        if part[0] == CITATION:
            return all(
                self.kinds.get(id_) == "article" and (not locator or _is_locator(locator))
                for id_, locator in part[1]
            )
        return part[0] == ADDRESS and str(part[1]).startswith(("https://", "http://"))

    def _record_link(self, target: str, spot: Spot, report: Report) -> None:
        if target not in self.kinds:
            hint = did_you_mean(target, self.kinds) or "a link in double brackets names a record's id"
            report.error("unknown-id", spot, f'no record "{target}"', hint)
        elif target in self.unpublished:
            self._unpublished(target, spot, report)

    def _unpublished(self, target: str, spot: Spot, report: Report) -> None:
        hint = "write the sentence without the link, in words that say no more than is published"
        report.error("unpublished-link", spot, f'"{target}" is not published, and cannot be linked', hint)

    def _citation(self, items: Sequence[tuple[str, str]], spot: Spot, report: Report) -> None:
        for target, locator in items:
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
            hint = "write an address that begins with https://, a path to a file such as ../places/quay-town.md, or [[id]]"
            report.error(
                "broken-link", spot, f'"{href}" is neither a web address nor a file of the dossier', hint
            )
            return
        target: tuple[str, Body] | None = (path, body)
        if parts.path:
            file = linked_file(parts.path, inside)
            if file in self.images:
                return
            if file not in self.files:
                hint = did_you_mean(file, self.files, 0.8) or "the path begins at the file it stands in"
                report.error("broken-link", spot, f'no file "{file}" in the content folder', hint)
                return
            if self.files[file] in self.unpublished:
                self._unpublished(self.files[file], spot, report)
                return
            target = self.body_of(file)
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
        elif linked_file(parts.path, inside) not in self.images:
            hint = (
                did_you_mean(linked_file(parts.path, inside), self.images)
                or "PNG, JPEG, GIF, WebP and AVIF are published"
            )
            report.error(
                "broken-link",
                spot,
                f'no image "{linked_file(parts.path, inside)}" in the content folder',
                hint,
            )


@lru_cache(maxsize=1 << 14)
def _is_locator(text: str) -> bool:
    try:
        Locator.parse(text)
    except Malformed:
        return False
    return True


def _leading(body: Body) -> Iterator[Mark]:
    """Every part with a target, in order."""
    for _, _, parts in prose_of(body.blocks):
        for part in _flat(parts):
            if part[0] in _LEADING:
                yield part


def _spots(path: str, body: Body) -> Iterator[Spot]:
    """The place of each of them."""
    seen: Counter[tuple[int, str]] = Counter()
    for _, lines, parts in prose_of(body.blocks):
        # A term's lines end where it begins; a footnote written in the line has none.
        first, last = lines or (0, body.text.count("\n") + 1)
        last = max(last, first + 1)
        for part in _flat(parts):
            if part[0] == CODE:
                seen.update((first, written) for written in _WRITTEN.findall(part[2]))
            elif part[0] in _LEADING:
                written = part[-1]
                yield Spot(
                    path,
                    text=written,
                    lines=(body.line + first, body.line + last),
                    nth=seen[first, written],
                )
                # By line, not by block: the cells of a table's row are blocks of their own.
                seen[first, written] += 1


def _flat(parts: Sequence[Part]) -> Iterator[Mark]:
    """The parts that are no plain text; after a picture those of its alternative text."""
    for part in parts:
        if isinstance(part, str):
            continue
        yield part
        if part[0] == IMAGE:
            yield from _flat(part[3])

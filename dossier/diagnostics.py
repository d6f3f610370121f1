"""Diagnostics: a code, a place in an author's text, what is wrong, what to write instead.

Stages add to a `Report` and go on; nothing here prints. A place is given as a `Spot` (a key in the front matter, or a
piece of text in the body) and becomes a line and a column only when it is reported (docs/decisions/0011).
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a content file, before its line is computed."""

    path: str
    """The file, relative to the project directory, with forward slashes."""
    keys: tuple[str | int, ...] = ()
    """The path of keys in the front matter: `("actors", "olga-vintner", "named", 0)`. Empty: the file, or its body."""
    on_key: bool = False
    """True if the key itself is at fault, not its value."""
    text: str = ""
    """A piece of the body, as written."""
    lines: tuple[int, int] | None = None
    """The lines of the file that contain `text`, counted from 0, end excluded."""
    nth: int = 0
    """Which occurrence of `text` within `lines`, counted from 0."""
    inner: str = ""
    """A part of a front matter value to point at, if the complete value is too much."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file: `line` and `column` count from 1; `source` is the complete line."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault of the content."""

    code: str
    severity: Severity
    at: Spot | Span
    message: str
    hint: str = ""


UNQUOTED = ("comment-in-text", "title-not-initials", "withheld-names-missing", "withheld-words-present")
"""Errors whose line contains what must not be published: the line is not shown, for the output of CI is public."""
UNFINISHED = (
    "assertion-failed",
    "placeholder-left",
    "quote-not-verified",
    "unconfirmed",
    "unsupported-claim",
)
"""Errors that a draft may have."""


def forbidden(diagnostics: Iterable[Diagnostic], *, draft: bool = False) -> bool:
    """True if an error forbids publishing; with `draft`, if one forbids even a preview."""
    return any(d.severity == "error" and not (draft and d.code in UNFINISHED) for d in diagnostics)


class Report:
    """Collects diagnostics; every stage gets one as its last argument."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []

    def error(self, code: str, at: Spot | Span, message: str, hint: str = "") -> None:
        """Add an error: nothing will be published."""
        self._add(Diagnostic(_known(code), "error", at, message, hint))

    def warning(self, code: str, at: Spot | Span, message: str, hint: str = "") -> None:
        """Add a warning: the site is published all the same."""
        self._add(Diagnostic(_known(code), "warning", at, message, hint))

    def again(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add earlier diagnostics that are still valid."""
        self._found += diagnostics

    def _add(self, diagnostic: Diagnostic) -> None:
        self._found.append(diagnostic)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def resolved(self, locate: Callable[[Spot], Span]) -> tuple[Diagnostic, ...]:
        """All diagnostics with their lines, in the order of files, without duplicates."""
        placed = {
            Diagnostic(d.code, d.severity, _placed(d, locate), d.message, d.hint): None for d in self._found
        }
        return in_order(placed)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics with their lines, in the order of files, lines and columns."""
    return tuple(sorted(diagnostics, key=_position))


def _placed(d: Diagnostic, locate: Callable[[Spot], Span]) -> Span:
    at = locate(d.at) if isinstance(d.at, Spot) else d.at
    return replace(at, source="") if d.severity == "error" and d.code in UNQUOTED else at


def _position(d: Diagnostic) -> tuple[str, int, int, str, str]:
    assert isinstance(d.at, Span)
    return (d.at.path, d.at.line, d.at.column, d.code, d.message)


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """A hint with the nearest of `known`; empty if none is as near as `cutoff` (difflib's ratio, 0 to 1)."""
    candidates = sorted(known)
    nearest = difflib.get_close_matches(word, candidates, n=1, cutoff=cutoff)
    if not nearest and len(word) > 2:  # "al-jolani" for "abu-mohammad-al-jolani"
        nearest = sorted((name for name in candidates if f"-{word}-" in f"-{name}-"), key=len)
    if not nearest:
        return ""
    odd = [c for c in word if not c.isascii() and not unicodedata.name(c, "").startswith("LATIN")]
    odd = odd[:1] if nearest[0].isascii() and len(odd) < len(word) / 2 else []
    told = (f'; "{c}" is {unicodedata.name(c, "a character")} (U+{ord(c):04X})' for c in odd)
    return f'did you mean "{nearest[0]}"?{"".join(told)}'


def _known(code: str) -> str:
    if code not in CODES:
        raise KeyError(f"no diagnostic is called {code!r}")
    return code


CODES: dict[str, str] = {
    # files and front matter
    "not-utf8": "A content file is text in UTF-8. Save it again in that encoding.",
    "too-large": "A content file holds at most 1 MB, its front matter 256 KB, a title 1,000 characters; they nest 32 deep.",
    "outside-tree": "A link in the content folder leads out of it. Everything that is published lies inside.",
    "unexpected-file": "The content folder holds records (.md), retired.yml, dossier.lock and images; nothing else is read.",
    "conflict-marker": "A merge left a conflict in a file: both versions would be published, and the marks between them.",
    "yaml-syntax": "The front matter between the two '---' lines is not valid YAML.",
    "duplicate-key": "A mapping has the same key twice, and YAML would silently drop one of the two.",
    "comment-behind-text": "A # behind a text without quotation marks begins a comment: what follows is silently not read.",
    "yaml-alias": "YAML anchors, aliases and tags are not used: they hide what a record says, and can be made to explode.",
    "unknown-key": "The record has a key that its kind does not know.",
    "missing-key": "The record lacks a key that its kind requires.",
    "wrong-type": "A value is a text where a list or a mapping belongs, or the other way round.",
    "bad-value": "A value is not one of those that this key allows.",
    "bad-date": "Dates are EDTF (ISO 8601-2): 2019, 2019-05, 2019-05-14, 2019-05~, 2019-06-02.., 2019-05-14/2019-06-02.",
    "bad-url": "Addresses are absolute and begin with http:// or https://.",
    "bad-coordinates": "Coordinates are WGS 84 decimal degrees, latitude from -90 to 90, longitude from -180 to 180.",
    "unknown-language": "Languages are BCP 47 tags: en, ar, tr, ru, ku, zh-Hans.",
    # identity
    "bad-id": "A record's id is its file's name: lower-case letters, digits and single hyphens, 80 characters at most.",
    "duplicate-id": "Two files have the same id. An id is unique in the whole dossier, whatever the kind or sub-folder.",
    "unknown-id": "A record refers to an id that no file has.",
    "wrong-kind": "A record refers to a record of a kind that does not belong there.",
    # bodies
    "empty-body": "The record has front matter and nothing below it. Say in a sentence or more what it is.",
    "page-too-large": "A page holds at most 1 MB. A text that comes to more once it is drawn is split into several records.",
    "unknown-citation": "A citation names no article of the dossier.",
    "bad-locator": "A locator is '¶ 3', 'para 3', 'p. 4', '§ 2', '12:30' or 'headline'.",
    "broken-link": "A link in the text leads nowhere: no such file, heading or footnote.",
    "remote-image": "An image is fetched from another host. Put it into the content folder: no page calls a third party.",
    # editorial rules
    "placeholder-left": "A skeleton's words in capitals are still there. They would be published as they are.",
    "unconfirmed": "A value was guessed by 'dossier add', or its source has changed since, and nobody has confirmed it.",
    "orphan-record": "Nothing in the dossier leads to this record.",
    "comment-in-text": "A comment stands in a text, where it would be published. It may name whom the dossier protects.",
    "malformed-link": "A text contains what is nearly a link, a citation or a footnote's mark, and is shown as it stands.",
    "link-in-front-matter": "Links and citations are read in bodies only. In the front matter they are shown as they stand.",
    "unlinked-name": "The text names a record of the dossier without linking it.",
    "title-not-a-name": "An actor's or place's title is the preferred name: the first under 'names'.",
    # evidence
    "circular-reference": "Editions, controllers or places refer to one another in a ring; each has to lead to an end.",
    "circular-sourcing": "Articles rest on one another in a ring. A chain ends somewhere, or where it ends is unknown.",
    "rests-on-silent-source": "An account rests on an article that has no account of the same claim. Nothing is inherited.",
    "missing-speaker": "An account that reports somebody's word says whose: by, or the claim's speaker.",
    "missing-value": "An account that differs says what it gives instead: value.",
    "unreadable-picture": "A file with the name of an image is none, is cut off, or has more pixels than can be shown.",
    "unsupported-claim": "No article asserts or reports the claim.",
    "outlet-is-no-origin": "A chain ends in an outlet that has the claim from elsewhere, or in one that names no outlet.",
    "origin-in-office": "A claim counts a person and the body that the person held office in as two independent origins.",
    "undeclared-origin": "Nothing says what an account rests on: its origin is unknown. Nothing is inherited in silence.",
    "same-text": "Two articles share most of their text, and neither says whose it is. They count as one origin at most.",
    "texts-not-compared": "The lock has no signature of some articles' captures: same texts among them are not found.",
    "speaker-not-named": "An account's speaker is not among the actors that its article names.",
    "participant-without-role": "The subject of a contradicted claim takes part in its event, and it is not said as what.",
    "step-without-section": "A step of a story names a heading that its page's text does not have, or has for another step.",
    "quote-not-in-account": "A page of our own shows a quotation that the source does not have for that claim.",
    "missing-source": "A role, a control or a participant has no source. An error where sources_required is true.",
    "one-sided-control": "Controllers are recorded for the outlets of one or two states, and for those of others not.",
    "duplicate-url": "Two articles have one address: a page entered twice would count twice.",
    "duplicate-name": "Two actors or outlets have one name, address or key in a register: both would count as origins.",
    "address-of-another": "An article is on the site of another outlet than it names: that outlet published it.",
    "published-after-accessed": "An article was read before it was published.",
    "implausible-date": "An article's date is before anything was published, or what programs write for no date.",
    "published-before-event": "An article was published before what it reports had happened.",
    "finding-on-weak-claim": "A claim under a finding has weakened against the base.",
    "date-narrower-than-source": "A claim's date is finer than every account of it says.",
    "date-disagrees": "An account gives another time than its claim: that is a disagreement, and is written as one.",
    "weekday-mismatch": "A quotation names a weekday that the date is not.",
    "language-mismatch": "Words are plainly not in the language that is given for them.",
    "label-as-name": "The same words stand as a name and as a label. A label is nobody's alias.",
    "label-in-prose-heading": "A title, heading, description or first sentence uses an outlet's label as if it were ours.",
    # quotations and the lock
    "missing-capture": "An article has quotations, names or labels, and no capture that can be read to verify them.",
    "capture-changed": "A capture is not the one that was locked.",
    "quote-not-in-capture": "A quotation does not stand in the capture, letter by letter.",
    "name-not-in-capture": "A name or label does not stand in the capture as whole words.",
    "quote-ambiguous": "A quotation stands in several places, and nothing says which is meant.",
    "wrong-paragraph": "A quotation does not stand in the paragraph that at names.",
    "quote-not-verified": "A quotation, name or label is not in the lock as written: nobody has verified it.",
    "copied-text": "A text of ours repeats more than eight words of a source in a row. That is copying.",
    "over-quoted": "More than 40 words and more than 15 % of a source are quoted. That is copying.",
    "bad-lock": "dossier.lock has a line that is none. Write it anew with dossier lock.",
    # the ratchet and what is withheld
    "weakened-claim": "A claim has lost an independent origin against the base, and no waiver says why.",
    "widened-window": "A date has become wider than it was in the base, and no waiver says why.",
    "changed-precision": "A place is located more finely or less than in the base, and no waiver says why.",
    "lost-archived-copy": "An article has no archived copy any more, and no waiver says why.",
    "lost-quotation": "An account has fewer quotations than in the base, and no waiver says why.",
    "lost-source": "A role, a control or a participant has lost its source, and no waiver says why.",
    "vanished-id": "An id that was published is gone, and retired.yml does not say where to.",
    "withheld-account": "An account that the base has is withheld, and no waiver says why.",
    "withheld-words-present": "A quotation is withheld, and its words stand in the record.",
    "unpublished-link": "A text links a record of which nothing is published, or has its id.",
    "title-not-initials": "A record is published by its initials, and its title has a longer word.",
    "withheld-name-published": "A name that is to be withheld stands in what would be published.",
    "withheld-names-missing": "A record withholds a name, and $DOSSIER_WITHHELD names no file with its spellings.",
    # settings
    "assertion-failed": "mkdocs.yml asserts a least or a most of something, and the dossier has less or more of it.",
    "bad-view": "A saved view in mkdocs.yml filters by what Explore does not have, or by words; no feed could follow it.",
    "bad-citation-style": "The CSL style that mkdocs.yml names for notes cannot be used, or its extra is missing.",
    "unsigned": "The dossier has a public address, and nobody stands for it or can be reached.",
    "setting-not-honoured": "mkdocs.yml asks for something that 'dossier build' cannot do; the two builds would differ.",
}
"""Every diagnostic and the rule behind it; `dossier explain CODE` prints it."""

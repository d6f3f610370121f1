"""The paragraphs of an article: the text blocks of trafilatura's body, without the lines that frame them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from dossier.ingest.boundaries import MARK
from dossier.ingest.cleaned import cleaned
from dossier.ingest.printed_dates import edtf
from dossier.model.quotations import count_words

FEWEST_WORDS = 15
"""Words below which a page's text is no article; one of its paragraphs must have `A_SENTENCE` words."""
A_SENTENCE = 6
LONGEST = 100_000
"""Letters of a paragraph in which names, accounts and credits are looked for: time grows with the square of its length."""
MOST_MARKS = 30
"""Combining marks in a row (UAX #15, stream-safe text); programs that draw letters hang on a million of them."""
SHORT = 15
"""Words up to which a last paragraph may be an invitation to subscribe."""
A_TEASER = 30
"""Words up to which a paragraph may be a link to another story."""
_BLOCKS = frozenset(
    "body main article section div p head ab quote list item table row cell code figure".split()
)
"""Elements of trafilatura's body that begin a block of their own; all others are part of a sentence."""
_ASKS = re.compile(r"(?:subscribe|log in|sign in|register)\b", re.I)
_OFFERS = re.compile(r"\b(?:read|continue|access)", re.I)
_INVITATION = re.compile(
    r"abone ol|üye girişi yap|للاشتراك|اشترك الآن|سجل الدخول|оформите подписку|abonnez-vous|jetzt abonnieren",
    re.I,
)
_DATE_LABEL = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?|date|publication date"
    r"|yayın(?:lanma)?(?: tarihi)?|güncelle(?:nme|me)(?: tarihi)?|giriş(?: tarihi)?|son güncelleme"
    r"|تاريخ النشر|نشر(?: في)?|آخر تحديث|опубликовано|обновлено"
    r"|publié le|mis à jour(?: le)?|veröffentlicht(?: am)?|aktualisiert(?: am)?|تاریخ انتشار)\s*[:：]\s*",
    re.I,
)
CHANGED = re.compile(
    r"updat|modif|revis|edited|güncelle|تحديث|تعديل|обновл|измен|aktualisiert|mis à jour|به.?روز|ویرایش|comment|expire",
    re.I,
)
"""Words with a date that is not the day of publication."""
_TIME = re.compile(
    r"(?:\bat\s+|[,|–-]\s*)?\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,4}\)?)?$", re.I
)
_TEASER = re.compile(
    r"(?:READ|WATCH|LISTEN|RELATED|SEE)\s*(?:MORE|ALSO|NEXT)?\s*[:：]"
    r"|(?i:read (?:more|also|next|now)|also read|see also|more on this|related(?: (?:stories|articles|news|topics))?"
    r"|recommended|watch now|okumak için|ayrıca oku(?:yun)?|ilgili haber(?:ler)?"
    r"|اقرأ أيضا|اقرأ أيضاً|اقرأ المزيد|إقرأ أيضا|شاهد أيضا|مواضيع ذات صلة"
    r"|читайте также|смотрите также|по теме|lire aussi|lesen sie auch|mehr zum thema|بیشتر بخوانید)\s*[:：]",
)
_SHARING_WORDS = (
    r"share|this|article|story|post|on|via|it|tweet|pin|e-?mail|print|copy|link|follow|us|and|our|facebook|twitter|x|telegram"
    r"|whatsapp|linkedin|reddit|pinterest|messenger|instagram|youtube|google|news|threads|bluesky|viber|vk|save|listen|comments?"
    r"|paylaş(?:ın)?|yazdır|kopyala|takip|et|bizi|شارك(?:ها|ه)?|على|فيسبوك|تويتر|واتساب|تلغرام|تيليغرام|طباعة|نسخ|الرابط|مشاركة|تابعنا|عبر"
    r"|поделиться|вконтакте|одноклассники|распечатать|скопировать|ссылку|в"
)
_SHARING = re.compile(rf"(?:(?:{_SHARING_WORDS})\b[\s:：|·•,.&+/\d-]*)+", re.I)
_SHARING_SIGN = re.compile(
    r"share|tweet|follow us|print|paylaş|شارك|مشاركة|تابعنا|طباعة|поделиться|facebook|whatsapp", re.I
)


def searchable(blocks: Sequence[str]) -> list[str]:
    """The headline and paragraphs of a text, empty in the place of those that are too long to be searched."""
    return [block if len(block) <= LONGEST else "" for block in blocks]


def without_letters(blocks: Sequence[str]) -> str:
    """What no writing has: more than `MOST_MARKS` combining marks in a row; empty if there are none."""
    for number, block in enumerate(blocks):
        if block.isascii():
            continue
        longest = run = 0
        for character in block:
            run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
            longest = max(longest, run)
        if longest > MOST_MARKS:
            where = f"¶ {number}" if number else "the headline"
            return (
                f"{where} has {longest:,} combining marks in a row; {MOST_MARKS} are the most in any writing"
            )
    return ""


def not_searched(blocks: Sequence[str]) -> list[str]:
    """A line on each paragraph that is too long to be searched; `blocks` begin with the headline."""
    return [
        f"¶ {number} has {len(block):,} letters: nothing is looked for in it; divide it, a blank line between paragraphs"
        for number, block in enumerate(blocks)
        if len(block) > LONGEST
    ]


def blocks(body: Any) -> Iterator[str]:
    """Every run of text of an element between two block boundaries, cleaned, in document order.

    Text beside a nested block is a block of its own. One line break is a blank, two in a row end a block.
    """
    from lxml.etree import iterwalk

    run: list[str] = []
    breaks = 0
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield from _divided(run)
            run, breaks = [], 0
        elif event == "start" and element.tag == "lb":
            breaks += 1
            if breaks > 1:
                yield from _divided(run)
                run = []
            run.append(" ")
        words = element.text if event == "start" else element.tail if element is not body else None
        if words:
            run.append(words)
            breaks = 0 if words.strip() else breaks
    yield from _divided(run)


def _divided(run: list[str]) -> Iterator[str]:
    yield from filter(None, map(cleaned, "".join(run).split(MARK)))


def without_frame(paragraphs: Sequence[str], title: str) -> tuple[str, ...]:
    """The paragraphs without what surrounds a text: headline and date before it, an invitation to pay after it.

    Lines that share the page or lead to another story are taken out anywhere.
    """
    text = [p for p in paragraphs if not (_is_teaser(p) or _is_sharing(p))]
    begin, end = 0, len(text)
    while begin < end and (text[begin] == title or printed_date(text[begin])):
        begin += 1
    while end > begin + 1 and is_invitation(text[end - 1]):
        end -= 1
    return tuple(text[begin:end])


def published_line(paragraphs: Sequence[str]) -> str:
    """The day of publication, as EDTF, in the date lines with which a text begins; empty without one."""
    lines = (CHANGED.split(line, maxsplit=1)[0] for line in paragraphs[:3])
    return next(filter(None, map(printed_date, lines)), "")


def printed_date(text: str) -> str:
    """The date, as EDTF, of a paragraph that is nothing but a date line ("Published: …", "5 March 2023"); else empty."""
    label = _DATE_LABEL.match(text)
    rest = _TIME.sub("", text[label.end() :] if label else text).strip(" ,|–-")
    if not any(c.isdigit() for c in rest) or count_words(rest) > A_SENTENCE:
        return ""
    arabic = any("\u0600" <= c <= "\u06ff" for c in rest)
    return edtf(rest, "ar" if arabic else "") or ""


def is_invitation(text: str) -> bool:
    """True if a paragraph asks to subscribe or to log in in order to read on."""
    asks = _ASKS.search(text)
    return count_words(text) <= SHORT and bool(
        (asks and _OFFERS.search(text, asks.end())) or _INVITATION.search(text)
    )


def is_article(paragraphs: Sequence[str]) -> bool:
    """True if there is enough text for an article."""
    words = [count_words(p) for p in paragraphs]
    return sum(words) >= FEWEST_WORDS and max(words) >= A_SENTENCE


def _is_teaser(text: str) -> bool:
    return bool(_TEASER.match(text)) and count_words(text) <= A_TEASER


def _is_sharing(text: str) -> bool:
    return len(text) <= 200 and bool(_SHARING_SIGN.search(text) and _SHARING.fullmatch(text))

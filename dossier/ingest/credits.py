"""Credits to agencies and outlets in a text: candidates for `rests_on`, with the words that matched.

"(Reuters)" after a dateline, "Source: Xinhua", "AFP reported", "according to SANA", and the same in Arabic and Turkish.
A credit says where a text comes from, not whether it can be relied on; a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dossier.ingest.candidates import Hit, Spellings, Words, outlets
from dossier.model.corpus import Corpus

NEAR = 200
"""Characters before and after a name in which a credit is searched for."""
AGENCIES = {
    "afp": ("AFP", "Agence France-Presse", "فرانس برس", "أ ف ب", "АФП"),
    "associated-press": ("AP", "Associated Press", "أسوشيتد برس"),
    "reuters": ("Reuters", "رويترز", "Рейтер"),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
    "efe": ("EFE",),
    "ansa": ("ANSA",),
    "upi": ("UPI",),
    "xinhua": ("Xinhua", "شينخوا"),
    "tass": ("TASS", "تاس", "ТАСС"),
    "interfax": ("Interfax", "إنترفاكس", "Интерфакс"),
    "ria-novosti": ("RIA Novosti", "RIA", "РИА Новости", "نوفوستي"),
    "sputnik": ("Sputnik", "سبوتنيك", "Спутник"),
    "anadolu-agency": ("Anadolu", "Anadolu Agency", "Anadolu Ajansı", "AA", "الأناضول"),
    "sana": ("SANA", "سانا"),
    "irna": ("IRNA",),
    "north-press": ("North Press",),
    "kyodo": ("Kyodo",),
    "ani": ("ANI",),
    "iha": ("İHA", "İhlas Haber Ajansı"),
    "dha": ("DHA", "Demirören Haber Ajansı"),
}
"""Agencies that a text may credit without a record in the dossier, under the ids that are proposed for them."""
_BEFORE = re.compile(
    r"(?:according to|as reported by|reported by|reports by|cit(?:ed|ing)(?: by)?|quot(?:ed|ing)(?: by)?|told"
    r"|source\s*:|via|©\s*(?:\d{4}\s)?"
    r"|with (?:reporting|inputs?) from|по (?:данным|информации|сообщению|словам)|со ссылкой на|"
    r"как (?:сообщает|сообщило|передаёт|передает|пишет)"
    r"|переда(?:ёт|ет|ла|ло)|сообщ(?:ает|ила|ило|или)|пишет|информирует|источник\s*:"
    r"|kaynak\s*:"
    r"|المصدر\s*:|نقلا عن|نقلاً عن|نقلت|بحسب|حسب|وفق|وفقا ل|وفقاً ل|أفادت"
    r"|ذكرت|قالت|أوردت)"
    r"(?:\s+(?:the|a|an|news|agency|state|official|state-run|[a-z]{2,20}['’]s"
    r"|агентств\w*|телеканал\w*|газет\w*|издани\w*|وكالة|الأنباء|أنباء|ال\w{2,15}ية)){0,5}\s*\W?$",
    re.I,
)
_AFTER = re.compile(
    r"^(?:\W?s)?\W{0,3}(?:(?:news|state|press|agency|website|newspaper|channel|the|official|[a-z]{2,20}(?:an|ish|ese)|ajansı|haber)\s+){0,4}"
    r"(?:reported|reports?|said|says|quoted|has learned|wrote|cited|citing|bildirdi|aktardı|duyurdu|yazdı"
    r"|сообща\w+|сообщил\w*|переда\w+|пишет)\b"
    r"|^['’]\w{1,4}\s+(?:göre|haberine|aktardığına|verdiği|konuşan)",
    re.I,
)


_SIGNED = re.compile(r"(?:[.!?…\"”»؟]\s*|\s)[-–—/]\s*$")
"""Before a name that ends a text: "… on Friday. -AFP"."""
_UNNAMED = re.compile(
    r"[(\[]\s*(?:with )?(?:agencies|wire services|news agencies|وكالات|ajanslar|агентства)\s*[)\]]", re.I
)


def unnamed_credit(blocks: Sequence[str]) -> str:
    """A credit to agencies that names none, "(Agencies)"; empty if there is no such credit."""
    return next((match[0] for block in blocks if (match := _UNNAMED.search(block))), "")


@dataclass(frozen=True, slots=True)
class Credit:
    """A publisher that a text credits."""

    id: str
    """The id of the publisher in the dossier, or the one proposed for it."""
    known: bool
    """False if the dossier has no such publisher."""
    words: tuple[Words, ...]


def credits(corpus: Corpus, blocks: Sequence[str], authors: Sequence[str], itself: str) -> list[Credit]:
    """The credits in headline, paragraphs and byline, in their order; none to the outlet `itself`."""
    ours = list(outlets(corpus))
    known = {name.casefold(): id_ for id_, name in ours}
    others = [
        (id_, name)
        for id_, names in AGENCIES.items()
        if id_ not in corpus.records and not any(name.casefold() in known for name in names)
        for name in names
    ]
    extra = [
        (next(known[n.casefold()] for n in names if n.casefold() in known), name)
        for names in AGENCIES.values()
        if any(n.casefold() in known for n in names)
        for name in names
    ]
    credits_: dict[str, list[Words]] = {}
    spellings = Spellings(dict.fromkeys([*ours, *extra, *others]))
    for hit in spellings.find(blocks):
        if hit.id != itself and (words := _credit(hit, blocks[hit.block])):
            credits_.setdefault(hit.id, []).append(Words(hit.block, words))
    for id_, author in dict.fromkeys((hit.id, hit.block) for hit in spellings.find(authors)):
        if id_ != itself:
            credits_.setdefault(id_, []).append(Words(0, f"by {authors[author]}"))
    return [Credit(i, i in corpus.records, tuple(dict.fromkeys(w))) for i, w in credits_.items()]


def _credit(hit: Hit, block: str) -> str:
    """The words of a credit around a name, or an empty text: naming an agency is not resting on it."""
    # A credit is near the name: searching the complete text around each of many names would take quadratic time.
    begin = max(0, hit.start - NEAR)
    before, after = block[begin : hit.start], block[hit.end : hit.end + NEAR]
    left, right = re.search(r"[(\[]\s*$", before), re.match(r"\s*[)\]]", after)
    if left and right:
        return f"({hit.words})"
    if re.match(r"\s*(?:/[\w\s]+)?[)\]]", after) and re.search(r"[(\[][\w\s/]*$", before):
        opened = begin + max(before.rfind("("), -1 if "(" in before else before.rfind("["))
        return block[opened : hit.end + 1][:60]
    if not hit.start and re.match(r"\s*[—–-]\s", after):
        return hit.words
    if not after.strip(' ."”»)]') and (not before.strip(" -–—(/[©") or _SIGNED.search(before)):
        return f"{before[-2:].strip()}{hit.words}"
    if match := _BEFORE.search(before[-90:]):
        return f"{match[0].lstrip()}{hit.words}"
    if match := _AFTER.match(after[:90]):
        return f"{hit.words}{match[0]}"
    return ""

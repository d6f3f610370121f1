"""Differences in the words of articles: who appears, names, labels, quotations, and which of them are verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.evidence.accounts import paired
from dossier.model.differences import Difference, Snapshot
from dossier.model.parts import Naming, Quote
from dossier.model.records import Article

NOTHING = Naming()


def in_words(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    """The differences in the words of articles that are in both states, and in the lock."""
    if (before.verified is None) != (after.verified is None):
        kind = "lock-removed" if after.verified is None else "lock-added"
        yield Difference(kind=kind, record="lock", id="dossier.lock")
    same_lock = before.verified == after.verified
    for id_, now in after.corpus.records.items():
        was = before.corpus.records.get(id_)
        if was is now and same_lock:
            continue
        if isinstance(was, Article) and isinstance(now, Article):
            yield from _Words(was, now, before.verified, after.verified).differences()


class _Words:
    """One article in two states."""

    def __init__(
        self,
        was: Article,
        now: Article,
        verified_before: frozenset[tuple[str, str, str]] | None,
        verified_after: frozenset[tuple[str, str, str]] | None,
    ) -> None:
        self.was, self.now = was, now
        self.locked = verified_before is not None and verified_after is not None
        self.verified = (verified_before or frozenset(), verified_after or frozenset())

    def differences(self) -> Iterator[Difference]:
        """All differences, actor by actor, then account by account."""
        for actor in sorted(self.was.actors.keys() | self.now.actors.keys()):
            yield from self._naming(actor)
        for old, new in paired(self.was, self.now):
            if old and new:
                yield from self._quotes(new.claim, old.quotes, new.quotes)

    def _naming(self, actor: str) -> Iterator[Difference]:
        was, now = self.was.actors.get(actor), self.now.actors.get(actor)
        if was is None or now is None:
            kind = "appearance-removed" if now is None else "appearance-added"
            yield self._told(
                kind, actor, *(", ".join(naming.named) if naming else "" for naming in (was, now))
            )
        words = (
            [("called", "label")] if was is None or now is None else [("named", "name"), ("called", "label")]
        )
        for key, noun in words:
            old, new = (tuple(getattr(naming or NOTHING, key)) for naming in (was, now))
            yield from (
                self._told(f"{noun}-removed", actor, text, "") for text in sorted(set(old) - set(new))
            )
            yield from (self._told(f"{noun}-added", actor, "", text) for text in sorted(set(new) - set(old)))
            for text in sorted(set(old) & set(new)):
                yield from self._verified(key, actor, text, text)

    def _quotes(self, claim: str, was: Sequence[Quote], now: Sequence[Quote]) -> Iterator[Difference]:
        old, new = [q for q in was if q not in now], [q for q in now if q not in was]
        for text in sorted({q.text for q in was if q in now}):
            yield from self._verified("quote", claim, text, text)
        for quote in list(old):
            same = next((other for other in new if other.text == quote.text), None)
            if same:
                old.remove(quote)
                new.remove(same)
                yield from self._rewritten(claim, quote, same)
        for one, other in zip(old, new, strict=False):
            yield from self._rewritten(claim, one, other)
        yield from (self._told("quote-removed", claim, _shown(quote), "") for quote in old[len(new) :])
        yield from (self._told("quote-added", claim, "", _shown(quote)) for quote in new[len(old) :])

    def _rewritten(self, claim: str, old: Quote, new: Quote) -> Iterator[Difference]:
        told = list(self._verified("quote", claim, old.text, new.text))
        yield from told or [self._told("quote-changed", claim, _shown(old), _shown(new))]

    def _verified(self, kind: str, subject: str, old: str, new: str) -> Iterator[Difference]:
        """One difference if a text was verified and no longer is, or the other way round."""
        was, now = (
            (self.now.id, kind, text) in verified
            for text, verified in zip((old, new), self.verified, strict=True)
        )
        if self.locked and was != now:
            yield self._told("quote-verified" if now else "quote-unverified", subject, old, new)

    def _told(self, kind: str, subject: str, before: str, after: str) -> Difference:
        return Difference(
            kind=kind, record="article", id=self.now.id, subject=subject, before=before, after=after
        )


def _shown(quote: Quote) -> str:
    """The words, their locator, and their translation."""
    rest = [str(part) for part in (quote.lang, quote.translation, quote.translated_from) if part]
    at = f", {quote.at.wording}" if quote.at else ""
    also = f" ({'; '.join(rest)})" if rest else ""
    return f"{quote.text}{at}{also}"

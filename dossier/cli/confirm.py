"""`dossier confirm`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dossier.cli.add import captures_option, refuse
from dossier.cli.terminal import AUTHOR, config_option, settings_or_exit
from dossier.formats.text import safe
from dossier.model.figures import counted

if TYPE_CHECKING:
    from dossier.config import Settings
    from dossier.model.corpus import Corpus, Titles
    from dossier.model.records import Article
    from dossier.store.captures import Capture

ORDER = ("claim", "stance", "by")
CONTEXT = 160
"""Characters of a passage that are shown on either side of what was found."""


@click.command("confirm")
@click.argument("ids", nargs=-1, metavar="[ARTICLE-ID]...")
@captures_option
@config_option
def command(ids: tuple[str, ...], captures: Path, config_file: Path) -> None:
    """Ask for each value that was guessed, or changed at the source, with the passage that it came from.

    Without an id, for every article that has such values. Answer y: it is right, and is taken out of to_confirm; n: it is
    wrong, and is taken out of the article; e: write another value; s: leave it for later; q: stop. Every answer is written
    at once.

    \b
    Examples:
      dossier confirm dock-herald-strike
      dossier confirm
    """
    run(ids, captures, settings_or_exit(config_file))


def run(ids: tuple[str, ...], captures: Path, settings: Settings) -> None:
    """Go through the articles; exit status 1 if values remain to be confirmed."""
    from dossier.pipeline import check

    corpus = check(settings).corpus
    known = {article.id: article for article in corpus.articles}
    if unknown := [id_ for id_ in ids if id_ not in known]:
        refuse(f'no article "{unknown[0]}"')
    articles = [known[id_] for id_ in ids] if ids else [a for a in corpus.articles if a.to_confirm]
    asked = left = 0
    for article in articles:
        if not article.to_confirm:
            click.echo(f"{article.id}: nothing to confirm.", err=True)
            continue
        click.secho(f"\n{article.id}: {safe(article.title)}", bold=True)
        answered, stop = _ask_all(article, captures, settings, corpus)
        asked += answered
        left += len(article.to_confirm) - answered
        if stop:
            break
    left += sum(len(a.to_confirm) for a in articles[articles.index(article) + 1 :]) if articles else 0
    click.echo(f"{counted(asked, 'value')} settled, {left} left to confirm.", err=True)
    click.echo("Next: dossier check" if not left else "Next: dossier confirm goes on with them.", err=True)
    sys.exit(AUTHOR if left else 0)


def _ask_all(article: Article, captures: Path, settings: Settings, corpus: Corpus) -> tuple[int, bool]:
    """The number of values that were settled, and whether to stop."""
    from dossier.desk.drafted import tidied
    from dossier.desk.steps import REQUIRED, rejected
    from dossier.read.front_edits import CannotEdit, remove_entry
    from dossier.store.captures import Unreadable, load

    path = settings.project / article.path
    try:
        capture = load(captures, article.id)
    except Unreadable:
        capture = None
    settled = 0
    for number, entry in enumerate(article.to_confirm, 1):
        click.echo(
            f"\n[{number}/{len(article.to_confirm)}] "
            + "\n    ".join(map(safe, _shown(article, entry, capture, corpus.titles)))
        )
        answer = _answer()
        if answer in ("s", "q"):
            if answer == "q":
                return settled, True
            continue
        try:
            before = text = path.read_bytes().decode("utf-8")
            if answer == "n":
                if entry in REQUIRED:
                    raise CannotEdit(f"an article needs its {entry}; answer e and write the right one")
                text = rejected(text, entry)
            elif answer == "e":
                text = _edited(text, entry)
            if answer != "n":
                text = _with_speaker(text, entry, corpus)
            _write(path, tidied(before, remove_entry(text, "to_confirm", entry), corpus.titles))
            settled += 1
        except CannotEdit as wrong:
            click.echo(f"    not written: {safe(str(wrong))}", err=True)
    return settled, False


def _answer() -> str:
    try:
        answer: str = click.prompt(
            "    right?", type=click.Choice(["y", "n", "e", "s", "q"]), show_choices=True
        )
    except click.Abort:
        click.echo("", err=True)
        return "q"
    return answer


def _write(path: Path, text: str) -> None:
    from dossier.foreign_paths import replace_file

    replace_file(path, text.encode())


def _shown(article: Article, entry: str, capture: Capture | None, titles: Titles) -> Iterator[str]:
    """What is asked: the key and its value, then where it comes from."""
    key, _, id_ = entry.partition(" ")
    blocks = capture.blocks if capture else ()
    if key == "claims" and id_:
        account = next((a for a in article.claims if a.claim == id_), None)
        if account is None:
            yield f"{entry}: no account of it is left in the file"
            return
        by = f" by {account.by}" if account.by else ""
        yield f'It {account.stance}{by} ({account.basis}): "{titles.get(id_, id_)}"'
        for quote in account.quotes:
            yield f"quotation: “{quote.text}”"
            yield from _passage(blocks, quote.text)
    elif key == "actors" and id_:
        naming = article.actors.get(id_)
        yield f"actor: {titles.get(id_, id_)}"
        for what, words in (("named", naming.named), ("called", naming.called)) if naming else ():
            if words:
                yield f"{what}: {', '.join(words)}"
                yield from _passage(blocks, words[0])
    elif key in ("places", "events", "subject"):
        yield f"{key}: " + ", ".join(titles.get(i, i) for i in getattr(article, key, ()))
        if key == "subject":
            yield "accounts of claims on it inherit rests_on: " + ", ".join(map(_text, article.rests_on))
    else:
        value = getattr(article, key, "")
        several = value if isinstance(value, tuple) else (value,)
        yield f"{key}: " + ", ".join(_text(v) for v in several if v)
        if key == "publisher":
            yield f"its record: {titles.get(str(value), 'none yet')}"
        if key in ("title", "published", "language", "read") and article.url:
            yield f"page: {article.url}"
        if key in ("language", "read") and len(blocks) > 1:
            yield f"it begins: “{blocks[1][:CONTEXT]}”"
            yield f"it ends: “{blocks[-1][-CONTEXT:]}”"


def _text(value: object) -> str:
    from dossier.model.parts import Chain

    return " > ".join(value.chain) if isinstance(value, Chain) else str(getattr(value, "text", value))


def _passage(blocks: tuple[str, ...] | list[str], words: str) -> Iterator[str]:
    """The words with what stands around them, and the number of the paragraph."""
    from dossier.ingest.draft import place

    for number, block in enumerate(blocks):
        at = block.find(words)
        if at >= 0:
            begin, end = max(0, at - CONTEXT), at + len(words) + CONTEXT
            before, behind = "…" if begin else "", "…" if end < len(block) else ""
            yield f"{place(number)}: {before}{block[begin:end]}{behind}"
            return


def _edited(text: str, entry: str) -> str:
    """The file with what somebody types instead."""
    from dossier.read.front_edits import CannotEdit

    key, _, id_ = entry.partition(" ")
    front = _front(text)
    if key == "claims":
        number = _account(text, id_)
        account = front["claims"][number]
        for part in ("stance", "by", "basis"):
            if isinstance(account.get(part), str):
                text = _typed(text, account[part], "claims", number, part)
        for at, quote in enumerate(account.get("quotes") or ()):
            if isinstance(quote, dict) and isinstance(quote.get("text"), str):
                text = _typed(text, quote["text"], "claims", number, "quotes", at, "text")
        return text
    value = front.get(key)
    if key == "rests_on" and isinstance(value, list) and len(value) == 1:
        return _typed(text, value[0], key, 0)
    if not isinstance(value, str):
        raise CannotEdit(f"{key} is edited in the file")
    return _typed(text, value, key)


def _with_speaker(text: str, entry: str, corpus: Corpus) -> str:
    """The file with who says it, in an account that reports a word and names nobody: no check would pass it."""
    from dossier.model.records import Claim
    from dossier.read.front_additions import put

    key, _, id_ = entry.partition(" ")
    claim = corpus.records.get(id_) if key == "claims" else None
    if not isinstance(claim, Claim) or claim.speaker:
        return text
    number = _account(text, id_)
    account = _front(text)["claims"][number]
    if not isinstance(account, dict) or account.get("stance") != "reports" or account.get("by"):
        return text
    said = "    whose word is it? an id, or the page's words; empty: to be written later"
    speaker = click.prompt(said, default="", show_default=False).strip()
    return put(text, speaker, "claims", number, "by", order=ORDER) if len(speaker) > 1 else text


def _typed(text: str, value: str, *path: str | int) -> str:
    from dossier.read.front_edits import replace

    new = click.prompt(f"    {path[-1] if isinstance(path[-1], str) else path[0]}", default=value)
    return text if new == value else replace(text, new, *path)


def _front(text: str) -> dict[str, Any]:
    from dossier.read.front_edits import values

    return values(text)


def _account(text: str, claim: str) -> int:
    from dossier.read.front_edits import CannotEdit

    accounts = _front(text).get("claims") or []
    for number, account in enumerate(accounts if isinstance(accounts, list) else []):
        if account == claim or (isinstance(account, dict) and account.get("claim") == claim):
            return number
    raise CannotEdit(f"there is no account of {claim} in the file")

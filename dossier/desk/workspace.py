"""The files behind the desk: read, edited step by step, and compared with what they were when the desk was opened."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from dossier.config import Settings
from dossier.desk.defaults import Passage, defaults
from dossier.desk.drafted import tidied
from dossier.desk.files import File, as_kind, read_file, read_text, refuse, refuse_broken, write_file
from dossier.desk.given import Refused, Step
from dossier.desk.guesses import (
    Guess,
    account_guess,
    is_open,
    names_in,
    proposed,
    taken_out,
    unsearched,
    waiting,
)
from dossier.desk.missing import Missing, actors, missing, origins
from dossier.desk.record_search import RecordSearch
from dossier.desk.records import edits, new_record
from dossier.desk.steps import applied, body_of, with_body
from dossier.desk.undo import journal
from dossier.desk.view import article_data, as_data, changes, figures, text_data
from dossier.diagnostics import Diagnostic, Report
from dossier.evidence.copied import copied
from dossier.evidence.difference import difference
from dossier.evidence.quotes import verify
from dossier.foreign_paths import join
from dossier.history.merging import merged
from dossier.model.corpus import Corpus
from dossier.model.differences import Snapshot
from dossier.model.languages import direction
from dossier.model.parts import FOLDERS, Kind
from dossier.model.records import Article, Claim
from dossier.preview.live import LiveDossier
from dossier.read import locate
from dossier.read.front_edits import CannotEdit, as_read, values
from dossier.store.captures import Unreadable, load


class Conflict(Exception):
    """The lines that a step edits were changed from outside; the message says what to do, in one line."""

    def __init__(self, message: str, theirs: str = "") -> None:
        super().__init__(message)
        self.theirs = theirs
        """The text that stands in the file."""


def _cannot_add(given: str, url: str, publisher: str) -> str:
    raise Refused("sources are added with dossier add")


class Workspace:
    """A dossier that is being annotated; safe to use from several threads.

    `diagnostics` returns those of the last build. `add` drafts an article from a file or an address, its address and its
    outlet, both of which may be empty; it returns the article's id, and raises `Refused`. `live` is the dossier in memory,
    if others use it as well.
    """

    def __init__(
        self,
        settings: Settings,
        captures: Path,
        diagnostics: Callable[[], Sequence[Diagnostic]] = tuple,
        add: Callable[[str, str, str], str] = _cannot_add,
        live: LiveDossier | None = None,
    ) -> None:
        self.add = add
        self.settings, self.captures, self.diagnostics = settings, captures, diagnostics
        self._live = live or LiveDossier(settings)
        self._lock = threading.RLock()
        self._search = RecordSearch()
        self._proposed: dict[str, tuple[object, list[Guess], Missing]] = {}
        self._state: Snapshot | None = None
        self._first: Snapshot | None = None

    def state(self) -> Snapshot:
        """The dossier as its files are now; files that have not changed are not read again."""
        self._state = self._live.state()
        self._first = self._first or self._state
        return self._state

    @property
    def corpus(self) -> Corpus:
        """The records as they were last read."""
        return (self._state or self.state()).corpus

    def file(self, id_: str, kind: Kind = "article") -> File:
        """The file of a record; raises `Refused`."""
        return read_file(self.settings, self.corpus, id_, kind)

    def digest(self, id_: str) -> dict[str, str]:
        """The digest of an article's file as it stands, to see whether it has changed; or why there is none."""
        try:
            return {"digest": self.file(id_).digest}
        except Refused as gone:
            return {"gone": str(gone)}

    def blocks(self, id_: str) -> tuple[str, ...]:
        """The headline and the paragraphs of an article's capture; none if there is no capture."""
        try:
            capture = load(self.captures, id_)
        except Unreadable as wrong:
            raise Refused(f"{self.captures.name}/{id_}.txt cannot be read: {wrong}") from None
        return capture.blocks if capture else ()

    def step(self, id_: str, step: Step, seen: str) -> str:
        """Do a step and write the file at once; returns what else happened. Raises `Refused`, `Conflict`, `OSError`.

        A step on a value is done on the file as it stands, whatever was changed elsewhere in it.
        """
        with self._lock:
            file = self.file(id_)
            note = "" if file.digest == seen or not seen else "the file was changed from outside; that stays"
            is_body = step.get("do") == "body"
            text = self._with_body(file, step) if is_body else applied(file.text, step, self.blocks(id_))
            text = text if is_body else tidied(file.text, text, self.corpus.titles)
            refuse_broken(file, text)
            self._write(file, text, str(step.get("do")), id_)
            if step.get("do") in ("reject", "replace", "revise", "unset"):
                # Else the same text would propose it again.
                for key in taken_out(file.document.record, self.file(id_).document.record):
                    self.dismiss(id_, key)
            return note

    def _with_body(self, file: File, step: Step) -> str:
        """The file with another summary, merged with one that was written meanwhile."""
        there, seen = body_of(file.text), str(step.get("base", ""))
        if there == seen:
            return applied(file.text, step, ())
        both = merged(f"{seen}\n", f"{there}\n", f"{str(step.get('text', '')).strip()}\n")
        if both is None:
            raise Conflict("the same lines of the summary were changed from outside", there)
        return with_body(file.text, both)

    def _write(self, file: File, text: str, what: str, id_: str, between: Sequence[str] = ()) -> None:
        """Write a text; those `between` are steps on the way to it, which undo goes back to."""
        if text != file.text:
            write_file(file.path, text)
        steps = journal(self.settings.project, id_)
        for before, after in pairwise(one for one, _ in groupby((file.text, *between, text))):
            steps.add(before, after, what)

    def back(self, id_: str, *, forward: bool = False, kind: str = "article") -> str:
        """Undo a step, or do it again; returns which. Raises `Refused`, `Conflict`, `OSError`."""
        with self._lock:
            file = self.file(id_, as_kind(kind))
            steps = journal(self.settings.project, id_)
            number = steps.done if forward else steps.done - 1
            if not 0 <= number < len(steps.steps):
                raise Refused("there is nothing to do again" if forward else "there is nothing to undo")
            before, after, what = steps.steps[number]
            old, new = (before, after) if forward else (after, before)
            text = merged(old, file.text, new)
            if text is None:
                raise Conflict(f"the lines of this step ({what}) were changed from outside", file.text)
            write_file(file.path, text)
            steps.done += 1 if forward else -1
            steps.save()
            return what

    def create(self, given: Mapping[str, Any]) -> dict[str, str]:
        """Write a new record; raises `Refused` for what the reader would not take, and then writes nothing."""
        with self._lock:
            kind, id_, text = new_record(given)
            if id_ in self.corpus.records:
                raise Refused(f'"{id_}" is taken; an id is unique in the whole dossier', "id")
            path = join(self.settings.content, f"{FOLDERS[kind]}/{id_}.md")
            shown = f"{self.settings.content.name}/{FOLDERS[kind]}/{id_}.md"
            refuse(read_text(path, shown, f"{FOLDERS[kind]}/{id_}.md", kind, id_, text))
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with path.open("x", encoding="utf-8", newline="\n") as file:
                    file.write(text)
            except FileExistsError:
                raise Refused(f"{shown} is there already") from None
            self.state()
            self._proposed.clear()  # the new record may be named in any text
            return {"id": id_, "kind": kind, "title": self.corpus.titles.get(id_, id_)}

    def record(self, kind: str, id_: str) -> dict[str, Any]:
        """The values of a record's file, for a form; raises `Refused`."""
        file = self.file(id_, as_kind(kind))
        try:
            front = values(file.text)
        except CannotEdit as wrong:
            raise Refused(str(wrong)) from None
        steps = journal(self.settings.project, id_)
        return {
            "kind": kind,
            "id": id_,
            "path": file.document.path,
            "digest": file.digest,
            "values": front,
            "titles": self.titles(front),
            "body": body_of(file.text),
            "undo": steps.done,
            "diagnostics": [as_data(d) for d in file.diagnostics],
        }

    def edit(self, kind: str, id_: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Write what a form changes in a record; raises `Refused`, and then writes nothing."""
        with self._lock:
            file = self.file(id_, as_kind(kind))

            def read(text: str) -> None:
                of = file.document
                refuse(read_text(file.path, of.path, of.inside, as_kind(kind), id_, text), file.diagnostics)

            *moved, text = edits(as_kind(kind), file.text, given, read)
            body = given.get("body")
            if isinstance(body, str) and body.strip() and body.strip() != body_of(file.text):
                text = applied(text, {"do": "body", "text": body}, ())
            read(text)
            self._write(file, text, "edit", id_, moved)
            self.state()
            return self.record(kind, id_)

    def titles(self, of: Any) -> dict[str, str]:
        """The titles of the records whose ids stand in values of front matter, by id; chains are looked through."""
        known = self.corpus.titles
        return {id_: known[id_] for id_ in _texts(of) if id_ in known}

    def dismiss(self, id_: str, key: str) -> None:
        """A proposal is wrong: it is not asked again. Raises `Refused`."""
        with self._lock:
            self.file(id_)
            steps = journal(self.settings.project, id_)
            if key not in steps.dismissed:
                steps.dismissed.append(key[:500])
                steps.save()

    def propose(self, id_: str) -> None:
        """Find what the text of an article may give; `view` has it from then on. Raises `Refused`."""
        article, blocks = self.file(id_).document.record, self.blocks(id_)
        if isinstance(article, Article):
            key = _proposed_for(article, blocks)
            if self._proposed.get(id_, (None,))[0] != key:
                corpus = self.corpus
                names = names_in(corpus, blocks)
                found = proposed(article, corpus, blocks, names)
                self._proposed[id_] = key, found, missing(article, corpus, blocks, names)

    def account_guess(self, id_: str, claim: str, sentence: str) -> dict[str, str]:
        """How an article may give a claim, by the sentence that is quoted; empty if nothing is known. Raises `Refused`."""
        article, of = self.file(id_).document.record, self.corpus.records.get(claim)
        if isinstance(article, Article) and isinstance(of, Claim):
            return account_guess(article, self.corpus, of, sentence)
        return {}

    def defaults(self, id_: str, kind: str, at: Passage) -> list[dict[str, Any]]:
        """What a new record may hold that is made from a passage of an article, with reasons. Raises `Refused`."""
        article = self.file(id_).document.record
        found = defaults(kind, article, self.corpus, at) if isinstance(article, Article) else []
        return [{"key": d.key, "value": d.value, "because": d.because} for d in found if d.value]

    def view(self, id_: str) -> dict[str, Any]:
        """What the page of an article shows, as JSON; raises `Refused`."""
        with self._lock:
            file = self.file(id_)
            blocks = self.blocks(id_)
            steps = journal(self.settings.project, id_)
            record = file.document.record
            shared = {
                "id": id_,
                "path": file.document.path,
                "digest": file.digest,
                "blocks": text_data(blocks),
                "unsearched": unsearched(blocks),
                "undo": steps.done,
                "redo": len(steps.steps) - steps.done,
                "diagnostics": [as_data(d) for d in file.diagnostics],
            }
            if not isinstance(record, Article):
                return {**shared, "broken": True, "source": file.text}
            asked = waiting(record, self.corpus, blocks)
            key, found, lacking = self._proposed.get(id_, (None, [], Missing()))
            known = key == _proposed_for(record, blocks)
            further = [g for g in found if is_open(g, record)] if known else []
            if known:
                # Where a text has it from is asked before whether that stays unknown.
                origin = next((n for n, g in enumerate(asked) if g.key == "confirm rests_on"), len(asked))
                asked[origin:origin] = _undismissed(origins(record, self.corpus, lacking), steps.dismissed)
                further += actors(record, self.corpus, lacking)
            guesses = (*asked, *_undismissed(further, steps.dismissed))
            shown = article_data(record, self.corpus, blocks, body_of(file.text), guesses)
            titles = self.titles(values(file.text))
            return {**shared, "broken": False, "proposed": known, "titles": titles, **shown}

    def effect(self, id_: str) -> dict[str, Any]:
        """What is wrong in the file, and what the evidence is now, beside what it was when the desk was opened."""
        now = self.state()
        assert self._first
        changed = difference(self._first, now)
        file = self.file(id_)
        path = file.document.path
        found = file.diagnostics or (
            *self._in_capture(file),
            # Handing in writes the lock.
            *(d for d in self.diagnostics() if d.at.path == path and d.code != "quote-not-verified"),
        )
        return {
            "diagnostics": [as_data(d) for d in found],
            "changes": list(changes(changed, now.corpus)),
            "figures": list(figures(changed, now, id_)),
        }

    def _in_capture(self, file: File) -> tuple[Diagnostic, ...]:
        """What only the capture shows: words that do not stand in it, and runs of its words in the summary."""
        article = file.document.record
        capture = load(self.captures, file.document.id)
        if capture is None or not isinstance(article, Article):
            return ()
        report = Report()
        verify(article, capture, report)
        copied(article, article, capture, self.corpus.titles, report)
        return report.resolved(locate({article.path: as_read(file.text)}))

    def find(self, kinds: Sequence[str], words: str, passage: str, article: str = "") -> list[dict[str, str]]:
        """Records of these kinds by any spelling of their names, as `RecordSearch.find`."""
        return self._search.find(self.corpus, kinds, words, passage, article)

    def articles(self) -> list[dict[str, Any]]:
        """Every article, those with values to confirm first."""
        found = [
            {
                "id": article.id,
                "title": article.title,
                "dir": direction(article.title),
                "language": article.language,
                "publisher": self.corpus.titles.get(article.publisher, article.publisher),
                "waiting": len(article.to_confirm),
                "accounts": len(article.claims),
            }
            for article in self.state().corpus.articles
        ]
        return sorted(found, key=lambda one: (not one["waiting"], one["id"]))


def _undismissed(guesses: Iterable[Guess], dismissed: Sequence[str]) -> list[Guess]:
    return [guess for guess in guesses if guess.key not in dismissed]


def _texts(of: Any) -> Iterator[str]:
    """Every text in a value, and every link of a chain."""
    if isinstance(of, Mapping):
        for key, value in of.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(of, (list, tuple)):
        for value in of:
            yield from _texts(value)
    else:
        yield from (part.strip() for part in str(of).split(">"))


def _proposed_for(article: Article, blocks: Sequence[str]) -> object:
    """What proposals depend on, of the article."""
    return tuple(blocks), article.language, article.published.text

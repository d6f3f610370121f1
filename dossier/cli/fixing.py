"""`dossier check --fix`: writes what `read/mending.py` mends to the files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from dossier.config import Settings
from dossier.diagnostics import Report
from dossier.model.corpus import Corpus
from dossier.model.inheritance import chains_of
from dossier.pipeline import check
from dossier.read.files import scan
from dossier.read.mending import Mended, mended, said_unknown

BOM = "\ufeff"


def fix(settings: Settings) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Mend every record; yields the path within the project and one line for each change.

    A file that is a symbolic link, or has mixed line ends, is left unchanged.
    """
    files, _ = scan(settings, Report(), lambda file: file)
    for file in files:
        if done := _rewritten(settings.project / file.path, partial(mended, kind=file.kind)):
            yield file.path, done
    for path, accounts in _undeclared(check(settings).corpus).items():
        if done := _rewritten(settings.project / path, partial(said_unknown, accounts=accounts)):
            yield path, done


def _undeclared(corpus: Corpus) -> dict[str, list[int]]:
    """The accounts without a declared origin, by their articles' paths."""
    found: dict[str, list[int]] = {}
    for article in corpus.articles:
        for number, account in enumerate(article.claims):
            if not account.publish and not chains_of(corpus.records, article, account):
                found.setdefault(article.path, []).append(number)
    return found


def _rewritten(path: Path, mend: Callable[[str], Mended]) -> tuple[str, ...]:
    """Mend one file in place; returns what was done."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    windows = text.count("\r\n")
    if path.is_symlink() or text.count("\r") != windows or windows not in (0, text.count("\n")):
        return ()
    begin = BOM if text.startswith(BOM) else ""
    found = mend(text.removeprefix(BOM).replace("\r\n", "\n"))
    if found.done:
        new = begin + (found.text.replace("\n", "\r\n") if windows else found.text)
        _write(path, new.encode())
    return found.done


def _write(path: Path, data: bytes) -> None:
    """Replace the file in one step: a reader sees the old content or the new one."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise

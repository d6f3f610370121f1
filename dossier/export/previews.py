"""Link previews: a few lines about each record, shown when a link to it is pointed at; in shards that a page loads as
needed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from dossier.cite.quotation_marks import curled
from dossier.derive.names import shown_title, title_language
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures, counted, support_of
from dossier.model.headlines import headline
from dossier.model.pages import shard_of
from dossier.model.prose import summary
from dossier.model.records import Actor, Article, Claim, Event, Finding, FreePage, Publisher, Record

_UNSAFE = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


Preview = tuple[str, ...]
"""The kind of a record, its title, the language of that (empty if it is ours), and lines about it: plain texts."""


def previews(found: Mapping[str, Preview], total: int) -> dict[str, bytes]:
    """`previews/N.js` for each of `total` shards: scripts, for a page on `file://` can load nothing else.

    `found` has the previews by the addresses of their records.
    """
    shards: list[dict[str, Preview]] = [{} for _ in range(total)]
    for address in sorted(found, key=_id_of):
        shards[shard_of(_id_of(address), total)][address] = found[address]
    return {f"previews/{number}.js": _script(number, shard) for number, shard in enumerate(shards)}


def _id_of(address: str) -> str:
    return address[:-1].rpartition("/")[2]


def preview(corpus: Corpus, figures: Figures, record: Record) -> Preview | None:
    """The preview of a record; None for a free page."""
    if isinstance(record, FreePage):
        return None
    about = [curled(summary(record.body.blocks, corpus.titles))]
    match record:
        case Article():
            outlet = corpus.publisher_of(record)
            kind = f"Source · {outlet.title if outlet else record.publisher} · {record.published.wording}"
        case Actor():
            kind = f"{record.type.replace('-', ' ').capitalize()} · {_sources(corpus, record)}"
        case Event():
            kind = f"Event · {record.when.wording} · {_sources(corpus, record)}"
        case Claim():
            kind, about = "Claim", [figures.claims[record.id].line_in_dossier, *about]
        case Finding():
            kind = f"Finding · how sure we are: {record.confidence}"
            about = [support_of([figures.claims[id_] for id_ in record.rests_on]).sentence, *about]
        case Publisher():
            kind = f"Outlet · {_sources(corpus, record)}"
        case _:
            kind = f"Place · {_sources(corpus, record)}"
    title = shown_title(record)
    if isinstance(record, Article):
        title = headline(record.title, title)
    return (kind, title, title_language(record), *(text for text in about if text))


def _sources(corpus: Corpus, record: Record) -> str:
    return counted(len(corpus.articles_by.get(record.id, ())), "source")


def changed(file: bytes, number: int, found: Mapping[str, Preview]) -> bytes:
    """The file of the shard `number` with these previews replaced, by address."""
    text = file.decode()
    shard: dict[str, Preview] = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    return _script(number, {address: found.get(address, shown) for address, shown in shard.items()})


def _script(number: int, shard: Mapping[str, Preview]) -> bytes:
    text = json.dumps(shard, ensure_ascii=False, separators=(",", ":"))
    for character, written in _UNSAFE.items():
        text = text.replace(character, written)
    return f"dossierPreviews({number},{text});\n".encode()

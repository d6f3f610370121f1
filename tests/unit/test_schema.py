"""The records' classes as a schema: ids in the front matter and where they stand, and the keys of every mapping."""

from __future__ import annotations

import pytest

from dossier.diagnostics import Report
from dossier.model.parts import Body, Kind
from dossier.model.records import RECORDS, Actor, Article, Claim, Place, Record
from dossier.model.schema import keys_at, references
from dossier.read.validate import validate

ARTICLE = {
    "title": "A",
    "publisher": "gercek-news",
    "published": "2023-01-02",
    "accessed": "2026-11-20",
    "language": "en",
    "read": "full",
}


def record(kind: Kind, **values: object) -> Record:
    report = Report()
    found = validate(kind, "x", "content/x.md", dict(values), Body(), report)
    assert found is not None, [d.message for d in report]
    return found


def found(of: Record) -> list[tuple[tuple[str | int, ...], bool, str, tuple[str, ...]]]:
    return [(r.keys, r.on_key, r.target, r.rule.kinds) for r in references(of)]


def test_the_references_of_an_article() -> None:
    article = record(
        "article",
        **ARTICLE,
        rests_on=["reuters > unknown", {"chain": ["own"], "because": "x"}],
        actors={"hts": {"named": ["HTS"]}},
        places=["idlib"],
        events=["talks"],
        claims=[{"claim": "c", "stance": "reports", "by": "akar", "rests_on": ["sana"], "quotes": ["words"]}],
    )
    sources = ("article", "publisher", "actor")
    assert found(article) == [
        (("publisher",), False, "gercek-news", ("publisher",)),
        (("rests_on", 0, "chain", 0), False, "reuters", sources),
        (("rests_on", 0, "chain", 1), False, "unknown", sources),
        (("rests_on", 1, "chain", 0), False, "own", sources),
        (("actors", "hts"), True, "hts", ("actor",)),
        (("places", 0), False, "idlib", ("place",)),
        (("events", 0), False, "talks", ("event",)),
        (("claims", 0, "claim"), False, "c", ("claim",)),
        (("claims", 0, "by"), False, "akar", ("actor", "publisher")),
        (("claims", 0, "rests_on", 0, "chain", 0), False, "sana", sources),
    ]


def test_the_references_of_an_actor_a_place_and_a_claim() -> None:
    actor = record(
        "actor",
        title="A",
        type="person",
        roles=[{"as": "leader", "of": "hts", "source": "a"}],
        controlled_by={"actor": "state", "reference": "https://example.org/"},
    )
    assert found(actor) == [
        (("roles", 0, "source"), False, "a", ("article",)),
        (("roles", 0, "of"), False, "hts", ("actor",)),
        (("controlled_by", "actor"), False, "state", ("actor",)),
    ]
    place = record("place", title="P", type="city", within="syria")
    assert found(place) == [(("within",), False, "syria", ("place",))]
    claim = record("claim", title="C", about=["hts", "idlib"], supports=["d"])
    assert [target for _, _, target, _ in found(claim)] == ["hts", "idlib", "d"]


def test_keywords_of_python_are_keys_without_an_underscore() -> None:
    publisher = record("publisher", title="P", **{"is": "ministry"})
    assert found(publisher) == [(("is",), False, "ministry", ("actor",))]
    event = record("event", title="E", when="2022", actors=["a", {"actor": "b", "as": "host"}])
    assert [keys for keys, *_ in found(event)] == [("actors", 0, "actor"), ("actors", 1, "actor")]


@pytest.mark.parametrize(
    ("cls", "keys", "expected"),
    [
        (Article, ("actors", "hts"), ["named", "called"]),
        (Article, ("actors",), []),
        (
            Article,
            ("claims", 0, "quotes", 0),
            ["text", "publish", "at", "lang", "translation", "translated_from"],
        ),
        (Article, ("rests_on", 0), ["chain", "because"]),
        (Article, ("title",), []),
        (Article, ("no-such-key",), []),
        (Article, ("claims", 0, "rests_on", 3), ["chain", "because"]),
        (Actor, ("names", 2), ["name", "lang"]),
        (Actor, ("roles", 0), ["source", "reference", "as", "of", "when"]),
        (Actor, ("controlled_by",), ["source", "reference", "actor"]),
        (Actor, ("identifiers",), []),
        (Place, ("location",), ["lat", "lon", "precision"]),
        (Claim, ("waivers", 0), ["rule", "reason", "published"]),
    ],
)
def test_the_keys_of_a_mapping(cls: type[Record], keys: tuple[str | int, ...], expected: list[str]) -> None:
    assert keys_at(cls, keys) == expected


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_has_a_title_and_none_of_the_keys_of_a_file(kind: Kind) -> None:
    keys = keys_at(RECORDS[kind], ())
    assert "title" in keys
    assert not {"id", "path", "body", "kind"} & set(keys)

"""Keys in plain English: the model carries them, the schemas hand them on."""

from __future__ import annotations

import json

import pytest

from dossier.export.json_schema import schema_of
from dossier.model.parts import Account, Chain, Control, Role
from dossier.model.records import RECORDS, Article, Claim
from dossier.model.schema import hints, labels


@pytest.mark.parametrize(
    ("of", "key", "label"),
    [
        (Article, "carries", "Whose text it is, if another's"),
        (Article, "rests_on", "Where the article has it from"),
        (Account, "rests_on", "Where it has this from"),
        (Chain, "because", "Why, where the text does not say so"),
        (Role, "as", "Role"),
        (Role, "source", "Article that says so"),
        (Control, "actor", "By whom"),
        (Claim, "contrary_to", "Contrary to"),
    ],
)
def test_a_key_has_a_label(of: type, key: str, label: str) -> None:
    assert labels(of)[key] == label


def test_every_key_has_one_and_no_label_is_of_no_key() -> None:
    for of in [*RECORDS.values(), Account, Chain, Control, Role]:
        assert labels(of).keys() == hints(of).keys()
        assert of.__dict__.get("LABELS", {}).keys() <= hints(of).keys()
        for label in labels(of).values():
            assert "_" not in label
            assert label[0].isupper()


def test_a_schema_hands_them_on() -> None:
    schema = json.loads(schema_of("article"))
    assert schema["properties"]["carries"]["title"] == "Whose text it is, if another's"
    assert schema["definitions"]["Account"]["properties"]["rests_on"]["title"] == "Where it has this from"

"""Who answers to whom: controls and roles as trees; rings and withheld bodies do no harm."""

from __future__ import annotations

from support.small import Small

from dossier.derive.answers import Branch, answers

ACTOR = "---\ntitle: {title}\ntype: group\n{keys}---\n\nText on [[{other}]].\n"
ARTICLE = (
    "---\ntitle: One\npublisher: paper\npublished: 2031-05-01\naccessed: 2031-05-02\nlanguage: en\nread: full\n"
    "---\n\nText.\n"
)


def trees(small: Small, actors: dict[str, str], *, ring: bool = False) -> list[Branch]:
    files = {
        f"content/actors/{id_}.md": ACTOR.format(title=id_.title(), keys=keys, other=next(iter(actors)))
        for id_, keys in actors.items()
    }
    files |= {
        "content/articles/one.md": ARTICLE,
        "content/publishers/paper.md": "---\ntitle: Paper\n---\n\nText.\n",
    }
    checked = small.check(files)
    assert checked.failed == ring, checked.diagnostics
    return answers(checked.corpus)


def shape(branches: list[Branch] | tuple[Branch, ...]) -> list[object]:
    return [(one.id, one.words, shape(one.below)) for one in branches]


def test_a_role_stands_below_its_body_and_a_body_below_who_controls_it(small: Small) -> None:
    found = trees(
        small,
        {
            "state": "",
            "ministry": "controlled_by: {actor: state, source: one}\n",
            "minister": "roles:\n  - {as: minister, of: ministry, source: one}\n  - {as: member, of: state, source: one}\n",
            "alone": "",
        },
    )
    below = [("ministry", "", [("minister", "minister", [])]), ("minister", "member", [])]
    assert shape(found) == [("state", "", below)]


def test_a_ring_has_no_root_and_ends(small: Small) -> None:
    found = trees(
        small,
        {
            "a": "controlled_by: {actor: b, source: one}\n",
            "b": "controlled_by: {actor: a, source: one}\n",
            "c": "roles:\n  - {as: head, of: d, source: one}\n",
            "d": "controlled_by: {actor: e, source: one}\n",
            "e": "",
        },
        ring=True,  # an error; a preview draws it all the same
    )
    assert shape(found) == [("e", "", [("d", "", [("c", "head", [])])])]

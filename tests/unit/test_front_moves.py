"""Entries in another order: their lines move as they are written, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.read.front_edits import CannotEdit, values
from dossier.read.front_moves import move, reorder
from dossier.read.front_values import change

HEAD = "---\ntitle: T   # of it\n"
ROLES = [
    "  # by the herald\n  - {as: 'docker', when: 2023}   # sic\n",
    '\n  - as: "speaker"   # of the dockers\n    # since then\n    when: 2024\n',
    "  - as: |-\n      he said:\n\n      # no comment\n",
    "  - aunt\n",
    "  - as: [a,\n      b]\n    quotes:\n    - {text: x}\n    - y\n",
]
TAIL = '# the end\nactors:\n  one: {named: [A, "B, C", D]}   # first\n  # of two\n  two: {}\n  three: {}\n---\n\n- a\n- b\n'
TEXT = f"{HEAD}roles:\n{''.join(ROLES)}{TAIL}"


@given(st.permutations(range(len(ROLES))), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_any_order_of_entries_on_lines_moves_their_lines(order: list[int], end: str, mark: str) -> None:
    now = reorder(mark + TEXT.replace("\n", end), order, "roles")
    assert now == mark + f"{HEAD}roles:\n{''.join(ROLES[number] for number in order)}{TAIL}".replace(
        "\n", end
    )
    assert values(now)["roles"] == [values(TEXT)["roles"][number] for number in order]


def test_entries_between_brackets_change_places() -> None:
    now = move(TEXT, 0, "actors", "one", "named", 2)
    assert now == TEXT.replace('[A, "B, C", D]', '[D, A, "B, C"]')
    assert move(now, 2, "actors", "one", "named", 0) == TEXT
    over_lines = TEXT.replace('[A, "B, C", D]', '[A,   # not B\n    "B, C",\n    D]')
    moved = move(over_lines, 1, "actors", "one", "named", 0)
    assert moved == over_lines.replace('[A,   # not B\n    "B, C",', '["B, C",   # not B\n    A,')


def test_keys_of_a_mapping_change_places_with_their_lines() -> None:
    now = move(TEXT, 0, "actors", "two")
    one, two = '  one: {named: [A, "B, C", D]}   # first\n', "  # of two\n  two: {}\n"
    assert now == TEXT.replace(one + two, two + one)
    assert list(values(now)["actors"]) == ["two", "one", "three"]


@pytest.mark.parametrize(
    ("to", "path", "why"),
    [
        (5, ("roles", 0), "has no entry 5"),
        (-1, ("roles", 0), "has no entry -1"),
        (0, ("roles", 7), 'there is no "7"'),
        (0, ("none", 1), 'there is no "none"'),
        (0, ("title", 0), "no list"),
        (1, ("roles", 1, "as"), "cannot be edited"),
        (1, ("actors", "one"), "has an empty entry"),
    ],
)
def test_what_cannot_be_moved_is_refused(to: int, path: tuple[str | int, ...], why: str) -> None:
    with pytest.raises(CannotEdit, match=why):
        move(TEXT.replace("two: {}", "two:").replace("three", "three: {}\n  four"), to, *path)


def test_an_entry_that_stays_where_it_is_changes_nothing() -> None:
    assert move(TEXT, 1, "roles", 1) == TEXT


def test_a_form_moves_the_entries_that_it_only_moves() -> None:
    """The lines of those that stay are kept, whatever else is added, changed or taken out beside them."""
    roles = values(TEXT)["roles"]
    now = change(TEXT, [roles[4], {"as": "new"}, roles[0], roles[1]], "roles")
    for line in (ROLES[0], ROLES[1], ROLES[4]):
        assert line in now
    assert values(now)["roles"] == [roles[4], {"as": "new"}, roles[0], roles[1]]

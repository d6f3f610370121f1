"""`docs/REFERENCE.md` is what the program says of itself, and nothing is missing from it."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from dossier.cli import COMMANDS, main
from dossier.cli.reference import reference
from dossier.diagnostics import CODES
from dossier.export.json_schema import NAMES
from dossier.model.differences import KINDS
from dossier.model.records import RECORDS
from dossier.model.schema import hints

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "REFERENCE.md").read_text("utf-8")


def test_it_is_up_to_date() -> None:
    assert reference() == PAGE, "run: make reference"


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_every_key_of_a_kind_is_in_it(kind: str) -> None:
    section = PAGE.split(f"\n### {kind}\n")[1].split("\n### ")[0]
    keys = re.findall(r"^\| \**`([a-z_]+)`", section, re.MULTILINE)
    assert keys == list(hints(RECORDS[kind]))  # type: ignore[index]


def test_every_code_difference_and_command_is_in_it() -> None:
    for code in CODES:
        assert f"\n| `{code}` | " in PAGE
    for kind in KINDS:
        assert f"\n| `{kind}` | " in PAGE
    for name in COMMANDS:
        assert f"\n### dossier {name}\n" in PAGE
        command = main.get_command(click.Context(main), name)
        assert command is not None
        for option in (o for p in command.params if isinstance(p, click.Option) for o in p.opts):
            assert option in PAGE.split(f"\n### dossier {name}\n")[1].split("\n### ")[0]


def test_every_type_it_names_has_a_section() -> None:
    for target in set(re.findall(r"\]\(#([a-z.-]+)\)", PAGE)):
        assert re.search(rf"^###? {target.replace('-', '[ -]')}$", PAGE, re.MULTILINE | re.IGNORECASE), target


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "README.md", "docs/NEW-DOSSIER.md", "docs/EDITORS.md"])
def test_the_guides_name_commands_options_and_codes_that_are_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for command, rest in re.findall(r"(?:^|[`\s(])dossier ([a-z]+)((?: [^`\n]*)?)", text):
        if command in COMMANDS:
            found = main.get_command(click.Context(main), command)
            assert found is not None
            options = {
                o for p in found.params if isinstance(p, click.Option) for o in (*p.opts, *p.secondary_opts)
            }
            for option in re.findall(r"(?<=\s)--[a-z-]+", rest.split("#")[0]):
                assert option in options | {"--help"}, f"{name}: dossier {command} {option}"
    for code in re.findall(r"error: .* \[([a-z-]+)\]$", text, re.MULTILINE):
        assert code in CODES
    for link in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text):
        assert ((ROOT / name).parent / link).exists(), f"{name}: {link}"


def test_there_is_a_schema_of_every_kind() -> None:
    assert {*RECORDS, "retired", "releases"} == set(NAMES)

"""`docs/REFERENCE.md`: every kind, key, code and command, written from the program itself by `make reference`.

Not a command: `python -m dossier.cli.reference` prints it.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

import click

from dossier.cli import COMMANDS, main
from dossier.config import Settings
from dossier.diagnostics import CODES
from dossier.lint.measures import MEASURES
from dossier.model.checks import Checked, Listed, Ref, Short, record_id, web_address
from dossier.model.dates import Window
from dossier.model.differences import KINDS
from dossier.model.documented import documentation, purpose
from dossier.model.languages import country_code, language_tag
from dossier.model.locators import Locator
from dossier.model.parts import FOLDERS, Kind, a_kind, key_of
from dossier.model.records import RECORDS
from dossier.model.releases import (
    Release,
    commit_hash,
    content_digest,
    difference_kind,
    number,
    release_version,
)
from dossier.model.retired import Retired
from dossier.model.schema import hints

HEAD = """\
# Reference

Written by `make reference` from the program itself; do not edit it. For a way through it by an example, see
[CONTRIBUTING.md](../CONTRIBUTING.md).

- [Kinds and their keys](#kinds-and-their-keys)
- [Diagnostics](#diagnostics)
- [Differences](#differences)
- [Commands](#commands)
- [Settings](#settings)
"""
CHECKS: dict[Any, str] = {
    web_address: "address (https://…)",
    language_tag: "language (BCP 47)",
    country_code: "country (ISO 3166-1)",
    record_id: "id",
    release_version: "letters, digits, dots and hyphens",
    content_digest: "12 hexadecimal digits",
    commit_hash: "hash of a commit",
    difference_kind: "kind of difference",
    number: "number",
}

SETTINGS = {
    "authors": "authors",
    "published_by": "published_by",
    "reviewed_by": "reviewed_by",
    "contact": "contact",
    "license": "license",
    "sources_required": "sources_required",
    "citation_style": "citation_style",
    "map.borders": "borders",
    "assertions": "assertions",
    "views": "views",
}
"""Settings of ours, with the field of `Settings` that documents each."""


def reference() -> str:
    """The text of `docs/REFERENCE.md`."""
    return "\n".join([HEAD, *_kinds(), *_codes(), *_differences(), *_commands(), *_settings()]) + "\n"


def _settings() -> Iterator[str]:
    yield "## Settings\n"
    yield "Under `extra:` in `mkdocs.yml`, besides what MkDocs and Material have there. A point leads into a mapping:"
    yield "`map.borders` is `map: {borders: …}`.\n"
    yield "| setting | what it is |\n|---|---|"
    documented = documentation(Settings)
    for key, field in SETTINGS.items():
        yield f"| `{key}` | {' '.join(documented[field].split())} |"
    yield (
        "\nWhat `assertions` count, each under `at_least` or `at_most`: "
        + ", ".join(f"`{m}`" for m in MEASURES)
        + ".\n"
    )


def _kinds() -> Iterator[str]:
    yield "## Kinds and their keys\n"
    yield "The file's folder says its kind, its name the id. A key in bold is required.\n"
    parts: dict[type, None] = {}
    for kind, cls in RECORDS.items():
        yield from _class(kind, f"`{_place(kind)}`. {purpose(cls)}", cls, parts)
    yield from _class("retired.yml", f"`content/retired.yml`, a list. {purpose(Retired)}", Retired, parts)
    about = f"`content/releases.yml`, a list that `dossier release` writes. {purpose(Release)}"
    yield from _class("releases.yml", about, Release, parts)
    done: set[type] = set()
    while waiting := [part for part in parts if part not in done]:
        for part in waiting:
            done.add(part)
            yield from _class(part.__name__.lower(), purpose(part), part, parts)


def _place(kind: Kind) -> str:
    return f"content/{FOLDERS[kind]}/ID.md" if kind in FOLDERS else "content/index.md, content/about/*.md"


def _class(name: str, about: str, cls: type, parts: dict[type, None]) -> Iterator[str]:
    told = documentation(cls)
    needed = {key_of(f.name) for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}
    yield f"### {name}\n\n{about}\n\n| key | what stands there | |\n|---|---|---|"
    for key, hint in hints(cls).items():
        shown = f"**`{key}`**" if key in needed else f"`{key}`"
        yield f"| {shown} | {_cell(_told(hint, parts))} | {_cell(told.get(key, ''))} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _told(hint: Any, parts: dict[type, None]) -> str:
    """A type in words."""
    notes: tuple[Any, ...] = ()
    while hasattr(hint, "__metadata__") or get_origin(hint) in (Union, types.UnionType):
        if hasattr(hint, "__metadata__"):
            notes, hint = (*notes, *hint.__metadata__), hint.__origin__
        else:
            hint = next(part for part in get_args(hint) if part is not type(None))
    told = _bare(hint, parts)
    for note in notes:
        if isinstance(note, Checked):
            told = CHECKS.get(note.parse, told)
        elif isinstance(note, Ref):
            words = [f"`{word}`" for word in note.words] + (["words"] if note.or_words else [])
            told = " or ".join([f"id of {' or '.join(map(a_kind, note.kinds))}", *words])  # type: ignore[arg-type]
        elif isinstance(note, Listed):
            told = f"{told}, or one text divided by `{note.separator}`"
        elif isinstance(note, Short):
            told = f"{told}, or a text: its `{note.key}`"
    return told


def _bare(hint: Any, parts: dict[type, None]) -> str:
    arguments = [part for part in get_args(hint) if part is not Ellipsis]
    if get_origin(hint) is Literal:
        return ", ".join(f"`{value}`" for value in arguments)
    if get_origin(hint) is tuple:
        return f"list: {_told(arguments[0], parts)}"
    if get_origin(hint) is Mapping:
        key, value = (_told(part, parts) for part in arguments)
        return f"mapping: {key} → {value}"
    if hint is Window:
        return "date (EDTF)"
    if hint is Locator:
        return "place in a source"
    if hint is Decimal:
        return "degrees"
    if isinstance(hint, type) and is_dataclass(hint):
        parts[hint] = None
        return f"[{hint.__name__.lower()}](#{hint.__name__.lower()})"
    return "text"


def _codes() -> Iterator[str]:
    yield "## Diagnostics\n"
    yield "`dossier explain CODE` prints the same. A case of each stands in `tests/diagnostics/`.\n"
    yield "| code | the rule behind it |\n|---|---|"
    for code, rule in sorted(CODES.items()):
        yield f"| `{code}` | {_cell(rule)} |"
    yield ""


def _differences() -> Iterator[str]:
    yield "## Differences\n"
    yield "What `dossier diff` tells, and what each does to the evidence.\n"
    yield "| kind | | what it means | the other way round |\n|---|---|---|---|"
    for kind, told in KINDS.items():
        yield f"| `{kind}` | {told.weight} | {told.meaning} | `{told.mirror}` |"
    yield ""


WIDE: dict[str, Any] = {"terminal_width": 100, "max_content_width": 100}


def _commands() -> Iterator[str]:
    yield "## Commands\n"
    for name in COMMANDS:
        context = click.Context(main, info_name="dossier", **main.context_settings, **WIDE)
        found = main.get_command(context, name)
        assert found is not None
        inner = click.Context(found, parent=context, info_name=name, **WIDE)
        yield f"### dossier {name}\n\n```\n{found.get_help(inner).rstrip()}\n```\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)

"""A settings file as MkDocs reads it: `!ENV`, `INHERIT` and merging, with limits on what YAML may hold."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from dossier.conflict_markers import conflict_lines

MAX_INHERITED = 8
MAX_BYTES, MAX_DEPTH, MAX_VALUES = 262_144, 32, 20_000
"""Limits on a settings file: bytes, nesting, and values reached through aliases."""


class ConfigError(Exception):
    """The environment is broken, not the content: one line, exit status 2."""


_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]
    """Reads mkdocs.yml as MkDocs does: `!ENV` is resolved, and tags that only MkDocs knows are ignored."""


def _environment(loader: _Loader, node: yaml.Node) -> Any:
    """The value of the first variable that is set, with the type YAML would give it; else the default, the last of
    several.
    """
    names, default = [node], None
    if isinstance(node, yaml.SequenceNode):
        names = list(node.value)
        if len(names) > 1:
            default = loader.construct_object(names.pop())
    for name in (str(loader.construct_scalar(child)) for child in names):
        if name in os.environ:
            written = os.environ[name]
            tag = loader.resolve(yaml.ScalarNode, written, (True, False))
            return loader.construct_object(yaml.ScalarNode(tag, written))
    return default


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_mkdocs_yml(path: Path, depth: int = 0) -> dict[str, Any]:
    """The mapping in `mkdocs.yml`, merged with what it inherits as MkDocs merges it; raises `ConfigError`."""
    found = _loaded(path)
    if "INHERIT" in found and depth >= MAX_INHERITED:
        raise ConfigError(f"{path}: INHERIT goes in a circle, or more than {MAX_INHERITED} files deep")
    if "INHERIT" in found:
        inherited = read_mkdocs_yml(path.parent / str(found.pop("INHERIT")), depth + 1)
        found = _merged(inherited, found)
    return found


def _loaded(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        hint = "run the command in the folder that holds it, or make one with: dossier init DIR"
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); {hint}") from None
    if len(data) > MAX_BYTES:
        raise ConfigError(f"{path}: holds more than {MAX_BYTES:,} bytes")
    for marker in conflict_lines(data.decode("utf-8", "replace")):
        raise ConfigError(f"{path}:{marker + 1}: is a conflict marker of git; decide which version holds")
    try:
        _bound_depth(data, path)
        found = yaml.load(data, Loader=_Loader)  # noqa: S506 - derived from SafeLoader
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: {' '.join(str(error).split())}") from None
    except (ValueError, TypeError, RecursionError) as error:  # a date that is none, a list for a key
        raise ConfigError(f"{path}: holds a value that YAML cannot read ({error})") from None
    if not isinstance(found, dict):
        raise ConfigError(f"{path}: is not a mapping")
    if not all(isinstance(key, str) for key in found):
        raise ConfigError(f"{path}: the name of a setting is a text")
    _bound_values(found, path)
    return found


def _bound_depth(data: bytes, path: Path) -> None:
    """Refuse values nested too deep, by the parser's events: libyaml's composer crashes the process on them."""
    depth = 0
    for event in yaml.parse(data, Loader=_Safe):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise ConfigError(f"{path}:{line}: is nested more than {MAX_DEPTH} deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _bound_values(settings: dict[str, Any], path: Path) -> None:
    """Refuse recursive aliases, and aliases that multiply values."""
    waiting: list[tuple[Any, int]] = [(settings, 0)]
    for _ in range(MAX_VALUES):
        if not waiting:
            return
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            break
        if isinstance(value, dict):
            waiting += [(item, depth + 1) for item in value.values()]
        elif isinstance(value, (list, tuple, set)):
            waiting += [(item, depth + 1) for item in value]
    raise ConfigError(f"{path}: an alias leads into itself, or there are more than {MAX_VALUES:,} values")


def _merged(inherited: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Merge as MkDocs does: mappings key by key; of other values the file's own wins."""
    found = dict(inherited)
    for key, value in own.items():
        before = found.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            value = _merged(before, value)
        found[key] = value
    return found

"""Checks mkdocs.yml: a setting that `dossier build` cannot honour is a diagnostic, at its line.

The values checked are those that MkDocs uses, merged with what the file inherits; the files as written only give the
places.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from dossier.config import Settings
from dossier.diagnostics import Report, Span, did_you_mean
from dossier.settings_file import MAX_INHERITED, ConfigError, read_mkdocs_yml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Keys = tuple[str | int, ...]
THEME = "write theme: {name: material, font: false}"
REFUSED_FEATURES = {
    "navigation.instant": "it breaks on links inside drawings, and on pages read from disk",
    "content.action.view": "it makes an address that no generated page has",
}
FOREIGN = ("analytics", "consent", "version")
"""Keys of `extra` that make Material's pages request another host."""


@dataclass(frozen=True, slots=True)
class Written:
    """A settings file as it is written."""

    path: Path
    name: str
    lines: list[str]
    root: yaml.Node | None


Refusal = tuple[Keys, str, str]
"""The place of a setting, what is wrong with it, and what to write instead."""


def check_settings(settings: Settings, report: Report) -> None:
    """Report settings under which `mkdocs build` and `dossier build` would differ, or a page would call another host."""
    try:
        found = read_mkdocs_yml(settings.project / settings.file)
    except ConfigError:
        return  # loading the settings has said so
    files = _files(settings.project, settings.file)
    for keys, message, hint in _refused(found):
        report.error("setting-not-honoured", _place(files, keys, settings.file), message, hint)
    missing = [key for key in ("published_by", "contact") if not getattr(settings, key)]
    if missing and _is_public(settings.url):
        hint = "write under extra: who publishes it, and an address that needs no account: " + ", ".join(
            f"{key}: …" for key in missing
        )
        message = f"the dossier is published at {settings.url}, and does not say {' and '.join(_SAID[k] for k in missing)}"
        report.error("unsigned", _place(files, ("site_url",), settings.file), message, hint)
    elif settings.contact and all(_is_forge(one) for one in settings.contact):
        hint = "add a mail address, or another way"
        message = "who has no account at that forge cannot reply"
        report.warning("unsigned", _place(files, ("extra", "contact"), settings.file), message, hint)


def check_assertions(settings: Settings, measures: Mapping[str, Callable[[], int]], report: Report) -> None:
    """Report numbers of the dossier that fall short of what mkdocs.yml asserts; `measures` are counted by name."""
    files = _files(settings.project, settings.file) if settings.assertions else []
    for bound, measure, number in settings.assertions:
        at = _place(files, ("extra", "assertions", bound, measure), settings.file)
        if measure not in measures:
            hint = did_you_mean(measure, measures) or f"what is counted: {', '.join(measures)}"
            report.error("assertion-failed", at, f'nothing is counted as "{measure}"', hint)
            continue
        counted, words = measures[measure](), measure.replace("_", " ")
        if counted < number if bound == "at_least" else counted > number:
            report.error(
                "assertion-failed",
                at,
                f"{words}: {counted}, and this dossier asserts {bound.replace('_', ' ')} {number}",
                "mend the content, or change the number here",
            )


def check_views(
    settings: Settings, known: Callable[[], Mapping[str, Collection[str]]], report: Report
) -> None:
    """Report what no feed can follow in the queries of saved views; `known` counts the values of each facet."""
    if not settings.views:
        return
    from dossier.derive.views import problems

    files, values = _files(settings.project, settings.file), known()
    for number, view in enumerate(settings.views):
        at = _place(files, ("extra", "views", number, "query"), settings.file)
        for problem in problems(view.query, values):
            report.error("bad-view", _part(at, problem.part), problem.message, problem.hint)


def place_of(settings: Settings, keys: Keys) -> Span:
    """Where a setting is written."""
    return _place(_files(settings.project, settings.file), keys, settings.file)


def sections(
    settings: Settings, wanted: Sequence[Keys]
) -> Iterator[tuple[Path, str, list[tuple[Keys, int, int]]]]:
    """Each settings file inside the project, its text, and where in it the values of `wanted` keys begin and end."""
    for file in _files(settings.project, settings.file):
        if not file.path.resolve().is_relative_to(settings.project.resolve()):
            continue
        text, ranges = file.path.read_bytes().decode("utf-8"), []
        before = len(text) - len(text.removeprefix("\ufeff"))
        for keys in wanted:
            node = file.root
            for key in keys:
                node = _step(node, key)
            if node is not None:
                ranges.append((keys, before + node.start_mark.index, before + node.end_mark.index))
        yield file.path, text, ranges


def _part(at: Span, part: str) -> Span:
    """A part of a setting, where it stands in the setting's line; the setting where it does not."""
    begin = at.source.find(part, at.column - 1) if part else -1
    return at if begin < 0 else replace(at, column=begin + 1, length=len(part))


_SAID = {"published_by": "who stands for it", "contact": "where corrections and replies are sent"}
_FORGES = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org")
_RESERVED = (".example", ".test", ".invalid", ".localhost", "example.org", "example.com", "example.net")
"""Names under which nothing is published (RFC 2606)."""


def _is_public(url: str) -> bool:
    host = (urlsplit(url).hostname or "").rstrip(".")
    return bool(host) and "." in host and not host.endswith(_RESERVED) and not host.startswith("127.")


def _is_forge(contact: str) -> bool:
    return (urlsplit(contact).hostname or "").endswith(_FORGES)


def _refused(found: dict[str, Any]) -> Iterator[Refusal]:
    if "theme" not in found:
        yield (), "the site's frame is Material's, and no theme is named", THEME
    else:
        yield from _theme(found["theme"])
    plugins = dict(_plugins(found.get("plugins")))
    if "dossier" not in plugins.values():
        yield (), "the plugin is not named", "write plugins: [dossier]"
    for keys, name in plugins.items():
        if name != "dossier":
            hint = "take it out: what it does to pages would be missing from the published site"
            yield keys, f'the plugin "{name}" is run by MkDocs alone', hint
    for key in ("hooks", "extra_templates"):
        if found.get(key):
            yield (key,), f'"{key}" is run by MkDocs alone', "take it out"
    if found.get("use_directory_urls", True) is not True:
        yield ("use_directory_urls",), "addresses end in a slash: /actors/olga-vintner/", "take the line out"
    for keys, address in _scalars(found.get("nav"), ("nav",)):
        if not address.endswith(".md") and not address.startswith(("https://", "http://")):
            yield keys, f'"{address}" is neither a page nor a web address', "write index.md, or https://…"
    extra = found.get("extra")
    if isinstance(extra, dict):
        for name in FOREIGN:
            if extra.get(name):
                yield ("extra", name), f'"extra: {name}" makes pages call another host', "take it out"
        if not _leads_to_a_page(extra.get("homepage", "")):
            hint = "write https://…, or a path of the site"
            yield ("extra", "homepage"), "the homepage is no web address", hint
    for key in ("theme", "extra_css", "extra_javascript"):
        for keys, text in _scalars(found.get(key), (key,)):
            if "//" in text or "\\\\" in text:
                yield keys, f'"{text}" is fetched from another host', "serve it from the site itself"


def _leads_to_a_page(address: object) -> bool:
    """True for http and https addresses, and for paths."""
    scheme, colon, _ = str(address).partition(":")
    return isinstance(address, str) and (not colon or scheme in ("http", "https") or "/" in scheme)


def _theme(theme: Any) -> Iterator[Refusal]:
    name = theme.get("name") if isinstance(theme, dict) else theme
    if name != "material":
        yield (
            ("theme", "name") if isinstance(theme, dict) else ("theme",),
            "the site's frame is Material's",
            THEME,
        )
    if not isinstance(theme, dict):
        if name == "material":
            yield ("theme",), "the theme would fetch its fonts from another host", THEME
        return
    # Material asks whether it is false: the text "false" is not.
    if theme.get("font") is not False:
        yield ("theme", "font"), "the theme would fetch its fonts from another host", "write font: false"
    features = theme.get("features")
    for number, feature in enumerate(features if isinstance(features, list) else ()):
        for refused, why in REFUSED_FEATURES.items():
            if feature == refused or str(feature).startswith(refused + "."):
                yield (
                    ("theme", "features", number),
                    f'the feature "{feature}" is not possible: {why}',
                    "take it out",
                )


def _plugins(plugins: Any) -> Iterator[tuple[Keys, str]]:
    """The names of plugins: a list of names and of mappings with one key, or one mapping."""
    if isinstance(plugins, dict):
        yield from ((("plugins", name), str(name)) for name in plugins)
    for number, item in enumerate(plugins if isinstance(plugins, list) else ()):
        yield ("plugins", number), str(next(iter(item), "")) if isinstance(item, dict) else str(item)


def _scalars(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Every text in a value, with the keys that lead to it."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _scalars(item, (*keys, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _scalars(item, (*keys, number))


def _files(folder: Path, name: str, depth: int = 0) -> list[Written]:
    """The settings file, and those that it inherits from, in that order."""
    try:
        text = (folder / name).read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
        root = yaml.compose(text, Loader=Loader)
    except (OSError, yaml.YAMLError):
        return []
    own = Written(folder / name, name, text.splitlines(), root)
    inherited = _step(root, "INHERIT")
    if not isinstance(inherited, yaml.ScalarNode) or depth >= MAX_INHERITED:
        return [own]
    path = (folder / name).parent / str(inherited.value)
    return [own, *_files(path.parent, path.name, depth + 1)]


def _place(files: list[Written], keys: Keys, name: str) -> Span:
    """Where a setting is written: in the first of the files that contains most of the keys that lead to it."""
    best, span = 0, Span(name)
    for file in files:
        at, node = 0, file.root
        while at < len(keys) and (inner := _step(node, keys[at])) is not None:
            node, at = inner, at + 1
        if at > best and node is not None:
            mark, end = node.start_mark, node.end_mark
            length = max(1, end.column - mark.column if end.line == mark.line else 1)
            line = file.lines[mark.line] if mark.line < len(file.lines) else ""
            best, span = at, Span(file.name, mark.line + 1, mark.column + 1, length, line)
    return span


def _step(node: yaml.Node | None, key: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in reversed(node.value) if name.value == str(key)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        inner: yaml.Node = node.value[key]
        return inner
    return None

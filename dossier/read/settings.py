"""mkdocs.yml as far as `dossier build` has to honour it: what it cannot honour is a diagnostic, at its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from dossier.config import MAX_INHERITED, Settings
from dossier.diagnostics import Report, Span

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
THEME = "write theme: {name: material, font: false}"
REFUSED_FEATURES = {
    "navigation.instant": "it breaks on links inside drawings, and on pages read from disk",
    "content.action.view": "it makes an address that no generated page has",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A setting: its value, and the file and lines in which it is written."""

    node: yaml.Node
    name: str
    lines: list[str]


def check_settings(settings: Settings, report: Report) -> None:
    """Report settings under which `mkdocs build` and `dossier build` would differ, or a page would call another host."""
    found = _merged(settings.project, settings.file)
    for key, written in found.items():
        for node, message, hint in _refused(key, written.node):
            mark = node.start_mark
            length = node.end_mark.column - mark.column if node.end_mark.line == mark.line else 1
            at = Span(written.name, mark.line + 1, mark.column + 1, max(1, length), written.lines[mark.line])
            report.error("setting-not-honoured", at, message, hint)
    at = Span(settings.file)
    if "theme" not in found:
        report.error(
            "setting-not-honoured", at, "the site's frame is Material's, and no theme is named", THEME
        )
    if "dossier" not in {
        _name(item) for item in _items(found["plugins"].node if "plugins" in found else None)
    }:
        report.error("setting-not-honoured", at, "the plugin is not named", "write plugins: [dossier]")


def _merged(folder: Path, name: str, depth: int = 0) -> dict[str, Found]:
    """The settings of a file and of what it inherits; its own go before."""
    try:
        text = (folder / name).read_text("utf-8", "replace")
        root = yaml.compose(text, Loader=Loader)
    except (OSError, yaml.YAMLError):
        return {}  # config.load has said so
    values = _mapping(root)
    lines = text.splitlines()
    found = {key: Found(node, name, lines) for key, node in values.items()}
    inherited = values.get("INHERIT")
    if inherited is not None and depth < MAX_INHERITED:
        path = (folder / name).parent / str(inherited.value)
        above = _merged(path.parent, path.name, depth + 1)
        found = {**above, **found}
    return found


Refusal = tuple[yaml.Node, str, str]


def _refused(key: str, node: yaml.Node) -> Iterator[Refusal]:
    if key == "plugins":
        for item in _items(node):
            if _name(item) != "dossier":
                hint = "take it out: what it does to pages would be missing from the published site"
                yield item, f'the plugin "{_name(item)}" is run by MkDocs alone', hint
    elif key in ("hooks", "extra_templates") and _items(node):
        yield node, f'"{key}" is run by MkDocs alone', "take it out"
    elif key == "use_directory_urls" and node.value == "false":
        yield node, "addresses end in a slash: /actors/hts/", "take the line out"
    elif key == "theme":
        yield from _theme(node)
    elif key == "nav":
        for scalar in _scalars(node):
            address = str(scalar.value)
            if not address.endswith(".md") and not address.startswith(("https://", "http://")):
                yield (
                    scalar,
                    f'"{address}" is neither a page nor a web address',
                    "write index.md, or https://…",
                )
    elif key == "extra":
        for name, value in _mapping(node).items():
            if name in ("analytics", "consent", "version"):
                yield value, f'"extra: {name}" makes pages call another host', "take it out"
    if key in ("theme", "extra_css", "extra_javascript"):
        for scalar in _scalars(node):
            if "//" in str(scalar.value):
                yield (
                    scalar,
                    f'"{scalar.value}" is fetched from another host',
                    "serve it from the site itself",
                )


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)


def _theme(theme: yaml.Node) -> Iterator[Refusal]:
    values = _mapping(theme)
    name = values.get("name", theme)
    if name.value != "material":
        yield name, "the site's frame is Material's", THEME
    font = values.get("font")
    if isinstance(theme, yaml.MappingNode) and (font is None or font.value != "false"):
        yield font or theme, "the theme would fetch its fonts from another host", "write font: false"
    for item in _items(values.get("features")):
        feature = str(item.value)
        for refused, why in REFUSED_FEATURES.items():
            if feature == refused or feature.startswith(refused + "."):
                yield item, f'the feature "{feature}" is not possible: {why}', "take it out"


def _mapping(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {str(key.value): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return [key for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []


def _name(item: yaml.Node) -> str:
    return (
        str(item.value[0][0].value) if isinstance(item, yaml.MappingNode) and item.value else str(item.value)
    )

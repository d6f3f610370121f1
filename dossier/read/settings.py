"""mkdocs.yml as far as `dossier build` has to honour it: what it cannot honour is a diagnostic, at its line."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from dossier.config import Settings
from dossier.diagnostics import Report, Span

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
THEME = "write theme: {name: material, font: false}"
REFUSED_FEATURES = {
    "navigation.instant": "it breaks on links inside drawings, and on pages read from disk",
    "content.action.view": "it makes an address that no generated page has",
}


def check_settings(settings: Settings, report: Report) -> None:
    """Report settings under which `mkdocs build` and `dossier build` would differ, or a page would call another host."""
    name = settings.file
    path = settings.project / name
    text = path.read_text("utf-8", "replace")
    try:
        root = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError:
        return  # config.load has said so
    if isinstance(root, yaml.MappingNode):
        lines = text.splitlines()
        for node, message, hint in _refused(root):
            mark = node.start_mark
            length = node.end_mark.column - mark.column if node.end_mark.line == mark.line else 1
            at = Span(name, mark.line + 1, mark.column + 1, max(1, length), lines[mark.line])
            report.error("setting-not-honoured", at, message, hint)


Refusal = tuple[yaml.Node, str, str]


def _refused(root: yaml.MappingNode) -> Iterator[Refusal]:
    values = _mapping(root)
    for item in _items(values.get("plugins")):
        name = _name(item)
        if name != "dossier":
            hint = "take it out: what it does to pages would be missing from the published site"
            yield item, f'the plugin "{name}" is run by MkDocs alone', hint
    for key in ("hooks", "extra_templates"):
        if key in values and _items(values[key]):
            yield values[key], f'"{key}" is run by MkDocs alone', "take it out"
    if (node := values.get("use_directory_urls")) is not None and node.value == "false":
        yield node, "addresses end in a slash: /actors/hts/", "take the line out"
    for key in ("extra_css", "extra_javascript"):
        for item in _items(values.get(key)):
            if isinstance(item, yaml.ScalarNode) and "//" in item.value:
                yield (
                    item,
                    f'"{item.value}" is fetched from another host',
                    "serve it from the content folder's theme",
                )
    if (theme := values.get("theme")) is not None:
        yield from _theme(theme)
    elif "INHERIT" not in values:
        yield root, "the site's frame is Material's, and no theme is named", THEME
    extra = _mapping(values.get("extra"))
    for key in ("analytics", "consent", "version"):
        if key in extra:
            yield extra[key], f'"extra: {key}" makes pages call another host', "take it out"


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

"""Renders the theme once a shape, not once a page (docs/decisions/0010).

One real MkDocs build of placeholder pages, one for each shape that the site's pages have, gives a shell a shape. A
page is its shell with its slots filled: byte for byte what Material's templates would have given for it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

from jinja2.exceptions import SecurityError, TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from dossier.model.pages import Heading, Page, Site
from dossier.settings_file import ConfigError
from dossier.theme.plugin import DossierPlugin
from dossier.theme.sandbox import sandboxed
from dossier.theme.shells import Shape, Shell, Shells, nav_titles, shape_of
from dossier.theme.slots import Slots

_H1 = "<h1 hidden>"


def draw(config_file: Path, site: Site, slots: dict[str, Slots], into: Path) -> Shells:
    """The shells of all pages; the theme's own files are written to the directory `into`.

    Raises `ConfigError` if MkDocs rejects the settings, or a template of `custom_dir` fails.
    """
    try:
        return _drawn(config_file, site, slots, into)
    except SecurityError as error:
        raise ConfigError(f"a template of custom_dir does what no template may: {error}") from None
    except (TemplateError, ArithmeticError, TypeError) as error:
        raise ConfigError(
            f"a template of custom_dir cannot be drawn: {' '.join(str(error).split())}"
        ) from None
    except MkDocsException as error:
        raise ConfigError(str(error)) from None


def _drawn(config_file: Path, site: Site, slots: dict[str, Slots], into: Path) -> Shells:
    config = load_config(config_file=str(config_file), site_dir=str(into))
    config.theme.get_env = partial(sandboxed, config.theme)  # type: ignore[method-assign]
    plugin = config.plugins["dossier"]
    assert isinstance(plugin, DossierPlugin)
    in_nav = frozenset(nav_titles(config.nav))
    mark = _mark(config_file, site)
    samples: dict[Shape, Page] = {}
    for page in site.pages:
        shape = shape_of(page, slots[page.address], in_nav)
        if shape not in samples:
            address = (
                f"{shape.place[:-2]}{mark}{len(samples)}/" if shape.place.endswith("*/") else page.address
            )
            contents = (Heading(mark, mark),) if page.contents else ()
            samples[shape] = replace(page, address=address, contents=contents)
    plugin.site = Site(tuple(samples.values()), {})
    plugin.slots = {sample.address: _placeholders(shape, mark) for shape, sample in samples.items()}
    plugin.shells = {}
    mkdocs_build(config)
    for sample in samples.values():
        (into / sample.file).unlink()
        if mark in sample.address:
            (into / sample.address).rmdir()
    shells = {shape: _shell(plugin.shells[sample.address], mark) for shape, sample in samples.items()}
    return Shells(shells, in_nav)


def _mark(config_file: Path, site: Site) -> str:
    """The prefix of placeholders: letters and digits that occur in no setting and no title, the same for the same
    site.
    """
    digest = hashlib.sha256(config_file.read_bytes())
    for page in site.pages:
        digest.update(f"{page.address}\0{page.title}\0".encode())
    return f"zq{digest.hexdigest()}"


def _shell(drawn: str, mark: str) -> Shell:
    names = "|".join(field.name for field in fields(Slots))
    return tuple(re.split(rf"{mark}({names})zq", drawn.replace(_H1 + mark, mark)))


def _placeholders(shape: Shape, mark: str) -> Slots:
    marks = {field.name: f"{mark}{field.name}zq" for field in fields(Slots)}
    # Material adds a heading of its own to a body that seems to have none.
    marks["body"] = _H1 + marks["body"]
    if not shape.has_edit:
        marks["edit"] = ""
    if not shape.has_description:
        marks["description"] = ""
    if not shape.has_canonical:
        marks["canonical"] = ""
    return Slots(**marks)

"""The MkDocs plugin: compiles the content and hands the pages to Material.

It compiles in `on_config`, before MkDocs empties `site/`: an author's mistake stops the build there. While serving it
never raises, for MkDocs would then answer no request until the mistake is mended; the last good pages stay.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import clean_directory, is_markdown_file

from dossier import config as settings_of
from dossier.formats.text import report_texts, summed_up
from dossier.history.changelog import history
from dossier.history.discreet import Names
from dossier.history.git import commit_of
from dossier.leak_check import (
    NamesMissing,
    Withheld,
    concern_names,
    guard_site,
    guard_sources,
    hits_in,
    names_needed,
    published_history,
)
from dossier.model.corpus import Corpus
from dossier.model.history import History
from dossier.model.pages import Page, Site, TooLarge, bounded
from dossier.pipeline import check, compose
from dossier.settings_file import ConfigError
from dossier.store.withheld import names_at_hand, search
from dossier.theme.csp import HEADERS, headers, policy
from dossier.theme.mkdocs_pages import DossierPage, files_of, set_parents
from dossier.theme.slots import Slots, slots_of

log = logging.getLogger("mkdocs.plugins.dossier")

THEME = Path(__file__).parent / "templates"
STYLES = ("assets/dossier/dossier.css", "assets/dossier/map.css")
_ACTIVE = re.compile(
    r'md-tabs__item--active">\s*<a href="([^"]*)" class="md-tabs__link"'
    r'|<a href="[^"]*" class="md-nav__link md-nav__link--active"'
)
"""The links of the navigation that Material shows as active."""
_EMPTY_TABINDEX = re.compile(r'(<label class="md-nav__link"[^>]*) tabindex="">')
SCRIPTS = ("assets/dossier/dossier.js",)
ESCAPED = ("site_name", "site_description", "site_author", "copyright", "repo_name", "extra")
"""Settings that Material's templates print without escaping."""
WITHHELD = Site((Page("", "Withheld", "", "<h1>Withheld until it is mended</h1>"),), {})
"""What `mkdocs serve` shows in place of pages that may hold a withheld name."""
_MARKUP = re.compile("[<>&\"']")
UNUSED = ("assets/javascripts/workers/", "assets/javascripts/lunr/")
"""Material's own search, which ours replaces."""


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs types its metaclass half-way
    """The plugin has no options: settings stand at the top of mkdocs.yml, the rest in the content."""

    enabled = config_options.Type(bool, default=True)


class DossierPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """The plugin that `plugins: [dossier]` in mkdocs.yml names."""

    def __init__(self) -> None:
        self.site: Site | None = None
        """What is published; set by `draw_shells` when only the pages' shells are wanted."""
        self.slots: dict[str, Slots] = {}
        self.shells: dict[str, str] | None = None
        """If not None, each rendered page is put here, by address."""
        self.serving = False
        self.names: Names = {}
        """Withheld names, by record."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether we serve; refuse `--dirty`, which would leave pages that an edit elsewhere has changed."""
        if dirty:
            raise Abort("dossier: --dirty is not possible, for an edit changes other pages too; leave it out")
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile the content, and prepare the theme."""
        settings = settings_of.load(Path(config.config_file_path))
        if self.shells is None:
            self._compile(settings)
        assert self.site is not None
        prepare(config, settings)
        if not self.slots:
            self.slots = {
                page.address: slots_of(page, settings.name, settings.url, settings.edit_base)
                for page in self.site.pages
            }
        return config

    def _compile(self, settings: settings_of.Settings) -> None:
        try:
            self._compiled(settings)
        except (Withheld, ConfigError) as stopped:
            if not (self.serving and self.site):
                raise Abort(f"dossier: {stopped}; nothing was written") from None
            # The last good pages may hold the name.
            self.site, self.slots = WITHHELD, {}
            log.error("%s; no page is served until it is mended", stopped)
        except Exception as error:
            if not (self.serving and self.site):
                raise
            log.error("%s; the last good pages are served", error)

    def _compiled(self, settings: settings_of.Settings) -> None:
        checked = check(settings, withheld=frozenset(names_at_hand()))
        for line in report_texts(checked.diagnostics):
            log.info("%s", line)
        if checked.failed:
            if concern_names(checked.diagnostics):
                raise NamesMissing(summed_up(checked.diagnostics))
            raise Abort(f"dossier: {summed_up(checked.diagnostics)}; nothing was written")
        self.names = names_needed(checked.corpus)
        guard_sources(settings, checked.documents, checked.corpus, self.names)
        changes = self._history(settings, checked.corpus)
        site = compose(checked, settings, changes, commit=commit_of(settings))
        guard_site(site, self.names)
        self.site, self.slots = site, {}

    def _history(self, settings: settings_of.Settings, corpus: Corpus) -> History:
        return published_history(history(settings), self.names, corpus)[0]

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The compiler's pages and files in place of what lies in the content folder."""
        assert self.site is not None
        docs = Path(config.docs_dir)
        theme = [file for file in files if not (_lies_in(file, docs) or file.src_uri.startswith(UNUSED))]
        pages = files_of(self.site.pages, self.slots, config)
        extra = [_as_it_is(config, name, data) for name, data in self.site.files.items()]
        # MkDocs would copy the theme's template of a sitemap where none is made.
        ours = {file.src_uri for file in extra} | {"sitemap.xml"}
        return Files([*pages, *extra, *(file for file in theme if file.src_uri not in ours)])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Mark sections."""
        set_parents(nav, files)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """The content security policy, from the theme's own inline scripts and nothing else."""
        value = "" if self.serving else policy(env, config)
        env.globals["dossier_csp"] = value
        if value:
            files.append(File.generated(config, HEADERS, content=headers(value)))
        return env

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Search the theme's own pages, such as 404.html."""
        self._guard(template_name, output, config)
        return fixed_markup(output)

    def _guard(self, name: str, output: str, config: MkDocsConfig) -> None:
        """Stop on a withheld name, and remove what MkDocs has written so far."""
        if hits := search({name: output.encode()}, self.names):
            clean_directory(config.site_dir)
            raise Abort(f"dossier: {Withheld(hits)}; site/ was emptied")

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Search the files that are no page, such as those of a custom theme."""
        if hits := hits_in(Path(config.site_dir), self.names):
            clean_directory(config.site_dir)
            raise Abort(f"dossier: {Withheld(hits)}; site/ was emptied")

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Search the rendered page for withheld names; hand it over if its shell is wanted."""
        self._guard(page.file.dest_uri, output, config)
        output = fixed_markup(output)
        if isinstance(page, DossierPage) and self.shells is None:
            try:
                bounded(page.dossier, output.encode())
            except TooLarge as stopped:
                clean_directory(config.site_dir)
                raise Abort(f"dossier: {stopped}; site/ was emptied") from None
        if self.shells is not None and isinstance(page, DossierPage):
            self.shells[page.dossier.address] = output
        return output


def _as_it_is(config: MkDocsConfig, name: str, data: bytes) -> File:
    """A file that is copied; MkDocs would take one in Markdown for the source of a page."""
    source = f"{name}.copied" if is_markdown_file(name) else name
    file = File.generated(config, source, content=data, inclusion=InclusionLevel.INCLUDED)
    if source != name:
        file.dest_uri = name
    return file


def fixed_markup(html: str) -> str:
    """A rendered page without the theme's HTML errors that no block override reaches (`autocomplete`, `tabindex`)."""
    for name in ("drawer", "search"):
        toggle = f'<input class="md-toggle" data-md-toggle="{name}" type="checkbox" id="__{name}"'
        html = html.replace(f'{toggle} autocomplete="off">', f"{toggle}>")
    html = _EMPTY_TABINDEX.sub(r'\1 tabindex="0">', html)
    return _ACTIVE.sub(_current, html)


def _current(link: re.Match[str]) -> str:
    # WAI-ARIA: `page` for a link to the page itself, `true` for the section that it is in.
    return f'{link[0]} aria-current="{"page" if link[1] in (None, ".", "./") else "true"}"'


def _escaped(value: Any) -> Any:
    """A setting with every text in it escaped for HTML; text without special characters stays as it is."""
    if isinstance(value, str):
        return escape(value) if _MARKUP.search(value) else value
    if isinstance(value, dict):
        return {_escaped(key): _escaped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    return value


def _lies_in(file: File, folder: Path) -> bool:
    return file.abs_src_path is not None and Path(file.abs_src_path).is_relative_to(folder)


def prepare(config: MkDocsConfig, settings: settings_of.Settings) -> None:
    """Set up the theme: our templates before Material's, its search box over our index, no output that varies from
    day to day.
    """
    config.site_url = settings.url or None
    for key in ESCAPED:
        config[key] = _escaped(config[key])
    for key, value in config.theme.items():
        if key not in ("static_templates", "name"):
            config.theme[key] = _escaped(value)
    if str(THEME) not in config.theme.dirs:
        config.theme.dirs.insert(0, str(THEME))
    config.theme.static_templates.discard("sitemap.xml")
    config.extra.setdefault("scope", settings.base_path)
    config.extra_css = [*(s for s in STYLES if s not in config.extra_css), *config.extra_css]
    config.extra_javascript = [
        *(s for s in SCRIPTS if s not in [str(script) for script in config.extra_javascript]),
        *config.extra_javascript,
    ]
    # Material asks whether its search plugin is there before it draws the box.
    stub = SimpleNamespace(config=SimpleNamespace(enabled=True))
    config.plugins["material/search"] = stub  # type: ignore[assignment]

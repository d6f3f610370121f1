"""Settings, typed. They stand in `mkdocs.yml`; what only MkDocs needs is read by MkDocs alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml

MAX_INHERITED = 8


class ConfigError(Exception):
    """The environment is broken, not the content: one line, exit 2."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the compiler needs to know. Paths are absolute; addresses end in a slash."""

    project: Path
    """The directory of `mkdocs.yml`; diagnostics name files relative to it."""
    content: Path
    site: Path
    name: str
    file: str = "mkdocs.yml"
    """The name of the settings file."""
    url: str = ""
    """The address the site is published at, or empty where it is not known yet."""
    description: str = ""
    edit_base: str = ""
    """What a content file's path is added to for "Edit this page"; empty for none."""
    sources_required: bool = False
    """True where a role, a control or a participant without a source is an error, not a warning."""

    @property
    def base_path(self) -> str:
        """The path of the site on its host: `/dossier/`."""
        return urlsplit(self.url).path or "/"


_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]
    """Reads mkdocs.yml: `!ENV` is honoured, and tags that only MkDocs knows are passed over."""


def _environment(loader: _Loader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        *names, default = [loader.construct_object(child) for child in node.value]
        return next((os.environ[name] for name in names if name in os.environ), default)
    return os.environ.get(str(node.value))


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_mkdocs_yml(path: Path, depth: int = 0) -> dict[str, Any]:
    """The mapping in `mkdocs.yml`, with `INHERIT` followed; raises `ConfigError`."""
    try:
        with path.open("rb") as file:
            found = yaml.load(file, Loader=_Loader)  # noqa: S506 - derived from SafeLoader
    except OSError as error:
        hint = "run the command in the folder that holds it, or make one with: dossier init DIR"
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); {hint}") from None
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: {' '.join(str(error).split())}") from None
    if not isinstance(found, dict):
        raise ConfigError(f"{path}: is not a mapping")
    if "INHERIT" in found and depth >= MAX_INHERITED:
        raise ConfigError(f"{path}: INHERIT goes in a circle, or more than {MAX_INHERITED} files deep")
    if "INHERIT" in found:
        inherited = read_mkdocs_yml(path.parent / str(found.pop("INHERIT")), depth + 1)
        found = {**inherited, **found}
    return found


def _inside(project: Path, written: str, path: Path, key: str) -> Path:
    """A folder that a setting names, links followed in its parents; raises `ConfigError` where it is a link itself."""
    folder = Path(os.path.normpath(project / written))
    if folder.is_symlink():
        raise ConfigError(f"{path}: {key} is a symbolic link; name the folder itself")
    return folder.parent.resolve() / folder.name


def load(path: Path) -> Settings:
    """Settings from the `mkdocs.yml` at `path`; raises `ConfigError`."""
    path = path.resolve()
    found = read_mkdocs_yml(path)
    project = path.parent
    url = str(found.get("site_url") or "")
    if url and not url.endswith("/"):
        url += "/"
    repo = str(found.get("repo_url") or "")
    edit = str(found.get("edit_uri") or "")
    if repo and edit:
        edit_base = urljoin(repo if repo.endswith("/") else repo + "/", edit)
        edit_base = edit_base if edit_base.endswith("/") else edit_base + "/"
    else:
        edit_base = ""
    name = str(found.get("site_name") or "")
    if not name:
        raise ConfigError(f"{path}: has no site_name")
    content = _inside(project, str(found.get("docs_dir") or "docs"), path, "docs_dir")
    site = _inside(project, str(found.get("site_dir") or "site"), path, "site_dir")
    # The site is replaced as a whole: whatever else lay in it would be lost.
    if (
        site == project
        or site in project.parents
        or site in (content, *content.parents)
        or content in site.parents
    ):
        raise ConfigError(
            f"{path}: site_dir has to be a folder of its own, apart from docs_dir; write site_dir: site"
        )
    if url and urlsplit(url).scheme not in ("http", "https"):
        raise ConfigError(f"{path}: site_url is no web address; write https://…, or leave it out")
    return Settings(
        project=project,
        file=path.name,
        content=content,
        site=site,
        name=name,
        url=url,
        description=str(found.get("site_description") or ""),
        edit_base=edit_base,
        sources_required=_flag(found, "sources_required", path),
    )


def _flag(found: dict[str, Any], key: str, path: Path) -> bool:
    """A setting that is true or false, under `extra` or at the top of the file; raises `ConfigError`."""
    extra = found.get("extra")
    value = found.get(key, extra.get(key, False) if isinstance(extra, dict) else False)
    if not isinstance(value, bool):
        raise ConfigError(
            f"{path}: {key} is neither true nor false; write {key}: true, without quotation marks"
        )
    return value

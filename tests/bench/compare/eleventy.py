"""Eleventy: templates in JavaScript, which it runs fastest; data as JSON front matter; Markdown without Liquid."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from compare.corpus import resolved
from compare.hugo import address
from compare.model import SECTIONS, Corpus, Found, Generator, Shell, put
from compare.shell import ADDRESS, BODY, DESCRIPTION, TITLE
from compare.tools import said

CONFIG = """\
const footnote = require(%s);
module.exports = function (config) {
  config.amendLibrary("md", (md) => md.use(footnote.default || footnote));
  config.addPassthroughCopy({ assets: "assets" });
  return {
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    dir: { input: "content", includes: "../templates", output: "site" },
  };
};
"""

FRAME = """\
const frame = %s;
const special = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const safe = (text) => String(text).replace(/[&<>"]/g, (c) => special[c]);
const slots = /%s/g;
exports.safe = safe;
exports.framed = (data, body) => {
  const filled = {
    "@@TITLE@@": safe(data.title),
    "@@DESCRIPTION@@": safe(data.description || ""),
    "@@ADDRESS@@": data.page.url.slice(1),
    "@@BODY@@": `<h1>${safe(data.title)}</h1>\\n${body}`,
  };
  return frame.replace(slots, (slot) => filled[slot]);
};
"""

# Titles are not global data: Eleventy merges that into the data of each page, which makes it quadratic.
RECORD = """\
const { safe, framed } = require("./frame.js");
const titles = require("./titles.json");
module.exports = (data) => {
  const link = (id) => `<a href="${titles[id].url}">${safe(titles[id].title)}</a>`;
  const cell = (items) =>
    `<td>${items.map((item) => (item.to ? link(item.to) : safe(item.text))).join("")}</td>`;
  const tables = data.tables.map(
    (table) =>
      `<h2>${safe(table.caption)}</h2>\\n<table>\\n` +
      table.rows.map((row) => `<tr>${row.map(cell).join("")}</tr>\\n`).join("") +
      "</table>\\n"
  );
  const back = data.back.map((id) => `<li>${link(id)}</li>\\n`).join("");
  return framed(
    data,
    data.content + tables.join("") + (back ? `<h2>Referred to by</h2>\\n<ul>\\n${back}</ul>\\n` : "")
  );
};
"""

LIST = """\
const { safe, framed } = require("./frame.js");
const titles = require("./titles.json");
module.exports = (data) => {
  const rows = Object.values(titles)
    .filter((record) => record.section === data.section)
    .map((r) => `<tr><td><a href="${r.url}">${safe(r.title)}</a></td><td>${r.back}</td></tr>\\n`);
  return framed(data, `<table>\\n${rows.join("")}</table>`);
};
"""

HOME = """\
const { framed } = require("./frame.js");
module.exports = (data) => framed(data, data.content);
"""

SEARCH = """\
exports.data = { permalink: "search.json", eleventyExcludeFromCollections: true };
exports.render = (data) =>
  JSON.stringify(
    data.collections.all.map((item) => ({
      title: item.data.title,
      url: item.url,
      text: item.templateContent.replace(/<[^>]+>/g, ""),
    }))
  );
"""


def find(tools: Path) -> Found | None:
    """Node with Eleventy's script, without npx before it."""
    script = tools / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    node = shutil.which("node")
    if not node or not script.is_file() or not (tools / "node_modules" / "markdown-it-footnote").is_dir():
        return None
    return Found([node, str(script), "--quiet"], said([node, str(script), "--version"]))


def write(corpus: Corpus, shell: Shell, folder: Path, tools: Path) -> None:
    """The project."""
    titles = {
        record.id: {
            "title": record.title,
            "url": address(record),
            "section": record.section,
            "back": len(record.back),
        }
        for record in corpus.records.values()
    }
    files = {
        "eleventy.config.js": CONFIG % json.dumps(str(tools / "node_modules" / "markdown-it-footnote")),
        "templates/titles.json": json.dumps(titles),
        "templates/frame.js": FRAME % (json.dumps(shell.text), "|".join((TITLE, DESCRIPTION, ADDRESS, BODY))),
        "templates/record.11ty.js": RECORD,
        "templates/list.11ty.js": LIST,
        "templates/home.11ty.js": HOME,
        "content/search.11ty.js": SEARCH,
        "content/index.md": page({"title": "A made-up dossier", "layout": "home.11ty.js"}, corpus.home),
    }
    for section, title in SECTIONS.items():
        listed = {"title": title, "section": section, "layout": "list.11ty.js"}
        files[f"content/{section}/index.md"] = page(listed, "")
    for record in corpus.records.values():
        data = {
            "title": record.title,
            "description": record.description,
            "layout": "record.11ty.js",
            "tables": [{"caption": table.caption, "rows": table.rows} for table in record.tables],
            "back": record.back,
        }
        files[f"content/{record.section}/{record.id}.md"] = page(data, resolved(record.body, corpus, address))
    put(folder, files)
    shutil.copytree(shell.assets, folder / "assets", dirs_exist_ok=True)


def page(data: Mapping[str, object], body: str) -> str:
    """A content file with JSON as front matter."""
    return f"---json\n{json.dumps(data, ensure_ascii=False)}\n---\n{body}\n"


GENERATOR = Generator("eleventy", find, write)

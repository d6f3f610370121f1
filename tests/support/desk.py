"""A small dossier with captures, for the desk."""

# ruff: noqa: E501

from __future__ import annotations

from support.small import Small

ARTICLE = """---
title: The gate
publisher: dock-herald
url: https://herald.example/gate
published: 2023-01-02
accessed: 2026-11-20
language: en
read: full
rests_on: [own]   # its byline
actors:
  olga-vintner: {named: [Olga Vintner]}
places: [quay-town]
claims:
  - claim: gate-fell
    stance: asserts
    basis: witnessed
    quotes:
      - {text: the gate fell, at: ¶ 2}
to_confirm:
  - published
  - claims gate-fell
---

What it says of [[olga-vintner]].
"""
CAPTURE = """The gate

Day broke under a grey sky over Quay Town.

Then the gate fell, said Olga Vintner, a docker from the north pier.

"Nobody was hurt," Port Captain Reed told us on 2 January 2023.
"""
ARABIC = """سقوط البوابة

سقطت البوابة صباح اليوم في بلدة الرصيف، بحسب أولغا فينتنر.

ولم يصب أحد بأذى، كما قال قائد الميناء.
"""
FILES = {
    "content/publishers/dock-herald.md": "---\ntitle: Dock Herald\nurl: https://herald.example/\n---\n\nA daily.\n",
    "content/actors/olga-vintner.md": "---\ntitle: Olga Vintner\ntype: person\nnames:\n  - {name: Olga Vintner, lang: en}\n  - {name: أولغا فينتنر, lang: ar}\n---\n\nA docker.\n",
    "content/actors/port-captain.md": "---\ntitle: Port Captain Reed\ntype: person\n---\n\nThe captain of the port.\n",
    "content/places/quay-town.md": "---\ntitle: Quay Town\ntype: town\nlocation: {lat: 36.1, lon: 36.9, precision: locality}\n---\n\nA town.\n",
    "content/claims/gate-fell.md": "---\ntitle: The gate fell\nabout: [quay-town]\n---\n\nWhether it fell.\n",
    "content/claims/nobody-hurt.md": "---\ntitle: Nobody was hurt at the gate\nabout: [quay-town]\n---\n\nWhether anybody was hurt.\n",
    "content/articles/dock-herald-gate.md": ARTICLE,
    "content/articles/dock-herald-bawaba.md": ARTICLE.replace("title: The gate", "title: سقوط البوابة")
    .replace("language: en", "language: ar")
    .replace("example/gate", "example/bawaba")
    .replace("named: [Olga Vintner]", "named: [أولغا فينتنر]")
    .replace("the gate fell, at: ¶ 2", "سقطت البوابة, at: ¶ 1"),
    "content/index.md": "---\ntitle: A dossier\n---\n\nWhat it is about.\n",
    "captures/dock-herald-gate.txt": CAPTURE,
    "captures/dock-herald-bawaba.txt": ARABIC,
}
GATE = "dock-herald-gate"


def written(small: Small) -> Small:
    """The dossier, written to its folder."""
    small.write(FILES)
    return small

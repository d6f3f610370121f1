"""A dossier with one text in every place that takes one: what somebody who means harm writes."""

from __future__ import annotations

import json

PAYLOADS = (
    "<script>window.hit=1</script>",
    "</title><script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "'><svg onload=window.hit=1>",
    "${window.hit=1}",
    "{{7*7}}{% raw %}",
    "</script><script>window.hit=1</script>",
    "<![CDATA[<script>window.hit=1//]]>",
    "javascript:window.hit=1",
    "`+(window.hit=1)+`",
    "&lt;img src=x onerror=window.hit=1&gt;",
)
ALL = " ".join(PAYLOADS)
QUERY = "'><img src=x onerror=window.hit=1><script>window.hit=1</script>"


def quoted(text: str) -> str:
    """A YAML text, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def records() -> dict[str, str]:
    """A file a kind, all payloads in every field and every place of a body that takes a text."""
    return fields(ALL, _body())


def _body() -> str:
    return (
        "\n\n".join((*PAYLOADS, "\u202eturned\u202c"))
        + "\n\n[[actor-x|"
        + ALL.replace("[", "").replace("]", "").replace("|", "")
        + "]] [@article-x, ¶ 1]\n\n"
        + "[link](javascript:window.hit=1) [data](data:text/html,<script>window.hit=1</script>) "
        + '[title](https://example.org "\'><img src=x onerror=window.hit=1>")\n\n'
        + "# <img src=x onerror=window.hit=1>\n\n```\n</code><script>window.hit=1</script>\n```\n\n"
        + "[^1]\n\n[^1]: <script>window.hit=1</script>\n"
    )


def fields(text: str, body: str) -> dict[str, str]:
    """A file a kind, `text` in every field of its front matter that takes one."""
    evil, label = quoted(text), quoted("a label " + text)
    names = f"names:\n  - {{name: {evil}, lang: en}}\n  - {{name: {quoted('عفرين ' + text)}, lang: ar}}\n"
    article = (
        f'title: {evil}\npublisher: publisher-x\nurl: "https://example.org/?a=\'%22"\npublished: 2022-10\n'
        f"published_because: {evil}\naccessed: 2022-11-01\nlanguage: en\nread: full\n"
        # In braces: what is no name, or more than one, is refused otherwise.
        f"authors: [{quoted(f'{{{text}}}')}]\n"
        f"rests_on:\n  - {{chain: unknown, because: {evil}}}\n"
        f"actors:\n  actor-x:\n    named: [{evil}]\n    called: [{label}]\nplaces: [place-x]\nevents: [event-x]\n"
    )
    article += (
        f"claims:\n  - claim: claim-x\n    stance: reports\n    by: {evil}\n    quotes:\n"
        f"      - {{text: {evil}, at: ¶ 1, lang: ar, translation: {evil}, translated_from: tr}}\n"
        f"  - claim: claim-y\n    stance: differs\n    value: {evil}\n"
        "  - {claim: claim-y, stance: asserts, rests_on: [own]}\n"
    )
    claim = (
        f"title: {evil}\nabout: [actor-x, place-x]\nevent: event-x\nspeaker: actor-x\ncontradicts: [claim-y]\n"
        f"waivers:\n  - {{rule: weakened-claim, reason: {evil}, published: 2022-11-01}}\n"
    )
    fronts = {
        "claims/claim-x": claim,
        "claims/claim-y": f"title: {evil}\nabout: [actor-x]\n",
        "findings/finding-x": f"title: {evil}\nconfidence: high\nrests_on: [claim-x, claim-y]\n",
        "index": f"title: {evil}\ndescription: {evil}\n",
        "about/method": f"title: {evil}\ndescription: {evil}\n",
        "articles/article-x": article,
        "actors/actor-x": f"title: {evil}\ntype: group\n{names}roles:\n  - {{as: {evil}, when: 2022}}\n"
        f"identifiers: {{wikidata: {evil}}}\n",
        "publishers/publisher-x": f"title: {evil}\n{names}country: SY\n",
        "places/place-x": f"title: {evil}\ntype: city\n{names}location: {{lat: 36.5, lon: 36.8, precision: locality}}\n",
        "events/event-x": f"title: {evil}\nwhen: 2022-10\nplaces: [place-x]\n"
        f"actors:\n  - {{actor: actor-x, as: {evil}}}\n",
    }
    retired = f"- {{id: gone-x, kind: actor, date: 2022-11-01, reason: {evil}, replaced_by: actor-x}}\n"
    return {"content/retired.yml": retired} | {
        f"content/{name}.md": f"---\n{front}---\n\n{body}" for name, front in fronts.items()
    }


MKDOCS = """\
site_name: {name}
site_description: {name}
site_author: {name}
site_url: https://example.org/dossier/
repo_url: https://example.org/repository
edit_uri: edit/main/content/
copyright: {name}
docs_dir: content
theme:
  name: material
  font: false
  features: [navigation.tabs, content.action.edit]
plugins: [dossier]
extra:
  homepage: /dossier/?{query}
  generator: {name}
  social: [{{icon: material/rss, link: "https://example.org/?{query}", name: {name}}}]
  own: {{{name}: {name}}}
nav:
  - Overview: index.md
  - Actors: actors/index.md
  - Map: map.md
"""

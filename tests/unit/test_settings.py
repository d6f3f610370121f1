"""mkdocs.yml is what MkDocs makes of it: merged, typed, bounded; and what no build can honour is said at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config.base import load_config
from support.small import MKDOCS_YML, Small

from dossier.cli import main
from dossier.config import load
from dossier.incremental.fingerprint import build_fingerprint
from dossier.lint.measures import MEASURES
from dossier.lint.subject import Subject
from dossier.pipeline import check
from dossier.settings_file import ConfigError, read_mkdocs_yml

HOME = {"content/index.md": "---\ntitle: Home\n---\n\nA text.\n"}
REFUSED = {
    "fonts": 'theme: {name: material, font: "false"}\n',
    "fonts in capitals": "theme: {name: material, font: 'False'}\n",
    "a merge key": "x: &x {features: [navigation.instant]}\ntheme: {<<: *x, name: material, font: false}\n",
    "analytics by a merge key": "x: &x {analytics: {provider: google}}\nextra: {<<: *x}\n",
    "no": "use_directory_urls: no\n",
    "False": "use_directory_urls: False\n",
    "a text": 'use_directory_urls: "true"\n',
    "another host": "theme: {name: material, font: false, logo: //example.org/x.png}\n",
    "another host's script": "extra_javascript: [{path: https://example.org/x.js, defer: true}]\n",
    "a script for a homepage": 'extra: {homepage: "javascript:alert(1)"}\n',
    "plugins as a mapping": "plugins: {dossier: {}, search: {}}\n",
}


def diagnostics(small: Small, text: str, inherited: str = "") -> list[tuple[str, str, int]]:
    small.write(HOME)
    lines = [line for line in MKDOCS_YML.splitlines() if line.split(":")[0] not in text]
    (small.project / "mkdocs.yml").write_text("\n".join(lines) + "\n" + text, encoding="utf-8")
    if inherited:
        (small.project / "base.yml").write_text(inherited, encoding="utf-8")
    from dossier.pipeline import check

    found = check(load(small.project / "mkdocs.yml")).diagnostics
    return [(d.code, d.at.path, d.at.line) for d in found if d.severity == "error"]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_would_call_another_host_or_differ_is_refused_however_it_is_written(
    name: str, small: Small
) -> None:
    assert ("setting-not-honoured", "mkdocs.yml") in [d[:2] for d in diagnostics(small, REFUSED[name])]


@pytest.mark.parametrize(
    "base",
    [
        "extra: {analytics: {provider: google, property: G-1}}\n",
        "theme: {features: [navigation.instant]}\n",
        "theme: {logo: https://example.org/x.png}\n",
    ],
)
def test_what_is_inherited_beside_own_keys_is_refused_at_its_place(base: str, small: Small) -> None:
    own = "INHERIT: base.yml\nextra: {generator: false}\ntheme: {name: material, font: false}\n"
    assert diagnostics(small, own, base) == [("setting-not-honoured", "base.yml", 1)]


def test_a_theme_may_be_inherited_in_part(small: Small) -> None:
    own = "INHERIT: base.yml\ntheme: {features: [navigation.top]}\n"
    assert diagnostics(small, own, "theme: {name: material, font: false}\n") == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab:#~", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("xyz", min_size=1, max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(st.sampled_from(("extra", "nav", "x", "y")), VALUES, max_size=4)


@given(own=MAPPINGS, base=MAPPINGS)
@settings(max_examples=60)
def test_settings_are_merged_as_mkdocs_merges_them(own: dict[str, Any], base: dict[str, Any]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "docs").mkdir()
        (folder / "base.yml").write_text(yaml.safe_dump(base), encoding="utf-8")
        own = {"site_name": "x", **own, "INHERIT": "base.yml"}
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(own), encoding="utf-8")
        from mkdocs.utils.yaml import yaml_load

        with (folder / "mkdocs.yml").open() as file:
            theirs = yaml_load(file)
        assert read_mkdocs_yml(folder / "mkdocs.yml") == theirs


def test_the_environment_is_typed_as_mkdocs_types_it(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_FLAG", "false")
    small.write(HOME)
    text = MKDOCS_YML.replace("font: false", "font: !ENV DOSSIER_FLAG") + (
        "extra: {a: !ENV [NOWHERE, DOSSIER_FLAG, x], b: !ENV [NOWHERE, 3], c: !ENV NOWHERE, d: !ENV [NOWHERE]}\n"
    )
    path = small.project / "mkdocs.yml"
    path.write_text(text, encoding="utf-8")
    found = read_mkdocs_yml(path)
    assert found["theme"]["font"] is False
    assert found["extra"] == load_config(str(path)).extra == {"a": False, "b": 3, "c": None, "d": None}


BROKEN = {
    "a key that is a date": "extra: {2022-01-01: x}\n",
    "keys of several types": "extra: {1: a, b: c, null: d, 1.5: e}\n",
    "an alias into itself": "extra: &a {x: *a}\n",
    "aliases that multiply": "x: &a [1,1,1,1,1,1,1,1,1]\n"
    + "".join(f"x{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else '*a'] * 9)}]\n" for n in range(9)),
    "3,000 lists": f"extra: {{x: {'[' * 3000}{']' * 3000}}}\n",
    "30,000 lists": f"extra: {{x: {'[' * 30_000}{']' * 30_000}}}\n",
    "30,000 mappings": f"extra: {'{a: ' * 30_000}{'}' * 30_000}\n",
    "an address that is none": 'site_url: "https://[::1/"\n',
    "a repository that is none": 'repo_url: "https://[x"\n',
    "an address with markup": 'site_url: "https://example.org/\\"><script>"\n',
    "a port that is none": "site_url: https://example.org:99999/\n",
    "a date that is none": "extra: {x: 2022-13-45}\n",
    "a list for a key": "? [a]\n: b\n",
    "a name that is a number": "site_name: 12\n",
    "a name that is a list": "site_name: [a]\n",
    "a theme that is a list": "theme: [material]\n",
    "a nav that is a text": "nav: x\n",
    "plugins that are a number": "plugins: 3\n",
    "a tag": "extra: !!python/object/apply:os.system [x]\n",
    "bytes": "extra: {x: !!binary aGVsbG8=}\n",
    "a set": "extra: {x: !!set {a, b}}\n",
    "half a file": "extra: {x: \n",
    "docs_dir that is a list": "docs_dir: [a]\n",
    "site_dir without a text": "site_dir: {}\n",
    "not utf-8": "extra: {x: \ud800}\n",
}


@pytest.mark.parametrize("name", list(BROKEN))
@pytest.mark.parametrize("command", ["check", "build"])
def test_no_settings_file_ends_in_a_traceback(name: str, command: str, small: Small) -> None:
    small.write(HOME)
    text = BROKEN[name]
    lines = [line for line in MKDOCS_YML.splitlines() if line.split(":")[0] != text.split(":")[0]]
    data = ("\n".join(lines) + "\n" + text).encode("utf-8", "surrogatepass")
    (small.project / "mkdocs.yml").write_bytes(data)
    done = CliRunner().invoke(main, [command, "-f", str(small.project / "mkdocs.yml")])
    assert done.exit_code in (0, 1, 2), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "Traceback" not in done.output


def test_another_order_is_another_digest_and_an_inherited_theme_is_looked_into(small: Small) -> None:
    small.write(HOME)
    path = small.project / "mkdocs.yml"
    digests = set()
    for nav in ("nav: {A: index.md, B: map.md}\n", "nav: {B: map.md, A: index.md}\n"):
        path.write_text(MKDOCS_YML + nav, encoding="utf-8")
        digests.add(build_fingerprint(path))
    assert len(digests) == 2
    (small.project / "base.yml").write_text("theme: {custom_dir: over}\n", encoding="utf-8")
    path.write_text(f"INHERIT: base.yml\n{MKDOCS_YML}", encoding="utf-8")
    partial = small.project / "over" / "partials" / "copyright.html"
    partial.parent.mkdir(parents=True)
    for text in ("one", "two"):
        partial.write_text(text, encoding="utf-8")
        digests.add(build_fingerprint(path))
    assert len(digests) == 4


def test_an_error_of_a_setting_names_the_file_and_the_remedy(small: Small) -> None:
    small.write(HOME)
    (small.project / "mkdocs.yml").write_text(MKDOCS_YML + 'site_url: "https://[::1/"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"mkdocs\.yml: site_url is no web address; write https://"):
        load(small.project / "mkdocs.yml")


@pytest.mark.parametrize(
    "written",
    ["[]", "{least: {articles: 1}}", "{at_least: [articles]}", "{at_least: {articles: many}}", "{at_most: {orphans: -1}}",
     "{at_most: {orphans: true}}"],
)  # fmt: skip
def test_assertions_are_numbers_under_two_names(tmp_path: Path, written: str) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"{MKDOCS_YML}extra: {{assertions: {written}}}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="write assertions: "):
        load(file)


def article(outlet: str, more: str) -> str:
    return (
        f"---\ntitle: It happened\npublisher: {outlet}\nurl: https://{outlet}.example/1\npublished: 2022-10-14\n"
        f"accessed: 2026-01-01\nlanguage: en\n{more}---\n\nA report.\n"
    )


def test_what_assertions_count(small: Small) -> None:
    files: dict[str, str | bytes] = {
        "content/publishers/one.md": "---\ntitle: One\nnames: [{name: One, lang: en}]\n---\n\nAn outlet.\n",
        "content/publishers/two.md": "---\ntitle: Two\nnames: [{name: Two, lang: en}]\n---\n\nAn outlet.\n",
        "content/articles/first.md": article(
            "one",
            "read: full\narchived: https://archive.example/1\nrests_on: [own]\nactors: {named-one: {named: [Ada]}}\n"
            "claims:\n  - {claim: twice, stance: asserts, basis: witnessed, rests_on: [own]}\n"
            "  - {claim: nobody-knows, stance: asserts, basis: unstated, rests_on: [unknown]}\n",
        ),
        "content/articles/second.md": article(
            "two",
            "read: opening\nrests_on: [own]\nclaims:\n  - claim: twice\n    stance: reports\n    by: heard\n"
            "    basis: on-record\n    rests_on: [own]\n    quotes: [{text: It happened, at: headline}]\n",
        ),
        "content/claims/twice.md": "---\ntitle: It happened\nabout: [named-one]\n---\n\nA statement.\n",
        "content/claims/nobody-knows.md": "---\ntitle: It rained\nabout: [named-one]\n---\n\nAnother.\n",
        "content/findings/it-is-so.md": "---\ntitle: It is so\nconfidence: low\nrests_on: [twice]\n---\n\nYes.\n",
        "content/events/that.md": "---\ntitle: That\nwhen: 2022-10\nplaces: [here]\n---\n\nAn event.\n",
        "content/places/here.md": "---\ntitle: Here\ntype: town\nnames: [{name: Here, lang: en}]\n"
        "location: {lat: 1.0, lon: 2.0, precision: locality}\n---\n\nA town.\n",
    }
    for id_ in ("named-one", "heard", "forgotten"):
        files[f"content/actors/{id_}.md"] = (
            f"---\ntitle: {id_}\ntype: person\nnames: [{{name: {id_}, lang: en}}]\n---\n\nSomebody.\n"
        )
    checked = small.check(files)
    subject = Subject(checked.corpus, checked.figures, None)
    assert {name: count(subject) for name, count in MEASURES.items()} == {
        "articles": 2,
        "actors": 3,
        "cited_actors": 2,
        "places": 1,
        "events": 1,
        "findings": 1,
        "claims": 2,
        "claims_with_two_origins": 1,
        "claims_of_unknown_origin": 1,
        "orphans": 2,  # an actor that nobody names, and the event
        "unarchived": 1,
        "read_in_part": 1,
        "unverified": 2,  # a quotation, and a name
    }


def test_a_preview_is_shown_where_an_assertion_fails(small: Small) -> None:
    small.write(HOME)
    (small.project / "mkdocs.yml").write_text(
        f"{MKDOCS_YML}extra: {{assertions: {{at_least: {{articles: 1}}}}}}\n"
    )
    found = check(load(small.project / "mkdocs.yml"))
    assert [d.code for d in found.diagnostics] == ["assertion-failed"]
    assert found.failed
    assert not found.broken

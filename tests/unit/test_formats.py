"""Diagnostics as programs read them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.small import Small

from dossier.cli import main
from dossier.diagnostics import CODES, Diagnostic, Span
from dossier.formats.github import annotated
from dossier.formats.listed import listed
from dossier.formats.sarif import sarif

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "sarif-reduced.json").read_text("utf-8"))
BROKEN = "---\ntitle: X\ntype: metropolis\nnames: [{name: X, lang: en}]\n---\n\nA place, [[nowhere]].\n"

DIAGNOSTICS = st.builds(
    Diagnostic,
    st.sampled_from(sorted(CODES)),
    st.sampled_from(["error", "warning"]),
    st.builds(
        Span,
        st.text(st.characters(codec="utf-8"), min_size=1),
        st.integers(1, 99),
        st.integers(1, 99),
        st.integers(1, 9),
        st.text(),
    ),
    st.text(min_size=1),
    st.text(),
)


def runner_reads(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner takes it apart: command, properties, message."""
    match = re.fullmatch(r"::(\w+) ([^\n]*?)::([^\r\n]*)", line)
    assert match, line
    back = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
    properties = dict(part.split("=", 1) for part in match[2].split(","))
    for old, new in back:
        properties = {name: value.replace(old, new) for name, value in properties.items()}
    message = match[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    return match[1], properties, message


def test_a_github_annotation_as_its_runner_reads_it() -> None:
    at = Span("content/a,b:c.md", 3, 7, 4, "x")
    found = [Diagnostic("unknown-id", "error", at, "100% wrong: ::error::x", "write\nthis")]
    (line,) = annotated(found, "docs/")
    command, properties, message = runner_reads(line)
    assert command == "error"
    assert properties == {
        "file": "docs/content/a,b:c.md",
        "line": "3",
        "endLine": "3",
        "col": "7",
        "endColumn": "11",
        "title": "unknown-id",
    }
    assert message == "100% wrong: ::error::x\nhint: write\nthis"


@given(st.lists(DIAGNOSTICS))
def test_no_text_breaks_out_of_an_annotation(found: list[Diagnostic]) -> None:
    lines = list(annotated(found))
    assert len(lines) == len(found)
    for line, diagnostic in zip(lines, found, strict=True):
        assert not re.search(r"[\r\n\x1b]", line)
        assert runner_reads(line)[1]["title"] == diagnostic.code


@given(st.lists(DIAGNOSTICS))
def test_sarif_is_valid_and_says_every_rule_once(found: list[Diagnostic]) -> None:
    whole = json.loads(sarif(found, "0.1.0"))
    jsonschema.validate(whole, SCHEMA, jsonschema.Draft7Validator)
    (run,) = whole["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({d.code for d in found})
    assert [rules[r["ruleIndex"]] for r in run["results"]] == [r["ruleId"] for r in run["results"]]


def test_a_wrong_sarif_is_refused() -> None:
    whole = json.loads(sarif([Diagnostic("bad-id", "error", Span("a.md"), "m")], "0.1.0"))
    whole["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole, SCHEMA, jsonschema.Draft7Validator)


def test_json_has_a_stable_shape() -> None:
    found = json.loads(listed([Diagnostic("bad-id", "warning", Span("a.md", 2, 3, 4, "s"), "m", "h")], 5))
    assert found == {
        "version": 1,
        "records": 5,
        "errors": 0,
        "warnings": 1,
        "diagnostics": [
            {
                "code": "bad-id",
                "severity": "warning",
                "path": "a.md",
                "line": 2,
                "column": 3,
                "length": 4,
                "message": "m",
                "hint": "h",
                "rule": CODES["bad-id"],
            }
        ],
    }


def test_the_command_writes_each_format_to_standard_output(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.write({"content/places/x.md": BROKEN})
    config = str(small.project / "mkdocs.yml")

    def run(form: str) -> str:
        done = CliRunner().invoke(main, ["check", "-f", config, "--format", form])
        assert done.exit_code == 1
        return done.stdout

    assert run("text") == ""
    assert {d["code"] for d in json.loads(run("json"))["diagnostics"]} >= {"bad-value", "unknown-id"}
    jsonschema.validate(json.loads(run("sarif")), SCHEMA, jsonschema.Draft7Validator)
    assert "::error file=content/places/x.md,line=3,endLine=3,col=7,endColumn=17,title=bad-value::" in run(
        "github"
    )
    # Where the dossier is a folder of its repository, GitHub wants the way from the root.
    monkeypatch.setenv("GITHUB_WORKSPACE", str(small.project.parent))
    assert f"::error file={small.project.name}/content/places/x.md," in run("github")


def test_watching_prints_text_only(small: Small) -> None:
    small.write()
    arguments = ["check", "-f", str(small.project / "mkdocs.yml"), "--watch", "--format", "json"]
    assert CliRunner().invoke(main, arguments).exit_code == 2

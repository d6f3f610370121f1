"""Who stands for a dossier, as `mkdocs.yml` says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.config import load
from dossier.render.html import contacts
from dossier.settings_file import ConfigError

FRAME = "site_name: A\ndocs_dir: content\ntheme: {name: material, font: false}\nplugins: [dossier]\n"


def test_one_contact_or_several(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    for written, read in (
        ("a@b.example", ("a@b.example",)),
        ("[a, ' b ', '']", ("a", "b")),
        ("", ()),
        ("[]", ()),
    ):
        file.write_text(f"{FRAME}extra:\n  contact: {written}\n", encoding="utf-8")
        assert load(file).contact == read


@pytest.mark.parametrize(
    "extra",
    [
        "contact: {a: b}",
        "contact: [1]",
        f"contact: [{'a, ' * 9}]",
        "published_by: [a]",
        'reviewed_by: "a\\0b"',
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, extra: str) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"{FRAME}extra:\n  {extra}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"mkdocs.yml: (contact|published_by|reviewed_by)"):
        load(file)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a@b.example", '<a href="mailto:a@b.example">a@b.example</a>'),
        ("a@b.example?cc=x", "a@b.example?cc=x"),
        ('"><b>@b.example', "&#34;&gt;&lt;b&gt;@b.example"),
        (
            "https://b.example/x",
            '<a href="https://b.example/x" rel="noopener noreferrer">https://b.example/x</a>',
        ),
        ('https://b.example/"onx=', "https://b.example/&#34;onx="),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("Signal: a.01", "Signal: a.01"),
    ],
)
def test_only_mail_and_web_addresses_are_links(written: str, shown: str) -> None:
    assert str(contacts([written])) == shown


def test_how_maps_draw_disputed_borders_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    for written, read in (
        ("site_author: a", "as-disputed"),
        ("map: {borders: de-facto}", "de-facto"),
        ("map: {borders: as-disputed}", "as-disputed"),
        ("map: {}", "as-disputed"),
    ):
        file.write_text(f"{FRAME}extra:\n  {written}\n", encoding="utf-8")
        assert load(file).borders == read


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "map: {borders: CN}",
            'map.borders is "CN"; write as-disputed .* or de-facto .* no country\'s point of view',
        ),
        ("map: {borders: [as-disputed]}", "map.borders is"),
        ("map: de-facto", "map has one setting, borders"),
        ("map: {border: de-facto}", "map has one setting, borders"),
    ],
)
def test_a_point_of_view_that_the_base_map_has_not_is_refused(
    tmp_path: Path, written: str, said: str
) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"{FRAME}extra:\n  {written}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load(file)

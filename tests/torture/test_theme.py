"""A branch's `custom_dir`: its templates are drawn, and run nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.strangers import dossier

from dossier.config import Settings

pytestmark = pytest.mark.slow

RUN = 'popen("touch {ran}").read()'
TEMPLATES = [
    "{{{{ cycler.__init__.__globals__.os." + RUN + " }}}}",
    "{{{{ joiner.__init__.__globals__['os']." + RUN + " }}}}",
    "{{{{ config.__class__.__init__.__globals__ }}}}{{{{ lipsum.__globals__.os." + RUN + " }}}}",
    "{{{{ ''.__class__.__mro__[1].__subclasses__() }}}}",
    "{{{{ ('' | attr('__class__')).__mro__ }}}}",
    "{{{{ '{{0.__class__}}'.format(config) | length or 1 }}}}{{{{ self._TemplateReference__context.__class__ }}}}",
    "{{% set x = config.load_dict({{'hooks': ['evil.py']}}) %}}{{% set y = config.validate() %}}",
    "{{% set x = config.theme.get_env().from_string('{{{{ 1 }}}}').render() %}}",
    "{{{{ config.plugins['dossier'].on_config(config) }}}}",
    "{{{{ config.plugins.run_event('env', none) }}}}",
    "{{{{ page.file.copy_file() }}}}",
    "{{{{ config.plugins._register_event }}}}{{{{ config.update({{'site_name': 'x'}}) }}}}",
    "{{{{ config.plugins.clear() }}}}",
    "{{{{ config.extra.__setitem__('a', 1) }}}}",
]


def write(project: Settings, template: str) -> None:
    partials = project.project / "over/partials"
    partials.mkdir(parents=True)
    (partials / "copyright.html").write_text(template)
    (project.project / "mkdocs.yml").write_text(
        "site_name: A\ndocs_dir: content\ntheme: {name: material, font: false, custom_dir: over}\nplugins: [dossier]\n"
    )


@pytest.mark.parametrize("number", range(len(TEMPLATES)))
def test_a_template_runs_nothing(project: Settings, tmp_path: Path, number: int) -> None:
    ran = tmp_path / "ran"
    write(project, TEMPLATES[number].format(ran=ran))
    (project.project / "evil.py").write_text(f"open({str(ran)!r}, 'w')")
    done = dossier(project.project, "build")
    assert not ran.exists()
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "Traceback" not in done.stderr
    assert "a template of custom_dir" in done.stderr
    assert not (project.project / "site").exists()


def test_a_template_is_drawn(project: Settings) -> None:
    text = "FOOT {{ config.site_name | upper }} {{ config.extra.get('a', 'none') }} {{ 'a-b'.split('-') | join('+') }}"
    text += "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m('mm') }}"
    text += "{% for i in range(2) %}{{ loop.cycle('o', 'e') }}{% endfor %}"
    write(project, text)
    done = dossier(project.project, "build")
    assert done.returncode == 0, done.stderr
    assert "FOOT A none a+b<i>mm</i>oe" in (project.project / "site/places/one/index.html").read_text()


@pytest.mark.parametrize(
    "template", ["{% if %}", "{{ nothing.at.all }}", "{% include 'none.html' %}", "{{ 1 / 0 }}"]
)
def test_a_template_that_is_broken_is_one_line(project: Settings, template: str) -> None:
    write(project, template)
    done = dossier(project.project, "build")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr

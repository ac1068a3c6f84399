"""What may change without a programmer's review runs nothing and reaches nothing outside.

Facts, prose and images are what others propose. Each known way from them to the shell, to files
outside the project or to the network is tried, and must be an error before anything is built.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import pytest
from conftest import DAY
from test_cases import HEAD, check, codes, lay

from macros import handbook
from macros.prose.rendered import EXTENSIONS, convert

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

JINJA: Final = (
    "{{ config }}",
    "{{ config.plugins }}",
    "{{ environ }}",
    "{{ environment }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ role.__globals__ }}",
    '{{ role("jurist").__class__ }}',
    '{{ role("jurist")|attr("__class__") }}',
    "{{ role(config.site_name) }}",
    '{{ role("jur" ~ "ist") }}',
    "{{ self._TemplateReference__context }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ namespace() }}",
    "{{ context() }}",
    "{{ macros_info() }}",
    "{{ now() }}",
    "{{ page.file.abs_src_path }}",
    "{{ files }}",
    "{{ navigation }}",
    "{{ extra }}",
    "{{ fix_url('x') }}",
    "{{ 7 * 7 }}",
    '{% include "mkdocs.yml" %}',
    '{% import "main.html" as m %}',
    '{% extends "base.html" %}',
    "{% set a = 1 %}",
    "{% for a in config %}{{ a }}{% endfor %}",
    "{% macro a() %}x{% endmacro %}",
    "{% if true %}x{% endif %}",
    "{% call role('jurist') %}{% endcall %}",
    "{% block a %}{% endblock %}",
    "{% do config.clear() %}",
)

TURNED: Final = ("Skicka \u202emed.gnp", "a\u2066b\u2069", "a&#8238;b", "a&#x202e;b", "# A\u200f")
"""Text that would be shown as another than it is."""

HTML: Final = (
    "<script>fetch('https://elak.example/')</script>",
    "<script src='https://elak.example/a.js'></script>",
    "<img src='https://elak.example/a.png' alt='a'>",
    "![a](https://elak.example/a.png)",
    "<iframe src='https://elak.example/'></iframe>",
    "<object data='/etc/passwd'></object>",
    "<link rel='stylesheet' href='https://elak.example/a.css'>",
    "<style>@import url(https://elak.example/)</style>",
    "<form action='https://elak.example/'></form>",
    "<base href='https://elak.example/'>",
    "<svg onload='alert(1)'></svg>",
    "<p onclick='alert(1)'>a</p>",
    "<p style='background: url(https://elak.example/)'>a</p>",
    "<video src='https://elak.example/a.mp4'></video>",
    "[a](javascript:alert(1))",
    "[a](data:text/html,a)",
    "[a](file:///etc/passwd)",
    "![a](file:///etc/passwd)",
    "![a](../../../etc/passwd.png)",
    "[a](../../../data/roles.md)",
    "Text\n{: onclick=alert(1) }",
)

FRONT: Final = (
    "template: ../../data/roles.yml",
    "template: base.html",
    "render_macros: true",
    "render_macros: false",
    "macros: {a: b}",
    "include: /etc/passwd",
    "edit_url: https://elak.example/",
    "search: {exclude: true}",
    "inherit: ../mkdocs.yml",
    "title: {{ config }}",
    "title: !!python/name:os.system",
    "description: <script>alert(1)</script>",
)

YAML: Final = (
    "- id: a\n  name: !!python/object/apply:os.system ['id']\n  explanation: a\n",
    "- id: a\n  name: !ENV HOME\n  explanation: a\n",
    "- id: a\n  name: !include /etc/passwd\n  explanation: a\n",
    "- id: a\n  name: !relative /etc/passwd\n  explanation: a\n",
    "- &a {id: a, name: a, explanation: a}\n- *a\n",
    "- id: a\n  <<: {name: a}\n  explanation: a\n",
    "- id: ../../a\n  name: a\n  explanation: a\n",
    "- id: a/b\n  name: a\n  explanation: a\n",
    "- id: index\n  name: a\n  explanation: a\n",
    "- id: a\n  name: a\n  explanation: a\n  previous_ids: ['../../b']\n",
    "- id: a\n  name: a\n  explanation: a\n  template: b\n",
)

FILES: Final = (
    "docs/hooks.py",
    "docs/main.py",
    "docs/sida.html",
    "docs/sida.js",
    "docs/sida.css",
    "docs/bild.svg",
    "docs/plan.pdf",
    "docs/plan.docx",
    "docs/lista.csv",
    "docs/overrides/main.html",
    "docs/mkdocs.yml",
    "docs/a.MD",
    "docs/a.markdown",
    "data/hooks.py",
    "data/okand.yml",
    "data/roles.yaml.j2",
)


def _pages() -> dict[str, dict[str, str]]:
    """Return each way as the files that try it, by its name."""
    tried = {one: {"docs/index.md": f"{HEAD}# A\n\n{one}\n"} for one in (*JINJA, *HTML, *TURNED)}
    tried |= {
        one: {"docs/index.md": HEAD.replace("---\n", f"---\n{one}\n", 1) + "# A\n"} for one in FRONT
    }
    tried |= {one: {"data/glossary.yml": one} for one in YAML}
    return tried | {one: {one: "a\n"} for one in FILES}


WAYS: Final = _pages()


@pytest.mark.parametrize("way", WAYS)
def test_a_way_out_is_an_error(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = codes(WAYS[way], tmp_path, monkeypatch)
    assert [one for one in told if one.startswith("fel ")] != []


def test_the_ways_are_counted(sample_sizes: Callable[[str, int, int], None]) -> None:
    sample_sizes("ways out tried", len(WAYS), len(WAYS))
    assert len(WAYS) == len(JINJA) + len(HTML) + len(TURNED) + len(FRONT) + len(YAML) + len(FILES)


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")
@pytest.mark.parametrize("place", ["docs/lank.md", "docs/lank.png", "docs/mapp", "data/terms.yml"])
def test_a_link_leads_nowhere(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "hemligt.md").write_text(f"{HEAD}# Hemligt\n", encoding="utf-8")
    overlay = tmp_path / "overlay"
    (overlay / place).parent.mkdir(parents=True)
    inside = tmp_path / "all"
    lay(None, inside)
    target = outside if place == "docs/mapp" else outside / "hemligt.md"
    (inside / place).parent.mkdir(parents=True, exist_ok=True)
    (inside / place).symlink_to(target)
    code, said = check(None, inside, monkeypatch)
    assert code == 1
    assert "fel HB" in said
    read = handbook.load(inside / "data", inside / "docs", DAY).catalog
    assert not any("Hemligt" in one.text for one in read.sources)


def test_markdown_includes_no_file() -> None:
    """The extensions are a closed list, and none of them reads a file or runs a program."""
    assert not {"pymdownx.snippets", "pymdownx.b64", "mdx_include", "codehilite"} & set(EXTENSIONS)
    html = convert('--8<-- "/etc/passwd"\n\n;--8<--\n\n{!/etc/passwd!}\n')
    assert "root:" not in html
    assert "/etc/passwd" in html

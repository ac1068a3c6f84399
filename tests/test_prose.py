"""Markdown as editors write it: what is found in it and where, and that none of it runs."""

from __future__ import annotations

import ast
import contextlib
import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

import jinja2
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import nodes

from macros import prose

if TYPE_CHECKING:
    from datetime import date

    from macros.problems import Problem
    from macros.prose import Page

STEADY: Final = settings(max_examples=400, deadline=None, derandomize=True, database=None)
HEAD: Final = "---\ntitle: Sidan\ndescription: Vad den är.\n---\n"
FIRST: Final = HEAD.count("\n")
"""How many lines stand before the body."""


def read(text: str | bytes) -> tuple[Page | None, tuple[Problem, ...]]:
    """Read a whole page with its front matter."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return prose.read(data, "docs/a.md", "a.md")


def body_of(body: str) -> Page:
    """Read a body without problems."""
    page, problems = read(HEAD + body)
    assert problems == ()
    assert page is not None
    return page


def told(body: str) -> list[tuple[str, int, int]]:
    """Return code, line and column, counted in the body, of its problems."""
    found = read(HEAD + body)[1]
    return [(one.code, one.location.line - FIRST, one.location.column) for one in found]


def codes(body: str) -> set[str]:
    """Return the codes of a body's problems."""
    return {one.code for one in read(HEAD + body)[1]}


# --- Front matter ---------------------------------------------------------------------------------


def test_front_matter_says_what_the_page_is() -> None:
    page, problems = read(
        "---\ntitle: Jurist\ndescription: Vad juristen gör.\naudience: public\n"
        "hide: [toc, path]\nowner: jurist\nreviewed: 2026-03-01\n---\n# Rubrik\n"
    )
    assert problems == ()
    assert page is not None
    assert page.front.model_dump(mode="json") == {
        "title": "Jurist",
        "description": "Vad juristen gör.",
        "audience": "public",
        "hide": ["toc", "path"],
        "hidden_names": "kind",
        "owner": "jurist",
        "reviewed": "2026-03-01",
    }
    assert page.headings[0].location.line == 9


def test_a_page_is_for_all_staff_and_shows_all_unless_it_says_otherwise() -> None:
    front = body_of("").front
    reviewed: date | None = None
    assert (front.audience.value, front.hide, front.reviewed) == ("internal", (), reviewed)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: a\ndescription: b\n...\n",
        "--- \ntitle: a\ndescription: b\n---\t\n",
        "\ufeff---\ntitle: a\ndescription: b\n---\n",
        "---\r\ntitle: a\r\ndescription: b\r\n---\r\n",
        "---\rtitle: a\rdescription: b\r---\r",
    ],
)
def test_front_matter_may_end_in_several_ways(text: str) -> None:
    page, problems = read(text)
    assert problems == ()
    assert page is not None
    assert (page.front.title, page.front.description) == ("a", "b")


MISSING: Final = "Sidan saknar huvud."
OPEN: Final = "Sidans huvud avslutas aldrig."
EMPTY: Final = "Sidans huvud är tomt."
LOST: Final = "Första raden liknar ett sidhuvud och skulle försvinna från sidan."
MARKUP: Final = "innehåller < >, klamrar eller en teckenkod."


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, MISSING),
        ("# Rubrik\n", 1, MISSING),
        ("\n---\ntitle: a\ndescription: b\n---\n", 1, MISSING),
        ("https://a.example\n", 1, MISSING),
        ("---\n", 1, OPEN),
        ("---\ntitle: a\ndescription: b\n", 1, OPEN),
        ("---\ntitle: a\n ---\n", 1, OPEN),
        ("Title: a\n\nText\n", 1, LOST),
        ("  base_url: a\n", 1, LOST),
        ("---\n---\n", 1, EMPTY),
        ("---\n\n---\n", 1, EMPTY),
        ("---\n# inget\n---\n", 1, EMPTY),
        ("---\n- a\n---\n", 1, EMPTY),
        ("---\ntitle: a <b>\ndescription: c\n---\n", 2, f"”a <b>” {MARKUP}"),
        ("---\ntitle: a\ndescription: '{{ b }}'\n---\n", 3, f"”{{{{ b }}}}” {MARKUP}"),
        ("---\ntitle: a\ndescription: '{% b %}'\n---\n", 3, f"”{{% b %}}” {MARKUP}"),
        ("---\ntitle: a\ndescription: >-\n  b\n  & c > d\n---\n", 3, f"”b & c > d” {MARKUP}"),
    ],
)
def test_wrong_front_matter_is_told_at_its_line(text: str, line: int, message: str) -> None:
    page, problems = read(text)
    assert page is None
    assert [(one.code, one.location.line, one.message.split(": ")[-1]) for one in problems] == [
        ("HB801", line, message)
    ]


@pytest.mark.parametrize(
    ("lines", "code", "line", "column"),
    [
        ("title: a", "HB111", 2, 1),
        ("title: a\ndescription: b\nauthor: c", "HB110", 4, 1),
        ("title: a\ndescription: b\ntemplate: main.html", "HB110", 4, 1),
        ("title: a\ndescription: b\naudience: alla", "HB112", 4, 11),
        ("title: a\ndescription: b\nhide: [toc, toks]", "HB112", 4, 13),
        ("title: a\ndescription: b\nreviewed: 1/3", "HB112", 4, 11),
        ("title: a\ndescription: &x b", "HB104", 3, 14),
        ("title: a\n\tdescription: b", "HB102", 3, 1),
        ("title: a\ntitle: c\ndescription: b", "HB103", 3, 1),
    ],
)
def test_front_matter_is_read_as_strictly_as_data(
    lines: str, code: str, line: int, column: int
) -> None:
    found = read(f"---\n{lines}\n---\n")[1]
    assert [(one.code, one.location.line, one.location.column) for one in found] == [
        (code, line, column)
    ]


def test_a_page_that_is_not_utf_8_or_too_large_is_told() -> None:
    assert [(one.code, one.location.line) for one in read(b"---\ntitle: \xe5\n---\n")[1]] == [
        ("HB101", 2)
    ]
    assert [one.code for one in read(b"x" * 10_000_001)[1]] == ["HB101"]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", ""),
        ("README.md", ""),
        ("om.md", "om/"),
        ("roller/index.md", "roller/"),
        ("roller/jurist.md", "roller/jurist/"),
    ],
)
def test_a_page_has_an_address(path: str, address: str) -> None:
    assert prose.address(path) == address


# --- What is found in the body --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "level", "text", "anchor", "place"),
    [
        ("# Ett\n", 1, "Ett", None, (1, 3)),
        ("text\n\n### Två {#tva}\n", 3, "Två", "tva", (3, 5)),
        ("## Tre { #tre .klass }\n", 2, "Tre", "tre", (1, 4)),
        ("## Fyra {: #fyra }\n", 2, "Fyra", "fyra", (1, 4)),
        ("Fem\n---\n", 2, "Fem", None, (1, 1)),
        ("> # Sex\n", 1, "Sex", None, (1, 5)),
        ("# Åtta *betonat* `kod` {#atta}\n", 1, "Åtta *betonat* `kod`", "atta", (1, 3)),
        ("!!! note\n\n    # Inuti\n", 1, "Inuti", None, (3, 7)),
    ],
)
def test_a_heading_has_level_text_anchor_and_place(
    body: str, level: int, text: str, anchor: str | None, place: tuple[int, int]
) -> None:
    (one,) = body_of(body).headings
    assert (one.level, one.text, one.anchor) == (level, text, anchor)
    assert (one.location.line - FIRST, one.location.column) == place


@pytest.mark.parametrize("body", ["```\n# A\n```\n", "`# A`\n", "{## \n# A\n##}\n", "text # A\n"])
def test_what_looks_like_a_heading_may_be_none(body: str) -> None:
    assert body_of(body).headings == ()


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("[a](b.md)\n", [("b.md", 1, False)]),
        ("text\n[a](b.md 'titel') och ![c](d.png)\n", [("b.md", 2, False), ("d.png", 2, True)]),
        ("> [a](b.md)\n> [c](d.md)\n", [("b.md", 1, False), ("d.md", 2, False)]),
        ("- [a](b.md)\n\n  [c](d.md)\n", [("b.md", 1, False), ("d.md", 3, False)]),
        ("| a |\n|---|\n| [b](c.md) |\n", [("c.md", 3, False)]),
        ("!!! note\n\n    [a](b.md)\n", [("b.md", 3, False)]),
        ("??? note\n    [a](b.md)\n", [("b.md", 2, False)]),
        ("[a][b]\n\n[b]: c.md\n", [("c.md", 1, False)]),
        ("<https://a.example>\n", [("https://a.example", 1, False)]),
        ("<p>\n<a href='b.md'>c</a></p>\n", [("b.md", 2, False)]),
        ("text <img src=b.png alt=''>\n", [("b.png", 1, True)]),
        ("*a\n[b](c.md)\nd* [e](f.md)\n", [("c.md", 2, False), ("f.md", 3, False)]),
        ("a `b\nc` [d](e.md)\n", [("e.md", 2, False)]),
        ("`[a](b.md)`\n\n```\n[a](b.md)\n```\n", []),
    ],
)
def test_a_link_has_target_and_line(body: str, links: list[tuple[str, int, bool]]) -> None:
    found = [(one.target, one.location.line - FIRST, one.image) for one in body_of(body).links]
    assert found == links


def test_a_link_has_the_column_of_its_target() -> None:
    (one, two) = body_of("Se [a](b.md) och [c](d.md).\n").links
    assert (one.location.column, two.location.column) == (8, 22)


# --- Calls ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "calls"),
    [
        ("{{ f() }}", [("f", (), {}, 1, 1)]),
        ("å {{ f('a') }} b {{ g(\"c\") }}", [("f", ("a",), {}, 1, 3), ("g", ("c",), {}, 1, 18)]),
        ("{{f(1)}}{{f(2)}}", [("f", (1,), {}, 1, 1), ("f", (2,), {}, 1, 9)]),
        ("{{- f(1.5, true, False, none) -}}", [("f", (1.5, True, False, None), {}, 1, 1)]),
        ("\n{{ f(['a', [1]], b='c') }}", [("f", (("a", (1,)),), {"b": "c"}, 2, 1)]),
        (
            "a\nb {{\n f('x',\n y=1)\n}}\n{{ g() }}",
            [("f", ("x",), {"y": 1}, 2, 3), ("g", (), {}, 6, 1)],
        ),
        ("{{ f('{{ a }}') }} {{ g() }}", [("f", ("{{ a }}",), {}, 1, 1), ("g", (), {}, 1, 20)]),
        ("{## {{ a }} ##}{{ g() }}", [("g", (), {}, 1, 16)]),
        ("{% raw %}{{ a }}{% endraw %}{{ g() }}", [("g", (), {}, 1, 29)]),
        ("{{ f() -}}\n\n{{ g() }}", [("f", (), {}, 1, 1), ("g", (), {}, 3, 1)]),
        ("# A {#b}\n{{ f() }}", [("f", (), {}, 2, 1)]),
        ("```\n{{ f() }}\n```", [("f", (), {}, 2, 1)]),
        ("| a |\n|--|\n| {{ f() }} |", [("f", (), {}, 3, 3)]),
        ("{{ f('a\nb') }}", [("f", ("a\nb",), {}, 1, 1)]),
    ],
)
def test_a_call_has_name_values_line_and_column(body: str, calls: list[object]) -> None:
    assert [
        (one.name, one.args, one.keywords, one.location.line - FIRST, one.location.column)
        for one in body_of(body).calls
    ] == calls


@pytest.mark.parametrize(
    "body",
    [
        "{{ config }}",
        "{{ config.site_name }}",
        "{{ config['site_name'] }}",
        "{{ f(config.site_name) }}",
        "{{ self }}",
        "{{ 'text' }}",
        "{{ 1 + 1 }}",
        "{{ f.g() }}",
        "{{ f().g }}",
        "{{ f()['g'] }}",
        "{{ f()() }}",
        "{{ f(g()) }}",
        "{{ f(a) }}",
        "{{ f([a]) }}",
        "{{ f(b=a) }}",
        "{{ f({'a': 1}) }}",
        "{{ f('a' ~ 'b') }}",
        "{{ f('a' + 'b') }}",
        "{{ f('a' if b) }}",
        "{{ f(*a) }}",
        "{{ f(**a) }}",
        "{{ f('a') | safe }}",
        "{{ f('a' | upper) }}",
        "{{ f() is defined }}",
        "{{ f() if true }}",
        "{{ f(), g() }}",
        "{{ not f() }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ f(a='b', a='c') }}",
        "{% set a = 1 %}",
        "{% for a in f() %}b{% endfor %}",
        "{% if true %}a{% endif %}",
        "{% include 'a' %}",
        "{% import 'a' as b %}",
        "{% from 'a' import b %}",
        "{% extends 'a' %}",
        "{% block a %}{% endblock %}",
        "{% macro a() %}{% endmacro %}",
        "{% call a() %}{% endcall %}",
        "{% filter upper %}a{% endfilter %}",
        "{% with a = 1 %}{% endwith %}",
        "{% autoescape false %}a{% endautoescape %}",
        "{% do f() %}",
        "{{ }}",
        "{{ f(",
        "{{ f( }}",
        "{{ f('a) }}",
        "{% raw %}a",
        "{% annat %}",
        "{% endraw %}",
        "{## aldrig slut",
        f"{{{{ f({'9' * 5000}) }}}}",
        f"{{{{ {'(' * 2000}1{')' * 2000} }}}}",
        f"{{{{ f({'[' * 2000}{']' * 2000}) }}}}",
        f"{{{{ {'-' * 5000}1 }}}}",
    ],
    ids=lambda body: str(body)[:40],
)
def test_whatever_else_jinja_would_run_is_refused_at_its_line(body: str) -> None:
    assert {place[:2] for place in told(f"text\n\n{body}\n")} == {("HB802", 3)}


@pytest.mark.parametrize(
    ("body", "column"),
    [("a {{ b }}", 3), ("a {% set b = 1 %}", 3), ("{{ f() }} {{ a }}", 11), ("`{{ a }}`", 2)],
)
def test_what_is_refused_has_a_column(body: str, column: int) -> None:
    assert told(body) == [("HB802", 1, column)]


def test_all_that_is_refused_is_told_at_once() -> None:
    assert told("{{ a }}\n\n{{ f() }}\n{{ b.c }} {{ d }}\n") == [
        ("HB802", 1, 1),
        ("HB802", 4, 1),
        ("HB802", 4, 11),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "{% raw %}{{ config }}{% endraw %}",
        "{%- raw -%}\n{{ a }}\n{%- endraw -%}",
        "`{% raw %}{{ a }}{% endraw %}`",
        "```\n{% raw %}{{ a }}{% endraw %}\n```",
        "{## {{ config }} ##}",
        "en { klammer } och }} två",
        "{#ankare}",
    ],
)
def test_what_jinja_does_not_run_is_allowed(body: str) -> None:
    assert body_of(body).calls == ()


@pytest.mark.parametrize(
    "body", ["```\n{{ a }}\n```", "~~~\n{{ a }}\n~~~", "    {{ a }}", "<!--\n{{ a }}\n-->"]
)
def test_code_and_comments_do_not_keep_jinja_from_running(body: str) -> None:
    assert {code for code, _, _ in told(body)} == {"HB802"}


CONSTANTS: Final = st.recursive(
    st.none() | st.booleans() | st.integers(0, 10**9) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
NAMES: Final = st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(
    lambda name: name not in {"not", "none", "true", "false", "if", "is", "in", "and", "or", "else"}
)


def as_jinja(value: object) -> str:
    """Write a constant as an editor could."""
    if isinstance(value, list):
        return f"[{', '.join(as_jinja(one) for one in value)}]"
    if isinstance(value, str):
        escaped = "".join(
            one if one.isalnum() or one == " " else f"\\U{ord(one):08x}" for one in value
        )
        return f'"{escaped}"'
    return str(value)


def frozen(value: object) -> object:
    """Return lists as tuples, as a call holds them."""
    return tuple(frozen(one) for one in value) if isinstance(value, list) else value


@STEADY
@given(NAMES, st.lists(CONSTANTS, max_size=3), st.dictionaries(NAMES, CONSTANTS, max_size=3))
def test_a_call_with_constants_is_accepted_as_it_is_written(
    name: str, args: list[object], keywords: dict[str, object]
) -> None:
    values = [as_jinja(one) for one in args]
    values += [f"{key}={as_jinja(one)}" for key, one in keywords.items()]
    (call,) = body_of(f"{{{{ {name}({', '.join(values)}) }}}}").calls
    assert call.name == name
    assert call.args == tuple(frozen(one) for one in args)
    assert call.keywords == {key: frozen(one) for key, one in keywords.items()}


JINJA: Final = st.sampled_from(
    [
        *("{{ ", " }}", "{% ", " %}", "{## ", " ##}", "f", "(", ")", "[", "]", "'a'", '"b"', ","),
        *("1", ".", "|", "~", "=", "a", "config", "if ", "set ", "raw", "endraw", "\n", " ", "-"),
        *("{{ f() }}", "{{ f('a', b=1) }}", "{% raw %}", "{% endraw %}", "{", "}", "é"),
    ]
)
ENVIRONMENT: Final = jinja2.Environment(  # noqa: S701 - it renders only to see what would run
    comment_start_string=prose.COMMENT_START, comment_end_string=prose.COMMENT_END
)


def only_calls(tree: nodes.Template) -> bool:
    """Say whether a template only prints calls of names with constants, judged by its kinds."""
    allowed = nodes.TemplateData, nodes.Call, nodes.Name, nodes.Const, nodes.List, nodes.Keyword
    for output in tree.body:
        if not isinstance(output, nodes.Output):
            return False
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                continue
            if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
                return False
            inside = list(node.find_all(nodes.Node))
            if not all(isinstance(one, allowed) for one in inside):
                return False
            if sum(isinstance(one, nodes.Name | nodes.Call) for one in inside) > 1:
                return False
            keys = [one.key for one in node.kwargs]
            if len(set(keys)) < len(keys):
                return False
    return True


@STEADY
@given(st.lists(JINJA, max_size=14).map("".join))
def test_exactly_what_jinja_parses_as_calls_with_constants_is_accepted(body: str) -> None:
    try:
        accepted = only_calls(ENVIRONMENT.parse(HEAD + body))
    except jinja2.TemplateSyntaxError:
        accepted = False
    assert ("HB802" not in codes(body)) == accepted


@STEADY
@given(st.lists(JINJA, max_size=14).map("".join))
def test_what_is_accepted_reaches_nothing_but_the_macros_it_calls(body: str) -> None:
    page, problems = read(HEAD + body)
    if page is None or problems:
        return
    reached = {call.name for call in page.calls}
    source = ENVIRONMENT.compile(HEAD + body, raw=True)
    names = {
        one.args[0].value
        for one in ast.walk(ast.parse(source))
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Name)
        and one.func.id == "resolve"
        and isinstance(one.args[0], ast.Constant)
    }
    assert names <= reached


# --- What could run in a browser ------------------------------------------------------------------


EXTENSIONS: Final = [
    *("admonition", "attr_list", "def_list", "md_in_html", "footnotes", "tables", "toc"),
    *("pymdownx.details", "pymdownx.superfences"),
]
"""The extensions of mkdocs.yml that make HTML of text."""

RUNS: Final = frozenset(
    [
        *("script", "style", "iframe", "object", "embed", "form", "base", "meta", "link"),
        *("svg", "math", "template", "button", "input"),
    ]
)


class Running(HTMLParser):
    """Collects what a browser could run, or be led astray by, in a piece of HTML."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in RUNS:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                self.found.append(name)
            address = re.sub(r"[\x00-\x20]", "", html.unescape(value or "")).lower()
            if name in {"href", "src"} and re.match(r"(?:javascript|vbscript|data):", address):
                self.found.append(address)


def running(body: str) -> list[str]:
    """Return what could run of a body once Python-Markdown has made HTML of it."""
    # Jinja takes its comments and the marks of raw blocks before Markdown sees the text.
    with contextlib.suppress(jinja2.TemplateError):
        body = ENVIRONMENT.from_string(body).render()
    parser = Running()
    # The standard library's parser gives up on some declarations; a browser would not.
    with contextlib.suppress(AssertionError):
        parser.feed(markdown.Markdown(extensions=EXTENSIONS).convert(body))
        parser.close()
    return parser.found


CAN_RUN: Final = {
    "links": [
        "[a](javascript:f)",
        "[a](JavaScript:f)",
        "[a]( javascript:f )",
        "[a](<javascript:f>)",
        "[a](javascript:f 'b')",
        "[a](javascript:f b)",
        "[a](javascript:f;g  h)",
        "[a](javascript:f('b'))",
        "[a](<javascript:f(\n)>)",
        "[a](java\nscript:f)",
        "[a](java\tscript:f)",
        "[a](java&Tab;script:f)",
        "[a](javascript&colon;f)",
        "[a](&#106;avascript:f)",
        "[a](&#x6a;avascript:f)",
        "[a](vbscript:f)",
        "[a](data:text/html,b)",
        "![a](javascript:f)",
        "[![a](b.png)](javascript:f)",
        "[a [b] c](javascript:f)",
        "[`a`](javascript:f)",
        "<a href='javascript:f'>b</a>",
        "<a href=' java\nscript:f'>b</a>",
        "<a href='&#106;avascript:f'>b</a>",
        "<a href='java&Tab;script:f'>b</a>",
        "<img src=javascript:f>",
    ],
    "references": [
        "[a][b]\n\n[b]: javascript:f",
        "[b]\n\n[b]: javascript:f",
        "[b][]\n\n[b]: <javascript:f> 'c'",
        "[a] [b]\n\n[b]: javascript:f",
        "[a][b]\n\n[b]:\n    javascript:f",
        "![a][b]\n\n[b]: javascript:f",
        "text\n[b]: javascript:f\n\n[b]",
        "- a\n[b]: javascript:f\n\n[b]",
        "!!! note\n\n    [b]: javascript:f\n\n    [b]",
        "[^a]\n\n[^a]: [b](javascript:f)",
        "[^a]\n\n[^a]:\n    [b](javascript:f)",
    ],
    "blocks": [
        "!!! note\n    [a](javascript:f)",
        "??? note\n    [a](javascript:f)",
        '!!! note "<b onclick=f>a</b>"\n    b',
        "!!! note\n    <script>f</script>",
        "> [a](javascript:f)",
        "- a\n\n    [b](javascript:f)",
        "- " * 30 + "[a](javascript:f)",
        "> " * 30 + "[a](javascript:f)",
        "a\n:   [b](javascript:f)",
        "a\n:   <script>f</script>",
        "| a |\n|---|\n| [b](javascript:f) |",
        "| a |\n|---|\n| `|` [b](javascript:f) |",
        "| a |\n|---|\n| <b onclick=f>c</b> |",
        "```\na\n[b](javascript:f)",
        "~~~\n[b](javascript:f)\n```",
        "> ```\n> [a](javascript:f)",
        "<div markdown>\n[a](javascript:f)\n</div>",
        "<p markdown>[a](javascript:f)</p>",
        "<p markdown='span'>[a](javascript:f)</p>",
        "<div markdown='block'>\n*[a](javascript:f)*\n</div>",
        "<!-- --> [a](javascript:f)",
        "{% raw %}[a](javascript:f){% endraw %}",
        "{% raw %}<script>f</script>{% endraw %}",
        "`{% raw %}`{% endraw %}<script>f</script>",
        "[a](java{## b ##}script:f)",
        "<scr{## a ##}ipt>f</script>",
    ],
    "html": [
        "<script>f</script>",
        "<SCRIPT SRC=a></SCRIPT>",
        "a <script>f</script>",
        "\\<script>f</script>",
        "<style>a</style>",
        "<svg onload=f>",
        "<svg/onload=f>",
        "<math>",
        "<iframe src=a></iframe>",
        "<form action=a>",
        "<input autofocus>",
        "<button formaction=a>",
        "<meta http-equiv=refresh content=0>",
        "<base href=a>",
        "<link rel=stylesheet href=a>",
        "<object data=a>",
        "<img src=a onerror=f>",
        "<p style='a'>b</p>",
        "<p\nonclick=f>a</p>",
        "<p title='>' onclick=f>a</p>",
        "<p a onclick=f>b</p>",
        "<a/onclick=f>b</a>",
        "<b onclick>a</b>",
        "<mailto:a onclick=f>",
        "<!-- --!><script>f</script> -->",
        "<p>\n<b onclick=f>a</b>\n</p>",
    ],
    "attribute lists": [
        "a\n{: onclick=f }",
        "a\n{: .b onclick='f' #c }",
        "- a\n  {: onclick=f }",
        "!!! note\n\n    a\n    {: onclick=f }",
        "# a {: onclick=f }",
        "# a { onclick=f }",
        "*a*{: style=b }",
        "[a](b.md){: onclick=f }",
        "[a](b.md){onclick=f}",
        "![a](b.png){: onerror=f }",
        "| a {: onclick=f } |\n|---|\n| b |",
        "[a](b.md){: href=javascript:f }",
        "[a](b.md){: href='javascript:f' }",
        "<div markdown>\n*a*{: onclick=f }\n</div>",
    ],
}
"""Markdown of which Python-Markdown makes HTML that a browser runs."""


@pytest.mark.parametrize(
    "body", [body for group in CAN_RUN.values() for body in group], ids=lambda body: body[:50]
)
def test_what_a_browser_would_run_is_refused(body: str) -> None:
    assert running(body) != []
    assert codes(body) == {"HB808"}


@pytest.mark.parametrize(
    "body",
    [
        "<!--><script>f</script>-->",
        "<!---><script>f</script>-->",
        "<!-- a --!><script>f</script>-->",
    ],
)
def test_a_comment_that_a_browser_ends_earlier_is_refused(body: str) -> None:
    assert markdown.Markdown(extensions=EXTENSIONS).convert(body).count("<script>") == 1
    assert codes(body) == {"HB808"}


def test_a_whole_comment_is_allowed() -> None:
    assert told("<!-- Till redaktören: gå igenom i mars. -->\n\nText\n") == []


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("a\n\n[b](javascript:f)", 3, 5),
        ("a\nb <b onclick=f>c</b>", 2, 6),
        ("a\n\n<script>\nf\n</script>", 3, 1),
        ("!!! note\n\n    [b](javascript:f)", 3, 9),
        ("a {: onclick=f }", 1, 3),
        ("- a\n- b {: onclick=f }", 2, 5),
    ],
)
def test_what_could_run_is_told_at_its_place(body: str, line: int, column: int) -> None:
    assert told(body) == [("HB808", line, column)]


@pytest.mark.parametrize(
    "body",
    [
        "[a](b.md#c)",
        "[a](#b)",
        "[a](https://a.example/b?c=d&e=f)",
        "[a](mailto:a@b.example)",
        "[a](tel:112)",
        "<a@b.example>",
        "[a][b]\n\n[b]: https://a.example",
        '<p class="hb-lead" id="b" lang="en">a</p>',
        "<details open>\n<summary>a</summary>\n</details>",
        "a {: #b .c }",
        "# a {#b .c}",
        "[a](b.md){: .c title='d' }",
        "`<script>`",
        "```html\n<script>f</script>\n[a](javascript:f)\n```",
        "!!! note\n\n    ```\n    <script>\n    ```",
        "javascript: ett språk",
        "1 < 2 och 3 > 2",
        "\\[a](javascript:f)",
        "&lt;script&gt;",
    ],
    ids=lambda body: body[:50],
)
def test_what_cannot_run_is_allowed(body: str) -> None:
    assert running(body) == []
    assert told(body) == []


MARKDOWN: Final = st.sampled_from(
    [
        *("[a]", "(", ")", "javascript:f", "<script>", "</script>", "<b ", "onclick=f", ">", "<"),
        *("\n", "\n\n", "    ", "- ", "> ", "# ", "| a |\n|---|\n| ", "!!! note\n", "`", "```\n"),
        *("~~~\n", "{: ", "}", "[b]: ", "[b]", "[^a]: ", "[^a]", "<!--", "-->", "<div markdown>"),
        *("</div>", "{% raw %}", "{% endraw %}", "{## ", " ##}", "&Tab;", "\\", "*", "!", "a", ":"),
        *("<![CDATA[", "]]>", "<!", "<?", "?>", "'", '"', "\t", "\r", "\u2028", "\x00", "&#106;"),
    ]
)


@STEADY
@given(
    st.lists(MARKDOWN | JINJA, max_size=20).map(lambda parts: (HEAD + "".join(parts)).encode())
    | st.text(max_size=80).map(lambda text: (HEAD + text).encode("utf-8", "surrogatepass"))
    | st.binary(max_size=80)
)
def test_no_text_makes_reading_raise(data: bytes) -> None:
    page, problems = read(data)
    assert page is not None or problems != ()
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    assert all(1 <= one.location.line <= lines.count("\n") + 1 for one in problems)


@pytest.mark.parametrize(
    "body",
    ["<![a", "<!A<![b[", "<!A<![\x00", "<?", "<!--", "&#99999999999;", "[" * 5000],
    ids=lambda body: str(body)[:10],
)
def test_a_torn_text_does_not_make_reading_raise(body: str) -> None:
    assert read(HEAD + body)[0] is not None


@STEADY
@given(st.lists(MARKDOWN, max_size=12).map("".join))
def test_what_is_accepted_makes_nothing_that_a_browser_would_run(body: str) -> None:
    if codes(body) == set():
        assert running(body) == []

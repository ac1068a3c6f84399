"""The macro calls of a page; whatever else Jinja would run is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import jinja2
from jinja2 import nodes

from macros.problems import Location, Problem, problem
from macros.prose.page import Call

if TYPE_CHECKING:
    from macros.prose.page import Literal

COMMENT_START: Final = "{##"
COMMENT_END: Final = "##}"
"""Jinja's comment marks in prose (mkdocs.yml says the same), so that ``{#id}`` is an anchor."""

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{##.*?##\}", re.DOTALL)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)

_environment = jinja2.Environment(  # Only parses: nothing is ever rendered with it.
    comment_start_string=COMMENT_START, comment_end_string=COMMENT_END, autoescape=True
)


# Indented text is not code: it may be the inside of an admonition, which CommonMark lacks.


def read_calls(body: str, path: str) -> tuple[list[Call], list[Problem]]:
    """Return the macro calls of a page; whatever else Jinja would run is a problem."""
    try:
        tree = _environment.parse(body)
    except jinja2.TemplateSyntaxError as error:
        return [], [
            problem(
                "HB802",
                Location(path, error.lineno),
                "Klamrarna på raden går inte att läsa som ett anrop.",
                'Skriv {{ makro("id") }} med citattecken om texten och båda klamrarna på var sida.',
            )
        ]
    lines = body.split("\n")
    seen: dict[int, int] = {}
    calls: list[Call] = []
    problems: list[Problem] = []
    for output in tree.body:
        inside = output.nodes if isinstance(output, nodes.Output) else [output]
        for node in inside:
            if isinstance(node, nodes.TemplateData):
                continue
            place = _brace(path, lines, node.lineno, seen)
            call = _call(node, place)
            if call is None:
                problems.append(
                    problem(
                        "HB802",
                        place,
                        "Här står något annat än ett anrop av ett makro.",
                        'Bara {{ makro("id", nyckel="värde") }} med fasta värden är tillåtet. '
                        "Ska klamrarna synas, sätt dem mellan {% raw %} och {% endraw %}.",
                    )
                )
            else:
                calls.append(call)
    return calls, problems


def _brace(path: str, lines: list[str], lineno: int, seen: dict[int, int]) -> Location:
    """Return the place of the next pair of braces on a line: Jinja knows no columns."""
    line = lines[lineno - 1] if lineno <= len(lines) else ""
    column = line.find("{{", seen.get(lineno, 0))
    if column < 0:
        return Location(path, lineno, 1)
    seen[lineno] = column + 2
    return Location(path, lineno, column + 1)


def _call(node: nodes.Node, place: Location) -> Call | None:
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return None
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        return None
    try:
        args = tuple(_literal(arg) for arg in node.args)
        keywords = {keyword.key: _literal(keyword.value) for keyword in node.kwargs}
    except ValueError:
        return None
    return Call(node.node.name, args, keywords, place)


def _literal(node: nodes.Expr) -> Literal:
    if isinstance(node, nodes.Const) and isinstance(node.value, str | int | float | bool | None):
        return node.value
    if isinstance(node, nodes.List):
        return tuple(_literal(item) for item in node.items)
    message = "not a literal"
    raise ValueError(message)


def masked(body: str) -> str:
    """Replace what Jinja takes by blanks of the same length, so that places stay."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    return _JINJA.sub(blank, _RAW.sub(blank, body))

"""The macro calls of a page; whatever else Jinja would run is refused."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import jinja2
from jinja2 import nodes

from macros.problems import Location, Problem, problem
from macros.prose.page import Call
from macros.prose.shown import OPAQUE

if TYPE_CHECKING:
    from macros.prose.page import Literal

COMMENT_START: Final = "{##"
COMMENT_END: Final = "##}"
"""Jinja's comment marks in prose (mkdocs.yml says the same), so that ``{#id}`` is an anchor."""

_environment = jinja2.Environment(  # Only parses: nothing is ever rendered with it.
    comment_start_string=COMMENT_START, comment_end_string=COMMENT_END, autoescape=True
)
_OPENS: Final = ("variable_begin", "block_begin")
_WORD: Final = "qxanropqx{}qxanropqx"
"""Stands for a call where Markdown is to show what becomes of it."""
_MARKS = re.compile(r"[ \t>]*(?:(?:[-*+:]|\d{1,9}[.)])[ \t]+)*")


@dataclass(frozen=True, slots=True)
class Jinja:
    """What Jinja sees in a page.

    `masked` is the body with all that Jinja takes blanked, each place kept, and `OPAQUE` where a
    call begins; `shown` is what is left for Markdown once Jinja has run, with nothing in the place
    of the calls; `worded` is the same with one of `words` in the place of each call. `alone` says
    for each whether it stands alone on its line, but for the marks of a list or a quotation.
    """

    calls: tuple[Call, ...]
    problems: tuple[Problem, ...]
    masked: str
    shown: str
    worded: str = ""
    words: tuple[str, ...] = ()
    alone: tuple[bool, ...] = ()

    @property
    def rendered(self) -> str:
        """Return what is given to Markdown: with words for the calls where each is known."""
        return self.worded if self.words and len(self.words) == len(self.calls) else self.shown


@dataclass
class _Lexed:
    """The body as Jinja cuts it up."""

    masked: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    worded: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    alone: list[bool] = field(default_factory=list)
    opens: list[int] = field(default_factory=list)
    """Where each call or statement opens."""


def read_jinja(body: str, path: str) -> Jinja:
    """Return the macro calls of a page; whatever else Jinja would run is a problem."""
    if not any(mark in body for mark in ("{{", "{%", COMMENT_START)):
        return Jinja((), (), body, body)
    try:
        lexed = _lexed(body)
        tree = _environment.parse(body)
    except jinja2.TemplateSyntaxError as error:
        return _unread(body, Location(path, error.lineno or 1))
    except (RecursionError, ValueError):
        # Brackets nested without end, or a number with thousands of digits.
        return _unread(body, Location(path, body.count("\n", 0, max(body.find("{{"), 0)) + 1))
    openings = _Openings(body, lexed.opens)
    calls: list[Call] = []
    problems: list[Problem] = []
    for output in tree.body:
        inside = output.nodes if isinstance(output, nodes.Output) else [output]
        for node in inside:
            if isinstance(node, nodes.TemplateData):
                continue
            place = openings.take(path, node.lineno or 1)
            call = _call(node, place)
            if call is not None:
                calls.append(call)
                continue
            problems.append(
                problem(
                    "HB802",
                    place,
                    "Här står något annat än ett anrop av ett makro.",
                    'Bara {{ makro("id", nyckel="värde") }} med fasta värden är tillåtet. '
                    "Ska klamrarna synas, sätt dem mellan {% raw %} och {% endraw %}.",
                )
            )
    return Jinja(
        tuple(calls),
        tuple(problems),
        "".join(lexed.masked),
        "".join(lexed.shown),
        "".join(lexed.worded),
        tuple(lexed.words),
        tuple(lexed.alone),
    )


def _unread(body: str, place: Location) -> Jinja:
    found = problem(
        "HB802",
        place,
        "Klamrarna på raden går inte att läsa som ett anrop.",
        'Skriv {{ makro("id") }} med citattecken om texten och båda klamrarna på var sida.',
    )
    return Jinja((), (found,), body, body)


def _lexed(body: str) -> _Lexed:
    """Cut the body up as Jinja does."""
    lexed = _Lexed()
    at = begun = 0
    for _, kind, value in _environment.lex(body):
        # White space that ``{%-`` takes away stands between the tokens.
        start = body.index(value, at)
        text = body[at:start] + value
        if kind == "data":
            for kept in (lexed.masked, lexed.shown, lexed.worded):
                kept.append(text)
        else:
            lexed.masked.append("".join("\n" if char == "\n" else " " for char in text))
        if kind in _OPENS:
            lexed.opens.append(start)
            if kind == "variable_begin":
                # What is shown there is no text of the page's, but it parts what stands around it.
                blank = lexed.masked[-1]
                lexed.masked[-1] = text[: start - at] + OPAQUE + blank[start - at + 1 :]
        at = start + len(value)
        if kind == "variable_begin":
            begun = start
            lexed.words.append(_WORD.format(len(lexed.words)))
            lexed.worded.append(lexed.words[-1])
        elif kind == "variable_end":
            lexed.alone.append(_is_alone(body, begun, at))
    return lexed


def _is_alone(body: str, start: int, end: int) -> bool:
    """Say whether a call is all that its line holds, but for the marks of a list or quotation."""
    before = body[body.rfind("\n", 0, start) + 1 : start]
    after = body[end:].split("\n", maxsplit=1)[0]
    return bool(_MARKS.fullmatch(before)) and not after.strip()


class _Openings:
    """Where calls and statements open, taken one by one: Jinja's nodes know no columns."""

    def __init__(self, body: str, starts: list[int]) -> None:
        breaks = [match.start() for match in re.finditer("\n", body)]
        self._lines = [bisect_left(breaks, start) + 1 for start in starts]
        self._columns = [
            start - (breaks[line - 2] + 1 if line > 1 else 0) + 1
            for start, line in zip(starts, self._lines, strict=True)
        ]
        self._next = 0

    def take(self, path: str, lineno: int) -> Location:
        """Return the place of the node that Jinja says begins on a line, and go past it."""
        if self._next >= len(self._lines):
            return Location(path, lineno)
        last = max(bisect_right(self._lines, lineno, self._next) - 1, self._next)
        first = bisect_left(self._lines, self._lines[last], self._next)
        self._next = first + 1
        return Location(path, self._lines[first], self._columns[first])


def _call(node: nodes.Node, place: Location) -> Call | None:
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return None
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        return None
    if len({keyword.key for keyword in node.kwargs}) < len(node.kwargs):
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

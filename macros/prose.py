"""Markdown as editors write it: front matter, headings, links, macro calls and text, with lines.

Prose runs nothing. A page may only print the result of a call of a macro with literal arguments;
which macros there are, and what they take, is known further down (`macros.signatures`). HTML and
attribute lists are held to what cannot run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, TypeAlias

import jinja2
from jinja2 import nodes
from markdown_it import MarkdownIt
from pydantic import model_validator

from macros import source
from macros.problems import Location, Problem, problem
from macros.records.base import INTERNAL, Part, field
from macros.records.read import validate
from macros.records.types import Audience, Choice, Day, Text, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

COMMENT_START: Final = "{##"
COMMENT_END: Final = "##}"
"""Jinja's comment marks in prose (mkdocs.yml says the same), so that ``{#id}`` is an anchor."""

Literal: TypeAlias = "str | int | float | bool | tuple[Literal, ...] | None"


class Hidden(Choice):
    """What of the theme a page goes without."""

    NAVIGATION = "navigation", "Navigering"
    TOC = "toc", "Innehåll"
    PATH = "path", "Sökväg"
    FOOTER = "footer", "Sidfot"


class FrontMatter(Part):
    """What a page says of itself between ``---`` at its top."""

    title: Text = field("Rubrik", "Sidans namn i menyer och sökning.")
    description: Text = field("Beskrivning", "Vad sidan hjälper till med, i en mening.")
    audience: Audience = field("Målgrupp", "Vem som får se sidan.", default=INTERNAL)
    hide: tuple[Hidden, ...] = field("Dölj", "Delar av ramen som sidan är utan.", default=())
    reviewed: Day | None = field("Genomgången", "När sidan senast gicks igenom.", default=None)

    @model_validator(mode="after")
    def _plain(self) -> FrontMatter:
        """Refuse what the theme would print unescaped, or Jinja would run."""
        for value in (self.title, self.description):
            if re.search(r"[<>{}]", value):
                raise refused(
                    "HB801",
                    f"”{value}” innehåller < > eller klamrar.",
                    "Skriv ren text i sidans huvud.",
                )
        return self


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its text, the anchor that it names itself, and its place."""

    level: int
    text: str
    anchor: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image in the text."""

    target: str
    location: Location
    image: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a macro with literal arguments."""

    name: str
    args: tuple[Literal, ...]
    keywords: dict[str, Literal]
    location: Location


@dataclass(frozen=True, slots=True)
class Span:
    """A run of plain text: no link, no code, no macro call."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Page:
    """A page of prose.

    `path` is the file as an editor knows it, `source` its path inside ``docs/``, `address` its
    address from the site's root (``""`` for the start page, ``roller/jurist/`` for another).
    """

    path: str
    source: str
    address: str
    front: FrontMatter
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    calls: tuple[Call, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def audience(self) -> Audience:
        """Return who may see the page."""
        return self.front.audience


_FRONT = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL)
_MULTIMARKDOWN = re.compile(r" {0,3}[A-Za-z0-9_-]+:\s")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{##.*?##\}", re.DOTALL)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_ANCHOR = re.compile(r"\s*\{:?\s*#([\w-]+)[^}]*\}\s*$")
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=")

_TAGS: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
        "var",
    ]
)
_ATTRS: Final = frozenset(
    [
        "alt",
        "class",
        "colspan",
        "datetime",
        "height",
        "href",
        "id",
        "lang",
        "loading",
        "markdown",
        "open",
        "rel",
        "role",
        "rowspan",
        "scope",
        "span",
        "src",
        "start",
        "tabindex",
        "title",
        "width",
    ]
)
_SCHEMES: Final = ("https:", "mailto:", "tel:")

_environment = jinja2.Environment(  # Only parses: nothing is ever rendered with it.
    comment_start_string=COMMENT_START, comment_end_string=COMMENT_END, autoescape=True
)


# Indented text is not code: it may be the inside of an admonition, which CommonMark lacks.
class _Markdown(MarkdownIt):
    """CommonMark that links to anything, as Python-Markdown does: what is seen can be refused."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's names
        return True


_markdown = _Markdown("commonmark").enable("table").disable("code")


def address(path: str) -> str:
    """Return the address of the page whose source is `path` inside ``docs/``."""
    stem = path.removesuffix(".md")
    parts = stem.split("/")
    if parts[-1] in ("index", "README"):
        parts.pop()
    return "".join(f"{part}/" for part in parts)


def read(data: bytes, path: str, inside: str) -> tuple[Page | None, tuple[Problem, ...]]:
    """Read one page.

    Args:
        data: the file's bytes.
        path: how the file is named in problems.
        inside: its path inside ``docs/``, with ``/``.

    Returns:
        The page, or None if its front matter cannot be read, and the problems.
    """
    if len(data) > source.MAX_BYTES:
        return None, (
            problem("HB101", Location(path), "Sidan är större än 10 MB.", "Dela upp den."),
        )
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        where = Location(path, data.count(b"\n", 0, error.start) + 1)
        hint = "Spara om den med teckenkodningen UTF-8."
        return None, (problem("HB101", where, "Filen är inte sparad som UTF-8.", hint),)
    front, body, problems = _front_matter(text, path)
    calls, found = _calls(body, path)
    problems.extend(found)
    if front is None:
        return None, tuple(problems)
    tokens = _markdown.parse(_masked(body))
    reader = _Reader(path, body.split("\n"))
    for token in tokens:
        reader.take(token)
    page = Page(
        path,
        inside,
        address(inside),
        front,
        tuple(reader.headings),
        tuple(reader.links),
        tuple(calls),
        tuple(reader.spans),
    )
    return page, (*problems, *reader.problems)


def _front_matter(text: str, path: str) -> tuple[FrontMatter | None, str, list[Problem]]:
    """Return the front matter, the body with as many empty lines before it, and the problems."""
    match = _FRONT.match(text)
    if match is None:
        hint = "Börja sidan med ---, title: …, description: … och --- på var sin rad."
        if text.startswith("---"):
            said = "Sidans huvud avslutas aldrig."
        elif _MULTIMARKDOWN.match(text):
            said = "Första raden liknar ett sidhuvud och skulle försvinna från sidan."
        else:
            said = "Sidan saknar huvud."
        return None, text, [problem("HB801", Location(path), said, hint)]
    body = "\n" * match[0].count("\n") + text[match.end() :]
    node, found = source.read(f"\n{match[1]}".encode(), path)
    problems = list(found)
    if node is None or not isinstance(node.value, dict):
        if not problems:
            hint = "Skriv title: … och description: … på var sin rad."
            problems.append(problem("HB801", Location(path), "Sidans huvud är tomt.", hint))
        return None, body, problems
    front, wrong = validate(FrontMatter, node, path)
    return front, body, [*problems, *wrong]


def _calls(body: str, path: str) -> tuple[list[Call], list[Problem]]:
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


def _masked(body: str) -> str:
    """Replace what Jinja takes by blanks of the same length, so that places stay."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    return _JINJA.sub(blank, _RAW.sub(blank, body))


class _Reader:
    """Collects what a page holds from markdown-it's tokens."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.spans: list[Span] = []
        self.problems: list[Problem] = []
        self._level = 0

    def take(self, token: Token) -> None:
        """Take one block token."""
        if token.type == "heading_open":
            self._level = int(token.tag[1])
        elif token.type == "html_block":
            self._html(token.content, (token.map or [0])[0])
        elif token.type == "inline":
            self._inline(token)
            self._level = 0

    def _inline(self, token: Token) -> None:
        line = (token.map or [0])[0]
        if self._level:
            anchor = _ANCHOR.search(token.content)
            text = _ANCHOR.sub("", token.content).strip()
            place = self._at(line, token.content)
            self.headings.append(Heading(self._level, text, anchor[1] if anchor else None, place))
        self._attributes(token.content, line)
        in_link = 0
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                in_link += 1
                self._link(str(child.attrs.get("href", "")), line)
            elif child.type == "link_close":
                in_link -= 1
            elif child.type == "image":
                self._link(str(child.attrs.get("src", "")), line, image=True)
            elif child.type == "html_inline":
                self._html(child.content, line)
            elif child.type == "text" and child.content.strip() and not in_link:
                self.spans.append(Span(child.content, self._at(line, child.content)))

    def _attributes(self, text: str, line: int) -> None:
        """Refuse attribute lists (``{: key=value }``) that give what HTML may not have here."""
        for match in _ATTRIBUTES.finditer(text):
            bad = [key for key in _ATTRIBUTE.findall(match[0]) if key.lower() not in _ATTRS]
            if bad:
                offset = text.count("\n", 0, match.start())
                self._refuse(line + offset, match[0], f"Attributet ”{bad[0]}” är inte tillåtet.")

    def _link(self, target: str, line: int, *, image: bool = False) -> None:
        self.links.append(Link(target, self._at(line, target), image))
        if _scheme(target) not in ("", *_SCHEMES):
            self._refuse(line, target, f"Länken ”{target[:60]}” har ett slag som inte är tillåtet.")

    def _html(self, text: str, line: int) -> None:
        for tag, attrs, offset in _tags(text):
            where = line + offset
            if tag not in _TAGS:
                self._refuse(where, f"<{tag}", f"Elementet <{tag}> är inte tillåtet.")
            for name, value in attrs:
                if name not in _ATTRS:
                    self._refuse(where, name, f"Attributet ”{name}” är inte tillåtet.")
                elif name in ("href", "src"):
                    self._link(value or "", where, image=name == "src")

    def _refuse(self, line: int, text: str, message: str) -> None:
        hint = "Använd Markdown, en klass eller ett makro i stället."
        self.problems.append(problem("HB808", self._at(line, text), message, hint))

    def _at(self, line: int, text: str) -> Location:
        """Return the place of `text` on a line counted from 0."""
        row = self.lines[line] if line < len(self.lines) else ""
        head = text.split("\n", maxsplit=1)[0].strip()
        return Location(self.path, line + 1, max(row.find(head), 0) + 1)


def _scheme(target: str) -> str:
    """Return the scheme of an address with its colon, lower case; empty for a relative one."""
    bare = re.sub(r"[\x00-\x20]", "", target)
    match = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", bare)
    if match:
        return match[0].lower()
    return "//" if bare.startswith("//") else ""


def _tags(text: str) -> Iterator[tuple[str, list[tuple[str, str | None]], int]]:
    """Yield the start tags in a piece of HTML with their attributes and line offset."""
    found: list[tuple[str, list[tuple[str, str | None]], int]] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, attrs, self.getpos()[0] - 1))

    parser = Parser()
    parser.feed(text)
    parser.close()
    yield from found

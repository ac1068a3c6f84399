"""The Markdown of a page: headings, links and text, and HTML that may not stand in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from macros.problems import Location, Problem, problem
from macros.prose.page import Heading, Link, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

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


class Reader:
    """Collects what a page holds from markdown-it's tokens."""

    def __init__(self, path: str, lines: list[str]) -> None:
        """Begin a page: its path for problems, and its lines for places."""
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

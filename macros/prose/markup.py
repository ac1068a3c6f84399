"""The Markdown of a page: headings, links and text, and HTML that may not stand in it."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from macros.problems import Location, Problem, problem
from macros.prose.allowed import ATTRIBUTES, TAGS, refusal_of_link
from macros.prose.page import Heading, Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token


_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_ANCHOR = re.compile(r"(?<!\s)\s*\{:?\s*#([\w-]+)[^}]*\}\s*$")
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")
_ATTRIBUTE = re.compile(r"(?<![\w:.-])([\w:.-]+)\s*=")


class Reader:
    """Collects what a page holds from markdown-it's tokens."""

    def __init__(self, path: str, lines: list[str]) -> None:
        """Begin a page: its path for problems, and its lines for places."""
        self.path = path
        self.lines = lines
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.problems: list[Problem] = []
        self._level = 0

    def take(self, token: Token) -> None:
        """Take one block token."""
        if token.type == "heading_open":
            self._level = int(token.tag[1])
        elif token.type == "html_block":
            line = (token.map or [0])[0]
            self._html(token.content, line)
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
        code = iter(_CODE.findall(token.content))
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "code_inline":
                # markdown-it makes a blank of a line's end inside code.
                line += next(code, ("", ""))[1].count("\n")
            elif child.type == "link_open":
                self._link(str(child.attrs.get("href", "")), line)
            elif child.type == "image":
                # What is written as nothing in Markdown is a text that is missing, not decoration.
                alt = child.content.strip() or None
                self._link(str(child.attrs.get("src", "")), line, image=True, alt=alt)
            elif child.type == "html_inline":
                self._html(child.content, line)

    def _attributes(self, text: str, line: int) -> None:
        """Refuse attribute lists (``{: key=value }``) that give what HTML may not have here."""
        for match in _ATTRIBUTES.finditer(text):
            bad = [key for key in _ATTRIBUTE.findall(match[0]) if key.lower() not in ATTRIBUTES]
            if bad:
                offset = text.count("\n", 0, match.start())
                self._refuse(line + offset, match[0], f"Attributet ”{bad[0]}” är inte tillåtet.")

    def _link(
        self,
        target: str,
        line: int,
        *,
        image: bool = False,
        raw: bool = False,
        alt: str | None = None,
    ) -> None:
        self.links.append(Link(target, self._at(line, target), image, raw, alt))
        message = refusal_of_link(target)
        if message:
            self._refuse(line, target, message)

    def _html(self, text: str, line: int) -> None:
        for tag, attrs, offset in _tags(text):
            where = line + offset
            if tag not in TAGS:
                self._refuse(where, f"<{tag}", f"Elementet <{tag}> är inte tillåtet.")
            for name, value in attrs:
                if name not in ATTRIBUTES:
                    self._refuse(where, name, f"Attributet ”{name}” är inte tillåtet.")
                elif name in ("href", "src"):
                    alt = (dict(attrs)["alt"] or "") if "alt" in dict(attrs) else None
                    self._link(value or "", where, image=name == "src", raw=True, alt=alt)

    def _refuse(self, line: int, text: str, message: str) -> None:
        hint = "Använd Markdown, en klass eller ett makro i stället."
        self.problems.append(problem("HB808", self._at(line, text), message, hint))

    def refuse_rendered(self, word: str, message: str) -> None:
        """Add what only the site's own Markdown shows, at the first line that holds the word."""
        if any(one.message == message for one in self.problems):
            return
        parts = [word, word.split(":", maxsplit=1)[0], *re.findall(r"[a-z]{2,}", word.lower())]
        for part in filter(None, parts):
            for line, row in enumerate(self.lines):
                if part.lower() in row.lower():
                    self._refuse(line, part, message)
                    return
        self._refuse(next((n for n, row in enumerate(self.lines) if row.strip()), 0), "", message)

    def _at(self, line: int, text: str) -> Location:
        """Return the place of `text` on a line counted from 0."""
        row = self.lines[line] if line < len(self.lines) else ""
        head = text.split("\n", maxsplit=1)[0].strip()
        return Location(self.path, line + 1, max(row.find(head), 0) + 1)


def _tags(text: str) -> Iterator[tuple[str, list[tuple[str, str | None]], int]]:
    """Yield the start tags in a piece of HTML with their attributes and line offset."""
    found: list[tuple[str, list[tuple[str, str | None]], int]] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, attrs, self.getpos()[0] - 1))

    parser = Parser()
    # A torn declaration makes the parser give up; `macros.prose.rendered` refuses such a page.
    with suppress(AssertionError):
        parser.feed(text)
        parser.close()
    yield from found

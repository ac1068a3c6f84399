"""The plain text of a page's blocks, as one that reads citations wants it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from macros.problems import Location
from macros.prose.page import OPAQUE, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from macros.prose.page import Call, Heading

BOUNDARY: Final = "\N{PARAGRAPH SEPARATOR}"
"""Stands between blocks: no citation crosses it."""

PAST: Final = "historik"
"""The class that marks history: ``!!! historik "Så var det förr"``, or ``{: .historik }``."""

QUOTING: Final = "law"
"""The macro that shows the citation which it is given."""

_IN_TEXT = "a abbr b br cite del dfn em i ins kbd mark q s small span strong sub sup time u wbr"
INLINE: Final = frozenset(_IN_TEXT.split())
"""HTML elements that stand in running text. All others begin or end a block."""

TAG: Final = re.compile(
    r"<!--.*?-->|<(/?)([A-Za-z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL
)
"""A comment or a tag of HTML, with its slash and its name."""

_MARKED = re.compile(rf"\{{:?[^{{}}\n]*\.{PAST}\b[^{{}}\n]*\}}")
_BOX = re.compile(r"( *)(?:!!!|\?\?\?\+?) +([\w -]+)")


def text_of_html(html: str) -> str:
    """Return what a piece of HTML shows, its lines kept: blocks end in `BOUNDARY`."""
    return unescape(TAG.sub(lambda tag: between(tag) + "\n" * tag[0].count("\n"), html))


def between(tag: re.Match[str]) -> str:
    """Return what a tag, a match of `TAG`, is to one that reads only the text."""
    name = (tag[2] or "").lower()
    if name == "br":
        return " "
    return "" if name in INLINE else BOUNDARY


def past_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines, counted from 0, that stand in a box that marks history."""
    found: set[int] = set()
    inside: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and line.strip() and indent <= inside:
            inside = None
        box = _BOX.match(line)
        if box and PAST in box[2].split() and inside is None:
            inside = indent
        if inside is not None:
            found.add(number)
    return frozenset(found)


class SpanReader:
    """Makes spans of pieces of text, each with the line on which it stands."""

    def __init__(self, path: str, lines: Sequence[str], calls: Iterable[Call]) -> None:
        """Begin a page: its path, its lines, and the calls that stand as `OPAQUE` in its text."""
        self._path = path
        self._lines = lines
        self._past = past_lines(lines)
        self._calls: dict[int, list[Call]] = {}
        for call in calls:
            self._calls.setdefault(call.location.line - 1, []).append(call)

    def span(self, pieces: Iterable[tuple[int, str]], under: Heading | None) -> Span | None:
        """Return the span of a block, None where it shows no text.

        Args:
            pieces: line, counted from 0, and text; a text with line breaks goes on below.
            under: the heading under which the block stands.
        """
        rows = list(_rows(pieces))
        text = ""
        begins: list[tuple[int, Location, str]] = []
        called: list[tuple[int, int]] = []
        for line, shown in rows:
            offset = len(text)
            for number, part in enumerate(self._filled(line, shown)):
                if number % 2:
                    called.append((len(text), len(text) + len(part)))
                text += part
            text += "\n"
            begins.append((offset, self._place(line, shown), self._row(line)))
        text = text.rstrip("\n")
        if not text.strip(f" \n{OPAQUE}{BOUNDARY}"):
            return None
        past = rows[0][0] in self._past or _MARKED.search(text) is not None
        return Span(text, tuple(begins), tuple(called), past, under)

    def _row(self, line: int) -> str:
        return self._lines[line] if line < len(self._lines) else ""

    def _place(self, line: int, shown: str) -> Location:
        return Location(self._path, line + 1, max(self._row(line).find(shown.strip()), 0) + 1)

    def _filled(self, line: int, shown: str) -> list[str]:
        """Return a line's text in parts, each second one what a call of `QUOTING` is given."""
        if _BOX.match(shown):
            shown += BOUNDARY  # The title of a box; its text begins on the next line.
        parts = shown.split(OPAQUE)
        calls = self._calls.get(line, [])
        if len(parts) != len(calls) + 1:
            return [shown]
        filled = [parts[0]]
        for call, after in zip(calls, parts[1:], strict=True):
            quoted = call.args[0] if call.name == QUOTING and call.args else OPAQUE
            filled.extend((quoted if isinstance(quoted, str) else OPAQUE, after))
        return filled


def _rows(pieces: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield line and text, the pieces of a line put together."""
    rows: dict[int, str] = {}
    for line, text in pieces:
        for number, part in enumerate(text.split("\n")):
            rows[line + number] = rows.get(line + number, "") + part
    yield from sorted(rows.items())

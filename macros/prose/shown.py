"""What a piece of HTML shows, and where each character of it stands in the HTML.

Citations are judged and linked on this text: of a page of prose, of the fields of a record. So
what has been judged is what is linked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OPAQUE: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what is no text: code, a picture, what a macro answers."""

BOUNDARY: Final = "\N{PARAGRAPH SEPARATOR}"
"""Stands between blocks: no citation crosses it."""

PAST: Final = "historik"
"""The class that marks history: ``!!! historik "Så var det förr"``, or ``{: .historik }``."""

SAID: Final = "hb-said"
"""The element around what a macro answers in running text, until the page is linked."""

STATE: Final = "hb-state"
"""The class of what is said in brackets after a link."""

TAG: Final = re.compile(
    r"<!--.*?-->|<(/?)([A-Za-z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL
)
"""A comment or a tag of HTML, with its slash and its name."""

VOID: Final = frozenset(
    ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
"""Elements that have no end tag."""

_IN_TEXT: Final = (
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q s samp small span strong "
    f"sub sup time u var wbr {SAID}"
)
_INLINE: Final = frozenset(_IN_TEXT.split())
_NO_TEXT: Final = frozenset(["code", "pre", "script", "style", "svg", "kbd", "samp", SAID])
_SILENT: Final = frozenset(["sub", "sup"])
_NO_LINKS: Final = frozenset(["a", "button", "summary", "label", "select", "textarea", "title"])
_HEADING: Final = re.compile("h[1-6]")
_ENTITY: Final = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_ATTRIBUTE: Final = re.compile(r"\b(class|id|alt|title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class Piece(NamedTuple):
    """A stretch of text between two tags: where in the HTML, and what may be done to it."""

    start: int
    end: int
    links: bool
    past: bool


@dataclass(frozen=True, slots=True)
class Title:
    """A heading: where its text begins, its level, its id, and its text."""

    at: int
    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    past: bool
    silent: bool


class Shown:
    """What a piece of HTML shows: `text`, with `BOUNDARY` between blocks."""

    def __init__(self, html: str, words: Mapping[str, str] | None = None) -> None:
        """Read a piece of HTML.

        Args:
            html: as Markdown or a template made it.
            words: words that stand for something else, each with the text to read in its place.
        """
        self.html = html
        self.pieces: list[Piece] = []
        self.titles: list[Title] = []
        self.said: list[str] = []
        """What attributes say to some readers: the text for a picture, the title of a link."""
        self.called: list[tuple[int, int, str]] = []
        """Where the text of a word stands in `text`, and the word."""
        self._words = words or {}
        self._parts: list[str] = []
        self._length = 0
        # Where a run begins in the text and in the HTML, and the HTML's length where they differ.
        self._marks: list[tuple[int, int, int]] = []
        self._read(re.compile("|".join(map(re.escape, self._words))) if self._words else None)
        self.text = "".join(self._parts)

    def place(self, position: int, *, end: bool = False) -> int:
        """Return where in the HTML a position of the text is; of an end, what it comes after."""
        index = bisect_right(self._marks, position - end, key=lambda mark: mark[0]) - 1
        begin, at, length = self._marks[index]
        if length:
            return at + length if end else at
        return at + position - begin

    def between(self, start: int, stop: int) -> list[Piece]:
        """Return the pieces that lie in a stretch of the HTML, cut to it."""
        index = max(bisect_right(self.pieces, start, key=lambda one: one.start) - 1, 0)
        found = []
        while index < len(self.pieces) and self.pieces[index].start < stop:
            one = self.pieces[index]
            if one.end > start:
                cut = Piece(max(one.start, start), min(one.end, stop), one.links, one.past)
                found.append(cut)
            index += 1
        return found

    def is_past(self, start: int, end: int) -> bool:
        """Say whether some of a stretch of the text is marked as history."""
        pieces = self.between(self.place(start), self.place(end, end=True))
        return any(one.past for one in pieces)

    def inside(self, css: str) -> tuple[str, ...]:
        """Return the HTML inside each outermost element that has a class."""
        found = []
        name, depth, start = "", 0, 0
        for tag in TAG.finditer(self.html):
            this = (tag[2] or "").lower()
            if depth:
                if this == name:
                    depth += -1 if tag[1] else 1
                if not depth:
                    found.append(self.html[start : tag.start()])
            elif this and not tag[1] and this not in VOID and css in _classes(tag[0]):
                name, depth, start = this, 1, tag.end()
        return tuple(found)

    def blocks(self) -> Iterator[tuple[int, str]]:
        """Yield where each block begins in the text, and its text."""
        at = 0
        for block in self.text.split(BOUNDARY):
            yield at, block
            at += len(block) + len(BOUNDARY)

    def _read(self, word: re.Pattern[str] | None) -> None:
        opened: list[_Open] = []
        at = 0
        for tag in TAG.finditer(self.html):
            self._text(at, tag.start(), opened, word)
            self._tag(tag, opened)
            at = tag.end()
        self._text(at, len(self.html), opened, word)

    def _text(
        self, start: int, end: int, opened: list[_Open], word: re.Pattern[str] | None
    ) -> None:
        if end <= start or any(one.silent for one in opened):
            return
        names = {one.name for one in opened}
        if names & _NO_TEXT:
            self._add(OPAQUE, start, end - start)
            return
        past = any(one.past for one in opened)
        self.pieces.append(Piece(start, end, not names & _NO_LINKS, past))
        for found in word.finditer(self.html, start, end) if word else ():
            self._plain(start, found.start())
            text = self._words[found[0]]
            self.called.append((self._length, self._length + len(text), found[0]))
            self._add(text, found.start(), len(found[0]))
            start = found.end()
        self._plain(start, end)

    def _plain(self, start: int, end: int) -> None:
        for entity in _ENTITY.finditer(self.html, start, end):
            self._add(self.html[start : entity.start()], start)
            self._add(unescape(entity[0]), entity.start(), len(entity[0]))
            start = entity.end()
        self._add(self.html[start:end], start)

    def _add(self, text: str, at: int, length: int = 0) -> None:
        if text:
            self._marks.append((self._length, at, length))
            self._parts.append(text)
            self._length += len(text)

    def _tag(self, tag: re.Match[str], opened: list[_Open]) -> None:
        name = (tag[2] or "").lower()
        if name and name not in _INLINE:
            self._add(BOUNDARY, tag.start(), len(tag[0]))
        elif name == "br":
            self._add(" ", tag.start(), len(tag[0]))
        elif name == "img":
            self._add(OPAQUE, tag.start(), len(tag[0]))
        if tag[1]:
            self._close(name, opened)
        elif name:
            self._open(name, tag, opened)

    def _open(self, name: str, tag: re.Match[str], opened: list[_Open]) -> None:
        said = _attributes(tag[0])
        self.said.extend(filter(None, (said.get("alt"), said.get("title"))))
        if _HEADING.fullmatch(name):
            self.titles.append(Title(self._length, int(name[1]), said.get("id", ""), ""))
        if name not in VOID and not tag[0].endswith("/>"):
            classes = said.get("class", "").split()
            opened.append(_Open(name, PAST in classes, name in _SILENT or STATE in classes))

    def _close(self, name: str, opened: list[_Open]) -> None:
        # What nobody opened closes nothing.
        if any(one.name == name for one in opened):
            while opened.pop().name != name:
                pass
        if self.titles and _HEADING.fullmatch(name) and not self.titles[-1].text:
            title = self.titles[-1]
            text = "".join(self._parts)[title.at : -1].strip()
            self.titles[-1] = Title(title.at, title.level, title.anchor, text)


def _attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a tag that are looked at, by name."""
    return {one[1].lower(): unescape(one[2] or one[3] or "") for one in _ATTRIBUTE.finditer(tag)}


def _classes(tag: str) -> list[str]:
    return _attributes(tag).get("class", "").split()
